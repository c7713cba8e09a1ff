"""The board by mouse: cards and clusters are dragged, chosen by a frame, dropped from the tray and back on it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from qda.core.themes import outline, placing
from qda.ui.main_window import MainWindow
from qda.ui.models.codebook_model import CODES_MIME
from qda.ui.widgets.board_items import CardItem
from tests.ui.board_room import NO_KEY, Board
from tests.ui.conftest import drop_on, idle

CTRL, ALT, SHIFT = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Control", "Alt", "Shift"))


@pytest.fixture
def board(project_window: MainWindow) -> Board:
    made = Board(project_window)
    made.fill()
    return made


def test_the_board_shows_cards_in_clusters_and_the_rest_in_the_tray(board: Board) -> None:
    assert board.shown() == {"Fear": {"mask", "weakness"}, "Help": {"nurse"}}
    assert board.surface.tray.title.words() == "Leftover 2"
    look = board.canvas.content.cards[board.code("mask")]
    assert (look.number, look.places) == ("2", 1)
    assert board.window.themes.side.isHidden()


def test_a_card_is_dragged_into_another_cluster_and_back_by_undo(board: Board) -> None:
    before = board.drawn()
    board.drag(board.spot(board.key("Fear", "mask")), board.spot(board.key("Help", "nurse")) + QPoint(0, 22))
    assert board.drawn() == {"Fear": ["weakness"], "Help": ["nurse", "mask"]}
    assert board.shown()["Help"] == {"nurse", "mask"}
    assert board.canvas.current_key == board.key("Help", "mask")
    board.window.undo()
    assert board.drawn() == before
    assert board.work.read(placing.places, placing.BOARD) == {}


@pytest.mark.parametrize("held", [CTRL, ALT])
def test_with_ctrl_or_alt_a_card_is_copied(board: Board, held: Qt.KeyboardModifier) -> None:
    board.drag(board.spot(board.key("Fear", "mask")), board.spot(board.key("Help", "nurse")) + QPoint(0, 22), held)
    assert board.drawn() == {"Fear": ["mask", "weakness"], "Help": ["nurse", "mask"]}
    assert board.canvas.content.cards[board.code("mask")].places == 2


def test_a_card_keeps_the_place_it_was_dragged_to_and_the_others_stay(board: Board) -> None:
    card, other = board.key("Fear", "mask"), board.key("Fear", "weakness")
    stood = board.canvas.by_key[other].scenePos()
    board.drag(board.spot(card), board.spot(card) + QPoint(0, 105))
    assert board.drawn()["Fear"] == ["mask", "weakness"]
    moved = board.canvas.by_key[card].scenePos()
    assert moved.y() > stood.y()
    assert board.canvas.by_key[other].scenePos() == stood
    path = board.work.project.path
    board.window.close_project()
    board.work.open(path)
    board.window.go_themes()
    assert board.canvas.by_key[card].scenePos() == moved


def test_cards_dropped_on_the_empty_canvas_become_a_cluster_whose_name_is_typed_at_once(board: Board) -> None:
    board.drag(board.spot(board.key("Fear", "mask")), board.empty())
    assert board.drawn() == {"Fear": ["weakness"], "Help": ["nurse"], "Cluster 1": ["mask"]}
    board.type("The mask")
    board.press(Qt.Key.Key_Return)
    assert board.drawn()["The mask"] == ["mask"]
    assert board.canvas.hasFocus()
    # The outline has it as well.
    board.window.themes.show_outline()
    assert board.theme("The mask") in {row.id for row in board.window.themes.themes.values()}
    assert board.window.themes.tree.current()[0] == board.theme("The mask")


def test_a_cluster_takes_its_cards_along_and_becomes_a_subtheme_where_it_is_dropped(board: Board) -> None:
    card = board.key("Help", "nurse")
    stood = board.canvas.by_key[card].scenePos()
    board.drag(board.spot(board.key("Help")), board.spot(board.key("Help")) + QPoint(40, 160))
    assert board.canvas.by_key[card].scenePos().y() > stood.y() + 100
    board.drag(board.spot(board.key("Help")), board.spot(board.key("Fear")) + QPoint(20, 100))
    rows = {row.name: row for row in board.work.read(outline.themes)}
    assert rows["Help"].parent == rows["Fear"].id
    assert board.drawn()["Help"] == ["nurse"]
    board.drag(board.spot(board.key("Help")), board.empty())
    assert next(row for row in board.work.read(outline.themes) if row.name == "Help").parent is None


def test_a_cluster_can_not_be_put_into_itself(board: Board) -> None:
    board.drag(board.spot(board.key("Fear")), board.spot(board.key("Fear", "mask")) + QPoint(10, 10))
    assert all(row.parent is None for row in board.work.read(outline.themes))


def test_codes_of_the_tray_are_dropped_into_a_cluster_or_beside_all(board: Board) -> None:
    def drop(names: list[str], place: QPoint) -> None:
        items = [item for item in board.surface.tray.list.rows() if item.text(0) in names]
        data = board.surface.tray.list.mimeData(items)
        assert isinstance(data, QMimeData) and data.hasFormat(CODES_MIME)
        drop_on(board.canvas.viewport(), QPointF(place), data)
        idle(board.window)

    drop(["way"], board.spot(board.key("Fear")))
    assert board.drawn()["Fear"] == ["mask", "weakness", "way"]
    drop(["bus"], board.empty())
    assert board.drawn()["Cluster 1"] == ["bus"]
    assert board.surface.tray.title.words() == "Leftover 0"


def test_a_card_dropped_on_the_tray_leaves_its_cluster(board: Board) -> None:
    tray = board.surface.tray.list
    there = board.canvas.viewport().mapFromGlobal(tray.viewport().mapToGlobal(QPoint(20, 200)))
    board.drag(board.spot(board.key("Fear", "mask")), there)
    assert board.drawn()["Fear"] == ["weakness"]
    assert "mask" in {item.text(0) for item in tray.rows()}


def test_a_frame_chooses_cards_and_all_of_them_are_dragged(board: Board) -> None:
    head = board.canvas.mapFromScene(board.canvas.head_of(board.key("Fear")).topLeft())
    board.drag(head - QPoint(6, 6), head + QPoint(120, 150))
    assert set(board.canvas.selection) == {board.key("Fear", "mask"), board.key("Fear", "weakness")}
    board.drag(board.spot(board.key("Fear", "mask")), board.spot(board.key("Help", "nurse")) + QPoint(0, 22))
    assert board.drawn() == {"Fear": [], "Help": ["nurse", "mask", "weakness"]}


def test_ctrl_and_click_chooses_one_more_or_less(board: Board) -> None:
    mask, nurse = board.key("Fear", "mask"), board.key("Help", "nurse")
    board.click(mask)
    board.click(nurse, CTRL)
    assert board.canvas.selection == [mask, nurse]
    board.click(mask, CTRL)
    assert board.canvas.selection == [nurse]
    board.click(mask, SHIFT)
    assert board.canvas.selection == [nurse, mask]
    QTest.mouseClick(board.canvas.viewport(), Qt.MouseButton.LeftButton, NO_KEY, board.empty())
    assert board.canvas.selection == []


def test_esc_lets_go_of_what_is_dragged(board: Board) -> None:
    board.hold(board.spot(board.key("Fear", "mask")), board.spot(board.key("Help", "nurse")))
    assert any(not isinstance(item, CardItem) and item.zValue() == 10 for item in board.canvas.scene().items())
    board.press(Qt.Key.Key_Escape)
    QTest.mouseRelease(board.canvas.viewport(), Qt.MouseButton.LeftButton, NO_KEY, board.empty())
    assert board.drawn() == {"Fear": ["mask", "weakness"], "Help": ["nurse"]}
    assert all(item.opacity() == 1.0 for item in board.canvas.by_key.values())


def test_the_button_of_a_card_opens_its_first_quote(board: Board) -> None:
    card = board.canvas.by_key[board.key("Fear", "mask")]
    assert isinstance(card, CardItem)
    spot = board.canvas.mapFromScene(card.mapRectToScene(card.quote_sign()).center())
    QTest.mouseMove(board.canvas.viewport(), spot - QPoint(30, 0))
    QTest.mouseMove(board.canvas.viewport(), spot)
    QApplication.processEvents()
    assert card.hovered
    QTest.mouseClick(board.canvas.viewport(), Qt.MouseButton.LeftButton, NO_KEY, spot)
    assert board.surface.quote.isVisible()
    assert "prison mask" in board.surface.quote.accessibleDescription()


def test_ctrl_and_the_wheel_zoom(board: Board) -> None:
    from PySide6.QtGui import QWheelEvent

    before = board.canvas.zoom
    place = QPointF(board.spot(board.key("Fear")))
    turned = QWheelEvent(
        place,
        QPointF(board.canvas.viewport().mapToGlobal(place)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(board.canvas.viewport(), turned)
    assert board.canvas.zoom == pytest.approx(before * 1.2)
