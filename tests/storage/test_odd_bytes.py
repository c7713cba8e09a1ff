"""Bytes or nothing where words should be, and words where an id should be, are sentences: fuzzing found each."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qda.core import codebook
from qda.errors import ProjectFileError
from qda.storage import backups
from qda.storage.project import Project
from tests.storage.damage import harm

OLD = Path(__file__).parents[1] / "data" / "format3.loom"


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("THEMELOOM_BACKUPS", str(tmp_path / "kept"))


def test_a_project_id_of_bytes_makes_no_backup(path):
    harm(path, "UPDATE meta SET value = CAST(value AS BLOB) WHERE key = 'project_id'")
    with pytest.raises(ProjectFileError, match="No backup"):
        backups.make(path, "asked")


def test_a_version_without_a_name_is_not_updated(tmp_path):
    path = Path(shutil.copy(OLD, tmp_path / "old.loom"))
    harm(path, "UPDATE alembic_version SET version_num = ''")
    with pytest.raises(ProjectFileError, match="which version"):
        Project.open(path)


def test_words_where_an_id_should_be_are_damage(path):
    with Project.open(path) as project, project.change("Add code") as session:
        codebook.add_code(session, "Waiting")
    harm(path, "UPDATE code SET id = 'not sixteen' WHERE name = 'Waiting'")
    with Project.open(path, read_only=True) as project, pytest.raises(ProjectFileError), project.read() as session:
        codebook.codes(session)
