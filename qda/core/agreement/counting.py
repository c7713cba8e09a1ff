"""From coded passages to counts: how many units which of the coders coded, for each code and source.

Only the borders of passages are looked at, sorted once for all codes; a text may be as long as it likes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

MOST_CODERS = 60


@dataclass(frozen=True, slots=True)
class Intervals:
    """Passages as arrays of equal length: of which target (a code or theme), by which coder, over which units.

    `target` and `coder` are numbers from 0, `first` and `last` units on one axis, half-open.
    """

    target: np.ndarray
    coder: np.ndarray
    first: np.ndarray
    last: np.ndarray

    def of(self, wanted: np.ndarray) -> Intervals:
        """Return some of them."""
        return Intervals(self.target[wanted], self.coder[wanted], self.first[wanted], self.last[wanted])


@dataclass(frozen=True, slots=True)
class Stretches:
    """Runs of units that the same coders coded, none without a coder: arrays of equal length, in order.

    `pattern` holds a bit for each coder, the first the lowest.
    """

    target: np.ndarray
    first: np.ndarray
    length: np.ndarray
    pattern: np.ndarray


def stretches(passages: Intervals, coders: int, size: int) -> Stretches:
    """Return where which coders coded each target, on an axis of `size` units.

    Passages of one coder that overlap count once.
    """
    if coders > MOST_CODERS:
        raise ValueError(f"at most {MOST_CODERS} coders can be compared at a time")
    size = max(size, 1)
    points, changes = [], []
    for coder in range(coders):
        starts, ends = joined(passages.of(passages.coder == coder), size)
        points += [starts, ends]
        changes += [np.full(len(starts), 1 << coder), np.full(len(ends), -(1 << coder))]
    place, change = np.concatenate(points), np.concatenate(changes).astype(np.int64)
    order = np.argsort(place, kind="stable")
    place = place[order]
    pattern = np.cumsum(change[order])[:-1]
    length = np.diff(place)
    wanted = (length > 0) & (pattern > 0)
    begin = place[:-1][wanted]
    return Stretches(begin // size, begin % size, length[wanted], pattern[wanted])


def split(found: Stretches, borders: np.ndarray) -> Stretches:
    """Return the stretches cut wherever one crosses one of the `borders` (units, ascending)."""
    last = found.first + found.length
    begin = np.searchsorted(borders, found.first, side="right")
    until = np.searchsorted(borders, last, side="left")
    number = until - begin + 1
    which = np.repeat(np.arange(len(number)), number)
    nth = np.arange(len(which)) - np.repeat(np.cumsum(number) - number, number)
    edges = np.concatenate((borders, [0]))
    first = np.where(nth == 0, found.first[which], edges[begin[which] + nth - 1])
    end = np.where(nth == number[which] - 1, last[which], edges[begin[which] + nth])
    return Stretches(found.target[which], first, end - first, found.pattern[which])


def joined(passages: Intervals, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Return starts and ends of one coder's passages on one axis for all targets, those that overlap made one.

    Touching ones stay apart: one may end with its source, and the next begin with the next.
    """
    wanted = passages.last > passages.first
    starts = (passages.target * size + passages.first)[wanted]
    ends = (passages.target * size + passages.last)[wanted]
    order = np.argsort(starts, kind="stable")
    starts, ends = starts[order], ends[order]
    if not len(starts):
        return starts, ends
    reach = np.maximum.accumulate(ends)
    fresh = np.concatenate(([True], starts[1:] >= reach[:-1]))
    return starts[fresh], reach[np.concatenate((fresh[1:], [True]))]


@dataclass(frozen=True, slots=True)
class Patterns:
    """How many units of each block (a source, a turn) which coders coded: the rows of a rating by yes and no.

    `rows` (rows x coders) holds 0 and 1; `counts` (targets x blocks x rows) units.
    """

    rows: np.ndarray
    counts: np.ndarray


def count(found: Stretches, blocks: np.ndarray, numbers: np.ndarray, targets: int, coders: Sequence[int]) -> Patterns:
    """Count the stretches of `targets` targets for some of the coders, by their numbers.

    `blocks` says for each stretch in which block it lies (-1: it doesn't count), `numbers` how many units a block has.
    The rows are all that two or three coders can say, and with more coders those that are found.
    """
    kept = blocks >= 0
    target, block, length = found.target[kept], blocks[kept], found.length[kept].astype(np.float64)
    pattern = np.zeros(len(target), dtype=np.int64)
    for place, coder in enumerate(coders):
        pattern |= ((found.pattern[kept] >> coder) & 1) << place
    everybody = (1 << len(coders)) - 1
    known = np.arange(everybody + 1) if len(coders) <= 3 else np.union1d(pattern, [0, everybody])
    row = np.searchsorted(known, pattern)
    shape = (targets, len(numbers), len(known))
    place = (target * shape[1] + block) * shape[2] + row
    counts = np.bincount(place, weights=length, minlength=int(np.prod(shape))).reshape(shape)
    # Units without a passage are no stretch; those whose passages are by others only are in row 0 already.
    counts[:, :, 0] = numbers[None, :] - counts[:, :, 1:].sum(axis=2)
    bits = (known[:, None] >> np.arange(len(coders))[None, :]) & 1
    return Patterns(bits.astype(np.int64), counts)
