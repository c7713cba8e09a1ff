"""Copies without others' work, copies of copies, copies from long ago: what was left out never counts as removed."""

from __future__ import annotations

import shutil

import pytest
from sqlalchemy import func, select

from qda.core import codebook, coders, coding, memos
from qda.core.merging import OURS, THEIRS, copy_project, preview
from qda.storage.models import Code, Coding, Memo, Quote
from qda.storage.project import Project
from tests.core.merging.copies import Copies, bring, change, coded, ids
from tests.storage.study import dump, make_study


@pytest.fixture
def project(tmp_path):
    with make_study(tmp_path / "study.loom") as project:
        yield project


def count(project, model):
    with project.read() as session:
        return session.scalar(select(func.count()).select_from(model))


def test_a_blind_copy_comes_back_and_nothing_that_was_left_out_is_gone(project):
    here = ids(project)
    copies = Copies(project, for_coder=here["Ann Noor"], blind=True)
    assert copies.preview().empty
    before = {model: count(project, model) for model in (Coding, Memo, Quote)}
    copies.they(lambda s: coding.apply_code(s, here["Ann Noor"], here["The mask"], here["Carla"], 3, 20))
    copies.they(lambda s: memos.add_memo(s, "Mine", "…", coder_id=here["Ann Noor"]))
    plan = copies.preview()
    assert plan.new == {"coding": 1, "memo": 1} and not plan.changed and not plan.removed
    copies.merge()
    assert {model: count(project, model) for model in before} == {
        Coding: before[Coding] + 1,
        Memo: before[Memo] + 1,
        Quote: before[Quote],
    }


def test_a_code_deleted_in_a_blind_copy_asks_for_the_passages_it_could_not_see(project):
    here = ids(project)
    copies = Copies(project, blind=True)
    copies.they(lambda s: codebook.delete_codes(s, [here["Somebody helps"]]))
    (conflict,) = copies.preview().conflicts
    assert "Coded passage: 2" in conflict.ours
    copies.merge()
    with project.read() as session:
        rows = session.scalars(select(Coding.id).where(Coding.code_id == here["Somebody helps"])).all()
    assert len(rows) == 2


def test_what_was_left_out_comes_where_the_whole_is_brought_to_a_blind_copy(project):
    here = ids(project)
    copies = Copies(project, for_coder=here["Ann Noor"], blind=True)
    state, path = dump(project), project.path
    copies.they(lambda s: coding.apply_code(s, here["Ann Noor"], here["The mask"], here["Carla"], 3, 20))
    project.close()
    with copies.theirs() as copy:
        bring(copy, path)
        found = dump(copy)
        for table in ("coding", "memo", "quote", "reading"):
            assert found[table].items() >= state[table].items(), table


def test_copies_of_copies_and_colleagues_who_began_together_meet(project, tmp_path):
    """Ours gives to Ben, Ben to Cleo; Dora began with Ben's file as it was handed out; any two meet again."""
    here = ids(project)
    mask, carla, ann, ben = here["The mask"], here["Carla"], here["Ann Noor"], here["Ben Okri"]
    paths = {name: tmp_path / f"{name}.loom" for name in ("ben", "cleo", "dora", "later")}
    change(project, lambda s: codebook.edit_code(s, mask, definition="First."), "Edit")
    copy_project(project, paths["ben"])
    shutil.copy(paths["ben"], paths["dora"])
    old = change(project, lambda s: coding.apply_code(s, ann, mask, carla, 60, 70).id, "Apply code")
    change(project, lambda s: codebook.edit_code(s, mask, definition="Second."), "Edit")
    with Project.open(paths["ben"]) as copy:
        change(copy, lambda s: codebook.edit_code(s, mask, colour="red"), "Edit")
        change(copy, lambda s: coding.apply_code(s, ben, mask, carla, 1, 10), "Apply code")
        change(copy, lambda s: codebook.delete_codes(s, [here["The way"]]), "Delete")
        copy_project(copy, paths["cleo"])
    with Project.open(paths["cleo"]) as copy:
        change(copy, lambda s: coding.apply_code(s, ben, mask, carla, 5, 20), "Apply code")
    with Project.open(paths["dora"]) as copy:
        dora = change(copy, lambda s: coders.add_coder(s, "Dora"), "Add coder")
        change(copy, lambda s: coding.apply_code(s, dora, mask, carla, 30, 50), "Apply code")
    copy_project(project, paths["later"])
    project.close()
    with Project.open(paths["later"]) as later:
        plan = preview(later, paths["cleo"])
        assert not plan.conflicts and plan.changed["code"] == 1 and plan.removed["code"] == 1
        for name in ("cleo", "dora", "ben"):
            bring(later, paths[name])
        with later.read() as session:
            code = session.get(Code, mask)
            assert (code.definition, code.colour) == ("Second.", "red")
            assert session.get(Code, here["The way"]) is None
            assert coded(session, mask, carla, ben) == set(range(1, 20))
            assert coded(session, mask, carla, dora) == set(range(30, 50))
            assert session.get(Coding, old) is not None
    with Project.open(paths["dora"]) as copy:
        bring(copy, paths["later"])
        with copy.read() as session:
            assert session.get(Code, mask).definition == "Second."


def test_a_project_that_was_copied_by_the_system_meets_at_the_last_common_change(project, tmp_path):
    here = ids(project)
    path = project.path
    project.close()
    shutil.copy(path, tmp_path / "twin.loom")
    with Project.open(tmp_path / "twin.loom") as twin:
        change(twin, lambda s: codebook.edit_code(s, here["The mask"], colour="red"), "Edit")
        change(twin, lambda s: coding.remove_codings(s, [_first(s)]), "Remove")
    with Project.open(path) as ours:
        change(ours, lambda s: codebook.edit_code(s, here["The mask"], definition="Ours."), "Edit")
        report = bring(ours, tmp_path / "twin.loom")
        assert report.changed["code"] == 1 and report.removed["coding"] == 1 and not report.answers


def _first(session):
    return session.scalars(select(Coding.id)).first()


def test_without_a_common_point_all_that_differs_is_asked_and_nothing_removed(project, tmp_path):
    here = ids(project)
    path = project.path
    project.close()
    shutil.copy(path, tmp_path / "backup.loom")
    with Project.open(path) as ours:
        change(ours, lambda s: codebook.add_code(s, "Later"), "Add code")
        copy_project(ours, tmp_path / "copy.loom")
    with Project.open(tmp_path / "copy.loom") as copy:
        change(copy, lambda s: codebook.edit_code(s, here["The mask"], definition="Theirs."), "Edit")
        change(copy, lambda s: coding.remove_codings(s, [_first(s)]), "Remove")
    with Project.open(tmp_path / "backup.loom") as ours:
        change(ours, lambda s: codebook.edit_code(s, here["The way"], definition="Ours."), "Edit")
        plan = preview(ours, tmp_path / "copy.loom")
        assert {conflict.title for conflict in plan.conflicts} >= {"Code “The mask”", "Code “The way”"}
        assert not plan.removed and "not known any more" in plan.notes[0]
        choices = {one.key: THEIRS if one.title == "Code “The mask”" else OURS for one in plan.conflicts}
        bring(ours, tmp_path / "copy.loom", choices)
        with ours.read() as session:
            assert session.get(Code, here["The mask"]).definition == "Theirs."
            assert session.get(Code, here["The way"]).definition == "Ours."
            assert session.scalar(select(Code.id).where(Code.name == "Later"))
