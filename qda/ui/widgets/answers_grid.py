"""The grid in which answers are typed in: digits answer at once and go on, words are typed as in any grid."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from qda.core.review.written import KEYS, is_closed
from qda.i18n import _
from qda.ui.widgets.fill_grid import FillGrid


class AnswersGrid(FillGrid):
    """A row a thing that was shown; 1, 2, 3 and 0 in the column of a question write an answer and go on."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setToolTip(
            _("1 yes, 2 not sure, 3 no, 0 skipped; words are typed in the columns beside; Delete takes an answer back")
        )

    def event(self, event: QEvent) -> bool:
        # Digits answer here, whatever they do elsewhere in the window.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._answers(event):
            event.accept()
            return True
        return super().event(event)

    def _answers(self, event: QKeyEvent) -> bool:
        here = self.currentIndex()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        return (
            plain
            and event.text() in KEYS
            and self.state() != QAbstractItemView.State.EditingState
            and here.isValid()
            and self.fill.takes(here.column())
            and is_closed(self.fill.columns[here.column()].key)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._answers(event):
            super().keyPressEvent(event)
            return
        here = self.currentIndex()
        self.typed.emit({self.fill.place(here.row(), here.column()): event.text()})
        self.go_on()

    def go_on(self) -> None:
        """Go to the next question that is answered by a digit, at the end of a row to the first one below."""
        here = self.currentIndex()
        closed = [number for number, column in enumerate(self.fill.columns) if is_closed(column.key)]
        after = [number for number in closed if number > here.column()]
        if after:
            self.setCurrentIndex(self.fill.index(here.row(), after[0]))
        elif closed and here.row() + 1 < len(self.fill.rows):
            self.setCurrentIndex(self.fill.index(here.row() + 1, closed[0]))
