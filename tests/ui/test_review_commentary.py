"""Commentaries of people who lived it: written and changed by their authors alone, in the place Review together."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from qda.core.review import commentary
from qda.core.review.commentary import Comment
from qda.ui.dialogs.new_commentary import NewCommentaryDialog
from qda.ui.main_window import MainWindow
from qda.ui.views.reviewing.commentary import CommentaryPage
from tests.ui.conftest import answer, in_front, keys, press, type_into
from tests.ui.review_room import Room, click, room


@pytest.fixture
def here(window: MainWindow, tmp_path: Path) -> Room:
    """Jo has begun a commentary, through the dialog."""
    made = room(window, tmp_path)
    page = made.page("commentary", CommentaryPage)

    def fill(dialog: QWidget) -> None:
        assert isinstance(dialog, NewCommentaryDialog)
        type_into(dialog.title, "What we know")
        assert not dialog.make.isEnabled()
        dialog.authors.setFocus()
        keys(Qt.Key.Key_Space)
        click(dialog.make)

    answer(fill)
    page.setFocus()
    keys(Qt.Key.Key_Space)
    in_front(window)
    return made


def kept(here: Room) -> Comment:
    found: list[Comment] = here.read(commentary.commentaries)
    return found[0]


def test_an_author_writes_and_nobody_else_can(here: Room) -> None:
    page = here.page("commentary", CommentaryPage)
    assert kept(here).authors == (here.ids["jo"],) and not page.words.isReadOnly()
    page.words.setFocus()
    keys("We live it.")
    click(page.keep)
    assert kept(here).words == "We live it." and not page.keep.isEnabled()
    page.writer.setFocus()
    QTest.keyClicks(page.writer, "Sam")
    assert page.words.isReadOnly() and page.title.isReadOnly() and not page.remove.isEnabled()
    assert page.about.text() == "Only Jo Lind can change it: say above who is writing."
    page.words.setFocus()
    keys(" And more.")
    assert page.words.toPlainText() == "We live it."


def test_another_author_is_taken_in_and_what_is_typed_is_kept_when_the_project_closes(here: Room) -> None:
    page = here.page("commentary", CommentaryPage)
    menu = page.author.menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == "Sam Oak").trigger()
    assert kept(here).authors == (here.ids["jo"], here.ids["sam"])
    page.writer.setFocus()
    QTest.keyClicks(page.writer, "Sam")
    type_into(page.title, "What we two know")
    page.words.setFocus()
    keys("Both of us.")
    path = here.window.workspace.project.path
    here.window.workspace.close()
    assert here.window.workspace.open(path)
    assert (kept(here).title, kept(here).words) == ("What we two know", "Both of us.")


def test_an_author_takes_it_away_and_undo_brings_it_back(here: Room) -> None:
    page = here.page("commentary", CommentaryPage)
    answer(press("Remove"))
    click(page.remove)
    assert here.read(commentary.commentaries) == [] and page.empty.isVisible()
    here.window.undo()
    assert kept(here).title == "What we know"
