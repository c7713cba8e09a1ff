"""The two libraries that read project files: SQLite, and SQLCipher for those that are locked; both fail alike.

SQLCipher is loaded when the first locked file is met. Its errors come out as those of `sqlite3`, so whoever is prepared
for the one is prepared for the other. One file is never open in both libraries at a time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache, wraps
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from qda.errors import LockedError
from qda.i18n import _

BUSY_SECONDS = 10
PAGE = 4096  # SQLCipher's own size of a page
SALT = 16  # bytes, with which a locked file begins
# Bytes of a page as they come by chance are 255 ± 23 (chi-square over 256 values). What is compressed has heads and
# tables in its first page and lies far above.
_MOST_UNEVEN = 420


@dataclass(frozen=True, slots=True)
class Key:
    """What opens a locked file: 32 bytes derived from its passphrase and the salt with which the file begins."""

    raw: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    def word(self) -> str:
        """Return the key as SQLCipher takes it where there is nothing left to derive."""
        return f"x'{self.raw.hex()}{self.salt.hex()}'"


def uri(path: Path, options: str) -> str:
    """Return the address by which SQLite opens `path` with `options`, such as ``mode=ro``."""
    return f"file:{quote(str(path.resolve()))}?{options}"


def connect(path: Path, options: str, key: Key | None) -> sqlite3.Connection:
    """Return a bare connection in autocommit mode, by SQLCipher where there is a key.

    Raises LockedError where SQLCipher is not installed.
    """
    if key is None:
        return sqlite3.connect(
            uri(path, options), uri=True, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False
        )
    connection = _cipher()(
        uri(path, options), uri=True, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False
    )
    # A wrong passphrase is told by us, in a sentence, and not on the error stream.
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f'PRAGMA key = "{key.word()}"')
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def export(path: Path, key: Key | None, made: Path, made_key: Key | None) -> None:
    """Write a closed file anew at `made` with another key, or none; SQLCipher reads and writes plain files, too.

    What stands at `made` must be new. Raises sqlite3.Error, LockedError where SQLCipher is not installed.
    """
    connection = _cipher()(uri(path, "mode=rw"), uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    with closing(connection):
        connection.execute("PRAGMA cipher_log_level = NONE")
        if key is not None:
            connection.execute(f'PRAGMA key = "{key.word()}"')
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        marks = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        }
        word = "''" if made_key is None else f'"{made_key.word()}"'
        connection.execute(f"ATTACH ? AS made KEY {word}", (uri(made, "mode=rwc"),))
        connection.execute("PRAGMA made.journal_mode = DELETE")
        connection.execute("BEGIN")  # or each of a hundred tables would wait for the disk
        connection.execute("SELECT sqlcipher_export('made')")
        connection.execute("COMMIT")
        for name, value in marks.items():
            connection.execute(f"PRAGMA made.{name} = {value}")
        connection.execute("DETACH made")


def can_lock() -> bool:
    """Say whether SQLCipher is installed; nothing is loaded."""
    return find_spec("sqlcipher3") is not None


def opens(path: Path, key: Key) -> bool:
    """Say whether `key` opens the file, which is only looked at."""
    with closing(connect(path, "mode=ro&immutable=1", key)) as connection:
        try:
            connection.execute("PRAGMA schema_version").fetchone()
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_NOTADB:
                raise
            return False
        return True


def salt_of(path: Path) -> bytes | None:
    """Return the salt of a file that looks locked, else None; not for a file that SQLCipher holds open here.

    A locked file is as random as can be, its head included, so nothing else says of it what it is.
    """
    if not path.is_file() or path.stat().st_size < PAGE or _is_plain(path):
        return None
    # SQLite has just said that this is none of its files, so no connection of ours can lose its lock by this.
    no_database = path
    with no_database.open("rb") as file:
        page = file.read(PAGE)
    expected = PAGE / 256
    uneven = sum((page.count(value) - expected) ** 2 / expected for value in range(256))
    return page[:SALT] if uneven <= _MOST_UNEVEN else None


def _is_plain(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(uri(path, "mode=ro&immutable=1"), uri=True)) as connection:
            connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.Error as error:
        return error.sqlite_errorcode != sqlite3.SQLITE_NOTADB
    return True


@cache
def _cipher() -> Callable[..., sqlite3.Connection]:
    """Return what connects by SQLCipher."""
    try:
        from sqlcipher3 import dbapi2
    except ImportError as error:
        raise LockedError(
            _(
                "Locked projects need a part of Themeloom that is not installed here (sqlcipher3). Install it with "
                "“pip install sqlcipher3”, or use the packaged program, which has it."
            )
        ) from error

    def told(method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def call(*values: Any, **named: Any) -> Any:
            try:
                return method(*values, **named)
            except dbapi2.Error as error:
                raise _as_sqlite(error) from error

        return call

    def alike(kind: type, names: str) -> dict[str, Any]:
        return {name: told(getattr(kind, name)) for name in names.split()}

    fetching = "execute executemany executescript fetchone fetchmany fetchall __next__"
    cursor = type("Cursor", (dbapi2.Cursor,), alike(dbapi2.Cursor, fetching))
    doing = "__init__ execute executemany executescript commit rollback backup close create_function"
    own = alike(dbapi2.Connection, doing)
    own["cursor"] = lambda connection, factory=cursor: dbapi2.Connection.cursor(connection, factory)
    return cast(Callable[..., sqlite3.Connection], type("Connection", (dbapi2.Connection,), own))


def _as_sqlite(error: Exception) -> sqlite3.Error:
    kind: type[sqlite3.Error] = getattr(sqlite3, type(error).__name__)
    same = kind(*error.args)
    same.sqlite_errorcode = getattr(error, "sqlite_errorcode", 0)
    same.sqlite_errorname = getattr(error, "sqlite_errorname", "")
    return same
