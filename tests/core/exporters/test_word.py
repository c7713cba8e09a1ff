"""The Word file as a file: repeated heads, whole rows, counted caption, language, direction, properties."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import documents, exporters
from qda.core.exporters import word
from qda.core.exporters.colophon import Colophon
from qda.core.exporters.grid import Column, Grid, Paragraph, Row, Run, paragraph
from qda.core.importers import Imported
from qda.core.themes import outline, quotes
from qda.storage.models import Study
from qda.storage.project import Project

from .conftest import HEBREW, MASK, PARAGRAPHS, Facts

FACTS = Colophon("Study", "", ("Ann",), "de", "turn", True, datetime(2026, 3, 1, 12, tzinfo=UTC), "1")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def document(session: Session, tmp_path: Path) -> docx.document.Document:
    """The theme-quote table of the study."""
    exporters.export(session, "theme-table", tmp_path / "table.docx")
    return docx.Document(str(tmp_path / "table.docx"))


def written(tmp_path: Path, *rows: Row, facts: Colophon = FACTS) -> docx.document.Document:
    """Write rows of two columns and open the file."""
    grid = Grid("Study", "Rows", (Column("Name", 0.3), Column("Words", 0.7)), rows)
    word.write(tmp_path / "grid.docx", grid, facts)
    return docx.Document(str(tmp_path / "grid.docx"))


def test_the_page_lies_on_its_side_and_the_styles_are_ours(document: docx.document.Document) -> None:
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (29.7, 21.0)
    assert {round(section.left_margin.cm, 1), round(section.top_margin.cm, 1)} == {2.0}
    used = {part.style.name for row in document.tables[0].rows for cell in row.cells for part in cell.paragraphs}
    assert used >= {"Themeloom Theme", "Themeloom Subtheme", "Themeloom Quote", "Themeloom Code", "Themeloom Count"}
    assert all(name.startswith("Themeloom") for name in used)
    assert document.tables[0].style.name == "Themeloom Table"
    assert document.styles["Themeloom Theme"].font.bold


def test_the_head_repeats_and_rows_stay_whole(document: docx.document.Document) -> None:
    rows = document.tables[0].rows
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True, False, False, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_those_who_cannot_see_it_are_told_what_the_table_is(document: docx.document.Document) -> None:
    facts = document.tables[0]._tbl.tblPr
    assert facts.find(qn("w:tblCaption")).get(qn("w:val")) == "Themes with their codes and quotes"
    assert facts.find(qn("w:tblDescription")).get(qn("w:val")) == "3 rows. Columns: Theme and subtheme, Codes, Quotes."
    assert facts.find(qn("w:tblLook")).get(qn("w:firstColumn")) == "1"


def test_the_caption_counts_itself_and_the_page_number_too(document: docx.document.Document) -> None:
    caption = next(part for part in document.paragraphs if part.style.name == "Caption")
    assert caption.text == "Table 1. Themes with their codes and quotes"
    codes = [code.text.strip() for code in caption._p.iter(f"{W}instrText")]
    assert codes == ["SEQ Table \\* ARABIC"]
    footer = document.sections[0].footer.paragraphs[0]
    assert [code.text.strip() for code in footer._p.iter(f"{W}instrText")] == ["PAGE"]


def test_lines_are_three_and_none_is_upright(document: docx.document.Document) -> None:
    borders = document.tables[0].style.element.find(f"{W}tblPr/{W}tblBorders")
    assert [edge.tag for edge in borders] == [f"{W}top", f"{W}bottom"]
    assert not list(document.tables[0]._tbl.iter(f"{W}shd", f"{W}left", f"{W}right", f"{W}insideV"))
    assert len(list(document.tables[0]._tbl.iter(f"{W}tcBorders"))) == 3


def test_properties_say_what_and_whose_it_is(document: docx.document.Document) -> None:
    core = document.core_properties
    assert (core.title, core.author) == ("Care in prison: gates & masks", "Ann Noor; Marit Dahl")
    assert (core.subject, core.language) == ("What gets in the way?", "en")
    assert abs((datetime.now(UTC).replace(tzinfo=None) - core.created.replace(tzinfo=None)).total_seconds()) < 60


def test_language_and_direction_are_marked_run_by_run(document: docx.document.Document) -> None:
    default = document.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert default.get(f"{W}val") == "en-GB"
    gates = document.tables[0].rows[3].cells[2]
    german, hebrew = gates.paragraphs[0], next(part for part in gates.paragraphs if HEBREW in part.text)
    assert german.runs[0]._r.rPr.find(f"{W}lang").get(f"{W}val") == "de-DE"
    assert hebrew._p.pPr.find(f"{W}bidi") is not None
    assert hebrew.runs[0]._r.rPr.find(f"{W}rtl") is not None
    assert hebrew.runs[0]._r.rPr.find(f"{W}lang").get(f"{W}bidi") == "he-IL"
    assert german._p.pPr.find(f"{W}bidi") is None


def test_a_hebrew_study_reads_from_the_right(tmp_path: Path) -> None:
    facts = Colophon("Study", "", (), "he", "turn", True, FACTS.written, "1")
    document = written(tmp_path, Row(((paragraph("English"),), (paragraph(HEBREW),))), facts=facts)
    assert document.tables[0]._tbl.tblPr.find(f"{W}bidiVisual") is not None
    assert document.styles.element.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr/{W}bidi") is not None
    english, hebrew = (cell.paragraphs[0]._p.pPr.find(f"{W}bidi") for cell in document.tables[0].rows[1].cells)
    assert english.get(f"{W}val") == "0"
    assert hebrew is None


def test_new_lines_and_tabs_are_kept_within_the_paragraph(tmp_path: Path) -> None:
    document = written(tmp_path, Row(((paragraph("a"),), (paragraph("one\n\ttwo  <&>\u2003end "),))))
    cell = document.tables[0].rows[1].cells[1]
    assert len(cell.paragraphs) == 1
    assert cell.text == "one\n\ttwo  <&>\u2003end "


def quote(text: str, *, joins: bool = False) -> Paragraph:
    """Return a quote."""
    return Paragraph((Run(text),), "quote", joins=joins)


def test_a_row_taller_than_half_a_page_is_parted_between_quotes(tmp_path: Path) -> None:
    parts = [part for number in range(30) for part in (quote(f"{number} " + "word " * 60), quote("so", joins=True))]
    document = written(tmp_path, Row(((paragraph("Theme"),), tuple(parts)), (paragraph("Theme (continued)"),)))
    rows = document.tables[0].rows[1:]
    assert len(rows) > 3
    assert [row.cells[0].text for row in rows] == ["Theme"] + ["Theme (continued)"] * (len(rows) - 1)
    assert [part.text for row in rows for part in row.cells[1].paragraphs] == [part.text for part in parts]
    assert all(row.cells[1].paragraphs[-1].text == "so" for row in rows)
    assert all(row._tr.trPr is not None for row in rows)


def test_only_a_quote_taller_than_a_page_may_break(tmp_path: Path) -> None:
    tall, short = quote("word " * 4000), quote("short")
    document = written(tmp_path, Row(((paragraph("Theme"),), (tall, short)), (paragraph("more"),)))
    whole = [row._tr.find(f"{W}trPr/{W}cantSplit") is not None for row in document.tables[0].rows]
    assert whole == [True, False, True]


def test_the_parts_are_sound_xml_without_control_characters(session: Session, tmp_path: Path) -> None:
    from zipfile import ZipFile

    exporters.export(session, "theme-table", tmp_path / "table.docx")
    with ZipFile(tmp_path / "table.docx") as package:
        assert package.testzip() is None
        for name in package.namelist():
            etree.fromstring(package.read(name))
        assert b"\x07" not in package.read("word/document.xml")


@pytest.fixture
def pages(study: Facts, tmp_path: Path) -> list[str]:
    """The text of each page that LibreOffice makes of a long theme-quote table."""
    import pypdfium2

    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    with Project.create(tmp_path / "long.loom") as project:
        with project.change("Make study") as session:
            session.scalars(select(Study)).one().language = "de"
            spoken = [f"Satz {number}: " + "Das Formular hat mir keiner erklärt. " * 12 for number in range(30)]
            source_id = documents.add_source(session, Imported("Interview", "\n".join(spoken), language="de"))
            for number in range(3):
                theme = outline.add_theme(session, f"Thema {number}", definition="Worum es geht.")
                for text in spoken[number * 10 : number * 10 + 10]:
                    start = "\n".join(spoken).index(text)
                    quotes.pick_quote(session, source_id, start, start + len(text), theme_id=theme)
        with project.read() as session:
            exporters.export(session, "theme-table", tmp_path / "long.docx")
    profile = (tmp_path / "profile").as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", "."]
    subprocess.run([*command, "long.docx"], cwd=tmp_path, check=True, capture_output=True, timeout=180)
    with pypdfium2.PdfDocument(tmp_path / "long.pdf") as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


def test_libreoffice_repeats_the_head_and_breaks_no_quote(pages: list[str]) -> None:
    assert len(pages) > 2
    assert all("Theme" in page and "Codes" in page and "Quotes" in page for page in pages)
    for number in range(30):
        (page,) = [page for page in pages if f"„Satz {number}: " in page]
        assert f"line {number + 1})" in page.replace("\r\n", " ").replace("\n", " ")


def test_words_of_the_study_are_found_again_in_the_body(document: docx.document.Document) -> None:
    text = "\n".join(cell.text for row in document.tables[0].rows for cell in row.cells)
    assert MASK in text
    assert PARAGRAPHS in text


def stays(part: etree._Element) -> bool:
    return part.find(f"{W}pPr/{W}keepNext") is not None


def test_notes_stand_below_the_last_row_and_a_row_that_only_names_a_group_above_it(tmp_path: Path) -> None:
    def named(name: str, words: str, *, opens: bool = False) -> Row:
        return Row(((paragraph(name),), (paragraph(words),) if words else ()), opens=opens)

    rows = (named("Group", "", opens=True), named("One", "words"), named("Two", ""), named("Three", "words"))
    grid = Grid("Study", "Rows", (Column("Name", 0.3), Column("Words", 0.7)), rows, ("First note.", "Last note."))
    word.write(tmp_path / "grid.docx", grid, FACTS)
    document = docx.Document(str(tmp_path / "grid.docx"))
    found = [{stays(part) for part in row._tr.iter(f"{W}p")} for row in document.tables[0].rows[1:]]
    assert found == [{True}, {False}, {False}, {True}]
    notes = {part.text: stays(part._p) for part in document.paragraphs if part.style.name == "Themeloom Table Note"}
    assert notes == {"First note.": True, "Last note.": False}


def test_a_parted_row_is_named_again_in_the_column_of_its_name(tmp_path: Path) -> None:
    words = tuple(paragraph("Words that go on and on. " * 20, "quote") for _number in range(12))
    grid = Grid(
        "Study",
        "Rows",
        (Column("Theme", 0.2), Column("Subtheme", 0.2), Column("Quotes", 0.6)),
        (Row(((), (paragraph("Mask"),), words), (paragraph("Mask (continued)"),), named=1),),
    )
    word.write(tmp_path / "grid.docx", grid, FACTS)
    found = [[cell.text for cell in row.cells[:2]] for row in docx.Document(tmp_path / "grid.docx").tables[0].rows]
    assert found[1] == ["", "Mask"] and len(found) > 2
    assert all(row == ["", "Mask (continued)"] for row in found[2:])


def test_room_is_left_between_the_notes_of_a_table_and_the_next_caption(tmp_path: Path) -> None:
    document = written(tmp_path, Row(((paragraph("a"),), (paragraph("b"),))))
    assert document.styles["Caption"].paragraph_format.space_before.pt >= 8


def test_a_column_is_as_wide_as_the_longest_word_of_its_head(tmp_path: Path) -> None:
    """A word processor breaks "Minutes" anywhere where it doesn't fit."""
    columns = (Column("Minutes of it", 0.02, number=True), Column("Words", 0.98))
    grid = Grid("Study", "Rows", columns, (Row(((paragraph("5"),), (paragraph("words"),))),))
    word.write(tmp_path / "grid.docx", grid, FACTS)
    first, second = docx.Document(tmp_path / "grid.docx").tables[0]._tbl.tblGrid.gridCol_lst
    assert first.w.twips >= 7 * 125 + 420 and first.w.twips + second.w.twips in range(14565, 14575)
