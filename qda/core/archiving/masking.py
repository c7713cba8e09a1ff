"""Texts whose speaker labels are replaced, and where passages lie in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qda.core.text import Turn


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with other labels. `swaps` are (start, end, new start, new end) of what was replaced, in order."""

    text: str
    swaps: tuple[tuple[int, int, int, int], ...] = ()

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where ``[start, end)`` of the text as it was lies now; a label that it cuts is taken whole."""
        return self._at(start, last=False), self._at(end, last=True)

    def _at(self, at: int, *, last: bool) -> int:
        number = bisect_right(self.swaps, at if not last else at - 1, key=lambda swap: swap[0]) - 1
        if number < 0:
            return at
        _start, end, new_start, new_end = self.swaps[number]
        if at >= end:
            return at - end + new_end
        return new_end if last else new_start


def masked(text: str, turns: Sequence[Turn], names: Mapping[str, str]) -> Masked:
    """Return `text` with the labels of its turns as `names` has them; a label that has no other name stays."""
    parts: list[str] = []
    swaps: list[tuple[int, int, int, int]] = []
    copied = length = 0
    for turn in sorted(turns, key=lambda one: one.start):
        name = names.get(turn.speaker or "")
        at = text.find(turn.speaker, turn.start, turn.speech) if turn.speaker and name is not None else -1
        if at < copied or name is None or turn.speaker is None:
            continue
        parts += [text[copied:at], name]
        start = length + at - copied
        length, copied = start + len(name), at + len(turn.speaker)
        swaps.append((at, copied, start, length))
    return Masked("".join((*parts, text[copied:])), tuple(swaps))
