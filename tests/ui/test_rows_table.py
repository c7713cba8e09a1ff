"""A table of plain facts: what is chosen in it, and when it tells of that."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qda.ui.models.rows_model import Cell
from qda.ui.widgets.rows_table import RowsTable

HEADS = ("Name",)


def test_it_tells_what_somebody_chooses_and_not_what_is_shown_anew(qtbot: QtBot) -> None:
    table = RowsTable("Names", "", None)  # type: ignore[arg-type]
    qtbot.addWidget(table)
    told: list[str | None] = []
    names = ["Cleo", "Ann", "Ben"]
    table.picked.connect(lambda: told.append(table.chosen(names)))
    table.show_by_id(HEADS, {name: [Cell(name)] for name in names}, "Ann")
    assert (table.chosen(names), told) == ("Ann", [])
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert told == ["Ben"]
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert table.chosen(names) == "Ben"
    table.show_by_id(HEADS, {}, "Ben")
    assert (table.chosen([]), told) == (None, ["Ben"])
