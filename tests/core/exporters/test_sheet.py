"""Excel's limits: long cells are cut and said so, letters of columns, codes that Excel would read as signs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter

from qda.core.exporters import sheet
from qda.core.exporters.colophon import Colophon
from qda.core.exporters.grid import Field, Listing

FACTS = Colophon("Study", "", (), "he", "turn", True, datetime(2026, 3, 1, 12, tzinfo=UTC), "1")


def written(path: Path, *values: str | int | None) -> list[str]:
    """Write one row and return what the writer says about it."""
    fields = tuple(Field(f"f{number}", f"F{number}", "About it.") for number in range(len(values)))
    return sheet.write(path, Listing("Study", "A row.", fields, [values]), FACTS)


def test_a_text_longer_than_a_cell_is_cut_between_characters_and_said_so(tmp_path: Path) -> None:
    said = written(tmp_path / "long.xlsx", "😀" * 20_000, "a" * 32_767, 7)
    assert said == ["1 text is longer than a cell of Excel holds (32,767 characters) and was cut; CSV has it whole."]
    table = openpyxl.load_workbook(tmp_path / "long.xlsx").worksheets[0]
    emoji, letters, number = (cell.value for cell in table[2])
    assert emoji == "😀" * 16_382 + " …"
    assert (letters, number) == ("a" * 32_767, 7)


def test_what_excel_would_decode_is_written_so_that_it_stays(tmp_path: Path) -> None:
    assert written(tmp_path / "coded.xlsx", "_x0041_ and _xyz_", "", None, "  kept  ") == []
    table = openpyxl.load_workbook(tmp_path / "coded.xlsx").worksheets[0]
    assert table["A2"].value == "_x005F_x0041_ and _xyz_"
    assert table["D2"].value == "  kept  "
    assert table["B2"].value is None
    assert table.sheet_view.rightToLeft


def test_columns_of_numbers_hold_numbers_and_what_would_look_otherwise_stays_as_it_is(tmp_path: Path) -> None:
    said = ("12", "-0.5", "007", "3,5", "85 %", "2.50", "1234567890123456789", "", "12; 14")
    fields = (Field("age", "Age", "A number.", number=True), Field("lines", "Lines", "Where."))
    sheet.write(tmp_path / "a.xlsx", Listing("Study", "A row.", fields, [((one,), one) for one in said]), FACTS)
    table = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert [table.cell(row, 1).value for row in range(2, 11)] == [12, -0.5, *said[2:7], None, "12; 14"]
    assert [table.cell(row, 2).value for row in range(2, 11)] == [*said[:7], None, "12; 14"]


def test_a_text_that_comes_again_is_the_same_cell_elsewhere(tmp_path: Path) -> None:
    fields = tuple(Field(name, name, "About it.", width) for name, width in (("a", 4), ("b", 40)))
    rows = [("=1 again and again", "=1 again and again")] * 3 + [("short", "x\ny")]
    sheet.write(tmp_path / "a.xlsx", Listing("Study", "A row.", fields, rows), FACTS)
    table = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert [[cell.value for cell in row] for row in table.iter_rows(min_row=2)] == [list(row) for row in rows]
    assert {table.row_dimensions[row].height for row in (2, 3, 4)} == {75} and table.row_dimensions[5].height == 30
    assert table["A2"].quotePrefix and table["B4"].quotePrefix and not table["A5"].quotePrefix


def test_columns_are_lettered_as_in_excel() -> None:
    assert [sheet.letter(number) for number in range(1, 800)] == [get_column_letter(number) for number in range(1, 800)]
