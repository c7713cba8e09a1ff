"""Damaged pages of a locked file: which they are, and a locked copy in which they can be read as far as they go.

SQLCipher seals each page with a code over its bytes and number. At the first page whose seal is broken it gives up the
whole file, though all others are sound. With a new seal the page is read as a damaged page of a plain file is: what
was hit is a stretch of nonsense, the rest is as it was.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import copyfile

from qda.storage import drivers, keyring
from qda.storage.drivers import Key
from qda.storage.unfinished import unfinished_beside

_SEAL = 64  # bytes of HMAC-SHA512 at the end of each page, over all that is before it
_MASK = 0x3A  # what SQLCipher changes the salt by for the key of seals
_SHOWN = 10
_BROKEN = re.compile(r"HMAC verification failed for page (\d+)$")


def broken_pages(connection: sqlite3.Connection) -> list[int]:
    """Return the numbers (from 1) of pages whose seal is broken; none of a file that is not locked.

    `connection` may have met one of them already. Raises sqlite3.Error where nothing can be read.
    """
    said = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
    return [int(match[1]) for one in said if (match := _BROKEN.match(one))]


def listed(pages: Sequence[int]) -> str:
    """Return numbers of pages for a sentence, the first ten of them."""
    return ", ".join(map(str, pages[:_SHOWN])) + (", …" if len(pages) > _SHOWN else "")


def as_it_lies(path: Path) -> str:
    """Return the options to read a damaged file by, with what a crash left in the log beside it, and write nothing."""
    return "mode=ro" if path.with_name(path.name + "-wal").exists() else "mode=ro&immutable=1"


@contextmanager
def resealed(damaged: Path, beside: Path) -> Iterator[tuple[Path, list[int]]]:
    """Give a file that can be read in spite of damaged pages, and their numbers; one that is sound is given itself.

    The copy of a damaged one is locked by the same key, lies beside the file `beside`, and is gone afterwards. Not for
    a file that this process has open. Raises OSError where there is no room.
    """
    key = keyring.key(damaged)
    if key is None:
        yield damaged, []
        return
    logged = damaged.with_name(damaged.name + "-wal")
    with closing(drivers.connect(damaged, as_it_lies(damaged), key)) as connection:
        pages = broken_pages(connection)
    if not pages:
        yield damaged, []
        return
    with unfinished_beside(beside) as made:
        copyfile(damaged, made)
        if logged.exists():
            copyfile(logged, made.with_name(made.name + "-wal"))
        sealed = _seal(made, pages, key)
        keyring.share(damaged, made)
        yield made, sealed


def _seal(made: Path, pages: Sequence[int], key: Key) -> list[int]:
    """Seal pages anew and return their numbers; one without a byte was never written and is read without a seal."""
    salt = bytes(value ^ _MASK for value in key.salt)
    sealing = hashlib.pbkdf2_hmac("sha512", key.raw, salt, 2, len(key.raw))
    done = []
    with made.open("r+b") as file:
        for number in pages:
            begin = (number - 1) * drivers.PAGE
            file.seek(begin)
            page = file.read(drivers.PAGE)
            if not any(page):
                continue
            words = page[drivers.SALT if number == 1 else 0 : -_SEAL] + number.to_bytes(4, "little")
            file.seek(begin + drivers.PAGE - _SEAL)
            file.write(hmac.digest(sealing, words, "sha512"))
            done.append(number)
    return done
