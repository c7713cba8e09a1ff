"""The outline of themes: what each is in words, numbers as the approach has them, and hints in a quiet strip."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qda.core.study import edit_study
from qda.core.themes import outline
from qda.core.themes.relations import Node, relate
from qda.ui import keys
from qda.ui.actions import NAMED
from qda.ui.main_window import MainWindow
from tests.ui.conftest import answer, enter_text, idle, in_front
from tests.ui.theme_room import Room, make_room


@pytest.fixture
def room(project_window: MainWindow) -> Room:
    return make_room(project_window)


def test_a_subtheme_is_made_by_its_key(room: Room) -> None:
    tree = room.window.themes.tree
    tree.choose(room.themes["Company"])
    tree.setFocus()
    answer(enter_text("Side by side"))
    QTest.keyClick(tree, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    in_front(room.window)
    idle(room.window)
    rows = {row.name: row for row in room.window.workspace.read(outline.themes)}
    assert rows["Side by side"].parent == room.themes["Company"]
    assert tree.current()[0] == rows["Side by side"].id


def test_each_theme_says_in_words_what_it_is(room: Room) -> None:
    work = room.window.workspace
    work.do("Set levels", outline.set_levels, ["theme", "category"])
    level = {name: key for key, name in work.read(outline.levels)}["category"]
    change = {"level_id": level, "stance": "barrier", "status": "named", "core": True}
    work.do("Describe theme", lambda s: outline.edit_theme(s, room.themes["Distance"], **change))
    item = room.window.themes.tree.topLevelItem(0)
    assert item is not None
    assert item.data(0, Qt.ItemDataRole.AccessibleTextRole) == "Distance, category · core · barrier · named"
    assert item.text(0) == "Distance"


def test_a_reflexive_study_shows_no_numbers_of_themes(room: Room) -> None:
    tree = room.window.themes.tree
    assert not tree.isColumnHidden(1)
    item = tree.topLevelItem(0)
    assert item is not None
    assert item.text(1) == "2"
    room.window.workspace.do("Change approach", edit_study, approach="reflexive")
    assert tree.isColumnHidden(1)
    assert "source" not in tree.topLevelItem(0).toolTip(0)  # type: ignore[union-attr]


def test_hints_are_counted_in_a_strip_opened_by_a_click_and_followed(room: Room) -> None:
    work, strip = room.window.workspace, room.window.themes.outline.hints
    assert strip.button.text() == "2 things worth a second look"
    assert strip.cards.isHidden()
    QTest.mouseClick(strip.button, Qt.MouseButton.LeftButton)
    assert [card.body for card in strip.cards.cards()] == [
        "Drawing on a single source: “Company”.",
        "No different view yet in “Distance”.",
    ]
    strip.cards.setFocus()
    strip.cards.setCurrentRow(0)
    QTest.keyClick(strip.cards, Qt.Key.Key_Return)
    assert room.window.themes.tree.current()[0] == room.themes["Company"]
    work.do("Change approach", edit_study, approach="reflexive")
    assert strip.isHidden()
    nodes = [Node("theme", room.themes[name]) for name in ("Distance", "Alone")]
    work.do("Relate themes", relate, nodes[0], "leads to", nodes[1])
    assert [card.body for card in strip.cards.cards()] == ["Apart from all other themes: “Company”."]


def test_a_key_may_do_one_thing_in_one_place_and_another_elsewhere(room: Room) -> None:
    assert keys.clash(NAMED["move_up"], "Alt+Shift+Up") is None
    taken = keys.clash(NAMED["move_up"], NAMED["undo"].key)
    assert taken is not None
    assert taken.name == "undo"
    assert not room.window.action("move_code_up").isEnabled()
    room.window.go_code()
    assert room.window.action("move_code_up").isEnabled()
    assert not room.window.action("move_up").isEnabled()
