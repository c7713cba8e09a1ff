"""Consent of participants in the place Sources: typed, filled down and pasted, and what it comes to."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from qda.core import consent, participants
from qda.core.approaches import begin
from qda.ui.main_window import MainWindow
from qda.ui.views.sourcing.consent import ConsentPage
from tests.ui.conftest import idle, in_front, keys

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(window: MainWindow, tmp_path: Path) -> ConsentPage:
    """Three participants of whom nobody was asked, on the page, reached by its key."""
    with begin(tmp_path / "study.loom", coder="Ann Noor") as project, project.change("Begin") as session:
        for name in ("Neil", "Ada", "Sam"):
            participants.add_participant(session, name)
    assert window.workspace.open(tmp_path / "study.loom")
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(window, Qt.Key.Key_3, CTRL | Qt.KeyboardModifier.AltModifier)
    in_front(window)
    return window.sources.consent


def window_of(page: ConsentPage) -> MainWindow:
    found = page.window()
    assert isinstance(found, MainWindow)
    return found


def column(page: ConsentPage, key: str) -> int:
    return [one.key for one in page.grid.fill.columns].index(key)


def allowed(page: ConsentPage, kind: str) -> list[bool | None]:
    work = window_of(page).workspace
    people = work.read(participants.participants)
    return [work.read(consent.allows, one.id, kind) for one in people]


def test_answers_are_typed_filled_down_and_taken_back(page: ConsentPage) -> None:
    assert page.isVisible() and page.grid.hasFocus()
    assert page.about.text() == "No consent is recorded of 3 of 3 participants."
    quote = column(page, "quote")
    page.grid.setCurrentIndex(page.grid.fill.index(0, quote))
    keys("y", Qt.Key.Key_Return)
    idle(window_of(page))
    in_front(window_of(page))
    page.grid.setFocus()
    keys((Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier), (Qt.Key.Key_D, CTRL))
    assert allowed(page, "quote") == [True, True, None] and page.grid.fill.words(1, quote) == "yes"
    keys(Qt.Key.Key_Delete)
    assert allowed(page, "quote") == [None, None, None]
    window_of(page).undo()
    assert allowed(page, "quote") == [True, True, None]


def test_a_pasted_table_with_something_wrong_writes_nothing_and_says_so(page: ConsentPage) -> None:
    page.grid.setCurrentIndex(page.grid.fill.index(0, column(page, "take_part")))
    QGuiApplication.clipboard().setText("yes\tno\nyes\tperhaps")
    keys((Qt.Key.Key_V, CTRL))
    assert window_of(page).notice.words().startswith("“perhaps” is neither yes nor no")
    assert allowed(page, "take_part") == [None, None, None]
    QGuiApplication.clipboard().setText("yes\tno\nyes\tyes")
    keys((Qt.Key.Key_V, CTRL))
    assert allowed(page, "take_part") == [True, True, None] and allowed(page, "quote") == [False, True, None]
    assert "“Be quoted” was refused by Neil: what they said is left out." in page.about.text()
    assert window_of(page).sources.chosen_things()[1]


def test_the_page_follows_what_is_changed_elsewhere(page: ConsentPage) -> None:
    window = window_of(page)
    window.sources.show_people()
    window.workspace.do("Make participant", participants.add_participant, "Ola")
    window.sources.show_consent()
    assert [name for _key, name in page.grid.fill.rows] == ["Neil", "Ada", "Sam", "Ola"]
