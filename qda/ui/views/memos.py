"""The place of all memos."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qda.ui.workspace import Workspace


class MemosView(QWidget):
    """All memos by kind, date and what they are about."""

    name = "memos"
    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace

    def opened(self) -> None:
        """Show the project that was opened."""

    def closing(self) -> None:
        """Keep what is still being typed."""

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched."""
