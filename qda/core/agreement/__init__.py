"""How far coders agree: statistics of ratings, and of passages of free length, each with its source.

A statistic is one function in one of this package's modules under :func:`statistic`; command line, window and tests
find it by its name. All are ours, on numpy arrays of counts; none walks through characters.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qda.errors import NotFoundError
from qda.i18n import _

if TYPE_CHECKING:
    import numpy as np

    from qda.core.agreement.ratings import Ratings

LEVELS = ("nominal", "ordinal", "interval", "ratio")


@dataclass(frozen=True, slots=True)
class Statistic:
    """A statistic of ratings.

    `score(ratings, level)` returns one value for each of the alternatives in the leading dimensions of
    ``ratings.counts`` (a number, shape (), where there are none), NaN where it is not defined; `reason(ratings, level)`
    says in a sentence why, for ratings without alternatives. `pairs` says that it is of exactly two coders, and
    `instead` which to take for more; `levels` which levels of measurement it knows; `source` where the formula stands.
    """

    name: str
    title: str
    source: str
    pairs: bool
    levels: tuple[str, ...]
    score: Callable[[Ratings, str], np.ndarray]
    reason: Callable[[Ratings, str], str]
    instead: str = ""


_found: dict[str, Statistic] = {}


def statistic(
    name: str,
    title: str,
    source: str,
    *,
    reason: Callable[[Ratings, str], str],
    pairs: bool = False,
    levels: Sequence[str] = ("nominal",),
    instead: str = "",
) -> Callable[[Callable[[Ratings, str], np.ndarray]], Callable[[Ratings, str], np.ndarray]]:
    """Make a function known as the statistic `name`."""

    def keep(score: Callable[[Ratings, str], np.ndarray]) -> Callable[[Ratings, str], np.ndarray]:
        _found[name] = Statistic(name, title, source, pairs, tuple(levels), score, reason, instead)
        return score

    return keep


def statistics() -> dict[str, Statistic]:
    """Return all statistics of ratings by name, in the order in which their modules make them known."""
    for module in sorted(found.name for found in pkgutil.iter_modules(__path__)):
        importlib.import_module(f"{__name__}.{module}")
    return dict(_found)


def find_statistic(name: str) -> Statistic:
    """Return a statistic by its name; NotFoundError names all there are."""
    known = statistics()
    if name not in known:
        raise NotFoundError(
            _("There is no statistic {name}; there are {names}.").format(name=name, names=", ".join(known))
        )
    return known[name]
