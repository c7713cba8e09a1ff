"""Turns, speakers and times of a corrected text."""

from __future__ import annotations

import pytest

from qda.core import documents, participants
from qda.core.check import check
from qda.core.correcting import edit, replace
from qda.core.importers import Imported
from qda.core.importers.speakers import find_turns
from qda.core.text import Turn
from qda.storage.project import Project

SAID = "I: How was it there?\nMaria: Not good at all.\nI: And then?\nMaria: Nothing. Nobody came."
MORE = "\nI: Nobody at all?\nMaria: No.\nI: Thank you.\nMaria: You are welcome.\nI: Good bye.\nMaria: Bye."
BARE = "How was it?\nNot good.\nAnd then?\nNothing."


class Study:
    def __init__(self, project, imported):
        self.project = project
        with project.change("Begin") as session:
            self.source = documents.add_source(session, imported)

    @property
    def text(self):
        with self.project.read() as session:
            return documents.source_text(session, self.source)

    def correct(self, *pairs):
        text, pieces = self.text, []
        for old, new in pairs:
            at = text.index(old)
            pieces.append((at, at + len(old), new))
        with self.project.change("Correct text") as session:
            edit.correct(session, self.source, pieces)
        assert check(self.project) == []

    def turns(self):
        with self.project.read() as session:
            return documents.turns_of(session, self.source)

    def said(self):
        text = self.text
        return [(turn.speaker, text[turn.speech : turn.end]) for turn in self.turns()]

    def speakers(self):
        with self.project.read() as session:
            return {row.label: row.participant_id for row in documents.speakers_of(session, self.source)}


@pytest.fixture
def talk(tmp_path):
    with Project.create(tmp_path / "talk.loom") as project:
        yield Study(project, Imported("Maria", SAID + MORE, tuple(find_turns(SAID + MORE))))


@pytest.fixture
def film(tmp_path):
    """Who speaks and when stands nowhere in the text, as in subtitles."""
    turns, start = [], 0
    for number, line in enumerate(BARE.split("\n")):
        turns.append(
            Turn(start, start + len(line), start, ("I", "Ana")[number % 2], number * 1000, number * 1000 + 900)
        )
        start += len(line) + 1
    with Project.create(tmp_path / "film.loom") as project:
        yield Study(project, Imported("Film", BARE, tuple(turns)))


def test_what_is_typed_at_either_end_of_a_turn_is_part_of_it(talk, film):
    talk.correct(("Nobody came.", "Nobody came. Ever."), ("all.", "all. No."))
    assert talk.said()[1] == ("Maria", "Not good at all. No.")
    assert talk.said()[3] == ("Maria", "Nothing. Nobody came. Ever.")
    film.correct(("Not good.", "Well, not good. No."))
    assert film.said()[1] == ("Ana", "Well, not good. No.")
    at = film.text.index("Well")
    with film.project.change("Correct text") as session:
        edit.correct(session, film.source, [(at, at, "Oh! "), (len(film.text), len(film.text), " At all.")])
    assert film.said()[1] == ("Ana", "Oh! Well, not good. No.")
    assert film.said()[3] == ("Ana", "Nothing. At all.")
    assert [turn.begin_ms for turn in film.turns()] == [0, 1000, 2000, 3000]


def test_a_new_label_in_a_corrected_text_begins_a_turn_of_a_new_speaker(talk):
    ids = [turn.start for turn in talk.turns()]
    talk.correct(("Nothing. Nobody", "Nothing.\nI: Nobody?\nMaria: Nobody"))
    assert talk.said()[3:6] == [("Maria", "Nothing."), ("I", "Nobody?"), ("Maria", "Nobody came.")]
    assert [turn.start for turn in talk.turns()][:4] == ids[:4]
    talk.correct(("I: And then?", "Nurse: And then?"), ("I: Nobody?", "Nurse: Nobody?"))
    assert ("Nurse", "And then?") in talk.said()
    assert set(talk.speakers()) == {"I", "Maria", "Nurse"}


def test_a_turn_whose_label_is_taken_away_becomes_part_of_the_one_before(talk):
    talk.correct(("\nI: And then?\nMaria:", ""))
    assert talk.said()[:2] == [("I", "How was it there?"), ("Maria", "Not good at all. Nothing. Nobody came.")]


def test_a_speaker_called_otherwise_everywhere_is_the_same_person(talk):
    with talk.project.change("Link") as session:
        person = participants.add_participant(session, "P1")
        (maria,) = (row.id for row in documents.speakers_of(session, talk.source) if row.label == "Maria")
        participants.link_speaker(session, maria, person)
    text = talk.text
    starts = [at for at in range(len(text)) if text.startswith("Maria:", at)]
    with talk.project.change("Correct text") as session:
        edit.correct(session, talk.source, [(at, at + 5, "P1") for at in starts])
    assert talk.speakers() == {"I": None, "P1": person}
    assert [speaker for speaker, _said in talk.said()] == ["I", "P1"] * 5
    talk.project.undo()
    assert talk.speakers() == {"I": None, "Maria": person}


def test_a_mistaken_label_is_mended_without_a_speaker_left_over(talk):
    talk.correct(("Maria: Nothing", "Mara: Nothing"))
    assert set(talk.speakers()) == {"I", "Maria", "Mara"}
    talk.correct(("Mara: Nothing", "Maria: Nothing"))
    assert set(talk.speakers()) == {"I", "Maria"}


def test_a_corrected_file_brings_its_own_turns_and_times_stay(film):
    new = "How was it then?\nNot good at all.\nI see.\nAnd then?\nNothing."
    turns, start = [], 0
    for line, speaker in zip(new.split("\n"), ("I", "Ben", "I", "I", "Ben"), strict=True):
        turns.append(Turn(start, start + len(line), start, speaker))
        start += len(line) + 1
    with film.project.change("Replace text") as session:
        replace.accept(session, film.source, new, turns=turns, note="film.srt")
    assert check(film.project) == []
    assert [turn.speaker for turn in film.turns()] == ["I", "Ben", "I", "I", "Ben"]
    assert [turn.begin_ms for turn in film.turns()] == [0, 1000, None, 2000, 3000]
    assert set(film.speakers()) == {"I", "Ben"}


def test_a_label_that_reading_alone_would_no_longer_take_for_one_stays_a_speaker(tmp_path):
    said = "\n".join(("I: Why?", "Ana: So.") * 3)
    with Project.create(tmp_path / "few.loom") as project:
        few = Study(project, Imported("Few", said, tuple(find_turns(said))))
        assert len(few.said()) == 6
        few.correct(("\nAna: So.", ""))
        assert [speaker for speaker, _said in few.said()] == ["I", "I", "Ana", "I", "Ana"]
