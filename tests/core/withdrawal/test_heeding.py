"""Who was withdrawn does not come back: by no copy, no other project, no backup, no file, and no crash in between."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from qda.core import coders, documents, memos, merging, participants, restoring, retrieval
from qda.core.check import check
from qda.core.correcting import replace as replacing
from qda.core.importers.reading import read_files
from qda.core.intake import take_in
from qda.core.merging.joining import join, preview_join
from qda.core.pseudonyms.applying import apply, write_new_key
from qda.core.pseudonyms.table import Entry, table
from qda.core.withdrawal import removing, withdraw
from qda.errors import KeyNeededError, RefusedError, WithdrawnThereError
from qda.storage import backups, schema
from qda.storage.models import Participant, Source, Tombstone
from qda.storage.project import Project
from tests.core.withdrawal.before import ALONE, GROUP, WORDS, dorothea, make
from tests.storage.searching import leftovers


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setenv("THEMELOOM_BACKUPS", str(tmp_path / "backups"))
    with make(tmp_path) as project:
        yield project


def texts(project: Project) -> list[str]:
    with project.read() as session:
        return [documents.source_text(session, key) for key in session.scalars(select(Source.id).order_by(Source.name))]


def test_a_copy_from_before_brings_its_other_work_and_nothing_of_them(project, tmp_path):
    withdraw(project, dorothea(project))
    plan = merging.preview(project, tmp_path / "ben.loom")
    assert [one.title for one in plan.held_back] == ["Somebody who was withdrawn"]
    assert "Sources: 1" in plan.held_back[0].reason
    assert not plan.conflicts
    report = merging.merge(project, plan)
    assert report.held_back == plan.held_back
    with project.read() as session:
        assert [one.text for one in retrieval.quotes(session)] == ["waited outside"]
        assert merging.reports(session)[0].held_back == plan.held_back
    assert merging.preview(project, tmp_path / "ben.loom").empty
    assert check(project) == []
    project.close()
    assert leftovers(project.path, WORDS) == []
    assert leftovers(tmp_path / "ben.loom", WORDS) != []


def test_who_was_withdrawn_in_the_copy_alone_is_asked_about_and_withdrawn_here_too(project, tmp_path):
    with Project.open(tmp_path / "ben.loom") as copy:
        withdraw(copy, dorothea(copy))
    backups.make(project.path, "asked")
    with pytest.raises(WithdrawnThereError, match=r"still in this project \(Dorothea, One voice\)"):
        merging.preview(project, tmp_path / "ben.loom")
    merging.withdraw_too(project, tmp_path / "ben.loom")
    plan = merging.preview(project, tmp_path / "ben.loom")
    assert not plan.conflicts
    merging.merge(project, plan)
    assert check(project) == []
    project.close()
    for path in (project.path, *(one.path for one in backups.backups(project.path))):
        assert leftovers(path, WORDS) == []


def test_another_project_with_the_same_transcripts_brings_none_of_them(project, tmp_path):
    withdraw(project, dorothea(project))
    with Project.create(tmp_path / "other.loom") as other, other.change("Make") as session:
        for one in (GROUP, ALONE, replace(ALONE, name="Other", text="Nothing.", turns=())):
            documents.add_source(session, one)
    plan = preview_join(project, tmp_path / "other.loom")
    assert "Sources: 2" in plan.held_back[0].reason
    join(project, plan)
    assert texts(project) == ["[withdrawn]\nEdmund: I waited outside for hours.", "Nothing."]


def test_a_backup_from_before_is_restored_without_them(project, tmp_path):
    old = tmp_path / "old.loom"
    schema.backup(project.path, old)
    withdraw(project, dorothea(project))
    project.close()
    elsewhere = backups.Backup(old, 1, "asked", 1)
    for damaged in (False, True):
        if damaged:
            project.path.write_bytes(b"no project")
        restoring.restore(project.path, elsewhere)
        assert leftovers(project.path, WORDS) == []
        with Project.open(project.path) as restored:
            assert check(restored) == []
            assert texts(restored) == ["[withdrawn]\nEdmund: I waited outside for hours."]
            with restored.read() as session:
                assert "text" in session.scalars(select(Tombstone.kind)).all()
    assert leftovers(old, WORDS) != []


def test_a_copy_of_a_backup_from_before_is_saved_without_them(project, tmp_path):
    old, copy = tmp_path / "old.loom", tmp_path / "copy.loom"
    schema.backup(project.path, old)
    withdraw(project, dorothea(project))
    restoring.save_copy(project.path, backups.Backup(old, 1, "asked", 1), copy)
    assert leftovers(copy, WORDS) == []
    with Project.open(copy) as saved:
        assert texts(saved) == ["[withdrawn]\nEdmund: I waited outside for hours."]
    assert not list(tmp_path.glob("*.part*"))


def test_a_backup_from_before_names_were_replaced_needs_the_key(project, tmp_path):
    old = tmp_path / "old.loom"
    schema.backup(project.path, old)
    key = write_new_key(table([Entry("Dorothea", "Eva")]), tmp_path / "key.csv")
    apply(project, key)
    project.close()
    was = project.path.read_bytes()
    elsewhere = backups.Backup(old, 1, "asked", 1)
    with pytest.raises(KeyNeededError, match="is from before"):
        restoring.restore(project.path, elsewhere)
    assert project.path.read_bytes() == was
    with pytest.raises(KeyNeededError, match="is from before"):
        restoring.save_copy(project.path, elsewhere, tmp_path / "copy.loom")
    assert not list(tmp_path.glob("*.part*")) and not (tmp_path / "copy.loom").exists()
    restoring.save_copy(project.path, elsewhere, tmp_path / "copy.loom", [key])
    assert leftovers(tmp_path / "copy.loom", ["Dorothea"]) == []
    restoring.restore(project.path, elsewhere, [key])
    assert leftovers(project.path, ["Dorothea"]) == []
    with Project.open(project.path) as restored, restored.read() as session:
        assert sorted(session.scalars(select(Participant.name))) == ["Edmund", "Eva"]


def test_a_file_with_their_words_is_refused_and_says_why(project, tmp_path):
    withdraw(project, dorothea(project))
    (tmp_path / "again.txt").write_text(GROUP.text, encoding="utf-8")
    (tmp_path / "other.txt").write_text("Edmund: I waited outside.", encoding="utf-8")
    read = list(read_files([tmp_path / "again.txt", tmp_path / "other.txt"]))
    with project.change("Import sources") as session:
        done = take_in(session, read, duplicates=True)
    assert [one.file for one in done.imported] == [str(tmp_path / "other.txt")]
    assert "somebody who was withdrawn" in done.refused[0].reason
    with project.read() as session:
        group = session.scalars(select(Source.id).where(Source.name == "Group")).one()
        with pytest.raises(RefusedError, match="withdrawn"):
            replacing.preview(session, group, GROUP.text)


@pytest.mark.parametrize("dies", ["purge", "drop_from_before"])
def test_a_process_that_dies_after_the_withdrawal_leaves_the_rest_to_the_next_opening(project, monkeypatch, dies):
    backups.make(project.path, "asked")

    def die(*_args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(removing if dies == "purge" else backups, dies, die)
        with pytest.raises(KeyboardInterrupt):
            withdraw(project, dorothea(project))
    project.close()
    assert leftovers(backups.backups(project.path)[-1].path, WORDS) != []
    Project.open(project.path).close()
    (left,) = backups.backups(project.path)
    for path in (project.path, left.path):
        assert leftovers(path, WORDS) == []


def test_a_table_of_answers_that_held_theirs_goes_with_them(project, tmp_path):
    (tmp_path / "answers.csv").write_text("name,answer\nDora,Only mangoes.\nEd,Only waiting.\n", encoding="utf-8")
    with project.change("Import sources") as session:
        dora, ed = (
            documents.add_source(session, replace(ALONE, name=name, text=text, turns=()), b"Only mangoes; waiting")
            for name, text in (("Dora", "Only mangoes."), ("Ed", "Only waiting."))
        )
        participants.link_source(session, dorothea(project), dora)
    withdraw(project, dorothea(project))
    with project.read() as session:
        assert session.get_one(Source, ed).original_hash is None
    project.close()
    assert leftovers(project.path, ["mangoes"]) == []


def test_a_memo_about_them_that_went_too_comes_back_by_no_copy_and_no_backup(project, tmp_path):
    with project.change("Write memo") as session:
        about = memos.add_memo(
            session, "Afterwards", "We met at the market.", coder_id=coders.find_coder(session, "Ann")
        )
        memos.link_memo(session, about, memos.Link(participant_id=dorothea(project)))
    merging.copy_project(project, tmp_path / "later.loom")
    old = tmp_path / "old.loom"
    schema.backup(project.path, old)
    withdraw(project, dorothea(project), memos=[about])
    plan = merging.preview(project, tmp_path / "later.loom")
    assert "Memos: 1" in plan.held_back[0].reason
    merging.merge(project, plan)
    project.close()
    assert leftovers(project.path, ["market"]) == []
    restoring.restore(project.path, backups.Backup(old, 1, "asked", 1))
    assert leftovers(project.path, ["market"]) == []


def test_a_memo_that_went_in_the_copy_alone_is_asked_about(project, tmp_path):
    with project.change("Write memo") as session:
        about = memos.add_memo(
            session, "Afterwards", "We met at the market.", coder_id=coders.find_coder(session, "Ann")
        )
    merging.copy_project(project, tmp_path / "later.loom")
    with Project.open(tmp_path / "later.loom") as copy:
        withdraw(copy, dorothea(copy), memos=[about])
    withdraw(project, dorothea(project))
    with pytest.raises(WithdrawnThereError, match=r"\(Afterwards\)"):
        merging.preview(project, tmp_path / "later.loom")
    merging.withdraw_too(project, tmp_path / "later.loom")
    project.close()
    assert leftovers(project.path, ["market"]) == []
