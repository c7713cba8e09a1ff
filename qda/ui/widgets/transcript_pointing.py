"""Which coding of a transcript is pointed at or chosen, and the two handles at the ends of the chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from qda.ui.widgets.marks import Mark
from qda.ui.widgets.word_borders import nearest_border

if TYPE_CHECKING:
    from qda.ui.widgets.transcript_page import TranscriptPage

_KNOB = 5.0  # radius of the round end by which a handle is taken
_REACH = 8.0  # pixels beside a handle's line that count as it
BEGINS, ENDS = "begins", "ends"


class Pointing:
    """What is framed in one transcript: the coding under the mouse, else the chosen one.

    A coding is chosen by a click on its stripe, its name or its entry beside the text, and by selecting exactly its
    passage where it is the only one there; it stays so as long as its passage is selected.
    """

    def __init__(self, view: TranscriptPage) -> None:
        self._view = view
        self._pointed = ""
        self._chosen = ""

    def at(self, mark_id: str) -> None:
        """Say which coding the mouse is over, or the keyboard in a list of them; "" for none."""
        if mark_id != self._pointed:
            self._pointed = mark_id
            self._view.repaint_marks()

    def choose(self, mark_id: str) -> None:
        """Choose a coding, whose passage is selected or about to be; "" for none."""
        self._chosen = mark_id
        self._view.repaint_marks()

    def chosen(self) -> Mark | None:
        """Return the coding that is chosen."""
        span = self._view.selection()
        mark = self._view.index.get(self._chosen)
        if mark is not None and (mark.start, mark.end) == span:
            return mark
        here = self._view.index.exactly(*span)
        return here[0] if len(here) == 1 else None

    def framed(self) -> Mark | None:
        """Return the coding that a frame is around."""
        return self._view.index.get(self._pointed) or self.chosen()

    def over_words(self, place: QPointF) -> Mark | None:
        """Return the coding whose tint is under the mouse at `place` of the viewport: the shortest one there."""
        point = self._view.visible_rows().point_at(place.x(), place.y())
        here = [] if point is None else self._view.codings_at(point)
        return min(here, key=lambda mark: mark.end - mark.start, default=None)


class Handles:
    """The handles of the chosen coding: which one is dragged, and where its passage would then begin and end."""

    def __init__(self, view: TranscriptPage) -> None:
        self._view = view
        self._held = ""
        self._mark: Mark | None = None
        self.preview: tuple[int, int] | None = None

    def areas(self) -> dict[str, QRectF]:
        """Return where the handles are on the screen, as far as they are: each a line as high as a row, with its knob.

        The knob of the first one sits above the row, that of the last one below it, so that the two of a short passage
        can be told apart and taken.
        """
        mark = self._view.pointing.chosen()
        if mark is None or self._view.fixed:
            return {}
        visible = self._view.visible_rows()
        found = {}
        for end, point in ((BEGINS, mark.start), (ENDS, mark.end)):
            edge = visible.edge(point, closing=end == ENDS)
            if edge is not None:
                row, x = edge
                top = row.top - (2 * _KNOB if end == BEGINS else 0)
                found[end] = QRectF(x - _KNOB, top, 2 * _KNOB, visible.height + 2 * _KNOB)
        return found

    def at(self, place: QPointF) -> str:
        """Return which handle is at `place` of the viewport: BEGINS, ENDS or ""."""
        near = {
            end: abs(area.center().x() - place.x())
            for end, area in self.areas().items()
            if area.adjusted(_KNOB - _REACH, 0, _REACH - _KNOB, 0).contains(place)
        }
        return min(near, key=lambda end: near[end], default="")

    @property
    def held(self) -> bool:
        """Whether one is being dragged."""
        return bool(self._held)

    def take(self, place: QPointF) -> bool:
        """Take the handle at `place`; False where there is none."""
        self._held = self.at(place)
        self._mark = self._view.pointing.chosen() if self._held else None
        return self.held

    def drag(self, point: int, *, exactly: bool) -> None:
        """Move the handle that is held to `point`: to the nearest border of a word, or `exactly` there.

        A passage keeps one character at least.
        """
        if self._mark is None:
            return
        start, end = self._mark.start, self._mark.end
        ends = self._held == ENDS
        point = point if exactly else nearest_border(self._view.text, point, ends=ends)
        self.preview = (start, max(point, start + 1)) if ends else (min(point, end - 1), end)
        self._view.viewport().update()

    def leave(self) -> tuple[str, int, int] | None:
        """Let go; return the coding with its new borders, or None where they are the old ones."""
        mark, span = self._mark, self.preview
        self.give_up()
        if mark is None or span is None or span == (mark.start, mark.end):
            return None
        return mark.id, *span

    def give_up(self) -> None:
        """Let go with everything as it was."""
        self._held, self._mark, self.preview = "", None, None
        self._view.viewport().update()

    def paint(self, painter: QPainter, colour: QColor, ground: QColor) -> None:
        """Paint the handles above the words."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for end, area in self.areas().items():
            x = area.center().x()
            knob = area.top() + _KNOB if end == BEGINS else area.bottom() - _KNOB
            painter.setPen(QPen(colour, 2))
            painter.drawLine(QPointF(x, area.top() + _KNOB), QPointF(x, area.bottom() - _KNOB))
            painter.setPen(QPen(ground, 1))
            painter.setBrush(colour)
            painter.drawEllipse(QPointF(x, knob), _KNOB - 0.5, _KNOB - 0.5)
            painter.setBrush(Qt.BrushStyle.NoBrush)
