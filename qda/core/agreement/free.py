"""Coefficients that take something else for chance than what was given: Brennan-Prediger, Randolph, Gwet."""

from __future__ import annotations

import numpy as np

from qda.core.agreement import statistic
from qda.core.agreement.ratings import Ratings
from qda.core.agreement.spacing import SQUARED, closeness, why_unordered
from qda.core.agreement.tallies import divided, observed, prevalences, where_varied, why_undefined
from qda.i18n import _

# These have a value by their formulas where categories were declared and nobody varied, 1; it says nothing of the
# coders, and here it is undefined as all other coefficients are (tallies.py).


@statistic(
    "brennan-prediger",
    _("Brennan-Prediger coefficient"),
    "Brennan, R. L. & Prediger, D. J. (1981), Educational and Psychological Measurement 41:687-699; Bennett's S, PABAK",
    reason=why_undefined,
)
def brennan_prediger(ratings: Ratings, _level: str = "nominal") -> np.ndarray:
    """Return (po - 1/q) / (1 - 1/q), with q the number of values (...).

    Values that were declared count though nobody gave them. With two values it is 2 po - 1, the "prevalence and bias
    adjusted kappa" of Byrt, Bishop & Carlin 1993.
    """
    expected = 1 / max(len(ratings.values), 1)
    return where_varied(ratings, divided(observed(ratings) - expected, np.asarray(1 - expected)))


@statistic(
    "randolph-kappa",
    _("Randolph's kappa (free marginals)"),
    "Randolph, J. J. (2005), Free-marginal multirater kappa, Joensuu Learning and Instruction Symposium",
    reason=why_undefined,
)
def randolph_kappa(ratings: Ratings, level: str = "nominal") -> np.ndarray:
    """Return (po - 1/q) / (1 - 1/q) (...): Brennan-Prediger under the name it has for several coders."""
    return brennan_prediger(ratings, level)


@statistic(
    "gwet-ac1",
    _("Gwet's AC1"),
    "Gwet, K. L. (2008), British Journal of Mathematical and Statistical Psychology 61:29-48",
    reason=why_undefined,
)
def gwet_ac1(ratings: Ratings, _level: str = "nominal") -> np.ndarray:
    """Return (po - pe) / (1 - pe), with pe = sum of p (1 - p) / (q - 1) over the q values (...).

    Values that were declared count though nobody gave them. A unit that a single coder rated counts for how common the
    values are (Gwet 2014), not for agreement.
    """
    return gwet(ratings, np.eye(len(ratings.values)))


@statistic(
    "gwet-ac2",
    _("Gwet's AC2 (quadratic weights)"),
    "Gwet, K. L. (2014), Handbook of Inter-Rater Reliability, 4th ed., chapter 3",
    reason=why_unordered,
    levels=("nominal", "ordinal", "interval", "ratio"),
)
def gwet_ac2(ratings: Ratings, level: str = "nominal") -> np.ndarray:
    """Return AC1 with quadratic weights (...): an answer that is near counts in part.

    Values are as far apart as numbers where the level is interval or ratio, otherwise as their places in the order.
    """
    weights = closeness(ratings, level, SQUARED)
    if weights is None:
        return np.full(ratings.counts.shape[:-1], np.nan)
    return gwet(ratings, weights)


def gwet(ratings: Ratings, weights: np.ndarray) -> np.ndarray:
    """Return Gwet's coefficient for weights of agreement (values x values), 1 on the diagonal (...)."""
    size = len(ratings.values)
    if size < 2:
        return np.full(ratings.counts.shape[:-1], np.nan)
    shares = prevalences(ratings)
    expected = weights.sum() * (shares * (1 - shares)).sum(axis=-1) / (size * (size - 1))
    return where_varied(ratings, divided(observed(ratings, weights) - expected, 1 - expected))
