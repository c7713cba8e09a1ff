"""What a project knows of its copies, and what a file says of itself before it is merged."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from qda.core import codebook, coders, documents, independent
from qda.core.merging import WORK, copy_project, kinds, merge, preview
from qda.core.merging.copies import copies, look_at
from qda.errors import ProjectFileError
from qda.storage.models import Coding, MergeReport, journalled_tables
from qda.storage.project import Project
from tests.core.merging import team
from tests.storage.ready import copied


@pytest.fixture
def project(tmp_path):
    with copied(tmp_path / "study.loom", team.begin) as project:
        yield project


def _coder(project: Project, name: str) -> str:
    with project.read() as session:
        return coders.find_coder(session, name)


def test_a_project_knows_which_copies_were_made_and_which_came_back(project, tmp_path):
    ben = _coder(project, "Ben Okri")
    before = len(project.history())
    copy_project(project, tmp_path / "ben.loom", for_coder=ben, blind=True)
    copy_project(project, tmp_path / "new.loom")
    with project.read() as session:
        new, old = copies(session)
    assert (old.name, old.coder, old.left_out, old.back) == ("ben.loom", "Ben Okri", tuple(WORK), ())
    assert (new.name, new.coder, new.left_out) == ("new.loom", "", ())
    assert old.at <= new.at and len(project.history()) == before
    with Project.open(tmp_path / "ben.loom") as copy:
        assert copy.meta("file_id") == old.file
        with copy.read() as session:
            assert copies(session) == [], "what else was handed out is none of Ben's business"
    with project.change("Merge copy") as session:
        session.add(MergeReport(name="ben.loom", copy_id=old.file, at=77))
    with project.read() as session:
        assert [one.back for one in copies(session)] == [(), (77,)]


def test_a_copy_names_who_codes_in_it_and_a_copy_of_it_somebody_else(project, tmp_path):
    ann, ben = _coder(project, "Ann Noor"), _coder(project, "Ben Okri")
    copy_project(project, tmp_path / "ben.loom", for_coder=ben)
    look = look_at(project, tmp_path / "ben.loom")
    assert (look.name, look.same, look.coder) == ("ben.loom", True, "Ben Okri")
    assert look.people == ("Ann Noor", "Ben Okri") and look.passages == 3
    with Project.open(tmp_path / "ben.loom") as copy:
        copy_project(copy, tmp_path / "ann.loom", for_coder=ann)
        copy_project(copy, tmp_path / "any.loom")
    assert look_at(project, tmp_path / "ann.loom").coder == "Ann Noor"
    assert look_at(project, tmp_path / "any.loom").coder == ""


def test_another_project_is_told_from_a_copy_and_a_foreign_file_refused(project, tmp_path):
    with Project.create(tmp_path / "other.loom", title="Other"):
        pass
    assert not look_at(project, tmp_path / "other.loom").same
    Path(tmp_path / "letter.loom").write_text("Dear Ann")
    with pytest.raises(ProjectFileError):
        look_at(project, tmp_path / "letter.loom")


def test_every_kind_of_row_has_words_and_the_most_telling_come_first():
    tables = {table.name for table in journalled_tables()} - {"merge_report"}
    assert tables == set(kinds.KINDS)
    assert kinds.in_order({"memo": 2, "turn": 0}, {"coding": 1, "unheard_of": 1}) == ["coding", "memo", "unheard_of"]
    assert kinds.kind_words("coding") == "Coded passages" and kinds.kind_words("un_heard") == "un heard"


def test_what_somebody_may_not_see_yet_is_neither_missed_nor_removed_by_a_merge(project, tmp_path):
    ann, ben = _coder(project, "Ann Noor"), _coder(project, "Ben Okri")
    copy_project(project, tmp_path / "ben.loom", for_coder=ben)
    with Project.open(tmp_path / "ben.loom") as copy, copy.change("Add code") as session:
        codebook.add_code(session, "Hope")
    project.coder_id = ann
    seen = preview(project, tmp_path / "ben.loom")
    with project.read() as session:
        sources = tuple(key for key, _name in documents.source_names(session))
    project.sight = independent.sight(ann, sources)
    with project.read() as session:
        assert len(session.scalars(select(Coding)).all()) == 2, "Ben's passage is out of sight"
    blind = preview(project, tmp_path / "ben.loom")
    assert (blind.new, blind.changed, blind.removed, blind.same) == (seen.new, seen.changed, seen.removed, seen.same)
    assert merge(project, blind).removed == {}
    with project.read(everything=True) as session:
        assert len(session.scalars(select(Coding)).all()) == 3
