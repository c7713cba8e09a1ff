"""The record of co-production: what people saw, said and changed, told only as far and by the names that they allow."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from docx import Document

from qda.core import consent, exporters, participants, study_details
from qda.core.exporters import ProductOptions
from qda.core.exporters.coproduction_tables import _meetings
from qda.core.exporters.gripp2 import LONG, SHORT
from qda.core.review import answers, items, meetings, people, points, rounds
from qda.core.review.items import Thing
from qda.core.review.numbers import methods_sentences, numbers, summary
from qda.core.review.record import Held, record
from qda.core.themes import outline
from qda.core.themes.outline import edit_theme
from qda.errors import RefusedError
from qda.storage.models import ReviewRound
from qda.storage.project import Project
from tests.storage.study import make_study


@pytest.fixture
def project(tmp_path: Path):
    """A study in which Jo Lind and Ola Moe looked at two themes; Ola allowed nothing to be told."""
    with Project.create(tmp_path / "study.loom", title="Masks") as project:
        with project.change("Look at themes") as s:
            themes = [outline.add_theme(s, name) for name in ("Hiding", "Waiting")]
            jo = people.add_person(
                s, "Jo Lind", credit="first", contribution="validation; writing - review and editing"
            )
            ola = people.add_person(s, "Ola Moe", credit="full")
            kim = people.add_person(s, "Kim Ask", "supporter")
            consent.record_consent(s, jo, {"name": True, "answers": True})
            consent.record_consent(s, ola, {"name": False, "answers": False})
            shown = rounds.add_round(s, "First look")
            items.add_items(s, shown, [Thing("theme", one) for one in themes])
            there = [(jo, "co-researcher"), (ola, "co-researcher"), (kim, "supporter")]
            meeting = meetings.add_meeting(s, shown, there, date="2026-03-04", place="Town hall", minutes=80)
            first, second = (one.id for one in items.items(s, shown))
            answers.put_answer(s, meeting, first, jo, "easy", "yes")
            answers.put_answer(s, meeting, first, jo, "right", "no", words="Kim hides, I don't.", helper_id=kim)
            answers.put_answer(s, meeting, second, ola, "right", "no", words="Ola's secret words.")
            answers.put_answer(s, meeting, second, jo, "missing", "", words="The bus.")
            mine, olas, bus = points.points(s, shown)
            points.decide(s, mine.id, "changed", before="Hiding", after="Some hide", decided_by="Ola Moe and Jo Lind")
            points.decide(s, olas.id, "kept", why="Others said it.")
            points.decide(s, bus.id, "kept", why="It has a theme of its own.")
            points.show_answer(s, bus.id, jo, "disagreed", "It is not the same.", meeting)
        with project.change("Rename theme") as s:
            edit_theme(s, themes[0], name="Some hide")
        yield project


def words_of(path: Path) -> str:
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def write(project: Project, path: Path, **chosen: str):
    with project.read() as session:
        return exporters.export(session, "co-production", path, ProductOptions(chosen=chosen))


def test_the_numbers_and_the_sentence_for_the_methods_section(project):
    with project.read() as session:
        told = numbers(session)
    assert summary(told) == (
        "two co-researchers, one meeting, one change, one theme renamed, one point of disagreement"
    )
    assert methods_sentences(told) == (
        "Two co-researchers looked at two themes in one meeting (1 hour 20 minutes in all). They raised three points. "
        "One led to a change. Two did not, and those who raised them were told why. One theme got another name. "
        "In one point those who raised it still disagree. One point is not answered yet."
    ).replace("One point is not answered yet.", "Two points are not answered yet.")


def test_answers_are_counted_together_and_only_those_that_may_be_told(project):
    with project.read() as session:
        told = record(session)
    first, second = told.rounds[0].shown
    assert first.counts == {"easy": {"yes": 1}, "right": {"no": 1}}
    assert [(one.words, one.by, one.helped) for one in first.said] == [
        ("a supporter hides, I don't.", "Jo", "a supporter")
    ]
    assert second.counts == {}
    assert (told.answers.refused, told.answers.not_recorded) == (1, 0)


@pytest.mark.parametrize("suffix", [".docx", ".html", ".md"])
def test_the_record_names_people_as_they_want_and_nobody_else(project, tmp_path, suffix):
    file = write(project, tmp_path / f"record{suffix}").path
    words = words_of(file) if suffix == ".docx" else file.read_text(encoding="utf-8")
    for told in (
        "Town hall",
        "Some hide",
        "The bus.",
        "It has a theme of its own.",
        "It is not the same.",
        "Others said",
    ):
        assert told in words
    for kept in ("Lind", "Ola", "Moe", "Kim", "secret"):
        assert kept not in words
    assert "a co-researcher and Jo" in words  # who decided, in words that somebody typed with full names
    assert "Validation; Writing – review &" in words.replace("&amp;", "&")
    assert "1 that people did not allow" in words


def test_both_forms_of_gripp2_and_none(project, tmp_path):
    assert (len(SHORT), len(LONG)) == (5, 34)
    short, long, none = (
        write(project, tmp_path / f"{form}.md", gripp2=form).path for form in ("short", "long", "none")
    )
    empty = "To be written by the team"
    assert short.read_text().count(empty) == 2
    assert "1. Aim" in short.read_text() and "8i. " in long.read_text()
    assert "GRIPP2" not in none.read_text()


def test_a_paragraph_that_says_something_else_than_the_record_is_warned_about(project, tmp_path):
    said = "Three co-researchers met in 2 long sessions. All agreed; no patients were involved before."
    with project.change("Write facts") as session:
        study_details.edit_details(session, involvement=said)
    written = write(project, tmp_path / "record.md")
    assert list(written.notices[:4]) == [
        "The paragraph says that nobody was involved; the record has 2 people with lived experience.",
        "The paragraph says that all agreed; the record has 1 point in which people still disagree.",
        "The paragraph says 3 co-researchers; the record has 2.",
        "The paragraph says 2 meetings; the record has 1.",
    ]
    assert said in written.path.read_text() and "**Please check.** The paragraph says 3" in written.path.read_text()
    with project.change("Write facts") as session:
        study_details.edit_details(session, involvement="Two co-researchers took part in one meeting.")
    assert not any("paragraph" in one for one in write(project, tmp_path / "record.md").notices)


def test_without_a_round_there_is_nothing_to_tell(project, tmp_path):
    with project.change("Take away") as session:
        for row in session.query(ReviewRound):
            rounds.remove_round(session, row.id)
    with pytest.raises(RefusedError, match="no round of review"):
        write(project, tmp_path / "record.docx")


def test_a_quote_whose_speaker_refuses_later_is_not_told(tmp_path):
    with make_study(tmp_path / "study.loom") as project:
        with project.read() as session:
            before = record(session)
        with project.change("Refuse") as session:
            for one in participants.participants(session):
                consent.record_consent(session, one.id, {"quote": False})
        with project.read() as session:
            after = record(session)
    quote = before.rounds[0].shown[3]
    assert (quote.words != "", bool(before.quotes)) == (True, False)
    assert (after.rounds[0].shown[3].words, after.quotes.refused) == ("", 1)
    assert after.rounds[0].shown[:3] == before.rounds[0].shown[:3]


def test_answers_on_paper_have_no_column_of_lengths():
    def held(minutes: int | None) -> Held:
        about = SimpleNamespace(place="", form="paper", minutes=minutes, date="2026-03-02")
        return cast("Held", SimpleNamespace(meeting=about, people=[]))

    heads = [column.heading for column in _meetings([held(None)]).columns]
    assert heads == ["Date", "Place", "Who was there"]
    assert [column.heading for column in _meetings([held(None), held(90)]).columns][2] == "Length"
