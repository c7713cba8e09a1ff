"""Word files of the sample study against docs/paper-tables.md: what of that list a machine can see."""

from __future__ import annotations

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from qda.core import exporters
from qda.errors import RefusedError
from tests.told import sample_study

SHADED = {"matrix", "cooccurrence"}
"""Heat maps, which say so themselves."""
LONG = {"agreement", "disagreements", "quotes", "report", "review-form", "easy-read"}
"""Made of the same parts as the others, and long."""


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, docx.document.Document]:
    """The Word files of the sample study by product."""
    folder = tmp_path_factory.mktemp("papers")
    found = {}
    with sample_study(folder / "s.loom") as project, project.read() as session:
        for one in exporters.products().values():
            if ".docx" in one.suffixes and one.name not in LONG:
                try:
                    path = exporters.export(session, one.name, folder / f"{one.name}.docx").path
                except RefusedError:
                    continue  # there is nothing of it in the sample
                found[one.name] = docx.Document(str(path))
    return found


def test_every_file_has_styles_language_and_properties(documents: dict[str, docx.document.Document]) -> None:
    """2, 3, 4, 17: looks come from styles that exist, nothing is smaller than 8 point; language and title are said."""
    assert len(documents) > 25
    for name, document in documents.items():
        known = {style.style_id for style in document.styles}
        for paragraph in document.element.body.iter(qn("w:p")):
            style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            # Only what ends a section or holds a picture has no words and no style.
            assert style is not None or not "".join(paragraph.itertext()).strip(), name
            assert style is None or style.get(qn("w:val")) in known, name
        looks = {part.tag for run in document.element.body.iter(qn("w:rPr")) for part in run}
        by_hand = {"b", "bCs", "i", "iCs", "u", "rtl", "lang", "rStyle"}
        assert looks <= {qn(f"w:{tag}") for tag in by_hand}, name
        sizes = {int(size.get(qn("w:val"))) for size in document.styles.element.iter(qn("w:sz"))}
        assert min(sizes) >= 16, name  # half points
        assert document.core_properties.title and document.core_properties.language == "en", name


def test_every_table_is_one_that_journals_and_screen_readers_take(
    documents: dict[str, docx.document.Document],
) -> None:
    """5, 6, 8, 9, 10, 11, 13."""
    counted = 0
    for name, document in documents.items():
        for table in document.tables:
            counted += 1
            xml = table._tbl
            caption = xml.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
            assert caption and len(caption.split()) <= 15, (name, caption)
            assert xml.tblPr.find(qn("w:tblDescription")).get(qn("w:val")), name
            assert xml.tr_lst[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None, name
            assert not list(xml.iter(qn("w:vMerge"), qn("w:gridSpan"), qn("w:left"), qn("w:insideV"))), name
            assert len(list(xml.iter(qn("w:tbl")))) == 1, name
            assert name in SHADED or not list(xml.iter(qn("w:shd"))), name
            widths = [int(column.get(qn("w:w"))) for column in xml.tblGrid.iter(qn("w:gridCol"))]
            assert sum(widths) <= room(document, xml) + len(widths), name  # each is rounded
    assert counted > 25


def room(document: docx.document.Document, table: etree._Element) -> int:
    """Return how wide the pages are on which a table stands, in twentieths of a point."""
    following = table.itersiblings()
    section = next((part for one in following for part in one.iter(qn("w:sectPr"))), document.sections[-1]._sectPr)
    page, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    return int(page.get(qn("w:w"))) - int(margins.get(qn("w:left"))) - int(margins.get(qn("w:right")))


def test_the_products_for_papers_have_the_structure_that_papers_show(
    documents: dict[str, docx.document.Document],
) -> None:
    heads = {
        name: [cell.text for cell in document.tables[0].rows[0].cells]
        for name, document in documents.items()
        if name in ("theme-table", "coding-tree", "numbered-quotes", "participant-groups", "findings")
    }
    assert heads == {
        "theme-table": ["Theme and subtheme", "Codes", "Quotes"],
        "coding-tree": ["Code", "Subtheme", "Theme", "Core theme"],
        "numbered-quotes": ["Number", "Theme", "Quote"],
        "participant-groups": ["Characteristic", "Participants (n\u00a0=\u00a08)"],
        "findings": ["Theme", "Central idea"],
    }
    chapter = [(part.style.name, part.text) for part in documents["findings"].paragraphs]
    assert sum(style.startswith("Heading") for style, _text in chapter) == 17
    said = [text for style, text in chapter if style == "Themeloom Block Quote"]
    listed = [row.cells[0].text for row in documents["numbered-quotes"].tables[0].rows[1:]]
    assert [text.partition(" ")[0] for text in said] == listed
    assert listed[0] == "C-Q1" and {number[:2] for number in listed} == {"C-", "T1", "T2", "T3", "T4"}


def test_an_empty_cell_of_the_coding_tree_never_stands_for_the_wrong_name(
    documents: dict[str, docx.document.Document],
) -> None:
    """Codes of the core theme itself have no theme and no subtheme; the cells say so and are not left empty."""
    first = [cell.text for cell in documents["coding-tree"].tables[0].rows[1].cells]
    assert first[1:] == ["–", "–", "Closing the distance"]
    notes = [part.text for part in documents["coding-tree"].paragraphs]
    assert "–: the codes belong to no name on this level." in notes


def test_the_numbers_of_quotes_have_a_column_as_wide_as_its_head(
    documents: dict[str, docx.document.Document],
) -> None:
    """9 points bold need up to 43 points for "Number", and the cells keep 10 for themselves."""
    column = documents["numbered-quotes"].tables[0]._tbl.tblGrid.gridCol_lst[0].w.twips
    across = sum(one.w.twips for one in documents["numbered-quotes"].tables[0]._tbl.tblGrid.gridCol_lst)
    assert column / across * (11906 - 2 * 1134) >= 20 * 55
    assert "An empty cell stands for the name above it." in [
        part.text for part in documents["numbered-quotes"].paragraphs
    ]
