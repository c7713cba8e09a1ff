"""Krippendorff's alpha of ratings: any number of coders and values, missing answers, nominal to ratio."""

from __future__ import annotations

import numpy as np

from qda.core.agreement import LEVELS, statistic
from qda.core.agreement.ratings import Ratings
from qda.core.agreement.spacing import BY_NUMBER, why_no_numbers
from qda.core.agreement.tallies import answers, divided, numeric, shown, where_varied, why_uncounted, why_undefined
from qda.i18n import _


def _why_no_alpha(ratings: Ratings, level: str) -> str:
    if why := why_uncounted(ratings, level):
        return why
    if level in BY_NUMBER and (why := why_no_numbers(ratings, level)):
        return why
    if level == "ratio" and (below := [value for value in ratings.values if value < 0]):
        return _("Undefined, because a ratio has no meaning below zero, and {value} is.").format(value=shown(below[0]))
    return why_undefined(ratings, level)


@statistic(
    "krippendorff-alpha",
    _("Krippendorff's alpha"),
    "Krippendorff, K. (2011), Computing Krippendorff's Alpha-Reliability, University of Pennsylvania, sections A to E",
    reason=_why_no_alpha,
    levels=LEVELS,
)
def krippendorff_alpha(ratings: Ratings, level: str = "nominal") -> np.ndarray:
    """Return 1 - Do / De with the distance of the level (...).

    A unit with a single answer is left out, for chance too (Krippendorff 2011, section C): it pairs with nothing.
    Ordinal distances come from the order of the values and how often each was given, so that it makes no difference how
    the values are written. At ratio level 0 and 0 are not apart.
    """
    if level == "nominal":
        size = len(ratings.values)
        return alpha_by(ratings, 1 - np.eye(size))
    if level == "ordinal":
        return _ordinal(ratings)
    if not numeric(ratings):
        return np.full(ratings.counts.shape[:-1], np.nan)
    numbers = np.array([float(value) for value in ratings.values])
    apart = numbers[:, None] - numbers
    if level == "interval":
        return alpha_by(ratings, apart**2)
    if (numbers < 0).any():
        return np.full(ratings.counts.shape[:-1], np.nan)
    together = numbers[:, None] + numbers
    return alpha_by(ratings, np.divide(apart, together, out=np.zeros(apart.shape), where=together != 0) ** 2)


def alpha_by(ratings: Ratings, distances: np.ndarray) -> np.ndarray:
    """Return alpha for squared distances of values (values x values), 0 on the diagonal (...).

    1 - (n - 1) sum(o d) / sum(n_c n_k d), with o the coincidences in units of two or more answers, n_c how often each
    value was given in them, and n all these answers.
    """
    tally = answers(ratings)
    given = tally.sum(axis=1)
    apart = (tally * (tally @ distances)).sum(axis=1)
    apart = np.divide(apart, given - 1, out=np.zeros(len(given)), where=given >= 2)
    gave = ratings.counts @ (tally * (given >= 2)[:, None])
    n = gave.sum(axis=-1)
    chance = (gave * (gave @ distances)).sum(axis=-1)
    return where_varied(ratings, 1 - divided((n - 1) * (ratings.counts @ apart), chance))


def _ordinal(ratings: Ratings) -> np.ndarray:
    """Return ordinal alpha (...): interval alpha on mean ranks.

    The distance between two values is the number of answers from one to the other, each of both ends counted half:
    the difference of their mean ranks. So it depends on the counts, and is new for each alternative.
    """
    tally = answers(ratings)
    given = tally.sum(axis=1)
    pairing = given >= 2
    gave = ratings.counts @ (tally * pairing[:, None])
    n = gave.sum(axis=-1)
    ranks = np.cumsum(gave, axis=-1) - gave / 2 - n[..., None] / 2  # about their middle: no digits are lost
    sums, squares = ranks @ tally.T, ranks**2 @ tally.T
    within = np.divide(
        2 * (given * squares - sums**2), given - 1, out=np.zeros(sums.shape), where=np.broadcast_to(pairing, sums.shape)
    )
    # The ranks have their middle at 0, so that the sum of products of two answers' ranks is nothing.
    chance = 2 * n * (gave * ranks**2).sum(axis=-1)
    return where_varied(ratings, 1 - divided((n - 1) * (ratings.counts * within).sum(axis=-1), chance))
