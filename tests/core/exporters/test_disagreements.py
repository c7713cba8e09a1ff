"""The log of differences: each passage with who coded it how, and what was decided, why, by whom and when."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from qda.core import exporters, plan
from qda.core.draws import Draw
from qda.core.exporters import ProductOptions
from qda.core.reconciling.resolutions import LATER, TOOK
from qda.errors import NotFoundError, RefusedError
from tests.core.reconciling.desk import Desk, make_desk


@pytest.fixture
def desk(s) -> Desk:
    """Ann and Ben differ on three passages: one is settled, one put off, one open."""
    made = make_desk(s)
    made.code("A", "X", 10, 20)
    made.code("B", "X", 12, 26)
    made.code("A", "Y", 40, 50)
    made.code("B", "Z", 40, 50)
    made.code("A", "Z", 70, 80)
    first, second, _third = made.cases()
    made.settle(first, TOOK, took="B", note="Her breath goes on.")
    made.settle(second, LATER)
    return made


def rows(desk: Desk, folder: Path, **chosen: str) -> list[dict[str, str]]:
    path = folder / "log.csv"
    exporters.export(desk.s, "disagreements", path, ProductOptions(chosen=chosen))
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_each_difference_says_who_coded_what_and_what_was_decided(desk, tmp_path):
    first, second, third = rows(desk, tmp_path)
    assert (first["source"], first["start"], first["end"], first["text"]) == ("First", "10", "26", "0123456789012345")
    assert first["coded"] == "A A: Code X · 0123456789; B B: Code X · 23456789012345"
    assert first["decision"] == "Taken: what B B has (Code X)"
    assert (first["reason"], first["decided by"]) == ("Her breath goes on.", "A A")
    assert first["decided on"].count("-") == 2
    assert (second["kind"], second["coded"]) == ("Different codes", "A A: Code Y; B B: Code Z")
    assert second["standing"] == "To discuss later"
    assert (third["kind"], third["coded"]) == ("Coded by some only", "A A: Code Z; B B: nothing")
    assert (third["standing"], third["decided by"]) == ("Open", "")


def test_open_and_settled_ones_are_chosen(desk, tmp_path):
    assert [row["start"] for row in rows(desk, tmp_path, standing="open")] == ["40", "70"]
    assert [row["start"] for row in rows(desk, tmp_path, standing="settled")] == ["10"]


def test_coders_are_chosen_by_name_and_a_stranger_is_refused(desk, tmp_path):
    desk.code("C", "X", 10, 20)
    assert len(rows(desk, tmp_path, coders="A A, C C")) == 2
    with pytest.raises(NotFoundError):
        rows(desk, tmp_path, coders="A A, Q Q")
    with pytest.raises(RefusedError, match="two coders"):
        rows(desk, tmp_path, coders="A A")


def test_a_round_leaves_what_lies_in_its_sources(desk, tmp_path):
    for number, source in enumerate(desk.sources):
        plan.plan_round(desk.s, f"Round {number}", Draw(source_ids=(source,)), desk.ids("AB"))
    assert len(rows(desk, tmp_path, round="Round 0")) == 3
    with pytest.raises(RefusedError, match="differ on nothing"):
        rows(desk, tmp_path, round="Round 1")


def test_what_was_settled_and_differs_no_longer_stays_in_the_log(desk, tmp_path):
    desk.uncode("A", "X", 10, 20)
    desk.code("A", "X", 12, 26)
    (gone,) = [row for row in rows(desk, tmp_path) if row["standing"] == "No longer differs"]
    assert gone["reason"] == "Her breath goes on."


def test_a_source_that_one_coder_has_not_begun_is_no_list_of_differences(desk, tmp_path):
    desk.sources.reverse()
    desk.code("A", "X", 10, 20)
    assert {row["source"] for row in rows(desk, tmp_path)} == {"First"}


def test_as_word_and_excel_it_holds_the_same(desk, tmp_path):
    for suffix in (".docx", ".xlsx", ".md", ".html"):
        written = exporters.export(desk.s, "disagreements", tmp_path / f"log{suffix}")
        assert written.rows == 3
    (table,) = Document(str(tmp_path / "log.docx")).tables
    said = [cell.text for cell in table.rows[1].cells]
    assert "line 1" in said[0]
    assert "Her breath goes on." in said[3]
    sheets = load_workbook(tmp_path / "log.xlsx")
    assert any("Her breath goes on." in str(cell.value) for sheet in sheets for row in sheet.rows for cell in row)
    assert "1 of them settled" in (tmp_path / "log.md").read_text(encoding="utf-8")


def test_nothing_to_write_is_said(s, tmp_path):
    desk = make_desk(s)
    with pytest.raises(RefusedError):
        rows(desk, tmp_path)
