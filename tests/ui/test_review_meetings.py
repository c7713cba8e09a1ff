"""Meetings of a round with who was there, and the notes for the researcher, in the place Review together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from qda.core.review import answers, items, meetings, rounds
from qda.core.review.items import Thing
from qda.core.review.meetings import Meeting
from qda.ui.main_window import MainWindow
from qda.ui.views.reviewing.round_meetings import RoundMeetings
from qda.ui.views.reviewing.rounds import RoundsPage
from tests.ui.conftest import answer, in_front, keys, press, type_into
from tests.ui.review_room import Room, click, room


@pytest.fixture
def here(window: MainWindow, tmp_path: Path) -> Room:
    """A round that nobody has met about."""
    return room(window, tmp_path)


def met(here: Room) -> list[Meeting]:
    found: list[Meeting] = here.read(meetings.meetings, here.ids["first"])
    return found


def tab(here: Room) -> RoundMeetings:
    page = here.page("rounds", RoundsPage)
    page.tabs.setCurrentWidget(page.meetings)
    return page.meetings


def pick(button: QPushButton, words: str) -> None:
    """Choose a row of a button's menu."""
    menu = button.menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text().startswith(words)).trigger()


def test_how_it_was_for_somebody_stands_there_in_words(here: Room) -> None:
    part = tab(here)
    click(part.add)
    pick(part.present.add, "Jo Lind")
    [one] = met(here)
    here.window.workspace.do("Check in", meetings.put_present, one.id, here.ids["jo"], check_in="so")
    shown = [cell.text for cell in part.present.table.facts.rows[0]]
    assert shown[-1] == "So-so"


def test_a_meeting_is_written_down_with_who_was_there_and_the_next_begins_with_them(here: Room) -> None:
    part = tab(here)
    click(part.add)
    in_front(here.window)
    for column, words in (("date", "2026-03-04"), ("place", "Town hall"), ("minutes", "1:15")):
        type_into(part.lines[column], words)
    keys(Qt.Key.Key_Tab)
    for name in ("Jo Lind", "Kim Bell"):
        pick(part.present.add, name)
    pick(part.present.role, "Participant")
    pick(part.present.supporter, "may be there")
    [one] = met(here)
    assert (one.date, one.place, one.minutes) == ("2026-03-04", "Town hall", 75)
    assert [(who.person_id, who.role, who.supporter) for who in one.people] == [
        (here.ids["jo"], "participant", "yes"),
        (here.ids["kim"], "supporter", ""),
    ]
    click(part.add)
    assert [who.person_id for who in met(here)[1].people] == [here.ids["jo"], here.ids["kim"]]
    assert part.chosen() == met(here)[1]
    click(part.present.remove)
    assert [who.person_id for who in met(here)[1].people] == [here.ids["kim"]]


def test_what_is_no_day_or_length_is_refused_and_a_meeting_removed_and_undone(here: Room) -> None:
    part = tab(here)
    click(part.add)
    before = met(here)[0].date
    type_into(part.lines["date"], "on Monday")
    keys(Qt.Key.Key_Tab)
    assert here.window.notice.words().startswith("“on Monday” is no day")
    assert part.lines["date"].text() == before == met(here)[0].date
    type_into(part.lines["minutes"], "long")
    keys(Qt.Key.Key_Tab)
    assert "number of minutes" in here.window.notice.words() and part.lines["minutes"].text() == ""
    answer(press("Remove"))
    click(part.remove)
    assert met(here) == []
    here.window.undo()
    assert len(met(here)) == 1


def test_the_notes_speak_of_questions_and_themes_never_of_people_and_offer_to_ask_again(here: Room) -> None:
    def say(session: Any) -> None:
        items.add_items(session, here.ids["first"], [Thing("theme", here.ids["mask"])])
        item = items.items(session, here.ids["first"])[0]
        meeting = meetings.add_meeting(session, here.ids["first"], [(here.ids["jo"], "co-researcher")])
        for who in ("jo", "sam"):
            answers.put_answer(session, meeting, item.id, here.ids[who], "easy", "yes")

    page = here.page("rounds", RoundsPage)
    page.tabs.setCurrentWidget(page.notes)
    assert page.notes.nothing.isVisible() and not page.notes.again.isVisible()
    here.window.workspace.do("Say", say)
    told = {kind: label.text() for kind, label in page.notes.sentences.items() if label.isVisible()}
    assert set(told) == {"all-yes", "few", "unseen"}
    assert "“Is this easy to understand?”" in told["all-yes"] and "2 answers by 2 people" in told["few"]
    assert told["unseen"] == "Nobody with lived experience has looked at “Waiting” yet."
    assert not any(name in words for words in told.values() for name in ("Jo", "Sam", "P1", "P2"))
    answer(press("Make"))
    QTest.keyClick(page.notes.again, Qt.Key.Key_Space)
    assert [one.asks for one in here.read(rounds.rounds)][1] == ("missing", "hard", "wrong")
