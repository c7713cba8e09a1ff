"""Pages of statements, and how they are put together for print."""

from __future__ import annotations

import pytest

from qda.core import consent
from qda.core.easyread import pages, summaries
from qda.core.easyread.assembling import assemble, booklet
from qda.core.easyread.booklet import Run, pictures_in, read_booklet, write_booklet
from qda.core.review import people
from qda.core.themes import outline
from qda.errors import RefusedError
from qda.storage.models import HardWord, Picture, PictureSet
from qda.storage.texts import put_blob
from tests.storage.reviewed import DRAWING


@pytest.fixture
def summary(s) -> str:
    return summaries.add_summary(s, "Our study", "en")


def drawing(s, **values) -> str:
    row = Picture(hash=put_blob(s, DRAWING), media="image/svg+xml", words="A mask.", **values)
    s.add(row)
    s.flush()
    return row.id


def test_pages_stand_in_printing_order_and_statements_where_they_are_put(s, summary):
    theme = outline.add_theme(s, "Masks")
    for kind, title in (("contact", "Ask us"), ("theme", ""), ("theme", "Waiting"), ("front", "Hello")):
        last = pages.add_page(s, summary, title, kind, theme if not title else None)
    found = pages.pages(s, summary)
    assert [one.title for one in found] == ["Hello", "Masks", "Waiting", "Ask us"]
    pages.move_page(s, found[2].id, 0)
    assert [one.title for one in pages.pages(s, summary)] == ["Hello", "Waiting", "Masks", "Ask us"]
    first = pages.add_statement(s, last, " We made\nthis. ")
    pages.add_statement(s, last, "Who are we?", 0)
    assert [one.text for one in pages.pages(s, summary)[0].statements] == ["Who are we?", "We made this."]
    pages.move_statement(s, first, 0)
    assert [one.text for one in pages.pages(s, summary)[0].statements] == ["We made this.", "Who are we?"]
    with pytest.raises(RefusedError):
        pages.add_page(s, summary, "Poem", "poem")


def test_letters_are_never_too_small(s, summary):
    summaries.edit_summary(s, summary, size=18, thresholds={"W1": 12})
    assert (summaries.summary(s, summary).size, summaries.summary(s, summary).thresholds) == (18, {"W1": 12})
    with pytest.raises(RefusedError, match="14"):
        summaries.edit_summary(s, summary, size=12)


def test_hard_words_are_bold_where_they_come_first_and_listed_at_the_end(s, summary):
    s.add_all(
        HardWord(language="en", word=word, explanation=told, familiar=known)
        for word, told, known in (
            ("consent", "Saying yes.", False),
            ("informed consent", "Saying yes after you know all.", False),
            ("nurse", "", False),
            ("hospital", "A place.", True),
            ("clinic", "A house.", False),
        )
    )
    page = pages.add_page(s, summary, "Masks")
    for text in ("Consent matters in hospital.", "Informed consent is consent.", "Consents differ. Ask the nurse."):
        pages.add_statement(s, page, text)
    first, words = booklet(s, summary).pages
    assert [line.runs for line in first.lines] == [
        (Run("Consent", True), Run(" matters in hospital.")),
        (Run("Informed consent", True), Run(" is consent.")),
        (Run("Consents differ. Ask the nurse."),),
    ]
    assert (words.kind, words.title) == ("words", "Word list")
    assert [line.text for line in words.lines] == [
        "consent: Saying yes.",
        "informed consent: Saying yes after you know all.",
    ]


def test_pictures_have_their_credits_and_those_that_nobody_allowed_are_left_out(s, summary):
    owed = PictureSet(name="Plain", credit="Plain pictures, CC BY")
    jo = people.add_person(s, "Jo")
    s.add(owed)
    s.flush()
    free, photo = drawing(s, set_id=owed.id), drawing(s, kind="photo", person_id=jo, credit="Jo Lind")
    page = pages.add_page(s, summary, "Masks")
    pages.add_statement(s, page, "One.", picture_id=free)
    pages.add_statement(s, page, "Two.", picture_id=photo, voice=b"RIFF", voice_person_id=jo)
    made = assemble(s, summary)
    assert (made.left_out.refused, made.left_out.not_recorded) == (0, 2)
    shown, credits_ = made.booklet.pages
    assert [line.picture is None for line in shown.lines] == [False, True]
    assert [line.text for line in credits_.lines] == ["Plain pictures, CC BY"]
    consent.record_consent(s, jo, {"photo": True, "voice": False})
    made = assemble(s, summary)
    assert (made.left_out.refused, made.left_out.not_recorded) == (1, 0)
    assert [line.text for line in made.booklet.pages[-1].lines] == ["Plain pictures, CC BY", "Jo Lind"]
    assert made.booklet.pages[0].lines[1].voice is None


def test_a_booklet_comes_back_from_its_json(s, summary):
    page = pages.add_page(s, summary, "Masks")
    pages.add_statement(s, page, "One.", picture_id=drawing(s))
    made = booklet(s, summary)
    written = write_booklet(made)
    [key] = pictures_in(written)
    assert read_booklet(written, {key: DRAWING}) == made
    with pytest.raises(ValueError, match="no version"):
        read_booklet('{"pages": [{}]}', {})
