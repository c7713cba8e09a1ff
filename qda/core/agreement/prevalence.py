"""What lowers a kappa beside disagreement: how unevenly two values are given, and how differently by two coders."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from qda.core.agreement.ratings import Ratings
from qda.core.agreement.tallies import both_rated, divided


def prevalence_index(ratings: Ratings) -> np.ndarray:
    """Return (both the second value - both the first) / n of two coders (...), from -1 to 1; NaN without two values.

    Byrt, T., Bishop, J. & Carlin, J. B. (1993), Journal of Clinical Epidemiology 46:423-429. Some print it without
    its sign.
    """
    return _mean(ratings, lambda one, other: one + other - 1)


def bias_index(ratings: Ratings) -> np.ndarray:
    """Return how much more of the units the first coder gave the second value than the other did (...), from -1 to 1.

    Byrt, Bishop & Carlin 1993: (b - c) / n. NaN without two values.
    """
    return _mean(ratings, lambda one, other: one - other)


def _mean(ratings: Ratings, of_answers: Callable[[np.ndarray, np.ndarray], np.ndarray]) -> np.ndarray:
    """Return the mean over units that two coders rated with 0 or 1, the places of two values."""
    if len(ratings.values) != 2 or ratings.rows.shape[1] != 2:
        return np.full(ratings.counts.shape[:-1], np.nan)
    rows, counts = both_rated(ratings)
    return divided(counts @ of_answers(rows[:, 0], rows[:, 1]), counts.sum(axis=-1))
