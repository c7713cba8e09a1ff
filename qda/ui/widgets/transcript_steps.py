"""What Up and Down go by in a transcript: citable lines, sentences, or turns and paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from qda.core import text as texts
from qda.core.text import Turn
from qda.settings import STEPS
from qda.ui.widgets.citable_lines import CitableLines

UNITS = LINES, SENTENCES, PARAGRAPHS = STEPS


class Steps:
    """The units of one text near a place; sentences are cut where they are needed, not in the whole text at once."""

    def __init__(self, text: str, turns: Sequence[Turn], lines: CitableLines, unit: str = LINES) -> None:
        self.unit = unit
        self._text = text
        self._all = lines
        self._paragraphs: CitableLines | None = None
        self._near: tuple[int, CitableLines] = (-1, lines)
        if unit == PARAGRAPHS:
            self._all = CitableLines(texts.turn_lines(text, sorted(turn.start for turn in turns)))
        elif unit == SENTENCES:
            self._paragraphs = CitableLines(texts.paragraphs(text))

    def near(self, point: int) -> CitableLines:
        """Return the units around `point`: those of its paragraph and both its neighbours at least."""
        if self._paragraphs is None:
            return self._all
        here = self._paragraphs.at(point)
        if here is None:
            return CitableLines()
        if self._near[0] != here:
            around = self._paragraphs.spans[max(0, here - 1) : here + 2]
            spans = texts.sentences(self._text, around[0][0], around[-1][1])
            self._near = (here, CitableLines(spans))
        return self._near[1]

    def at(self, point: int) -> tuple[int, int] | None:
        """Return the unit at `point`; None in a text without any."""
        near = self.near(point)
        index = near.at(point)
        return None if index is None else near.spans[index]

    def beside(self, point: int, down: bool) -> tuple[int, int] | None:
        """Return the unit after or before the one at `point`; at the end and the beginning that one itself."""
        near = self.near(point)
        index = near.at(point)
        if index is None:
            return None
        return near.spans[min(max(index + (1 if down else -1), 0), len(near.spans) - 1)]

    def next_edge(self, head: int, down: bool) -> int:
        """Return where a selection whose moving end is `head` ends when it grows or shrinks by one unit."""
        return self.near(head).next_edge(head, down)
