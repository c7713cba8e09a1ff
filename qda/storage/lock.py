"""Who holds a project file: a lock that the system lifts when its process ends, and the holder's name beside it."""

from __future__ import annotations

import getpass
import json
import os
import socket
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from qda.i18n import _
from qda.storage.models import now_ms


@dataclass(frozen=True, slots=True)
class Holder:
    """The person, machine and process that hold a project, and since when (milliseconds since 1970)."""

    person: str
    machine: str
    process: int
    since: int

    def words(self) -> str:
        """Return the holder as people say it."""
        if not self.process:
            return _("another program")
        return f"{self.person} @ {self.machine}"


class ProjectLock:
    """The lock of one project file: ``<file>.lock``, with ``<file>.holder`` for the name; both go at release."""

    def __init__(self, path: Path) -> None:
        # Loaded here, since who only reads, or only shows the welcome page, needs no lock.
        from filelock import FileLock, Timeout

        self._lock = FileLock(str(path) + ".lock", timeout=0)
        self._taken = Timeout
        self._note = path.with_name(path.name + ".holder")

    def acquire(self, wait: float = 0) -> bool:
        """Take the lock, waiting at most `wait` seconds for it.

        False where another process, or another window of this one, has it, or none can be made.
        """
        try:
            self._lock.acquire(timeout=wait)
        except (self._taken, OSError):
            return False
        return True

    def write_holder(self) -> None:
        """Leave word of who holds the project."""
        holder = Holder(_person(), socket.gethostname(), os.getpid(), now_ms())
        with suppress(OSError):  # a full disk: the lock holds all the same, only the name is not known
            self._note.write_text(json.dumps(asdict(holder)), encoding="utf-8")

    def holder(self) -> Holder:
        """Return who holds the project, as far as it is known."""
        try:
            return Holder(**json.loads(self._note.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return Holder("?", "?", 0, 0)

    def release(self) -> None:
        """Give the lock back and leave no file behind."""
        self._note.unlink(missing_ok=True)
        place = Path(self._lock.lock_file)
        # Removing the file while still holding it: whoever waits on the old file fails and tries again on a new one.
        with suppress(PermissionError):  # Windows removes no open file
            place.unlink(missing_ok=True)
        self._lock.release()
        with suppress(PermissionError):
            if os.name == "nt":
                place.unlink(missing_ok=True)


def _person() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "?"
