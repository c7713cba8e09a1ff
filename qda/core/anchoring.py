"""Where a passage of one text lies in another version of it, by the difference of the two and never by likeness alone.

A passage is placed where at least half of its characters stand in the other version, in the same order, between the
same neighbours; it grows over what was put in between and shrinks by what was taken out. Otherwise it has no place.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from qda.core.replacing import Replaced
from qda.differing import differing

_KEPT = 0.5


class Placing:
    """Takes passages from one text to another; `swaps` are the places in which the two differ."""

    def __init__(self, old: str, new: str) -> None:
        self._new = new
        self._difference = Replaced(new, tuple(differing(old, new)))
        self.swaps = self._difference.swaps

    def at(self, position: int) -> int:
        """Return where a position of the old text lies in the new one."""
        return self._difference.at(position)

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where ``[start, end)`` of the old text lies in the new one, or None where it has no place there."""
        swaps = self.swaps
        begin = bisect_right(swaps, start, key=lambda swap: swap[1])
        inside = swaps[begin : bisect_left(swaps, end, key=lambda swap: swap[0])]
        gone = sum(min(end, swap[1]) - max(start, swap[0]) for swap in inside)
        if end - start - gone < (end - start) * _KEPT:
            return None
        first, last = start, end
        # What was replaced at a border goes with the passage where most of it lay inside.
        if inside and inside[0][0] <= start and not _mostly_in(inside[0], start, end):
            first = inside[0][1]
        if inside and inside[-1][1] >= end and not _mostly_in(inside[-1], start, end):
            last = inside[-1][0]
        found = self._difference.place(first, last) if first < last else None
        if found is None or not self._new[slice(*found)].strip():
            return None
        # What lies between its first and its last words belongs to it, as long as it is not far more than was there.
        return found if found[1] - found[0] <= 2 * (end - start) + 200 else None


def _mostly_in(swap: tuple[int, int, int, int], start: int, end: int) -> bool:
    return 2 * (min(end, swap[1]) - max(start, swap[0])) >= swap[1] - swap[0]
