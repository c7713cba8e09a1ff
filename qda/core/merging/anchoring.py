"""Where a passage of one text lies in another version of it, by the difference of the two and never by likeness alone.

Two versions are compared by lines, and where lines differ by words. A passage is placed where at least half of its
characters stand in the other version, in the same order, between the same neighbours; it grows over what was put in
between and shrinks by what was taken out. Otherwise it has no place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from difflib import SequenceMatcher

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = re.compile(r"\w+\s*|\W\s*")
_MOST = 3_000  # so many words on one side are compared; more are taken for other words
_KEPT = 0.5

Stretch = tuple[int, int, int]


class Placing:
    """Takes passages from one text to another."""

    def __init__(self, old: str, new: str) -> None:
        self._new = new
        self._stretches = _same(old, new)
        self._starts = [start for start, _there, _length in self._stretches]

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where ``[start, end)`` of the old text lies in the new one, or None where it has no place there."""
        kept, first, last = 0, None, 0
        for number in range(max(bisect_right(self._starts, start) - 1, 0), len(self._stretches)):
            here, there, length = self._stretches[number]
            if here >= end:
                break
            begin, finish = max(start, here), min(end, here + length)
            if begin >= finish:
                continue
            kept += finish - begin
            if first is None:
                first = there + begin - here
            last = there + finish - here
        if first is None or kept < (end - start) * _KEPT or not self._new[first:last].strip():
            return None
        # What lies between its first and its last words belongs to it, as long as it is not far more than was there.
        return (first, last) if last - first <= 2 * (end - start) + 200 else None


def _same(old: str, new: str) -> list[Stretch]:
    """Return the stretches that both texts share, in order: start in the old one, start in the new one, length."""
    found: list[Stretch] = []
    lines, others = _LINE.findall(old), _LINE.findall(new)
    at, there = _starts(lines), _starts(others)
    for tag, a, b, c, d in SequenceMatcher(None, lines, others, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append((at[a], there[c], at[b] - at[a]))
        elif tag == "replace":
            found.extend(_same_words(old[at[a] : at[b]], new[there[c] : there[d]], at[a], there[c]))
    return found


def _same_words(old: str, new: str, at: int, there: int) -> list[Stretch]:
    words, others = _WORD.findall(old), _WORD.findall(new)
    here, over = _starts(words), _starts(others)
    # What is the same at both ends is most of it where little was corrected, and costs nothing.
    shorter = min(len(words), len(others))
    head = next((n for n in range(shorter) if words[n] != others[n]), shorter)
    tail = next((n for n in range(shorter - head) if words[-1 - n] != others[-1 - n]), shorter - head)
    runs = [(0, 0, head)]
    inner, outer = words[head : len(words) - tail], others[head : len(others) - tail]
    if max(len(inner), len(outer)) <= _MOST:
        blocks = SequenceMatcher(None, inner, outer, autojunk=False).get_matching_blocks()
        runs += [(block.a + head, block.b + head, block.size) for block in blocks]
    runs.append((len(words) - tail, len(others) - tail, tail))
    return [(at + here[a], there + over[b], here[a + size] - here[a]) for a, b, size in runs if size]


def _starts(parts: Sequence[str]) -> list[int]:
    """Return where each part begins, and where the last one ends."""
    found = [0]
    for part in parts:
        found.append(found[-1] + len(part))
    return found
