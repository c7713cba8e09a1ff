"""Connections to a project file: one writer whose transactions are our own, and readers that can only read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, ClassVar, cast

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool, StaticPool
from sqlalchemy.util import LRUCache

from qda.storage import drivers, keyring

APPLICATION_ID = 0x4C4F4F4D  # "LOOM"
DRIVER_ERRORS = (sqlite3.Error, DatabaseError, UnicodeDecodeError)
"""What may be raised where a file can't be read or written: bare, and as SQLAlchemy wraps it; both libraries' alike.

The last is what comes of SQLite's own words where they quote damaged bytes.
"""
_DURABLE = ("synchronous = FULL", "foreign_keys = ON", "recursive_triggers = ON")
_CAREFUL = ("trusted_schema = OFF", "cell_size_check = ON")


def connect(path: Path, options: str = "mode=rw") -> sqlite3.Connection:
    """Return a bare connection in autocommit mode, durable and careful with files that others may have made.

    A locked file is opened by the key that :mod:`qda.storage.keyring` has for its path; raises LockedError without one.
    """
    connection = drivers.connect(path, options, keyring.key(path))
    reads = options.startswith("mode=ro")  # to be durable would make it read all tables before it is asked for one
    for pragma in _CAREFUL if reads else _DURABLE + _CAREFUL:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def rest(path: Path) -> None:
    """Take the log of a file that nobody holds into it, so that the file is all there is.

    Raises sqlite3.OperationalError ("locked") where somebody still reads it.
    """
    with closing(connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")


def raw(connection: Connection) -> sqlite3.Connection:
    """Return the driver's own connection beneath one of SQLAlchemy's; SQLCipher's has the same methods."""
    return cast(sqlite3.Connection, connection.connection.dbapi_connection)


def header(path: Path) -> tuple[int, int, bool]:
    """Return application id, format version, and whether the file is as long as its header says; touches nothing.

    Raises sqlite3.DatabaseError for what is no SQLite file, LockedError for one whose key is not known.
    """
    with closing(drivers.connect(path, "mode=ro&immutable=1", keyring.key(path))) as connection:

        def value(pragma: str) -> int:
            return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])

        try:
            whole = _pages(connection) * value("page_size") <= path.stat().st_size
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            whole = False
            connection.execute("PRAGMA writable_schema = ON")  # lets the header be read where pages are missing
        return value("application_id"), value("user_version"), whole


def _pages(connection: sqlite3.Connection) -> int:
    """Return of how many pages a file says it is.

    The pragma reads all tables and triggers for it, which takes longer than anything else that is asked of a file; a
    copy that ends at its first page knows it, too. SQLCipher makes no copy without a lock.
    """
    total = 0

    def first(status: int, _left: int, pages: int) -> None:
        nonlocal total
        total = pages if status in (sqlite3.SQLITE_OK, sqlite3.SQLITE_DONE) else 0
        raise _KnownError

    if isinstance(connection, sqlite3.Connection):
        with closing(sqlite3.connect(":memory:")) as nowhere, suppress(_KnownError):
            connection.backup(nowhere, pages=1, progress=first)
    return total or int(connection.execute("PRAGMA page_count").fetchone()[0])


class _KnownError(Exception):
    """Ends a copy once it has told what it was begun for."""


def writer(path: Path, options: str = "mode=rw") -> Engine:
    """Return the one writing engine of a file: ``BEGIN IMMEDIATE``, ``synchronous=FULL``, write-ahead log.

    SQLAlchemy's own default would leave DDL in place after a rollback, so the driver stays in autocommit and the
    transaction is begun by us.
    """

    def creator() -> sqlite3.Connection:
        connection = connect(path, options)
        connection.execute("PRAGMA cache_size = -16000")
        return connection

    return _engine(creator, "BEGIN IMMEDIATE", poolclass=StaticPool)


def reader(path: Path, options: str = "mode=ro") -> Engine:
    """Return the reading engine: every transaction is one unchanging view of the file, and none can write."""

    def creator() -> sqlite3.Connection:
        connection = connect(path, options)
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA cache_size = -16000")
        return connection

    return _engine(creator, "BEGIN", poolclass=QueuePool, pool_size=4, max_overflow=8)


@contextmanager
def disposed_on_failure(engine: Engine) -> Iterator[Engine]:
    """Close the connections of an engine that fails at its first steps."""
    try:
        yield engine
    except BaseException:
        engine.dispose()
        raise


class OneDialect(SQLiteDialect_pysqlite):
    """SQLite's dialect, one for all engines: a statement that was put into words for one serves the others, too."""

    supports_statement_cache = True
    _one: ClassVar[OneDialect | None] = None

    def __new__(cls, **_options: Any) -> OneDialect:
        if cls._one is None:
            one = super().__new__(cls)
            SQLiteDialect_pysqlite.__init__(one, **_options)
            cls._one = one
        return cls._one

    def __init__(self, **_options: Any) -> None:
        """Leave the one as it was made."""


registry.register("sqlite.one", __name__, OneDialect.__name__)
_put_into_words: LRUCache[Any, Any] = LRUCache(1_000)


def _engine(creator: Callable[[], sqlite3.Connection], begin: str, **pool: Any) -> Engine:
    """Return an engine whose transactions begin with the statement `begin`."""
    words = {"compiled_cache": _put_into_words}
    engine = create_engine("sqlite+one://", creator=creator, execution_options=words, **pool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine


def forget() -> None:
    """Drop the statements that are kept in memory, with what they asked for."""
    _put_into_words.clear()
