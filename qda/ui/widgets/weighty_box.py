"""A list to choose from whose choice has consequences: arrows and the wheel open it and choose nothing in passing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox

_OPENING = frozenset(
    getattr(Qt.Key, f"Key_{name}") for name in ("Up", "Down", "Home", "End", "PageUp", "PageDown", "Space", "Return")
)


class WeightyBox(QComboBox):
    """Chooses only what is chosen from the open list."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENING or event.text().strip():
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
