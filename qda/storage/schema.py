"""The form of a project file: made whole, recognised, refused or migrated."""

from __future__ import annotations

import sqlite3
import time
import uuid
from pathlib import Path

from sqlalchemy import insert

from qda.errors import ProjectFileError
from qda.i18n import _
from qda.storage import engine as engines
from qda.storage import fulltext, journal
from qda.storage.models import Base, Meta

FORMAT = 1  # PRAGMA user_version; one Alembic revision a format
REVISIONS = {1: "0001"}


def create(path: Path) -> None:
    """Make an empty project file of the present format at `path`, which must not exist."""
    path.touch(exist_ok=False)
    engine = engines.writer(path)
    try:
        with engine.begin() as connection:
            Base.metadata.create_all(connection)
            fulltext.create(connection)
            journal.install(connection)
            connection.execute(insert(Meta), [{"key": "project_id", "value": uuid.uuid4().hex}])
            connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
            connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (REVISIONS[FORMAT],))
            connection.exec_driver_sql(f"PRAGMA application_id = {engines.APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {FORMAT}")
    finally:
        engine.dispose()


def inspect(path: Path) -> int:
    """Return the format version of the project file at `path`, which is only looked at.

    Raises ProjectFileError for a missing, foreign, newer or cut-off file.
    """
    name = path.name
    if not path.is_file():
        raise ProjectFileError(_("There is no file {path}.").format(path=path))
    try:
        application, version, length = engines.header(path)
    except sqlite3.Error:
        application = version = length = 0
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
    if path.stat().st_size < length and not path.with_name(name + "-wal").exists():
        raise ProjectFileError(
            _("{name} is cut off: part of the file is missing. Copy it again, or restore a backup.").format(name=name)
        )
    return version


def refuse_strangers(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file that holds triggers or views which this program did not make."""
    ours = journal.trigger_statements()
    found = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')")
    for kind, name, statement in found:
        if kind == "view" or ours.get(name) != statement:
            raise ProjectFileError(
                _("{name} holds a {kind} ({thing}) that Themeloom did not make; it is not opened, to be safe.").format(
                    name=path.name, kind=kind, thing=name
                )
            )


def backup(path: Path, target: Path) -> None:
    """Copy the project file with SQLite's online backup and see that the copy is whole."""
    source, copy = engines.connect(path), sqlite3.connect(target)
    try:
        source.backup(copy)
        verdict = copy.execute("PRAGMA quick_check").fetchone()[0]
    finally:
        copy.close()
        source.close()
    if verdict != "ok":
        raise ProjectFileError(
            _("The backup {path} could not be made whole: {verdict}").format(path=target, verdict=verdict)
        )


def migrate(path: Path, version: int) -> Path:
    """Bring an older file to the present format and return the backup that was made of it before."""
    stamp = time.strftime("%Y-%m-%d %H%M%S")
    saved = path.with_name(f"{path.stem} (format {version}, {stamp}){path.suffix}")
    backup(path, saved)
    from qda.storage.migrations import upgrade

    upgrade(path, REVISIONS[FORMAT])
    return saved


_FAILURES = {
    "disk is full": _("The disk is full; the last action was not saved. Make room and do it again."),
    "disk I/O error": _("{name} can't be reached or written; the last action was not saved. Check the disk or stick."),
    "unable to open": _("{name} can't be reached. Check that the folder, disk or stick is still there."),
    "readonly": _("{name} can only be read here; the last action was not saved. Save a copy elsewhere."),
    "locked": _("{name} is being written by another program; the last action was not saved. Try again in a moment."),
}


def failure_sentence(path: Path, error: Exception) -> str:
    """Return what a failure of SQLite means for people."""
    words = str(getattr(error, "orig", None) or error)
    for mark, sentence in _FAILURES.items():
        if mark in words:
            return sentence.format(name=path.name)
    return _("{name} is damaged ({error}). Run `qda check` on it and restore a backup.").format(
        name=path.name, error=words
    )
