"""The front page, what happens next, contact, and the rules by which a summary is looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from qda.core import consent
from qda.core.easyread import summaries
from qda.core.easyread.looking import profile_of
from qda.ui.dialogs.rules import RulesDialog
from qda.ui.main_window import MainWindow
from qda.ui.views.easyreading.front import FrontPage
from tests.ui.conftest import answer, in_front, keys, press, type_into
from tests.ui.easy_room import Room, click, looked, room


@pytest.fixture
def here(window: MainWindow, tmp_path: Path) -> Room:
    """A summary of two pages, one with two statements."""
    return room(window, tmp_path)


def test_front_next_and_contact_are_begun_in_the_language_of_the_summary(here: Room) -> None:
    here.window.workspace.do("Consent", consent.record_consent, here.ids["jo"], {"name": True})
    page = here.page("front", FrontPage)
    page.check.model = False
    page.list.setFocus()
    keys(Qt.Key.Key_Down)
    assert page.empty.isVisible() and not page.preview.isVisible()
    click(page.empty.focusProxy())
    assert here.written()[0] == (
        "These pages",
        [
            "This is a summary in easy words.",
            "We talked with people about their lives.",
            "Somebody can help you to read this.",
            "These people made this: Jo.",
        ],
    )
    looked(page)
    page.list.setFocus()
    keys(Qt.Key.Key_Down, Qt.Key.Key_Down)
    click(page.empty.focusProxy())
    assert here.written()[-1][0] == "How to reach us" == page.editor.title.text()
    answer(press("Remove"))
    click(page.remove)
    assert here.written()[-1][0] == "Waiting a long time" and page.empty.isVisible()


def test_the_summary_has_its_own_title_size_and_rules(here: Room) -> None:
    page = here.page("front", FrontPage)
    type_into(page.title, "What you said")
    keys(Qt.Key.Key_Tab)
    page.letters.setFocus()
    keys(Qt.Key.Key_Down)
    page.profile.setFocus()
    page.profile.setCurrentIndex(page.profile.findData("leichte-sprache") - 1)
    keys(Qt.Key.Key_Down)

    def change(dialog: QWidget) -> None:
        assert isinstance(dialog, RulesDialog)
        dialog.number["W1"].setFocus()
        dialog.number["W1"].selectAll()
        keys("9", Qt.Key.Key_Tab)
        dialog.on["W9"].setFocus()
        keys(Qt.Key.Key_Space)
        press("Keep")(dialog)

    before = profile_of(here.read(summaries.summary, here.ids["summary"])).rules["W9"].on
    answer(change)
    click(page.rules)
    in_front(here.window)
    about = here.read(summaries.summary, here.ids["summary"])
    assert (about.title, about.size, about.profile) == ("What you said", 18, "leichte-sprache")
    now = profile_of(about)
    assert now.rules["W1"].number == 9 and now.rules["W9"].on is not before


def test_the_preview_gives_way_where_the_page_is_narrow(here: Room) -> None:
    page = here.page("front", FrontPage)
    page.list.setCurrentRow(1)
    page.begin_page()
    letter = page.fontMetrics().averageCharWidth()
    for letters, beside in ((140, True), (60, False), (140, True)):
        page.resize(letters * letter, 500)
        assert page.preview.isVisible() is beside
