"""Pictures of a project: once each, with words that say what is to be seen, and found again for the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from qda.core import consent
from qda.core.easyread import assembling, pages, picture_search, pictures, summaries
from qda.core.easyread.own_pictures import drawing_data, drawings
from qda.core.easyread.picture_files import prepared
from qda.core.review import people
from qda.errors import NotFoundError, RefusedError
from qda.storage.project import Project
from tests.core.easyread.picture_room import drawing, photo


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    project = Project.create(tmp_path / "Study.loom")
    try:
        with project.change("Add pictures") as session:
            yield session
    finally:
        project.close()


def _page(session: Session) -> str:
    return pages.add_page(session, summaries.add_summary(session, "What we found", "en"), "Waiting")


def test_every_drawing_has_words_in_every_language_and_is_safe_to_print() -> None:
    names = set(drawings("en"))
    assert len(names) >= 60
    for language in ("en", "de", "es", "fr", "nb"):
        there = drawings(language)
        assert set(there) == names, language
        assert all(one.words and one.idea and one.search for one in there.values()), language
        ideas = [one.idea for one in there.values()]
        assert len(set(ideas)) == len(ideas), [one for one in ideas if ideas.count(one) > 1]
    for name in names:
        data = drawing_data(name)
        assert prepared(data)[0] == "image/svg+xml"
        assert len(data) < 9_000
    with pytest.raises(NotFoundError):
        drawing_data("../words/en")


def test_the_ideas_that_no_set_has_are_drawn(session: Session) -> None:
    missing = (
        "consent, decide, disagree, support worker, understand, safe, appointment, carer, different, important, hope"
    )
    for idea in missing.split(", "):
        name = picture_search.suggest(session, idea, "en")[0].drawing
        assert name and drawings("en")[name].idea == idea


def test_one_file_is_one_picture_whoever_brings_it(session: Session) -> None:
    first = pictures.add_picture(session, photo(), "A clinic with a red door", idea="clinic", kind="photo")
    again = pictures.add_picture(session, photo(), "Another text")
    assert again == first
    drawn = pictures.use_drawing(session, "wait")
    assert pictures.use_drawing(session, "wait", "de") == drawn
    rows = {row.id: row for row in pictures.pictures(session)}
    assert rows[first].words == "A clinic with a red door"
    assert rows[drawn].kind == "own" and rows[drawn].idea == "wait" and rows[drawn].words
    media, data = pictures.picture_file(session, first)
    assert media == "image/jpeg" and data.startswith(b"\xff\xd8")


def test_a_picture_needs_words_and_a_file_name_is_none(session: Session) -> None:
    with pytest.raises(RefusedError, match="what is to be seen"):
        pictures.add_picture(session, photo(), "  ")
    with pytest.raises(RefusedError, match="name of a file"):
        pictures.add_picture(session, photo(), "IMG_2034.jpg")
    key = pictures.add_picture(session, photo(), "A clinic")
    with pytest.raises(RefusedError, match="none of these"):
        pictures.edit_picture(session, key, kind="film")


def test_words_find_by_synonym_beginning_and_other_forms(session: Session) -> None:
    def first(query: str, language: str = "en") -> str:
        return picture_search.find(session, query, language)[0].idea

    assert first("physician") == "doctor"
    assert first("waiting room") == "wait"
    assert first("appo") == "appointment"
    assert first("nurses") == "nurse"
    assert first("decisions") == "decide"
    assert first("Arzt", "de") == drawings("de")["doctor"].idea
    assert not picture_search.find(session, "xylophone", "en")
    assert len(picture_search.find(session, "", "en")) == len(drawings("en"))


def test_the_same_thing_gets_the_same_picture(session: Session) -> None:
    page = _page(session)
    own = pictures.add_picture(session, drawing(), "Our own waiting room", idea="waiting room")
    pages.add_statement(session, page, "Many people wait for months.", picture_id=own)
    found = picture_search.suggest(session, "They waited for many months again.", "en")
    assert found[0].picture_id == own and found[0].shown and found[0].used == 1
    other = pictures.add_picture(session, photo(), "A photo of the room", idea="Waiting room", kind="photo")
    assert [row.id for row in picture_search.same_idea(session, other)] == [own]
    assert not picture_search.suggest(session, "of the and", "en")


def test_a_statement_gets_pictures_for_its_own_words_first(session: Session) -> None:
    def first(text: str) -> str:
        return picture_search.suggest(session, text, "en")[0].idea

    assert first("Many people wait for months.") == "long wait"
    assert first("You wait.") == "wait"
    assert first("Nurses were kind.") == "nurse"
    assert first("It is hard to trust somebody.") == "trust"
    assert picture_search.suggest(session, "Sie warten lange auf einen Termin.", "de")[0].words


def test_a_photo_of_somebody_is_printed_only_with_their_word(session: Session) -> None:
    page = _page(session)
    person = people.add_person(session, "Tilde", "co-researcher")
    key = pictures.add_picture(session, photo(), "Tilde at the table", kind="photo", person_id=person)
    pages.add_statement(session, page, "We made this.", picture_id=key)
    summary = summaries.summaries(session)[0].id
    assembled = assembling.assemble(session, summary)
    assert assembled.booklet.pages[0].lines[0].picture is None and assembled.left_out.not_recorded == 1
    consent.record_consent(session, person, {"photo": True})
    shown = assembling.assemble(session, summary).booklet.pages[0].lines[0].picture
    assert shown is not None and shown.words == "Tilde at the table"


def test_a_removed_picture_leaves_the_statement(session: Session) -> None:
    page = _page(session)
    key = pictures.use_drawing(session, "wait")
    pages.add_statement(session, page, "People wait.", picture_id=key)
    pictures.remove_picture(session, key)
    session.expire_all()
    assert pages.pages(session)[0].statements[0].picture_id is None
    with pytest.raises(NotFoundError):
        pictures.picture_file(session, key)
