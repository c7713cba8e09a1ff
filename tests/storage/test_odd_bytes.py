"""Bytes or nothing where words should be, and words where an id should be, are sentences: fuzzing found each."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qda.core import codebook, merging
from qda.core.check import check
from qda.errors import ProjectFileError
from qda.storage import backups
from qda.storage.looking_back import backwards
from qda.storage.project import Project
from qda.storage.repair import rescue
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


ODD_HISTORY = {
    "words for a time": "UPDATE change SET at = 'noon' WHERE label = 'Add code'",
    "nothing for a time": "UPDATE change SET at = x'' WHERE label = 'Add code'",
    "words for a sitting": "UPDATE change SET session = 'one' WHERE label = 'Add code'",
    "words for the change undone": "UPDATE change SET undoes = 'one' WHERE label = 'Add code'",
    "what it was about without a kind": "UPDATE change SET about = 'code' WHERE label = 'Add code'",
    "bytes that were never packed": "UPDATE change SET images = x'ff00' WHERE label = 'Add code'",
    "the half of what was packed": "UPDATE change SET images = substr(images, 1, 40) WHERE label = 'Add code'",
    "images that are none": "UPDATE change SET images = x'030000' WHERE label = 'Add code'",
}


@pytest.mark.parametrize("statement", ODD_HISTORY.values(), ids=ODD_HISTORY)
def test_odd_values_in_the_history_are_damage_that_is_named_and_mended(path, tmp_path, statement):
    copy, whole = tmp_path / "copy.loom", tmp_path / "whole.loom"
    with Project.open(path) as project:
        merging.copy_project(project, copy)
    with Project.open(copy) as project, project.change("Add code") as session:
        codebook.add_code(session, "Waiting")
    harm(copy, statement)
    with Project.open(copy) as project:
        assert "journal" in {one.kind for one in check(project)}
        with pytest.raises(ProjectFileError, match="damaged"):
            project.undo()
        with pytest.raises(ProjectFileError, match="damaged"), project.read() as session:
            for seen in backwards(session):
                list(seen.images())
    with Project.open(path) as project, pytest.raises(ProjectFileError, match="damaged"):
        merging.preview(project, copy)
    rescue(copy, whole)
    with Project.open(whole) as project:
        assert check(project) == []
