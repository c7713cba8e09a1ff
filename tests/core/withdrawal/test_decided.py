"""What a person decides at a withdrawal, and what is nobody's alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from qda.core import documents, memos, participants
from qda.core.check import check
from qda.core.codebook import add_code, codes
from qda.core.review import answers, items, meetings, packs, people, rounds
from qda.core.review.unkept import purge_unkept
from qda.core.themes.outline import add_theme
from qda.core.withdrawal import found, removing, withdraw
from qda.core.withdrawal.certificate import PACK, certificates, sentences
from qda.core.withdrawal.naming import Shared, common_names, names_of
from qda.core.withdrawal.outside import outside
from qda.core.withdrawal.own_words import GONE, OwnWords
from qda.storage import engine
from qda.storage.models import ReviewPoint, Source, Tombstone
from qda.storage.project import Project
from tests.storage.searching import leftovers
from tests.storage.study import interview
from tests.withdrawing import told_by_two


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("THEMELOOM_BACKUPS", str(tmp_path / "backups"))
    told_by_two(tmp_path / "study.loom")
    return tmp_path / "study.loom"


def test_memos_about_them_and_unclear_sources_go_where_a_person_decides_so(path: Path) -> None:
    with Project.open(path) as project:
        with project.change("Import") as session:
            unclear = documents.add_source(session, interview("Crowd", ("A", "Tamarinds."), ("B", "Kumquats.")))
            dorothea = participants.find_participant(session, "Dorothea")
            participants.link_source(session, dorothea, unclear)
        with project.read() as session:
            stemming = found(session, dorothea)
        assert stemming.unclear == ("Crowd", "Meeting")
        assert stemming.unclear_ids[0] == unclear
        assert len(stemming.memos) == 1
        withdraw(project, dorothea, memos=stemming.memos, sources=[unclear])
        with project.read() as session:
            assert [one.title for one in memos.memos(session)] == ["Smells"]
            assert sorted(session.scalars(select(Source.name))) == ["Group", "Meeting"]
            marks = session.scalars(select(Tombstone.mark).where(Tombstone.kind == "memo")).all()
            assert marks == list(stemming.memos)
            (kept,) = certificates(session)
            assert kept.backups == 0
            assert "There was no earlier backup on this computer; a new one was made." in sentences(session, kept)
        assert check(project) == []
    assert leftovers(path, ["Kumquats", "Tamarinds", "market"]) == []


def test_a_name_that_is_a_common_word_stays_with_others_unless_a_person_says_so(path: Path) -> None:
    with Project.open(path) as project:
        with project.change("Rename") as session:
            dorothea = participants.find_participant(session, "Dorothea")
            participants.edit_participant(session, dorothea, name="Nurse")
            memos.add_memo(session, "Shifts", "Every Nurse was tired.")
            assert found(session, dorothea).common == ("Nurse",)
            assert found(session, participants.find_participant(session, "Edmund")).common == ()
        withdraw(project, dorothea)
        with project.read() as session:
            assert "Every Nurse was tired." in [one.body for one in memos.memos(session)]


def test_packs_that_hold_only_a_common_word_are_told_where_names_go(path: Path) -> None:
    with Project.open(path) as project:
        with project.change("Hand out") as session:
            dorothea = participants.find_participant(session, "Dorothea")
            participants.edit_participant(session, dorothea, name="Nurse")
            shown = rounds.add_round(session, "First")
            items.add_items(session, shown, [items.Thing("theme", add_theme(session, "Every Nurse was tired"))])
            people.add_person(session, "Jo")
            packs.hand_out(session, shown, form=PACK)
            marks = found(session, dorothea).marks
            assert outside(session, marks) == ()
            (told,) = outside(session, marks, names=True)
        assert told.kind == PACK
        assert withdraw(project, dorothea, names=True).outside == (told,)


def test_what_others_said_in_the_same_words_is_not_theirs() -> None:
    said = "I do not know what to say. The door was painted green that very day."
    words = OwnWords(
        [said],
        ["Not sure at all.", "Too long."],
        [],
        ["we do not know what to say, I do not know what to say", "too long"],
    )
    assert words.without("“I do not know what to say” was said often.") == "“I do not know what to say” was said often."
    assert words.without("The door was painted green that day.") == f"{GONE} day."
    assert words.without("Too long.") == "Too long."
    assert words.without("Kind.\nNot sure at all.\nWarm.") == f"Kind.\n{GONE}\nWarm."


def test_words_that_were_not_to_be_kept_leave_the_history_too(path: Path) -> None:
    with Project.open(path) as project:
        with project.change("Review") as session:
            shown = rounds.add_round(session, "First")
            theme = add_theme(session, "Waiting")
            items.add_items(session, shown, [items.Thing("theme", theme)])
            (item,) = items.items(session, shown)
            jo, ola = people.add_person(session, "Jo"), people.add_person(session, "Ola")
            meeting = meetings.add_meeting(session, shown)
        for person, said in ((jo, "Gooseberries."), (ola, "Rhubarb.")):
            with project.change("Answer") as session:
                answers.put_answer(session, meeting, item.id, person, "right", "no", words=said)
        assert purge_unkept(project) == 0
        with project.change("Answer") as session:
            answers.put_answer(session, meeting, item.id, jo, "right", "no", words="Gooseberries.", keep=False)
        assert leftovers(path, ["Gooseberries"]) != []
        assert purge_unkept(project) == 1
        assert purge_unkept(project) == 0
        with project.read() as session:
            assert session.scalars(select(ReviewPoint.words)).all() == ["Rhubarb."]
        assert check(project) == []
    assert leftovers(path, ["Gooseberries"]) == []
    assert leftovers(path, ["Rhubarb"]) != []


def test_a_name_counts_in_capitals_and_however_its_marks_are_encoded():
    words = OwnWords((), (), ["Dorothea Ölmez"])
    assert words.without("We met DOROTHEA ÖLMEZ's sister.") == "We met [withdrawn]'s sister."
    assert words.without("Dorothea O\u0308lmez came.") == "[withdrawn] came."
    assert words.without("Dorothea Ölmezin came.") == "Dorothea Ölmezin came."


@pytest.fixture
def short(path: Path) -> Path:
    """In the same study Ana Lind says and is told of in a few words, and others repeat them."""
    with Project.open(path) as project, project.change("Add") as session:
        group = interview(
            "Ana_Lind talks", ("Ana Lind", "I am ill."), ("Edmund", "We like it."), ("Ana Lind", "The mask")
        )
        notes = [documents.add_source(session, group, b"Ana Lind: I am ill.", "Ana_Lind.txt")]
        notes.append(documents.add_source(session, interview("Card", ("Ana Lind", "Ana is ill"))))
        ana = participants.add_participant(session, "Ana Lind", note="Son in Hamar")
        for row in (one for key in notes for one in documents.speakers_of(session, key)):
            known = ana if row.label == "Ana Lind" else participants.find_participant(session, "Edmund")
            participants.link_speaker(session, row.id, known)
        add_code(session, "The mask")
        memos.add_memo(session, "Ana is ill", "Son in Hamar")
        memos.add_memo(session, "Cited", "One said “I am ill”, and ‘We like it’; ANA is ill, I am ill too. Ana’s mask.")
        memos.add_memo(session, "Code", "The mask\nana, in many languages")
    return path


def test_a_few_words_go_where_they_stand_as_a_whole_and_the_name_in_all_its_forms(short: Path) -> None:
    with Project.open(short) as project:
        with project.read() as session:
            ana = participants.find_participant(session, "Ana Lind")
        withdraw(project, ana)
        with project.read() as session:
            written = {one.title: one.body for one in memos.memos(session)}
            names = session.execute(select(Source.name, Source.original_name)).all()
            assert "The mask" in {one.name for one in codes(session)}
        assert check(project) == []
    assert written[GONE] == GONE
    assert written["Cited"] == (f"One said “{GONE}”, and ‘We like it’; {GONE} is ill, I am ill too. {GONE}’s mask.")
    assert written["Code"] == "The mask\nana, in many languages"
    assert (f"{GONE} talks", f"{GONE}.txt") in names
    assert leftovers(short, ["Ana is ill", "Lind", "Son in Hamar", "Hamar", "Qat", "fog"]) == []


def test_a_few_words_are_found_where_the_purge_is_left_out(short: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(removing, "purge", lambda _path: None)
    # As with SQLCipher, and most builds of SQLite: what is overwritten is not wiped.
    monkeypatch.setattr(engine, "_DURABLE", (*engine._DURABLE, "secure_delete = OFF"))
    with Project.open(short) as project:
        with project.read() as session:
            ana = participants.find_participant(session, "Ana Lind")
        withdraw(project, ana)
    assert leftovers(short, ["Ana is ill"]) == ["Ana is ill: bytes of study.loom"]


def test_a_part_of_a_name_goes_unless_it_is_somebody_elses_or_a_word(short: Path) -> None:
    with Project.open(short) as project, project.change("Add") as session:
        ana = participants.find_participant(session, "Ana Lind")
        assert set(names_of(session, [ana])) == {"Ana Lind", "Ana", "Lind"}
        participants.add_participant(session, "Eva Lind")
        documents.add_source(session, interview("Trees", ("A", "What does ana mean?")))
        assert set(names_of(session, [ana])) == {"Ana Lind", "Ana"}
        assert found(session, ana).shared == Shared(stay=("Lind",))
        assert common_names(session, [ana]) == ("Ana",)


SAME_NAMES = {
    "a label in capitals": ("Ana Lind", "LIND", "Eva Lind", ("LIND",)),
    "a label that is the first name": ("Ana Lind", "Ana", "Ana Berg", ("Ana",)),
    "another apostrophe": ("Pat O’Brien", "Pat", "Eva O'Brien", ()),
    "another way to write a letter": ("Ana Zoë", "Ana", "Zoe\u0308 Berg", ()),
}


@pytest.mark.parametrize(("name", "label", "other", "go"), SAME_NAMES.values(), ids=SAME_NAMES)
def test_nobody_else_loses_a_name_that_is_theirs_too(path: Path, name: str, label: str, other: str, go) -> None:
    with Project.open(path) as project:
        with project.change("Import") as session:
            ana = participants.add_participant(session, name)
            participants.add_participant(session, other)
            group = documents.add_source(session, interview("Both", (label, "I sat."), ("B", f"Was {other} there?")))
            (row, _other) = documents.speakers_of(session, group)
            participants.link_speaker(session, row.id, ana)
            memos.add_memo(session, "Who", f"{other} and {name} came; {label} smiled.")
            shared = found(session, ana).shared
        withdraw(project, ana)
        with project.read() as session:
            assert other in {one.name for one in participants.participants(session)}
            assert f"Was {other} there?" in documents.source_text(session, group)
            (memo,) = (one.body for one in memos.memos(session) if one.title == "Who")
        assert check(project) == []
    assert memo == f"{other} and {GONE} came; {GONE} smiled."
    assert shared.go == go
    assert shared.stay == (() if go else (name.split()[1],))


def test_a_label_of_whom_nobody_said_who_it_is_keeps_no_name_of_theirs(path: Path) -> None:
    with Project.open(path) as project:
        with project.change("Import") as session:
            dorothea = participants.find_participant(session, "Dorothea")
            later = documents.add_source(session, interview("Later", ("Dorothea Noon", "It rained."), ("B", "Did it?")))
            memos.add_memo(session, "Who", "Dorothea Noon came.")
        withdraw(project, dorothea)
        with project.read() as session:
            assert [one.label for one in documents.speakers_of(session, later)] == [f"{GONE} Noon", "B"]
            assert f"{GONE} Noon came." in {one.body for one in memos.memos(session)}
