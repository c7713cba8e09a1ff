"""The product of agreement: tables on pages and as data, heat map, what was left out, and the methods sentence."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from qda.core import coders, coding, exporters, readings
from qda.core.exporters import ProductOptions
from qda.errors import NotFoundError, RefusedError
from qda.storage.project import Project
from tests.core.agreement import double
from tests.core.agreement.double import Double


@pytest.fixture
def ids() -> list[Double]:
    return []


@pytest.fixture
def session(project: Project, ids: list[Double]) -> Iterator[Session]:
    """A study that two coded; a third person coded one interview."""
    ids.append(double.fill_project(project))
    with project.change("Third") as opened:
        cy = coders.add_coder(opened, "Cy Li")
        coding.apply_code(opened, cy, ids[0].hiding, ids[0].sources[0], *double.sentence(0))
        readings.finish(opened, cy, ids[0].sources[:1])
    with project.read() as opened:
        yield opened


def wrote(session: Session, path: Path, **chosen: str) -> Path:
    exporters.export(session, "agreement", path, ProductOptions(chosen=chosen))
    return path


TWO = {"coders": "Ann Noor,Ben Ito"}


def test_as_data_each_figure_is_a_row(session: Session, tmp_path: Path) -> None:
    with wrote(session, tmp_path / "a.csv", **TWO).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    hiding = next(r for r in rows if (r["name"], r["statistic"]) == ("Peers > Hiding", "cohen-kappa"))
    assert float(hiding["value"]) == pytest.approx(0.6)
    assert (hiding["n"], hiding["any_coded"], hiding["all_coded"], hiding["low"]) == ("16", "4", "2", "")
    assert "too few" in hiding["why_no_interval"]
    unused = next(r for r in rows if (r["name"], r["statistic"]) == ("Peers > Unused", "cohen-kappa"))
    assert unused["value"] == "" and unused["reason"].startswith("Undefined, because")
    assert [(r["of"], r["source"], r["reason"]) for r in rows if r["of"] == "left out"] == [
        ("left out", "Interview 3", "Only Ann Noor finished it.")
    ]
    assert {r["source"] for r in rows if r["of"] == "all"} == {"", "Interview 1", "Interview 2"}


def test_json_and_excel_hold_numbers(session: Session, tmp_path: Path) -> None:
    found = json.loads(wrote(session, tmp_path / "a.json", **TWO).read_text("utf-8"))
    assert any(row["of"] == "all" and row["statistic"] == "percent" for row in found if row["value"])
    table, about = load_workbook(wrote(session, tmp_path / "a.xlsx", **TWO))
    heads = [cell.value for cell in next(table.iter_rows())]
    values = [row[heads.index("Value")].value for row in table.iter_rows(min_row=2)]
    assert any(isinstance(value, float) for value in values)
    words = " ".join(str(cell.value) for row in about for cell in row)
    assert "Two coders (AN and BI) independently coded 2 sources." in words


def test_the_document_has_all_tables_with_repeated_heads(session: Session, tmp_path: Path) -> None:
    document = Document(str(wrote(session, tmp_path / "a.docx")))
    words = [paragraph.text for paragraph in document.paragraphs]
    captions = [text.partition(". ")[2] for text in words if text.startswith("Table ")]
    assert captions == [
        "Agreement over all codes",
        "Percent agreement, code by code",
        "Fleiss' kappa, code by code",
        "Krippendorff's alpha, code by code",
        "Fleiss' kappa: codes by pairs of coders",
        "Agreement over all codes, source by source",
        "What was left out",
    ]
    assert any(text.startswith("Three coders (AN, BI and CL) independently coded 1 source.") for text in words)
    assert any(text.startswith("Unused: Undefined, because") for text in words)
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in document.tables)
    assert all(len(table.rows) > 1 for table in document.tables)
    section = document.sections[0]
    assert section.page_width > section.page_height


def test_the_heat_map_has_numbers_and_shades_that_follow_them(session: Session, tmp_path: Path) -> None:
    document = Document(str(wrote(session, tmp_path / "a.docx")))
    heat = next(table for table in document.tables if table.rows[0].cells[1].text == "All 3")
    assert [cell.text for cell in heat.rows[0].cells] == ["Code or theme", "All 3", "AN–BI", "AN–CL", "BI–CL"]
    shades = {}
    for cell in (cell for row in heat.rows[1:] for cell in row.cells[1:]):
        fill = cell._tc.tcPr.find(qn("w:shd"))
        shades[cell.text] = None if fill is None else fill.get(qn("w:fill"))
    assert shades["–"] is None
    assert shades["1.00"] == "7FB2DE"
    assert all(fill == "FFFFFF" for text, fill in shades.items() if text.startswith("−"))
    assert "background: #7FB2DE" in wrote(session, tmp_path / "a.html").read_text("utf-8")


def test_the_heat_map_as_a_figure(session: Session, tmp_path: Path) -> None:
    svg = wrote(session, tmp_path / "a.svg", statistics="percent,krippendorff-alpha", colours="grey")
    text = svg.read_text("utf-8")
    ElementTree.fromstring(text)
    assert "Krippendorff" in text and "AN–BI" in text
    assert wrote(session, tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_bands_come_only_when_asked_and_with_their_caveat(session: Session, tmp_path: Path) -> None:
    plain = wrote(session, tmp_path / "a.md", **TWO).read_text("utf-8")
    assert "substantial" not in plain and "Landis" not in plain
    asked = wrote(session, tmp_path / "b.md", bands="yes", **TWO).read_text("utf-8")
    assert "(moderate)" in asked and "arbitrary" in asked


def test_coders_can_be_told_by_number_and_statistics_be_chosen(session: Session, tmp_path: Path) -> None:
    text = wrote(session, tmp_path / "a.md", names="numbers", statistics="gwet-ac1", unit="word", **TWO).read_text()
    assert "Two coders independently coded" in text
    assert "word by word" in text
    assert "Gwet's AC1" in text and "kappa" not in text
    every = wrote(session, tmp_path / "b.md", statistics="all", intervals="no", **TWO).read_text()
    assert "Scott's pi" in every and "Holsti" in every


@pytest.mark.parametrize(
    ("chosen", "error", "why"),
    [
        ({"coders": "Nobody,Ann Noor"}, NotFoundError, "Nobody"),
        ({"round": "Second"}, NotFoundError, "Second"),
        ({"statistics": "kappa"}, NotFoundError, "no statistic"),
        ({"coders": "Ann Noor"}, RefusedError, "two coders"),
    ],
)
def test_what_is_not_there_is_refused(session, tmp_path, chosen, error, why) -> None:
    with pytest.raises(error, match=why):
        wrote(session, tmp_path / "a.docx", **chosen)
    assert not (tmp_path / "a.docx").exists()


def test_a_table_has_no_column_of_intervals_where_there_are_none(session: Session, tmp_path: Path) -> None:
    document = Document(str(wrote(session, tmp_path / "a.docx", **TWO, intervals="no")))
    assert all("Interval" not in [cell.text for cell in table.rows[0].cells] for table in document.tables)
    assert [cell.text for cell in document.tables[1].rows[0].cells][:3] == ["Code or theme", "Value", "n"]
