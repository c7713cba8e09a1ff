"""Answers typed in from paper or talk by keys, and read again, in the place Review together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qda.core.review import answers, items, meetings, points
from qda.core.review.items import Thing
from qda.ui.main_window import MainWindow
from qda.ui.views.reviewing.answers import AnswersPage
from tests.ui.conftest import idle, in_front, keys
from tests.ui.review_room import Room, click, room


@pytest.fixture
def here(window: MainWindow, tmp_path: Path) -> Room:
    """A round about two themes."""
    made = room(window, tmp_path)
    things = [Thing("theme", made.ids[name]) for name in ("mask", "waiting")]
    window.workspace.do("Show", items.add_items, made.ids["first"], things)
    return made


def said(here: Room) -> set[tuple[Any, ...]]:
    shown = {item.id: item.title for item in here.read(items.items, here.ids["first"])}
    names = {here.ids[name]: name for name in ("jo", "sam", "kim")}
    return {
        (shown[one.item_id], names[one.person_id], one.question, one.answer, one.words, names.get(one.helper_id))
        for one in here.read(answers.answers, here.ids["first"])
    }


def test_a_sheet_is_typed_in_by_digits_and_words_and_the_next_person_follows(here: Room) -> None:
    page = here.page("answers", AnswersPage)
    typing = page.typing
    assert "Make a meeting first" in typing.about.text()
    typing.grid.setFocus()
    keys("1")
    assert not said(here)
    click(typing.new_meeting)
    in_front(here.window)
    typing.helper.setFocus()
    keys("Kim")
    typing.grid.setFocus()
    keys("1", "3")  # easy and right of the first theme; the second one is next
    assert (typing.grid.currentIndex().row(), typing.grid.currentIndex().column()) == (1, 0)
    keys("2", "0")
    typing.grid.setCurrentIndex(typing.grid.fill.index(0, 3))
    keys("N", "ot in my wing.", Qt.Key.Key_Return)
    idle(here.window)
    assert said(here) == {
        ("The mask", "jo", "easy", "yes", "", "kim"),
        ("The mask", "jo", "right", "no", "Not in my wing.", "kim"),
        ("Waiting", "jo", "easy", "unsure", "", "kim"),
        ("Waiting", "jo", "right", "skipped", "", "kim"),
    }
    [raised] = here.read(points.points, here.ids["first"])
    assert raised.words == "Not in my wing."
    assert typing.about.text().startswith("4 answers of this person.")

    click(typing.next)
    in_front(here.window)
    assert typing.person.currentText() == "Sam Oak (Co-researcher)" and typing.helper.currentText() == "nobody"
    keys("1")
    assert ("The mask", "sam", "easy", "yes", "", None) in said(here)
    [one] = here.read(meetings.meetings, here.ids["first"])
    assert [who.person_id for who in one.people] == [here.ids[name] for name in ("jo", "kim", "sam")]
    here.window.undo()
    assert ("The mask", "sam", "easy", "yes", "", None) not in said(here)


def test_an_answer_is_taken_back_by_delete_and_what_is_none_is_refused(here: Room) -> None:
    page = here.page("answers", AnswersPage)
    click(page.typing.new_meeting)
    in_front(here.window)
    page.typing.grid.setFocus()
    page.typing.grid.setCurrentIndex(page.typing.grid.fill.index(0, 0))
    keys("1")
    page.typing.grid.setCurrentIndex(page.typing.grid.fill.index(0, 0))
    keys(Qt.Key.Key_Delete)
    assert not said(here) and page.typing.grid.fill.words(0, 0) == ""
    keys("p", "erhaps", Qt.Key.Key_Return)
    idle(here.window)
    assert here.window.notice.words().startswith("“perhaps” is no answer")
    assert page.typing.grid.fill.words(0, 0) == ""


def test_what_was_said_is_read_with_who_helped_and_what_became_of_it(here: Room) -> None:
    page = here.page("answers", AnswersPage)
    click(page.typing.new_meeting)
    in_front(here.window)
    page.typing.grid.setFocus()
    keys("3", "1")
    page.tabs.setCurrentWidget(page.said)
    rows = [[cell.text for cell in row] for row in page.said.table.facts.rows]
    assert [(row[1], row[2], row[3], row[4], row[7]) for row in rows] == [
        ("No", "Easy?", "The mask", "Jo Lind", "To be decided"),
        ("Yes", "Right?", "The mask", "Jo Lind", ""),
    ]
    assert page.said.count.text().startswith("2 answers of 1 person.")
    page.said.about.setFocus()
    QTest.keyClick(page.said.about, Qt.Key.Key_End)
    assert page.said.table.facts.rows == [] and page.said.count.text().startswith("0 answers of 0 people.")
