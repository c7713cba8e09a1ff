"""The history beside the work: pages, what was undone, the way back with a question where others are touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from qda.core import codebook, coders
from qda.ui.main_window import MainWindow
from qda.ui.models.history_model import PAGE
from qda.ui.widgets.history_panel import HistoryPanel
from tests.ui.conftest import answer, idle, press, wait_until

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def make(window: MainWindow, *names: str) -> None:
    for name in names:
        assert window.workspace.do("Make code", codebook.add_path, name, about=lambda key: [("code", key)])


def names(window: MainWindow) -> list[str]:
    return [row.name for row in window.workspace.read(codebook.codes)]


def panel(window: MainWindow) -> HistoryPanel:
    """Open the history with its key and wait for the way."""
    QTest.keyClick(window, Qt.Key.Key_H, CTRL)
    found = window.sheets.history
    assert found is not None and found.isVisible() and found.list.hasFocus()
    return found


def choose(history: HistoryPanel, words: str) -> None:
    """Choose the action with these words and wait until the way to it is known."""
    row = next(row for row, entry in enumerate(history.model.entries) if words in entry.label)
    history._way.clear()
    history.list.setCurrentIndex(history.model.index(row, 0))
    wait_until(history._way.text, "the way")


def said(dialog: QWidget) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def caught_up(window: MainWindow, history: HistoryPanel) -> None:
    idle(window)
    wait_until(lambda: not history._read_soon.isActive(), "the list to catch up")


def test_what_was_done_is_listed_newest_first_with_time_person_and_fate(project_window: MainWindow) -> None:
    make(project_window, "mask", "food")
    project_window.undo()
    history = panel(project_window)
    first, second = history.model.entries[:2]
    assert (first.label, first.in_force, second.label, second.in_force) == (
        *("Make code", False),  # the code itself is gone, and its name with it
        *("Make code “mask”", True),
    )
    told = [history.model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in (0, 1)]
    assert "undone" in told[0] and "Ann Noor" in told[0]
    assert "you are here" in told[1]


def test_going_back_and_forward_is_a_list_and_enter(project_window: MainWindow) -> None:
    make(project_window, "one", "two", "three", "four")
    history = panel(project_window)
    choose(history, "“two”")
    assert history._way.text() == "Takes 2 actions back."
    assert history.button.text() == "Go back to here" and history.button.isEnabled()
    QTest.keyClick(history.list, Qt.Key.Key_Return)
    idle(project_window)
    assert names(project_window) == ["one", "two"]
    assert "as it was after" in project_window.notice.words()
    caught_up(project_window, history)
    history.list.setCurrentIndex(history.model.index(0, 0))
    wait_until(lambda: history.button.text() == "Go forward to here" and history.button.isEnabled(), "the way")
    history.button.click()
    idle(project_window)
    assert sorted(names(project_window)) == ["four", "one", "three", "two"]


def test_others_work_is_crossed_only_when_agreed(project_window: MainWindow) -> None:
    work = project_window.workspace
    ann = work.coder_id
    make(project_window, "Ann's")
    ben = work.do("Add coder", coders.add_coder, "Ben Ode").value
    work.choose_coder(ben)
    make(project_window, "Ben's", "Ben's too")
    assert ann is not None
    work.choose_coder(ann)
    history = panel(project_window)
    choose(history, "Ann's")
    assert history._way.text() == "Takes 3 actions back: 2 by Ben Ode."
    words: list[str] = []
    answer(lambda dialog: (words.append(said(dialog)), press("Cancel")(dialog)))
    history.button.click()
    idle(project_window)
    assert "2 by Ben Ode" in words[0] and "come back here" in words[0]
    assert len(names(project_window)) == 3
    answer(press("Go back to here"))
    history.button.click()
    idle(project_window)
    assert names(project_window) == ["Ann's"]


def test_what_can_not_be_reached_says_why(project_window: MainWindow) -> None:
    make(project_window, "one", "lost")
    project_window.undo()
    make(project_window, "new")
    history = panel(project_window)
    lost = next(row for row, entry in enumerate(history.model.entries) if not entry.in_force)
    history.list.setCurrentIndex(history.model.index(lost, 0))
    wait_until(lambda: "nothing leads there any more" in history._way.text(), "the reason")
    assert not history.button.isEnabled()
    QTest.keyClick(history.list, Qt.Key.Key_Return)
    assert sorted(names(project_window)) == ["new", "one"]


def test_a_long_history_is_read_as_it_is_scrolled(project_window: MainWindow) -> None:
    make(project_window, *(f"code {number}" for number in range(PAGE + 30)))
    history = panel(project_window)
    assert len(history.model.entries) == PAGE
    history.list.scrollToBottom()
    wait_until(lambda: len(history.model.entries) > PAGE, "the next page")
    assert len({entry.change for entry in history.model.entries}) == len(history.model.entries)
    make(project_window, "another")
    wait_until(lambda: "“another”" in history.model.entries[0].label, "the newest action")


def test_going_a_long_way_can_be_stopped_and_what_was_done_stays(project_window: MainWindow) -> None:
    make(project_window, *(f"code {number}" for number in range(120)))
    history = panel(project_window)
    choose(history, "“code 0”")
    jobs = project_window.workspace.jobs
    jobs.progressed.connect(lambda title, done, _all: jobs.cancel(title) if done == 5 else None)
    history.button.click()
    assert jobs.busy() and not project_window.workspace.do("Make code", codebook.add_path, "no")
    idle(project_window)
    assert 1 < len(names(project_window)) < 120
    wait_until(lambda: "Stopped after" in project_window.notice.words(), "what was done to be told")
    make(project_window, "goes on")


def test_the_key_goes_there_and_closes_it_and_esc_only_leaves(project_window: MainWindow) -> None:
    history = panel(project_window)
    place = project_window.stack.currentWidget()
    QTest.keyClick(history.list, Qt.Key.Key_Escape)
    assert history.isVisible() and not history.list.hasFocus()
    assert project_window.action("show_history").isChecked()
    QTest.keyClick(project_window, Qt.Key.Key_H, CTRL)
    assert history.list.hasFocus()
    QTest.keyClick(project_window, Qt.Key.Key_H, CTRL)
    assert not history.isVisible() and not project_window.action("show_history").isChecked()
    assert place is project_window.stack.currentWidget()


def test_it_is_open_again_when_the_project_is_opened_next(project_window: MainWindow) -> None:
    path = project_window.workspace.project.path
    make(project_window, "mask")
    history = panel(project_window)
    project_window.close_project()
    assert not history.isVisible() and not history.model.entries
    project_window.workspace.open(path)
    assert history.isVisible() and "“mask”" in history.model.entries[0].label


# Undo and redo by key ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("agreed", [True, False])
def test_undo_asks_once_before_it_goes_into_an_earlier_sitting(project_window: MainWindow, agreed: bool) -> None:
    path: Path = project_window.workspace.project.path
    make(project_window, "one", "two")
    project_window.close_project()
    project_window.workspace.open(path)
    make(project_window, "three")
    QTest.keyClick(project_window, Qt.Key.Key_Z, CTRL)
    assert len(names(project_window)) == 2  # what is of this sitting isn't asked for
    words: list[str] = []
    answer(lambda dialog: (words.append(said(dialog)), press("Go on" if agreed else "Cancel")(dialog)))
    QTest.keyClick(project_window, Qt.Key.Key_Z, CTRL)
    assert "Make code “two”: this was done before" in words[0]
    assert names(project_window) == (["one"] if agreed else ["one", "two"])
    if agreed:
        project_window.undo()
        project_window.redo()
        project_window.redo()
        assert names(project_window) == ["one", "two"]


def test_undo_names_whose_work_it_would_take_back(project_window: MainWindow) -> None:
    work = project_window.workspace
    ann = str(work.coder_id)
    ben = work.do("Add coder", coders.add_coder, "Ben Ode").value
    work.choose_coder(ben)
    make(project_window, "Ben's")
    work.choose_coder(ann)
    words: list[str] = []
    answer(lambda dialog: (words.append(said(dialog)), press("Cancel")(dialog)))
    project_window.undo()
    assert "the work of Ben Ode" in words[0]
    assert names(project_window) == ["Ben's"]
