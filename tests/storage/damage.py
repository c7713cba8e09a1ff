"""Harm done to a project file behind the program's back, as other programs, disks and bugs do it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def behind_the_back(path: Path, *, keep_triggers: bool = True) -> Iterator[sqlite3.Connection]:
    """Give a bare connection on which neither triggers nor keys nor rules hold; the triggers come back at the end."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("synchronous = OFF", "foreign_keys = OFF", "ignore_check_constraints = ON", "writable_schema = ON"):
        connection.execute(f"PRAGMA {pragma}")
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _sql in triggers:
        connection.execute(f'DROP TRIGGER "{name}"')
    yield connection
    if keep_triggers:
        for _name, sql in triggers:
            with suppress(sqlite3.OperationalError):  # its table was harmed away
                connection.execute(sql)
    connection.close()


def harm(path: Path, *statements: str) -> None:
    """Run `statements` on the file behind the program's back."""
    with behind_the_back(path) as connection:
        for statement in statements:
            connection.execute(statement)
