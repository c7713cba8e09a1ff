"""Barriers in Word documents that only some people meet: faint words, joined cells, what stands in headers, blanks."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor

from qda.core.accessibility import barriers
from qda.core.easyread.printing.typesetting import rastered
from tests.core.easyread.printed import PERSON


@pytest.fixture
def document():
    made = docx.Document()
    made.core_properties.title = "A title"
    made.styles["Heading 1"].font.color.rgb = RGBColor(0, 0, 0)
    made.add_heading("First", 1)
    made.add_paragraph("Words.")
    return made


def found(document, tmp_path) -> list[tuple[str, str]]:
    document.save(str(tmp_path / "a.docx"))
    return [(one.kind, one.where) for one in barriers(tmp_path / "a.docx")]


def shaded(properties, fill: str) -> None:
    shading = OxmlElement("w:shd")
    shading.set(qn("w:fill"), fill)
    properties.append(shading)


def test_a_document_that_is_good_has_none(document, tmp_path):
    assert found(document, tmp_path) == []


def test_faint_words_are_found_by_their_own_colour_and_by_that_of_their_style(document, tmp_path):
    document.add_paragraph().add_run("Grey on white.").font.color.rgb = RGBColor(0xAA, 0xAA, 0xAA)
    document.add_paragraph().add_run("The same again.").font.color.rgb = RGBColor(0xAA, 0xAA, 0xAA)
    document.add_paragraph().add_run("Dark enough.").font.color.rgb = RGBColor(0x55, 0x55, 0x55)
    document.styles["Quote"].font.color.rgb = RGBColor(0xFF, 0xC0, 0)
    document.add_paragraph("Yellow by its style.", "Quote")
    assert found(document, tmp_path) == [("contrast", "Grey on white."), ("contrast", "Yellow by its style.")]


def test_what_is_behind_words_counts(document, tmp_path):
    white = document.add_paragraph().add_run("White on blue.")
    white.font.color.rgb = RGBColor(255, 255, 255)
    shaded(white._r.get_or_add_rPr(), "1F3864")
    shaded(document.add_paragraph("Black on blue.")._p.get_or_add_pPr(), "1F3864")
    assert found(document, tmp_path) == [("contrast", "Black on blue.")]


@pytest.mark.parametrize("along", [True, False], ids=["across", "down"])
def test_joined_cells_are_found(document, tmp_path, along):
    table = document.add_table(2, 2)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    table.cell(0, 0).text = "Head"
    assert found(document, tmp_path) == []
    table.cell(0, 0).merge(table.cell(0, 1) if along else table.cell(1, 0))
    assert [kind for kind, _where in found(document, tmp_path)] == ["tables"]


def test_a_picture_in_a_header_needs_words_too(document, tmp_path):
    run = document.sections[0].header.paragraphs[0].add_run()
    about = run.add_picture(io.BytesIO(rastered(PERSON, dots=20)))._inline.docPr
    assert found(document, tmp_path) == [("alternative text", "Picture 1")]
    about.set("descr", "A person.")
    assert found(document, tmp_path) == []


def test_blanks_that_make_room_are_found(document, tmp_path):
    document.add_paragraph()
    assert found(document, tmp_path) == [], "one may be a slip"
    document.add_paragraph()
    document.add_paragraph("Far      apart.")
    assert found(document, tmp_path) == [("blanks", "Words."), ("blanks", "Far      apart.")]


def test_lines_to_write_on_are_no_blanks(document, tmp_path):
    for _line in range(3):
        document.add_paragraph("\t")
    assert found(document, tmp_path) == []
