"""Project files that are made once a process and copied from then on, which takes a tenth of the time.

Every copy gets a project id of its own, under which its backups lie. Its rows have the ids of those of its model.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from qda.storage import engine as engines
from qda.storage import keyring, schema
from qda.storage.project import Project

create_tables = schema.create
"""What makes an empty file in earnest, also while :func:`copy_tables` stands in for it."""


def copied(path: Path, build: Callable[[Path], Project], number: int = 0) -> Project:
    """Open a copy, made at `path`, of the project that `build` makes; another `number` is another project of its kind.

    Raises FileExistsError where there is something at `path`.
    """
    _copy(path, *_built(build, number))
    return Project.open(path)


def empty_project(path: Path) -> Project:
    """Open a new, empty project called "Study" at `path`."""
    return copied(path, _empty)


def copy_tables(path: Path) -> None:
    """Do what :func:`qda.storage.schema.create` does, by a copy of what it made where the file is not locked."""
    if keyring.key(path) is None:
        _copy(path, *_tables())
    else:
        create_tables(path)


def _empty(path: Path) -> Project:
    return Project.create(path, title="Study")


@cache
def _built(build: Callable[[Path], Project], _number: int) -> tuple[bytes, bytes]:
    """Return the content of the file that `build` makes, and the project id in it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "study.loom"
        with build(path) as project:
            project_id = project.meta("project_id") or ""
        return path.read_bytes(), project_id.encode()


@cache
def _tables() -> tuple[bytes, bytes]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "tables.loom"
        create_tables(path)
        content = path.read_bytes()
        with closing(engines.connect(path)) as connection:
            [(project_id,)] = connection.execute("SELECT value FROM meta WHERE key = 'project_id'")
    return content, project_id.encode()


def _copy(path: Path, content: bytes, project_id: bytes) -> None:
    assert content.count(project_id) == 1
    with path.open("xb") as file:
        file.write(content.replace(project_id, uuid4().hex.encode()))
