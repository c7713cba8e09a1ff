"""Passages by who speaks, by the question they answer, and by a pattern."""

from __future__ import annotations

import time

import pytest
from sqlalchemy import select

from qda.core import documents, gathering, participants, patterns
from qda.core.importers import Imported, ReadOptions
from qda.core.importers.tables import read
from qda.errors import CancelledError, RefusedError
from qda.storage.models import Participant
from tests.storage.study import interview, make_study


@pytest.fixture
def study(tmp_path):
    with make_study(tmp_path / "study.loom") as project:
        yield project


def texts(session, spans):
    return [documents.source_text(session, source_id)[start:end] for source_id, start, end in spans]


def test_who_speaks_is_listed_participants_first(study):
    with study.read() as s:
        found = [(v.name, v.turns, v.sources, v.interviewer, bool(v.participant_id)) for v in gathering.speaking(s)]
    assert found == [
        ("Ana", 2, 1, False, True),
        ("Ben", 2, 1, False, True),
        ("Carla", 2, 1, False, True),
        ("I", 2, 1, True, False),
        ("Interviewer", 1, 1, True, False),
    ]


def test_the_turns_of_chosen_people_come_without_labels(study):
    with study.read() as s:
        ana, _ben, _carla, asks, _other = gathering.speaking(s)
        assert texts(s, gathering.turns_of(s, [ana])) == [
            "The mask felt like a prison mask 😀. Really.",
            "Straße gesperrt, no bus, nobody told us.",
        ]
        assert texts(s, gathering.turns_of(s, [asks])) == ["How was the clinic?", "And the way there?"]
        assert len(list(gathering.turns_of(s, [ana, asks]))) == 4


def test_a_source_without_turns_is_its_participants_by_paragraph(project):
    with project.change("Import") as s:
        key = documents.add_source(s, Imported("Diary", "Monday.\n\nIt rained. "))
        person = participants.add_participant(s, "Dee")
        participants.link_source(s, person, key)
    with project.read() as s:
        (dee,) = gathering.speaking(s)
        assert (dee.name, dee.turns, dee.sources) == ("Dee", 0, 1)
        assert texts(s, gathering.turns_of(s, [dee])) == ["Monday.", "It rained."]


def test_answers_in_an_interview_go_to_the_next_question(project):
    said = (("Ana", "Hello."), ("I", "What helped?"), ("Ana", "My sister."), ("I", "Mhm."), ("Ana", "And the nurse."))
    more = (("I", "What was  hard?"), ("Ana", "The way."), ("Ben", "The wait."))
    with project.change("Import") as s:
        documents.add_source(s, interview("One", *said, *more))
        documents.add_source(s, interview("Two", ("I", "what was hard?"), ("Cy", "Nothing.")))
    with project.read() as s:
        found = [(question.text, question.kind, texts(s, question.answers)) for question in gathering.questions(s)]
    assert found == [
        ("What was hard?", "asked", ["The way.", "The wait.", "Nothing."]),
        ("What helped?", "asked", ["My sister.", "And the nurse."]),
    ]


@pytest.mark.parametrize(("per", "kind"), [("row", "heading"), ("question", "source")])
def test_columns_of_a_survey_are_questions(project, tmp_path, per, kind):
    path = tmp_path / "survey.csv"
    path.write_text(
        "Name,What helped?,What was in the way?\n"
        "Ana,My sister came along,There was no bus at all\n"
        "Ben,,The way was far too long\n",
        encoding="utf-8",
    )
    roles = {"Name": "name", "What helped?": "text", "What was in the way?": "text"}
    with project.change("Import") as s:
        for imported in read(path, ReadOptions(per=per, columns=roles)):
            documents.add_source(s, imported)
    with project.read() as s:
        found = {question.text: (question.kind, texts(s, question.answers)) for question in gathering.questions(s)}
    assert found == {
        "What was in the way?": (kind, ["There was no bus at all", "The way was far too long"]),
        "What helped?": (kind, ["My sister came along"]),
    }


def test_reading_questions_can_be_stopped(study):
    with study.read() as s, pytest.raises(CancelledError):
        gathering.questions(s, lambda _done, _all: False)


# Patterns ------------------------------------------------------------------------------------------------------------


def test_a_pattern_finds_passages_within_lines(study):
    with study.read() as s:
        assert texts(s, patterns.matching(s, r"\b(mask|bus)\b.*?[.]")) == [
            "mask felt like a prison mask 😀.",
            "bus, nobody told us.",
        ]
        assert texts(s, patterns.matching(s, "STRASSE|straße")) == ["Straße"]
        assert list(patterns.matching(s, "x*")) == []
        assert list(patterns.matching(s, "")) == []


@pytest.mark.parametrize("pattern", ["(", "[a", "*a", "(?P<x", "a{99999999999}", "(?<=a*)b"])
def test_what_is_no_pattern_is_refused_in_a_sentence(study, pattern):
    with study.read() as s, pytest.raises(RefusedError, match=r"no pattern yet"):
        list(patterns.matching(s, pattern))


def test_a_pattern_that_takes_for_ever_is_ended_and_can_be_stopped(project):
    with project.change("Import") as s:
        documents.add_source(s, Imported("Long", "a" * 60 + "!"))
    with project.read() as s:
        begun = time.monotonic()
        with pytest.raises(RefusedError, match="too long in “Long”"):
            list(patterns.matching(s, "(a+)+b", seconds=0.5))
        asked = []
        with pytest.raises(CancelledError):
            list(
                patterns.matching(s, "(a+)+b", progress=lambda done, _all: bool(asked.append(done)) or len(asked) < 20)
            )
        assert time.monotonic() - begun < 60


def test_everybody_who_was_linked_is_found(study):
    with study.read() as s:
        known = set(s.scalars(select(Participant.id)))
        assert {voice.participant_id for voice in gathering.speaking(s)} - {""} == known
