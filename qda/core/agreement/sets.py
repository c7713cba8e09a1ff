"""Krippendorff's alpha of units that bear several codes: answers are frozensets, the distance is MASI or Jaccard.

"Alpha with MASI" is not one number. Programs differ in the weights of monotonicity (older versions of NLTK round them,
DKPro turns them round) and in whether an empty set is part of every other and so near to all (DKPro). Here, and in all
that is written out, it is the one of the paper, as in NLTK 3.10: distance = 1 - J M, where J is the size of what both
sets share by the size of what they cover together, and M is 1 for equal sets, 2/3 where one is part of the other, 1/3
where they share something, 0 where they share nothing. Two empty sets are equal; an empty one shares nothing with any
other.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from fractions import Fraction

import numpy as np

from qda.core.agreement import statistic
from qda.core.agreement.alpha import alpha_by
from qda.core.agreement.ratings import Ratings
from qda.core.agreement.tallies import shown, why_uncounted, why_undefined
from qda.i18n import _


def jaccard_distance(one: frozenset[Hashable], other: frozenset[Hashable]) -> float:
    """Return 1 - |shared| / |together| of two sets, 0 for two empty ones. Jaccard, P. (1912), New Phytologist 11."""
    return float(1 - _jaccard(one, other))


def masi_distance(one: frozenset[Hashable], other: frozenset[Hashable]) -> float:
    """Return 1 - Jaccard x monotonicity of two sets. Passonneau, R. (2006), LREC, pp. 831-836."""
    if one == other:
        monotone = Fraction(1)
    elif not one & other:
        monotone = Fraction(0)
    else:
        monotone = Fraction(2, 3) if one <= other or other <= one else Fraction(1, 3)
    return float(1 - _jaccard(one, other) * monotone)


def _jaccard(one: frozenset[Hashable], other: frozenset[Hashable]) -> Fraction:
    return Fraction(len(one & other), len(one | other)) if one or other else Fraction(1)


def _why_no_sets(ratings: Ratings, level: str) -> str:
    if why := why_uncounted(ratings, level):
        return why
    other = next((value for value in ratings.values if not isinstance(value, frozenset)), None)
    if other is None:
        return why_undefined(ratings, level)
    return _("Undefined, because it compares sets of codes, and {value} is none.").format(value=shown(other))


@statistic(
    "krippendorff-alpha-masi",
    _("Krippendorff's alpha of sets (MASI)"),
    "Passonneau, R. (2006), LREC, pp. 831-836: 1 - Jaccard x monotonicity (1, 2/3, 1/3, 0)",
    reason=_why_no_sets,
)
def alpha_masi(ratings: Ratings, _level: str = "nominal") -> np.ndarray:
    """Return alpha of sets of codes with the distance of :func:`masi_distance` (...)."""
    return _of_sets(ratings, masi_distance)


@statistic(
    "krippendorff-alpha-jaccard",
    _("Krippendorff's alpha of sets (Jaccard)"),
    "Jaccard, P. (1912), New Phytologist 11:37-50, in alpha as Artstein & Poesio (2008), Computational Linguistics 34",
    reason=_why_no_sets,
)
def alpha_jaccard(ratings: Ratings, _level: str = "nominal") -> np.ndarray:
    """Return alpha of sets of codes with the distance of :func:`jaccard_distance` (...)."""
    return _of_sets(ratings, jaccard_distance)


def _of_sets(ratings: Ratings, distance: Callable[[frozenset[Hashable], frozenset[Hashable]], float]) -> np.ndarray:
    values = ratings.values
    if not all(isinstance(value, frozenset) for value in values):
        return np.full(ratings.counts.shape[:-1], np.nan)
    apart = np.array([[distance(one, other) for other in values] for one in values]).reshape(len(values), len(values))
    return alpha_by(ratings, apart)
