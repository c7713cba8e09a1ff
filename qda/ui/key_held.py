"""The key of pseudonyms that was chosen for the last look at products: held while the project is open, no longer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from qda.ui.workspace import Workspace


class KeyHeld(QObject):
    """Where the key lies, and its passphrase where it is sealed; neither is ever written down."""

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.path: Path | None = None
        self.passphrase = ""
        workspace.closed.connect(lambda: self.hold(None))

    def hold(self, path: Path | None, passphrase: str = "") -> None:
        """Take a key from now on, or none."""
        self.path, self.passphrase = path, passphrase
        self.changed.emit()


def key_held(workspace: Workspace) -> KeyHeld:
    """Return the one holder of a workspace."""
    return workspace.findChild(KeyHeld) or KeyHeld(workspace)
