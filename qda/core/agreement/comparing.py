"""How far coders agree over coded passages: for each code and theme, over all codes, by source, pair and all coders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from sqlalchemy.orm import Session

from qda.core.agreement import Statistic, find_statistic, statistics
from qda.core.agreement.asking import (
    ALL,
    INTERVALS,
    PARTICIPANTS,
    UNITS,
    Agreement,
    Ask,
    Compared,
    LeftOut,
    Result,
)
from qda.core.agreement.basis import Basis, find_basis
from qda.core.agreement.blocks import Blocks, Group
from qda.core.agreement.coded import Coded, of_targets, read_coded
from qda.core.agreement.counting import Intervals, Patterns, Stretches, count, split, stretches
from qda.core.agreement.cutting import Axis, is_kept, kept_cut
from qda.core.agreement.drawing import Draws
from qda.core.agreement.freely import Freely
from qda.core.agreement.of_sets import sets_compared
from qda.core.agreement.scoring import Subject, figures, result, score
from qda.core.agreement.setwise import SETWISE
from qda.core.agreement.subjects import Subjects, find_subjects
from qda.i18n import _
from qda.progress import Progress, go_on
from qda.storage.texts import load_texts

__all__ = ["Agreement", "Ask", "Compared", "LeftOut", "Result", "compare"]

FOR_TWO = ("percent", "cohen-kappa", "krippendorff-alpha", "gwet-ac1", "brennan-prediger", "dice")
FOR_MORE = ("percent", "light-kappa", "fleiss-kappa", *FOR_TWO[2:])
"""The usual statistics, in their order; over all codes those of sets are beside them."""
_AT_ONCE = 2_000_000  # cells of counts: targets times blocks times rows


def compare(session: Session, ask: Ask | None = None, progress: Progress | None = None) -> Agreement:
    """Return how far coders agree, in the order: over all codes, themes, codes; all coders before pairs.

    Raises RefusedError where there are fewer than two coders or nothing that two of them have finished, NotFoundError
    for what is not in the project or no statistic, CancelledError where `progress` answers False.
    """
    ask = ask or Ask()
    for value, known in ((ask.unit, UNITS), (ask.intervals, INTERVALS)):
        if value not in known:
            raise ValueError(f"{value!r} is none of {', '.join(known)}")
    basis, subjects = find_basis(session, ask), find_subjects(session, ask)
    coded = read_coded(session, basis, subjects.plain)
    used = np.zeros(len(subjects.plain), dtype=bool)
    used[coded.code] = True
    axis = _axis(session, basis, ask.unit, progress)
    freely = ask.unit == "passage"
    work = Freely(ask, basis, subjects, coded, axis) if freely else _Work(ask, basis, subjects, coded, axis, used)
    results = tuple(work.results(progress))
    return Agreement(
        ask=ask,
        unit=ask.unit,
        coders=basis.coders,
        sources=tuple(Compared(part.id, part.name) for part in basis.parts),
        codes=subjects.codes,
        themes=subjects.themes,
        left_out=basis.left_out,
        unused=tuple(subjects.plain[place] for place in subjects.pooled if not used[place]),
        results=results,
        seed=ask.seed,
        samples=ask.samples if ask.intervals else 0,
        level=ask.level,
        round=basis.round,
        training=basis.training,
        consensus=basis.consensus,
        discussed=basis.discussed,
        notes=tuple(_notes(ask, subjects)),
        sets=tuple(one.category for one in subjects.exclusive),
    )


def _axis(session: Session, basis: Basis, unit: str, progress: Progress | None) -> Axis:
    """Cut the sources into units; a text is read only where it was not cut lately, and never to count characters."""
    single = unit in ("character", "passage")
    cuts = []
    for done, part in enumerate(basis.parts):
        go_on(progress, done, 0)
        if single:
            spans = part.layout.stretches
            whole = ((0, part.characters),) if spans is None else spans
            cuts.append(np.array(whole, dtype=np.int64).reshape(-1, 2))
            continue
        kept = is_kept(part.text_hash, unit, part.layout)
        text = "" if kept else load_texts(session, [part.text_hash])[part.text_hash]
        cuts.append(kept_cut(part.text_hash, text, unit, part.layout))
    return Axis(cuts, [part.characters for part in basis.parts], single=single)


class _Work:
    """One comparison under way."""

    def __init__(self, ask: Ask, basis: Basis, subjects: Subjects, coded: Coded, axis: Axis, used: np.ndarray) -> None:
        self._ask, self._basis, self._subjects, self._coded, self._axis = ask, basis, subjects, coded, axis
        self._used = [place for place in subjects.pooled if used[place]]
        self._wanted = {size: _wanted(ask.statistics, size) for size in {len(places) for places in basis.groups}}
        self._blocks = Blocks(ask, basis, axis)

    def results(self, progress: Progress | None) -> Iterator[Result]:
        """Yield all results."""
        rows = self._subjects.rows()
        each = max(1, _AT_ONCE // (max(len(self._blocks), 1) * min(2 ** len(self._basis.coders), 64)))
        steps = -(-len(rows) // each) + 1
        if self._ask.over_all and self._subjects.codes:
            yield from self._over_all()
        for step in range(steps - 1):
            go_on(progress, step + 1, steps)
            yield from self._of(rows[step * each : (step + 1) * each], progress)

    def _of(self, rows: Sequence[tuple[Subject, tuple[int, ...]]], progress: Progress | None) -> Iterator[Result]:
        coded = of_targets(self._coded, [inside for _subject, inside in rows], len(self._subjects.plain))
        found = self._stretches(coded)
        alone = len(self._subjects.codes) + len(self._subjects.themes) == 1
        for group in self._blocks.groups:
            go_on(progress, 0, 0)
            patterns = self._count(found, len(rows), group)
            yield from self._scored([subject for subject, _inside in rows], patterns, group)
            if alone and self._ask.by_source:
                yield from self._by_source(rows[0][0], found, 1, group)

    def _over_all(self) -> Iterator[Result]:
        """Yield what all codes that somebody used say together: a decision for each code on each unit."""
        places = np.full(len(self._subjects.plain), -1)
        places[self._used] = np.arange(len(self._used))
        kept = self._coded.of(places[self._coded.code] >= 0)
        apart = Coded(places[kept.code], kept.coder, kept.source, kept.start, kept.end)
        found = self._stretches(apart)
        together = Stretches(np.zeros_like(found.target), found.first, found.length, found.pattern)
        for group in self._blocks.groups:
            patterns = self._count(together, 1, group, times=len(self._used))
            yield from self._scored([Subject(ALL)], patterns, group)
            if self._ask.by_source:
                yield from self._by_source(Subject(ALL), together, len(self._used), group)
        first, last = self._axis.places(apart.source, apart.start, apart.end)
        passages = Intervals(apart.code, apart.coder, first, last)
        yield from sets_compared(self._ask, self._basis, self._blocks, passages, self._axis.size, len(self._used))

    def _stretches(self, coded: Coded) -> Stretches:
        first, last = self._axis.places(coded.source, coded.start, coded.end)
        found = stretches(Intervals(coded.code, coded.coder, first, last), len(self._basis.coders), self._axis.size)
        return split(found, self._blocks.borders) if self._ask.intervals == "turns" else found

    def _count(self, found: Stretches, targets: int, group: Group, times: int = 1) -> Patterns:
        blocks = group.lookup[self._blocks.of(found.first)]
        return count(found, blocks, group.numbers * times, targets, group.coders)

    def _by_source(self, subject: Subject, found: Stretches, times: int, group: Group) -> Iterator[Result]:
        """Yield the results of each source by itself."""
        sources = self._axis.source_of(found.first)
        lookup = np.full(len(self._basis.parts), -1)
        lookup[list(group.parts)] = np.arange(len(group.parts))
        numbers = self._axis.numbers[list(group.parts)] * times
        patterns = count(found, lookup[sources], numbers, 1, group.coders)
        turned = Patterns(patterns.rows, patterns.counts.transpose(1, 0, 2))
        why = Draws(0, self._ask.level, self._ask.seed, _("There is no interval of a single source."))
        names = [
            Subject(subject.scope, subject.code_id, subject.theme_id, self._basis.parts[n].id) for n in group.parts
        ]
        yield from self._scored(names, turned, group, why)

    def _scored(
        self, subjects: Sequence[Subject], patterns: Patterns, group: Group, draw: Draws | None = None
    ) -> Iterator[Result]:
        beside = figures(patterns.rows, patterns.counts.sum(axis=1))
        sources = len(group.parts)
        for number, row in enumerate(score(patterns, self._wanted[len(group.coders)], group.names, draw or group.draw)):
            subject = subjects[number]
            over = 1 if subject.source_id else sources
            for statistic, scored in row:
                yield result(subject, group.ids, self._ask.unit, over, statistic, beside[number], scored)


def _wanted(names: Sequence[str], coders: int) -> list[Statistic]:
    """Return the statistics of yes and no for so many coders."""
    if names:
        return [find_statistic(name) for name in names if name not in SETWISE]
    known = statistics()
    return [known[name] for name in (FOR_TWO if coders == 2 else FOR_MORE) if name in known]


def _notes(ask: Ask, subjects: Subjects) -> Iterator[str]:
    """Yield how it was counted, in sentences that belong under the figures."""
    if ask.unit == "passage":
        yield _(
            "Passages are compared on characters, gaps between them too; of one coder, overlapping ones count once."
        )
        if subjects.exclusive:
            yield _("Only codes that exclude each other are compared together, all others one by one.")
        else:
            yield _("Codes are compared one by one, since a passage can have several: none are marked as exclusive.")
    elif ask.unit == "character":
        yield _("Every character is a unit, spaces too; passages of one coder that overlap count once.")
    else:
        yield _("A unit counts as coded by a coder where a passage of theirs shares a character with it.")
    if ask.speech == PARTICIPANTS:
        yield _("Only what participants say is counted: no labels, and no turns of interviewers.")
    if ask.unit != "passage" and ask.over_all:
        yield _("Over all codes only those count that one of the coders used, each as a decision for each unit.")
    if ask.below:
        yield _("A code counts wherever it or a code below it stands; over all codes each counts by itself.")
