"""Bytes or nothing where words should be, and words where an id should be, are sentences: fuzzing found each."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from qda.core import codebook, coders, coding, documents, merging
from qda.core.check import check
from qda.errors import ProjectFileError
from qda.storage import backups
from qda.storage.looking_back import backwards
from qda.storage.models import Code, Coding, CodingRound, Source, Unplaced
from qda.storage.project import Project
from qda.storage.repair import rescue
from qda.storage.snapshot import Snapshot
from tests.storage.damage import harm
from tests.storage.study import dump, interview, make_study

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
    "words for a time": ("at = 'noon'", 1),
    "nothing for a time": ("at = x''", 1),
    "words for a sitting": ("session = 'one'", 1),
    "words for a number of rows": ("rows = 'many'", 1),
    "bytes for what it was about": ("about = CAST(about AS BLOB)", 1),
    "bytes for its label": ("label = CAST(label AS BLOB)", 1),
    "bytes for its tables": ("tables = CAST(tables AS BLOB)", 1),
    "words for the change undone": ("undoes = 'one'", 0),
    "what it was about without a kind": ("about = 'code'", 0),
    "bytes that were never packed": ("images = x'ff00'", 0),
    "the half of what was packed": ("images = substr(images, 1, 40)", 0),
    "images that are none": ("images = x'030000'", 0),
}


@pytest.mark.parametrize(("value", "kept"), ODD_HISTORY.values(), ids=ODD_HISTORY)
def test_odd_values_in_the_history_are_damage_that_is_named_and_mended(path, tmp_path, value, kept):
    copy, whole = tmp_path / "copy.loom", tmp_path / "whole.loom"
    with Project.open(path) as project:
        merging.copy_project(project, copy)
    with Project.open(copy) as project, project.change("Add code") as session:
        codebook.add_code(session, "Waiting")
    harm(copy, f"UPDATE change SET {value} WHERE label = 'Add code'")
    with Project.open(copy) as project:
        assert {"journal", "values"} & {one.kind for one in check(project)}
        with pytest.raises(ProjectFileError, match="damaged"), project.read() as session:
            for seen in backwards(session):
                list(seen.images())
        with pytest.raises(ProjectFileError, match="damaged"):
            project.undo()
    with Project.open(path) as project, pytest.raises(ProjectFileError, match="damaged"):
        merging.preview(project, copy)
    rescue(copy, whole)
    with Project.open(whole) as project:
        assert check(project) == []
        assert len([one for one in project.history(9) if one.label == "Add code"]) == kept


def test_what_a_damaged_copy_can_not_be_read_by_is_damage_and_names_the_row(tmp_path):
    with make_study(tmp_path / "study.loom") as project:
        merging.copy_project(project, tmp_path / "copy.loom")
        with Project.open(tmp_path / "copy.loom") as copy, copy.change("Put aside") as session:
            session.add(Unplaced(source_id=session.scalars(select(Source.id)).first()))
        harm(tmp_path / "copy.loom", "UPDATE unplaced SET rows = '[[' WHERE rows = '[]'")
        with pytest.raises(ProjectFileError, match=r"unplaced .* not as its last change left it: rows"):
            merging.preview(project, tmp_path / "copy.loom")


def test_an_error_of_ours_is_no_damage_of_a_copy_in_which_we_changed_something(tmp_path):
    with make_study(tmp_path / "study.loom") as project:
        merging.copy_project(project, tmp_path / "copy.loom")
    with Project.open(tmp_path / "copy.loom") as copy, copy.change("Add code") as session:
        codebook.add_code(session, "Waiting")
    snapshot = Snapshot(tmp_path / "copy.loom")
    snapshot.change(lambda session: session.execute(delete(Code).where(Code.name == "Waiting")))
    with pytest.raises(KeyError), snapshot.read():
        raise KeyError


ODD_VALUES = {
    "bytes for words": ("CAST(definition AS BLOB)", "definition", True),
    "words for bytes": ("CAST(coder_id AS TEXT)", "coder_id", True),
    "words for a number": ("'last'", "created", False),
    "words for yes or no": ("'no'", "codable", False),
    "words for an id": ("'nobody'", "coder_id", False),
}


@pytest.mark.parametrize(("value", "column", "sure"), ODD_VALUES.values(), ids=ODD_VALUES)
def test_odd_values_from_before_the_history_begins_are_named_and_mended(path, tmp_path, value, column, sure):
    copy, whole = tmp_path / "copy.loom", tmp_path / "whole.loom"
    with Project.open(path) as project:
        source, code = _coded(project)
        merging.copy_project(project, copy)  # its history is empty, and tells nothing of the code
        harm(copy, f"UPDATE code SET {column} = {value} WHERE name = 'Waiting'")
        with pytest.raises(ProjectFileError, match="damaged"):
            merging.preview(project, copy)
    with Project.open(copy, read_only=True) as project:
        found = [one for one in check(project) if one.kind == "values"]
    assert [column in one.what for one in found] == [True]
    lost = rescue(copy, whole).lost
    assert lost == ([] if sure else [f"code {code}: what stood here can't be read, and was guessed: {column}."])
    with Project.open(whole) as project, project.read() as session:
        assert check(project) == []
        assert [one.definition for one in codebook.codes(session) if one.id == code] == ["Nobody’s time"]
        assert len(coding.codings(session, source)) == 1


@pytest.mark.parametrize(("value", "column", "sure"), ODD_VALUES.values(), ids=ODD_VALUES)
def test_odd_values_that_the_history_knows_are_put_right_and_nothing_is_told(path, tmp_path, value, column, sure):
    with Project.open(path) as project:
        _coded(project)
        before = dump(project)
    harm(path, f"UPDATE code SET {column} = {value} WHERE name = 'Waiting'")
    with Project.open(path, read_only=True) as project:
        assert [one.kind for one in check(project) if one.kind in ("values", "rows")] == ["values"]
    assert rescue(path, tmp_path / "whole.loom").lost == []
    with Project.open(tmp_path / "whole.loom") as project:
        assert check(project) == []
        assert dump(project) == before


def test_what_one_change_of_a_copy_knows_of_an_older_row_is_enough_to_mend_it(path, tmp_path):
    copy, whole = tmp_path / "copy.loom", tmp_path / "whole.loom"
    with Project.open(path) as project:
        source, code = _coded(project)
        merging.copy_project(project, copy)
    with Project.open(copy) as project, project.change("Code otherwise") as session:
        other = codebook.add_code(session, "Hoping")
        session.scalars(select(Coding).where(Coding.code_id == code)).one().code_id = other
    harm(copy, f"UPDATE coding SET code_id = 7 WHERE code_id = x'{other}'")
    assert rescue(copy, whole).lost == []
    with Project.open(whole) as project, project.read() as session:
        assert check(project) == []
        assert [one.code_id for one in coding.codings(session, source)] == [other]


def test_words_that_can_not_be_read_keep_their_row_and_are_told(path, tmp_path):
    copy, whole = tmp_path / "copy.loom", tmp_path / "whole.loom"
    with Project.open(path) as project:
        _source, code = _coded(project)
        merging.copy_project(project, copy)
    harm(copy, "UPDATE code SET definition = CAST(x'ff' || definition AS TEXT) WHERE name = 'Waiting'")
    assert [one.startswith(f"code {code}") for one in rescue(copy, whole).lost] == [True]
    with Project.open(whole) as project, project.read() as session:
        assert [one.definition for one in codebook.codes(session) if one.id == code] == ["\ufffdNobody’s time"]


def test_a_passage_of_which_the_place_can_not_be_read_is_lost_rather_than_on_other_words(path, tmp_path):
    copy, whole = tmp_path / "copy.loom", tmp_path / "whole.loom"
    with Project.open(path) as project:
        source, code = _coded(project)
        merging.copy_project(project, copy)
    harm(copy, f"UPDATE coding SET start = 'here' WHERE code_id = x'{code}'")
    (told,) = rescue(copy, whole).lost
    assert told.startswith("coding ") and told.endswith("is lost: what stood here can't be read: start.")
    with Project.open(whole) as project, project.read() as session:
        assert check(project) == []
        assert coding.codings(session, source) == []


def test_a_round_stays_blind_where_it_can_not_be_read_whether_it_is(tmp_path):
    with make_study(tmp_path / "study.loom") as project:
        merging.copy_project(project, tmp_path / "copy.loom")
    harm(tmp_path / "copy.loom", "UPDATE coding_round SET blind = 'yes'")
    assert any("guessed: blind" in one for one in rescue(tmp_path / "copy.loom", tmp_path / "whole.loom").lost)
    with Project.open(tmp_path / "whole.loom") as project, project.read() as session:
        assert all(session.scalars(select(CodingRound.blind)))


def test_a_row_of_which_the_id_is_no_id_is_lost_and_told(path, tmp_path):
    with Project.open(path) as project:
        _coded(project)
        merging.copy_project(project, tmp_path / "copy.loom")
    harm(tmp_path / "copy.loom", "UPDATE code SET id = CAST(x'fffe' AS TEXT) WHERE name = 'Waiting'")
    with Project.open(tmp_path / "copy.loom", read_only=True) as project:
        assert ("values", "code fffe") in {(one.kind, one.where) for one in check(project)}
    assert "code: 1 row is damaged." in rescue(tmp_path / "copy.loom", tmp_path / "whole.loom").lost
    with Project.open(tmp_path / "whole.loom") as project:
        assert check(project) == []


def _coded(project: Project) -> tuple[str, str]:
    """Code a passage as waiting; return the ids of the source and the code."""
    with project.change("Add code") as session:
        ann = coders.add_coder(session, "Ann")
        code = codebook.add_code(session, "Waiting", definition="Nobody’s time", coder_id=ann)
        source = documents.add_source(session, interview("One", ("A", "I waited.")))
        coding.apply_code(session, ann, code, source, 3, 11)
    return source, code
