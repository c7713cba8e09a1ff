"""One switch: buttons light up one after the other, and the switch (Space or Enter) presses the one that is lit.

It begins only where a person wants it, and a screen reader hears each button, since the lit one has the keyboard.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget


class Scanning(QObject):
    """Lights what `targets()` returns, each for as long as was set; it begins anew with every page."""

    def __init__(self, targets: Callable[[], Sequence[QWidget]], parent: QObject) -> None:
        super().__init__(parent)
        self._targets = targets
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.advance)
        self._at = -1

    @property
    def running(self) -> bool:
        """Tell whether buttons light up."""
        return self._timer.isActive()

    def start(self, milliseconds: int) -> None:
        """Begin before the first button; 0 ends it."""
        self._at = -1
        if milliseconds:
            self._timer.start(milliseconds)
        else:
            self._timer.stop()

    def advance(self) -> None:
        """Light the next button, after the last one the first."""
        there = list(self._targets())
        if there:
            self._at = (self._at + 1) % len(there)
            there[self._at].setFocus(Qt.FocusReason.OtherFocusReason)
