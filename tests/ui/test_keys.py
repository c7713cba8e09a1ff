"""Keys can be changed: at once, for the next start too, never so that two actions share one or letters are lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QTreeWidgetItem, QWidget

from qda import settings
from qda.core import codebook
from qda.ui import app as application
from qda.ui import keys
from qda.ui.actions import NAMED, PARTS, PLACES
from qda.ui.dialogs.keys import KeysDialog
from qda.ui.main_window import MainWindow
from tests.told import sample_study
from tests.ui.conftest import answer, idle, in_front, press, type_into

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
Act = Callable[[KeysDialog], object]


def sheet(window: MainWindow, act: Act) -> None:
    """Open the sheet of keys by F1, do `act` with it and close it."""

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, KeysDialog)
        act(dialog)
        dialog.reject()

    in_front(window)
    shown = answer(look)
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert shown
    in_front(window)


def choose(dialog: KeysDialog, words: str) -> QTreeWidgetItem:
    """Find an action by typing and go to it."""
    in_front(dialog)
    type_into(dialog.field, words)
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    item = dialog.tree.currentItem()
    assert item is not None
    QTest.keyClick(dialog.tree, Qt.Key.Key_Return)
    assert dialog.key_field.hasFocus()
    return item


def said(dialog: QWidget) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def give(words: str, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> Act:
    def act(dialog: KeysDialog) -> None:
        choose(dialog, words)
        QTest.keyClick(dialog.key_field, key, held)

    return act


def test_the_sheet_lists_every_action_by_where_it_works(window: MainWindow) -> None:
    def look(dialog: KeysDialog) -> None:
        root = dialog.tree.invisibleRootItem()
        groups = {root.child(row).text(0): root.child(row) for row in range(root.childCount())}
        assert {"Everywhere", "Code", "Code, in the transcript", "Code, in the codebook"} <= set(groups)
        listed = sum(group.childCount() for group in groups.values())
        assert listed >= len(NAMED)

    sheet(window, look)


def test_typing_finds_actions_and_keys(window: MainWindow) -> None:
    def look(dialog: KeysDialog) -> None:
        assert choose(dialog, "repeat").text(0) == "Repeat the last code"
        assert choose(dialog, "ctrl+r").text(0) == "Repeat the last code"
        type_into(dialog.field, "qqq")
        assert "No action has these words" in said(dialog)

    sheet(window, look)


def test_a_changed_key_works_at_once_and_is_told_everywhere(project_window: MainWindow) -> None:
    sheet(project_window, give("new theme", Qt.Key.Key_U, CTRL | SHIFT))
    project_window.go_themes()
    assert project_window.action("new_theme").shortcut().toString() == "Ctrl+Shift+U"
    assert "(Ctrl+Shift+U)" in project_window.themes.outline.new.toolTip()
    sheet(project_window, give("sources", Qt.Key.Key_8, CTRL | ALT))
    QTest.keyClick(project_window, Qt.Key.Key_8, CTRL | ALT)
    assert project_window.stack.currentWidget() is project_window.sources
    assert any("(Ctrl+Alt+8)" in button.toolTip() for button in project_window.rail.buttons())


def test_a_changed_key_is_there_at_the_next_start(window: MainWindow) -> None:
    sheet(window, give("repeat", Qt.Key.Key_U, CTRL))
    again = application.window(settings.load())
    assert again.action("repeat_code").shortcut().toString() == "Ctrl+U"
    again.close()
    again.deleteLater()


def test_a_key_that_is_taken_is_named_and_changes_places_only_when_agreed(window: MainWindow) -> None:
    def change(dialog: KeysDialog) -> None:
        choose(dialog, "repeat")
        asked = answer(lambda question: (words.append(said(question)), press("Cancel")(question)))
        QTest.keyClick(dialog.key_field, Qt.Key.Key_M, CTRL)
        assert asked and "Ctrl+M stays with “Merge code into”" in said(dialog)
        choose(dialog, "repeat")
        answer(press("Change both"))
        QTest.keyClick(dialog.key_field, Qt.Key.Key_M, CTRL)

    words: list[str] = []
    sheet(window, change)
    assert "Ctrl+M belongs to “Merge code into”" in words[0] and "gets Ctrl+R instead" in words[0]
    assert window.action("repeat_code").shortcut().toString() == "Ctrl+M"
    assert window.action("merge_code").shortcut().toString() == "Ctrl+R"


@pytest.mark.parametrize(
    ("key", "held", "why"),
    [
        (Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "looks for a code"),
        (Qt.Key.Key_7, SHIFT, "looks for a code"),
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, "looks for a code"),
        (Qt.Key.Key_C, CTRL, "copies or selects"),
        (Qt.Key.Key_Up, SHIFT, "moves through text"),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "does what is chosen"),
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "takes letters away"),
        (Qt.Key.Key_Escape, SHIFT, "one step back"),
    ],
)
def test_keys_that_mean_something_everywhere_are_refused_with_the_reason(
    window: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier, why: str
) -> None:
    def change(dialog: KeysDialog) -> None:
        give("repeat", key, held)(dialog)
        assert why in said(dialog)

    sheet(window, change)
    assert window.action("repeat_code").shortcut().toString() == "Ctrl+R"


def test_esc_leaves_the_key_as_it_is(window: MainWindow) -> None:
    def change(dialog: KeysDialog) -> None:
        give("repeat", Qt.Key.Key_Escape)(dialog)
        assert dialog.tree.hasFocus() and dialog.isVisible()

    sheet(window, change)
    assert window.action("repeat_code").shortcut().toString() == "Ctrl+R"


def test_one_key_or_all_go_back_to_what_they_were(window: MainWindow) -> None:
    def button(dialog: KeysDialog, words: str) -> QPushButton:
        return next(one for one in dialog.findChildren(QPushButton) if one.text() == words)

    def change(dialog: KeysDialog) -> None:
        for words, key in (("repeat", Qt.Key.Key_U), ("merge code", Qt.Key.Key_Y)):
            give(words, key, CTRL)(dialog)
        choose(dialog, "without a code")
        button(dialog, "No key").click()
        item = choose(dialog, "repeat")
        assert item.text(2) == "Ctrl+R"
        button(dialog, "As at first").click()
        assert set(window.workspace.settings.keys) == {"merge_code", "next_uncoded"}
        answer(press("Reset all keys"))
        button(dialog, "All as at first").click()

    sheet(window, change)
    assert window.workspace.settings.keys == {}
    assert window.action("merge_code").shortcut().toString() == "Ctrl+M"
    assert window.action("next_uncoded").shortcut().toString() == "Ctrl+Down"


def test_a_changed_key_of_the_transcript_works_there_and_the_old_one_does_not(
    window: MainWindow, tmp_path: Path
) -> None:
    window.workspace.adopt(sample_study(tmp_path / "Sample.loom"))
    idle(window)
    sheet(window, give("person's own words", Qt.Key.Key_U, CTRL))
    window.go_code()
    view = window.code.view
    view.select(30, 38)
    before = len(window.workspace.read(codebook.codes))
    QTest.keyClick(view, Qt.Key.Key_Return, CTRL)
    assert len(window.workspace.read(codebook.codes)) == before
    QTest.keyClick(view, Qt.Key.Key_U, CTRL)
    assert len(window.workspace.read(codebook.codes)) == before + 1


def test_what_a_newer_version_calls_its_keys_is_left_alone(window: MainWindow) -> None:
    window.workspace.settings.keys = {"fly_away": "Ctrl+U"}
    window.menus.wear_keys()
    sheet(window, give("repeat", Qt.Key.Key_U, CTRL))
    assert settings.load().keys == {"fly_away": "Ctrl+U", "repeat_code": "Ctrl+U"}


def test_every_place_and_part_an_action_works_in_has_a_word() -> None:
    for row in NAMED.values():
        assert row.needs in ("", "project", *PLACES), row.name
        assert not row.on or row.on in PARTS, row.name


def test_the_number_pad_has_the_same_enter(window: MainWindow) -> None:
    from PySide6.QtCore import QKeyCombination

    assert keys.portable(QKeyCombination(CTRL, Qt.Key.Key_Enter)) == "Ctrl+Return"
