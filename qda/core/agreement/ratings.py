"""Ratings: what each coder says of each unit, equal units put together and counted.

Almost everything that coders agree on is the same from unit to unit: of a million characters most are coded by nobody.
So statistics work on the few different *rows* of answers and on how many units have each. Counts of several sources
are added, and a bootstrap is a product of a matrix of weights with the counts of each source.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from numbers import Real
from typing import Any

import numpy as np

MISSING = -1


@dataclass(frozen=True, slots=True)
class Ratings:
    """Units rated by coders.

    `rows` (rows x coders, integers) holds the place of each answer in `values`, -1 where a coder gave none; no two rows
    are equal. `counts` (... x rows) says how many units have each row; leading dimensions are alternatives, such as the
    samples of a bootstrap. `values` are the categories in their order: numbers, words, or frozensets of codes.
    """

    rows: np.ndarray
    counts: np.ndarray
    values: tuple[Any, ...]
    coders: tuple[str, ...] = ()

    @property
    def n(self) -> np.ndarray:
        """How many units there are, for each alternative."""
        return np.asarray(self.counts.sum(axis=-1))

    def with_counts(self, counts: np.ndarray) -> Ratings:
        """Return the same rows with other counts (... x rows)."""
        return replace(self, counts=counts)

    def of(self, places: Sequence[int]) -> Ratings:
        """Return the ratings of some coders, by their places; rows that are the same then are put together."""
        rows, inverse = np.unique(self.rows[:, list(places)], axis=0, return_inverse=True)
        put_together = np.zeros((len(self.rows), len(rows)))
        put_together[np.arange(len(self.rows)), inverse.reshape(-1)] = 1
        coders = tuple(self.coders[place] for place in places) if self.coders else ()
        return Ratings(rows, self.counts @ put_together, self.values, coders)


def ratings_of(
    units: Iterable[Sequence[Hashable | None]],
    values: Sequence[Hashable] | None = None,
    *,
    coders: Sequence[str] = (),
) -> Ratings:
    """Return the ratings of a table with a row for each unit and an answer, or None, of each coder.

    `values` fixes the order of the categories; otherwise they come in ascending order (numbers), or as they sort as
    text. Raises ValueError where rows differ in length or an answer is not among `values`.
    """
    counted: dict[tuple[Hashable | None, ...], int] = {}
    for unit in units:
        key = tuple(unit)
        counted[key] = counted.get(key, 0) + 1
    width = len(coders) or len(next(iter(counted), ()))
    if any(len(row) != width for row in counted):
        raise ValueError("each unit needs an answer, or None, of each coder")
    if values is None:
        answers = {answer for row in counted for answer in row if answer is not None}
        values = sorted(answers, key=_order)
    places: dict[Hashable | None, int] = {value: place for place, value in enumerate(values)}
    places[None] = MISSING
    try:
        rows = [[places[answer] for answer in row] for row in counted]
    except KeyError as error:
        raise ValueError(f"{error.args[0]!r} is not among the values") from error
    return Ratings(
        np.array(rows, dtype=np.int64).reshape(len(rows), width),
        np.array(list(counted.values()), dtype=np.float64),
        tuple(values),
        tuple(coders),
    )


def _order(value: Any) -> tuple[int, Any]:
    """Sort numbers as numbers, before everything else, which sorts as text."""
    if isinstance(value, Real):
        return 0, float(value)
    if isinstance(value, frozenset):
        return 1, tuple(sorted(map(str, value)))
    return 1, (str(value),)
