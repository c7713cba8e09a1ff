"""Backups of a project file: made whole and verified, kept by age in a place of their own, put back.

They lie in a folder of the project below the user's data folder (THEMELOOM_BACKUPS names another), which nobody else
may read. A backup's name says when it was made (UTC), why, of which file (copies share the project's folder) and of
which state of it; so the list costs no look into files, and a damaged project still finds its backups by an empty file
that is named after its path's hash.
"""

from __future__ import annotations

import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from glob import escape
from hashlib import sha256
from pathlib import Path

from qda.errors import ProjectFileError, RefusedError
from qda.i18n import _
from qda.storage import engine as engines
from qda.storage import keyring, schema
from qda.storage.lineage import FILE, PROJECT
from qda.storage.lock import ProjectLock
from qda.storage.models import now_ms
from qda.storage.unfinished import LOGS, unfinished_beside

# Made by themselves, and only where something changed since the last one.
ROUTINE = ("opened", "working")
# Made before something that changes much, or because a person asked.
BEFORE = ("migrated", "merged", "pseudonymised", "corrected", "withdrawn", "restored", "asked")

HOUR, DAY = 3_600_000, 24 * 3_600_000
WEEK, YEAR = 7 * DAY, 365 * DAY
# Up to which age the newest of each stretch of time is kept; within the first hour everything is.
_TIERS = ((DAY, HOUR), (30 * DAY, DAY), (YEAR, WEEK))

_NAME = re.compile(
    r"(?P<at>\d{4}-\d\d-\d\d \d\d-\d\d-\d\d-\d{3}) (?P<why>[a-z]+) (?P<file>[0-9a-f]{8}) (?P<state>[0-9a-f]{8})\.loom"
)
_STAMP = "%Y-%m-%d %H-%M-%S-"


_ID = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: when it was made (`at`, milliseconds since 1970), why (a word of ROUTINE or BEFORE), bytes."""

    path: Path
    at: int
    why: str
    size: int


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a project file says of itself: its project, the file (a copy has an id of its own), its last change."""

    project: str
    file: str
    state: str


def root() -> Path:
    """Return the folder of all backups: what THEMELOOM_BACKUPS names, else one in the user's data folder."""
    named = os.environ.get("THEMELOOM_BACKUPS")
    if named:
        return Path(named)
    import platformdirs  # only where it is wanted: the terminal starts without

    return Path(platformdirs.user_data_dir("themeloom", appauthor=False)) / "backups"


def folder(project_id: str) -> Path:
    """Return the folder that holds the backups of a project and of its copies; it need not exist yet.

    A file that others made may call itself anything, also the way to another folder: only an id is taken as it is.
    """
    sound = isinstance(project_id, str) and _ID.fullmatch(project_id)
    return root() / (project_id if sound else sha256(repr(project_id).encode()).hexdigest()[:32])


# Making ---------------------------------------------------------------------------------------------------------------


def make(path: Path, why: str) -> Backup | None:
    """Make a backup of the project file at `path`, which may be open, and drop the ones that have had their time.

    One that is made by itself (`why` of ROUTINE) is None where the last one holds the same state. Raises
    ProjectFileError where none can be made, with nothing half done.
    """
    if why not in ROUTINE + BEFORE:
        raise ValueError(f"no reason for a backup: {why}")
    path = Path(path).resolve()
    with _named(path):
        facts = _facts(path)
        place = _folder(facts.project)
        _remember_place(place, path, facts)
        known = _listed(place, facts.file)
        if why in ROUTINE and known and _state(known[0]) == facts.state:
            return None
        at = max(now_ms(), known[0].at + 1 if known else 0)
        made = place / f"{_stamp(at)} {why} {facts.file} {facts.state}.loom"
        with unfinished_beside(made) as unfinished:
            schema.backup(path, unfinished)
            _verify(unfinished, facts)
            unfinished.chmod(0o600)
            unfinished.replace(made)
    _rotate(place, facts.file)
    return Backup(made, at, why, made.stat().st_size)


def _facts(path: Path) -> _Facts:
    schema.inspect(path)
    with closing(engines.connect(path)) as connection:
        known = dict(connection.execute("SELECT key, value FROM meta WHERE key IN (?, ?)", (PROJECT, FILE)))
        last = connection.execute("SELECT seq, at, session FROM change ORDER BY seq DESC LIMIT 1").fetchone()
    project = known[PROJECT]
    if not all(isinstance(one, str) for one in known.values()):
        raise KeyError(PROJECT)  # a name in damaged bytes is none
    return _Facts(project, _short(known.get(FILE) or project), _short(repr(last)))


def _short(words: str) -> str:
    return sha256(words.encode()).hexdigest()[:8]


def _verify(copy: Path, facts: _Facts) -> None:
    """See that the copy opens, and holds what was to be copied or something younger; its pages were looked at."""
    found = _facts(copy)
    if (found.project, found.file) != (facts.project, facts.file):
        raise sqlite3.DatabaseError(_("the copy is not what was copied"))


def _folder(project_id: str) -> Path:
    place = folder(project_id)
    place.mkdir(parents=True, exist_ok=True)
    for mine in (place.parent, place):
        with suppress(OSError):  # a folder that was named may belong to somebody else, who set its rights
            mine.chmod(0o700)
    return place


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Turn what keeps a backup from being made into a sentence that names the place."""
    try:
        yield
    except (sqlite3.Error, OSError, KeyError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ProjectFileError(
            _("No backup of {name} could be made in {folder} ({error}). Make room there, and try again.").format(
                name=path.name, folder=root(), error=reason
            )
        ) from error


# Finding --------------------------------------------------------------------------------------------------------------


def backups(path: Path) -> list[Backup]:
    """Return the backups of the project file at `path`, newest first.

    A file that is gone, damaged or locked is known by its place. Copies of the project have backups of their own.
    """
    known = _known(Path(path).resolve())
    return _listed(*known) if known else []


def all_backups(project_id: str) -> list[Backup]:
    """Return the backups of a project and of all its copies on this computer, newest first."""
    return _listed(folder(project_id))


def cut_off(path: Path) -> list[Path]:
    """Return what backups of the project at `path` or of its copies left behind that were cut off."""
    known = _known(Path(path).resolve())
    return _cut_off(known[0]) if known else []


def _cut_off(place: Path) -> list[Path]:
    return sorted(place.glob("*.part*"))


def _known(path: Path) -> tuple[Path, str] | None:
    try:
        facts = _facts(path)
    except (ProjectFileError, sqlite3.Error, KeyError):
        marks = sorted(root().glob(f"*/{_place_mark(path)}.*.place"), key=_age)
        return (marks[-1].parent, marks[-1].name.split(".")[1]) if marks else None
    return folder(facts.project), facts.file


def _remember_place(place: Path, path: Path, facts: _Facts) -> None:
    """Leave an empty file that says where the project lay; its name tells nothing to who doesn't know the path."""
    (place / f"{_place_mark(path)}.{facts.file}.place").touch()


def _place_mark(path: Path) -> str:
    return sha256(str(path).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _age(path: Path) -> float:
    return path.stat().st_mtime


def _listed(place: Path, file: str | None = None) -> list[Backup]:
    found = []
    for entry in place.glob("*.loom"):
        parts = _NAME.fullmatch(entry.name)
        if parts and file in (None, parts["file"]):
            with suppress(FileNotFoundError):  # another window drops what has had its time
                found.append(Backup(entry, _at(parts["at"]), parts["why"], entry.stat().st_size))
    return sorted(found, key=lambda one: (one.at, one.path.name), reverse=True)


def _stamp(at: int) -> str:
    return datetime.fromtimestamp(at // 1000, UTC).strftime(_STAMP) + f"{at % 1000:03}"


def _at(stamp: str) -> int:
    whole = datetime.strptime(stamp[:-3], _STAMP).replace(tzinfo=UTC)
    return int(whole.timestamp()) * 1000 + int(stamp[-3:])


def _state(backup: Backup) -> str:
    return backup.path.stem.rpartition(" ")[2]


def drop_from_before(path: Path, at: int) -> int:
    """Delete the backups of a project, and of its copies here, that were made up to a time, once it has a newer one.

    `path` is its file and `at` milliseconds since 1970: when somebody was withdrawn, whom those before still hold.
    Return how many were deleted. Raises ProjectFileError where no newer backup can be made.
    """
    facts = _facts(Path(path).resolve())
    found = _listed(folder(facts.project))
    old = [one for one in found if one.at <= at]
    if old and not any(one.at > at for one in _listed(folder(facts.project), facts.file)):
        make(path, "withdrawn")
    for one in old:
        one.path.unlink(missing_ok=True)
    return len(old)


# Keeping by age -------------------------------------------------------------------------------------------------------


def rotate(path: Path) -> list[Backup]:
    """Drop the backups of the project file at `path` that have had their time; return those that stay.

    Also what a backup that was cut off left behind.
    """
    known = _known(Path(path).resolve())
    return _rotate(*known) if known else []


def _rotate(place: Path, file: str) -> list[Backup]:
    found = _listed(place, file)
    stay = kept(found, now_ms())
    for backup in set(found) - set(stay):
        with suppress(OSError):  # somebody looks at it: the next time, then
            backup.path.unlink(missing_ok=True)
    for left in _cut_off(place):
        with suppress(OSError):
            if _age(left) < time.time() - 3600:
                left.unlink(missing_ok=True)
    return stay


def kept(found: Iterable[Backup], now: int) -> list[Backup]:
    """Return which of the backups stay at the time `now` (milliseconds since 1970), newest first.

    Everything of the last hour, then the last of each hour for a day, of each day for thirty days, of each week for a
    year; those made before a merge and the like are counted apart by their reason, so that work after it doesn't drop
    them. Hours lie whole in days and days in weeks, so how often this is asked makes no difference. The newest always
    stays.
    """
    newest = sorted(found, key=lambda one: (one.at, one.path.name), reverse=True)
    stay: list[Backup] = []
    taken: set[tuple[str, int, int]] = set()
    for backup in newest:
        age = now - backup.at
        stretch = next((length for limit, length in _TIERS if age < limit), None)
        kind = "" if backup.why in ROUTINE else backup.why
        fresh = stretch is not None and (kind, stretch, backup.at // stretch) not in taken
        if age < HOUR or fresh or not stay:
            stay.append(backup)
        taken.update((kind, length, backup.at // length) for _limit, length in _TIERS)
    return stay


# Putting back ---------------------------------------------------------------------------------------------------------


def restore(path: Path, backup: Backup, prepare: Callable[[Path], None] = lambda _unfinished: None) -> Path | None:
    """Put a backup in the place of the project file at `path`, which nobody may have open.

    What stood there is backed up before; where it is damaged it is put aside beside it, and its new place returned.
    `prepare` is called for the file that is to take its place, before it does, and may change it. Raises RefusedError
    where somebody has it open, ProjectFileError where the backup can't be read or put there, and what `prepare`
    raises; then the file is as before.
    """
    path = Path(path).resolve()
    lock = ProjectLock(path)
    if path.parent.is_dir() and not lock.acquire():
        raise RefusedError(
            _("{name} is open ({holder}). Close it there, then restore the backup.").format(
                name=path.name, holder=lock.holder().words()
            )
        )
    try:
        with unfinished_beside(path) as unfinished:
            schema.inspect(backup.path)
            schema.backup(backup.path, unfinished)
            prepare(unfinished)
            aside = _make_way(path)
            unfinished.replace(path)
            # The backup may be from before the project was locked, unlocked or given another passphrase.
            keyring.share(unfinished, path)
    except (sqlite3.Error, OSError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ProjectFileError(
            _("The backup could not be put in the place of {path} ({error}); nothing was changed.").format(
                path=path, error=reason
            )
        ) from error
    finally:
        lock.release()
    return aside


def _make_way(path: Path) -> Path | None:
    """Back up what stands at `path` and see that no log of it is left; or put it aside, with all that belongs to it."""
    if not path.exists():
        return None
    try:
        make(path, "restored")
        # A log that stayed would be taken into the file that comes: SQLite doesn't see whose it is.
        engines.rest(path)
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise RefusedError(
                _("Somebody is still reading {name}. Close it there, then restore the backup.").format(name=path.name)
            ) from error
        return _put_aside(path)
    except (ProjectFileError, sqlite3.DatabaseError):
        return _put_aside(path)
    return None


def put_aside(path: Path) -> list[Path]:
    """Return the damaged files that were once put aside beside the project at `path`."""
    return sorted(path.parent.glob(f"{escape(path.stem)} (put aside *){path.suffix}"))


def _put_aside(path: Path) -> Path:
    stamp = time.strftime("%Y-%m-%d %H%M%S")
    aside = path.with_name(f"{path.stem} (put aside {stamp}){path.suffix}")
    for rest in LOGS:
        beside = path.with_name(path.name + rest)
        if beside.exists():
            beside.replace(aside.with_name(aside.name + rest))
    path.replace(aside)
    return aside
