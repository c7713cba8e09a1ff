"""Who holds a project file: a lock that the system lifts when its process ends, and the holder's name beside it.

The lock does not reach another machine where a synced folder or a share stands between; the holder's note does. It says
when the holder was last seen there, and counts for a while.
"""

from __future__ import annotations

import getpass
import json
import os
import socket
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from qda.i18n import _
from qda.storage.models import now_ms

# For how long the note of another machine counts after its holder was last seen, and how often a holder says so.
# Longer than a synced folder takes; clocks that differ by more make a note count for nothing, or for longer.
COUNTS_MS = 15 * 60_000
SAID_MS = 2 * 60_000


@dataclass(frozen=True, slots=True)
class Holder:
    """The person, machine and process that hold a project, since when and when last `seen` (ms since 1970)."""

    person: str
    machine: str
    process: int
    since: int
    seen: int = 0

    def words(self) -> str:
        """Return the holder as people say it; of another machine, also when it was last heard of."""
        if not self.process:
            return _("another program")
        who = f"{self.person} @ {self.machine}"
        if self.is_here or not self.seen:
            return who
        at = datetime.fromtimestamp(self.seen / 1000).strftime("%H:%M")
        return _("{who}, last seen at {time}").format(who=who, time=at)

    @property
    def is_here(self) -> bool:
        """Tell whether this is the holder's machine."""
        return self.machine == socket.gethostname()

    def counts(self, now: int) -> bool:
        """Tell whether the note still counts at `now` for who could take the lock: another machine, heard of lately."""
        return bool(self.process) and not self.is_here and abs(now - max(self.seen, self.since)) < COUNTS_MS


class ProjectLock:
    """The lock of one project file: ``<file>.lock``, with ``<file>.holder`` for the name; both go at release.

    `left_by` is who held the project last and did not let go of it in order, once the lock is taken.
    """

    def __init__(self, path: Path) -> None:
        # Loaded here, since who only reads, or only shows the welcome page, needs no lock.
        from filelock import FileLock

        self._lock: Any = FileLock(str(path) + ".lock", timeout=0)
        self._note = path.with_name(path.name + ".holder")
        self._holder: Holder | None = None
        self.left_by: Holder | None = None

    def acquire(self, wait: float = 0) -> bool:
        """Take the lock, waiting at most `wait` seconds for it.

        False where another process, or another window of this one, has it, or none can be made; also where another
        machine holds the project, as far as can be told from here.
        """
        from filelock import SoftFileLock, Timeout

        try:
            self._lock.acquire(timeout=wait)
        except NotImplementedError:
            # A share that knows no locks: there a file stands for one, and stays where its process died.
            self._lock = SoftFileLock(self._lock.lock_file, timeout=0)
            self._forget_dead()
            try:
                self._lock.acquire(timeout=wait)
            except (Timeout, OSError):
                return False
        except (Timeout, OSError):
            return False
        last = self.holder()
        if last.counts(now_ms()):
            self._let_go()
            return False
        self.left_by = last if last.process else None
        return True

    def _forget_dead(self) -> None:
        """Remove a lock that is only a file, where its process is no more or its machine was not heard of for long."""
        last = self.holder()
        gone = not _is_alive(last.process) if last.is_here else bool(last.process) and not last.counts(now_ms())
        if gone:
            with suppress(OSError):
                Path(self._lock.lock_file).unlink(missing_ok=True)

    def write_holder(self) -> None:
        """Leave word of who holds the project."""
        now = now_ms()
        self._holder = Holder(_person(), socket.gethostname(), os.getpid(), now, now)
        self._write()

    def say_again(self) -> Holder | None:
        """Say that the holder is still here; return who took the project meanwhile on another machine, or None."""
        now = now_ms()
        other = self.holder()
        if self._holder is None:
            return None
        self._holder = replace(self._holder, seen=now)
        self._write()
        return other if other.counts(now) else None

    def _write(self) -> None:
        assert self._holder is not None
        with suppress(OSError):  # a full disk: the lock holds all the same, only the name is not known
            self._note.write_text(json.dumps(asdict(self._holder)), encoding="utf-8")

    def holder(self) -> Holder:
        """Return who holds the project, as far as it is known."""
        try:
            return Holder(**json.loads(self._note.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return Holder("?", "?", 0, 0)

    def release(self) -> None:
        """Give the lock back and leave no file behind."""
        with suppress(OSError):  # the medium is gone, or may no longer be written to
            self._note.unlink(missing_ok=True)
        self._let_go()

    def _let_go(self) -> None:
        place = Path(self._lock.lock_file)
        # Removing the file while still holding it: whoever waits on the old file fails and tries again on a new one.
        with suppress(OSError):  # Windows removes no open file
            place.unlink(missing_ok=True)
        self._lock.release()
        with suppress(OSError):
            if os.name == "nt":
                place.unlink(missing_ok=True)


def _is_alive(process: int) -> bool:
    if os.name == "nt":
        return True  # there a signal would end it; a file that can't be removed is held
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _person() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "?"
