"""Bootstrap intervals: whole sources, or turns, are drawn again, never characters, which hang together.

Efron & Tibshirani 1993, chapter 13: percentile intervals; blocks are drawn with replacement, as many as there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from qda.core.agreement.asking import FEWEST_SOURCES, Ask
from qda.i18n import _

_FEWEST_DEFINED = 0.9  # of the samples
_WEIGHED = 4_000_000  # samples times blocks; beyond, blocks that are equal are drawn together


@dataclass(frozen=True, slots=True)
class Draws:
    """How samples are drawn, or `why` there are none, in a sentence."""

    samples: int
    level: float
    seed: int
    why: str = ""

    def counts(self, counts: np.ndarray) -> np.ndarray:
        """Return the sums of rows in every sample (samples x targets x rows) of counts (targets x blocks x rows).

        The same seed draws the same blocks, whatever is counted in them.
        """
        targets, blocks, rows = counts.shape
        if self.samples * blocks <= _WEIGHED:
            spread = counts.transpose(1, 0, 2).reshape(blocks, targets * rows)
            return np.asarray((self.weights(blocks) @ spread).reshape(self.samples, targets, rows))
        chance = np.random.default_rng(self.seed)
        sums = np.empty((self.samples, targets, rows))
        for target in range(targets):
            # Thousands of turns have few different counts, and drawing how often each comes is the same.
            kinds, number = np.unique(counts[target], axis=0, return_counts=True)
            sums[:, target] = chance.multinomial(blocks, number / blocks, size=self.samples) @ kinds
        return sums

    def weights(self, blocks: int) -> np.ndarray:
        """Return how often each block is drawn in every sample (samples x blocks)."""
        return _weights(self.samples, blocks, self.seed)

    def interval(self, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the lower and upper ends for values (samples x ...), NaN where too few samples have a value."""
        ordered = np.sort(values, axis=0)
        known = np.isfinite(ordered).sum(axis=0)
        ends = []
        for share in ((1 - self.level) / 2, (1 + self.level) / 2):
            place = share * np.maximum(known - 1, 0)
            below = np.floor(place).astype(np.int64)
            above = np.minimum(below + 1, np.maximum(known - 1, 0))
            low = np.take_along_axis(ordered, below[None], axis=0)[0]
            high = np.take_along_axis(ordered, above[None], axis=0)[0]
            ends.append(np.where(known < _FEWEST_DEFINED * len(values), np.nan, low + (place - below) * (high - low)))
        return ends[0], ends[1]


@lru_cache(maxsize=8)
def _weights(samples: int, blocks: int, seed: int) -> np.ndarray:
    chance = np.random.default_rng(seed)
    return chance.multinomial(blocks, np.full(blocks, 1 / blocks), size=samples).astype(np.float64)


def draws(ask: Ask, sources: int, blocks: int) -> Draws:
    """Return how to draw samples of blocks that lie in this many sources, or why not to."""
    why = ""
    if not ask.intervals:
        why = _("No interval was asked for.")
    elif ask.intervals == "sources" and sources < FEWEST_SOURCES:
        why = _("There is no interval over sources: {count} of them are too few, {fewest} is the least.").format(
            count=sources, fewest=FEWEST_SOURCES
        )
    elif blocks < FEWEST_SOURCES:
        why = _("There is no interval over turns: {count} of them are too few, {fewest} is the least.").format(
            count=blocks, fewest=FEWEST_SOURCES
        )
    return Draws(ask.samples, ask.level, ask.seed, why)


def undefined_too_often() -> str:
    """Return the sentence that says why there is a value and no interval."""
    return _("There is no interval: in more than a tenth of the samples it is not defined.")


def no_value() -> str:
    """Return why there is no interval where there is no value."""
    return _("There is no interval of what is not defined.")
