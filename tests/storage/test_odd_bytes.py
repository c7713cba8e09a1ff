"""Bytes or nothing where words should be, and words where an id should be, are sentences: fuzzing found each."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from qda.core import codebook, merging
from qda.core.check import check
from qda.errors import ProjectFileError
from qda.storage import backups
from qda.storage.looking_back import backwards
from qda.storage.models import Source, Unplaced
from qda.storage.project import Project
from qda.storage.repair import rescue
from tests.storage.damage import harm
from tests.storage.study import dump, make_study

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
    named = pytest.raises(ProjectFileError, match="words where an id should be")
    with Project.open(path, read_only=True) as project, named, project.read() as session:
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


ODD_VALUES = {
    "bytes for words": ("CAST(definition AS BLOB)", "definition"),
    "words for a number": ("'last'", "created"),
    "words for an id": ("'nobody'", "coder_id"),
}


@pytest.mark.parametrize(("value", "column"), ODD_VALUES.values(), ids=ODD_VALUES)
def test_odd_values_from_before_the_history_begins_are_named_and_mended(path, tmp_path, value, column):
    copy, whole = tmp_path / "copy.loom", tmp_path / "whole.loom"
    with Project.open(path) as project:
        with project.change("Add code") as session:
            codebook.add_code(session, "Waiting", definition="Time that is “nobody’s”")
        merging.copy_project(project, copy)  # its history is empty, and tells nothing of the code
        harm(copy, f"UPDATE code SET {column} = {value} WHERE name = 'Waiting'")
        with pytest.raises(ProjectFileError, match="damaged"):
            merging.preview(project, copy)
    with Project.open(copy) as project:
        found = [one for one in check(project) if one.kind == "values"]
    assert [column in one.what for one in found] == [True]
    (told,) = rescue(copy, whole).lost
    assert told.startswith("code ") and column in told
    with Project.open(whole) as project, project.read() as session:
        assert check(project) == []
        (waiting,) = (one for one in codebook.codes(session) if one.name == "Waiting")
    assert waiting.definition == "Time that is “nobody’s”"


def test_what_a_damaged_copy_can_not_be_read_by_is_damage_and_names_the_row(tmp_path):
    with make_study(tmp_path / "study.loom") as project:
        merging.copy_project(project, tmp_path / "copy.loom")
        with Project.open(tmp_path / "copy.loom") as copy, copy.change("Put aside") as session:
            session.add(Unplaced(source_id=session.scalars(select(Source.id)).first()))
        harm(tmp_path / "copy.loom", "UPDATE unplaced SET rows = '[[' WHERE rows = '[]'")
        with pytest.raises(ProjectFileError, match=r"unplaced .* not as its last change left it: rows"):
            merging.preview(project, tmp_path / "copy.loom")


@pytest.mark.parametrize(("value", "column"), ODD_VALUES.values(), ids=ODD_VALUES)
def test_odd_values_that_the_history_knows_are_put_right_and_nothing_is_told(path, tmp_path, value, column):
    with Project.open(path) as project:
        with project.change("Add code") as session:
            codebook.add_code(session, "Waiting", definition="Time that is “nobody’s”", coder_id=project.coder_id)
        before = dump(project)
    harm(path, f"UPDATE code SET {column} = {value} WHERE name = 'Waiting'")
    with Project.open(path, read_only=True) as project:
        assert [one.kind for one in check(project) if one.kind in ("values", "rows")] == ["values"]
    assert rescue(path, tmp_path / "whole.loom").lost == []
    with Project.open(tmp_path / "whole.loom") as project:
        assert check(project) == []
        assert dump(project) == before


def test_a_row_in_which_nothing_can_stand_is_lost_and_told(path, tmp_path):
    with Project.open(path) as project:
        with project.change("Add code") as session:
            codebook.add_code(session, "Waiting")
        merging.copy_project(project, tmp_path / "copy.loom")
    harm(tmp_path / "copy.loom", "UPDATE code SET id = 'not sixteen' WHERE name = 'Waiting'")
    assert any(
        "not sixteen: this held something else" in one
        for one in rescue(tmp_path / "copy.loom", tmp_path / "whole.loom").lost
    )
    with Project.open(tmp_path / "whole.loom") as project:
        assert check(project) == []
