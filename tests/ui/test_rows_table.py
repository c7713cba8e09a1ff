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


def test_columns_that_can_be_spared_give_way_where_there_is_little_room(qtbot: QtBot) -> None:
    table = RowsTable("Backups", "", None, wide=2, spare=(1,))  # type: ignore[arg-type]
    qtbot.addWidget(table)
    letter = table.fontMetrics().averageCharWidth()
    table.resize(letter * 80, 200)
    table.show()
    table.show_rows(("Made", "Megabytes", "Difference"), [[Cell("06:25"), Cell("2.1", 2.1), Cell("as now")]])
    assert not table.isColumnHidden(1)
    table.resize(letter * 42, 200)
    assert table.isColumnHidden(1) and not table.horizontalScrollBar().isVisible()
    table.show_rows(("Made", "Megabytes", "Difference"), [[Cell("06:26"), Cell("2.1", 2.1), Cell("as now")]])
    assert table.isColumnHidden(1)
    table.resize(letter * 80, 200)
    assert not table.isColumnHidden(1) and table.columnWidth(1) > letter * 6
