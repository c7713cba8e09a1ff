"""A statistic of a table of ratings as it is told: its value or why there is none, the interval, how many units."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any

import numpy as np

from qda.core.agreement import LEVELS, Statistic, find_statistic, statistics
from qda.core.agreement.bootstrap import drawn, draws_of_units
from qda.core.agreement.drawing import Draws, no_value, undefined_too_often
from qda.core.agreement.given import is_missing, rows_of
from qda.core.agreement.ratings import Ratings, ratings_of
from qda.core.agreement.tallies import counted, numeric
from qda.core.agreement.weighted import kappa_by
from qda.core.attribute_types import number
from qda.errors import RefusedError
from qda.i18n import _

# In the order in which they are shown where nobody chose: what was observed comes first.
_USUAL = ("percent", "cohen-kappa", "light-kappa", "conger-kappa", "scott-pi", "fleiss-kappa", "krippendorff-alpha")
_USUAL_FREE = ("gwet-ac1", "brennan-prediger")
_WHATEVER = ("percent", "holsti")
_BY_ORDER = ("percent", "weighted-kappa", "weighted-kappa-quadratic", "krippendorff-alpha", "gwet-ac2")
OF_SETS = ("krippendorff-alpha-masi", "krippendorff-alpha-jaccard")
"""The statistics whose answers are sets of codes."""


@dataclass(frozen=True, slots=True)
class Score:
    """One statistic of ratings; ``float(score)`` is its value.

    `value` is None where it is not defined, and `reason` says why in a sentence. `n` is how many units two or more
    coders rated. `low` and `high` are the interval; where they are None, `why_no_interval` says why.
    """

    value: float | None
    reason: str
    n: int
    low: float | None = None
    high: float | None = None
    why_no_interval: str = ""

    def __float__(self) -> float:
        return math.nan if self.value is None else self.value


def score(ratings: Ratings, name: str, level: str = "nominal", *, draws: Draws | None = None) -> Score:
    """Return a statistic of a table of ratings; with `draws` an interval over its units.

    Raises NotFoundError for no statistic, RefusedError for a level that there isn't and a statistic of two coders where
    there are more, with the one to take.
    """
    check_level(level)
    found = find_statistic(name)
    check_coders(found, ratings)
    known = level if level in found.levels else found.levels[0]  # equal or not: it asks no more of the answers
    number_of_units = int(counted(ratings))
    value = float(found.score(ratings, known)) if number_of_units else math.nan
    if not math.isfinite(value):
        return Score(None, found.reason(ratings, known), number_of_units, None, None, no_value())
    if draws is None or draws.why:
        return Score(value, "", number_of_units, None, None, draws.why if draws else "")
    low, high = draws.interval(np.asarray(found.score(drawn(ratings, draws), known)))
    if math.isnan(low):
        return Score(value, "", number_of_units, None, None, undefined_too_often())
    return Score(value, "", number_of_units, float(low), float(high))


def check_level(level: str) -> None:
    """Raise RefusedError for what is no level of measurement."""
    if level not in LEVELS:
        raise RefusedError(
            _("“{level}” is no level of measurement; there are {levels}.").format(level=level, levels=", ".join(LEVELS))
        )


def check_coders(found: Statistic, ratings: Ratings) -> None:
    """Raise RefusedError where a statistic of two coders is asked for of more."""
    coders = ratings.rows.shape[1]
    if found.pairs and coders > 2:
        sentence = _("{title} is of two coders, and here there are {count}; take {instead}.")
        raise RefusedError(sentence.format(title=found.title, count=coders, instead=found.instead))


def usual(ratings: Ratings, level: str = "nominal") -> tuple[str, ...]:
    """Return the names of the statistics that suit a table, none twice under another name, for where nobody chose."""
    coders = ratings.rows.shape[1]
    names = (*_USUAL, *_USUAL_FREE, "dice") if level == "nominal" else _BY_ORDER
    known = suited(ratings, level)
    same = ("light-kappa", "conger-kappa", "fleiss-kappa") if coders == 2 else ()
    return tuple(name for name in (*names, *OF_SETS) if name in known and name not in same)


def suited(ratings: Ratings, level: str = "nominal") -> tuple[str, ...]:
    """Return the names of all statistics that can be told of a table: by number of coders, level and kind of answer."""
    coders, size = ratings.rows.shape[1], len(ratings.values)
    sets = any(isinstance(value, frozenset) for value in ratings.values)
    names = []
    for name, one in statistics().items():
        leveled = level in one.levels or name in _WHATEVER
        ordered = len(one.levels) > 1 and name != "krippendorff-alpha"
        kind = (name in OF_SETS) == sets or (sets and not ordered)
        weighable = not ordered or level != "nominal" or (numeric(ratings) and size > 2)
        if leveled and kind and weighable and not (one.pairs and coders > 2) and (name != "dice" or size == 2):
            names.append(name)
    return tuple(names)


def agreement(
    rows: Iterable[Sequence[Any]],
    statistic: str = "krippendorff-alpha",
    level: str = "nominal",
    *,
    values: Sequence[Any] | None = None,
    weights: Sequence[Sequence[float]] | None = None,
    interval: bool = False,
    seed: int | None = None,
) -> Score:
    """Return a statistic of ratings: a row a unit, in it an answer of each coder, None where one gave none.

    NaN and empty text are no answers either; sets become frozensets, and text that is all numbers becomes numbers.
    `values` are the categories in their order, with those that nobody gave; words have none without it. `weights` (a
    row and a column a value) are disagreements for `weighted-kappa`, in place of plain distances. With `interval` units
    are drawn again, with `seed`.
    """
    ratings = ratings_from(rows, values, level)
    if weights is not None:
        return _weighted(ratings, statistic, weights)
    chosen = {} if seed is None else {"seed": seed}
    return score(ratings, statistic, level, draws=draws_of_units(ratings, **chosen) if interval else None)


def _weighted(ratings: Ratings, statistic: str, weights: Sequence[Sequence[float]]) -> Score:
    matrix = np.asarray(weights, dtype=np.float64)
    size = len(ratings.values)
    if statistic != "weighted-kappa":
        raise RefusedError(_("Weights of one's own are for weighted-kappa, not for {name}.").format(name=statistic))
    if matrix.shape != (size, size):
        raise RefusedError(
            _("The weights need {size} rows and columns, one for each value, from low to high.").format(size=size)
        )
    found = find_statistic(statistic)
    check_coders(found, ratings)
    value = float(kappa_by(ratings, matrix)) if ratings.rows.shape[1] == 2 else math.nan
    n = int(counted(ratings))
    if math.isfinite(value):
        return Score(value, "", n)
    reason = found.reason(ratings, "ordinal") or _("Undefined, because no disagreement that can occur has a weight.")
    return Score(None, reason, n)


def ratings_from(
    rows: Iterable[Sequence[Any]],
    values: Sequence[Any] | None = None,
    level: str = "nominal",
    coders: Sequence[str] = (),
) -> Ratings:
    """Return the ratings of a table, cleaned as :func:`agreement` says.

    Raises RefusedError for what is no table, rows that differ in length, an answer that is not among `values` or is
    infinite, and words at the level ordinal whose order nobody said.
    """
    check_level(level)
    table = [tuple(_answer(cell) for cell in row) for row in rows_of(rows)]
    if len({len(row) for row in table}) > 1:
        raise RefusedError(_("Each unit needs an answer, or None, of each coder: the rows differ in length."))
    given = {cell for row in table for cell in row if cell is not None}
    declared = None if values is None else [_answer(value) for value in values]
    as_numbers = _as_numbers([*given, *(declared or ())])
    if as_numbers is not None:
        table = [tuple(as_numbers.get(cell) for cell in row) for row in table]
        declared = None if declared is None else list(dict.fromkeys(as_numbers[value] for value in declared))
    elif level == "ordinal" and declared is None and not all(isinstance(value, Real) for value in given):
        raise RefusedError(_("Words have no order of their own: say the values from low to high."))
    try:
        return ratings_of(table, declared, coders=coders)
    except ValueError as error:
        raise RefusedError(
            _("An answer is not among the values that were said: {error}.").format(error=error)
        ) from error


def _answer(cell: Any) -> Any:
    if isinstance(cell, (set, frozenset)):
        return frozenset(cell)
    if isinstance(cell, str):
        return cell.strip() or None
    if is_missing(cell):
        return None
    answer = cell.item() if isinstance(cell, np.generic) else cell
    if isinstance(answer, Real) and math.isinf(answer):
        raise RefusedError(_("An answer is infinite, which is no distance from any other; leave it out as None."))
    try:
        hash(answer)
    except TypeError as error:
        sentence = _("{answer} is no answer: give a word or a number, or a set of codes.")
        raise RefusedError(sentence.format(answer=answer)) from error
    return answer


def _as_numbers(answers: Sequence[Any]) -> Mapping[Any, float] | None:
    """Return the numbers that all the answers are, written as text or not, or None where one is none."""
    found: dict[Any, float] = {}
    for answer in answers:
        amount = number(answer) if isinstance(answer, str) else answer if isinstance(answer, Real) else None
        if amount is None:
            return None
        found[answer] = float(amount)
    return found
