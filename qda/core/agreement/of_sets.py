"""How far coders agree on all codes of a unit at once: results of the statistics of sets."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import numpy as np

from qda.core.agreement.asking import ALL, Ask, Result
from qda.core.agreement.basis import Basis
from qda.core.agreement.blocks import Blocks, Group
from qda.core.agreement.counting import Intervals
from qda.core.agreement.drawing import no_value, undefined_too_often
from qda.core.agreement.scoring import Figures, Scored, Subject, nothing_to_judge, result
from qda.core.agreement.setwise import (
    MOST_BLOCKS,
    MOST_LOOKED_AT,
    SETWISE,
    Likeness,
    Runs,
    SetCounts,
    effort,
    likeness,
    runs,
    set_alphas,
    set_counts,
)
from qda.i18n import _


def sets_compared(
    ask: Ask, basis: Basis, blocks: Blocks, passages: Intervals, size: int, codes: int
) -> Iterator[Result]:
    """Yield alpha of sets for every group, MASI and Jaccard, those that were asked for.

    `n` are units here, `all_coded` those to which all gave the same codes, `observed` the share of units on which two
    have the same set; what is said of yes and no (positive, negative, prevalence index, bias) is None.
    """
    wanted = [name for name in SETWISE if not ask.statistics or name in ask.statistics]
    if not wanted:
        return
    found = runs(passages, len(basis.coders), size, codes, blocks.borders)
    alike = likeness(found)
    each = None if alike is None else _Each(found, alike, blocks)
    for group in blocks.groups:
        beside = _figures(found, blocks, group)
        scores = _too_many(found) if each is None else each.scores(group)
        for name, scored in zip(SETWISE, scores, strict=True):
            if name in wanted:
                yield result(Subject(ALL), group.ids, ask.unit, len(group.parts), name, beside, scored)


class _Each:
    """Scores of sets for one group after the other: source by source, or without samples where that is too much."""

    def __init__(self, found: Runs, alike: Likeness, blocks: Blocks) -> None:
        self._found, self._alike, self._blocks = found, alike, blocks
        self._of_run = blocks.of(found.first)
        drawn = any(not group.draw.why for group in blocks.groups)
        few = len(blocks) <= MOST_BLOCKS
        self._counts: SetCounts | None = None
        if drawn and few and effort(found, alike, self._of_run, len(blocks)) <= MOST_LOOKED_AT:
            self._counts = set_counts(found, alike, self._of_run, len(blocks))
        self._whole: dict[tuple[int, ...], SetCounts] = {}

    def scores(self, group: Group) -> list[Scored]:
        """Return the scores of a group in the order of :data:`SETWISE`."""
        if not group.numbers.sum():
            return [Scored(None, nothing_to_judge(), why_no_interval=no_value()) for _name in SETWISE]
        if self._counts is None:
            counts, places, numbers = self._together(group), np.array([0]), group.numbers.sum(keepdims=True)
        else:
            counts, places, numbers = self._counts, np.flatnonzero(group.lookup >= 0), group.numbers
        values = set_alphas(counts, group.coders, places, numbers, np.ones((1, len(places))))[:, 0]
        why, low, high = group.draw.why, values, values
        if not why and self._counts is None:
            why = _("There is no interval: there are too many different sets of codes to draw samples of them.")
        if not why:
            drawn = set_alphas(counts, group.coders, places, numbers, group.draw.weights(len(places)))
            low, high = group.draw.interval(drawn.T)
        return [self._scored(float(value), why, float(low[n]), float(high[n])) for n, value in enumerate(values)]

    def _together(self, group: Group) -> SetCounts:
        """Return the counts of all that counts for a group as one block."""
        if group.parts not in self._whole:
            here = group.lookup[self._of_run] >= 0
            part = replace(
                self._found,
                first=self._found.first[here],
                length=self._found.length[here],
                sets=self._found.sets[:, here],
            )
            self._whole[group.parts] = set_counts(part, self._alike, np.zeros(int(here.sum()), dtype=np.int64), 1)
        return self._whole[group.parts]

    def _scored(self, value: float, why: str, low: float, high: float) -> Scored:
        if not math.isfinite(value):
            reason = _("Undefined, because there is no variation: all gave every unit the same codes.")
            return Scored(None, reason, why_no_interval=no_value())
        if why:
            return Scored(value, why_no_interval=why)
        if not (math.isfinite(low) and math.isfinite(high)):
            return Scored(value, why_no_interval=undefined_too_often())
        return Scored(value, "", low, high)


def _too_many(found: Runs) -> list[Scored]:
    reason = _("Not worked out, because there are too many different sets of codes ({count:,}); choose fewer codes.")
    return [Scored(None, reason.format(count=found.number), why_no_interval=no_value()) for _name in SETWISE]


def _figures(found: Runs, blocks: Blocks, group: Group) -> Figures:
    here = group.lookup[blocks.of(found.first)] >= 0
    sets = found.sets[list(group.coders)][:, here]
    length = found.length[here]
    n = int(group.numbers.sum())
    same = [int(length[sets[one] == sets[other]].sum()) for one, other in combinations(range(len(sets)), 2)]
    alike = (sets == sets[:1]).all(axis=0) & (sets[0] > 0)
    return Figures(
        n=n,
        any_coded=int(length[(sets > 0).any(axis=0)].sum()),
        all_coded=int(length[alike].sum()),
        observed=sum(same) / (len(same) * n) if n else None,
        positive=None,
        negative=None,
        prevalence=float((sets > 0).mean(axis=0) @ length) / n if n else None,
        prevalence_index=None,
        bias_index=None,
    )
