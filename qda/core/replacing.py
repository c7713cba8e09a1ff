"""Stretches of a text replaced by others, and where passages of the old text lie in the new one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from qda.core.text import count_words
from qda.storage.rewriting import NewText

Swap = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Replaced:
    """A text with other words in places.

    `swaps` are (start, end, new start, new end) in code points, in order and apart: what was replaced, and by what.
    """

    text: str
    swaps: tuple[Swap, ...] = ()

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where ``[start, end)`` of the old text lies now, or None where nothing of it is left.

        A passage that holds part of what was replaced holds all of what took its place; what was put in beside a
        passage, or between two, belongs to neither.
        """
        first, last = self._begin(start), self._finish(end)
        return (first, last) if first < last else None

    def at(self, position: int) -> int:
        """Return where a position of the old text lies now; inside what was replaced, where its replacement begins."""
        return self._begin(position)

    def _begin(self, position: int) -> int:
        number = bisect_right(self.swaps, position, key=lambda swap: swap[0]) - 1
        # Of what was put in just here (nothing was replaced), none belongs to what begins here.
        if number < 0:
            return position
        start, end, new_start, new_end = self.swaps[number]
        if position < end and start != end:
            return new_start
        return position - end + new_end

    def _finish(self, position: int) -> int:
        number = bisect_left(self.swaps, position, key=lambda swap: swap[0]) - 1
        if number < 0:
            return position
        _start, end, _new_start, new_end = self.swaps[number]
        return new_end if position < end else position - end + new_end


def new_text(made: Replaced) -> NewText:
    """Return what a rewriting puts in the place of the old text."""
    return NewText(made.text, made.place, count_words(made.text))


def replaced(text: str, pieces: Iterable[tuple[int, int, str]]) -> Replaced:
    """Return `text` with each stretch ``[start, end)`` of `pieces` replaced by its words; they must not overlap."""
    parts: list[str] = []
    swaps: list[Swap] = []
    copied = length = 0
    for start, end, words in sorted(pieces):
        if start < copied:
            raise ValueError("pieces overlap")
        parts += [text[copied:start], words]
        begin = length + start - copied
        length, copied = begin + len(words), end
        swaps.append((start, end, begin, length))
    return Replaced("".join((*parts, text[copied:])), tuple(swaps))
