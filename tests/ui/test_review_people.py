"""Who takes part in the review: added, named as they want, with consent, hours and payment, by keys and mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from qda.core.review import people
from qda.core.review.people import Reviewer
from qda.ui.main_window import MainWindow
from qda.ui.views.reviewing.people import PeoplePage
from tests.ui.conftest import answer, enter_text, in_front, keys, press, type_into
from tests.ui.review_room import Room, click, room


@pytest.fixture
def here(window: MainWindow, tmp_path: Path) -> Room:
    """Jo and Sam, co-researchers, and Kim, a supporter."""
    return room(window, tmp_path)


def known(here: Room, name: str) -> Reviewer:
    found: list[Reviewer] = here.read(people.people)
    return next(one for one in found if one.name == name)


def test_a_person_is_added_and_named_only_when_they_agree_to_it(here: Room) -> None:
    page = here.page("people", PeoplePage)
    answer(enter_text("Ola Berg"))
    click(page.add)
    in_front(here.window)
    assert page.chosen() == known(here, "Ola Berg") and known(here, "Ola Berg").code == "P4"
    form = page.form
    form.credit.setFocus()
    keys(Qt.Key.Key_Home)
    assert known(here, "Ola Berg").credit == "full"
    assert "Nobody has recorded that they agree to it." in form.printed.text()
    form.consent.answers["name"].setFocus()
    keys(Qt.Key.Key_Down)
    assert page.table.facts.rows[3][3].text == "Ola Berg"
    assert form.printed.text() == "Named in what is written: Ola Berg."
    keys(Qt.Key.Key_Down)
    assert known(here, "Ola Berg").consent.answers == {"name": False}
    assert page.table.facts.rows[3][3].text == "a co-researcher" and page.table.facts.rows[3][5].text == "be named: no"
    keys(Qt.Key.Key_Home)
    assert known(here, "Ola Berg").consent.answers == {}


def test_how_the_consent_came_about_and_the_work_are_kept(here: Room) -> None:
    page = here.page("people", PeoplePage)
    form = page.form
    for column, words in (("form", "easy read 2"), ("given", "2026-03-31"), ("supported", "by Kim, with pictures")):
        type_into(form.consent.facts[column], words)
    keys(Qt.Key.Key_Tab)
    for column, words in (("minutes", "2:30"), ("payment", "20 an hour, taken"), ("authorship", "asked on 4 May: no")):
        type_into(form.lines[column], words)
    keys(Qt.Key.Key_Tab)
    jo = known(here, "Jo Lind")
    assert (jo.consent.form, jo.consent.given, jo.consent.supported) == (
        "easy read 2",
        "2026-03-31",
        "by Kim, with pictures",
    )
    assert (jo.minutes, jo.payment, jo.authorship) == (150, "20 an hour, taken", "asked on 4 May: no")
    assert page.table.facts.rows[0][4].text == "2:30"

    type_into(form.consent.facts["given"], "last May")
    keys(Qt.Key.Key_Tab)
    assert here.window.notice.words() == "“last May” is no day; write it like 2026-03-31."
    assert known(here, "Jo Lind").consent.given == "2026-03-31"
    type_into(form.lines["code"], "P2")
    keys(Qt.Key.Key_Tab)
    assert here.window.notice.words() == "Sam Oak has the code P2 already."
    assert form.lines["code"].text() == "P1"


def test_somebody_leaves_with_what_they_said_and_comes_back_by_undo(here: Room) -> None:
    page = here.page("people", PeoplePage)
    asked = answer(press("Remove"))
    click(page.remove)
    assert asked and [one.name for one in here.read(people.people)] == ["Sam Oak", "Kim Bell"]
    here.window.undo()
    assert [one.name for one in here.read(people.people)] == ["Jo Lind", "Sam Oak", "Kim Bell"]
