"""Locking a project with a passphrase, unlocking it, and giving it another: the file, and each of its backups.

A plain file can't be made a locked one where it lies: it is written anew beside it by SQLCipher's export, looked at
whole, and put in its place. What stood there is overwritten and deleted, as far as that goes: disks that write
elsewhere than they are told (flash, copying file systems) may keep the old bytes, and so may what others backed up.
Files are put in place one at a time, the project last. So where it was cut off, the same call takes up where it ended.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from glob import escape
from os import fsync, link
from pathlib import Path

from sqlalchemy.orm import Session

from qda.errors import LockedError, ProjectFileError, RefusedError
from qda.i18n import _
from qda.progress import Progress, go_on
from qda.storage import backups, check, drivers, keyring, schema
from qda.storage import engine as engines
from qda.storage.drivers import Key
from qda.storage.lock import ProjectLock
from qda.storage.project import Project

_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_CHUNK = 1 << 20  # bytes


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """What was done beside the project: how many `backups` came along, and which files did not.

    `dropped` could not be read and were plain; `left` have another passphrase, or could not be read; `plain` are
    damaged originals that were once put aside beside the project, and may be read by everybody.
    """

    backups: int
    dropped: tuple[Path, ...] = ()
    left: tuple[Path, ...] = ()
    plain: tuple[Path, ...] = ()


class _DamagedError(Exception):
    """A file can't be read whole, so no other can be made of it."""


def lock(path: Path, passphrase: str, progress: Progress | None = None) -> Rekeyed:
    """Lock the closed project at `path` and its backups with a passphrase; nothing plain of them is left.

    A project that is locked by this passphrase already has its backups seen to. Plain backups that can't be read are
    dropped. Raises LockedError where it is locked by another one or SQLCipher is missing, RefusedError for an empty
    passphrase or where somebody has the project open, ProjectFileError where it is damaged or can't be written, and
    CancelledError; then the project is as before.
    """
    path = Path(path).resolve()
    if keyring.is_locked(path):
        keyring.give(path, passphrase)
        return _rekey(path, keyring.key(path), (), drop=True, progress=progress)
    return _rekey(path, _new_key(path, passphrase), (passphrase,), drop=True, progress=progress)


def unlock(path: Path, progress: Progress | None = None) -> Rekeyed:
    """Write the closed project at `path` and its backups in plain, so that it opens without a passphrase.

    The key must be known or be asked for (:mod:`qda.storage.keyring`). Raises as :func:`lock`, and RefusedError where
    it is not locked.
    """
    path = Path(path).resolve()
    _need_locked(path)
    return _rekey(path, None, (), drop=False, progress=progress)


def change_passphrase(path: Path, new: str, progress: Progress | None = None) -> Rekeyed:
    """Give the closed, locked project at `path` and its backups another passphrase, and another key with it.

    Raises as :func:`unlock`. Copies that were handed out keep the old passphrase.
    """
    path = Path(path).resolve()
    _need_locked(path)
    return _rekey(path, _new_key(path, new), (new,), drop=False, progress=progress)


def _need_locked(path: Path) -> None:
    if keyring.key(path) is None:
        schema.inspect(path)
        raise RefusedError(_("{name} is not locked with a passphrase.").format(name=path.name))


def _new_key(path: Path, passphrase: str) -> Key | None:
    """Return a key with a salt of its own, made as that of any file that is not there yet."""
    unborn = path.with_name(f"{path.name}.{secrets.token_hex(6)}.part")
    keyring.give(unborn, passphrase)
    try:
        return keyring.key(unborn)
    finally:
        keyring.forget(unborn)


def _rekey(
    path: Path, key: Key | None, passphrases: tuple[str, ...], *, drop: bool, progress: Progress | None
) -> Rekeyed:
    # Opened once in order: an older format is brought to the present one, and strangers' triggers are refused.
    with _named(path), _held(path):
        _see_alone(path)
    Project.open(path).close()
    with _named(path), _held(path):
        _see_alone(path)
        found = backups.backups(path)
        steps = len(found) + 2
        go_on(progress, 0, steps)
        for beside in (path.parent.glob(f"{escape(path.name)}.*.part*"), backups.cut_off(path)):
            for left_by_a_crash in beside:
                wipe(left_by_a_crash)
        old = keyring.key(path)
        with _written_anew(path, old, key) as made:
            _see_whole(made, path)
            go_on(progress, 1, steps)
            dropped: list[Path] = []
            left: list[Path] = []
            for number, backup in enumerate(found):
                if not _rekey_backup(backup.path, key, passphrases):
                    gone = drop and not keyring.is_locked(backup.path)
                    (dropped if gone else left).append(backup.path)
                    if gone:
                        wipe(backup.path)
                go_on(progress, number + 2, steps)
            _put(made, path, key)
    aside = [] if key is None else [one for one in backups.put_aside(path) if not keyring.is_locked(one)]
    go_on(progress, steps, steps)
    return Rekeyed(len(found) - len(dropped) - len(left), tuple(dropped), tuple(left), tuple(aside))


def _rekey_backup(path: Path, key: Key | None, passphrases: tuple[str, ...]) -> bool:
    """Bring a backup to `key`; False where it can't be read, or has a passphrase that nobody knows here."""
    if not keyring.is_known(path):
        # One that came along before this was cut off has the new passphrase already, with another salt.
        for passphrase in passphrases:
            with suppress(LockedError):
                keyring.give(path, passphrase)
    if not keyring.is_known(path):
        return False
    old = keyring.key(path)
    if old == key:
        return True
    try:
        with _written_anew(path, old, key) as made:
            made.chmod(0o600)
            _put(made, path, key)
    except _DamagedError:
        return False
    return True


@contextmanager
def _held(path: Path) -> Iterator[None]:
    lock = ProjectLock(path)
    if not lock.acquire():
        raise RefusedError(
            _("{name} is open ({holder}). Close it there, and try again.").format(
                name=path.name, holder=lock.holder().words()
            )
        )
    try:
        yield
    finally:
        lock.release()


def _see_alone(path: Path) -> None:
    """See that nobody even reads the file, and take its log in; raise sqlite3.OperationalError ("locked")."""
    engines.rest(path)
    with closing(engines.connect(path)) as connection:
        connection.execute("PRAGMA busy_timeout = 500")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Turn what keeps a file from being written into a sentence."""
    try:
        with _damage_told():
            yield
    except _DamagedError as error:
        raise ProjectFileError(
            _("{name} is not whole ({error}), so it was left as it is. Run `qda check` on it.").format(
                name=path.name, error=error
            )
        ) from error
    except (sqlite3.Error, OSError) as error:
        if "locked" in str(error):
            raise RefusedError(
                _("Somebody is still reading {name}. Close it there, and try again.").format(name=path.name)
            ) from error
        reason = getattr(error, "strerror", None) or error
        raise ProjectFileError(
            _("{name} could not be written anew ({error}), so it is as before. Make room, and do it again.").format(
                name=path.name, error=reason
            )
        ) from error


@contextmanager
def _damage_told() -> Iterator[None]:
    """Turn what SQLite says of damaged pages into _DamagedError."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _DAMAGED:
            raise
        raise _DamagedError(str(error)) from error


@contextmanager
def _written_anew(path: Path, old: Key | None, key: Key | None) -> Iterator[Path]:
    """Give a whole copy of a file with another key, beside it; it is gone afterwards, unless it was put in place."""
    made = path.with_name(f"{path.name}.{secrets.token_hex(3)}.part")
    try:
        if key is None:
            keyring.forget(made)
        else:
            keyring.keep(made, key)
        with _damage_told():
            drivers.export(path, old, made, key)
            made_alike = _outline(path) == _outline(made)
        if not made_alike:
            raise _DamagedError(_("its parts can't all be read"))
        yield made
    finally:
        keyring.forget(made)
        if made.exists():
            wipe(made)
        for rest in ("-wal", "-shm", "-journal"):
            made.with_name(made.name + rest).unlink(missing_ok=True)


def _outline(path: Path) -> list[object]:
    """Return what two files must have alike: form, marks, and the number of rows of each table; its pages are read."""
    with closing(engines.connect(path, "mode=ro")) as connection:
        verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if verdict != "ok":
            raise _DamagedError(verdict)
        form = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name").fetchall()
        marks = [connection.execute(f"PRAGMA {mark}").fetchone() for mark in ("application_id", "user_version")]
        tables = [name for kind, name, _table, _sql in form if kind == "table"]
        counts = [connection.execute(f'SELECT count(*) FROM "{name}"').fetchone() for name in tables]
    return [form, marks, counts]


def _see_whole(made: Path, path: Path) -> None:
    """See that nothing is off with what is to be the project; raise _DamagedError."""
    engine = engines.reader(made)
    try:
        with schema.failures_named(path), Session(engine) as session:
            found = check.run(session, check.checks())
    finally:
        engine.dispose()
    if found:
        raise _DamagedError(f"{found[0].where}: {found[0].what}")


def _put(made: Path, path: Path, key: Key | None) -> None:
    """Put a file in the place of another, of which nothing is left."""
    aside: Path | None = path.with_name(f"{path.name}.{secrets.token_hex(3)}.part")
    assert aside is not None
    try:
        link(path, aside)  # a second name for the old one, so that at no moment nothing has the first
    except OSError:
        aside = None  # a disk without second names: there the old one is only deleted
    made.replace(path)
    if key is None:
        keyring.forget(path)
    else:
        keyring.keep(path, key)
    if aside is not None:
        wipe(aside)


def wipe(no_database: Path) -> None:
    """Overwrite and delete a file that nobody has open; one that has other names, such as a snapshot's, stays there."""
    with suppress(OSError):
        about = no_database.stat()
        if about.st_nlink == 1:
            with no_database.open("r+b", buffering=0) as file:
                for start in range(0, about.st_size, _CHUNK):
                    file.write(bytes(min(_CHUNK, about.st_size - start)))
                fsync(file.fileno())
    no_database.unlink(missing_ok=True)
