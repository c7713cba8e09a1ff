"""A withdrawal leaves nothing of a participant, moves nobody else's codings, and nothing comes back."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile

import pytest
from sqlalchemy import select

from qda.core import coding, documents, memos, participants
from qda.core.check import check
from qda.core.codebook import find_code
from qda.core.coders import find_coder
from qda.core.withdrawal import found, heed, tombstones, withdraw
from qda.storage import backups
from qda.storage.models import Coding, Source, Withdrawal
from qda.storage.project import Project
from tests.storage.searching import leftovers
from tests.storage.study import interview, make_study

SAID = "The ambulance smelled of oranges that night"


@pytest.fixture
def path(tmp_path, monkeypatch):
    """A study with a group interview in which Dorothea says something that is coded, quoted in a memo and edited."""
    monkeypatch.setenv("THEMELOOM_BACKUPS", str(tmp_path / "backups"))
    path = tmp_path / "study.loom"
    with make_study(path) as project:
        with project.change("Import sources") as session:
            group = interview("Group two", ("Dorothea", f"{SAID}."), ("Edmund", "I waited outside."))
            source = documents.add_source(session, group, group.text.encode(), "group.txt")
            alone = documents.add_source(session, interview("One voice", ("Dorothea", "Pomegranates everywhere.")))
            for label, name in (("Dorothea", "Dorothea"), ("Edmund", "Edmund")):
                person = participants.add_participant(session, name)
                for where in (source, alone):
                    for row in documents.speakers_of(session, where):
                        if row.label == label:
                            participants.link_speaker(session, row.id, person)
        with project.change("Code") as session:
            ann, code = find_coder(session, "Ann Noor"), find_code(session, "The mask")
            text = group.text
            for words in ("smelled of oranges", "waited outside"):
                start = text.index(words)
                coding.apply_code(session, ann, code, source, start, start + len(words))
            memos.add_memo(session, "Smells", f"She said “{SAID.lower()}” twice.", coder_id=ann)
        backups.make(path, "asked")
    return path


def person(session, name: str) -> str:
    return participants.find_participant(session, name)


def test_nothing_is_left_and_other_codings_stay_on_their_words(path):
    words = ["Dorothea", "oranges", "ambulance", "Pomegranates"]
    assert {one.split(":")[0] for one in leftovers(path, words)} == set(words)
    with Project.open(path) as project:
        with project.read() as session:
            stemming = found(session, person(session, "Dorothea"))
        assert stemming.counts == {"participants": 1, "sources": 1, "turns": 1, "codings": 1}
        done = withdraw(project, person_id(project, "Dorothea"))
        assert done.backups == 1
        assert project.undoable() is None
        assert check(project) == []
        with project.read() as session:
            source = session.scalars(select(Source).where(Source.name == "Group two")).one()
            text = documents.source_text(session, source.id)
            assert text == "[withdrawn]\nEdmund: I waited outside."
            spans = session.execute(select(Coding.start, Coding.end).where(Coding.source_id == source.id)).all()
            assert [text[start:end] for start, end in spans] == ["waited outside"]
            assert session.scalars(select(Withdrawal.id)).all() == [done.id]
            (memo,) = [one for one in memos.memos(session) if one.title == "Smells"]
            assert memo.body == "She said “[withdrawn]” twice."
    assert leftovers(path, words) == []
    for one in backups.backups(path):
        assert leftovers(one.path, words) == []


def person_id(project: Project, name: str) -> str:
    with project.read() as session:
        return person(session, name)


def test_a_file_from_before_does_not_bring_them_back(path, tmp_path):
    old = Path(copyfile(path, tmp_path / "old.loom"))
    with Project.open(path) as project:
        withdraw(project, person_id(project, "Dorothea"))
        with project.read() as session:
            marks = tombstones(session)
    with Project.open(old) as project:
        assert heed(project, marks) is not None
        assert heed(project, marks) is None
        assert check(project) == []
    assert leftovers(old, ["Dorothea", "oranges", "Pomegranates"]) == []
