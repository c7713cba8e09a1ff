"""Products of numbers: co-occurrence, saturation and coverage as data, on pages and as figures."""

from __future__ import annotations

import csv
from pathlib import Path
from xml.etree import ElementTree

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.exporters import ProductOptions
from qda.errors import NotFoundError, RefusedError
from qda.storage.project import Project


def rows(session: Session, product: str, folder: Path, **chosen: str) -> list[list[str]]:
    path = folder / f"{product}.csv"
    exporters.export(session, product, path, ProductOptions(chosen=chosen))
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_pairs_of_codes_in_one_turn_as_data(session: Session, tmp_path: Path) -> None:
    # Each passage of the study stands alone in its turn; within a line of each other are those of neighbouring turns.
    assert rows(session, "cooccurrence", tmp_path)[1:] == []
    found = rows(session, "cooccurrence", tmp_path, how="lines", within="3")
    assert found[0] == ["code", "with", "number", "similarity", "code_number", "with_number"]
    assert ["Culture > mask", "Culture > fear", "3", "0.75", "2", "2"] in found or len(found) > 3
    assert all(int(row[2]) >= 1 and 0 < float(row[3]) <= 1 for row in found[1:])
    fewer = rows(session, "cooccurrence", tmp_path, how="lines", within="3", least="2")
    assert 0 < len(fewer) <= len(found)


def test_a_matrix_is_the_same_both_ways_and_empty_on_its_diagonal(session: Session, tmp_path: Path) -> None:
    found = rows(session, "cooccurrence", tmp_path, how="lines", within="3", layout="matrix")
    names = found[0][1:]
    assert [row[0] for row in found[1:]] == names
    cells = [row[1:] for row in found[1:]]
    assert all(cells[i][j] == cells[j][i] for i in range(len(names)) for j in range(len(names)))
    assert not any(cells[i][i] for i in range(len(names))) and any(map(any, cells))


def test_numbers_in_excel_are_numbers(session: Session, tmp_path: Path) -> None:
    chosen = {"how": "lines", "within": "3"}
    exporters.export(session, "cooccurrence", tmp_path / "a.xlsx", ProductOptions(chosen=chosen))
    table, about = load_workbook(tmp_path / "a.xlsx")
    assert isinstance(table["C2"].value, int) and isinstance(table["D2"].value, float)
    assert "at most 3 lines apart" in "".join(str(cell.value) for row in about for cell in row)


def test_the_page_says_what_is_counted(session: Session, tmp_path: Path) -> None:
    options = ProductOptions(chosen={"how": "lines", "within": "0", "count": "sources"})
    written = exporters.export(session, "cooccurrence", tmp_path / "a.docx", options)
    words = "\n".join(paragraph.text for paragraph in Document(str(tmp_path / "a.docx")).paragraphs)
    assert "Numbers are sources that hold passages of both codes on the same line" in words
    assert written.notices == ("No two codes stand together in this way.",)


@pytest.mark.parametrize("chosen", [{"within": "x"}, {"within": "-1"}, {"least": "many"}, {"how": "beside"}])
def test_choices_that_make_no_sense_are_refused(session: Session, tmp_path: Path, chosen: dict[str, str]) -> None:
    with pytest.raises(RefusedError):
        exporters.export(session, "cooccurrence", tmp_path / "a.csv", ProductOptions(chosen=chosen))


def test_saturation_as_data_and_its_sentence(session: Session, tmp_path: Path) -> None:
    found = rows(session, "saturation", tmp_path, base="1", run="1", threshold="0")
    assert [row[:6] for row in found[1:]] == [
        ["1", "Interview 1", "", "5", "5", "5"],
        ["2", "Interview 2", "", "1", "0", "5"],
        ["3", "Interview 3", "", "1", "0", "5"],
    ]
    assert [row[6:8] for row in found[1:]] == [["", ""], ["0", "0.0"], ["0", "0.0"]]
    codes = rows(session, "saturation", tmp_path, table="codes")
    assert codes[0] == ["code", "first", "1 Interview 1", "2 Interview 2", "3 Interview 3"]
    assert all(row[1] == "1" and row[2] == "2" for row in codes[1:])
    assert [row[3:] for row in codes[1:]].count(["1", ""]) == 1
    options = ProductOptions(chosen={"base": "1", "run": "1"})
    written = exporters.export(session, "saturation", tmp_path / "a.docx", options)
    words = "\n".join(paragraph.text for paragraph in Document(str(tmp_path / "a.docx")).paragraphs)
    assert "base size 1, run length 1" in words and "reached at source 1 (written 1+1)" in words
    assert written.notices[0].startswith("No source has a date of collection")


def test_saturation_of_one_coder_or_of_nobody(session: Session, tmp_path: Path) -> None:
    assert len(rows(session, "saturation", tmp_path, coder="Ann Noor")) > 2
    with pytest.raises(NotFoundError):
        rows(session, "saturation", tmp_path, coder="Nobody")


def test_coverage_by_source_by_participant_and_what_is_left(session: Session, tmp_path: Path) -> None:
    found = rows(session, "coverage", tmp_path)
    assert found[0] == ["name", "characters", "coded", "percent", "percent Ann Noor", "percent Marit Dahl"]
    assert [row[0] for row in found[1:]] == ["Interview 1", "Interview 2", "Interview 3", "All sources"]
    assert found[1][1] == found[1][2] or float(found[1][3]) < 100
    people = rows(session, "coverage", tmp_path, rows="participants")
    assert [row[0] for row in people[1:]] == ["Neil", "Larry", "Liam", "All sources"]
    left = rows(session, "coverage", tmp_path, rows="uncoded", part="everyone")
    assert left[0][:3] == ["source", "lines", "characters"]
    assert all(row[5] == "More?" for row in left[1:])


@pytest.mark.parametrize("product", ["cooccurrence", "saturation", "coverage"])
def test_figures_say_what_they_show_and_come_in_grey(session: Session, tmp_path: Path, product: str) -> None:
    for look in ("colour", "grey"):
        chosen = {"colours": look} | ({"how": "lines", "within": "3"} if product == "cooccurrence" else {})
        exporters.export(session, product, tmp_path / f"{look}.svg", ProductOptions(chosen=chosen))
    root = ElementTree.parse(tmp_path / "colour.svg").getroot()
    title, about = (root.findtext(f"{{http://www.w3.org/2000/svg}}{name}", "") for name in ("title", "desc"))
    assert title and len(about.split()) > 10
    assert (tmp_path / "colour.svg").read_bytes() != (tmp_path / "grey.svg").read_bytes()


def test_nothing_coded_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.loom", title="Empty") as project, project.read() as session:
        for product in ("cooccurrence", "saturation"):
            with pytest.raises(RefusedError, match="Nothing is coded yet"):
                exporters.export(session, product, tmp_path / "a.csv")
        with pytest.raises(RefusedError, match="There is no source yet"):
            exporters.export(session, "coverage", tmp_path / "a.csv")


@pytest.mark.parametrize(("approach", "words"), [("reflexive", "Braun & Clarke 2021"), ("grounded", "sheet of each")])
def test_saturation_says_where_an_approach_does_not_ask_for_it(tmp_path: Path, approach: str, words: str) -> None:
    from tests.core.exporters.conftest import build

    facts = build(tmp_path / "a.loom", approach)
    with facts.project as project, project.read() as session:
        written = exporters.export(session, "saturation", tmp_path / "a.xlsx")
    assert words in written.notices[0]
