"""The product `framework`: summaries with references or words, with cases and without, on pages and as data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from qda.core import retrieval
from qda.core.exporters import ProductOptions, Written, export
from qda.core.tables import frame_cells, frame_making, frame_parts, frameworks
from qda.errors import NotFoundError, RefusedError
from tests.core.tables.conftest import Counted, build


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Counted]:
    made = build(tmp_path / "roads.loom")
    yield made
    made.project.close()


def fill(study: Counted) -> None:
    """Make a matrix of cases, and one of two domains by facilitators and barriers as COOPER's."""
    ids = study.ids
    with study.project.change("Make") as session:
        frame = frame_making.add_frame(session, "By person", code_ids=[ids["Way"], ids["Way > road"]])
        frame_parts.add_row(session, frame, "Snow", about="Since winter.")
        found = frameworks.framework(session, frame)
        road, ana = found.rows[1].id, found.columns[0].id
        frame_cells.write_cell(session, road, ana, summary="Long.\nAnd old.", done=True)
        quotes = retrieval.quotes(session, frameworks.offered(session, found, road, ana))
        spans = [(quote.source_id, quote.start, quote.end) for quote in quotes]
        frame_cells.put_quotes(session, road, ana, spans)
        domains = frame_making.add_frame(
            session,
            "Domains",
            cases="free",
            headings=["Facilitators", "Barriers"],
            lines="Inner setting\n  Staff\nOuter",
        )
        found = frameworks.framework(session, domains)
        frame_cells.write_cell(session, found.rows[1].id, found.columns[1].id, summary="Nobody stays.")


def write(study: Counted, path: Path, **chosen: str) -> Written:
    with study.project.read() as session:
        return export(session, "framework", path, ProductOptions(chosen=chosen))


def table(path: Path) -> list[list[str]]:
    (only,) = Document(str(path)).tables
    return [[cell.text for cell in row.cells] for row in only.rows]


def test_a_page_has_summaries_with_where_their_passages_stand(study: Counted, tmp_path: Path) -> None:
    fill(study)
    written = write(study, tmp_path / "a.docx")
    assert table(tmp_path / "a.docx") == [
        ["Frame", "Ana", "Ben", "Cem"],
        ["Way", "", "", ""],
        # Both passages stand in one line, which is named once.
        ["road", "Long.\nAnd old.\n(Ana, line 2)", "", ""],
        ["Snow\nSince winter.\nadded from the data", "", "", ""],
    ]
    assert written.quotes == 2
    assert "“Domains”" in written.notices[0]
    words = [one.text for one in Document(str(tmp_path / "a.docx")).paragraphs]
    assert "5 cells are not written yet." in words


def test_the_words_of_the_passages_or_nothing_of_them(study: Counted, tmp_path: Path) -> None:
    fill(study)
    write(study, tmp_path / "a.docx", quotes="words")
    assert "“The road is long.” (Ana, line 2)\n“The road” (Ana, line 2)" in table(tmp_path / "a.docx")[2][1]
    write(study, tmp_path / "b.docx", quotes="no")
    assert table(tmp_path / "b.docx")[2][1] == "Long.\nAnd old."
    page = tmp_path / "a.html"
    write(study, page, quotes="words")
    assert "“The road is long.”" in page.read_text("utf-8")


def test_domains_by_facilitators_and_barriers_without_cases(study: Counted, tmp_path: Path) -> None:
    fill(study)
    write(study, tmp_path / "a.docx", frame="Domains")
    assert table(tmp_path / "a.docx") == [
        ["Frame", "Facilitators", "Barriers"],
        ["Inner setting", "", ""],
        ["Staff", "", "Nobody stays."],
        ["Outer", "", ""],
    ]
    write(study, tmp_path / "a.xlsx", frame="Domains", quotes="no")
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(max_row=3)] == [
        ["Frame", "What belongs in it", "Added", "Facilitators", "Barriers"],
        ["Inner setting", None, 0, None, None],
        ["Inner setting > Staff", None, 0, None, "Nobody stays."],
    ]


def test_data_has_the_passages_beside_the_summaries(study: Counted, tmp_path: Path) -> None:
    fill(study)
    write(study, tmp_path / "a.xlsx", frame="By person", quotes="words")
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert sheet["E1"].value == "Ana (passages)"
    assert sheet["E3"].value == "The road is long. (Ana, line 2); The road (Ana, line 2)"
    assert [sheet["A4"].value, sheet["C4"].value] == ["Snow", 1]


def test_where_there_is_none_it_is_refused(study: Counted, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="no framework matrix yet"):
        write(study, tmp_path / "a.docx")
    fill(study)
    with pytest.raises(NotFoundError, match="Did you mean Domains"):
        write(study, tmp_path / "a.docx", frame="Domain")
