"""Open points: decided, shown to those who raised them, added from talk, in the place Review together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from qda.core.review import answers, items, meetings, points
from qda.core.review.items import Thing
from qda.core.review.points import Point
from qda.core.themes import outline
from qda.ui.dialogs.new_point import NewPointDialog
from qda.ui.main_window import MainWindow
from qda.ui.views.reviewing.points import PointsPage
from tests.ui.conftest import answer, in_front, keys, press, type_into
from tests.ui.review_room import Room, click, room


@pytest.fixture
def here(window: MainWindow, tmp_path: Path) -> Room:
    """Jo and Sam say that a theme is not right; Jo says what is missing in another."""
    made = room(window, tmp_path)

    def say(session: Any) -> None:
        things = [Thing("theme", made.ids[name]) for name in ("mask", "waiting")]
        items.add_items(session, made.ids["first"], things)
        mask, waiting = (item.id for item in items.items(session, made.ids["first"]))
        there = [(made.ids[name], "co-researcher") for name in ("jo", "sam")]
        meeting = meetings.add_meeting(session, made.ids["first"], there, date="2026-03-04", place="Town hall")
        answers.put_answer(session, meeting, mask, made.ids["jo"], "right", "no", words="Not all of us.")
        answers.put_answer(session, meeting, mask, made.ids["sam"], "right", "no")
        answers.put_answer(session, meeting, waiting, made.ids["jo"], "missing", "", words="The letters.")

    window.workspace.do("Say", say)
    return made


def raised(here: Room) -> list[Point]:
    found: list[Point] = here.read(points.points)
    return found


def write(field: QPlainTextEdit, words: str) -> None:
    field.setFocus()
    keys((Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier), words)


def states(page: PointsPage) -> list[str]:
    return [row[1].text for row in page.table.facts.rows]


def test_a_point_closes_only_when_all_who_raised_it_were_shown_what_was_decided(here: Room) -> None:
    page = here.page("points", PointsPage)
    form = page.form
    assert states(page) == ["To be decided", "To be decided"]
    assert page.table.facts.rows[0][0].text == "Not all of us. · Not right"
    assert not form.keep.isEnabled() and not form.shown.agreed.isEnabled()
    edit = {"idea": "Some people hide their fear."}
    here.window.workspace.do("Edit theme", lambda s: outline.edit_theme(s, here.ids["mask"], **edit))
    form.outcome.setFocus()
    keys(Qt.Key.Key_Down)
    click(form.now)
    assert form.before.toPlainText() == "The mask: Showing no fear keeps people safe."
    assert form.after.toPlainText() == "The mask: Some people hide their fear."
    type_into(form.decided_by, "Ann, Jo and Sam")
    click(form.keep)
    one = raised(here)[0]
    assert (one.outcome, one.decided_by, one.after) == (
        "changed",
        "Ann, Jo and Sam",
        "The mask: Some people hide their fear.",
    )
    assert states(page)[0] == "To be shown to those who raised it"

    type_into(form.shown.words, "Yes, like that.")
    click(form.shown.agreed)
    assert states(page)[0] == "To be shown to those who raised it"
    form.shown.table.setFocus()
    keys(Qt.Key.Key_Down)
    assert form.shown.words.text() == ""
    type_into(form.shown.words, "It is still too hard on us.")
    click(form.shown.disagreed)
    assert states(page)[0] == "We still disagree"
    [meeting] = here.read(meetings.meetings)
    assert [(who.person_id, who.verdict, who.words, who.meeting_id) for who in raised(here)[0].raised] == [
        (here.ids["jo"], "agreed", "Yes, like that.", meeting.id),
        (here.ids["sam"], "disagreed", "It is still too hard on us.", meeting.id),
    ]
    assert "We still disagree: 1" in page.count.text()


def test_what_is_not_changed_needs_a_reason_and_typing_is_never_lost(here: Room) -> None:
    page = here.page("points", PointsPage)
    form = page.form
    form.outcome.setFocus()
    keys(Qt.Key.Key_End)
    assert not form.before.isVisible() and form.why.isVisible()
    click(form.keep)
    assert here.window.notice.words().startswith("Say why it was not changed")
    write(form.why, "Others say that it is so")
    here.window.workspace.do("Rename", lambda s: outline.edit_theme(s, here.ids["mask"], name="Masks"))
    assert form.why.toPlainText() == "Others say that it is so" and page.table.facts.rows[0][2].text == "Masks"
    click(form.keep)
    assert (raised(here)[0].outcome, raised(here)[0].why) == ("kept", "Others say that it is so")
    page.state.setFocus()
    QTest.keyClicks(page.state, "To be decided")
    assert states(page) == ["To be decided"] and page.table.facts.rows[0][2].text == "Waiting"
    click(form.go)
    assert here.window.stack.currentWidget() is here.window.themes


def test_a_decision_that_is_written_is_kept_when_another_point_is_chosen_or_the_project_closed(here: Room) -> None:
    page = here.page("points", PointsPage)
    form = page.form
    form.outcome.setFocus()
    keys(Qt.Key.Key_End)
    write(form.why, "It is so for others")
    page.table.setFocus()
    keys(Qt.Key.Key_Down)
    assert (raised(here)[0].why, raised(here)[1].why) == ("It is so for others", "")
    assert page.chosen() == raised(here)[1] and form.outcome.currentText() == "To be decided"
    form.outcome.setFocus()
    keys(Qt.Key.Key_End)
    write(form.why, "No room")
    path = here.window.workspace.project.path
    here.window.workspace.close()
    assert here.window.workspace.open(path)
    assert raised(here)[1].why == "No room"


def test_a_point_from_talk_is_added_with_who_raised_it_and_removed_with_undo(here: Room) -> None:
    page = here.page("points", PointsPage)

    def fill(dialog: QWidget) -> None:
        assert isinstance(dialog, NewPointDialog)
        write(dialog.words, "Say it with a picture.")
        assert not dialog.make.isEnabled()
        dialog.about.setFocus()
        keys("Waiting")
        dialog.people.setFocus()
        keys(Qt.Key.Key_Space)
        click(dialog.make)

    answer(fill)
    click(page.add)
    in_front(here.window)
    one = raised(here)[-1]
    assert (one.words, one.theme_id, one.kind) == ("Say it with a picture.", here.ids["waiting"], "other")
    assert [who.person_id for who in one.raised] == [here.ids["jo"]] and page.chosen() == one
    answer(press("Remove"))
    click(page.remove)
    assert len(raised(here)) == 2
    here.window.undo()
    assert len(raised(here)) == 3
