"""What a round of review shows: chosen, put in order, worded, and taken out, in the place Review together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from qda.core.review import answers, items, meetings
from qda.core.review.items import Item, Thing
from qda.core.review.offered import offered
from qda.ui.dialogs.choose_shown import ChooseShownDialog
from qda.ui.main_window import MainWindow
from qda.ui.views.reviewing.round_items import RoundItems
from qda.ui.views.reviewing.rounds import RoundsPage
from tests.ui.conftest import answer, in_front, keys, type_into
from tests.ui.review_room import Room, click, room


@pytest.fixture
def here(window: MainWindow, tmp_path: Path) -> Room:
    """A round, two themes, three quotes of which one may be quoted."""
    return room(window, tmp_path)


def shown(here: Room) -> list[Item]:
    found: list[Item] = here.read(items.items, here.ids["first"])
    return found


def tab(here: Room) -> RoundItems:
    page = here.page("rounds", RoundsPage)
    page.tabs.setCurrentWidget(page.items)
    return page.items


def put(here: Room, *things: Thing) -> None:
    here.window.workspace.do("Show in review round", items.add_items, here.ids["first"], things)


def test_themes_are_ticked_by_keys_and_quotes_only_where_people_allowed_it(here: Room) -> None:
    part = tab(here)
    seen: list[str] = []

    def tick(dialog: QWidget) -> None:
        assert isinstance(dialog, ChooseShownDialog)
        keys(Qt.Key.Key_Space)  # all themes
        type_into(dialog.filter, "quotes mask")
        for head in (dialog.tree.topLevelItem(at) for at in range(dialog.tree.topLevelItemCount())):
            seen.extend(head.child(at).text(0) for at in range(head.childCount()))  # type: ignore[union-attr]
        type_into(dialog.filter, "wear")
        dialog.tree.setFocus()
        keys(Qt.Key.Key_End, Qt.Key.Key_Space)
        assert dialog.about.text() == "3 are ticked."
        click(dialog.show_button)

    answer(tick)
    click(part.add)
    assert [(one.kind, one.title, one.words) for one in shown(here)] == [
        ("theme", "The mask", "Showing no fear keeps people safe."),
        ("theme", "Waiting", "Waiting uses up the courage."),
        ("quote", "", "You wear a mask in here."),
    ]
    assert any(row.startswith("not allowed: I waited") for row in seen)
    assert any(row.startswith("no consent recorded: Nobody") for row in seen)
    left = [one.thing.kind for one in here.read(offered, here.ids["first"]) if not one.there]
    assert left == ["quote", "quote"]


def test_what_is_shown_is_worded_moved_and_taken_out_with_undo(here: Room) -> None:
    put(here, Thing("theme", here.ids["mask"]), Thing("theme", here.ids["waiting"]))
    part = tab(here)
    in_front(here.window)
    part.table.setFocus()
    type_into(part.content_note, "This is about prison.")
    part.words.setFocus()
    keys((Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier), "Some people hide their fear.")
    part.table.setFocus()
    first = shown(here)[0]
    assert (first.words, first.content_note) == ("Some people hide their fear.", "This is about prison.")
    click(part.down)
    assert [one.title for one in shown(here)] == ["Waiting", "The mask"]
    assert part.chosen() == shown(here)[1] and not part.down.isEnabled()
    click(part.remove)
    assert [one.title for one in shown(here)] == ["Waiting"]
    assert here.window.notice.words() == "Took “The mask” out, with what was said of it."
    here.window.undo()
    assert [one.title for one in shown(here)] == ["Waiting", "The mask"]


def test_words_that_people_answered_to_stay_as_they_saw_them(here: Room) -> None:
    put(here, Thing("theme", here.ids["mask"]))

    def say(session: Any) -> None:
        meeting = meetings.add_meeting(session, here.ids["first"])
        answers.put_answer(
            session, meeting, items.items(session, here.ids["first"])[0].id, here.ids["jo"], "easy", "yes"
        )

    here.window.workspace.do("Say", say)
    part = tab(here)
    in_front(here.window)
    part.words.setFocus()
    keys("Really. ", Qt.Key.Key_Tab)
    assert here.window.notice.words().startswith("People answered to these words already")
    assert part.words.toPlainText() == "Showing no fear keeps people safe."
    QTest.keyClick(part.words, Qt.Key.Key_End)
    assert shown(here)[0].words == "Showing no fear keeps people safe."
