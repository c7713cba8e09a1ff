"""An archive for others: only who said yes, only pseudonyms, passages where their words are, and names told."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qda.core import codebook, coders, coding, consent, documents, exporters, memos, participants
from qda.core.archiving.masking import masked
from qda.core.exporters import ProductOptions
from qda.core.importers import Imported
from qda.core.text import Turn
from qda.errors import RefusedError
from qda.storage.project import Project

TEXTS = {
    "Maria Lund, 3 May": [
        "Anna: How was it 😀?",
        "Maria: Anna, I told the nurse in Hamar. It was a mask.",
        "Anna: Yes.",
    ],
    "Focus group": ["Anna: Who begins?", "Per Dahl: I do, says Maria.", "Gro: The yard was cold for all of us."],
    "Liam": ["Anna: So?", "Liam: They never let me sleep in that cell at all."],
}


def _turns(lines: list[str]) -> tuple[str, tuple[Turn, ...]]:
    turns, at = [], 0
    for line in lines:
        label = line.partition(":")[0]
        turns.append(Turn(at, at + len(line), at + len(label) + 2, label))
        at += len(line) + 1
    return "\n".join(lines), tuple(turns)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Maria is Neil, Per Dahl is Frank, Gro nobody has linked; Liam does not want to be archived."""
    project = Project.create(tmp_path_factory.mktemp("archive") / "study.loom", title="Nights", approach="codebook")
    with project.change("Make") as s:
        anna = coders.add_coder(s, "Anna Berg")
        bo = coders.add_coder(s, "Bo")
        people = {name: participants.add_participant(s, name, note="secret note") for name in ("Neil", "Frank", "Liam")}
        age = participants.add_attribute(s, "Age", "number")
        for name, person in people.items():
            participants.set_values(s, person, age, ["41"])
            consent.record_consent(s, person, {"archive": name != "Liam"})
        linked = {"Maria": "Neil", "Per Dahl": "Frank", "Liam": "Liam"}
        mask = codebook.add_path(s, "Staff > mask", coder_id=anna)
        codebook.edit_code(s, mask, example="“They never let me sleep in that cell”", definition="As Maria said.")
        for name, lines in TEXTS.items():
            text, turns = _turns(lines)
            key = documents.add_source(s, Imported(name, text, turns, language="en"), b"x", f"{name}.docx")
            for speaker in documents.speakers_of(s, key):
                if speaker.label == "Anna":
                    documents.mark_interviewer(s, speaker.id, True)
                elif speaker.label in linked:
                    participants.link_speaker(s, speaker.id, people[linked[speaker.label]])
            for turn in turns:
                coding.apply_code(s, anna, mask, key, turn.start, turn.end, note="a note")
                coding.apply_code(s, bo, mask, key, turn.speech + 1, turn.end)
        memos.add_memo(s, "On nights", "**Cold** nights.", coder_id=bo)
        memos.add_memo(s, "About Liam", "He was awake.", links=(memos.Link(participant_id=people["Liam"]),))
        memos.add_memo(s, "Words", "He said: they never let me sleep in that cell.")
    yield project
    project.close()


def archive(project: Project, path: Path, **chosen: str) -> tuple[dict[str, str], tuple[str, ...]]:
    with project.read() as s:
        written = exporters.export(s, "archive", path / "a.zip", ProductOptions(chosen=chosen))
    package = ZipFile(path / "a.zip")
    held = {name.removeprefix("archive/"): package.read(name).decode("utf-8-sig") for name in package.namelist()}
    return held, written.notices


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_texts_have_pseudonyms_for_labels_and_passages_lie_on_their_words(study: Project, tmp_path: Path) -> None:
    held, _notices = archive(study, tmp_path)
    assert held["texts/source-01.txt"].split("\n")[:2] == [
        "Interviewer: How was it 😀?",
        "Neil: Anna, I told the nurse in Hamar. It was a mask.",
    ]
    assert held["texts/source-02.txt"].split("\n")[1:] == [
        "Frank: I do, says Maria.",
        "Speaker 1: The yard was cold for all of us.",
    ]
    coded = rows(held["codings.csv"])
    assert len(coded) == 12
    for row in coded:
        assert held[f"texts/{row['source']}.txt"][int(row["start"]) : int(row["end"])] == row["text"]
    assert {row["text"] for row in coded} >= {"Frank: I do, says Maria.", "he yard was cold for all of us."}
    assert {row["coder"] for row in coded} == {"Coder 1", "Coder 2"}
    assert [(row["participant"], row["sources"]) for row in rows(held["participants.csv"])] == [
        ("Neil", "source-01"),
        ("Frank", "source-02"),
    ]


def test_who_did_not_say_yes_leaves_no_trace(study: Project, tmp_path: Path) -> None:
    held, notices = archive(study, tmp_path, memos="yes")
    assert sorted(name for name in held if name.startswith("texts/")) == ["texts/source-01.txt", "texts/source-02.txt"]
    whole = "\n".join(held.values())
    for words in ("Liam", "let me sleep", "Maria Lund", "Berg", "Per Dahl", "secret note", "41", "docx", "awake"):
        assert words not in whole, words
    assert rows(held["codebook.csv"])[-1]["example"] == ""
    assert "a note" in held["codings.csv"] and [row["memo"] for row in rows(held["memos.csv"])] == ["Cold nights."]
    assert notices[:3] == (
        "Left out: 1 that people did not allow, 0 for which no consent is recorded.",
        "These sources stay away: Liam.",
        "1 text of the codebook quotes a source that stays away, and was left empty.",
    )
    without, _notices = archive(study, tmp_path)
    assert "memos.csv" not in without and "a note" not in without["codings.csv"]
    assert "1 source is not in the archive" in held["README.md"]


def test_names_that_still_stand_in_the_words_are_told(study: Project, tmp_path: Path) -> None:
    key = tmp_path / "key.csv"
    key.write_text("pseudonym,real name\nNeil,Maria Lund\nFrank,Nurse Yard\n", "utf-8")
    _held, notices = archive(study, tmp_path, key=str(key))
    assert "The name “Anna” stands in source-01 (1)." in notices
    assert "The name “Maria” stands in source-02 (1), codebook.csv (1)." in notices
    assert any("Words that look like names: Hamar (1)." in one for one in notices)
    assert not any("Neil" in one or "Interviewer" in one for one in notices)


def test_words_like_names_are_told_in_languages_that_write_nouns_so_and_where_there_are_many(tmp_path: Path) -> None:
    said = "Dann war Sabine da, und mit Sabine war der Termin gut. Der Termin war im Krankenhaus, wie jeder Termin."
    many = ", ".join(
        f"to {word}town"
        for word in ("Ash", "Bel", "Cor", "Dun", "Elm", "Fen", "Gor", "Hal", "Ips", "Kel", "Lun", "Mor")
    )
    with Project.create(tmp_path / "study.loom") as project:
        with project.change("Make") as s:
            documents.add_source(s, Imported("One", said, language="de"))
        _held, notices = archive(project, tmp_path, consent="not-refused")
        assert [one for one in notices if "look like names: Sabine (2). Look" in one]
        with project.change("Add") as s:
            documents.add_source(s, Imported("Two", f"We went {many}.", language="en"))
        _held, notices = archive(project, tmp_path, consent="not-refused")
        (likely,) = [one for one in notices if "look like names" in one]
        assert likely.count("town (1)") == 11 and "…. Look" in likely


def test_attributes_and_names_come_only_when_asked_for(study: Project, tmp_path: Path) -> None:
    held, _notices = archive(study, tmp_path, attributes="Age", names="own")
    assert rows(held["participants.csv"])[0]["Age"] == "41"
    assert "texts/Maria Lund, 3 May.txt" in held
    for row in rows(held["data-dictionary.csv"]):
        assert row["column"] in held[row["file"]].partition("\r\n")[0]


def test_codes_and_notes_in_words_of_who_stays_away_hide_them(tmp_path: Path) -> None:
    """A code named in vivo and a note quote Liam, who refused; another note names a colleague, a title a person."""
    said = "they never let me sleep in that cell"
    with Project.create(tmp_path / "study.loom", title="The nights of Liam") as project:
        with project.change("Make") as s:
            anna = coders.add_coder(s, "Anna Berg")
            code = codebook.add_path(s, f"Nights > {said} > light", coder_id=anna)
            for name, yes in {"Neil Moe": True, "Liam": False}.items():
                person = participants.add_participant(s, name)
                consent.record_consent(s, person, {"archive": yes})
                words = "Well, cold. I was." if yes else f"Well, {said} at all."
                key = documents.add_source(s, Imported(name, words, language="en"))
                participants.link_source(s, person, key)
                coding.apply_code(s, anna, code, key, 0, 4, note=f"See: {said}")
                coding.apply_code(s, anna, code, key, 6, 9, note="Berg thinks so, too")
        held, notices = archive(project, tmp_path, memos="yes")
        whole = "\n".join(held.values())
        assert "let me sleep" not in whole
        assert {row["code"] for row in rows(held["codings.csv"])} == {"Nights > Code 1 > light"}
        assert "1 code is called by words of a source that stays away, and has a number instead." in notices
        assert "1 note on a passage quotes a source that stays away, and was left empty." in notices
        assert "The name “Berg” stands in codings.csv (1)." in notices
        assert "The name “Liam” stands in README.md (1)." in notices
        assert any("called as in this project: Neil Moe." in one for one in notices)


def test_without_a_yes_nothing_is_archived_unless_nobody_was_asked(tmp_path: Path) -> None:
    with Project.create(tmp_path / "study.loom") as project:
        with project.change("Make") as s:
            documents.add_source(s, Imported("Report", "Words of a report."))
        with project.read() as s, pytest.raises(RefusedError, match="said yes to “Archive and reuse”"):
            exporters.export(s, "archive", tmp_path / "a.zip")
        held, _notices = archive(project, tmp_path, consent="not-refused")
        assert held["texts/source-01.txt"] == "Words of a report."


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.sampled_from(["A", "Per 😀", "Neil"]), st.text(st.sampled_from("ab \u0301😀"), max_size=5)),
        max_size=5,
    ),
    st.data(),
)
def test_every_passage_keeps_its_words_where_it_cuts_no_label(said, data) -> None:
    names = {"A": "Participant 1", "Per 😀": "P"}
    text, turns = _turns([f"{name}: {words}" for name, words in said])
    made = masked(text, turns, names)
    assert made.text == "\n".join(f"{names.get(name, name)}: {words}" for name, words in said)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    begin, finish = made.place(start, end)
    assert 0 <= begin <= finish <= len(made.text)
    for turn in turns:
        if turn.speech <= start <= end <= turn.end:
            assert made.text[begin:finish] == text[start:end]
