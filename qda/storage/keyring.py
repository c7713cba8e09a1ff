"""Keys of the locked project files that this process has opened, by path; kept in memory and nowhere else.

A passphrase is made a key once, as SQLCipher 4 does it itself (PBKDF2 with HMAC-SHA512, 256,000 rounds: a fifth of a
second), and any program that knows SQLCipher opens the file by the passphrase. The passphrase is not kept.
"""

from __future__ import annotations

import hashlib
import os
import threading
import unicodedata
from collections.abc import Callable
from pathlib import Path

from qda.errors import LockedError, RefusedError
from qda.i18n import _
from qda.storage import drivers
from qda.storage.drivers import Key

ROUNDS = 256_000
_keys: dict[Path, Key] = {}
_guard = threading.Lock()

asker: Callable[[Path], str | None] | None = None
"""Who is asked for the passphrase of a file that is met locked; None where whoever opens it asks before."""


def is_locked(path: Path) -> bool:
    """Say whether the file at `path` is locked with a passphrase, whether or not its key is known here."""
    return _known(path) is not None or drivers.salt_of(path) is not None


def is_known(path: Path) -> bool:
    """Say whether the file at `path` opens without a question: it is not locked, or its key is known."""
    try:
        return _found(path, ask=False) is not None or not is_locked(path)
    except LockedError:
        return False


def key(path: Path) -> Key | None:
    """Return the key of the file at `path`, None for one that is not locked.

    A file that is not there yet is made with the key that it was given before. Raises LockedError where the key is not
    known and nobody says the passphrase.
    """
    return _found(path, ask=True)


def give(path: Path, passphrase: str) -> None:
    """Keep the key of a locked file, or of one that is to be made locked.

    Raises LockedError where `passphrase` does not open it, RefusedError for an empty one or a file without a lock.
    """
    if not passphrase:
        raise RefusedError(_("A passphrase needs at least one character."))
    known = _known(path)
    salt = known.salt if known is not None else drivers.salt_of(path)
    if salt is not None:
        made = derived(passphrase, salt)
        if not drivers.opens(path, made):
            raise LockedError(
                _(
                    "This passphrase does not open {name}. Look at capitals and keyboard layout, and type it again. "
                    "Should it be the right one, the file is damaged: restore a backup."
                ).format(name=path.name),
                path,
            )
    elif path.exists() and path.stat().st_size:
        raise RefusedError(_("{name} is not locked; open it without a passphrase.").format(name=path.name))
    else:
        made = derived(passphrase, os.urandom(drivers.SALT))
    keep(path, made)


def keep(path: Path, held: Key) -> None:
    """Keep a key that was derived before as that of the file at `path`."""
    with _guard:
        _keys[path.resolve()] = held


def share(known: Path, other: Path) -> None:
    """Let the file at `other`, which is to be made, have the lock of the one at `known`, or none as that one."""
    shared = key(known)
    if shared is None:
        forget(other)
    else:
        keep(other, shared)


def forget(path: Path) -> None:
    """Drop the key of one file; not while it is open."""
    with _guard:
        _keys.pop(path.resolve(), None)


def forget_all(but: Path | None = None) -> None:
    """Drop the keys of all files, but not of the one at `but`, which is open, nor of what shares its key."""
    with _guard:
        kept = None if but is None else _keys.get(but.resolve())
        for path in [one for one, held in _keys.items() if held != kept]:
            del _keys[path]


def derived(passphrase: str, salt: bytes) -> Key:
    """Return the key that SQLCipher 4 makes of a passphrase; letters with marks count the same however typed."""
    words = unicodedata.normalize("NFC", passphrase).encode("utf-8")
    return Key(hashlib.pbkdf2_hmac("sha512", words, salt, ROUNDS, 32), salt)


def _found(path: Path, *, ask: bool) -> Key | None:
    known = _known(path)
    if known is not None:
        return known
    salt = drivers.salt_of(path)
    if salt is None:
        return None
    # Copies and backups of a project have its salt, hence its key, wherever they lie and whatever they are called.
    with _guard:
        alike = {held for held in _keys.values() if held.salt == salt}
    for held in alike:
        if drivers.opens(path, held):
            keep(path, held)
            return held
    passphrase = asker(path) if ask and asker is not None else None
    if passphrase is None:
        raise LockedError(_("{name} is locked. Open it with its passphrase.").format(name=path.name), path)
    give(path, passphrase)
    return _known(path)


def _known(path: Path) -> Key | None:
    with _guard:
        return _keys.get(path.resolve())
