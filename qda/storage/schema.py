"""The form of a project file: made whole, recognised, refused or migrated."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement

from qda.errors import ProjectFileError
from qda.i18n import _
from qda.storage import drivers, fulltext, journal, keyring
from qda.storage import engine as engines
from qda.storage.models import Base, Meta

FORMAT = 7  # PRAGMA user_version; one Alembic revision a format
REVISIONS = {1: "0001", 2: "0002", 3: "0003", 4: "0004", 5: "0005", 6: "0006", 7: "0007"}
# As Alembic itself makes it; written here, so that a new project doesn't load Alembic.
_ALEMBIC_VERSION = (
    "CREATE TABLE alembic_version (\n\tversion_num VARCHAR(32) NOT NULL, \n\t"
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n)"
)


@cache
def _tables() -> tuple[str, ...]:
    """Return what makes the tables and their indexes: worded once, since that takes longer than making them."""
    made: list[ExecutableDDLElement] = []
    for table in Base.metadata.sorted_tables:
        made.append(CreateTable(table))
        made += [CreateIndex(index) for index in sorted(table.indexes, key=lambda one: str(one.name))]
    return tuple(str(one.compile(dialect=sqlite.dialect())) for one in made)


def create(path: Path) -> None:
    """Make an empty project file of the present format at `path`, which must not exist."""
    path.touch(exist_ok=False)
    engine = engines.writer(path)
    try:
        with engine.begin() as connection:
            for statement in _tables():
                connection.exec_driver_sql(statement)
            fulltext.create(connection)
            journal.install(connection)
            connection.execute(insert(Meta), [{"key": "project_id", "value": uuid.uuid4().hex}])
            connection.exec_driver_sql(_ALEMBIC_VERSION)
            connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (REVISIONS[FORMAT],))
            connection.exec_driver_sql(f"PRAGMA application_id = {engines.APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {FORMAT}")
    finally:
        engine.dispose()


def inspect(path: Path) -> int:
    """Return the format version of the project file at `path`, which is only looked at.

    Raises ProjectFileError for a missing, foreign, newer or cut-off file, LockedError where the passphrase is wanted.
    """
    name = path.name
    if not path.is_file():
        raise ProjectFileError(_("There is no file {path}.").format(path=path))
    try:
        application, version, whole = engines.header(path)
    except engines.DRIVER_ERRORS:
        application, version, whole = 0, 0, False
    if application != engines.APPLICATION_ID:
        raise ProjectFileError(
            _("{name} is not a Themeloom project. To bring in a transcript, open a project and import it.").format(
                name=name
            )
        )
    if version > FORMAT:
        raise ProjectFileError(
            _("{name} was made by a newer version of Themeloom. Update the program to open it.").format(name=name)
        )
    # What a crash left beside the file belongs to it, and may make it whole again.
    crashed = any(path.with_name(name + rest).exists() for rest in ("-wal", "-journal"))
    if not whole and not crashed:
        raise ProjectFileError(
            _("{name} is cut off or damaged; part of it can't be read. Copy it again, or restore a backup.").format(
                name=name
            )
        )
    return version


def settle(path: Path) -> int:
    """Let SQLite take back what a crash left half written, and return the format version that then holds.

    The header alone may lie: a migration that was cut off has written the new version, and the rollback journal beside
    the file still takes it back. Needs the lock.
    """
    # A bare connection: what it is asked stands in the head of the file, and no table has to be known for it.
    with closing(drivers.connect(path, "mode=rw", keyring.key(path))) as connection:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def refuse_strangers(connection: sqlite3.Connection, path: Path, ours: Mapping[str, str] | None = None) -> None:
    """Refuse a file that holds triggers or views which this program did not make.

    `ours` are the triggers by name that may be there; the journal's unless others are given.
    """
    ours = journal.trigger_statements() if ours is None else ours
    found = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')")
    for kind, name, statement in found:
        if kind == "view" or ours.get(name) != statement:
            raise ProjectFileError(
                _("{name} holds a {kind} ({thing}) that Themeloom did not make; it is not opened, to be safe.").format(
                    name=path.name, kind=kind, thing=name
                )
            )


def backup(path: Path, target: Path) -> None:
    """Copy the project file with SQLite's online backup and see that the copy is whole; else none is left.

    The copy of a locked file has the same lock.
    """
    keyring.share(path, target)
    try:
        # As when a file is settled, no table has to be known for a copy.
        source = drivers.connect(path, "mode=rw", keyring.key(path))
        copy = engines.connect(target, "mode=rwc")
        try:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file rests, also where the original is open
            verdict = copy.execute("PRAGMA quick_check").fetchone()[0]
        finally:
            copy.close()
            source.close()
        if verdict != "ok":
            raise ProjectFileError(
                _("No whole backup of {name} could be made ({verdict}). Run `qda check` on it.").format(
                    name=path.name, verdict=verdict
                )
            )
    except BaseException:
        target.unlink(missing_ok=True)
        raise


@contextmanager
def failures_named(path: Path) -> Iterator[None]:
    """Turn SQLite's own failures (disk full, damaged page, vanished medium) into ProjectFileError with a sentence."""
    try:
        yield
    except IntegrityError:
        raise
    except engines.DRIVER_ERRORS as error:
        raise ProjectFileError(failure_sentence(path, error)) from error


def failure_sentence(path: Path, error: Exception) -> str:
    """Return what a failure of SQLite means for people."""
    words = str(getattr(error, "orig", None) or error)
    failures = {
        "disk is full": _("The disk is full; the last action was not saved. Make room and do it again."),
        "disk I/O error": _("{name} can't be reached or written; the last action was not saved. Check the disk."),
        "unable to open": _("{name} can't be reached. Check that the folder, disk or stick is still there."),
        "readonly": _("{name} can only be read here; the last action was not saved. Save a copy elsewhere."),
        "locked": _("{name} is being written by another program; nothing was saved. Try again in a moment."),
    }
    for mark, sentence in failures.items():
        if mark in words:
            return sentence.format(name=path.name)
    return _("{name} is damaged ({error}). Run `qda check` on it and restore a backup.").format(
        name=path.name, error=words
    )
