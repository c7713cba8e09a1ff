"""A table in which answers are given by digits: a row a source, 1 to 9 the answers, 0 takes back, N goes on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from qda.ui.widgets.rows_table import RowsTable

_DIGITS = range(int(Qt.Key.Key_0), int(Qt.Key.Key_9) + 1)
_NEXT = (int(Qt.Key.Key_N), int(Qt.Key.Key_F3))


class AnswersTable(RowsTable):
    """Signals: `answered(row, number)`, 0 takes back. `is_open(row)` says where N and F3 go to."""

    answered = Signal(int, int)

    def __init__(self, name: str, about: str, parent: QWidget, *, is_open: Callable[[int], bool]) -> None:
        super().__init__(name, about, parent)
        self._is_open = is_open

    def event(self, event: QEvent) -> bool:
        # Digits and letters of the table go before keys of the window while the keyboard is here.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _ours(event) and self.row() >= 0:
            if event.key() in _NEXT:
                self.next_open()
            else:
                number = event.key() - int(Qt.Key.Key_0) if event.key() in _DIGITS else 0
                self.answered.emit(self.row(), number)
        else:
            super().keyPressEvent(event)

    def next_row(self) -> None:
        """Go to the row below, as it is sorted."""
        here = self.currentIndex()
        if here.row() + 1 < self.model().rowCount():
            self.setCurrentIndex(self.model().index(here.row() + 1, here.column()))

    def next_open(self) -> None:
        """Go to the next row that is open, from the first one again after the last."""
        here, number = self.currentIndex().row(), self.model().rowCount()
        for step in range(1, number + 1):
            index = self.model().index((here + step) % number, 0)
            if self._is_open(self._shown.mapToSource(index).row()):
                self.setCurrentIndex(index)
                return


def _ours(event: QKeyEvent) -> bool:
    plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    return plain and (event.key() in (*_DIGITS, *_NEXT, int(Qt.Key.Key_Delete), int(Qt.Key.Key_Backspace)))
