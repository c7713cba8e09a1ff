"""The page of coders and rounds by keys and mouse: people added, joined, removed; rounds planned and changed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton

from qda.core import coders, coding, plan, readings, verifying
from qda.core.check import check
from qda.ui.dialogs.plan_round import PlanRoundDialog
from qda.ui.main_window import MainWindow
from qda.ui.views.comparing.coders import CodersPage
from tests.ui.coding_room import code, colleague, open_interview
from tests.ui.conftest import answer, enter_text, idle, in_front

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def page_of(window: MainWindow) -> CodersPage:
    QTest.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    page = window.compare.choose("coders")
    assert isinstance(page, CodersPage)
    return page


def take(table, row: int) -> None:  # type: ignore[no-untyped-def]
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, 0))


def press(button: QPushButton) -> None:
    assert button.isEnabled() and button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def press_in(dialog: QDialog, words: str) -> None:
    press(next(button for button in dialog.findChildren(QPushButton) if button.text() == words))


def test_people_are_added_and_renamed(project_window: MainWindow) -> None:
    window = project_window
    page = page_of(window)
    names = [person.name for person in window.workspace.read(coders.coders)]
    answer(enter_text("Zoe Quill"))
    press(page.add)
    assert [person.name for person in page.people] == [*names, "Zoe Quill"]
    in_front(window)
    take(page.table, len(names))
    answer(enter_text("Zoe Quill-Ames"))
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    assert page.people[-1].name == "Zoe Quill-Ames"
    assert page.people[-1].initials == "ZQ"
    answer(enter_text("nurse and co-researcher"))
    press(page.role)
    assert page.people[-1].role == "nurse and co-researcher"
    menu = page.colour.menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == "Violet").trigger()
    assert page.people[-1].colour == "violet"
    assert page.table.model().index(len(names), 0).data(Qt.ItemDataRole.ToolTipRole) == "Violet"


def test_two_entries_for_one_person_become_one_and_undo_takes_it_back(project_window: MainWindow) -> None:
    window = project_window
    source = open_interview(window)
    twin = colleague(window, "A. Noor")
    code(window, "prison mask", "mask")
    code(window, "a prison mask", "mask", twin)
    page = page_of(window)
    take(page.table, 1)
    menu = page.join.menu()
    menu.aboutToShow.emit()
    (other,) = menu.actions()
    assert other.text() == "Ann Noor (AN)"
    other.trigger()
    idle(window)
    assert [person.name for person in page.people] == ["Ann Noor"]
    assert "1 passage was joined" in window.notice.words()
    (row,) = window.workspace.read(coding.codings, source)
    assert row.coder_id == window.workspace.coder_id
    assert check(window.workspace.project) == []
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    idle(window)
    assert len(page.people) == 2 and len(window.workspace.read(coding.codings, source)) == 2


def test_removing_somebody_says_what_goes_and_whoever_codes_stays(project_window: MainWindow) -> None:
    window = project_window
    source = open_interview(window)
    ben = colleague(window)
    code(window, "prison mask", "mask", ben)
    page = page_of(window)
    take(page.table, 0)
    press(page.remove)
    assert "is coding now" in window.notice.words()
    take(page.table, 1)
    said: list[str] = []

    def agree(dialog: QDialog) -> None:
        from PySide6.QtWidgets import QLabel

        said.extend(label.text() for label in dialog.findChildren(QLabel))
        press_in(dialog, "Remove")

    answer(agree)
    press(page.remove)
    assert "1 coded passage goes with Ben Ode" in said[0]
    assert len(page.people) == 1 and not window.workspace.read(coding.codings, source)


def test_a_round_is_planned_seen_and_changed(project_window: MainWindow) -> None:
    window = project_window
    source = open_interview(window)
    for number in range(5):
        open_interview(window, name=f"More {number}")
    ben = colleague(window)
    page = page_of(window)
    assert "A round is a part" in page.rounds.about.text()

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, PlanRoundDialog)
        QTest.keyClicks(dialog.name, "A third twice")
        assert dialog.drawn.text().startswith("2 transcripts of 6, from: ")
        dialog.amount.selectAll()
        QTest.keyClicks(dialog.amount, "a third")
        assert "is no share" in dialog.drawn.text()
        dialog.amount.selectAll()
        QTest.keyClicks(dialog.amount, "50 %")
        assert dialog.drawn.text().startswith("3 transcripts of 6")
        press_in(dialog, "Plan round")

    answer(fill)
    press(page.rounds.plan)
    idle(window)
    (one,) = window.workspace.read(plan.rounds)
    assert (one.name, one.share, one.parts, one.blind, one.kind) == ("A third twice", 500, 3, True, "counted")
    assert set(one.coder_ids) == {window.workspace.coder_id, ben}
    cells = [page.rounds.table.model().index(0, column).data() for column in range(6)]
    assert cells == [
        *("A third twice", "counted", "3 transcripts", "AN, BO: 0 of 3"),
        *("hidden until finished", "by lot, seed 1"),
    ]
    window.workspace.do("Finish", readings.finish, ben, one.source_ids[:2])
    assert page.rounds.table.model().index(0, 3).data() == "AN: 0 of 3; BO: 2 of 3"
    take(page.rounds.table, 0)
    press(page.rounds.kind)
    assert "calibration" in page.rounds.about.text()
    press(page.rounds.hiding)
    assert window.workspace.hidden_sources == ()
    in_front(window)
    take(page.rounds.table, 0)
    answer(enter_text("Calibration"))
    QTest.keyClick(page.rounds.table, Qt.Key.Key_F2)
    assert page.rounds.rounds[0].name == "Calibration"
    press(page.rounds.remove)
    assert page.rounds.rounds == [] and source


def test_what_was_looked_over_is_told_apart_from_what_was_finished(project_window: MainWindow) -> None:
    window = project_window
    source = open_interview(window)
    window.perform("mark_verified")
    idle(window)
    (one,) = window.workspace.read(verifying.verified)
    assert (one.source_id, one.coder_id, one.whose_id) == (source, window.workspace.coder_id, None)
    page = page_of(window)
    assert [page.table.model().index(0, column).data() for column in (5, 6)] == ["0", "1"]
    window.go_sources()
    idle(window)
    table = window.sources.transcripts.table
    tips = [str(table.model().index(0, n).data(Qt.ItemDataRole.ToolTipRole)) for n in range(4)]
    assert any("Looked over: Ann Noor" in tip for tip in tips)
    window.perform("mark_verified")
    assert window.workspace.read(verifying.verified) == []


def test_who_codes_is_chosen_by_key_and_remembered_here(project_window: MainWindow) -> None:
    window = project_window
    ben = colleague(window)
    path = window.workspace.project.path
    window.close_project()
    window.workspace.open(path)
    idle(window)
    assert window.notice.words().startswith("Ann Noor is coding. Are you somebody else?")
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    menu = window.coder_button.menu()
    assert menu.isVisible()
    assert [action.text() for action in menu.actions() if action.text()] == [
        *("Ann Noor (AN)", "Ben Ode (BO)", "I'm new here…"),
    ]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert window.workspace.coder_id == ben
    assert window.coder_button.text() == "Ben Ode is coding"
    window.close_project()
    window.workspace.open(path)
    idle(window)
    assert window.workspace.coder_id == ben
    assert "somebody else" not in window.notice.words()
