"""Kappas that take each coder's own use of the values for chance: Cohen's, Light's mean, Conger's exact one."""

from __future__ import annotations

import numpy as np

from qda.core.agreement import statistic
from qda.core.agreement.ratings import MISSING, Ratings
from qda.core.agreement.tallies import (
    coder_name,
    divided,
    observed,
    of_two,
    pairwise_mean,
    where_varied,
    why_of_a_pair,
    why_uncounted,
    why_undefined,
)
from qda.i18n import _


@statistic(
    "cohen-kappa",
    _("Cohen's kappa"),
    "Cohen, J. (1960), Educational and Psychological Measurement 20:37-46, equation 1",
    reason=why_undefined,
    pairs=True,
    instead="light-kappa, conger-kappa",
)
def cohen_kappa(ratings: Ratings, _level: str = "nominal") -> np.ndarray:
    """Return (po - pe) / (1 - pe) of two coders, with pe from what each of them gave (...).

    Only units that both rated count, for chance too. Where one coder gave one answer only and the other did not, it is
    0 whatever the agreement.
    """
    alike, one, other = of_two(ratings)
    n, expected = one.sum(axis=-1), (one * other).sum(axis=-1)
    return where_varied(ratings, divided(n * alike - expected, n * n - expected))


def expected_of_two(ratings: Ratings) -> np.ndarray:
    """Return the agreement of two coders that chance would give for kappa, pe (...)."""
    _alike, one, other = of_two(ratings)
    return divided((one * other).sum(axis=-1), one.sum(axis=-1) ** 2)


def largest_kappa(ratings: Ratings) -> np.ndarray:
    """Return the largest kappa that two coders could reach, so often as each gave the values (...).

    Cohen 1960, equation 13: the agreement is then the sum of the lesser of both shares of each value.
    """
    _alike, one, other = of_two(ratings)
    n, expected = one.sum(axis=-1), (one * other).sum(axis=-1)
    most = np.minimum(one, other).sum(axis=-1)
    return where_varied(ratings, divided(n * most - expected, n * n - expected))


def _why_no_light(ratings: Ratings, level: str) -> str:
    return why_uncounted(ratings, level) or why_of_a_pair(ratings, why_undefined)


@statistic(
    "light-kappa",
    _("Light's kappa (mean of pairs)"),
    "Light, R. J. (1971), Psychological Bulletin 76:365-377; the mean of Cohen's kappa over all pairs",
    reason=_why_no_light,
)
def light_kappa(ratings: Ratings, level: str = "nominal") -> np.ndarray:
    """Return the mean of Cohen's kappa over all pairs of coders (...), each over the units that both rated.

    It is not defined where the kappa of one pair isn't: leaving such pairs out would be a mean of the others.
    """
    return pairwise_mean(ratings, lambda two: cohen_kappa(two, level))


def _why_no_conger(ratings: Ratings, level: str) -> str:
    if why := why_undefined(ratings, level):
        return why
    idle = np.flatnonzero(~(ratings.counts @ (ratings.rows != MISSING) > 0))
    names = [coder_name(ratings, int(place)) for place in idle]
    return _("Undefined, because {coder} rated nothing.").format(coder=names[0]) if names else ""


@statistic(
    "conger-kappa",
    _("Conger's kappa (exact)"),
    "Conger, A. J. (1980), Psychological Bulletin 88:322-328; with missing answers Gwet (2014), chapter 2",
    reason=_why_no_conger,
)
def conger_kappa(ratings: Ratings, _level: str = "nominal") -> np.ndarray:
    """Return (po - pe) / (1 - pe), with pe the mean over pairs of coders of what each of the two gave (...).

    For two coders with nothing missing it is Cohen's kappa. With missing answers each coder's shares are over all that
    this coder rated. NaN, too, where one coder rated nothing.
    """
    places = np.arange(len(ratings.values))
    gave = ratings.rows[:, :, None] == places
    coders = ratings.rows.shape[1]
    rows = ratings.counts.shape[-1]
    totals = ratings.counts @ (ratings.rows != MISSING)
    sums = ratings.counts @ gave.reshape(rows, -1).astype(np.float64)
    shares = divided(sums.reshape(*totals.shape, len(places)), totals[..., None])
    together = shares.sum(axis=-2)
    expected = divided((together**2).sum(axis=-1) - (shares**2).sum(axis=(-2, -1)), np.asarray(coders * (coders - 1.0)))
    return where_varied(ratings, divided(observed(ratings) - expected, 1 - expected))
