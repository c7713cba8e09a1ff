"""Where two texts differ: found by lines, inside them by sentences, and inside those by words; never by letters.

What occurs only once on both sides holds the two texts together, in its order; what recurs is matched only between such
places, so that an equal sentence elsewhere attracts nothing. For everybody: texts are stored by their differences, and
passages follow a text from one version to another.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate

Swap = tuple[int, int, int, int]
"""Start and end of a stretch of one text, and start and end of what stands in its place in the other one."""
Run = tuple[int, int, int]

_LEVELS = (
    re.compile(r"[^\n]*\n|[^\n]+"),
    re.compile(r"[^.!?…。！？؟।\n]*[.!?…。！？؟।\n]+[^\w\s]*\s*|[^.!?…。！？؟।\n]+"),
    # Scripts without spaces are compared by character.
    re.compile(
        r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff]"
        r"|(?:\w[\u0300-\u036f]*)+|[^\S\n]+|.",
        re.DOTALL,
    ),
)
_FEW = 250_000  # so many pairs of parts without one that occurs only once are compared one by one
_CHANCE = 8  # characters; so few that are alike between longer ones that differ are so by chance


def differing(old: str, new: str) -> list[Swap]:
    """Return where `old` and `new` differ, in order and apart, in code points of both.

    300,000 characters with a few hundred differences take a tenth of a second, two texts that have nothing in common
    less than a second.
    """
    swaps = list(_differing(old, new, 0, 0, 0))
    joined: list[Swap] = []
    for swap in swaps:
        if joined and _by_chance(old[joined[-1][1] : swap[0]], joined[-1], swap):
            joined[-1] = (joined[-1][0], swap[1], joined[-1][2], swap[3])
        else:
            joined.append(swap)
    return joined


def _by_chance(between: str, before: Swap, after: Swap) -> bool:
    if "\n" in between:
        return False
    least = min(max(swap[1] - swap[0], swap[3] - swap[2]) for swap in (before, after))
    return len(between) <= min(least, _CHANCE) or not any(map(str.isalnum, between))


def _differing(old: str, new: str, at: int, there: int, level: int) -> Iterator[Swap]:
    """Yield the differences of two stretches that begin at `at` and `there` of their texts."""
    if level == len(_LEVELS) or not old or not new:
        yield at, at + len(old), there, there + len(new)
        return
    parts, others = _LEVELS[level].findall(old), _LEVELS[level].findall(new)
    starts, starts_there = _starts(parts), _starts(others)
    a = b = 0
    for i, j, length in [*_runs(parts, others), (len(parts), len(others), 0)]:
        if i > a or j > b:
            first, second = old[starts[a] : starts[i]], new[starts_there[b] : starts_there[j]]
            yield from _differing(first, second, at + starts[a], there + starts_there[b], level + 1)
        a, b = i + length, j + length


def _starts(parts: Sequence[str]) -> list[int]:
    """Return where each part begins, and where the last one ends."""
    return list(accumulate(map(len, parts), initial=0))


def _runs(a: Sequence[str], b: Sequence[str]) -> list[Run]:
    """Return the runs of parts that two sequences share, in order: where in the one, where in the other, how many."""
    found: list[Run] = []
    waiting = [(0, len(a), 0, len(b))]
    while waiting:
        first, last, begin, end = waiting.pop()
        head = 0
        while first + head < last and begin + head < end and a[first + head] == b[begin + head]:
            head += 1
        if head:
            found.append((first, begin, head))
        first, begin = first + head, begin + head
        tail = 0
        while last - tail > first and end - tail > begin and a[last - tail - 1] == b[end - tail - 1]:
            tail += 1
        last, end = last - tail, end - tail
        if tail:
            found.append((last, end, tail))
        if first == last or begin == end:
            continue
        anchors = _anchors(a, b, first, last, begin, end)
        if anchors:
            ends = [*anchors[1:], (last, end)]
            waiting.append((first, anchors[0][0], begin, anchors[0][1]))
            waiting.extend((i, k, j, n) for (i, j), (k, n) in zip(anchors, ends, strict=True))
        elif (last - first) * (end - begin) <= _FEW:
            matcher = SequenceMatcher(str.isspace, a[first:last], b[begin:end], autojunk=False)
            blocks = matcher.get_matching_blocks()
            found.extend((first + block.a, begin + block.b, block.size) for block in blocks if block.size)
    return sorted(found)


def _anchors(a: Sequence[str], b: Sequence[str], first: int, last: int, begin: int, end: int) -> list[tuple[int, int]]:
    """Return where parts stand that occur once in both stretches, as many as follow each other in both."""
    once, other = Counter(a[first:last]), Counter(b[begin:end])
    places = {part: j for j, part in enumerate(b[begin:end], begin) if other[part] == 1 and once[part] == 1}
    pairs = [(i, places[part]) for i, part in enumerate(a[first:last], first) if part in places and not part.isspace()]
    # The longest run of rising places: `least` holds, for each length, the pair with the smallest end of such a run.
    ends: list[int] = []
    least: list[int] = []
    before: list[int] = []
    for number, (_i, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        before.append(least[length - 1] if length else -1)
        ends[length : length + 1] = [j]
        least[length : length + 1] = [number]
    chain: list[tuple[int, int]] = []
    number = least[-1] if least else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]
