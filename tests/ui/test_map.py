"""The thematic map by keys and mouse: walked through, laid out, moved by hand, and sent to be written."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from qda.core import codebook
from qda.core.themes import outline, thematic_map
from qda.core.themes.relations import Node, relate
from qda.ui.main_window import MainWindow
from qda.ui.views.theming.map import MapSurface
from qda.ui.widgets.map_canvas import MapCanvas
from tests.ui.conftest import answer, enter_text, idle, in_front, press, wait_until

NO_KEY = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def related(project_window: MainWindow) -> MainWindow:
    """A window that shows the map of a core, two themes, one with a code, and a contradiction between them."""
    do = project_window.workspace.do
    core = do("Make theme", outline.add_theme, "Core", core=True).value
    mask = do("Make code", codebook.add_code, "mask").value
    fear = do("Make theme", outline.add_theme, "Fear", core, code_ids=[mask]).value
    help_ = do("Make theme", outline.add_theme, "Help", core).value
    do("Relate themes", relate, Node("theme", fear), "contradicts", Node("theme", help_))
    QTest.keyClick(project_window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(project_window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    idle(project_window)
    return project_window


def surface(window: MainWindow) -> MapSurface:
    shown = window.themes.surface
    assert isinstance(shown, MapSurface)
    return shown


def canvas(window: MainWindow) -> MapCanvas:
    return surface(window).canvas


def called(window: MainWindow, name: str) -> Node:
    return next(node for node, item in canvas(window).nodes.items() if item.node.name == name)


def spot(window: MainWindow, name: str) -> QPoint:
    return canvas(window).mapFromScene(canvas(window).nodes[called(window, name)].pos())


def by_hand(window: MainWindow) -> dict[Node, tuple[int, int]]:
    read: dict[Node, tuple[int, int]] = window.workspace.read(thematic_map.thematic_map).places
    return read


def test_themes_and_their_ties_are_shown_and_told(related: MainWindow) -> None:
    assert {item.node.name for item in canvas(related).nodes.values()} == {"Core", "Fear", "Help"}
    assert sorted(tie.name for tie in canvas(related).ties) == ["", "", "contradicts"]
    assert canvas(related).hasFocus()
    QTest.keyClick(canvas(related), Qt.Key.Key_Down)
    assert "contradicts" in canvas(related).accessibleDescription()
    assert related.themes.surface.current()[0] in {called(related, "Fear").id, called(related, "Help").id}


def test_a_node_is_dragged_kept_and_put_back_by_undo(related: MainWindow) -> None:
    viewport, start = canvas(related).viewport(), spot(related, "Help")
    before = canvas(related).places[called(related, "Help")]
    line = next(item for tie, item in canvas(related).ties.items() if tie.name)
    path = line.route.points
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, NO_KEY, start)
    for step in (10, 60, 90):
        QTest.mouseMove(viewport, start + QPoint(step, step))
    assert line.route.points != path, "the line follows while it is moved"
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, NO_KEY, start + QPoint(90, 90))
    idle(related)
    (kept,) = by_hand(related).values()
    assert kept[0] > before[0] and kept[1] > before[1]
    assert canvas(related).places[called(related, "Help")] == kept
    related.undo()
    assert by_hand(related) == {}
    assert canvas(related).places[called(related, "Help")] == before


def test_esc_puts_back_what_is_dragged(related: MainWindow) -> None:
    viewport, start = canvas(related).viewport(), spot(related, "Help")
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, NO_KEY, start)
    for step in (10, 60):
        QTest.mouseMove(viewport, start + QPoint(step, step))
    QTest.keyClick(canvas(related), Qt.Key.Key_Escape)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, NO_KEY, start + QPoint(60, 60))
    assert spot(related, "Help") == start
    assert by_hand(related) == {}


def test_arrows_with_alt_move_and_laying_out_anew_forgets_it(related: MainWindow) -> None:
    QTest.mouseClick(canvas(related).viewport(), Qt.MouseButton.LeftButton, NO_KEY, spot(related, "Fear"))
    before = canvas(related).places[called(related, "Fear")]
    QTest.keyClick(canvas(related), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert by_hand(related)[called(related, "Fear")][1] == pytest.approx(before[1] + 8, abs=1)
    related.action("lay_out_anew").trigger()
    assert by_hand(related) == {}


def test_another_layout_and_codes_are_chosen_for_the_study(related: MainWindow) -> None:
    bar = surface(related).bar
    bar.layouts.setFocus()
    QTest.keyClick(bar.layouts, Qt.Key.Key_Down)
    idle(related)
    assert related.workspace.read(thematic_map.chosen_layout) == "tree"
    fear, core = (canvas(related).places[called(related, name)] for name in ("Fear", "Core"))
    assert fear[0] > core[0]
    bar.codes.setFocus()
    QTest.keyClick(bar.codes, Qt.Key.Key_Space)
    idle(related)
    assert called(related, "mask").kind == "code"
    QTest.mouseClick(canvas(related).viewport(), Qt.MouseButton.LeftButton, NO_KEY, spot(related, "mask"))
    assert related.themes.surface.current() == (called(related, "Fear").id, called(related, "mask").id)
    related.undo()
    related.undo()
    assert bar.layouts.currentData() == "levels" and not bar.codes.isChecked()


def test_what_is_chosen_is_chosen_on_the_board_and_in_the_outline_too(related: MainWindow) -> None:
    QTest.mouseClick(canvas(related).viewport(), Qt.MouseButton.LeftButton, NO_KEY, spot(related, "Help"))
    chosen = called(related, "Help").id
    QTest.keyClick(related, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert related.themes.surface.current() == (chosen, None)
    QTest.keyClick(related, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert related.themes.tree.current() == (chosen, None)


def test_f2_renames_and_delete_asks_before_it_deletes(related: MainWindow) -> None:
    QTest.mouseClick(canvas(related).viewport(), Qt.MouseButton.LeftButton, NO_KEY, spot(related, "Help"))
    answer(enter_text("Somebody to ask"))
    QTest.keyClick(canvas(related), Qt.Key.Key_F2)
    in_front(related)
    assert called(related, "Somebody to ask")
    answer(press("Delete"))
    QTest.keyClick(canvas(related), Qt.Key.Key_Delete)
    in_front(related)
    assert {item.node.name for item in canvas(related).nodes.values()} == {"Core", "Fear"}
    assert not [tie for tie in canvas(related).ties if tie.name]


def test_the_map_says_what_to_do_while_there_is_little_on_it(project_window: MainWindow) -> None:
    project_window.go_themes()
    project_window.action("show_map").trigger()
    idle(project_window)
    (button,) = (one for one in surface(project_window).findChildren(QPushButton) if one.isVisible())
    assert button.text() == "New theme…"
    answer(enter_text("Fear"))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    in_front(project_window)
    idle(project_window)
    assert called(project_window, "Fear")
    assert "Nothing is related yet" in surface(project_window).hint.text()


def test_the_map_goes_to_the_report_place_to_be_written(related: MainWindow) -> None:
    QTest.mouseClick(surface(related).bar.write, Qt.MouseButton.LeftButton)
    product = related.report.products.product()
    assert product is not None and product.name == "map"
    assert related.report.isVisible()
    wait_until(lambda: not related.workspace.jobs.running(), "the preview")
    QApplication.processEvents()
