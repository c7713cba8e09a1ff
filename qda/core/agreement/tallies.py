"""What all statistics of ratings count: answers by unit, agreement observed in pairs of coders, and who varied.

Rules for missing answers, the same for all unless a statistic says otherwise (Gwet, K. L. (2014), Handbook of
Inter-Rater Reliability, 4th ed., chapter 2): a unit that fewer than two coders rated says nothing about agreement and
does not count; every other unit counts once, by the share of its pairs of answers that agree.

Where all answers of the units that count are the same, no coefficient corrected for chance is defined: nothing shows
whether the coders could have told the categories apart. Programs that print 1 or 0 there print a convention.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from itertools import combinations
from numbers import Real

import numpy as np

from qda.core.agreement.ratings import MISSING, Ratings
from qda.i18n import _


def answers(ratings: Ratings) -> np.ndarray:
    """Return how many coders gave each answer in each row (rows x values)."""
    places = np.arange(len(ratings.values))
    return np.asarray((ratings.rows[:, :, None] == places).sum(axis=1), dtype=np.float64)


def pairable(ratings: Ratings) -> np.ndarray:
    """Return which rows hold the answers of two or more coders (rows)."""
    return np.asarray((ratings.rows != MISSING).sum(axis=1) >= 2)


def counted(ratings: Ratings) -> np.ndarray:
    """Return how many units two or more coders rated (...)."""
    return np.asarray(ratings.counts @ pairable(ratings))


def divided(upper: np.ndarray, lower: np.ndarray) -> np.ndarray:
    """Return the quotients, NaN where there is nothing to divide by."""
    upper, lower = np.broadcast_arrays(np.asarray(upper, dtype=np.float64), np.asarray(lower, dtype=np.float64))
    quotients: np.ndarray = np.divide(upper, lower, out=np.full(lower.shape, np.nan), where=lower != 0)
    return quotients


def observed(ratings: Ratings, weights: np.ndarray | None = None) -> np.ndarray:
    """Return the agreement of pairs of answers within units (...): the mean over units that two or more coders rated.

    `weights` (values x values) say how far two answers agree, 1 on the diagonal; without them only equal ones do.
    """
    tally = answers(ratings)
    given = tally.sum(axis=1)
    near = tally if weights is None else tally @ weights
    alike = (tally * near).sum(axis=1) - given
    shares = np.divide(alike, given * (given - 1), out=np.zeros(len(given)), where=given >= 2)
    return divided(ratings.counts @ shares, counted(ratings))


def prevalences(ratings: Ratings) -> np.ndarray:
    """Return the share of each value (... x values): the mean over all rated units of the shares within each of them.

    A unit that a single coder rated counts here (Gwet 2014): it tells how common a value is, if not how coders agree.
    """
    tally = answers(ratings)
    given = tally.sum(axis=1, keepdims=True)
    shares = np.divide(tally, given, out=np.zeros(tally.shape), where=given > 0)
    return divided(ratings.counts @ shares, (ratings.counts @ (given[:, 0] > 0))[..., None])


def varied(ratings: Ratings) -> np.ndarray:
    """Return whether the units that count hold more than one answer (...)."""
    used = ratings.counts @ (answers(ratings) * pairable(ratings)[:, None])
    return np.asarray((used > 0).sum(axis=-1) > 1)


def where_varied(ratings: Ratings, values: np.ndarray) -> np.ndarray:
    """Return the values, NaN where all answers are the same or no unit counts."""
    return np.where(varied(ratings), values, np.nan)


def why_undefined(ratings: Ratings, _level: str = "nominal") -> str:
    """Say in a sentence why a coefficient corrected for chance is not defined."""
    return why_uncounted(ratings) or _why_unvaried(ratings)


def why_uncounted(ratings: Ratings, _level: str = "nominal") -> str:
    """Say in a sentence that there is nothing to compare; nothing where there is."""
    if ratings.rows.shape[1] < 2:
        return _("Undefined, because it takes at least two coders to agree.")
    if not counted(ratings):
        return _("Undefined, because no unit was rated by two coders.")
    return ""


def _why_unvaried(ratings: Ratings) -> str:
    if varied(ratings):
        return ""
    used = ratings.counts @ (answers(ratings) * pairable(ratings)[:, None])
    value = shown(ratings.values[int(np.argmax(used))])
    sentence = _(
        "Undefined, because nobody varied: every answer is {value}, so that agreement cannot be told from chance."
    )
    return sentence.format(value=value)


def shown(value: Hashable) -> str:
    """Return a value as people write it."""
    if isinstance(value, frozenset):
        return "{" + ", ".join(sorted(map(str, value))) + "}"
    return f"“{value}”" if isinstance(value, str) else f"{value:g}" if isinstance(value, float) else str(value)


def numeric(ratings: Ratings) -> bool:
    """Say whether all values are numbers."""
    return all(isinstance(value, Real) for value in ratings.values)


def pairs(ratings: Ratings) -> list[tuple[int, int]]:
    """Return the pairs of coders, by their places."""
    return list(combinations(range(ratings.rows.shape[1]), 2))


def pairwise_mean(ratings: Ratings, of_two: Callable[[Ratings], np.ndarray]) -> np.ndarray:
    """Return the mean of a statistic over all pairs of coders (...), NaN where it is not defined for one of them."""
    found = [of_two(ratings.of(pair)) for pair in pairs(ratings)]
    return np.asarray(np.mean(found, axis=0)) if found else np.full(ratings.counts.shape[:-1], np.nan)


def why_of_a_pair(ratings: Ratings, why: Callable[[Ratings], str]) -> str:
    """Say for which pair of coders a mean over pairs is not defined, and why."""
    for pair in pairs(ratings):
        if reason := why(ratings.of(pair)):
            if ratings.rows.shape[1] == 2:
                return reason
            one, other = (coder_name(ratings, place) for place in pair)
            return _("{one} and {other}: {reason}").format(one=one, other=other, reason=reason)
    return ""


def coder_name(ratings: Ratings, place: int) -> str:
    """Return what the coder at this place is called."""
    return ratings.coders[place] if ratings.coders else _("coder {n}").format(n=place + 1)


def of_two(ratings: Ratings) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return of two coders how often both gave the same answer (...), and how often each gave each (... x values).

    Only units that both rated are in it.
    """
    rows, counts = both_rated(ratings)
    places = np.arange(len(ratings.values))
    one, other = (counts @ (rows[:, [coder]] == places).astype(np.float64) for coder in (0, 1))
    return np.asarray(counts @ (rows[:, 0] == rows[:, 1])), np.asarray(one), np.asarray(other)


def both_rated(ratings: Ratings) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows (rows x 2) that hold the answers of both of two coders, and their counts (... x rows)."""
    both = pairable(ratings)
    return ratings.rows[both], ratings.counts[..., both]
