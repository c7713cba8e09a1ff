"""What is proposed for a table of pseudonyms: who speaks, what has capitals, what a model knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda.core import documents, participants
from qda.core.pseudonyms.capitals import likely_names
from qda.core.pseudonyms.modelled import modelled_names
from qda.core.pseudonyms.proposals import Proposal, chosen, proposals
from qda.core.pseudonyms.table import Entry, table
from qda.storage.project import Project
from tests.storage.study import interview

ENGLISH = interview(
    "Interview Maria Lind",
    ("Interviewer", "Where did you go, and will you go again?"),
    (
        "Maria Lind",
        "I went to Bergen. My nurse was Will, and Will was kind. With Will I was fine. I will go to Bergen.",
    ),
    ("Maria Lind", "My sister told me: Maria, stay. So I asked Olga Berg and Vera Berg. Olga Berg stayed."),
)
GERMAN = (
    "Dann kam Frau Sommer. Der Termin war im Krankenhaus, und im Krankenhaus war Sabine. Ein Termin ist ein Termin. "
    "Mit Sabine war die Behandlung gut, und von Sabine kam der Brief. Die Sprachen dort, viele Sprachen."
)


@pytest.fixture
def project(tmp_path: Path):
    with Project.create(tmp_path / "study.loom") as project:
        with project.change("Make") as s:
            source = documents.add_source(s, ENGLISH, b"", "lind_maria.txt")
            speaking = next(one for one in documents.speakers_of(s, source) if not one.interviewer)
            participants.link_speaker(s, speaking.id, participants.add_participant(s, "Eva"))
        yield project


def by_name(found: list[Proposal]) -> dict[str, Proposal]:
    return {one.entry.name: one for one in found}


def test_who_speaks_comes_first_with_the_name_of_the_participant(project: Project) -> None:
    with project.read() as session:
        found = proposals(session, model=False)
    named = by_name(found)
    assert found[0].entry.name in ("Maria Lind", "Maria", "Lind")
    assert {named[name].entry.pseudonym for name in ("Maria Lind", "Maria", "Lind")} == {"Eva"}
    assert named["Maria"].times == 3
    assert "file" in named["Maria"].why
    assert "Interviewer" not in named
    assert "Eva" not in named


def test_a_name_that_is_a_word_too_is_not_looked_for_in_small_letters(project: Project) -> None:
    with project.change("Add") as s:
        documents.add_source(s, interview("Two", ("May", "We may go, or we may stay, as it may be."), ("I", "May?")))
    with project.read() as session:
        named = by_name(proposals(session, model=False))
    assert not named["May"].entry.small
    assert named["Bergen"].entry.small


def test_two_people_with_one_surname_get_two_pseudonyms(project: Project) -> None:
    with project.read() as session:
        named = by_name(proposals(session, model=False))
    assert named["Olga Berg"].entry.pseudonym == named["Olga"].entry.pseudonym
    assert named["Berg"].entry.pseudonym != named["Olga"].entry.pseudonym


def test_what_the_table_holds_is_not_proposed_again_and_all_make_a_table(project: Project) -> None:
    known = table([Entry("Bergen", "[town]", "place")])
    with project.read() as session:
        found = proposals(session, known, model=False)
    assert "Bergen" not in by_name(found)
    assert len(chosen(found, known).entries) == len(found) + 1


def test_a_model_tells_places_from_people() -> None:
    found = modelled_names([("She moved from Bergen to London. Then Maria Lind lived in London.", "en")])
    assert found["London", "place"] == 2
    assert any(kind == "person" and "Maria" in name for name, kind in found)
    assert not modelled_names([("Maria bor i Bergen.", "nb")])


def test_german_nouns_are_no_names() -> None:
    found = likely_names([(GERMAN, "de")])
    assert found["Sabine"] == 3
    assert "Sommer" in found
    assert not {"Termin", "Krankenhaus", "Behandlung", "Sprachen", "Frau", "Der"} & set(found)


def test_names_in_other_scripts_are_found() -> None:
    text = "Потом пришла Ольга, и я спросил: где Ольга? Она сказала, что Ольга тут. Мы нашли Łódź, да, Łódź."
    assert set(likely_names([(text, "ru")])) == {"Ольга", "Łódź"}


def test_an_apostrophe_parts_from_a_name_what_is_none_of_it() -> None:
    english = "We saw Liam's mother and O'Brien, and then Liam’s sister. They said O'Brien knew, and I'm glad he did."
    assert likely_names([(english, "en")]) == {"Liam": 2, "O'Brien": 2}
    assert set(likely_names([("Elle parlait d’Anna, puis avec l'amie d’Anna.", "fr")])) == {"Anna"}


def test_a_sentence_that_ends_in_a_title_gives_the_next_word_none() -> None:
    text = "Da war die Schwester. Manche sagen Manche zu uns. Und da war Dr. Sommer."
    assert set(likely_names([(text, "de")])) == {"Sommer"}


def test_a_name_said_once_counts_where_it_is_asked_for_but_not_among_nouns() -> None:
    text = "So we came to Hamar, and Olga asked for Neil."
    assert not likely_names([(text, "en")])
    assert set(likely_names([(text, "en")], ["neil"], once=True)) == {"Hamar", "Olga"}
    assert not likely_names([("Da kam sein Onkel Rudi.", "de")], once=True)


def test_what_begins_a_cell_of_a_table_has_its_capital_from_there() -> None:
    tables = "code,Different,Open\nx,Different,Open", "| code | Different | Open |", "code\tDifferent\tOpen\tDifferent"
    assert not likely_names(((text, "en") for text in tables), once=True)


def test_parts_of_a_label_without_capitals_are_proposed_and_titles_are_none(project: Project) -> None:
    with project.change("Add") as s:
        documents.add_source(s, interview("Committee", ('היו"ר משה גפני', "גפני כאן"), ("רפאל חדד", "כן")))
    with project.read() as session:
        named = by_name(proposals(session, model=False))
    assert named["גפני"].entry.pseudonym == named['היו"ר משה גפני'].entry.pseudonym
    assert {"משה", "רפאל", "חדד"} <= set(named) and 'היו"ר' not in named
