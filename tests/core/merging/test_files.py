"""Files that are brought and can't be merged: each is refused with a sentence, and none is touched."""

from __future__ import annotations

import shutil

import pytest

from qda.core import codebook, coders
from qda.core.merging import copy_project, merge, preview
from qda.core.merging.tables import DESCRIPTIONS, forms
from qda.errors import CancelledError, ProjectFileError, RefusedError
from qda.storage import engine as engines
from qda.storage.models import journalled_tables
from qda.storage.project import Project
from tests.core.merging.copies import Copies, bring, ids
from tests.storage.study import dump, make_study


@pytest.fixture
def project(tmp_path):
    with make_study(tmp_path / "study.loom") as project:
        yield project


def test_every_journalled_table_has_a_description():
    """A new table needs one: which of its rows are the same though their ids differ, and what it is called."""
    assert DESCRIPTIONS.keys() == {table.name for table in journalled_tables()}
    for name, form in forms().items():
        assert form.columns[0] == "id", "rows are told apart by their first value"
        if form.unique:
            assert DESCRIPTIONS[name].natural is not None, f"{name} has unique keys, so two sides can make the same row"


def test_the_project_itself_and_another_project_are_refused(project, tmp_path):
    with pytest.raises(RefusedError, match="this project itself"):
        preview(project, project.path)
    make_study(tmp_path / "other.loom", 1).close()
    with pytest.raises(RefusedError, match="another project"):
        preview(project, tmp_path / "other.loom")


def test_files_that_are_no_whole_closed_project_are_refused_and_left_alone(project, tmp_path):
    copy_project(project, tmp_path / "copy.loom")
    whole = (tmp_path / "copy.loom").read_bytes()
    cases = {"cut.loom": whole[: len(whole) // 2], "none.loom": b"no project", "worm.loom": bytearray(whole)}
    for place in range(9_000, len(whole), 5_000):
        cases["worm.loom"][place : place + 40] = b"x" * 40
    for name, data in cases.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(ProjectFileError):
            preview(project, tmp_path / name)
        assert (tmp_path / name).read_bytes() == bytes(data)
    with pytest.raises(ProjectFileError, match="There is no file"):
        preview(project, tmp_path / "nowhere.loom")
    shutil.copy(tmp_path / "copy.loom", tmp_path / "newer.loom")
    connection = engines.connect(tmp_path / "newer.loom")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(ProjectFileError, match="newer version"):
        preview(project, tmp_path / "newer.loom")
    connection = engines.connect(tmp_path / "copy.loom")
    connection.execute("CREATE VIEW mine AS SELECT 1")
    connection.close()
    with pytest.raises(ProjectFileError, match="did not make"):
        preview(project, tmp_path / "copy.loom")


def test_a_copy_that_somebody_has_open_is_refused(project, tmp_path):
    copy_project(project, tmp_path / "copy.loom")
    with (
        Project.open(tmp_path / "copy.loom"),
        pytest.raises(ProjectFileError, match="open in another window or at somebody else's"),
    ):
        preview(project, tmp_path / "copy.loom")
    assert preview(project, tmp_path / "copy.loom").empty


def test_a_merge_can_be_stopped_at_every_step_and_leaves_nothing(project):
    copies = Copies(project)
    copies.they(lambda s: codebook.add_code(s, "Theirs"))
    before, steps = dump(project), []
    plan = preview(project, copies.path, lambda done, total: steps.append((done, total)) is None)
    merge_steps = []
    merge(project, plan, progress=lambda done, total: merge_steps.append((done, total)) is None)
    project.undo()
    for told in (steps, merge_steps):
        assert [done for done, _total in told] == sorted(done for done, _total in told) and len(told) > 5
        assert all(done <= total for done, total in told)
    plan = preview(project, copies.path)
    for stop in range(len(merge_steps)):
        answers = iter([True] * stop + [False])
        with pytest.raises(CancelledError):
            merge(project, plan, progress=lambda _done, _all, answers=answers: next(answers))
        assert dump(project) == before
    with pytest.raises(CancelledError):
        preview(project, copies.path, lambda _done, _all: False)


def test_a_project_that_went_on_since_the_preview_is_looked_at_again(project):
    copies = Copies(project)
    copies.they(lambda s: codebook.add_code(s, "Theirs"))
    plan = copies.preview()
    copies.we(lambda s: coders.add_coder(s, "Late"))
    before = dump(project)
    with pytest.raises(RefusedError, match="Look at the copy once more"):
        merge(project, plan)
    assert dump(project) == before


def test_a_copy_that_was_taken_away_after_the_preview_is_merged_as_it_was(project):
    copies = Copies(project)
    copies.they(lambda s: codebook.add_code(s, "Theirs"))
    plan = copies.preview()
    copies.path.unlink()
    merge(project, plan)
    assert "Theirs" in ids(project)


def test_a_copy_of_an_older_format_is_brought_to_the_present_one_elsewhere(tmp_path):
    from tests.storage.test_migrations import KEPT

    old = KEPT[0]
    shutil.copy(old, tmp_path / "old.loom")
    shutil.copy(old, tmp_path / "ours.loom")
    before = (tmp_path / "old.loom").read_bytes()
    with Project.open(tmp_path / "ours.loom") as ours:
        with ours.change("Add coder") as session:
            coders.add_coder(session, "New one")
        assert bring(ours, tmp_path / "old.loom").id == ""
    assert (tmp_path / "old.loom").read_bytes() == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith("old") and path.name != "old.loom"]
