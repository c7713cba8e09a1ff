"""The rows of a transcript that are on the screen now: where each is, what it holds, and where a passage lies in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtGui import QTextBlock, QTextLine

from qda.ui.widgets.display_text import DisplayText

_RTL = re.compile("[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")


class Row(NamedTuple):
    """One visual row: `top` in pixels of the viewport, ``[start, end)`` in points of the stored text.

    `begin` is the document position of its block, `number` which row of the block it is. No QTextLine is kept: it
    would point into a layout that may be gone.
    """

    top: float
    start: int
    end: int
    block: QTextBlock
    begin: int
    number: int

    def line(self) -> QTextLine | None:
        """Return Qt's line of this row; None where the layout was dropped since, and a repaint is on its way."""
        layout = self.block.layout()
        return layout.lineAt(self.number) if self.number < layout.lineCount() else None


class VisibleRows:
    """The rows on the screen, from the top, each `height` pixels high."""

    def __init__(self, rows: Sequence[Row], height: float, display: DisplayText) -> None:
        self.rows = rows
        self.height = height
        self._display = display
        self._starts = [row.start for row in rows]
        self.start = rows[0].start if rows else 0
        self.end = rows[-1].end if rows else 0
        # Only where letters run from right to left can one passage be two stretches of a row.
        self._one_way = not _RTL.search(display.text, self.start, self.end)

    def reach(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the first and last row (as indices) that ``[start, end)`` touches; None where it is off the screen."""
        if not self.rows or end <= self.start or start > self.end:
            return None
        first = max(0, bisect_right(self._starts, start) - 1)
        last = max(first, bisect_left(self._starts, end) - 1)
        return first, last

    def at(self, y: float) -> int | None:
        """Return the index of the row at height `y`, or the nearest one; None where nothing is shown."""
        if not self.rows:
            return None
        return max(0, bisect_right(self.rows, y, key=lambda row: row.top) - 1)

    def point_at(self, x: float, y: float) -> int | None:
        """Return the point of the character that is painted at a place of the viewport; None beside the words."""
        index = self.at(y)
        if index is None:
            return None
        row = self.rows[index]
        line = row.line()
        if line is None or not row.top <= y <= row.top + self.height:
            return None
        words = line.naturalTextRect()
        if not words.left() <= x <= words.right():
            return None
        position = line.xToCursor(x, QTextLine.CursorPosition.CursorOnCharacter)
        return self._display.to_point(row.begin + int(position))

    def edge(self, point: int, *, closing: bool) -> tuple[Row, float] | None:
        """Return the row and the place in it (pixels) where a passage begins, or with `closing` ends; None off screen.

        A passage that ends where a row does ends in that row, not at the beginning of the next one.
        """
        reached = self.reach(point - 1, point) if closing else self.reach(point, point + 1)
        if reached is None or not self.start <= point <= self.end:
            return None
        row = self.rows[reached[0]]
        line = row.line()
        if line is None:
            return None
        return row, _x(line, self._display.to_position(point, closing=closing) - row.begin)

    def between(self, top: float, bottom: float) -> Sequence[Row]:
        """Return the rows that show anything between two heights."""
        return [row for row in self.rows if top - self.height < row.top <= bottom]

    def hold(self, start: int, end: int, bottom: float) -> bool:
        """Say whether all of ``[start, end)`` is shown, above `bottom` and not cut off."""
        reached = self.reach(start, end)
        if reached is None or start < self.start or end > max(self.end, start + 1):
            return False
        return self.rows[reached[0]].top >= 0 and self.rows[reached[1]].top + self.height <= bottom

    def on_words(self, y: float, gap: float) -> float:
        """Return the height nearest to `y` where the words of a row are; `gap` is the air above them."""
        index = self.at(y)
        if index is None or y < self.rows[index].top or y > self.rows[index].top + self.height:
            return y
        line = self.rows[index].line()
        top = self.rows[index].top + gap
        return y if line is None else min(max(y, top), top + line.height() - 1)

    def stretches(self, row: Row, start: int, end: int) -> list[tuple[float, float]]:
        """Return the left and right edges (pixels) of what of ``[start, end)`` lies in `row`, from the left."""
        first = self._display.to_position(max(start, row.start)) - row.begin
        last = self._display.to_position(min(end, row.end), closing=True) - row.begin
        line = row.line()
        if line is None or last <= first:
            return []
        if self._one_way:
            left, right = sorted((_x(line, first), _x(line, last)))
            return [(left, right)]
        rects = [run.boundingRect() for run in line.glyphRuns(first, last - first)]
        return _joined(sorted((rect.left(), rect.right()) for rect in rects))


def _x(line: QTextLine, position: int) -> float:
    """Return where `position` lies in `line`, in pixels; PySide gives the position back as well."""
    found: Any = line.cursorToX(position)
    return float(found[0] if isinstance(found, tuple) else found)


def _joined(stretches: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return sorted `stretches` with those that touch made one."""
    result: list[tuple[float, float]] = []
    for left, right in stretches:
        if result and left <= result[-1][1] + 0.5:
            result[-1] = (result[-1][0], max(right, result[-1][1]))
        else:
            result.append((left, right))
    return result
