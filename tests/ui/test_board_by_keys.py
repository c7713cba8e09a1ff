"""The board by keys: walking among cards, searching, clusters made, cards moved, aligned, named and taken out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from qda.core import codebook, codebook_merge
from qda.core.study import edit_study
from qda.core.themes import outline, placing
from qda.ui.main_window import MainWindow
from qda.ui.widgets.board_items import CardItem
from qda.ui.widgets.board_naming import NameField
from tests.ui.board_room import Board
from tests.ui.conftest import answer, enter_text, idle, in_front, press


@pytest.fixture
def board(project_window: MainWindow) -> Board:
    made = Board(project_window)
    made.fill()
    return made


def test_arrows_walk_and_shift_chooses_more(board: Board) -> None:
    assert board.canvas.hasFocus()
    board.press(Qt.Key.Key_Home)
    assert board.canvas.current_key == board.key("Fear")
    board.press(Qt.Key.Key_Down)
    assert board.canvas.current_key == board.key("Fear", "mask")
    assert "mask" in board.canvas.accessibleDescription()
    board.press(Qt.Key.Key_Down, "Shift")
    assert board.canvas.selection == [board.key("Fear", "mask"), board.key("Fear", "weakness")]
    board.press(Qt.Key.Key_Right)
    assert board.canvas.current_key in (board.key("Help", "nurse"), board.key("Help"))
    board.press(Qt.Key.Key_End)
    assert board.canvas.selection == [board.canvas.current_key]


def test_ctrl_a_and_ctrl_g_make_all_cards_a_cluster(board: Board) -> None:
    board.press(Qt.Key.Key_A, "Control")
    assert len(board.canvas.selection) == 3
    board.press(Qt.Key.Key_G, "Control")
    assert board.drawn() == {"Fear": [], "Help": [], "Cluster 1": ["mask", "nurse", "weakness"]}
    field = QApplication.focusWidget()
    assert isinstance(field, NameField) and field.selectedText() == "Cluster 1"
    board.press(Qt.Key.Key_Escape)
    assert "Cluster 1" in board.drawn()
    board.window.undo()
    assert board.drawn() == {"Fear": ["mask", "weakness"], "Help": ["nurse"]}


def test_codes_of_the_tray_become_a_cluster_or_are_sent_into_the_chosen_one(board: Board) -> None:
    tray = board.surface.tray
    tray.filter.setFocus()
    board.type("wa")
    assert tray.title.words() == "Leftover 1 / 2"
    board.press(Qt.Key.Key_Down)
    assert tray.list.hasFocus()
    board.click(board.key("Help"))
    tray.list.setFocus()
    board.press(Qt.Key.Key_Return)
    assert board.drawn()["Help"] == ["nurse", "way"]
    tray.filter.clear()
    tray.filter.setFocus()
    board.press(Qt.Key.Key_Down)
    board.press(Qt.Key.Key_G, "Control")
    assert board.drawn()["Cluster 1"] == ["bus"]


def test_cut_copy_and_paste_do_what_dragging_does(board: Board) -> None:
    board.click(board.key("Fear", "mask"))
    board.press(Qt.Key.Key_C, "Control")
    board.click(board.key("Help"))
    board.press(Qt.Key.Key_V, "Control")
    assert board.drawn() == {"Fear": ["mask", "weakness"], "Help": ["nurse", "mask"]}
    board.click(board.key("Fear", "weakness"))
    board.press(Qt.Key.Key_X, "Control")
    board.click(board.key("Help"))
    board.press(Qt.Key.Key_V, "Control")
    assert board.drawn() == {"Fear": ["mask"], "Help": ["nurse", "mask", "weakness"]}
    board.click(board.key("Help"))
    board.press(Qt.Key.Key_X, "Control")
    board.click(board.key("Fear"))
    board.press(Qt.Key.Key_V, "Control")
    rows = {row.name: row for row in board.work.read(outline.themes)}
    assert rows["Help"].parent == rows["Fear"].id
    board.press(Qt.Key.Key_V, "Control")
    assert rows["Help"].parent == rows["Fear"].id, "what was pasted is held no more"


def test_delete_takes_cards_out_and_deletes_a_theme_after_a_question(board: Board) -> None:
    board.click(board.key("Fear", "mask"))
    board.press(Qt.Key.Key_Delete)
    assert board.drawn()["Fear"] == ["weakness"]
    board.click(board.key("Help"))
    answer(press("Delete"))
    board.press(Qt.Key.Key_Delete)
    in_front(board.window)
    assert set(board.drawn()) == {"Fear"}
    assert set(board.shown()) == {"Fear"}


def test_f2_names_cards_and_clusters_in_place(board: Board) -> None:
    board.click(board.key("Fear", "mask"))
    board.press(Qt.Key.Key_F2)
    board.type("prison mask")
    board.press(Qt.Key.Key_Return)
    assert board.drawn()["Fear"][0] == "prison mask"
    board.click(board.key("Help"))
    board.press(Qt.Key.Key_F2)
    board.type("Somebody to ask")
    board.press(Qt.Key.Key_Return)
    assert board.drawn()["Somebody to ask"] == ["nurse"]
    board.press(Qt.Key.Key_F2)
    board.type("thrown away")
    board.press(Qt.Key.Key_Escape)
    assert "Somebody to ask" in board.drawn()


def test_space_opens_the_first_quote_and_esc_closes_it(board: Board) -> None:
    board.click(board.key("Fear", "mask"))
    board.press(Qt.Key.Key_Space)
    quote = board.surface.quote
    assert quote.isVisible() and "prison mask" in quote.accessibleDescription()
    board.press(Qt.Key.Key_Down)
    assert quote.isVisible() and "Nothing is coded" in quote.accessibleDescription()
    board.press(Qt.Key.Key_Escape)
    assert not quote.isVisible()


def test_typing_looks_for_cards_and_enter_goes_on(board: Board) -> None:
    board.canvas.setFocus()
    board.type("n")
    bar = board.surface.bar
    assert bar.field.hasFocus()
    board.type("urse")
    assert board.canvas.current_key == board.key("Help", "nurse")
    assert bar.found.words() == "1 of 1"
    faint = {key for key, item in board.canvas.by_key.items() if item.opacity() < 1}
    assert faint == {board.key("Fear", "mask"), board.key("Fear", "weakness")}
    board.press(Qt.Key.Key_Escape)
    assert board.canvas.hasFocus()
    assert all(item.opacity() == 1 for item in board.canvas.by_key.values())
    board.press(Qt.Key.Key_F, "Control")
    board.type("e")
    hits = [board.canvas.current_key]
    for _time in range(3):
        board.press(Qt.Key.Key_Return)
        hits.append(board.canvas.current_key)
    assert len(set(hits)) == 4, "Fear, weakness, Help and nurse have an e"
    board.press(Qt.Key.Key_F3, "Shift")
    assert board.canvas.current_key == hits[2]
    board.type("qqq")
    assert bar.found.words() == "none found"


def test_cards_are_aligned_and_moved_by_keys(board: Board) -> None:
    mask, weakness = board.key("Fear", "mask"), board.key("Fear", "weakness")
    board.click(mask)
    board.press(Qt.Key.Key_Down, "Shift")
    board.press(Qt.Key.Key_U, "Alt", "Shift")
    layout = board.canvas.layout_of_board.cards
    assert layout[mask].y == layout[weakness].y
    board.press(Qt.Key.Key_L, "Alt", "Shift")
    layout = board.canvas.layout_of_board.cards
    assert layout[mask].x == layout[weakness].x
    before = layout[weakness].y
    board.press(Qt.Key.Key_Down, "Alt")
    assert board.canvas.layout_of_board.cards[weakness].y == before + 12
    board.window.action("lay_out_anew").trigger()
    assert board.work.read(placing.places, placing.BOARD) == {}
    board.press(Qt.Key.Key_Escape)
    board.window.action("tidy_rows").trigger()
    assert "Choose several" in board.window.notice.words()


def test_plus_minus_and_null_change_the_size(board: Board) -> None:
    before = board.canvas.zoom
    board.type("-")
    assert board.canvas.zoom < before
    board.type("+")
    board.type("+")
    assert board.canvas.zoom > before
    board.type("0")
    seen = board.canvas.mapFromScene(board.canvas.room()).boundingRect()
    assert board.canvas.viewport().rect().contains(seen)


def test_outline_and_board_are_always_in_step(board: Board) -> None:
    board.click(board.key("Help"))
    QTest.keyClick(board.window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert board.window.themes.tree.current()[0] == board.theme("Help")
    answer(enter_text("From the outline"))
    board.window.action("new_theme").trigger()
    in_front(board.window)
    QTest.keyClick(board.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert "From the outline" in board.shown()
    assert board.canvas.current_key == board.key("From the outline")
    board.work.do("Merge codes", codebook_merge.merge_codes, [board.code("weakness")], board.code("mask"))
    assert board.shown()["Fear"] == {"mask"}
    board.work.do("Delete code", codebook.delete_codes, [board.code("mask")])
    assert board.shown()["Fear"] == set()


def test_a_reflexive_analysis_has_no_numbers(board: Board) -> None:
    board.work.do("Choose approach", edit_study, approach="reflexive")
    board.work.do("Make code", codebook.add_code, "late")
    assert {look.number for look in board.canvas.content.cards.values()} == {""}
    assert board.surface.tray.list.isColumnHidden(1)
    card = board.canvas.by_key[board.key("Fear", "mask")]
    assert isinstance(card, CardItem) and "passage" not in card.toolTip()


def test_page_and_quotes_are_shown_when_they_are_asked_for(board: Board) -> None:
    board.click(board.key("Fear", "mask"))
    board.press(Qt.Key.Key_F4)
    side = board.window.themes.side
    assert side.isVisible()
    assert board.window.themes.quotes.model.quotes[0].text.startswith("You are wearing")
    board.press(Qt.Key.Key_F4)
    assert not side.isVisible()
    QTest.keyClick(board.window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert side.isVisible()
    idle(board.window)
