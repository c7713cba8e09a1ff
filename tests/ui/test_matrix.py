"""The matrix by keys and mouse: choosing, reading, sorting, filtering, copying; counts that are off at first."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.modeltest import ModelTester

from qda.core import coders, study
from qda.core.approaches import APPROACHES
from qda.ui import heat, theme
from qda.ui.main_window import MainWindow
from qda.ui.models.matrix_model import DOTS, NUMBERS, WORDS
from qda.ui.views.tabling.matrix import MatrixPage
from tests.core.tables.conftest import build
from tests.ui.conftest import answer, idle, in_front, wait_until

NO_KEY, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(window: MainWindow, tmp_path: Path) -> MatrixPage:
    """The matrix of the study that is counted by hand."""
    made = build(tmp_path / "roads.loom")
    made.project.close()
    window.workspace.open(tmp_path / "roads.loom")
    return shown(window)


def shown(window: MainWindow) -> MatrixPage:
    QTest.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    window.tables.choose("matrix")
    idle(window)
    page = window.tables.page()
    assert isinstance(page, MatrixPage)
    return page


def pick(box: QComboBox, words: str) -> None:
    """Choose an entry of a list by the keys."""
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _step in range(box.count()):
        if box.currentText() == words:
            break
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == words
    QTest.qWait(0)


def cells(page: MatrixPage) -> dict[str, list[str]]:
    """Return what is shown, by the names of rows."""
    model = page.model
    return {
        str(model.headerData(row, Qt.Orientation.Vertical)): [
            model.text(model.index(row, column)) for column in range(model.columnCount())
        ]
        for row in range(model.rowCount())
    }


def heads(page: MatrixPage) -> list[str]:
    across = Qt.Orientation.Horizontal
    return [str(page.model.headerData(column, across)) for column in range(page.model.columnCount())]


def click(page: MatrixPage, row: int, column: int) -> None:
    where = page.table.visualRect(page.model.index(row, column)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, NO_KEY, where)
    idle(cast(MainWindow, page.window()))


def test_numbers_with_totals_are_shown_and_others_chosen_by_keys(page: MatrixPage) -> None:
    assert heads(page) == ["All", "Ana", "Ben", "Cem"]
    assert cells(page) == {
        "All": ["8", "5", "2", "2"],
        "Way": ["7", "5", "1", "2"],
        "road": ["4", "2", "1", "1"],
        "bus": ["2", "2", "·", "·"],
        "Words": ["1", "·", "1", "·"],
    }
    assert "each passage counts once" in page.note.text()
    pick(page.choices.columns, "Role")
    assert heads(page) == ["All", "user", "worker", "manager", "(not known)"]
    pick(page.choices.count, "Participants")
    assert cells(page)["Way"] == ["3", "2", "1", "·", "1"]
    pick(page.choices.rows, "Area")
    assert cells(page)["south"] == ["2", "2", "1", "·", "·"]
    assert not page.choices.coder.isVisible()
    pick(page.choices.percent, "% of all")
    assert cells(page)["south"][0] == "67\u202f%"


def test_the_table_is_a_sound_model(page: MatrixPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.model)


def test_what_was_chosen_is_there_again_when_the_project_opens_again(page: MatrixPage, tmp_path: Path) -> None:
    window = cast(MainWindow, page.window())
    pick(page.choices.rows, "Themes")
    page.choices.below.setFocus()
    QTest.keyClick(page.choices.below, Qt.Key.Key_Space)
    before = cells(page)
    assert list(before) == ["All", "Far", "Icy", "Said"]
    window.close_project()
    window.workspace.open(tmp_path / "roads.loom")
    assert cells(shown(window)) == before


def test_return_and_a_click_read_the_quotes_behind_a_cell(page: MatrixPage) -> None:
    page.table.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return):
        QTest.keyClick(page.table, key)
    assert page.quotes.title.text() == "road · Ana"
    assert [quote.text for quote in page.quotes.model.quotes] == ["The road is long.", "The road"]
    click(page, 2, 0)
    assert page.quotes.model.count == 4
    click(page, 4, 1)
    assert page.quotes.model.count == 0


def test_a_quote_is_given_another_code_beside_the_table_which_counts_again(page: MatrixPage) -> None:
    window = cast(MainWindow, page.window())
    click(page, 4, 2)
    page.quotes.list.setFocus()

    def choose(dialog: object) -> None:
        field = QGuiApplication.focusObject()
        QTest.keyClicks(field, "bus")
        QTest.keyClick(field, Qt.Key.Key_Return)

    answer(choose)
    window.workspace.choose_coder(window.workspace.read(coders.find_coder, "Ann"))
    QTest.keyClick(page.quotes.list, Qt.Key.Key_B)
    in_front(window)
    idle(window)
    assert cells(page)["bus"] == ["3", "2", "1", "·"]
    assert page.quotes.model.count == 0
    window.undo()
    assert cells(page)["bus"] == ["2", "2", "·", "·"]


def test_heads_sort_and_filters_find(page: MatrixPage) -> None:
    head = page.table.columns
    middle = QPoint(head.sectionViewportPosition(2) + 5, head.height() // 2)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, NO_KEY, middle)
    assert list(cells(page)) == ["All", "Way", "road", "Words", "bus"]
    assert heads(page)[2] == "Ben ▼"
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, NO_KEY, middle)
    assert list(cells(page)) == ["All", "bus", "Way", "road", "Words"]
    side = page.table.rows
    middle = QPoint(side.width() // 2, side.sectionViewportPosition(1) + 5)
    QTest.mouseClick(side.viewport(), Qt.MouseButton.LeftButton, NO_KEY, middle)
    assert heads(page) == ["All", "Ana", "Ben ▲", "Cem"]
    assert "bus ▼" in cells(page)
    page.sort.menu().actions()[2].trigger()
    assert list(cells(page)) == ["All", "Way", "road", "bus", "Words"]
    page.table.setCurrentIndex(page.model.index(4, 2))
    page.sort.menu().actions()[1].trigger()
    assert heads(page) == ["All", "Ben", "Ana", "Cem"]
    page.sort.menu().actions()[2].trigger()
    QTest.keyClicks(page.choices.row_filter, "bus")
    QTest.keyClicks(page.choices.column_filter, "an")
    wait_until(lambda: heads(page) == ["All", "Ana"])
    assert list(cells(page)) == ["All", "bus"]
    page.choices.row_filter.clear()
    page.choices.column_filter.clear()
    wait_until(lambda: len(cells(page)) == 5)
    pick(page.choices.columns, "Role")
    QTest.mouseClick(page.choices.empty, Qt.MouseButton.LeftButton)
    assert heads(page) == ["All", "user", "worker", "(not known)"]


def test_the_table_is_copied_with_its_looks(page: MatrixPage) -> None:
    page.table.setFocus()
    QTest.keySequence(page.table, QKeySequence.StandardKey.Copy)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().split("\n")[:2] == ["\tAll\tAna\tBen\tCem", "All\t8\t5\t2\t2"]
    assert "<th" in data.html() and "background:#" in data.html()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right):
        QTest.keyClick(page.table, key)
    QTest.keyClick(page.table, Qt.Key.Key_Right, SHIFT)
    QTest.keySequence(page.table, QKeySequence.StandardKey.Copy)
    assert QGuiApplication.clipboard().text() == "\tAna\tBen\nWay > road\t2\t1\n"


def test_where_numbers_are_left_aside_cells_say_whether_anything_is_there(page: MatrixPage, tmp_path: Path) -> None:
    window = cast(MainWindow, page.window())
    window.workspace.do("Choose approach", study.edit_study, approach="reflexive")
    assert not APPROACHES["reflexive"].counts
    window.workspace.remember({"matrix": ""})
    window.close_project()
    window.workspace.open(tmp_path / "roads.loom")
    page = shown(window)
    assert page.model.mode == DOTS
    assert (heads(page), cells(page)["bus"]) == (["Ana", "Ben", "Cem"], ["●", "·", "·"])
    assert "Coded here" in page.model.told(page.model.index(2, 0))
    pick(page.choices.show_as, "First words")
    assert page.model.mode == WORDS
    wait_until(lambda: cells(page)["bus"] == ["The bus was late.", "", ""])
    pick(page.choices.show_as, "Numbers")
    assert page.model.mode == NUMBERS
    assert cells(page)["bus"] == ["2", "2", "·", "·"]


@pytest.mark.parametrize("name", theme.NAMES)
def test_figures_can_be_read_on_every_heat(name: str) -> None:
    worn = theme.load(name)
    grounds = [heat.shade(worn, step / heat.STEPS) for step in range(heat.STEPS + 1)]
    assert all(heat.contrast(ground, words) >= 4.5 for ground, words in grounds)
    # Darker step by step, or lighter in a dark theme: told apart without the hue.
    light = [heat.contrast(ground, worn.surface) for ground, _words in grounds]
    assert light == sorted(light)
    assert light[-1] > light[0] * 1.8
