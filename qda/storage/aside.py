"""Backups and other project files that nobody has open, rewritten in a copy that then takes their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy.orm import Session

from qda.errors import ProjectFileError
from qda.storage import engine as engines
from qda.storage import schema
from qda.storage.project import Project
from qda.storage.rewriting import purge
from qda.storage.unfinished import unfinished_beside


def rewrite_aside(path: Path, label: str, work: Callable[[Session], None]) -> bool:
    """Rewrite a project file by `work`, as a change called `label`; say whether that could be done.

    One of an older format is brought to the present one. The file is as before until the rewritten one, free of what
    was there, takes its place in one step; where it can't be read or written, it stays.
    """
    try:
        with unfinished_beside(path) as unfinished:
            with schema.failures_named(path):
                schema.inspect(path)
                schema.backup(path, unfinished)
            rewrite_unfinished(unfinished, label, work)
            with suppress(OSError):  # a disk that knows no rights
                unfinished.chmod(path.stat().st_mode & 0o777)
            unfinished.replace(path)
    except (ProjectFileError, OSError):
        return False
    return True


def rewrite_unfinished(path: Path, label: str, work: Callable[[Session], None]) -> None:
    """Rewrite by `work`, as a change called `label`, a project file that is to take another one's place.

    One of an older format is brought to the present one. Raises ProjectFileError and what `work` raises.
    """
    with schema.failures_named(path):
        if schema.inspect(path) < schema.FORMAT:
            from qda.storage.migrations import upgrade

            upgrade(path, schema.REVISIONS[schema.FORMAT])
    with Project.open(path) as project:
        with project.rewriting(label) as session:
            work(session)
        purge(path)


@contextmanager
def closing_reader(path: Path) -> Iterator[Session]:
    """Give a session that reads a project file that nobody has open; the file is let go of afterwards."""
    engine = engines.reader(path)
    try:
        with Session(engine, expire_on_commit=False) as session:
            yield session
    finally:
        engine.dispose()
