"""What a damaged file holds where something else should be: an error that every way into a project puts in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Integer, LargeBinary, Table
from sqlalchemy.engine import Dialect

_CLASSES: tuple[tuple[type[object], str], ...] = ((LargeBinary, "blob"), (Integer, "integer"), (Boolean, "integer"))
"""How SQLite keeps the values of a column; those of all others are text."""


class OddValueError(sqlite3.DatabaseError, ValueError):
    """A damaged file holds something else than should be there."""


def called(value: object) -> str:
    """Return what people call a value of the wrong kind."""
    kinds = {str: "words", bytes: "bytes", int: "a number", float: "a number", type(None): "nothing"}
    return kinds.get(type(value), type(value).__name__)


def _whole(value: Any) -> int | None:
    if isinstance(value, int):
        return value
    raise OddValueError(f"{called(value)} where a number should be")


class Whole(Integer):
    """A column of whole numbers that gives nothing else, whatever a damaged file holds: SQLite itself lets all pass."""

    _look_at = staticmethod(_whole)

    def result_processor(
        self,
        dialect: Dialect,  # noqa: ARG002
        coltype: object,  # noqa: ARG002
    ) -> Callable[[Any], int | None]:
        """Return what looks at a value that is read."""
        return self._look_at


class WholeOrEmpty(Whole):
    """A column as :class:`Whole`, in which there may be nothing."""

    _look_at = staticmethod(lambda value: None if value is None else _whole(value))


@dataclass(frozen=True, slots=True)
class OddRow:
    """A row whose values are not of the kind that their `columns` hold; `key` are the values of its primary key."""

    table: Table
    key: tuple[object, ...]
    columns: tuple[Column[Any], ...]

    @property
    def told_key(self) -> str:
        """The key in words, bytes as hexadecimal digits."""
        return " ".join(part.hex() if isinstance(part, bytes) else str(part) for part in self.key)

    def __str__(self) -> str:
        return f"{self.table.name} {self.told_key}"


def rows_with_odd_values(connection: Connection, tables: Iterable[Table]) -> Iterator[OddRow]:
    """Yield the rows of `tables` that hold words, bytes or numbers where other things should be; nothing is allowed.

    SQLite looks at each value, and none comes here: 100,000 rows take some hundredths of a second.
    """
    for table in tables:
        columns = list(table.columns)
        odd = [f"typeof(\"{column.name}\") NOT IN ('null', '{_kept_as(column)}')" for column in columns]
        keys = [f'"{column.name}"' for column in table.primary_key]
        query = f'SELECT {", ".join((*keys, *odd))} FROM "{table.name}" WHERE {" OR ".join(odd)}'
        for row in connection.exec_driver_sql(query):
            told = zip(columns, row[len(keys) :], strict=True)
            yield OddRow(table, tuple(row[: len(keys)]), tuple(column for column, is_odd in told if is_odd))


def _kept_as(column: Column[Any]) -> str:
    return next((kept for kind, kept in _CLASSES if isinstance(column.type, kind)), "text")


def are_whole(values: Iterable[object], empty: Iterable[object] = ()) -> bool:
    """Say whether all `values` are whole numbers, and those of `empty` that, or nothing."""
    return all(isinstance(value, int) for value in values) and all(
        value is None or isinstance(value, int) for value in empty
    )
