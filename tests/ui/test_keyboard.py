"""The window by keys alone: every control can be reached, has a name, and Esc goes one step back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QScrollBar, QSplitterHandle, QWidget

from qda.ui.actions import NAMED
from qda.ui.dialogs.new_project import NewProjectDialog
from qda.ui.main_window import MainWindow
from tests.told import sample_study
from tests.ui.conftest import idle

PLACES = ("study", "sources", "code", "themes", "memos", "tables", "compare", "review", "easyread", "report")


@pytest.fixture
def sample_window(window: MainWindow, tmp_path: Path) -> MainWindow:
    """The main window with the sample study, a theme and a code chosen."""
    window.workspace.adopt(sample_study(tmp_path / "Sample.loom"))
    window.code.tree.reveal(next(row.id for row in window.code.tree.model.rows() if row.kind == "code"))
    window.go("themes")
    window.themes.tree.choose(next(iter(window.themes.themes)))
    idle(window)
    return window


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def tab_through(window: MainWindow) -> list[QWidget]:
    """Press Tab until the keyboard is back where it was."""
    seen = [focused()]
    while True:
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        if focused() is seen[0]:
            return seen
        assert focused() not in seen, "Tab goes in a circle that leaves out where it began"
        seen.append(focused())


def name_of(widget: QWidget) -> str:
    """What a screen reader says of a control."""
    seen = QAccessible.queryAccessibleInterface(widget)
    assert seen is not None
    return str(widget.accessibleName() or seen.text(QAccessible.Text.Name))


@pytest.mark.parametrize("place", PLACES)
def test_tab_reaches_every_control_of_a_place(sample_window: MainWindow, place: str) -> None:
    sample_window.go(place)
    idle(sample_window)
    reached = tab_through(sample_window)
    page = sample_window.stack.currentWidget()
    missed = [
        child
        for child in page.findChildren(QWidget)
        if child.isVisible()
        and child.isEnabled()
        and child.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(child, QScrollBar | QSplitterHandle)
        and not isinstance(child.parent(), QComboBox)
        and child not in reached
    ]
    assert not missed, [name_of(child) for child in missed]
    assert any(button in reached for button in sample_window.rail.buttons())


@pytest.mark.parametrize("place", PLACES)
def test_every_control_has_a_name_for_screen_readers(sample_window: MainWindow, place: str) -> None:
    sample_window.go(place)
    idle(sample_window)
    controls = [*tab_through(sample_window), *sample_window.findChildren(QAbstractButton)]
    nameless = [type(control).__name__ for control in controls if control.isVisible() and not name_of(control)]
    assert not nameless


@pytest.mark.parametrize(("place", "first"), [("themes", "New theme…"), ("sources", "Import transcripts…")])
def test_an_empty_place_gives_the_keyboard_to_its_first_step(
    project_window: MainWindow, place: str, first: str
) -> None:
    project_window.go("report")
    project_window.go(place)
    assert name_of(focused()) == first


def test_esc_clears_the_filter_and_then_goes_back_to_the_transcript(sample_window: MainWindow) -> None:
    sample_window.go_code()
    field = sample_window.code.tree.filter
    field.setFocus()
    QTest.keyClicks(field, "hope")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not field.text() and field.hasFocus()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert sample_window.code.view.hasFocus()
    sample_window.code.quotes.list.setFocus()
    QTest.keyClick(sample_window.code.quotes.list, Qt.Key.Key_Escape)
    assert sample_window.code.view.hasFocus()


def test_esc_puts_a_notice_away(sample_window: MainWindow) -> None:
    sample_window.go_code()
    sample_window.notice.fail("It went wrong.")
    QTest.keyClick(sample_window.code.view, Qt.Key.Key_Escape)
    assert not sample_window.notice.words()


def test_menus_can_be_told_apart_by_their_letters(window: MainWindow) -> None:
    letters = [action.text().partition("&")[2][:1] for action in window.menuBar().actions()]
    assert all(letters) and len(set(letters)) == len(letters)


def test_keys_mean_one_thing_each(window: MainWindow) -> None:
    places: dict[str, list[str]] = {}
    for name, action in window.menus.actions.items():
        if action.shortcutContext() == Qt.ShortcutContext.WindowShortcut and not action.shortcut().isEmpty():
            places.setdefault(action.shortcut().toString(), []).append(NAMED[name].needs)
    several = {key: where for key, where in places.items() if len(where) > 1}
    # In two places one key may do the like in each; what is done anywhere shares its key with nothing.
    assert all(len(set(where)) == len(where) and not {"", "project"} & set(where) for where in several.values()), (
        several
    )


def test_every_field_of_a_new_project_is_named_by_its_label(window: MainWindow) -> None:
    dialog = NewProjectDialog(parent=window)
    buddies = {label.buddy(): label.text() for label in dialog.findChildren(QLabel) if label.buddy()}
    secret = {dialog.secret.first, dialog.secret.again}
    assert {dialog.title, dialog.person, dialog.approach, dialog.file} | secret == set(buddies)
    dialog.deleteLater()
