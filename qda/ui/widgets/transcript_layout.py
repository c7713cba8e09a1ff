"""The layout of a transcript: even rows with air between them, space after turns, speaker labels set apart.

QPlainTextEdit ignores line heights, block margins and most formats' cost; its layout asks :meth:`blockBoundingRect` for
every block it shows, and lays it out there and only there. So this is where rows are put on an even step, which costs
what is on the screen and nothing at loading.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QFontMetricsF,
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
    QTextLayout,
)
from PySide6.QtWidgets import QPlainTextDocumentLayout

from qda.core.text import Turn
from qda.ui.widgets.display_text import DisplayText
from qda.ui.widgets.transcript_headers import Headers
from qda.ui.widgets.transcript_rows import Row

_LINE_HEIGHT = 1.55  # of the font's size: 1.5, and room below the words for the strokes of overlapping codings
_TURN_GAP = 0.5  # of a row, after each paragraph
_EMPTY = 0.25  # of a row: what an empty paragraph takes; many files have one after each turn
_WIDE = 10_000.0  # pixels; Qt clips it: only heights matter where lines are wrapped


class RowLayout(QPlainTextDocumentLayout):
    """Lays blocks out in rows of one height; `row` and `ascent_gap` are in pixels, of the font last set."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._heights: dict[int, float] = {}
        self._display = DisplayText("")
        self._turns: Sequence[Turn] = ()
        self._turn_starts: Sequence[int] = ()
        self._count = 1
        self._headers: Headers | None = None
        self._header = 0.0
        self._label_format = QTextCharFormat()
        self._time_format = QTextCharFormat()
        self.set_font(document.defaultFont(), QColor("gray"))

    def set_font(self, font: QFont, label: QColor, header: float = 0.0) -> None:
        """Take the font the document is shown in, the colour of speaker labels and the height of a turn's header."""
        metrics = QFontMetricsF(font)
        self.row = float(max(math.ceil(metrics.height()), round(QFontInfo(font).pixelSize() * _LINE_HEIGHT)))
        self.ascent_gap = 1.0
        self.gap = round(self.row * _TURN_GAP)
        self._header = header
        self._label_format.setForeground(label)
        self._label_format.setFontWeight(QFont.Weight.DemiBold)
        self._time_format.setForeground(label)

    def take(self, display: DisplayText, turns: Sequence[Turn], headers: Headers | None = None) -> None:
        """Take the text that the document is about to show, its turns, and what stands above them (None: nothing)."""
        self._heights.clear()
        self._headers = headers
        self._display = display
        self._turns = turns
        self._turn_starts = [turn.start for turn in turns]

    def lay_out_anew(self, headers: Headers | None) -> None:
        """Show these headers above the turns, or with None none; every block is laid out anew when it is shown."""
        self._headers = headers
        self._heights.clear()
        self.document().markContentsDirty(0, self.document().characterCount())

    def move_turns(self, starts: Sequence[int]) -> None:
        """Take where the turns begin from a sequence that tells it as the text stands: it is being written in."""
        self._turn_starts = starts

    def show_anew(self, display: DisplayText) -> None:
        """Take the text that the document is about to show again, with other words or other cuts."""
        self._heights.clear()
        self._display = display

    def reword(self, text: str) -> None:
        """Let what stands above turns be said by `text`, as it stands now."""
        if self._headers is not None:
            self._headers.text = text

    def documentChanged(self, begin: int, removed: int, added: int) -> None:
        """Let what was written in be laid out anew when it is shown (Qt's hook); what is below keeps its heights."""
        super().documentChanged(begin, removed, added)
        count, before = self.document().blockCount(), self._count
        self._count = count
        if not self._heights:
            return
        first = self.document().findBlock(begin)
        last = self.document().findBlock(begin + added)
        low = first.blockNumber()
        high = last.blockNumber() if last.isValid() else count - 1
        if count != before:
            more = count - before
            self._heights = {
                number if number < low else number + more: height
                for number, height in self._heights.items()
                if number < low or number + more > high
            }
        block = first
        while block.isValid() and block.blockNumber() <= high:
            # Qt has laid it out already, without our rows.
            block.clearLayout()
            block = block.next()

    def header_above(self, row: Row) -> str:
        """Return what stands above `row`: only the first row of a paragraph with which a turn begins has anything."""
        if self._headers is None or row.number:
            return ""
        turn = bisect_left(self._turn_starts, row.start)
        begins = turn < len(self._turn_starts) and self._turn_starts[turn] == row.start
        return self._headers.above(self._turns[turn]) if begins else ""

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """Return the place of `block` (Qt's hook): laid out in even rows, with space below."""
        layout = block.layout()
        if layout is None or not block.isValid():
            return QRectF()
        if not layout.lineCount():
            self._lay_out(block, layout)
        return QRectF(0, 0, _WIDE, self._heights.get(block.blockNumber(), self.row))

    def rows_from(self, block: QTextBlock, top: float, bottom: float) -> list[Row]:
        """Return the rows from `block`, whose top is at height `top`, down to height `bottom`."""
        rows: list[Row] = []
        to_point = self._display.to_point
        while block.isValid() and top < bottom:
            below = top + self.blockBoundingRect(block).height()
            layout, begin = block.layout(), block.position()
            # An empty paragraph is a space, not a row.
            for number in range(layout.lineCount() if block.length() > 1 else 0):
                line = layout.lineAt(number)
                row_top = top + line.y() - self.ascent_gap
                if -self.row < row_top < bottom:
                    start = begin + line.textStart()
                    end = start + line.textLength()
                    rows.append(Row(row_top, to_point(start), to_point(end), block, begin, number))
            top, block = below, block.next()
        return rows

    def line_above(self, position: int, distance: float) -> int:
        """Return the row, counted from the document's top, that is at most `distance` pixels above `position`.

        This is what a scroll bar of QPlainTextEdit counts; everything between is laid out on the way.
        """
        block = self.document().findBlock(position)
        self.blockBoundingRect(block)
        line = block.layout().lineForTextPosition(position - block.position()).lineNumber()
        distance -= self.row
        while distance > 0 and (line > 0 or block.previous().isValid()):
            line -= 1
            distance -= self.row
            if line < 0:
                block = block.previous()
                distance -= self.blockBoundingRect(block).height() - block.layout().lineCount() * self.row
                line = block.layout().lineCount() - 1
        return block.firstLineNumber() + line

    def _lay_out(self, block: QTextBlock, layout: QTextLayout) -> None:
        formats = self._formats(block)
        if formats or layout.formats():
            layout.setFormats(formats)
        super().blockBoundingRect(block)
        point = self._display.to_point(block.position())
        first = Row(0.0, point, point, block, block.position(), 0)
        # The air after the paragraph before is there already.
        top = max(0.0, self._header - self.gap) if self.header_above(first) else 0.0
        for index in range(layout.lineCount()):
            line = layout.lineAt(index)
            line.setPosition(QPointF(line.x(), top + self.ascent_gap))
            # A script that needs more height than the font promised gets it.
            top += max(self.row, math.ceil(line.height()))
        if block.length() == 1:
            self._heights[block.blockNumber()] = round(self.row * _EMPTY)
            return
        joined = self._display.continues(block.position() + block.length() - 1)
        self._heights[block.blockNumber()] = top if joined else top + self.gap

    def _formats(self, block: QTextBlock) -> list[QTextLayout.FormatRange]:
        """Return the formats of the speaker labels that begin in `block`, in UTF-16 units of the block."""
        begin = block.position()
        first = bisect_left(self._turn_starts, self._display.to_point(begin))
        after = bisect_left(self._turn_starts, self._display.to_point(begin + block.length() - 1))
        formats = []
        for turn in self._turns[first : max(after, first)]:
            label_end = self._label_end(turn)
            formats.append(self._format(begin, turn.start, label_end, self._label_format))
            formats.append(self._format(begin, label_end, turn.speech, self._time_format))
        return [each for each in formats if each.length > 0]

    def _label_end(self, turn: Turn) -> int:
        """Return the point after the speaker's name and its colon; what follows before the speech is time."""
        if not turn.speaker:
            return turn.start
        found = self._display.text.find(turn.speaker, turn.start, turn.speech)
        if found < 0:
            return turn.start
        end = found + len(turn.speaker)
        while end < turn.speech and not self._display.text[end].isspace():
            end += 1
        return end

    def _format(self, begin: int, start: int, end: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
        """Return `look` for points ``[start, end)`` in the block at document position `begin`."""
        result = QTextLayout.FormatRange()
        result.start = self._display.to_position(start) - begin
        result.length = self._display.to_position(end, closing=True) - begin - result.start
        result.format = look
        return result


def fit_column(total: int, column: int, gutter: int, stripes: tuple[int, int]) -> tuple[int, int]:
    """Return the margins left and right of a text column in `total` pixels.

    The column gets the `column` it wishes for and stands in the middle where there is room for `gutter` on its left and
    the larger of `stripes` on its right; where there is not, it moves left, and then it and the stripes grow narrower.
    """
    least, wished = stripes
    column = min(column, max(total - gutter - least, total * 2 // 3))
    rest = total - column
    left = max(min(rest // 2, rest - wished), min(gutter, rest))
    return left, rest - left
