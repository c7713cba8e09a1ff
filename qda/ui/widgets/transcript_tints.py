"""What lies under the words of a transcript: interviewers' turns, the current line, the tints of codings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from qda.ui.theme import Theme
from qda.ui.widgets.marks import Mark, MarkIndex
from qda.ui.widgets.transcript_rows import Row, VisibleRows

_STROKE = 2.0
_MOST_STROKES = 2
_BAR = 3


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one row under the same codings: the tint of the shortest, strokes for up to two others."""

    start: int
    end: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reader is: the passage an action is about, selected or just the current line; and the column."""

    passage: tuple[int, int]
    selected: bool
    width: float
    mirrored: bool

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
        self._looks: dict[tuple[str, bool], tuple[QColor, QColor]] = {}
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
        """Return tint and stripe of `mark`; another coder's tint is half as strong."""
        key = (mark.colour, mark.mine)
        found = self._looks.get(key)
        if found is None:
            code = self.theme.code(mark.colour)
            tint = code.tint if mark.mine else self.theme.blend(code.tint, self.theme.surface, 0.5)
            found = self._looks[key] = (QColor(tint), QColor(code.stripe))
        return found
