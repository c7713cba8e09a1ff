"""Rounds of review, made and changed by keys and mouse in the place Review together."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qda.core.review import rounds
from qda.core.review.rounds import Round
from qda.ui.main_window import MainWindow
from qda.ui.views.reviewing.rounds import RoundsPage
from tests.ui.conftest import answer, enter_text, in_front, keys, press, type_into
from tests.ui.review_room import Room, click, room


@pytest.fixture
def here(window: MainWindow, tmp_path: Path) -> Room:
    """A round, two themes, three people."""
    return room(window, tmp_path)


def shown(here: Room, name: str) -> Round:
    found: list[Round] = here.read(rounds.rounds)
    return next(one for one in found if one.name == name)


def test_a_round_is_made_named_asked_and_kept_as_it_is_left(here: Room) -> None:
    page = here.page("rounds", RoundsPage)
    answer(enter_text("With the group"))
    click(page.add)
    assert [row[0].text for row in page.table.facts.rows] == ["First look", "With the group"]
    assert page.chosen() == shown(here, "With the group")

    in_front(here.window)
    page.facts.form.setFocus()
    keys(Qt.Key.Key_Down)
    assert shown(here, "With the group").form == "pack"
    assert page.table.facts.rows[1][2].text == "pack"
    type_into(page.facts.lines["support_name"], "Kim Bell")
    keys(Qt.Key.Key_Tab)
    type_into(page.facts.lines["support_phone"], "0800 11 22")
    page.table.setFocus()
    keys(Qt.Key.Key_Up)
    assert page.facts.lines["support_name"].text() == ""
    kept = shown(here, "With the group")
    assert (kept.support_name, kept.support_phone) == ("Kim Bell", "0800 11 22")

    answer(enter_text("First look, in May"))
    keys(Qt.Key.Key_F2)
    assert shown(here, "First look, in May").support_name == ""


def test_a_question_is_not_asked_both_ways_and_one_is_always_asked(here: Room) -> None:
    page = here.page("rounds", RoundsPage)
    for ask in ("hard", "missing"):
        page.facts.asks[ask].setFocus()
        QTest.keyClick(page.facts.asks[ask], Qt.Key.Key_Space)
    assert shown(here, "First look").asks == ("right", "hard")
    assert not page.facts.asks["easy"].isChecked()
    click(page.facts.asks["right"])
    click(page.facts.asks["hard"])
    assert here.window.notice.words() == "A round asks at least one question."
    assert shown(here, "First look").asks == ("hard",) and page.facts.asks["hard"].isChecked()


def test_a_round_is_asked_the_other_way_round_ended_and_removed_and_undone(here: Room) -> None:
    page = here.page("rounds", RoundsPage)
    answer(press("Make"))
    click(page.again)
    other = shown(here, "First look, the other way round")
    assert other.asks == ("missing", "hard", "wrong") and other.shuffled and other.again_id == here.ids["first"]
    assert page.chosen() == other
    click(page.end)
    assert shown(here, other.name).closed and page.table.facts.rows[1][7].text == "ended"
    assert page.end.text() == "Open it again"
    asked = answer(press("Remove"))
    click(page.remove)
    assert asked and [one.name for one in here.read(rounds.rounds)] == ["First look"]
    here.window.undo()
    assert [one.name for one in here.read(rounds.rounds)] == ["First look", other.name]


def test_a_study_without_rounds_offers_the_first_one(project_window: MainWindow) -> None:
    QTest.keyClick(project_window, Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    page = Room(project_window, {}).page("rounds", RoundsPage)
    assert not page.table.isVisible() and not page.add.isVisible()
    answer(enter_text("A first round"))
    page.setFocus()
    keys(Qt.Key.Key_Space)
    assert page.table.isVisible() and page.chosen() is not None
