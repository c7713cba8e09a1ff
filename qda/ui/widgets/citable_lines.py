"""The numbered lines of a source as the transcript uses them: which one is here, what they are called, the next one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence


class CitableLines:
    """The spans of the lines of one source, in code points, ordered and disjoint; line n is item n - 1."""

    def __init__(self, spans: Sequence[tuple[int, int]] = ()) -> None:
        self.spans = spans
        self._starts = [start for start, _end in spans]

    def at(self, point: int) -> int | None:
        """Return the index of the line at `point`; between lines the next one, after the last the last."""
        if not self.spans:
            return None
        index = max(0, bisect_right(self._starts, point) - 1)
        if point > self.spans[index][1] and index + 1 < len(self.spans):
            index += 1
        return index

    def beginning(self, start: int, end: int) -> range:
        """Return the indices of the lines that begin in ``[start, end)``."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))

    def touch(self, lines: range, passage: tuple[int, int]) -> bool:
        """Say whether `passage` (``start == end``: a place) touches any of these lines, given as indices."""
        start, end = passage
        return bool(lines) and self.spans[lines[0]][0] < max(end, start + 1) and self.spans[lines[-1]][1] > start

    def through(self, point: int, line: int) -> tuple[int, int]:
        """Return anchor and moving end of a selection from the line at `point` through `line`, both whole."""
        anchor = self.at(point)
        if anchor is None or anchor <= line:
            return self.spans[line if anchor is None else anchor][0], self.spans[line][1]
        return self.spans[anchor][1], self.spans[line][0]

    def next_edge(self, head: int, down: bool) -> int:
        """Return where a selection whose moving end is `head` ends when it grows or shrinks by one line.

        Downwards that is the nearest line end after `head`, upwards the nearest line start before it.
        """
        if down:
            index = bisect_right(self.spans, head, key=lambda span: span[1])
            return self.spans[index][1] if index < len(self.spans) else head
        index = bisect_left(self._starts, head) - 1
        return self._starts[index] if index >= 0 else head


def label(lines: range) -> str:
    """Return the number of a line as the margin shows it; of several the first and last, as "12–14"."""
    if len(lines) > 1:
        return f"{lines[0] + 1}–{lines[-1] + 1}"
    return str(lines[0] + 1) if lines else ""
