"""What a backup holds, counted without bringing it to the present format or copying it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from qda.storage import engine as engines

COUNTED = ("source", "code", "coding", "theme", "memo", "participant")


@dataclass(frozen=True, slots=True)
class Facts:
    """How many rows a project file holds by table, and its last change: number, time (ms since 1970) and sitting."""

    counts: dict[str, int] = field(default_factory=dict)
    last: tuple[int, int, int] | None = None
    title: str = ""


def facts(path: Path) -> Facts | None:
    """Return what the project file at `path`, which may be open, holds; None where it can't be read."""
    try:
        with closing(engines.connect(path, "mode=ro")) as connection:
            known = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            counts = {
                name: int(connection.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0])
                for name in COUNTED
                if name in known
            }
            last = connection.execute("SELECT seq, at, session FROM change ORDER BY seq DESC LIMIT 1").fetchone()
            title = connection.execute("SELECT title FROM study LIMIT 1").fetchone()
    except sqlite3.Error:
        return None
    return Facts(counts, last, str(title[0]) if title else "")


def changes_since(path: Path, then: Facts) -> int | None:
    """Return how many changes the project file at `path` made after it held `then`; None where it never did."""
    try:
        with closing(engines.connect(path, "mode=ro")) as connection:
            last = connection.execute("SELECT MAX(seq) FROM change").fetchone()[0] or 0
            if then.last is None:
                return int(last)
            query = "SELECT seq, at, session FROM change WHERE seq = ?"
            return (
                int(last) - then.last[0] if connection.execute(query, then.last[:1]).fetchone() == then.last else None
            )
    except sqlite3.Error:
        return None
