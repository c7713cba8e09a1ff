"""Tables as notebooks give them: lists, arrays and data frames become rows, and what stands for nothing is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

from qda.errors import RefusedError
from qda.i18n import _


def rows_of(table: Any) -> list[Sequence[Any]]:
    """Return the rows of a list of rows, an array or a data frame (which by itself would be the names of its columns).

    Raises RefusedError for what has no rows: one column alone, text, and sets and mappings, whose order says nothing.
    """
    plain = table.to_numpy() if hasattr(table, "to_numpy") else table
    plain = plain.tolist() if hasattr(plain, "tolist") else plain
    if not isinstance(plain, Iterable) or isinstance(plain, (str, bytes, Mapping, Set)):
        raise RefusedError(_("Give a list of rows, an array or a data frame: a row a unit, a column a coder."))
    rows = list(plain)
    for row in rows:
        if not isinstance(row, Iterable) or isinstance(row, (str, bytes, Mapping, Set)):
            sentence = _("Each row is a list with a cell for each column, and {row} is none.")
            raise RefusedError(sentence.format(row=repr(row)))
    return [row.tolist() if hasattr(row, "tolist") else tuple(row) for row in rows]


def is_missing(cell: Any) -> bool:
    """Say whether a cell is None or what numpy and pandas write for nothing: NaN, NaT and NA."""
    if cell is None:
        return True
    try:
        return bool(cell != cell)
    except TypeError:  # pandas.NA is neither equal to anything nor different from it.
        return True
    except ValueError:  # An array is no cell, but not missing either.
        return False
