"""How far the coders of a project agree on passages of free length: for each code and theme, and for codes that exclude
each other together.

A code by itself parts a text into passages and gaps, so u-alpha and |u-alpha are one figure there. Passages are joined
for a code as for everything else (overlapping ones of one coder and code count once, touching ones stay apart), and
what does not count of a text is cut out of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from qda.core.agreement.asking import CODE, SET, Ask, Result
from qda.core.agreement.basis import Basis
from qda.core.agreement.blocks import Blocks, Group
from qda.core.agreement.coded import Coded, of_targets
from qda.core.agreement.counting import Intervals, Patterns, Stretches, count, joined, stretches
from qda.core.agreement.cutting import Axis
from qda.core.agreement.drawing import Draws, no_value, undefined_too_often
from qda.core.agreement.scoring import Figures, Scored, Subject, figures, nothing_to_judge, result
from qda.core.agreement.subjects import Exclusive, Subjects
from qda.core.agreement.unitizing import (
    FAMILY,
    OldTally,
    Pieces,
    Tally,
    family,
    old_disagreement,
    old_tally,
    old_together,
    overlaps,
    pieces,
    tally,
    why_undefined,
)
from qda.errors import NotFoundError
from qda.i18n import _
from qda.progress import Progress, go_on

U_ALPHA, ALPHA_U = "u-alpha", "alpha-U"
STATISTICS = (*FAMILY, ALPHA_U)
_AT_ONCE = 2_000_000  # cells of counts
_UNIT = "passage"


@dataclass(frozen=True, slots=True)
class _Found:
    """The passages of some targets on one axis of characters, joined: whose, of what, and in which source."""

    target: np.ndarray
    coder: np.ndarray
    source: np.ndarray
    first: np.ndarray
    last: np.ndarray

    def of(self, wanted: np.ndarray) -> _Found:
        """Return some of them."""
        columns = (self.target, self.coder, self.source, self.first, self.last)
        return _Found(*(column[wanted] for column in columns))


class Freely:
    """One comparison of passages under way."""

    def __init__(self, ask: Ask, basis: Basis, subjects: Subjects, coded: Coded, axis: Axis) -> None:
        self._ask = replace(ask, intervals="sources") if ask.intervals == "turns" else ask
        self._by_turns = ask.intervals == "turns"
        self._basis, self._subjects, self._coded, self._axis = basis, subjects, coded, axis
        self._wanted = tuple(name.replace("_", "-") for name in ask.statistics) or FAMILY
        unknown = [name for name in self._wanted if name not in STATISTICS]
        if unknown:
            raise NotFoundError(
                _("There is no statistic of passages called {name}; there are {names}.").format(
                    name=", ".join(unknown), names=", ".join(STATISTICS)
                )
            )
        self._blocks = Blocks(self._ask, basis, axis)

    def results(self, progress: Progress | None) -> Iterator[Result]:
        """Yield all results: sets of codes that exclude each other, themes, codes."""
        for one in self._subjects.exclusive:
            go_on(progress, 0, 0)
            yield from self._of_set(one)
        rows = self._subjects.rows()
        each = max(1, _AT_ONCE // (max(len(self._basis.parts), 1) * min(2 ** len(self._basis.coders), 64)))
        for begin in range(0, len(rows), each):
            go_on(progress, begin, len(rows))
            yield from self._of(rows[begin : begin + each], progress)

    # One code at a time ----------------------------------------------------------------------------------------------

    def _joined(self, targets: Sequence[tuple[int, ...]]) -> _Found:
        """Return the passages of targets (places of codes), those of one coder that overlap made one."""
        coded = of_targets(self._coded, targets, len(self._subjects.plain))
        first, last = self._axis.places(coded.source, coded.start, coded.end)
        size = max(self._axis.size, 1)
        columns: list[tuple[np.ndarray, ...]] = []
        for coder in range(len(self._basis.coders)):
            own = coded.coder == coder
            begin, end = joined(Intervals(coded.code[own], coded.coder[own], first[own], last[own]), size)
            place = begin % size
            columns.append(
                (begin // size, np.full(len(begin), coder), self._axis.source_of(place), place, place + end - begin)
            )
        return _Found(*(np.concatenate(column) for column in zip(*columns, strict=True)))

    def _runs(self, found: _Found) -> Stretches:
        passages = Intervals(found.target, found.coder, found.first, found.last)
        return stretches(passages, len(self._basis.coders), self._axis.size)

    def _of(self, rows: Sequence[tuple[Subject, tuple[int, ...]]], progress: Progress | None) -> Iterator[Result]:
        found = self._joined([inside for _subject, inside in rows])
        runs = self._runs(found)
        for group in self._blocks.groups:
            go_on(progress, 0, 0)
            blocks = group.lookup[self._blocks.of(runs.first)]
            patterns = count(runs, blocks, group.numbers, len(rows), group.coders)
            beside = figures(patterns.rows, patterns.counts.sum(axis=1))
            subjects = [subject for subject, _inside in rows]
            columns: list[tuple[str, list[Scored]]] = []
            if U_ALPHA in self._wanted:
                columns.append((U_ALPHA, self._u_alpha(patterns, self._squares(found, group, len(rows)), group)))
            if ALPHA_U in self._wanted:
                columns.append((ALPHA_U, [self._alpha_u(found, target, group) for target in range(len(rows))]))
            for number, subject in enumerate(subjects):
                for name, scores in columns:
                    yield self._result(subject, group, name, beside[number], scores[number])

    def _squares(self, found: _Found, group: Group, targets: int) -> np.ndarray:
        """Return the sums of squared lengths of the group's passages (targets x blocks x 1)."""
        blocks = group.lookup[self._blocks.of(found.first)]
        own = np.isin(found.coder, group.coders) & (blocks >= 0)
        shape = (targets, len(group.numbers), 1)
        place = found.target[own] * shape[1] + blocks[own]
        lengths = (found.last - found.first)[own].astype(np.float64)
        return np.bincount(place, weights=lengths**2, minlength=shape[0] * shape[1]).reshape(shape)

    def _u_alpha(self, patterns: Patterns, squares: np.ndarray, group: Group) -> list[Scored]:
        """Return u-alpha of every target from the counts of characters and the squared lengths of passages."""
        whole = np.concatenate((patterns.counts, squares), axis=2)
        values = _binary(patterns.rows, whole.sum(axis=1))
        draw = self._draw(group)
        ends = None if draw.why else draw.interval(_binary(patterns.rows, draw.counts(whole)))
        totals = patterns.counts.sum(axis=1)
        return [
            _scored(
                float(value),
                self._why_not(patterns.rows, totals[target]),
                draw,
                None if ends is None else (float(ends[0][target]), float(ends[1][target])),
            )
            for target, value in enumerate(values)
        ]

    def _why_not(self, rows: np.ndarray, totals: np.ndarray) -> str:
        if not totals.any():
            return nothing_to_judge()
        if not totals[rows.any(axis=1)].any():
            return _("Undefined, because none of them marked a passage.")
        return _("Undefined, because there is no variation: all of them marked everything, with the same code.")

    def _alpha_u(self, found: _Found, target: int, group: Group) -> Scored:
        if not group.parts:
            return Scored(None, nothing_to_judge(), why_no_interval=no_value())
        own = found.of(found.target == target)
        tallies: list[OldTally] = []
        for part in group.parts:
            begin, end = self._axis.bounds[part], self._axis.bounds[part + 1]
            theirs = [own.of((own.source == part) & (own.coder == coder)) for coder in group.coders]
            coders = [Pieces(one.first - begin, one.last - begin, np.ones_like(one.first)) for one in theirs]
            tallies.append(old_tally(coders, int(end - begin)))
        observed, expected = old_disagreement(old_together(tallies), len(group.coders))
        why = _("There is no interval of alpha-U: its gaps go through the whole text.")
        if expected > 0:
            return Scored(1 - observed / expected, why_no_interval=self._ask.intervals and why)
        reason = _("Undefined, because none of them marked a passage that chance could have put elsewhere.")
        return Scored(None, reason, why_no_interval=no_value())

    # Codes that exclude each other -----------------------------------------------------------------------------------

    def _of_set(self, one: Exclusive) -> Iterator[Result]:
        everything = tuple(sorted({place for inside in one.of_codes for place in inside}))
        found = self._joined([*one.of_codes, everything])
        united = found.of(found.target == len(one.of_codes))
        runs = self._runs(replace(united, target=np.zeros_like(united.target)))
        subject = Subject(SET, code_id=one.category.id)
        for group in self._blocks.groups:
            blocks = group.lookup[self._blocks.of(runs.first)]
            patterns = count(runs, blocks, group.numbers, 1, group.coders)
            beside = figures(patterns.rows, patterns.counts.sum(axis=1))[0]
            for name, code, scored in self._family(one, found, group):
                about = subject if code is None else Subject(CODE, code_id=one.codes[code - 1].id)
                yield self._result(about, group, name, beside, scored)

    def _family(self, one: Exclusive, found: _Found, group: Group) -> Iterator[tuple[str, int | None, Scored]]:
        wanted = [name for name in self._wanted if name in FAMILY]
        if not group.parts:
            yield from _for_none(wanted, nothing_to_judge())
            return
        tallies, apart = [], 0
        for part in group.parts:
            begin, end = int(self._axis.bounds[part]), int(self._axis.bounds[part + 1])
            coders = []
            for coder in group.coders:
                here = (found.source == part) & (found.coder == coder) & (found.target < len(one.of_codes))
                spans = zip(found.first[here] - begin, found.last[here] - begin, found.target[here] + 1, strict=True)
                coders.append(pieces((int(start), int(stop), int(code)) for start, stop, code in spans))
            apart += sum(overlaps(mine) for mine in coders)
            if not apart:
                tallies.append(tally(coders, end - begin, len(one.of_codes)))
        if apart:
            reason = _(
                "Undefined, because passages with different codes overlap although the codes exclude each other: "
                "{count} times a coder has some in a source."
            ).format(count=apart)
            yield from _for_none(wanted, reason)
            return
        each = Tally(
            *(np.stack([getattr(row, field) for row in tallies]) for field in ("coincidences", "selves", "met"))
        )
        whole, draw = each.together(), self._draw(group)
        drawn = None if draw.why else family(each.weighed(draw.weights(len(tallies))))
        for number, alpha in enumerate(family(whole)):
            if alpha.name not in wanted:
                continue
            ends = None
            if drawn is not None:
                low, high = draw.interval(drawn[number].value)
                ends = (float(low), float(high))
            yield (
                alpha.name,
                alpha.code,
                _scored(float(alpha.value), why_undefined(alpha.name, whole, alpha.code), draw, ends),
            )

    # Both ------------------------------------------------------------------------------------------------------------

    def _draw(self, group: Group) -> Draws:
        if not self._by_turns:
            return group.draw
        return replace(group.draw, why=_("There is no interval over turns: passages go on from one to the next."))

    def _result(self, subject: Subject, group: Group, name: str, beside: Figures, scored: Scored) -> Result:
        return result(subject, group.ids, _UNIT, len(group.parts), name, beside, scored)


def _for_none(wanted: Sequence[str], reason: str) -> Iterator[tuple[str, int | None, Scored]]:
    """Yield the members over all codes of a set, none of them defined."""
    for name in wanted:
        if name != "ku-alpha":
            yield name, None, Scored(None, reason, why_no_interval=no_value())


def _scored(value: float, reason: str, draw: Draws, ends: tuple[float, float] | None) -> Scored:
    if not math.isfinite(value):
        return Scored(None, reason, why_no_interval=no_value())
    if ends is None:
        return Scored(value + 0.0, why_no_interval=draw.why)
    if not all(map(math.isfinite, ends)):
        return Scored(value + 0.0, why_no_interval=undefined_too_often())
    return Scored(value + 0.0, "", *ends)


def _binary(rows: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Return u-alpha for one code from counts (... x rows + 1), the last of them the squared lengths of passages."""
    coders = rows.shape[1]
    coded = rows.sum(axis=1)
    characters, squares = counts[..., :-1], counts[..., -1]
    with np.errstate(divide="ignore", invalid="ignore"):
        whole = coders * characters.sum(axis=-1)
        marked = characters @ coded
        observed = characters @ (2 * coded * (coders - coded) / (coders - 1))
        gaps = whole - marked
        expected = 2 * marked * gaps / (whole - (squares + gaps) / whole)
        return np.where(expected > 0, 1 - observed / np.where(expected > 0, expected, 1), np.nan)
