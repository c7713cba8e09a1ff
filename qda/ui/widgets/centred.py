"""How a page stands in the window while no project is shown."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget


def centred(view: QWidget, page: QVBoxLayout) -> None:
    """Lay a page out in the middle of a view that fills the window, with room above it."""
    page.addStretch(1)
    row = QHBoxLayout(view)
    row.setContentsMargins(24, 72, 24, 24)
    row.addStretch(1)
    row.addLayout(page, 4)
    row.addStretch(1)
