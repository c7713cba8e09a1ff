"""The product `matrix`: figures, shares, quotes and dots, on pages and as data; columns parted where they are many."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from qda.core import documents
from qda.core.exporters import ProductOptions, export
from qda.core.importers import Imported
from qda.core.study import edit_study
from qda.errors import NotFoundError, RefusedError
from qda.storage.project import Project
from tests.core.tables.conftest import build


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = build(tmp_path / "roads.loom")
    yield made.project
    made.project.close()


def write(project: Project, path: Path, **chosen: str) -> Path:
    with project.read() as session:
        export(session, "matrix", path, ProductOptions(chosen=chosen))
    return path


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def pages(path: Path) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in Document(str(path)).tables]


def test_figures_as_data_with_totals_and_shares(project: Project, tmp_path: Path) -> None:
    assert rows(write(project, tmp_path / "a.csv")) == [
        ["row", "Ana", "Ben", "Cem", "all"],
        ["Way", "5", "1", "2", "7"],
        ["Way > road", "2", "1", "1", "4"],
        ["Way > bus", "2", "0", "0", "2"],
        ["Words", "0", "1", "0", "1"],
        ["All", "5", "2", "2", "8"],
    ]
    shares = rows(write(project, tmp_path / "b.csv", rows="themes", columns="sources", percent="column"))
    assert shares[0] == ["row", "Ana", "Ana %", "Ben", "Ben %", "Group", "Group %", "all", "all %"]
    assert shares[1] == ["Far", "3", "100", "1", "50", "2", "100", "6", "86"]
    sheet = load_workbook(write(project, tmp_path / "a.xlsx", below="no")).worksheets[0]
    assert [cell.value for cell in sheet[2]] == ["Way", 1, 0, 1, 1]


def test_a_page_has_captions_totals_and_says_what_counts(project: Project, tmp_path: Path) -> None:
    path = write(project, tmp_path / "a.docx", columns="Role", count="participants", percent="row")
    (table,) = pages(path)
    assert table[0] == ["Codes", "user", "worker", "manager", "(not known)", "All"]
    assert table[1] == ["Way", "2 (67\u202f%)", "1 (33\u202f%)", "0", "1 (33\u202f%)", "3 (100\u202f%)"]
    assert table[-1][0] == "All"
    words = "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)
    assert "Codes by Role" in words.replace("role", "Role")
    assert "Numbers of participants." in words and "Percentages of the row's total" in words


def test_reports_by_area_and_group_with_shares_of_all(project: Project, tmp_path: Path) -> None:
    """SCOTLAND's form: a report may stand in several areas; totals and percentages are of reports."""
    crossed = write(project, tmp_path / "a.docx", rows="Area", columns="Role", count="sources", percent="all")
    (table,) = pages(crossed)
    assert table[0] == ["Area", "user", "worker", "manager", "All"]
    assert table[2] == ["south", "2 (67\u202f%)", "1 (33\u202f%)", "0", "2 (67\u202f%)"]
    alone = write(project, tmp_path / "b.csv", rows="Area", count="sources", percent="all")
    assert rows(alone) == [
        ["row", "all", "all %"],
        ["north", "1", "33"],
        ["south", "2", "67"],
        ["(not known)", "1", "33"],
        ["All", "3", "100"],
    ]


def test_quotes_stand_in_the_cells_once_each_with_their_places(project: Project, tmp_path: Path) -> None:
    page = write(project, tmp_path / "a.html", rows="themes", columns="sources", cells="quotes").read_text("utf-8")
    body = re.findall(r"<td>(.*?)</td>", page)
    assert body[0].count("<p") == 3
    assert "“The road is long.” (Ana, line 2)" in body[0]
    short = write(project, tmp_path / "b.html", rows="themes", columns="sources", cells="quotes", most="1")
    assert "and 2 more" in short.read_text("utf-8")
    data = rows(write(project, tmp_path / "a.csv", rows="themes", columns="sources", cells="quotes"))
    assert data[2][2] == "The road was icy. (Ben, line 2)"
    assert "All" not in [row[0] for row in data]


def test_where_numbers_are_left_aside_there_are_dots_until_numbers_are_asked_for(
    project: Project, tmp_path: Path
) -> None:
    with project.change("Choose approach") as session:
        edit_study(session, approach="reflexive")
    (table,) = pages(write(project, tmp_path / "a.docx"))
    assert table[0] == ["Codes", "Ana", "Ben", "Cem"]
    assert table[3] == ["bus", "●", "", ""]
    (table,) = pages(write(project, tmp_path / "b.docx", cells="counts"))
    assert table[3] == ["bus", "2", "0", "0", "2"]
    assert rows(write(project, tmp_path / "a.csv"))[3] == ["Way > bus", "1", "0", "0"]


def test_many_columns_are_parted_evenly_each_part_with_the_names_of_rows(project: Project, tmp_path: Path) -> None:
    with project.change("Import") as session:
        for number in range(20):
            documents.add_source(session, Imported(f"Report {number}", "Words."))
    path = write(project, tmp_path / "a.docx", columns="sources")
    parts = pages(path)
    assert [len(part[0]) for part in parts] == [9, 9, 9]
    assert [part[0][0] for part in parts] == ["Codes"] * 3
    assert [part[1][0] for part in parts] == ["Way"] * 3
    assert parts[2][0][-1] == "All" and parts[2][1][-1] == "7"
    captions = [one.text for one in Document(str(path)).paragraphs if "part" in one.text]
    assert [caption[:8] for caption in captions] == ["Table 1.", "Table 2.", "Table 3."]
    assert write(project, tmp_path / "a.html", columns="sources").read_text("utf-8").count("<table>") == 3


def test_what_there_is_not_is_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="Rol"):
        write(project, tmp_path / "a.csv", columns="Rol")
    with pytest.raises(RefusedError, match="count can't be words"):
        write(project, tmp_path / "a.csv", count="words")
    with Project.create(tmp_path / "empty.loom") as empty, pytest.raises(RefusedError, match="nothing yet"):
        write(empty, tmp_path / "a.csv")
