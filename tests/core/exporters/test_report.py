"""Reports by recipe: every product as a part, one numbering, all formats; the files open in other programs' readers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.enum.section import WD_ORIENT

from qda.core import exporters, sample
from qda.core.exporters import ProductOptions
from qda.core.exporters.assembling import Assembled, assemble
from qda.core.exporters.colophon import colophon
from qda.core.exporters.gathered import gathering
from qda.core.exporters.grid import Column, Grid, Row, paragraph
from qda.core.exporters.prose import Block, Heading, Turn
from qda.core.exporters.typeset import _table
from qda.core.figures import Figure
from qda.core.reports.recipes import RecipePart, RecipeRow, add_recipe, find_recipe, recipe
from qda.errors import RefusedError
from qda.resources import path as resource
from qda.storage.project import Project


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with sample.build(tmp_path_factory.mktemp("report") / "sample.loom") as project:
        yield project


def assembled(study: Project, *parts: RecipePart) -> Assembled:
    with study.read() as session:
        row = RecipeRow("", "Mine", "", "", parts, None, "", "", 0)
        return assemble(session, row, colophon(session))


def written(study: Project, path: Path) -> exporters.Written:
    with study.read() as session:
        return exporters.export(session, "report", path)


def test_every_product_can_be_a_part_or_says_that_it_stands_alone(study: Project) -> None:
    for product in exporters.products().values():
        assert product.forms or product.alone or not {".docx", ".svg"} & set(product.suffixes)
        for form in product.forms:
            try:
                prose, _notices = assembled(study, RecipePart(product.name, form))
            except RefusedError as refused:
                assert "can't stand in a report" not in refused.sentence, product.name
                continue
            kinds = {type(part) for part in prose.parts} - {Turn, Heading}
            assert kinds and (form == "pages" or Figure in kinds), product.name


def test_parts_stand_in_order_under_their_headings(study: Project) -> None:
    own = RecipePart(heading="Findings", words="We asked.\n\n- who\n- where")
    prose, notices = assembled(study, own, RecipePart("theme-report"), RecipePart("ratings", headed=False))
    headings = [(part.text, part.level) for part in prose.parts if isinstance(part, Heading)]
    assert headings[:2] == [("Findings", 1), ("Theme report", 1)]
    assert {level for _text, level in headings[2:]} >= {2, 3}
    kinds = [part.kind for part in prose.parts if isinstance(part, Block)][:3]
    assert kinds == ["text", "item", "item"]
    assert isinstance(prose.parts[-1], Grid)
    assert all(notice.startswith(("Theme report: ", "Ratings and summary of findings: ")) for notice in notices)


def test_what_has_nothing_to_say_is_left_out_and_told(study: Project) -> None:
    gone = RecipePart("flying", heading="A part from a later version")
    alone = RecipePart("easy-read")
    prose, notices = assembled(study, RecipePart("codebook"), gone, alone, RecipePart("quotes", included=False))
    assert [part.text for part in prose.parts if isinstance(part, Heading)] == ["Codebook"]
    assert [notice for notice in notices if "left out" in notice] == [
        "“A part from a later version” is left out: There is no product called flying.",
        "“Easy-read summary” is left out: It can't stand in a report; write it by itself.",
    ]
    with pytest.raises(RefusedError, match="nothing in the report “Mine”"):
        assembled(study, RecipePart("quotes", included=False))


def test_the_word_file_numbers_tables_and_figures_through(study: Project, tmp_path: Path) -> None:
    notices = written(study, tmp_path / "a.docx").notices
    assert not [notice for notice in notices if "left out" in notice]
    document = docx.Document(str(tmp_path / "a.docx"))
    captions = [part.text for part in document.paragraphs if part.style.name == "Caption"]
    assert [caption.split(". ")[0] for caption in captions] == ["Table 1", "Table 2", "Figure 1", "Table 3"]
    assert [
        part.text for part in document.paragraphs if part.style.name == "heading 1" or part.style.name == "Heading 1"
    ][:2] == ["Findings", "Participants"]
    assert len(document.tables) == 3 and len(document.inline_shapes) == 1
    # Tables of many columns lie on their side; the section before them stands upright.
    turned = [section.orientation for section in document.sections]
    assert turned[0] == WD_ORIENT.PORTRAIT and WD_ORIENT.LANDSCAPE in turned
    for section, table in zip(document.sections[1:2], document.tables, strict=False):
        room = section.page_width - section.left_margin - section.right_margin
        assert sum(column.width for column in table.columns) <= room + 20 * len(table.columns)
    (shown,) = document.element.body.iter(
        "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    )
    assert len(shown.get("descr")) > 40


def test_the_pdf_is_tagged_and_holds_the_same(study: Project, tmp_path: Path) -> None:
    written(study, tmp_path / "a.pdf")
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as pdf:
        assert pypdfium2.raw.FPDFCatalog_IsTagged(pdf)
        words = " ".join(page.get_textpage().get_text_bounded() for page in pdf)
        sizes = {page.get_width() > page.get_height() for page in pdf}
    assert re.findall(r"(?:Table|Figure) \d+(?=\. )", words) == ["Table 1", "Table 2", "Figure 1", "Table 3"]
    assert sizes == {True, False}


def test_in_the_pdf_no_row_that_fits_a_page_is_parted_by_its_end() -> None:
    short, tall = (Row(((paragraph("Mask"),), (paragraph("words " * number),))) for number in (9, 9000))
    grid = Grid("", "Rows", (Column("Name", 0.3), Column("Words", 0.7)), (short, tall))
    whole = [line.count("breakable: false") for line in _table(grid, 1).splitlines() if "Mask" in line]
    assert whole == [2, 0]
    assert "breakable: false" not in _table(replace(grid, flows=True), 1)


def test_letters_that_no_font_has_make_no_report_impossible(tmp_path: Path) -> None:
    with Project.create(tmp_path / "s.loom", title="A 🐑 in a field \U000f0000") as project:
        with project.change("Make report") as session:
            add_recipe(session, "Mine", [RecipePart(words="Nobody can set \U000f0001.")])
        notices = written(project, tmp_path / "a.pdf").notices
    assert "boxes" in " ".join(notices)
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_on_the_web_page_words_of_narrow_columns_stay_whole_and_levels_are_indented() -> None:
    """A browser does it; here is what tells it to: no even columns, no break inside words but those of quotes."""
    style = resource("templates", "prose-table.css").read_text("utf-8")
    assert "table-layout: fixed" not in style and "overflow-wrap: break-word" in style
    assert re.search(r"td p, th p \{[^}]*--depth", style)


def test_web_page_and_markdown_hold_the_same(study: Project, tmp_path: Path) -> None:
    written(study, tmp_path / "a.html")
    html = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert re.findall(r"<(?:caption|figcaption)>(\w+ \d)\.", html) == ["Table 1", "Table 2", "Figure 1", "Table 3"]
    assert 'alt="' in html and html.count("<h2>") == 5
    notices = written(study, tmp_path / "a.md").notices
    assert "Markdown holds no drawings; the words about each figure stand in its place." in notices
    assert "Figure 1" in (tmp_path / "a.md").read_text(encoding="utf-8")


def test_nothing_is_kept_once_gathering_is_over(study: Project, tmp_path: Path) -> None:
    with study.read() as session:
        with gathering() as held:
            exporters.products()["codebook"].write(session, tmp_path / "never.docx", ProductOptions())
        assert len(held) == 1 and not (tmp_path / "never.docx").exists()
        exporters.export(session, "codebook", tmp_path / "now.docx")
        assert recipe(session, find_recipe(session)).name == "Tables and figures for the paper"
    assert (tmp_path / "now.docx").exists() and len(held) == 1
