"""After a rewriting: no byte of what was there stays in the file or in the log beside it.

A mark in the file says that it was rewritten and not purged yet; so one whose process died between the two is purged
when it is opened the next time.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from qda.errors import ProjectFileError
from qda.i18n import _
from qda.storage import drivers, schema
from qda.storage import engine as engines
from qda.storage.models import Meta

DUE = "purge_due"
"""The fact about a file that was rewritten and is still to be purged."""


def mark_due(session: Session) -> None:
    """Note in the running transaction that the file is to be purged after it."""
    session.execute(insert(Meta).values(key=DUE, value="1").on_conflict_do_nothing())


def purge(path: Path, wait: float = drivers.BUSY_SECONDS) -> None:
    """Write the file anew without its free pages, and empty the log beside it; the project may be open here.

    `wait` is how many seconds to wait for those who read.

    Raises ProjectFileError where somebody reads it or the disk is full: then the old words are still in the file's
    unused bytes, and it is to be called again.
    """
    with schema.failures_named(path), closing(engines.connect(path)) as connection:
        connection.execute(f"PRAGMA busy_timeout = {round(wait * 1000)}")
        connection.execute("VACUUM")
        connection.execute("DELETE FROM meta WHERE key = ?", (DUE,))
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        sentence = _(
            "{name} is being read elsewhere, so what was removed is still in its log. Close it there, then here."
        )
        raise ProjectFileError(sentence.format(name=path.name))
