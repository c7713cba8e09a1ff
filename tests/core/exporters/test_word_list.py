"""The word list as a table on pages and as data."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from qda.core import exporters, wordlist
from qda.errors import RefusedError
from qda.storage.project import Project

from .conftest import FORMULA, Facts, build


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Facts]:
    facts = build(tmp_path_factory.mktemp("words") / "study.loom")
    with facts.project.change("Add words") as s:
        wordlist.add_entry(
            s, "person in prison", ["inmate", "offender"], why="It says who.\nNot what for.", said_by="Neil"
        )
        wordlist.add_entry(s, FORMULA, ["x"])
    yield facts
    facts.project.close()


@pytest.fixture
def s(told: Facts) -> Iterator[Session]:
    with told.project.read() as session:
        yield session


def test_the_list_on_pages_leaves_out_what_nobody_wrote(s: Session, tmp_path: Path) -> None:
    exporters.export(s, "word-list", tmp_path / "words.docx")
    (table,) = docx.Document(str(tmp_path / "words.docx")).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["We say", "Rather than", "Why", "Who says so"]
    assert rows[2] == ["person in prison", "inmate\noffender", "It says who.\nNot what for.", "Neil"]


def test_the_list_as_data_has_every_field(s: Session, tmp_path: Path) -> None:
    exporters.export(s, "word-list", tmp_path / "words.csv")
    with (tmp_path / "words.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[1]["avoid"] == "inmate; offender" and rows[1]["dissent"] == ""
    assert rows[0]["preferred"] == "'" + FORMULA
    exporters.export(s, "word-list", tmp_path / "words.xlsx")
    book = load_workbook(tmp_path / "words.xlsx")
    assert any("person in prison" in [cell.value for cell in row] for sheet in book for row in sheet.iter_rows())


def test_an_empty_list_is_refused(tmp_path: Path) -> None:
    with (
        Project.create(tmp_path / "empty.loom") as empty,
        empty.read() as session,
        pytest.raises(RefusedError, match="empty"),
    ):
        exporters.export(session, "word-list", tmp_path / "words.docx")
