"""What a damaged file holds where something else should be: an error that every way into a project puts in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Integer
from sqlalchemy.engine import Dialect


class OddValueError(sqlite3.DatabaseError, ValueError):
    """A damaged file holds something else than should be there."""


class Whole(Integer):
    """A column of whole numbers that gives nothing else, whatever a damaged file holds: SQLite itself lets all pass."""

    def result_processor(
        self,
        dialect: Dialect,  # noqa: ARG002
        coltype: object,  # noqa: ARG002
    ) -> Callable[[Any], Any]:
        """Return what looks at a value that is read."""
        return _whole


class WholeOrEmpty(Whole):
    """A column as :class:`Whole`, in which there may be nothing."""

    def result_processor(
        self,
        dialect: Dialect,  # noqa: ARG002
        coltype: object,  # noqa: ARG002
    ) -> Callable[[Any], Any]:
        """Return what looks at a value that is read."""
        return lambda value: None if value is None else _whole(value)


def are_whole(values: Iterable[object], empty: Iterable[object] = ()) -> bool:
    """Say whether all `values` are whole numbers, and those of `empty` that, or nothing."""
    return all(isinstance(value, int) for value in values) and all(
        value is None or isinstance(value, int) for value in empty
    )


def _whole(value: Any) -> int:
    if isinstance(value, int):
        return value
    raise OddValueError(f"{type(value).__name__} where a number should be")
