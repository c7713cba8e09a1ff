"""Words counted: forms together, stop words and interviewers out, by role, person and attribute."""

from __future__ import annotations

import csv

import pytest

from qda.core import documents, exporters, participants, words
from qda.core.exporters import ProductOptions
from qda.core.importers import Imported
from qda.core.words import Counting
from qda.errors import CancelledError, NotFoundError
from tests.storage.study import interview, make_study

ENGLISH = interview(
    "One",
    ("I", "Did the masks help you when you were walking there?"),
    ("Ana", "I wore it there with a mask. The masks, the mask: I don't walk without one."),
    ("Ben", "Masks! I walked too, and it was wearing it that helped. 2 masks, 14."),
)


@pytest.fixture
def spoken(project):
    with project.change("Import") as s:
        documents.add_source(s, ENGLISH)
        german = "Die Häuser waren leer, und das Haus war alt. Ich ging nicht."
        documents.add_source(s, Imported("Tagebuch", german, language="de"))
    return project


def counts(project, **how):
    with project.read() as s:
        table = words.count(s, Counting(**how))
    return table, {row.word: row.count for row in table.rows}


def test_forms_are_counted_together_without_stop_words_and_interviewers(spoken):
    table, found = counts(spoken)
    assert found["mask"] == 5 and found["haus"] == 2 and found["help"] == 1
    assert found["walk"] == 2 and found["wear"] == 2
    assert not {"the", "i", "don't", "die", "und", "2", "14"} & found.keys()
    assert table.rows[0].word == "mask"
    assert table.total == 16 + 12 + 12
    row = next(row for row in table.rows if row.word == "mask")
    assert (row.sources, row.participants) == (1, 2)


def test_words_can_be_counted_as_they_stand_with_everything(spoken):
    _table, found = counts(spoken, together=False, stops=False, interviewers=True)
    assert (found["masks"], found["mask"], found["wore"], found["the"]) == (4, 2, 1, 3)


def test_own_stop_words_are_left_out(spoken):
    assert "mask" not in counts(spoken, without=("mask", "haus"))[1]


def test_counts_by_role_person_and_attribute_add_up(spoken):
    with spoken.change("People") as s:
        role = participants.add_attribute(s, "Site", "choices")
        source = documents.find_source(s, "One")
        for name, sites in (("Ana", ["North", "South"]), ("Ben", [])):
            person = participants.add_participant(s, f"{name} N.")
            participants.set_values(s, person, role, sites)
            speaker = next(row for row in documents.speakers_of(s, source) if row.label == name)
            participants.link_speaker(s, speaker.id, person)

    def mask(by, **how):
        table, _found = counts(spoken, by=by, **how)
        row = next(row for row in table.rows if row.word == "mask")
        return dict(zip(table.groups, row.groups, strict=True)), row.count

    assert mask("role", interviewers=True) == ({"interviewer": 1, "participant": 5, "nobody": 0}, 6)
    assert mask("participant") == ({"Ana N.": 3, "Ben N.": 2, "nobody": 0}, 5)
    assert mask("Site") == ({"North": 3, "South": 3, "unknown": 2}, 5)
    with pytest.raises(NotFoundError):
        counts(spoken, by="Age")


def test_writing_without_spaces_is_not_counted_and_said(project):
    with project.change("Import") as s:
        documents.add_source(s, Imported("Li", "我们去了医院。 clinic"))
    table, found = counts(project)
    assert found == {"clinic": 1} and table.unspaced


def test_counting_can_be_stopped(spoken):
    with spoken.read() as s, pytest.raises(CancelledError):
        words.count(s, progress=lambda _done, _all: False)


def test_the_counts_are_written_as_a_table(tmp_path):
    with make_study(tmp_path / "study.loom") as project, project.read() as s:
        exporters.export(s, "words", tmp_path / "words.csv", ProductOptions(counting=Counting(by="Role")))
        exporters.export(s, "words", tmp_path / "words.xlsx")
    with (tmp_path / "words.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {"word": "mask", "count": "2", "sources": "1", "participants": "1"}.items() <= rows[0].items()
    assert rows[0]["patient"] == "2"
