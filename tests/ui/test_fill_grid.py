"""The grid that is filled as a spreadsheet is: typing, filling down, pasting, emptying, copying, by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from qda.ui.models.fill_model import FillColumn
from qda.ui.widgets.fill_grid import FillGrid, cells_of

Cells = dict[tuple[str, str], str]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
COLUMNS = (FillColumn("who", "Who"), FillColumn("mode", "Mode", choices=("video", "in person")), FillColumn("n", "N"))
ROWS = (("a", "One"), ("b", "Two"), ("c", "Three"))


@pytest.fixture
def grid(qtbot: QtBot) -> FillGrid:
    """Three rows of three columns, of which the first cell says Nora; what is typed is shown at once."""
    widget = FillGrid("Interviews")
    qtbot.addWidget(widget)
    words: Cells = {("a", "who"): "Nora"}

    def keep(cells: Cells) -> None:
        words.update(cells)
        widget.fill.show(ROWS, COLUMNS, words)

    widget.fill.show(ROWS, COLUMNS, words)
    widget.typed.connect(keep)
    widget.resize(700, 300)
    widget.show()
    widget.setFocus()
    QApplication.processEvents()
    return widget


def words(grid: FillGrid) -> list[list[str]]:
    return [[grid.fill.words(row, column) for column in range(3)] for row in range(3)]


def choose(grid: FillGrid, row: int, column: int, down: int = 0, right: int = 0) -> None:
    """Choose a block of cells by arrows with Shift."""
    grid.selectionModel().setCurrentIndex(
        grid.fill.index(row, column), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    for _step in range(down):
        QTest.keyClick(grid, Qt.Key.Key_Down, SHIFT)
    for _step in range(right):
        QTest.keyClick(grid, Qt.Key.Key_Right, SHIFT)


def test_a_cell_is_typed_over_and_kept_by_enter(grid: FillGrid) -> None:
    choose(grid, 0, 0)
    QTest.keyClick(grid, Qt.Key.Key_A)
    field = grid.findChild(QLineEdit)
    assert field is not None
    QTest.keyClicks(field, "mos")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert words(grid)[0] == ["amos", "", ""]


def test_what_stands_above_is_filled_down(grid: FillGrid) -> None:
    choose(grid, 0, 0, down=2)
    QTest.keyClick(grid, Qt.Key.Key_D, CTRL)
    assert [row[0] for row in words(grid)] == ["Nora"] * 3
    choose(grid, 1, 0)
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    assert [row[0] for row in words(grid)] == ["Nora", "", "Nora"]
    QTest.keyClick(grid, Qt.Key.Key_D, CTRL)
    assert [row[0] for row in words(grid)] == ["Nora"] * 3


def test_cells_of_a_spreadsheet_are_pasted_from_the_chosen_one_on(grid: FillGrid) -> None:
    asked: list[int] = []
    grid.rowsAsked.connect(asked.append)
    QGuiApplication.clipboard().setText('Ann\tvideo\t52\r\nBen\t"in\nperson"\t61\r\nCarla\tvideo\t7\r\n')
    choose(grid, 1, 0)
    QTest.keyClick(grid, Qt.Key.Key_V, CTRL)
    assert words(grid) == [["Nora", "", ""], ["Ann", "video", "52"], ["Ben", "in\nperson", "61"]]
    assert asked == [1]
    choose(grid, 1, 0, down=1, right=1)
    QTest.keyClick(grid, Qt.Key.Key_C, CTRL)
    assert cells_of(QGuiApplication.clipboard().text()) == [["Ann", "video"], ["Ben", "in\nperson"]]


def test_one_copied_cell_fills_all_that_are_chosen(grid: FillGrid) -> None:
    QGuiApplication.clipboard().setText("video")
    choose(grid, 0, 1, down=2)
    QTest.keyClick(grid, Qt.Key.Key_V, CTRL)
    assert [row[1] for row in words(grid)] == ["video"] * 3


def test_what_can_only_be_read_stays(grid: FillGrid) -> None:
    grid.fill.show(ROWS, COLUMNS, {("a", "who"): "Nora"}, read_only=True)
    choose(grid, 0, 0)
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    assert words(grid)[0][0] == "Nora"
