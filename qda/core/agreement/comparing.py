"""How far coders agree over coded passages: for each code and theme, over all codes, by source, pair and all coders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy.orm import Session

from qda.core.agreement import Statistic, find_statistic, statistics
from qda.core.agreement.asking import (
    ALL,
    CODE,
    INTERVALS,
    PARTICIPANTS,
    THEME,
    UNITS,
    Agreement,
    Ask,
    Compared,
    LeftOut,
    Result,
)
from qda.core.agreement.basis import Basis, find_basis
from qda.core.agreement.coded import Coded, of_targets, read_coded
from qda.core.agreement.counting import Intervals, Patterns, Stretches, count, split, stretches
from qda.core.agreement.cutting import Axis, is_kept, kept_cut
from qda.core.agreement.drawing import Draws, draws
from qda.core.agreement.scoring import Subject, figures, result, score
from qda.core.agreement.subjects import Subjects, find_subjects
from qda.i18n import _
from qda.progress import Progress, go_on
from qda.storage.texts import load_texts

__all__ = ["Agreement", "Ask", "Compared", "LeftOut", "Result", "compare"]

USUAL = ("percent", "cohen", "light", "fleiss", "alpha", "ac1")
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
    work = _Work(ask, basis, subjects, coded, _axis(session, basis, ask.unit, progress), used)
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
        notes=tuple(_notes(ask)),
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


@dataclass(frozen=True, slots=True)
class _Group:
    """Coders compared with each other, the blocks of units that count for them, and how samples are drawn."""

    coders: tuple[int, ...]
    ids: tuple[str, ...]
    parts: tuple[int, ...]
    lookup: np.ndarray
    numbers: np.ndarray
    draw: Draws


class _Work:
    """One comparison under way."""

    def __init__(self, ask: Ask, basis: Basis, subjects: Subjects, coded: Coded, axis: Axis, used: np.ndarray) -> None:
        self._ask, self._basis, self._subjects, self._coded, self._axis = ask, basis, subjects, coded, axis
        self._used = [place for place in subjects.pooled if used[place]]
        self._wanted = _wanted(ask.statistics)
        self._borders = self._block_borders()
        self._source_of_block = axis.source_of(self._borders[:-1])
        self._groups = [self._group(places) for places in basis.groups]

    def _block_borders(self) -> np.ndarray:
        """Return where the blocks that are drawn begin, and at last how many units there are: sources, or turns."""
        borders = self._axis.bounds
        if self._ask.intervals == "turns":
            begun = [(place, turn[0]) for place, part in enumerate(self._basis.parts) for turn in part.speech]
            borders = np.union1d(borders, self._axis.first_units(begun))
        return np.unique(borders)

    def _group(self, places: tuple[int, ...]) -> _Group:
        parts = [number for number, part in enumerate(self._basis.parts) if part.finishers >= set(places)]
        counted = np.isin(self._source_of_block, parts)
        lookup = np.where(counted, np.cumsum(counted) - 1, -1)
        return _Group(
            coders=places,
            ids=tuple(self._basis.coders[place].id for place in places),
            parts=tuple(parts),
            lookup=lookup,
            numbers=np.diff(self._borders)[counted],
            draw=draws(self._ask, len(parts), int(counted.sum())),
        )

    # Results ---------------------------------------------------------------------------------------------------------

    def results(self, progress: Progress | None) -> Iterator[Result]:
        """Yield all results."""
        subjects = self._subjects
        rows = [
            *(
                (Subject(THEME, theme_id=row.id), inside)
                for row, inside in zip(subjects.themes, subjects.of_themes, strict=True)
            ),
            *(
                (Subject(CODE, code_id=row.id), inside)
                for row, inside in zip(subjects.codes, subjects.of_codes, strict=True)
            ),
        ]
        blocks = max(len(self._borders) - 1, 1)
        each = max(1, _AT_ONCE // (blocks * min(2 ** len(self._basis.coders), 64)))
        steps = -(-len(rows) // each) + 1
        if self._ask.over_all:
            yield from self._over_all()
        for step in range(steps - 1):
            go_on(progress, step + 1, steps)
            yield from self._of(rows[step * each : (step + 1) * each], progress)

    def _of(self, rows: Sequence[tuple[Subject, tuple[int, ...]]], progress: Progress | None) -> Iterator[Result]:
        coded = of_targets(self._coded, [inside for _subject, inside in rows], len(self._subjects.plain))
        found = self._stretches(coded)
        alone = len(self._subjects.codes) + len(self._subjects.themes) == 1
        for group in self._groups:
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
        for group in self._groups:
            patterns = self._count(together, 1, group, times=len(self._used))
            yield from self._scored([Subject(ALL)], patterns, group)
            if self._ask.by_source:
                yield from self._by_source(Subject(ALL), together, len(self._used), group)

    def _stretches(self, coded: Coded) -> Stretches:
        first, last = self._axis.places(coded.source, coded.start, coded.end)
        found = stretches(Intervals(coded.code, coded.coder, first, last), len(self._basis.coders), self._axis.size)
        return split(found, self._borders) if self._ask.intervals == "turns" else found

    def _count(self, found: Stretches, targets: int, group: _Group, times: int = 1) -> Patterns:
        blocks = np.searchsorted(self._borders, found.first, side="right") - 1
        return count(found, group.lookup[blocks], group.numbers * times, targets, group.coders)

    def _by_source(self, subject: Subject, found: Stretches, times: int, group: _Group) -> Iterator[Result]:
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
        self, subjects: Sequence[Subject], patterns: Patterns, group: _Group, draw: Draws | None = None
    ) -> Iterator[Result]:
        beside = figures(patterns.rows, patterns.counts.sum(axis=1))
        names = [self._basis.coders[place].name for place in group.coders]
        sources = len(group.parts)
        for number, row in enumerate(score(patterns, self._wanted, names, draw or group.draw)):
            subject = subjects[number]
            over = 1 if subject.source_id else sources
            for statistic, scored in row:
                yield result(subject, group.ids, self._ask.unit, over, statistic, beside[number], scored)


def _wanted(names: Sequence[str]) -> list[Statistic]:
    if names:
        return [find_statistic(name) for name in names]
    known = statistics()
    return [known[name] for name in USUAL if name in known]


def _notes(ask: Ask) -> Iterator[str]:
    """Yield how it was counted, in sentences that belong under the figures."""
    if ask.unit == "character":
        yield _("Every character is a unit, spaces too; passages of one coder that overlap count once.")
    else:
        yield _("A unit counts as coded by a coder where a passage of theirs shares a character with it.")
    if ask.speech == PARTICIPANTS:
        yield _("Only what participants say is counted: no labels, and no turns of interviewers.")
    if ask.below:
        yield _("A code counts wherever it or a code below it stands; over all codes each counts by itself.")
