"""Reading in the Code place by keys: ticks at the head, and the list of what to read again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QTreeWidgetItem, QWidget

from qda.core import codebook, coders, coding, documents, readings
from qda.core.importers import Imported
from qda.storage.project import Project
from qda.ui.main_window import MainWindow
from qda.ui.widgets.read_again import ReadAgain
from tests.ui.conftest import idle, wait_until

Key, Control, Shift = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
SAID = {
    "Bus": "The bus never came.\nWe waited for the bus in the rain.\nNobody told us.",
    "Nurse": "The nurse had time for me.\nShe was kind.",
    "Train": "The food was cold.\nAnd then the bus to the train was late again.",
}


@pytest.fixture
def room(project_window: MainWindow) -> MainWindow:
    """The Code place with three transcripts and a code; the first is open."""
    work = project_window.workspace
    for name, text in SAID.items():
        work.do("Import transcripts", documents.add_source, Imported(name, text))
    work.do("Make code", codebook.add_path, "Kindness")
    project_window.go_code()
    project_window.code.open_source(project_window.code.sources[0])
    idle(project_window)
    return project_window


def press(window: MainWindow, key: Key, widget: QWidget | None = None) -> None:
    QTest.keyClick(widget or window.code.view, key, Control | Shift)
    idle(window)


def said(window: MainWindow) -> list[tuple[str, bool]]:
    """The names of the sources the present coder has read, and whether they are finished."""
    names = dict(window.workspace.read(documents.source_names))
    rows = window.workspace.read(readings.readings)
    return [
        (names[row.source_id], row.finished is not None) for row in rows if row.coder_id == window.workspace.coder_id
    ]


def at_head(window: MainWindow) -> tuple[bool, bool]:
    ticks = window.code.read_ticks
    return ticks.read.isChecked(), ticks.finished.isChecked()


def listed(window: MainWindow, row: int) -> str:
    """What the list of transcripts shows in a row."""
    chooser = window.code.chooser
    option = QStyleOptionViewItem()
    chooser.itemDelegate().initStyleOption(option, chooser.model().index(row, 0))
    return str(option.text)


# Ticks at the head


def test_read_and_finished_are_said_by_keys_and_undone(room: MainWindow) -> None:
    assert at_head(room) == (False, False)
    press(room, Key.Key_R)
    assert at_head(room) == (True, False) and said(room) == [("Bus", False)]
    press(room, Key.Key_E)
    assert at_head(room) == (True, True) and said(room) == [("Bus", True)]
    room.undo()
    assert at_head(room) == (True, False)
    room.undo()
    assert at_head(room) == (False, False) and said(room) == []
    press(room, Key.Key_E)
    press(room, Key.Key_E)
    assert at_head(room) == (True, False)


def test_the_boxes_are_for_the_transcript_that_is_open_and_can_be_clicked(room: MainWindow) -> None:
    box = room.code.read_ticks.finished
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    assert said(room) == [("Bus", True)]
    room.code.going.next_source()
    assert at_head(room) == (False, False)
    room.code.going.previous_source()
    assert at_head(room) == (True, True)
    assert {box.text() for box in (room.code.read_ticks.read, room.code.read_ticks.finished)} == {"Read", "Finished"}


def test_another_coder_has_ticks_of_their_own(room: MainWindow) -> None:
    press(room, Key.Key_E)
    other = room.workspace.do("Add coder", coders.add_coder, "Max Dorn").value
    room.workspace.choose_coder(other)
    assert at_head(room) == (False, False) and listed(room, 0) == "Bus"


def test_the_list_of_transcripts_says_how_far_one_is(room: MainWindow) -> None:
    press(room, Key.Key_E)
    room.code.going.next_source()
    press(room, Key.Key_R)
    assert [listed(room, row) for row in range(3)] == ["Bus  ·  finished", "Nurse  ·  read", "Train"]
    chooser = room.code.chooser
    assert [chooser.itemText(row) for row in range(3)] == list(SAID)
    assert chooser.itemData(0, Qt.ItemDataRole.AccessibleTextRole) == "Bus, finished"
    assert len({chooser.itemIcon(row).cacheKey() for row in range(3)}) == 3
    assert chooser.toolTip() == "Nurse\nI have read 2 of 3 and finished 1"


def test_what_can_only_be_read_cannot_be_ticked(room: MainWindow) -> None:
    path = room.workspace.project.path
    room.workspace.close()
    room.workspace.adopt(Project.open(path, read_only=True))
    room.go_code()
    assert not room.code.read_ticks.read.isEnabled() and not room.code.read_ticks.finished.isEnabled()
    press(room, Key.Key_E)
    assert said(room) == [] and at_head(room) == (False, False)


# Read again


def finish(window: MainWindow, *names: str) -> None:
    work = window.workspace
    ids = [key for key, name in work.read(documents.source_names) if name in names]
    assert work.do("Mark as finished", readings.finish, work.coder_id, ids)


def late_code(window: MainWindow, name: str = "Buses") -> str:
    """A new code, given to the words about a bus in the first transcript."""
    work = window.workspace
    code_id = str(work.do("Make code", codebook.add_path, name).value)
    source_id, start = window.code.sources[0], SAID["Bus"].index("We waited")
    work.do("Apply code", coding.apply_code, work.coder_id, code_id, source_id, start, start + 34)
    return code_id


def open_list(window: MainWindow) -> ReadAgain:
    press(window, Key.Key_Y)
    panel = window.code.rereading.panel
    assert panel is not None and panel.isVisible()
    settle(window)
    return panel


def settle(window: MainWindow) -> None:
    """Wait until the list was made anew and put in order."""
    wait_until(lambda: not window.code.rereading._soon.isActive() and not window.workspace.jobs.running(), "the list")
    QApplication.processEvents()


def rows(panel: ReadAgain) -> list[tuple[str, list[str]]]:
    """Codes with their transcripts, as far as they are unfolded."""

    def words(item: QTreeWidgetItem) -> str:
        tick = "✓ " if item.checkState(0) == Qt.CheckState.Checked and item.parent() is not None else ""
        return tick + item.text(0)

    root = panel.list.invisibleRootItem()
    tops = [root.child(row) for row in range(root.childCount())]
    return [(words(top), [words(top.child(row)) for row in range(top.childCount())]) for top in tops]


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (lambda _room: None, "You have not finished a transcript yet."),
        (lambda room: finish(room, "Bus"), "No code was made, split off or redefined since"),
    ],
    ids=["nothing is finished", "nothing came late"],
)
def test_an_empty_list_says_why(room: MainWindow, prepare: Callable[[MainWindow], None], words: str) -> None:
    prepare(room)
    panel = open_list(room)
    assert panel.count.text().startswith(words) and not panel.list.isVisible()
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    assert not panel.isVisible() and room.code.view.hasFocus()


def test_the_number_at_the_head_is_there_while_something_is_to_be_read_again(room: MainWindow) -> None:
    finish(room, *SAID)
    settle(room)
    again = room.code.read_ticks.again
    assert not again.isVisible()
    late_code(room)
    settle(room)
    assert again.isVisible() and again.text() == "3 to read again"
    room.undo()
    room.undo()
    settle(room)
    assert not again.isVisible()


def test_the_likest_transcript_comes_first_and_opens_at_its_likest_passage(room: MainWindow) -> None:
    finish(room, *SAID)
    code_id = late_code(room)
    panel = open_list(room)
    names = ["Bus  ·  new code", "Train  ·  new code", "Nurse  ·  new code"]
    assert rows(panel) == [("Buses  ·  3 of 3", names)]
    assert panel.count.text() == "3 to read again: 3 transcripts, 1 code"
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Return):
        QTest.keyClick(panel.list, key)
    assert room.code.transcript.name == "Train"
    start, end = room.code.view.selection()
    assert room.code.transcript.text[start:end].strip() == "And then the bus to the train was late again."
    assert room.code.tree.current() == code_id and room.code.view.hasFocus() and panel.isVisible()


def test_transcripts_are_ticked_off_one_by_one_and_it_is_undone(room: MainWindow) -> None:
    finish(room, *SAID)
    late_code(room)
    panel = open_list(room)
    QTest.keyClick(panel.list, Key.Key_Down)
    QTest.keyClick(panel.list, Key.Key_Space)
    settle(room)
    assert [name for name, _below in rows(panel)] == ["Buses  ·  2 of 3"]
    assert panel.list.currentItem().text(0) == "Train  ·  new code"
    assert room.code.read_ticks.again.text() == "2 to read again"
    panel.done.click()
    assert rows(panel)[0][1] == ["✓ Bus  ·  new code", "Train  ·  new code", "Nurse  ·  new code"]
    room.undo()
    settle(room)
    assert rows(panel)[0][1] == ["Bus  ·  new code", "Train  ·  new code", "Nurse  ·  new code"]


def test_all_of_a_code_and_all_codes_of_a_transcript_are_ticked_off_at_once(room: MainWindow) -> None:
    finish(room, *SAID)
    late_code(room)
    late_code(room, "Waiting")
    panel = open_list(room)
    assert [name for name, _below in rows(panel)] == ["Buses  ·  3 of 3", "Waiting  ·  3 of 3"]
    QTest.keyClick(panel.list, Key.Key_Return)
    settle(room)
    QTest.keyClick(panel.list, Key.Key_Down)
    QTest.keyClick(panel.list, Key.Key_Space, Shift)
    settle(room)
    assert [name for name, _below in rows(panel)] == ["Buses  ·  2 of 3", "Waiting  ·  2 of 3"]
    QTest.keyClick(panel.list, Key.Key_Up)
    QTest.keyClick(panel.list, Key.Key_Space)
    settle(room)
    assert [name for name, _below in rows(panel)] == ["Waiting  ·  2 of 3"]
    QTest.keyClick(panel.list, Key.Key_Space)
    settle(room)
    assert panel.count.text().startswith("You have read everything again")


def test_a_tick_comes_undone_when_the_code_is_redefined(room: MainWindow) -> None:
    finish(room, "Nurse")
    code_id = late_code(room)
    panel = open_list(room)
    QTest.keyClick(panel.list, Key.Key_Space)
    settle(room)
    assert rows(panel) == []
    room.workspace.do("Edit code", codebook.edit_code, code_id, definition="Anything on wheels.")
    settle(room)
    assert [name for name, _below in rows(panel)] == ["Buses  ·  1 of 1"]


def test_saying_finished_anew_takes_a_transcript_off_the_list(room: MainWindow) -> None:
    finish(room, "Bus")
    late_code(room)
    panel = open_list(room)
    assert len(rows(panel)) == 1
    press(room, Key.Key_E)
    press(room, Key.Key_E)
    settle(room)
    assert rows(panel) == []


def test_the_list_is_closed_by_the_key_that_opened_it(room: MainWindow) -> None:
    finish(room, "Bus")
    late_code(room)
    panel = open_list(room)
    assert panel.list.hasFocus()
    QTest.keyClick(panel.list, Key.Key_Y, Control | Shift)
    assert not panel.isVisible() and room.code.view.hasFocus()
    room.code.view.setFocus()
    assert open_list(room) is panel


def test_a_screen_reader_is_told_what_the_list_is(room: MainWindow) -> None:
    finish(room, *SAID)
    late_code(room)
    panel = open_list(room)
    assert panel.list.accessibleName() == "Transcripts to read again"
    assert "Space ticks it off" in panel.list.toolTip()
    assert panel.close_button.accessibleName() == "Close the list"
