"""SQLite files of other programs: their plain rows, read without running anything that such a file may hold.

A database can carry statements of its own (views, triggers, generated columns, virtual tables, expressions of indexes),
so it is opened by these rules:

- it is opened to be read only, and nothing is written beside it; what another program has not yet written back from
  its write-ahead log is seen, while a file whose last change was cut off is refused (:func:`opened`);
- only ordinary tables and stored columns are seen, the schema is not trusted, and an authorizer allows nothing but
  reading those tables: no function, no pragma, no second file;
- values are what SQLite holds, whatever a column says of its type; text that is not UTF-8 comes with U+FFFD.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from qda.errors import UnreadableFileError
from qda.i18n import _
from qda.storage.drivers import BUSY_SECONDS, uri

MOST_TABLES = 500
MOST_VALUE = 200_000_000
"""Bytes of one text or blob; a file with larger ones is refused."""
_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_TRANSACTION}

Value = str | int | float | bytes | None


class Foreign:
    """An open file: `columns` are the stored columns of each ordinary table, both in small letters."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection
        self._written: dict[str, tuple[str, dict[str, str]]] = {}
        with _told(path):
            self._look()
        self.columns = {table: tuple(names) for table, (_name, names) in self._written.items()}

    def rows(self, table: str, *columns: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a table in the order they were written, each with the values of `columns`.

        A column that the file hasn't got (an older version's) is None throughout; of a table that it hasn't got there
        are no rows. Raises UnreadableFileError where the file is damaged.
        """
        found = self._written.get(table.lower())
        if found is None:
            return
        name, stored = found
        asked = ", ".join(_quoted(stored[column.lower()]) if column.lower() in stored else "NULL" for column in columns)
        with _told(self._path):
            # No ORDER BY: without one a table comes by its rowid, and an index of the file is never asked.
            yield from self._connection.execute(f"SELECT {asked} FROM {_quoted(name)} NOT INDEXED")

    def _look(self) -> None:
        connection = self._connection
        listed = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
        if len(listed) > MOST_TABLES:
            raise sqlite3.DatabaseError("too many tables")
        for name, sql in listed:
            words = str(sql or "").upper().split(None, 2)
            if words[:2] != ["CREATE", "TABLE"] or str(name).lower().startswith("sqlite_"):
                continue  # A virtual table would run a module, and SQLite's own are none of the program's.
            described = connection.execute(f"PRAGMA table_xinfo({_quoted(name)})").fetchall()
            # The last value is 0 for a stored column; others are generated or hidden.
            stored = {str(column[1]).lower(): str(column[1]) for column in described if column[6] == 0}
            self._written[str(name).lower()] = (str(name), stored)
        connection.set_authorizer(self._allows)

    def _allows(self, action: int, first: str | None, _second: str | None, _base: str | None, inner: str | None) -> int:
        # What is read by a view or trigger names it in `inner`.
        fine = action in _ALLOWED and inner is None
        if action == sqlite3.SQLITE_READ:
            fine = fine and str(first).lower() in self._written
        return sqlite3.SQLITE_OK if fine else sqlite3.SQLITE_DENY


@contextmanager
def opened(path: Path) -> Iterator[Foreign]:
    """Open another program's SQLite file for reading.

    Raises UnreadableFileError where it is no SQLite file, damaged, hostile, locked with a password, or was not closed
    after its last change.
    """
    if _left(path, "-journal"):
        raise UnreadableFileError(
            _(
                "{file} was not closed properly: its last change is half written. Open it once in its own program, "
                "close it there, and try again."
            ).format(file=path.name)
        )
    # The log of an open file holds its newest rows. Without one the file is taken as it lies, so that SQLite writes
    # nothing beside it.
    options = "mode=ro" if _left(path, "-wal") else "mode=ro&immutable=1"
    with _told(path):
        connection = sqlite3.connect(uri(path, options), uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    try:
        with _told(path):
            connection.text_factory = _decoded
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_VALUE)
            for pragma in ("query_only = ON", "trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
                connection.execute(f"PRAGMA {pragma}")
        yield Foreign(path, connection)
    finally:
        connection.close()


def table_names(path: Path) -> frozenset[str]:
    """Return the names of the ordinary tables of a SQLite file in small letters, by which its program is known.

    Raises UnreadableFileError as :func:`opened` does.
    """
    with opened(path) as foreign:
        return frozenset(foreign.columns)


def write_new(path: Path, schema: Sequence[str], rows: Iterable[tuple[str, Sequence[Value]]]) -> None:
    """Make a SQLite file for another program: the statements of its schema, then rows as (table, values in order).

    Rows of one table are quickest behind each other.

    The file must not be there yet; nothing of it is left where writing fails. Raises OSError where the disk is full.
    """
    connection = sqlite3.connect(uri(path, "mode=rwc"), uri=True, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = OFF")  # Nobody needs half of it after a power cut.
        connection.execute("BEGIN")
        for statement in schema:
            connection.execute(statement)
        for table, group in groupby(rows, itemgetter(0)):
            several = [tuple(values) for _table, values in group]
            marks = ", ".join("?" * len(several[0]))
            connection.executemany(f"INSERT INTO {_quoted(table)} VALUES ({marks})", several)
        connection.execute("COMMIT")
    except BaseException as error:
        connection.close()
        path.unlink(missing_ok=True)
        if isinstance(error, sqlite3.OperationalError):
            raise OSError(errno.EIO, str(error)) from error
        raise
    connection.close()


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:  # the last is of what SQLite says of damage
        raise UnreadableFileError(
            _(
                "{file} could not be read: it is damaged, locked with a password, or no project file of the program it "
                "seems to come from ({reason}). Open it in that program to see whether it is whole."
            ).format(file=path.name, reason=error)
        ) from error


def _left(path: Path, suffix: str) -> bool:
    beside = path.with_name(path.name + suffix)
    return beside.is_file() and beside.stat().st_size > 0


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "replace")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
