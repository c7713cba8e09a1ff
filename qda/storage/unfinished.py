"""A project file on its way: made whole under a name that is nobody else's, before it takes its place."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from qda.storage import keyring

LOGS = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file, by what its name ends in."""


@contextmanager
def unfinished_beside(path: Path) -> Iterator[Path]:
    """Give the path of a file that is to be made and then to take the place of `path`; no rest of it stays.

    So a crash leaves no half project behind, and two that begin at once don't meet.
    """
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(3)}.part")
    try:
        yield unfinished
    finally:
        keyring.forget(unfinished)
        for rest in ("", *LOGS, ".lock", ".holder"):
            with suppress(OSError):
                unfinished.with_name(unfinished.name + rest).unlink(missing_ok=True)
