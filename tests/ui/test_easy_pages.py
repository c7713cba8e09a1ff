"""Pages of an easy-read summary, made and written by keys and mouse in the place Easy read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from qda.core.easyread.assembling import booklet
from qda.ui.dialogs.choose_picture import PictureDialog
from qda.ui.dialogs.page_from_theme import PageFromThemeDialog
from qda.ui.main_window import MainWindow
from qda.ui.views.easyreading.pages import PagesPage
from tests.ui.conftest import answer, enter_text, in_front, keys, press, type_into
from tests.ui.easy_room import Room, click, room

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def here(window: MainWindow, tmp_path: Path) -> Room:
    """A summary of two pages, one with two statements."""
    return room(window, tmp_path)


def empty_page(title: str) -> Callable[[QWidget], None]:
    """Return what asks for a page of no theme."""

    def act(dialog: QWidget) -> None:
        assert isinstance(dialog, PageFromThemeDialog)
        dialog.theme.setFocus()
        keys(Qt.Key.Key_End)
        type_into(dialog.title, title)
        keys(Qt.Key.Key_Return)

    return act


def titles(page: PagesPage) -> list[str]:
    return [page.list.item(row).text().split("\n")[0] for row in range(page.list.count())]


def test_statements_are_written_one_after_the_other_moved_and_taken_away(here: Room) -> None:
    page = here.page("pages", PagesPage)
    second = page.editor.rows[1].field
    second.setFocus()
    keys(Qt.Key.Key_End, " Or tired.", Qt.Key.Key_Return, "You can ask for help.")
    assert here.written()[0][1] == ["Many people do not ask for help.", "They are afraid. Or tired.", ""]
    keys((Qt.Key.Key_Up, ALT))
    assert here.written()[0][1][1:] == ["You can ask for help.", "They are afraid. Or tired."]
    keys(Qt.Key.Key_Return, Qt.Key.Key_Backspace)
    assert len(here.written()[0][1]) == 3 and page.editor.rows[1].field.hasFocus()
    click(page.editor.rows[0].down)
    click(page.editor.rows[2].remove)
    assert here.written()[0][1] == ["You can ask for help.", "Many people do not ask for help."]
    here.window.undo()
    assert here.written()[0][1][2] == "They are afraid. Or tired." == page.editor.rows[2].field.words()


def test_what_is_typed_is_kept_when_another_page_is_looked_at(here: Room) -> None:
    page = here.page("pages", PagesPage)
    page.editor.rows[0].field.setFocus()
    keys(Qt.Key.Key_End, " Never.")
    QTest.mouseClick(
        page.list.viewport(), Qt.MouseButton.LeftButton, pos=page.list.visualItemRect(page.list.item(1)).center()
    )
    assert page.editor.rows == [] and page.editor.title.text() == "Waiting a long time"
    assert here.written()[0][1][0] == "Many people do not ask for help. Never."
    page.editor.title.setFocus()
    keys(Qt.Key.Key_End, "!", Qt.Key.Key_Tab)
    assert here.written()[1][0] == "Waiting a long time!" == titles(page)[1]


def test_pages_are_added_put_in_order_and_removed(here: Room) -> None:
    page = here.page("pages", PagesPage)
    answer(empty_page("Who helps you"))
    click(page.add)
    assert titles(page) == ["Asking for help", "Waiting a long time", "Who helps you"]
    assert page.list.currentRow() == 2
    in_front(here.window)
    page.list.setFocus()
    keys((Qt.Key.Key_Up, ALT))
    assert titles(page) == ["Asking for help", "Who helps you", "Waiting a long time"]
    answer(press("Remove"))
    keys(Qt.Key.Key_Delete)
    assert titles(page) == ["Asking for help", "Waiting a long time"]


def test_a_study_without_a_summary_offers_the_first_one_and_a_second_can_be_chosen(project_window: MainWindow) -> None:
    QTest.keyClick(project_window, Qt.Key.Key_8, ALT)
    page = Room(project_window, {}).page("pages", PagesPage)
    assert not page.list.isVisible()
    answer(enter_text("What you told us"))
    page.setFocus()
    keys(Qt.Key.Key_Space)
    assert page.list.isVisible() and page.bar.summary is not None and not page.bar.box.isVisible()
    answer(enter_text("Was Sie uns sagten"))
    click(page.bar.add)
    assert page.bar.summary.title == "Was Sie uns sagten"
    in_front(project_window)
    page.bar.box.setFocus()
    keys(Qt.Key.Key_Up)
    assert page.bar.summary.title == "What you told us"


def test_a_statement_gets_its_picture_from_the_button_at_its_left(here: Room) -> None:
    page = here.page("pages", PagesPage)
    button = page.editor.rows[0].picture
    assert button.accessibleName() == "Picture: none yet (Statement 1 of 2)"
    words: list[str] = []

    def choose(dialog: QWidget) -> None:
        assert isinstance(dialog, PictureDialog)
        keys("wait", Qt.Key.Key_Down)
        words.append(dialog.words.text())
        keys(Qt.Key.Key_Return)

    answer(choose)
    click(button)
    assert words[0] and button.accessibleName() == f"Picture: {words[0]} (Statement 1 of 2)"
    (line, *_rest) = here.read(booklet, here.ids["summary"]).pages[0].lines
    assert line.picture is not None and line.picture.words == words[0]
    here.window.undo()
    assert button.accessibleName() == "Picture: none yet (Statement 1 of 2)"
