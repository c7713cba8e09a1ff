"""What the page builder says while statements are written: hints, the page as printed, and what statements rest on."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from sqlalchemy.orm import Session

from qda.core.easyread import pages, trace
from qda.ui.dialogs.page_from_theme import PageFromThemeDialog
from qda.ui.dialogs.rest_on import RestOnDialog
from qda.ui.main_window import MainWindow
from qda.ui.views.easyreading.pages import PagesPage
from tests.ui.conftest import answer, enter_text, in_front, keys, press, wait_until
from tests.ui.easy_room import Room, click, looked, room


@pytest.fixture
def here(window: MainWindow, tmp_path: Path) -> Room:
    """A summary of two pages, one with two statements."""
    return room(window, tmp_path)


def plain(here: Room) -> PagesPage:
    """The page builder, which checks without a model: that is loaded in seconds."""
    page = here.page("pages", PagesPage)
    page.check.model = False
    return page


def said(page: PagesPage, row: int) -> list[tuple[str, str]]:
    return [(hint.rule, hint.text) for hint in page.editor.rows[row].lines.hints]


def button(page: PagesPage, row: int, words: str) -> QPushButton:
    return next(one for one in page.editor.rows[row].lines.buttons if one.text() == words)


def test_a_hint_comes_while_words_are_typed_and_other_words_only_when_they_are_chosen(here: Room) -> None:
    page = plain(here)
    page.editor.rows[1].field.setFocus()
    keys(Qt.Key.Key_End, " They waited three weeks.")
    wait_until(lambda: ("W12", "three") in said(page, 1), "the hint")
    looked(page)
    assert page.editor.rows[1].field.words().endswith("They waited three weeks.")
    assert here.written()[0][1][1] == "They are afraid.", "a hint keeps nothing"
    click(button(page, 1, "Write “3”"))
    assert here.written()[0][1][1] == "They are afraid. They waited 3 weeks."
    wait_until(lambda: ("W12", "three") not in said(page, 1), "the hint to go")


def test_a_hint_is_put_aside_with_a_reason_and_shown_again(here: Room) -> None:
    page = plain(here)
    wait_until(lambda: "L7" in [rule for rule, _text in said(page, 0)], "the hint")
    hints = said(page, 0)
    answer(enter_text("There is no picture of it yet"))
    click(next(one for one in page.editor.rows[0].lines.buttons if one.text() == "Put aside…"))
    wait_until(lambda: said(page, 0) == hints[1:], "the hint to go")
    past = page.editor.rows[0].lines.past
    assert past.text() == "1 hint put aside"
    assert "There is no picture of it yet" in past.menu().actions()[0].text()
    past.menu().actions()[0].trigger()
    wait_until(lambda: said(page, 0) == hints, "the hint to come back")


def test_the_page_is_shown_as_printed_with_how_full_it_is(here: Room) -> None:
    page = plain(here)
    looked(page)
    first = page.preview.fits
    assert first is not None and first.sheets == 1 and "% full" in page.preview.words.text()
    page.editor.rows[-1].field.setFocus()
    keys(Qt.Key.Key_End, " You wait and you wait and you wait until you can wait no more.")
    wait_until(lambda: page.preview.fits != first and page.preview.fits is not None, "the page with what is typed")

    def more(session: Session) -> None:
        for _number in range(12):
            pages.add_statement(session, here.ids["page"], "You wait and you wait. " * 8)

    here.window.workspace.do("Write on", more)
    wait_until(lambda: page.preview.fits is not None and page.preview.fits.sheets > 1, "a second sheet")
    assert "2 sheets" in page.preview.words.text()
    wait_until(lambda: "L10" in [hint.rule for hint in page.editor.lines.hints], "the hint about the page")


def test_a_page_is_begun_from_a_theme_with_the_quotes_that_may_be_printed(here: Room) -> None:
    page = plain(here)

    def choose(dialog: QWidget) -> None:
        assert isinstance(dialog, PageFromThemeDialog)
        assert dialog.theme.currentText() == "Waiting", "the theme without a page comes first"
        assert "nobody has asked" in dialog.list.item(1).text()
        press("Make the page")(dialog)

    answer(choose)
    click(page.add)
    title, statements = here.written()[2]
    assert title == "Waiting"
    assert statements == ["Waiting uses up the courage.", "People give up.", "“I stopped waiting for them.”"]
    assert page.chosen().theme_id == here.ids["waiting"]
    assert [row.rests.text() for row in page.editor.rows] == ["Rests on 1 theme, code or quote"] * 3


def test_a_statement_is_tied_to_code_and_quote_by_ticks(here: Room) -> None:
    page = plain(here)
    here.window.workspace.do("Tie", pages.edit_page, here.ids["page"], theme_id=here.ids["waiting"])
    assert page.editor.rows[0].rests.text() == "Rests on nothing yet"

    def tick(dialog: QWidget) -> None:
        assert isinstance(dialog, RestOnDialog)
        assert [dialog.list.item(row).text().split(":")[0] for row in range(4)] == ["Theme", "Code", "Quote", "Quote"]
        dialog.list.setFocus()
        keys(Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space)
        press("Keep")(dialog)

    answer(tick)
    QTest.mouseClick(page.editor.rows[0].rests, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    found = here.read(trace.trace, here.ids["first"]).links
    assert [one.words for one in found] == ["giving up", "I stopped waiting for them."]
    in_front(here.window)
    assert page.editor.rows[0].rests.text() == "Rests on 2 themes, codes or quotes"
