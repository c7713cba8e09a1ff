"""Agreement as it is observed, without a correction for chance: percent, positive and negative, Holsti, Dice."""

from __future__ import annotations

import numpy as np

from qda.core.agreement import statistic
from qda.core.agreement.ratings import MISSING, Ratings
from qda.core.agreement.tallies import (
    answers,
    divided,
    observed,
    pairable,
    pairwise_mean,
    shown,
    why_of_a_pair,
    why_uncounted,
)
from qda.i18n import _


@statistic(
    "percent",
    _("Percent agreement"),
    "Fleiss, J. L. (1971), Psychological Bulletin 76:378-382, P-bar (equation 3), for two coders the share of units",
    reason=why_uncounted,
)
def percent(ratings: Ratings, _level: str = "nominal") -> np.ndarray:
    """Return the share of pairs of coders that gave the same answer, the mean over units that two or more rated (...).

    For two coders that is the share of units on which they agree.
    """
    return observed(ratings)


def positive_agreement(ratings: Ratings) -> np.ndarray:
    """Return 2 x both / (one's + other's) for the second of two values, summed over all pairs of coders (...).

    Cicchetti, D. V. & Feinstein, A. R. (1990), Journal of Clinical Epidemiology 43:551-558: of what coders said with
    that answer, the part that was said together. NaN where nobody gave it, or there are not two values.
    """
    return _of_value(ratings, 1)


def negative_agreement(ratings: Ratings) -> np.ndarray:
    """Return the same for the first of two values (...)."""
    return _of_value(ratings, 0)


def _of_value(ratings: Ratings, place: int) -> np.ndarray:
    if len(ratings.values) != 2:
        return np.full(ratings.counts.shape[:-1], np.nan)
    tally = answers(ratings)
    said, given = tally[:, place], tally.sum(axis=1)
    # Of said answers in a row, each meets said - 1 of its kind and given - 1 of any.
    return divided(ratings.counts @ (said * (said - 1)), ratings.counts @ (said * np.maximum(given - 1, 0)))


def _why_no_dice(ratings: Ratings, level: str) -> str:
    if why := why_uncounted(ratings, level):
        return why
    if len(ratings.values) != 2:
        sentence = _("Undefined, because it is about two values, coded or not coded, and here there are {count}.")
        return sentence.format(count=len(ratings.values))
    return _("Undefined, because nobody gave the answer {value} where another coder answered too.").format(
        value=shown(ratings.values[1])
    )


@statistic(
    "dice",
    _("Dice (positive agreement)"),
    "Dice, L. R. (1945), Ecology 26:297-302; F1 of information retrieval is the same number",
    reason=_why_no_dice,
)
def dice(ratings: Ratings, _level: str = "nominal") -> np.ndarray:
    """Return 2 x both / (one's + other's) for the second of two values (coded, yes), over all pairs of coders (...)."""
    return positive_agreement(ratings)


def _why_no_holsti(ratings: Ratings, level: str) -> str:
    return why_uncounted(ratings, level) or why_of_a_pair(ratings, why_uncounted)


@statistic(
    "holsti",
    _("Holsti's coefficient of reliability"),
    "Holsti, O. R. (1969), Content Analysis for the Social Sciences and Humanities, p. 140: 2M / (N1 + N2)",
    reason=_why_no_holsti,
)
def holsti(ratings: Ratings, _level: str = "nominal") -> np.ndarray:
    """Return 2M / (N1 + N2), the mean over pairs of coders (...).

    M are the decisions on which two agree, N1 and N2 all that each made. Its rule for missing answers is thus its own:
    a unit that only one of the two rated counts against agreement. Without missing answers it is percent agreement.
    """
    return pairwise_mean(ratings, _holsti_of_two)


def _holsti_of_two(two: Ratings) -> np.ndarray:
    alike = pairable(two) & (two.rows[:, 0] == two.rows[:, 1])
    made = (two.rows != MISSING).sum(axis=1)
    return np.where(two.counts @ pairable(two) > 0, divided(2 * (two.counts @ alike), two.counts @ made), np.nan)
