"""Stretches of text as sorted half-open spans in code points: joined, measured inside others, and what is left over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Span = tuple[int, int]


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return the union of `spans` (in any order) as sorted spans that neither overlap nor touch."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            if end > found[-1][1]:
                found[-1] = (found[-1][0], end)
        elif end > start:
            found.append((start, end))
    return found


def shared(first: Sequence[Span], second: Sequence[Span]) -> list[Span]:
    """Return what two lists of spans, each sorted and without overlaps, have in common."""
    found, i, j = [], 0, 0
    while i < len(first) and j < len(second):
        start, end = max(first[i][0], second[j][0]), min(first[i][1], second[j][1])
        if start < end:
            found.append((start, end))
        if first[i][1] <= second[j][1]:
            i += 1
        else:
            j += 1
    return found


def length(spans: Iterable[Span]) -> int:
    """Return how many characters spans without overlaps hold."""
    return sum(end - start for start, end in spans)


def left_over(regions: Sequence[Span], taken: Sequence[Span]) -> list[list[Span]]:
    """Return what of `regions` is not `taken`, as runs: neighbouring pieces with nothing taken between them.

    Both are sorted and without overlaps. A run goes on from one region into the next, as over the label of a speaker.
    """
    runs: list[list[Span]] = []
    going_on = False  # whether the piece before reached the end of its region
    place = 0
    for start, end in regions:
        while place < len(taken) and taken[place][1] <= start:
            place += 1
        at, number = start, place
        while number < len(taken) and taken[number][0] < end:
            if taken[number][0] > at:
                going_on = _add(runs, (at, taken[number][0]), going_on and at == start)
            going_on = False
            at = max(at, min(end, taken[number][1]))
            number += 1
        if at < end:
            _add(runs, (at, end), going_on and at == start)
            going_on = True
    return runs


def _add(runs: list[list[Span]], piece: Span, goes_on: bool) -> bool:
    if goes_on:
        runs[-1].append(piece)
    else:
        runs.append([piece])
    return False
