"""Backups and other project files that nobody has open, rewritten in a copy that then takes their place."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sqlalchemy.orm import Session

from qda.errors import ProjectFileError
from qda.storage import schema
from qda.storage.project import Project
from qda.storage.rewriting import purge

_BESIDE = ("", "-wal", "-shm", "-journal", ".lock", ".holder")


def rewrite_aside(path: Path, label: str, work: Callable[[Session], None]) -> bool:
    """Rewrite a project file by `work`, as a change called `label`; say whether that could be done.

    One of an older format is brought to the present one. The file is as before until the rewritten one, free of what
    was there, takes its place in one step; where it can't be read or written, it stays.
    """
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(3)}.part")
    try:
        with schema.failures_named(path):
            version = schema.inspect(path)
            schema.backup(path, unfinished)
            if version < schema.FORMAT:
                from qda.storage.migrations import upgrade

                upgrade(unfinished, schema.REVISIONS[schema.FORMAT])
        with Project.open(unfinished) as project:
            with project.rewriting(label) as session:
                work(session)
            purge(unfinished)
        with suppress(OSError):  # a disk that knows no rights
            unfinished.chmod(path.stat().st_mode & 0o777)
        unfinished.replace(path)
    except (ProjectFileError, OSError):
        return False
    finally:
        for rest in _BESIDE:
            with suppress(OSError):
                unfinished.with_name(unfinished.name + rest).unlink(missing_ok=True)
    return True
