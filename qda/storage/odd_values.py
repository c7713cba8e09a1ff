"""What a damaged file holds where something else should be: an error that every way into a project puts in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Integer, LargeBinary, String, Table
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from qda.i18n import _

_CLASSES: tuple[tuple[type[object], str], ...] = ((LargeBinary, "blob"), (Integer, "integer"), (Boolean, "integer"))
"""How SQLite keeps the values of a column; those of all others are text."""
_CAREFUL = {("coding_round", "blind"): 1}
"""What a number is taken for that can't be read, where that of a new row would show what is hidden."""


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


def _words(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise OddValueError(f"{called(value)} where words should be")


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


class Words(String):
    """A column of words that gives nothing else."""

    def result_processor(
        self,
        dialect: Dialect,  # noqa: ARG002
        coltype: object,  # noqa: ARG002
    ) -> Callable[[Any], str]:
        """Return what looks at a value that is read."""
        return _words


@dataclass(frozen=True, slots=True)
class OddRow:
    """A row whose values are not of the kind that its `columns` hold, by names; `key` in words, ids as hex digits."""

    table: str
    key: str
    columns: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.table} {self.key}"

    @property
    def sentence(self) -> str:
        """What is wrong, for people."""
        words = _("This holds words, numbers or bytes where something else should be: {columns}.")
        return words.format(columns=", ".join(self.columns))


def rows_with_odd_values(connection: Connection, tables: Iterable[Table]) -> Iterator[OddRow]:
    """Yield the rows of `tables` that hold words, bytes or numbers where other things should be; nothing is allowed.

    SQLite looks at each value, and none comes here: 100,000 rows take a tenth of a second.
    """
    for table in tables:
        columns = list(table.columns)
        odd = [f"typeof(\"{column.name}\") NOT IN ('null', '{_kept_as(column)}')" for column in columns]
        keys = [f'hex(CAST("{column.name}" AS BLOB))' for column in table.primary_key]  # whatever it is
        query = f'SELECT {", ".join((*keys, *odd))} FROM "{table.name}" WHERE {" OR ".join(odd)}'
        for row in connection.exec_driver_sql(query):
            parts = zip(table.primary_key, map(bytes.fromhex, row[: len(keys)]), strict=True)
            key = (raw.hex() if _kept_as(column) == "blob" else raw.decode(errors="replace") for column, raw in parts)
            told = zip(columns, row[len(keys) :], strict=True)
            yield OddRow(table.name, " ".join(key), tuple(column.name for column, is_odd in told if is_odd))


def as_held(table: Table, row: Sequence[object]) -> tuple[list[Any], frozenset[str]]:
    """Return a damaged row as its columns hold it, and the names of those whose values are guesses.

    Words in `row` are bytes, as bytes are, since one bit of the head of a row makes one of the other.
    """
    taken = {column.name: _taken(column, value) for column, value in zip(table.columns, row, strict=True)}
    return [value for value, _sure in taken.values()], frozenset(
        name for name, (_value, sure) in taken.items() if not sure
    )


def _taken(column: Column[Any], held: object) -> tuple[Any, bool]:
    """Return what a value is as the column holds it, and whether that is sure."""
    kept = _kept_as(column)
    if held is None and column.nullable:
        return None, True
    if kept == "integer":
        return (held, True) if isinstance(held, int) else (_number(column), False)
    if kept == "blob":
        size = column.type.length  # type: ignore[attr-defined]  # it is a LargeBinary
        if isinstance(held, bytes) and size in (None, len(held)):
            return held, True
        return (None if column.nullable else bytes(size or 0)), False
    if isinstance(held, bytes):
        words = held.decode(errors="replace")
        return words, words.encode() == held
    return ("" if held is None else str(held)), False


def _number(column: Column[Any]) -> int | None:
    careful = _CAREFUL.get((column.table.name, column.name))
    if careful is not None or column.nullable:
        return careful
    return int(column.default.arg) if isinstance(column.default, ScalarElementColumnDefault) else 0


def _kept_as(column: Column[Any]) -> str:
    return next((kept for kind, kept in _CLASSES if isinstance(column.type, kind)), "text")


def are_whole(values: Iterable[object], empty: Iterable[object] = ()) -> bool:
    """Say whether all `values` are whole numbers, and those of `empty` that, or nothing."""
    return all(isinstance(value, int) for value in values) and all(
        value is None or isinstance(value, int) for value in empty
    )
