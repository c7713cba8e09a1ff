"""The form on paper: what is printed on it, in Word and as tagged PDF, and the code that its answers are found by."""

from __future__ import annotations

import zipfile
from dataclasses import replace

import page as validation
import pytest
from docx import Document

from qda.core import consent
from qda.core.accessibility import barriers
from qda.core.exporters import ProductOptions, export
from qda.core.participants import participants
from qda.core.review import items, pack_content, packs, paper_form, people, rounds
from qda.errors import NotFoundError, RefusedError
from tests.storage.study import make_study


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    with make_study(tmp_path_factory.mktemp("paper") / "made.loom") as project:
        with project.change("Note") as session:
            items.edit_item(session, items.items(session, _round(session))[1].id, content_note="It is about fear.")
        yield project


def _round(session):
    return rounds.find_round(session, "First look")


def test_a_page_a_card_with_questions_boxes_and_lines(made):
    with made.read() as session:
        form = paper_form.form(pack_content.content(session, _round(session)))
    front, *cards = form.booklet.pages
    assert [card.title for card in cards] == ["Big idea: Fear", "Big idea: Company", "Page: Fear", "What people said"]
    assert [line.text for line in cards[1].lines] == [
        "The next part may upset you. It is about fear.",
        "You can skip it.",
        "Company",
    ]
    assert cards[2].lines[0].picture is not None
    assert [(asked.question, asked.boxes, asked.lines) for asked in form.asked] == [
        ("Is this easy to understand?", ("Yes", "Not sure", "No"), 1),
        ("Is this right, for you?", ("Yes", "Not sure", "No"), 1),
        ("What is missing?", ("Nothing is missing",), 4),
    ]
    assert form.head == f"Code of this form: {form.code}    Your code: P1"
    assert form.blanks == ("Date", "Who helped you?") and form.booklet.size >= 16
    assert front.lines[-1].text == "Give this paper to the person who gave it to you."


def test_the_word_file_has_all_of_it_and_no_barrier(made, tmp_path):
    with made.read() as session:
        written = export(session, "review-form", tmp_path / "form.docx", ProductOptions(chosen={"round": "First look"}))
    assert (written.rows, written.people, written.notices) == (4, 1, ())
    document = Document(str(written.path))
    assert barriers(written.path) == []
    assert not document.tables
    text = [paragraph.text for paragraph in document.paragraphs]
    assert text.count("☐ Yes\t☐ Not sure\t☐ No") == 8 and text.count("☐ Nothing is missing") == 4
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings == ["First look", "Big idea: Fear", "Big idea: Company", "Page: Fear", "What people said"]
    assert "Code of this form" in document.sections[0].header.paragraphs[0].text
    with zipfile.ZipFile(written.path) as packed:
        everything = b"".join(packed.read(name) for name in packed.namelist() if name.endswith(".xml")).decode()
    assert "Lind" not in everything and "A mask." in everything  # no name; the picture's words


def test_the_pdf_is_tagged_and_each_card_has_a_page(made, tmp_path):
    import pypdfium2

    with made.change("Hand out") as session:
        pack = packs.one_pack(session, packs.hand_out(session, _round(session), form="paper"))
        paper_form.write(session, pack.id, tmp_path / "form.pdf")
    found = validation.validate_pdf(str(tmp_path / "form.pdf"), profile=validation.ValidationProfile.PDF_UA_1)
    assert found.is_compliant, found.failures
    document = pypdfium2.PdfDocument(tmp_path / "form.pdf")
    sheets = [sheet.get_textpage().get_text_bounded() for sheet in document]
    document.close()
    assert len(sheets) == 5
    assert all(pack.code in sheet and f"{number} of 5" in sheet for number, sheet in enumerate(sheets, start=1))


def test_a_card_that_goes_on_says_at_the_head_of_the_next_sheet_which_one_it_is(made, tmp_path):
    import pypdfium2

    with made.read() as session:
        form = paper_form.form(pack_content.content(session, _round(session)))
    front, fear, *rest = form.booklet.pages
    pages = (front, replace(fear, lines=fear.lines * 30), *rest)
    paper_form.write_form(long := replace(form, booklet=replace(form.booklet, pages=pages)), tmp_path / "form.pdf")
    paper_form.write_form(long, tmp_path / "form.docx")
    document = pypdfium2.PdfDocument(tmp_path / "form.pdf")
    sheets = [sheet.get_textpage().get_text_bounded() for sheet in document]
    document.close()
    named = [sheet.count("Big idea: Fear") for sheet in sheets]
    assert named == [0, *[1] * (len(sheets) - 4), 0, 0, 0] and len(sheets) > 5
    first, card, *_others = Document(str(tmp_path / "form.docx")).sections
    assert [one.text for one in first.header.paragraphs] == [form.head]
    assert [one.text for one in card.header.paragraphs] == [form.head, "Big idea: Fear"]
    assert [one.text for one in card.first_page_header.paragraphs] == [form.head]
    assert "Page " in card.first_page_footer.paragraphs[0].text
    assert barriers(tmp_path / "form.docx") == []


def test_the_code_is_that_under_which_the_form_was_handed_out(made, tmp_path):
    with made.change("Hand out") as session:
        ida = people.add_person(session, "Ida")
        both = pack_content.content(session, _round(session))
        assert packs.find_pack(session, paper_form.form(both).code) is None
        pack_id = packs.hand_out(session, _round(session), form="paper")
        assert packs.find_pack(session, paper_form.form(both).code).id == pack_id
        alone = paper_form.form(pack_content.content(session, _round(session), [ida]))
        assert (paper_form.form(both).blanks[0], alone.blanks[0]) == ("Your code", "Date")
        assert alone.code != paper_form.form(both).code
        people.remove_person(session, ida)
        with pytest.raises(NotFoundError):
            paper_form.write(session, pack_id, tmp_path / "form.pdf")
        nowhere = packs.hand_out(session, _round(session), form="paper")
        with pytest.raises(RefusedError, match="can't be written"):
            paper_form.write(session, nowhere, tmp_path / "none" / "form.docx")


def test_who_is_owed_for_pictures_is_printed_and_what_is_not_allowed_is_not(made, tmp_path):
    with made.change("Consent") as session:
        [quote] = [item for item in items.items(session, _round(session)) if item.kind == "quote"]
        for one in participants(session):
            consent.record_consent(session, one.id, {"quote": False})
        shown = pack_content.content(session, _round(session))
        options = ProductOptions(chosen={"round": "First look", "person": "P1"})
        written = export(session, "review-form", tmp_path / "form.docx", options)
        for one in participants(session):
            consent.record_consent(session, one.id, {"quote": True})
    assert written.notices and "1 that people did not allow" in written.notices[0]
    text = "\n".join(paragraph.text for paragraph in Document(str(written.path)).paragraphs)
    assert quote.words.split("\n")[-1] not in text
    owed = paper_form.form(replace(shown, owed=("Drawn by Ina",)))
    for suffix in (".docx", ".pdf"):
        paper_form.write_form(owed, tmp_path / f"owed{suffix}")
    assert Document(str(tmp_path / "owed.docx")).paragraphs[-1].text == "Drawn by Ina"
