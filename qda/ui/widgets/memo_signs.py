"""Small signs beside the line numbers where memos are about the words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from qda.core.memos import Note
from qda.ui.icons import icon
from qda.ui.widgets.transcript_page import TranscriptPage

_MOST = 20  # headings in a tooltip


class MemoSigns(QWidget):
    """A strip at the outer edge of the line numbers; `chosen(note)` where a sign is clicked.

    It lies in the margin of the numbers and so is painted whenever that is. A memo has its sign in the row where the
    words begin that it is about. Who works by keys finds the memos in the list of the memo panel.
    """

    chosen = Signal(object)

    def __init__(self, view: TranscriptPage) -> None:
        super().__init__(view.gutter)
        self._view = view
        self._notes: list[Note] = []
        self._starts: list[int] = []
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.gutter.installEventFilter(self)
        self._fit()
        self.show()

    def show_notes(self, notes: Sequence[Note]) -> None:
        """Show the signs of these memos, of those that are about words."""
        self._notes = sorted((note for note in notes if note.start is not None), key=lambda note: note.start or 0)
        self._starts = [note.start or 0 for note in self._notes]
        self.update()

    def notes_in(self, y: float) -> list[Note]:
        """Return the memos whose sign stands at this height."""
        visible = self._view.visible_rows()
        index = visible.at(y)
        if index is None or y > visible.rows[index].top + visible.height:
            return []
        return self._beginning(visible.rows[index].start, visible.rows[index].end)

    def _beginning(self, start: int, end: int) -> list[Note]:
        return self._notes[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _side(self) -> int:
        return min(self.width(), self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._notes:
            return
        visible, clip, side = self._view.visible_rows(), event.rect(), self._side()
        sign = icon("memos", self._view.theme, "accent")
        painter = QPainter(self)
        for row in visible.between(clip.top(), clip.bottom()):
            if self._beginning(row.start, row.end):
                top = round(row.top + (visible.height - side) / 2)
                sign.paint(painter, QRect((self.width() - side) // 2, top, side, side))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.notes_in(event.position().y())
        if found and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(found[0])
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            found = self.notes_in(event.pos().y())
            QToolTip.showText(event.globalPos(), "\n".join(note.heading for note in found[:_MOST]), self)
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        gutter = self._view.gutter
        width = max(1, min(16, gutter.width() // 3))
        self.setGeometry(gutter.width() - width if self._view.mirrored else 0, 0, width, gutter.height())
