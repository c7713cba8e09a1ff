"""Bootstrap intervals for tables of ratings: units are drawn again, as many as there are.

Where units hang together, as the sentences of an interview do, whole interviews are to be drawn
(:mod:`qda.core.agreement.drawing`); of a table from elsewhere nothing is known but its rows.
"""

from __future__ import annotations

import numpy as np

from qda.core.agreement.asking import SAMPLES, SEED
from qda.core.agreement.drawing import Draws
from qda.core.agreement.ratings import Ratings
from qda.core.agreement.tallies import counted
from qda.i18n import _

FEWEST_UNITS = 10


def draws_of_units(ratings: Ratings, *, samples: int = SAMPLES, level: float = 0.95, seed: int = SEED) -> Draws:
    """Return how to draw the units of a table again, or why not to: below ten that two coders rated."""
    number = int(counted(ratings))
    why = ""
    if number < FEWEST_UNITS:
        sentence = _("There is no interval over units: {count} of them are too few, {fewest} is the least.")
        why = sentence.format(count=number, fewest=FEWEST_UNITS)
    return Draws(samples, level, seed, why)


def drawn(ratings: Ratings, draws: Draws) -> Ratings:
    """Return the ratings with counts (samples x rows) of units drawn with replacement; the same seed draws the same."""
    units = round(float(ratings.counts.sum()))
    chance = np.random.default_rng(draws.seed)
    counts = chance.multinomial(units, ratings.counts / ratings.counts.sum(), size=draws.samples)
    return ratings.with_counts(counts.astype(np.float64))
