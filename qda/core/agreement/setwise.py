"""Several codes on one unit: alpha over the sets of codes that each coder gave it, quick where there are thousands.

The statistics are those of :mod:`qda.core.agreement.sets`, MASI and Jaccard, and come out the same; only the way is
another. Two sets that share no code are wholly apart, so that only pairs that share one are ever looked at, and what
chance expects of the sources of a sample is a product of what it expects of every two of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from qda.core.agreement.counting import Intervals, joined

MASI, JACCARD = "krippendorff-alpha-masi", "krippendorff-alpha-jaccard"
SETWISE = (MASI, JACCARD)
MOST_PAIRS = 40_000_000  # of sets that share a code, each with each
MOST_LOOKED_AT = 6_000_000  # of sets beside sets, source by source; beyond, there are no samples
MOST_BLOCKS = 2_000
_AT_ONCE = 2_000_000


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of units on which every coder has one set of codes: `first` unit, `length`, and `sets` (coders x runs).

    Sets are numbers; `codes` lists (set, code) for all of them, the empty set being number 0.
    """

    first: np.ndarray
    length: np.ndarray
    sets: np.ndarray
    codes: np.ndarray
    number: int


def runs(passages: Intervals, coders: int, size: int, codes: int, borders: np.ndarray) -> Runs:
    """Return who gave which set of codes to the units of an axis; no run crosses one of the `borders`."""
    size = max(size, 1)
    per_coder = []
    for coder in range(coders):
        starts, ends = joined(passages.of(passages.coder == coder), size)
        first = starts % size
        per_coder.append((starts // size, first, first + ends - starts))
    edges = np.unique(np.concatenate([borders, *(part for row in per_coder for part in row[1:])]))
    # A set is known by the sum of random numbers of its codes; that two sets of 64 bits meet does not happen.
    marks = np.random.default_rng(1).integers(1, 2**63, codes, dtype=np.uint64)
    sums = np.zeros((coders, len(edges) - 1), dtype=np.uint64)
    for coder, (code, first, last) in enumerate(per_coder):
        changes = np.zeros(len(edges), dtype=np.uint64)
        np.add.at(changes, np.searchsorted(edges, first), marks[code])
        np.subtract.at(changes, np.searchsorted(edges, last), marks[code])
        sums[coder] = np.cumsum(changes)[:-1]
    known, seen, numbers = np.unique(np.append(0, sums).astype(np.uint64), return_index=True, return_inverse=True)
    sets = numbers[1:].reshape(sums.shape)
    members = [np.empty((0, 2), dtype=np.int64)]
    for coder, (code, first, last) in enumerate(per_coder):
        own = np.flatnonzero((seen > coder * sums.shape[1]) & (seen <= (coder + 1) * sums.shape[1]))
        at = seen[own] - 1 - coder * sums.shape[1]
        order = np.argsort(at)
        own, at = own[order], at[order]
        begin, until = np.searchsorted(at, np.searchsorted(edges, [first, last]))
        which = np.repeat(np.arange(len(code)), until - begin)
        nth = np.arange(len(which)) - np.repeat(np.cumsum(until - begin) - (until - begin), until - begin)
        members.append(np.stack([own[begin[which] + nth], code[which]], axis=1))
    return Runs(edges[:-1], np.diff(edges), sets, np.concatenate(members), len(known))


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike sets are: `keys` (set times number of sets plus set, ascending) of pairs that share a code, both ways.

    `alike` (statistics x keys) is 1 less the distance, in the order of :data:`SETWISE`; every other pair has 0, but the
    empty set is like itself.
    """

    keys: np.ndarray
    alike: np.ndarray
    number: int

    def of(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Return how alike sets are, place by place (statistics x places)."""
        wanted = one * self.number + other
        place = np.minimum(np.searchsorted(self.keys, wanted), max(len(self.keys) - 1, 0))
        if not len(self.keys):
            return np.tile((one == other).astype(np.float64), (len(SETWISE), 1))
        found = self.keys[place] == wanted
        return np.where(found, self.alike[:, place], one == other)


def likeness(found: Runs) -> Likeness | None:
    """Return how alike the sets are, or None where too many of them share codes to look at them all."""
    sets, codes = found.codes[:, 0], found.codes[:, 1]
    order = np.argsort(codes, kind="stable")
    sets, codes = sets[order], codes[order]
    sizes = np.bincount(sets, minlength=found.number)
    each = np.bincount(codes) if len(codes) else np.zeros(0, dtype=np.int64)
    if int((each.astype(np.float64) ** 2).sum()) > MOST_PAIRS:
        return None
    begin = np.concatenate(([0], np.cumsum(each)))[:-1]
    # Every set beside every set with the same code: part by part, and in half the room where the numbers are small.
    sets = sets.astype(np.int32 if found.number**2 < 2**31 else np.int64)
    number = each[codes]
    parts = np.cumsum(number) // _AT_ONCE
    nothing, places = np.empty(0, dtype=sets.dtype), begin[codes]
    pieces = (_beside(sets, found.number, places, number, parts == part) for part in np.unique(parts))
    keys = np.concatenate([nothing, *pieces])
    keys.sort()
    fresh = np.flatnonzero(np.concatenate(([True], keys[1:] > keys[:-1]))) if len(keys) else keys
    shared = np.diff(np.append(fresh, len(keys)))
    keys = keys[fresh].astype(np.int64)
    one, other = sizes[keys // found.number], sizes[keys % found.number]
    jaccard = shared / (one + other - shared)
    monotone = np.where(shared < np.minimum(one, other), 1 / 3, np.where(one == other, 1.0, 2 / 3))
    return Likeness(keys, np.stack([jaccard * monotone, jaccard]), found.number)


def _beside(sets: np.ndarray, all_sets: int, begin: np.ndarray, number: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Return set times number of sets plus set for each of the `wanted` beside the `number` that begin at `begin`."""
    own, many = sets[wanted], number[wanted]
    within = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
    other = sets[np.repeat(begin[wanted], many) + within]
    return np.asarray(np.repeat(own, many) * sets.dtype.type(all_sets) + other)


@dataclass(frozen=True, slots=True)
class SetCounts:
    """What alpha needs of every block: `agreed` (statistics x coders x coders x blocks), units by how alike two are.

    `chance` (statistics x coders x coders x blocks x blocks) is the same for every unit of the one block beside every
    unit of the other.
    """

    agreed: np.ndarray
    chance: np.ndarray


def effort(found: Runs, alike: Likeness, blocks: np.ndarray, number: int) -> int:
    """Return how many sets stand beside sets in :func:`set_counts`."""
    many = np.diff(np.searchsorted(alike.keys, np.arange(alike.number + 1) * alike.number))
    return sum(int(many[np.unique(sets * number + blocks) // number].sum()) for sets in found.sets)


def set_counts(found: Runs, alike: Likeness, blocks: np.ndarray, number: int) -> SetCounts:
    """Count how alike the sets of two coders are, unit by unit and by chance; `blocks` are those of the runs."""
    coders = len(found.sets)
    length = found.length.astype(np.float64)
    agreed = np.zeros((len(SETWISE), coders, coders, number))
    for one in range(coders):
        for other in range(one + 1, coders):
            here = alike.of(found.sets[one], found.sets[other]) * length
            for statistic in range(len(SETWISE)):
                agreed[statistic, one, other] = np.bincount(blocks, weights=here[statistic], minlength=number)
            agreed[:, other, one] = agreed[:, one, other]
    entries = [_entries(sets, blocks, length, number) for sets in found.sets]
    chance = np.zeros((len(SETWISE), coders, coders, number, number))
    for other in range(coders):
        for statistic, near in enumerate(_near(alike, entries[other], number)):
            for one in range(coders):
                chance[statistic, one, other] = _product(entries[one], near, number)
    return SetCounts(agreed, chance)


Entries = tuple[np.ndarray, np.ndarray, np.ndarray]
"""Of one coder: set, block, and how many units of the block have the set; by set."""


def _entries(sets: np.ndarray, blocks: np.ndarray, length: np.ndarray, number: int) -> Entries:
    keys, place = np.unique(sets * number + blocks, return_inverse=True)
    return keys // number, keys % number, np.bincount(place.reshape(-1), weights=length)


def _near(alike: Likeness, entries: Entries, number: int) -> Iterator[np.ndarray]:
    """Yield for each statistic how many units of a block have a set like each, by how alike (sets x blocks)."""
    sets, blocks, units = entries
    begin = np.searchsorted(alike.keys, sets * alike.number)
    many = np.searchsorted(alike.keys, (sets + 1) * alike.number) - begin
    which = np.repeat(np.arange(len(sets)), many)
    place = np.repeat(begin - (np.cumsum(many) - many), many) + np.arange(len(which))
    where = (alike.keys[place] % alike.number) * number + blocks[which]
    weights = units[which]
    empty = sets == 0
    for row in alike.alike:
        near = np.bincount(where, weights=row[place] * weights, minlength=alike.number * number).astype(np.float64)
        near = near.reshape(alike.number, number)
        # The empty set shares no code with itself and is like itself all the same.
        near[0, blocks[empty]] += units[empty]
        yield near


def _product(entries: Entries, near: np.ndarray, number: int) -> np.ndarray:
    """Return the sums of `near` over the units of each block (blocks x blocks)."""
    sets, blocks, units = entries
    order = np.argsort(blocks, kind="stable")
    product = np.zeros((number, number))
    bounds = np.searchsorted(blocks[order], np.arange(number + 1))
    for block in range(number):
        own = order[bounds[block] : bounds[block + 1]]
        product[block] = units[own] @ near[sets[own]]
    return product


def set_alphas(
    counts: SetCounts, coders: Sequence[int], blocks: np.ndarray, numbers: np.ndarray, weights: np.ndarray
) -> np.ndarray:
    """Return alpha for each of :data:`SETWISE` and each sample (statistics x samples), NaN where it is not defined.

    `blocks` are the blocks that count, `numbers` how many units each has, `weights` (samples x blocks) how often each
    is drawn.
    """
    places = np.ix_(range(len(SETWISE)), coders, coders)
    agreed = counts.agreed[places][..., blocks].sum(axis=(1, 2)) / (len(coders) - 1)
    chance = counts.chance[places][..., blocks, :][..., blocks].sum(axis=(1, 2))
    answers = len(coders) * (weights @ numbers)
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = 1 - (agreed @ weights.T) / answers
        likely = ((weights @ chance) * weights[None]).sum(axis=2)
        expected = (answers**2 - likely) / (answers * (answers - 1))
        # Of equal sets only rounding is left.
        return np.where(expected > 1e-12, 1 - observed / np.where(expected > 1e-12, expected, 1), np.nan)
