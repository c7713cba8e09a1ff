"""Agreement on passages of free length: the u-alpha family, and the older alpha-U, by the intersections of passages.

Krippendorff, Mathet, Bouvry & Widlöcher (2016), On the reliability of unitizing textual continua: further developments,
Quality & Quantity 50, 2347-2364; the same in Krippendorff (2019), Content Analysis, 4th ed., section 12.6. A coder cuts
a continuum (a source) into passages, each with a code, and gaps. Touching passages stay apart: two passages of ten
characters are not one of twenty. Several continua are put together by adding up what is observed in each.

**Self-pairing.** What is expected by chance pairs every piece with every other one, but never with itself. Passages
count there with the square of their length, gaps, which have no inner structure, with their length (equation 4). In
cu-alpha a passage counts with the part that meets passages of others. With three or more coders that can be read in
two ways: the part that meets passages of *each* other coder, squared and taken over the m - 1 others (equation 10), or
the part that meets passages of *any* other. The first is used here: it weighs self-pairs as the observed coincidences
are weighed, 1 / (m - 1) for each other coder, so that for passages of one character the denominator is n - 1, as in
nominal alpha; by the second it isn't. With two coders both are the same. The paper itself was not at hand: this is the
reading of an implementation that follows it by the numbers of its equations.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

import numpy as np

from qda.i18n import _

FAMILY = ("u-alpha", "u-alpha-relevance", "cu-alpha", "ku-alpha")
GAP = 0


@dataclass(frozen=True, slots=True)
class Pieces:
    """One coder's passages of one continuum as arrays, in order: start, end, and code (from 1; 0 is the gap)."""

    start: np.ndarray
    end: np.ndarray
    code: np.ndarray


@dataclass(frozen=True, slots=True)
class Tally:
    """What is observed in a continuum, or in several; leading dimensions are alternatives, such as samples.

    `coincidences` (... x codes + 1 x codes + 1): the lengths over which one coder has the one code and another the
    other, over the pairs of coders, divided by m - 1 (equation 2); place 0 is the gap. `selves` (... x codes + 1) are
    the squared lengths of passages, and the lengths of gaps. `met` (... x codes) are the squared lengths over which
    passages meet passages of another coder, divided by m - 1.
    """

    coincidences: np.ndarray
    selves: np.ndarray
    met: np.ndarray

    def weighed(self, weights: np.ndarray) -> Tally:
        """Return the sums over continua (the first dimension) by weights (samples x continua)."""
        return Tally(
            np.tensordot(weights, self.coincidences, 1),
            np.tensordot(weights, self.selves, 1),
            np.tensordot(weights, self.met, 1),
        )

    def together(self) -> Tally:
        """Return the sums over continua (the first dimension)."""
        return Tally(self.coincidences.sum(axis=0), self.selves.sum(axis=0), self.met.sum(axis=0))


def pieces(passages: Iterable[tuple[int, int, int]]) -> Pieces:
    """Return one coder's passages (start, end, code from 1) in order; those of one code that overlap are made one."""
    joined: list[list[int]] = []
    reach: dict[int, list[int]] = {}
    for start, end, code in sorted(passages):
        last = reach.get(code)
        if last is not None and start < last[1]:
            last[1] = max(last[1], end)
            continue
        reach[code] = [start, end, code]
        joined.append(reach[code])
    columns = np.array(joined, dtype=np.int64).reshape(-1, 3)
    return Pieces(columns[:, 0], columns[:, 1], columns[:, 2])


def overlaps(found: Pieces) -> bool:
    """Tell whether passages of one coder share characters, so that they cut the continuum into no single line."""
    return bool((found.end[:-1] > found.start[1:]).any())


def tally(coders: Sequence[Pieces], length: int, codes: int) -> Tally:
    """Return what is observed in one continuum of `length` characters; no coder's passages may overlap.

    Raises ValueError for fewer than two coders, or a passage that goes beyond the continuum.
    """
    m = len(coders)
    if m < 2:
        raise ValueError("agreement needs two coders")
    if any(len(one.end) and (one.end.max() > length or one.start.min() < 0) for one in coders):
        raise ValueError("a passage goes beyond the continuum")
    edges = np.unique(np.concatenate([[0, length], *(one.start for one in coders), *(one.end for one in coders)]))
    sizes = np.diff(edges).astype(np.float64)
    which, code = _segments(coders, edges[:-1])
    coincidences = np.zeros((codes + 1) ** 2)
    met = np.zeros(codes + 1)
    for mine, theirs in permutations(range(m), 2):
        pair = code[mine] * (codes + 1) + code[theirs]
        coincidences += np.bincount(pair, weights=sizes, minlength=(codes + 1) ** 2)
        both = (code[mine] != GAP) & (code[theirs] != GAP)
        shared = np.bincount(which[mine][both], weights=sizes[both], minlength=len(coders[mine].start))
        met += np.bincount(coders[mine].code, weights=shared**2, minlength=codes + 1)
    selves = np.zeros(codes + 1)
    for one in coders:
        lengths = (one.end - one.start).astype(np.float64)
        selves += np.bincount(one.code, weights=lengths**2, minlength=codes + 1)
        selves[GAP] += length - lengths.sum()
    return Tally(coincidences.reshape(codes + 1, codes + 1) / (m - 1), selves, met[1:] / (m - 1))


def _segments(coders: Sequence[Pieces], begins: np.ndarray) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Return for each coder in which passage each stretch that begins at `begins` lies (-1), and its code."""
    which, code = [], []
    for one in coders:
        place = np.searchsorted(one.start, begins, side="right") - 1
        inside = (place >= 0) & (begins < np.append(one.end, -1)[place])
        which.append(np.where(inside, place, -1))
        code.append(np.where(inside, np.append(one.code, GAP)[place], GAP))
    return which, code


# The family ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Alpha:
    """A member of the family, for each alternative: NaN where it is not defined. `code` from 1, None for all of them.

    `observed` and `expected` are lengths of disagreement, `coverage` the share of the text that it is about.
    """

    name: str
    code: int | None
    value: np.ndarray
    observed: np.ndarray
    expected: np.ndarray
    coverage: np.ndarray


def family(found: Tally) -> list[Alpha]:
    """Return u-alpha, |u-alpha, cu-alpha and (k)u-alpha of every code (equations 5, 6, 11 and 13)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        everything = found.coincidences
        margins, whole = everything.sum(axis=-1), everything.sum(axis=(-2, -1))
        scale = _scale(whole - found.selves.sum(axis=-1) / whole, whole)
        agreed = np.trace(everything, axis1=-2, axis2=-1)
        expected = (whole**2 - (margins**2).sum(axis=-1)) / scale
        alphas = [_alpha("u-alpha", None, whole - agreed, expected, np.ones_like(whole))]
        apart = margins[..., GAP] - everything[..., GAP, GAP]
        chance = margins[..., GAP] * (whole - margins[..., GAP]) / scale
        alphas.append(_alpha("u-alpha-relevance", None, 2 * apart, 2 * chance, np.ones_like(whole)))
        valued = everything[..., 1:, 1:]
        inside, met = valued.sum(axis=-1), valued.sum(axis=(-2, -1))
        scale = _scale(met - found.met.sum(axis=-1) / met, met)
        agreed = np.trace(valued, axis1=-2, axis2=-1)
        expected = (met**2 - (inside**2).sum(axis=-1)) / scale
        alphas.append(_alpha("cu-alpha", None, met - agreed, expected, met / whole))
        for code in range(1, everything.shape[-1]):
            own = inside[..., code - 1]
            paired = (own * met - found.met[..., code - 1]) / scale
            chance = own * (met - own) / scale
            missed = own - valued[..., code - 1, code - 1]
            alphas.append(_alpha("ku-alpha", code, missed * paired / own, chance, own / margins[..., code]))
    return alphas


def _scale(rest: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Return what is left to pair without self-pairs, NaN where that is nothing: two of several coders met once."""
    return np.where(rest > 1e-9 * whole, rest, np.nan)


def _alpha(name: str, code: int | None, observed: np.ndarray, expected: np.ndarray, coverage: np.ndarray) -> Alpha:
    value = np.where(expected > 0, 1 - observed / np.where(expected > 0, expected, 1), np.nan)
    return Alpha(name, code, value, observed, expected, coverage)


def why_undefined(name: str, found: Tally, code: int | None = None) -> str:
    """Return the sentence that says why a member of the family is not defined for a tally without alternatives."""
    margins = found.coincidences.sum(axis=1)
    if not margins[1:].any():
        return _("Undefined, because none of them marked a passage.")
    if name in ("u-alpha", "u-alpha-relevance"):
        return _("Undefined, because there is no variation: all of them marked everything, with the same code.")
    if code is not None and not margins[code]:
        return _("Undefined, because none of them gave this code.")
    inside = found.coincidences[1:, 1:].sum(axis=1)
    if not inside.any():
        return _("Undefined, because no passage of one coder meets a passage of another.")
    if code is not None and not inside[code - 1]:
        return _("Undefined, because no passage with this code meets a passage of another coder.")
    if found.met.sum() >= (1 - 1e-9) * inside.sum() ** 2:
        return _("Undefined, because passages of too few coders meet to tell what chance would do.")
    return _("Undefined, because there is only one code where passages of different coders meet.")


# The older alpha-U ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OldTally:
    """What alpha-U of one code needs of a continuum, or of several: D_o times m (m - 1) L^2, and lengths.

    `passages` and `gaps` are lengths, of all coders; `length` is that of the text.
    """

    apart: float
    passages: np.ndarray
    gaps: np.ndarray
    length: int


def old_tally(coders: Sequence[Pieces], length: int) -> OldTally:
    """Return what alpha-U needs of the passages of one code in one continuum.

    Krippendorff (1995), Sociological Methodology 25, 47-76; (2004), Content Analysis, 2nd ed., pp. 251-256: passages
    that intersect differ by the squared distances of their borders, one inside a gap by its squared length.
    """
    apart = 0.0
    gaps = [_gaps(one, length) for one in coders]
    for own, theirs in permutations(coders, 2):
        meet = (own.start[:, None] < theirs.end[None, :]) & (theirs.start[None, :] < own.end[:, None])
        begin = (own.start[:, None] - theirs.start[None, :]).astype(np.float64)
        until = (own.end[:, None] - theirs.end[None, :]).astype(np.float64)
        apart += float(((begin**2 + until**2) * meet).sum())
        # Inside a gap of the other: met by no passage. Counted for both ways of looking at the pair.
        alone = ~meet.any(axis=1)
        apart += 2 * float(((own.end - own.start)[alone].astype(np.float64) ** 2).sum())
    return OldTally(
        apart,
        np.concatenate([one.end - one.start for one in coders]).astype(np.float64),
        np.concatenate([ends - starts for starts, ends in gaps]).astype(np.float64),
        length,
    )


def _gaps(found: Pieces, length: int) -> tuple[np.ndarray, np.ndarray]:
    starts = np.concatenate(([0], found.end))
    ends = np.concatenate((found.start, [length]))
    return starts[ends > starts], ends[ends > starts]


def old_together(found: Sequence[OldTally]) -> OldTally:
    """Return the sums over continua, which stand one after the other; a gap ends where its source ends."""
    return OldTally(
        sum(one.apart for one in found),
        np.concatenate([one.passages for one in found]),
        np.concatenate([one.gaps for one in found]),
        sum(one.length for one in found),
    )


def old_disagreement(found: OldTally, coders: int) -> tuple[float, float]:
    """Return D_o and D_e of alpha-U; alpha is 1 - D_o / D_e, over several codes that of the sums.

    The numbers are those of the 2004 book; the D_e printed in 1995 has a plus for a minus, so that its limits differ.
    """
    whole = coders * found.length
    observed = found.apart / (coders * (coders - 1) * found.length**2) if found.length else 0.0
    lengths, gaps = found.passages, np.sort(found.gaps)
    # Of every passage: against all passages, and against all gaps that are large enough for it.
    among = (len(lengths) - 1) / 3 * (2 * lengths**3 - 3 * lengths**2 + lengths)
    first = np.searchsorted(gaps, lengths, side="left")
    behind = np.concatenate((np.cumsum(gaps[::-1])[::-1], [0]))
    in_gaps = lengths**2 * (behind[first] - (len(gaps) - first) * (lengths - 1))
    below = whole * (whole - 1) - float((lengths * (lengths - 1)).sum())
    expected = 2 / found.length * float((among + in_gaps).sum()) / below if below > 0 else 0.0
    return observed, expected


def of_code(found: Pieces, code: int) -> Pieces:
    """Return the passages with one code."""
    wanted = found.code == code
    return Pieces(found.start[wanted], found.end[wanted], found.code[wanted])


def as_one(found: Pieces) -> Pieces:
    """Return passages as if all had code 1."""
    return replace(found, code=np.ones_like(found.code))
