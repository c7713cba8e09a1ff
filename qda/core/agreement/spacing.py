"""How far apart two values are: places in an order or numbers, plain or squared, and sets of codes."""

from __future__ import annotations

from numbers import Real

import numpy as np

from qda.core.agreement.ratings import Ratings
from qda.core.agreement.tallies import numeric, shown, why_uncounted, why_undefined
from qda.i18n import _

PLAIN, SQUARED = "linear", "quadratic"
BY_NUMBER = ("interval", "ratio")


def positions(ratings: Ratings, level: str) -> np.ndarray | None:
    """Return where each value stands (values): its number at the levels interval and ratio, else its place.

    The place is that in the order of the values. None for words at the levels nominal, interval and ratio.
    """
    if level in BY_NUMBER:
        if not numeric(ratings):
            return None
        return np.array([float(value) for value in ratings.values])
    if level == "nominal" and not numeric(ratings):
        return None
    return np.arange(len(ratings.values), dtype=np.float64)


def distances(ratings: Ratings, level: str, power: str) -> np.ndarray | None:
    """Return how far apart the values are (values x values), plain or squared, or None where they have no order."""
    found = positions(ratings, level)
    if found is None:
        return None
    apart = np.abs(found[:, None] - found)
    return np.asarray(apart**2 if power == SQUARED else apart)


def closeness(ratings: Ratings, level: str, power: str) -> np.ndarray | None:
    """Return weights of agreement (values x values): 1 for equal values, 0 for the two farthest from each other."""
    apart = distances(ratings, level, power)
    if apart is None or not apart.size:
        return None
    return np.asarray(1 - apart / (apart.max() or 1))


def why_unordered(ratings: Ratings, level: str) -> str:
    """Say why a statistic that weighs how far answers are apart is not defined."""
    return why_uncounted(ratings, level) or _why_no_order(ratings, level) or why_undefined(ratings, level)


def _why_no_order(ratings: Ratings, level: str) -> str:
    if positions(ratings, level) is not None:
        return ""
    if level in BY_NUMBER:
        return why_no_numbers(ratings, level)
    return _(
        "Undefined, because words have no order that could be weighed; choose the level ordinal if these have one."
    )


def why_no_numbers(ratings: Ratings, level: str) -> str:
    """Say that the level takes numbers where there are other values; nothing where all are numbers."""
    other = next((value for value in ratings.values if not isinstance(value, Real)), None)
    if other is None:
        return ""
    return _("Undefined, because the level {level} takes numbers, and {value} is none.").format(
        level=level, value=shown(other)
    )
