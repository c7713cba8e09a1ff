"""Coded passages with their words, in Word, Excel and JSON."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import openpyxl
from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.documents import source_text
from qda.core.exporters import ProductOptions
from qda.core.retrieval import Filter

from .conftest import CONTROL, FORMULA, HEBREW, MASK, PARAGRAPHS, Facts

FIELDS = ["id", "source", "start", "end", "text", "code", "themes", "coder", "participant", "lines", "note"]


def test_json_has_the_promised_fields_and_the_words_of_the_source(
    study: Facts, session: Session, tmp_path: Path
) -> None:
    written = exporters.export(session, "quotes", tmp_path / "quotes.json")
    rows = json.loads((tmp_path / "quotes.json").read_text("utf-8"))
    assert written.quotes == len(rows) == 8
    for row in rows:
        assert list(row)[: len(FIELDS)] == FIELDS
        assert source_text(session, study.sources[row["source"]])[row["start"] : row["end"]] == row["text"]
    first = rows[0]
    assert (first["text"], first["code"], first["participant"]) == (MASK, "Culture > mask", "Neil")
    assert (first["coder"], first["lines"], first["themes"]) == ("Ann Noor", "2", ["Wearing the mask"])
    assert [row["text"] for row in rows][3] == CONTROL


def test_excel_runs_no_formula_and_holds_the_words(session: Session, tmp_path: Path) -> None:
    exporters.export(session, "quotes", tmp_path / "quotes.xlsx")
    book = openpyxl.load_workbook(tmp_path / "quotes.xlsx")
    table, about = book.worksheets
    assert (table.freeze_panes, table.auto_filter.ref, table.dimensions) == ("A2", "A1:L9", "A1:L9")
    cells = [cell for row in table.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    formula = next(cell for cell in cells if cell.value == FORMULA)
    assert formula.quotePrefix
    assert formula.alignment.wrap_text
    assert not next(cell for cell in cells if cell.value == PARAGRAPHS).quotePrefix
    assert "A bell  and a page \n break" in {cell.value for cell in cells}
    assert [cell.value for cell in table["C"]][1:3] == [12, 83]
    headings = [cell.value for cell in table[1]]
    assert [row[0] for row in about.iter_rows(values_only=True)][-len(headings) :] == headings


def test_word_groups_passages_by_code_and_keeps_notes(study: Facts, session: Session, tmp_path: Path) -> None:
    exporters.export(session, "quotes", tmp_path / "quotes.docx")
    table = docx.Document(str(tmp_path / "quotes.docx")).tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert [row[0].split("\n")[:2] for row in rows[1:3]] == [["mask", "Culture"], ["fear", "Culture"]]
    assert f"“{MASK}” (Neil, Interview 1, line 2)" in rows[1][1]
    assert "Note by Ann Noor: -2 looks odd" in "".join(row[1] for row in rows)
    assert HEBREW in "".join(row[1] for row in rows)


def test_passages_can_be_filtered_by_participant_attribute(session: Session, tmp_path: Path) -> None:
    options = ProductOptions(wanted=Filter(attributes=(("Role", "remand"),)))
    written = exporters.export(session, "quotes", tmp_path / "quotes.csv", options)
    assert written.quotes == 2
