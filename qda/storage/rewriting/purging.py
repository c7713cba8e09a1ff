"""After a rewriting: no byte of what was there stays in the file or in the log beside it.

A mark in the file says that it was rewritten and not purged yet; so one whose process died between the two is purged
when it is opened the next time.
"""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from qda.errors import ProjectFileError
from qda.i18n import _
from qda.storage import drivers
from qda.storage import engine as engines
from qda.storage.models import Meta

DUE = "purge_due"
"""The fact about a file that was rewritten and is still to be purged."""
_ROOM = 3  # times the size of the file: all of it as it was, once more as it will be, and its new history
_MEGABYTE = 1_000_000


def mark_due(session: Session) -> None:
    """Note in the running transaction that the file is to be purged after it."""
    session.execute(insert(Meta).values(key=DUE, value="1").on_conflict_do_nothing())


def see_room(path: Path) -> None:
    """See that there is room to rewrite the file and to purge it; raise ProjectFileError where there is not.

    One that was rewritten and finds no room to be purged would keep what was to go.
    """
    try:
        needed, free = _ROOM * path.stat().st_size, shutil.disk_usage(path.parent).free
    except OSError:
        return  # a medium that is gone: the change itself tells that
    if free < needed:
        sentence = _(
            "{name} has to be written anew for this, with {needed} MB of room beside it, and there are {free} MB. "
            "Nothing was changed. Make room and do it again."
        )
        mega = [f"{count / _MEGABYTE:.1f}" for count in (needed, free)]
        raise ProjectFileError(sentence.format(name=path.name, needed=mega[0], free=mega[1]))


def purge(path: Path, wait: float = drivers.BUSY_SECONDS) -> None:
    """Write the file anew without its free pages, and empty the log beside it; the project may be open here.

    `wait` is how many seconds to wait for those who read.

    Raises ProjectFileError where somebody reads it or the disk is full: then the old words are still in the file's
    unused bytes, and it is to be called again.
    """
    try:
        with closing(engines.connect(path)) as connection:
            connection.execute(f"PRAGMA busy_timeout = {round(wait * 1000)}")
            connection.execute("VACUUM")
            connection.execute("DELETE FROM meta WHERE key = ?", (DUE,))
            busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except engines.DRIVER_ERRORS as error:
        sentence = _(
            "It is done in {name}, but bytes of what went are still in the file and in backups ({error}). Make room, "
            "close it everywhere, and open it once more: then they go."
        )
        raise ProjectFileError(sentence.format(name=path.name, error=error)) from error
    if busy:
        sentence = _(
            "{name} is being read elsewhere, so what was removed is still in its log. Close it there, then here."
        )
        raise ProjectFileError(sentence.format(name=path.name))
