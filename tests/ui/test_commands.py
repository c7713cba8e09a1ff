"""All commands by name: found by typing, done where the keyboard was, and refused with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from qda.core import codebook, coding
from qda.core.finding import ranked
from qda.ui.actions import NAMED
from qda.ui.dialogs.commands import CommandsDialog
from qda.ui.main_window import MainWindow
from tests.told import sample_study
from tests.ui.conftest import answer, idle, in_front, wait_until

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def coding_window(window: MainWindow, tmp_path: Path) -> MainWindow:
    """The sample study in the Code place."""
    window.workspace.adopt(sample_study(tmp_path / "Sample.loom"))
    window.go_code()
    idle(window)
    return window


def ask(window: MainWindow, act: object) -> None:
    """Press Ctrl+P where the keyboard is, and do `act` with the palette."""
    shown = answer(act)  # type: ignore[arg-type]
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_P, CTRL)
    assert shown


def type_and_enter(words: str) -> object:
    def act(dialog: QWidget) -> None:
        assert isinstance(dialog, CommandsDialog)
        QTest.keyClicks(dialog.field, words)
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)

    return act


def test_every_action_is_in_the_palette_with_its_menu_and_key(coding_window: MainWindow) -> None:
    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, CommandsDialog)
        rows = [dialog.model.index(row, 0) for row in range(dialog.model.rowCount())]
        said = [row.data(Qt.ItemDataRole.AccessibleTextRole) for row in rows]
        assert len(said) == len(NAMED) - 1  # itself isn't there
        assert "Repeat the last code, Code, Ctrl+R" in said
        assert not any("&" in words for words in said)
        dialog.reject()

    ask(coding_window, look)


def test_a_command_is_found_by_some_letters_and_done_where_the_keyboard_was(coding_window: MainWindow) -> None:
    place, work = coding_window.code, coding_window.workspace
    code_id = next(row.id for row in work.read(codebook.codes) if row.kind == "code")
    place.view.focus_line(2)
    place.passages.apply(code_id)
    place.view.focus_line(3)
    place.view.setFocus()
    start, end = place.view.passage()
    ask(coding_window, type_and_enter("rep last"))
    in_front(coding_window)
    wait_until(place.view.hasFocus, "the keyboard in the transcript")
    assert place.transcript is not None
    spans = work.read(coding.coded_spans, place.transcript.id)
    assert any(span.code_id == code_id and start <= span.start < end for span in spans)


def test_esc_goes_back_to_where_the_keyboard_was(coding_window: MainWindow) -> None:
    field = coding_window.code.tree.filter
    field.setFocus()
    ask(coding_window, lambda dialog: QTest.keyClick(dialog.field, Qt.Key.Key_Escape))
    in_front(coding_window)
    wait_until(field.hasFocus, "the keyboard in the filter")


@pytest.mark.parametrize(
    ("place", "words", "why"),
    [("report", "repeat last", "works in the place “Code”"), ("code", "redo", "there is nothing to do again")],
)
def test_what_can_not_be_done_says_why_and_is_not_done(
    coding_window: MainWindow, place: str, words: str, why: str
) -> None:
    coding_window.go(place)

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, CommandsDialog)
        QTest.keyClicks(dialog.field, words)
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)
        assert dialog.isVisible() and not dialog.chosen
        assert any(why in label.text() for label in dialog.findChildren(QLabel))
        dialog.reject()

    ask(coding_window, look)


def test_without_a_project_it_says_to_open_one(window: MainWindow) -> None:
    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, CommandsDialog)
        QTest.keyClicks(dialog.field, "merge")
        assert "open a project first" in dialog.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
        for _key in range(3):
            QTest.keyClicks(dialog.field, "qqq")
        assert dialog.model.rowCount() == 0
        assert any("No command" in label.text() for label in dialog.findChildren(QLabel))
        dialog.reject()

    ask(window, look)


def test_letters_find_names_before_the_menus_they_stand_in() -> None:
    things = [("Sources", "Go"), ("Code", "Go"), ("New code", "Code"), ("Undo", "Edit")]
    assert ranked("code", things)[0] == 1
    assert ranked("nc", things) == [2]
    assert ranked("edit", things) == [3]
    assert ranked("", things) == [0, 1, 2, 3]
