"""What lies under the words of a transcript: interviewers' turns, the current line, codings, places found."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from qda.ui.theme import Theme
from qda.ui.widgets.marks import DIMMED, Mark, MarkIndex
from qda.ui.widgets.transcript_rows import Row, VisibleRows

_STROKE = 2.0
_MOST_STROKES = 2
_BAR = 3
# How much of a dimmed coder's stripe is left; it keeps 3 : 1 against the page in every theme.
_DIMMED = 0.78


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one row under the same codings: the tint of the shortest, strokes for up to two others."""

    start: int
    end: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reader is: the passage an action is about, selected or just the current line; and the column.

    `framed` is the coding that is chosen or pointed at, `target` where dragged codes would go, `hits` are the places
    that were found, in their order.
    """

    passage: tuple[int, int]
    selected: bool
    width: float
    mirrored: bool
    framed: Mark | None = None
    target: tuple[int, int] | None = None
    hits: Sequence[tuple[int, int]] = ()

    @property
    def start(self) -> int:
        """Where the passage begins."""
        return self.passage[0]

    @property
    def end(self) -> int:
        """Where the passage ends."""
        return self.passage[1]


def segments(marks: Sequence[Mark], start: int, end: int) -> list[Segment]:
    """Cut ``[start, end)`` into stretches under the same `marks`, in each the shortest mark first."""
    if len(marks) == 1:
        return [Segment(max(start, marks[0].start), min(end, marks[0].end), (marks[0],))]
    cuts = {start, end}
    for mark in marks:
        cuts.add(max(start, mark.start))
        cuts.add(min(end, mark.end))
    points = sorted(cuts)
    by_length = sorted(marks, key=lambda mark: (mark.end - mark.start, mark.start, mark.id))
    result = []
    for left, right in pairwise(points):
        over = tuple(mark for mark in by_length if mark.start <= left and mark.end >= right)
        if over:
            result.append(Segment(left, right, over))
    return result


class TintPainter:
    """Paints below the words of visible rows with the colours of one theme."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._looks: dict[tuple[str, bool, str], tuple[QColor, QColor]] = {}
        self.hit = QColor(theme.warning)
        self.focus = QColor(theme.focus)
        self.band = QColor(theme.blend(theme.accent, theme.surface, 0.10 if theme.dark else 0.05))
        self.bar = QColor(theme.accent)
        self.interviewer = QColor(theme.blend(theme.raised, theme.surface, 0.7))

    def paint(
        self,
        painter: QPainter,
        visible: VisibleRows,
        rows: Sequence[Row],
        index: MarkIndex,
        place: Place,
        is_interviewers: Callable[[int], bool],
    ) -> None:
        """Paint what lies under the words of `rows`, from the ground up; `is_interviewers` tells of a point."""
        marks = index.between(rows[0].start, rows[-1].end)
        bar_left = place.width - _BAR if place.mirrored else 0
        first_hit = bisect_left(place.hits, rows[0].start, key=lambda hit: hit[1])
        last_hit = bisect_left(place.hits, rows[-1].end, key=lambda hit: hit[0])
        hits = place.hits[first_hit:last_hit]
        for row in rows:
            here = row.start < place.end and row.end > place.start
            if is_interviewers(row.start):
                painter.fillRect(QRectF(0, row.top, place.width, visible.height), self.interviewer)
            if here and not place.selected:
                self._paint_band(painter, visible, row, place)
            over = [mark for mark in marks if mark.start < row.end and mark.end > row.start]
            if over:
                self._paint_marks(painter, visible, row, over)
            if here and place.selected:
                # Among tints of blue the selection's ground alone would not be told apart.
                for left, right in visible.stretches(row, place.start, place.end):
                    painter.fillRect(QRectF(left, row.top + visible.height - _STROKE, right - left, _STROKE), self.bar)
            if here:
                painter.fillRect(QRectF(bar_left, row.top, _BAR, visible.height), self.bar)
            for start, end in hits:
                self._frame(painter, visible, row, (start, end), QPen(self.hit, 1.5))
            if place.framed is not None:
                colour = self.focus if place.selected else self.look(place.framed)[1]
                self._frame(painter, visible, row, (place.framed.start, place.framed.end), QPen(colour, _STROKE))
            if place.target is not None:
                self._frame(painter, visible, row, place.target, QPen(self.focus, _STROKE, Qt.PenStyle.DashLine))

    @staticmethod
    def _frame(painter: QPainter, visible: VisibleRows, row: Row, span: tuple[int, int], pen: QPen) -> None:
        """Draw a frame around what of `span` lies in `row`."""
        if span[0] >= row.end or span[1] <= row.start:
            return
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for left, right in visible.stretches(row, *span):
            painter.drawRect(QRectF(left - 1, row.top + 1, right - left + 2, visible.height - 2))

    def _paint_marks(self, painter: QPainter, visible: VisibleRows, row: Row, marks: Sequence[Mark]) -> None:
        top, height = row.top + 1, visible.height - 2
        for segment in segments(marks, row.start, row.end):
            tint = self.look(segment.marks[0])[0]
            others = segment.marks[1 : _MOST_STROKES + 1]
            for left, right in visible.stretches(row, segment.start, segment.end):
                painter.fillRect(QRectF(left, top, right - left, height), tint)
                for place, mark in enumerate(others):
                    y = top + height - _STROKE - place * (_STROKE + 1)
                    painter.fillRect(QRectF(left, y, right - left, _STROKE), self.look(mark)[1])

    def _paint_band(self, painter: QPainter, visible: VisibleRows, row: Row, place: Place) -> None:
        if place.start <= row.start and place.end >= row.end - 1:
            painter.fillRect(QRectF(0, row.top, place.width, visible.height), self.band)
            return
        for left, right in visible.stretches(row, place.start, place.end):
            painter.fillRect(QRectF(left - 1, row.top, right - left + 2, visible.height), self.band)

    def look(self, mark: Mark) -> tuple[QColor, QColor]:
        """Return tint and stripe of `mark`; another coder's tint is half as strong, a dimmed coder's fainter still."""
        key = (mark.colour, mark.mine, mark.shade)
        found = self._looks.get(key)
        if found is None:
            code, surface = self.theme.code(mark.colour), self.theme.surface
            dimmed = mark.shade == DIMMED
            tint = self.theme.blend(code.tint, surface, (1.0 if mark.mine else 0.5) * (0.4 if dimmed else 1.0))
            stripe = self.theme.blend(code.stripe, surface, _DIMMED if dimmed else 1.0)
            found = self._looks[key] = (QColor(tint), QColor(stripe))
        return found
