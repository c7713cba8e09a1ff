"""The word bank of an easy-read summary, by keys and mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from qda.core.easyread import bank
from qda.core.easyread.assembling import booklet
from qda.ui.main_window import MainWindow
from qda.ui.views.easyreading.words import WordsPage
from tests.ui.conftest import answer, enter_text, in_front, keys
from tests.ui.easy_room import Room, click, room


@pytest.fixture
def here(window: MainWindow, tmp_path: Path) -> Room:
    """A summary of two pages, one with two statements."""
    return room(window, tmp_path)


def test_a_hard_word_is_explained_and_printed_at_the_end(here: Room) -> None:
    page = here.page("words", WordsPage)
    assert not page.table.isVisible()
    answer(enter_text("afraid"))
    click(page.empty.focusProxy())
    in_front(here.window)
    page.explanation.setFocus()
    keys("You are afraid when you fear something.", Qt.Key.Key_Tab, "Jo", Qt.Key.Key_Tab)
    assert [cell.text for cell in page.table.facts.rows[0]] == [
        "afraid",
        "You are afraid when you fear something.",
        "1",
        "Jo",
    ]
    assert page.where.text() == "Asking for help: They are afraid."
    last = here.read(booklet, here.ids["summary"]).pages[-1]
    assert (last.kind, last.lines[0].text) == ("words", "afraid: You are afraid when you fear something.")
    page.familiar.setFocus()
    keys(Qt.Key.Key_Space)
    assert here.read(bank.known_words, "en").familiar == {"afraid"}
    click(page.remove)
    assert here.read(bank.bank, "en") == [] and page.empty.isVisible()
    here.window.undo()
    assert page.table.isVisible() and page.words[0].familiar
