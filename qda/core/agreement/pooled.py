"""Kappas that take what all coders gave together for chance: Scott's pi and Fleiss' kappa."""

from __future__ import annotations

import numpy as np

from qda.core.agreement import statistic
from qda.core.agreement.ratings import Ratings
from qda.core.agreement.tallies import divided, observed, of_two, prevalences, where_varied, why_undefined
from qda.i18n import _


@statistic(
    "scott-pi",
    _("Scott's pi"),
    "Scott, W. A. (1955), Public Opinion Quarterly 19:321-325",
    reason=why_undefined,
    pairs=True,
    instead="fleiss-kappa",
)
def scott_pi(ratings: Ratings, _level: str = "nominal") -> np.ndarray:
    """Return (po - pe) / (1 - pe) of two coders, with pe from what both gave together (...).

    Only units that both rated count, for chance too.
    """
    alike, one, other = of_two(ratings)
    n, expected = one.sum(axis=-1), ((one + other) ** 2).sum(axis=-1)
    return where_varied(ratings, divided(4 * n * alike - expected, 4 * n * n - expected))


@statistic(
    "fleiss-kappa",
    _("Fleiss' kappa"),
    "Fleiss, J. L. (1971), Psychological Bulletin 76:378-382; with missing answers Gwet (2014), chapter 2",
    reason=why_undefined,
)
def fleiss_kappa(ratings: Ratings, _level: str = "nominal") -> np.ndarray:
    """Return (po - pe) / (1 - pe), with pe from what all coders gave together (...).

    For two coders it is Scott's pi, not Cohen's kappa. A unit that a single coder rated counts for how common the
    values are (Gwet 2014), not for agreement: with such units it differs from Scott's pi.
    """
    expected = (prevalences(ratings) ** 2).sum(axis=-1)
    return where_varied(ratings, divided(observed(ratings) - expected, 1 - expected))
