"""Weighted kappa of two coders: an answer that is near counts in part."""

from __future__ import annotations

import numpy as np

from qda.core.agreement import statistic
from qda.core.agreement.ratings import Ratings
from qda.core.agreement.spacing import PLAIN, SQUARED, distances, why_unordered
from qda.core.agreement.tallies import both_rated, divided, of_two, where_varied
from qda.i18n import _

_SOURCE = "Cohen, J. (1968), Psychological Bulletin 70:213-220, equation 8"
_LEVELS = ("nominal", "ordinal", "interval", "ratio")


@statistic(
    "weighted-kappa",
    _("Weighted kappa (linear weights)"),
    _SOURCE,
    reason=why_unordered,
    pairs=True,
    levels=_LEVELS,
    instead="krippendorff-alpha",
)
def weighted_kappa(ratings: Ratings, level: str = "nominal") -> np.ndarray:
    """Return kappa with the disagreement of two answers as large as they are apart (...).

    Values are as far apart as numbers where the level is interval or ratio, otherwise as their places in the order.
    Only units that both coders rated count.
    """
    return _spaced(ratings, level, PLAIN)


@statistic(
    "weighted-kappa-quadratic",
    _("Weighted kappa (quadratic weights)"),
    _SOURCE,
    reason=why_unordered,
    pairs=True,
    levels=_LEVELS,
    instead="krippendorff-alpha",
)
def weighted_kappa_quadratic(ratings: Ratings, level: str = "nominal") -> np.ndarray:
    """Return kappa with the disagreement of two answers as large as the square of what they are apart (...)."""
    return _spaced(ratings, level, SQUARED)


def _spaced(ratings: Ratings, level: str, power: str) -> np.ndarray:
    weights = distances(ratings, level, power)
    if weights is None:
        return np.full(ratings.counts.shape[:-1], np.nan)
    return kappa_by(ratings, weights)


def kappa_by(ratings: Ratings, weights: np.ndarray) -> np.ndarray:
    """Return Cohen's weighted kappa of two coders for weights of disagreement (values x values) (...).

    The weights are 0 on the diagonal: 1 - n sum(w o) / sum(w a b), with o the counts of pairs of answers, a and b those
    of each coder's. NaN where every disagreement that chance could give weighs nothing.
    """
    rows, counts = both_rated(ratings)
    _alike, one, other = of_two(ratings)
    apart = counts @ weights[rows[:, 0], rows[:, 1]]
    return where_varied(ratings, 1 - divided(one.sum(axis=-1) * apart, ((one @ weights) * other).sum(axis=-1)))
