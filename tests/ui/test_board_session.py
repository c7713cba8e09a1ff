"""A whole session of theme-building on board and map, undone and done again: the project is as it was, each time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from qda.core.check import check
from qda.ui.main_window import MainWindow
from qda.ui.views.theming.map import MapSurface
from tests.storage.study import dump
from tests.ui.board_room import Board
from tests.ui.conftest import answer, idle, in_front, press


@pytest.fixture
def board(project_window: MainWindow) -> Board:
    made = Board(project_window)
    made.fill()
    return made


def build_themes(board: Board) -> None:
    """Move and copy cards, make and name a cluster, nest, align, rename, delete, and lay the map out."""
    control = Qt.KeyboardModifier.ControlModifier
    board.drag(board.spot(board.key("Fear", "mask")), board.spot(board.key("Help", "nurse")) + QPoint(0, 22), control)
    board.drag(board.spot(board.key("Fear", "weakness")), board.empty())
    board.type("Strength")
    board.press(Qt.Key.Key_Return)
    board.surface.tray.filter.setFocus()
    board.press(Qt.Key.Key_Down)
    board.press(Qt.Key.Key_A, "Control")
    board.press(Qt.Key.Key_G, "Control")
    board.type("Getting there")
    board.press(Qt.Key.Key_Return)
    board.click(board.key("Strength"))
    board.press(Qt.Key.Key_X, "Control")
    board.click(board.key("Fear"))
    board.press(Qt.Key.Key_V, "Control")
    board.click(board.key("Getting there", "way"))
    board.press(Qt.Key.Key_A, "Control")
    board.press(Qt.Key.Key_R, "Alt", "Shift")
    board.click(board.key("Help", "mask"))
    board.press(Qt.Key.Key_Delete)
    board.click(board.key("Help"))
    answer(press("Delete"))
    board.press(Qt.Key.Key_Delete)
    in_front(board.window)
    board.window.action("show_map").trigger()
    idle(board.window)
    surface = board.window.themes.surface
    assert isinstance(surface, MapSurface)
    surface.bar.layouts.setFocus()
    QTest.keyClick(surface.bar.layouts, Qt.Key.Key_Down)
    surface.canvas.setFocus()
    QTest.keyClick(surface.canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    idle(board.window)


def test_a_session_on_the_board_is_undone_and_done_again(board: Board) -> None:
    project = board.work.project
    before = dump(project)
    label = board.work.undo_label()
    build_themes(board)
    after = dump(project)
    assert board.drawn() == {"Fear": ["mask"], "Strength": ["weakness"], "Getting there": ["way", "bus"]}
    assert check(project) == []
    steps = 0
    while board.work.undo_label() != label:
        board.window.undo()
        steps += 1
        assert steps < 40
    assert steps >= 10
    assert dump(project) == before
    assert check(project) == []
    for _step in range(steps):
        board.window.redo()
    assert dump(project) == after
