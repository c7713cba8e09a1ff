"""What the README says of keystrokes is true: the four common actions are done here with so many keys and no more."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from qda.core import codebook, retrieval
from qda.ui.main_window import MainWindow
from tests.ui.coding_room import code, open_interview
from tests.ui.conftest import answer, idle, in_front

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
CTRL = Qt.KeyboardModifier.ControlModifier


class Keys:
    """A keyboard that counts: letters apart from all other keys."""

    def __init__(self) -> None:
        self.letters = self.others = 0

    def write(self, words: str) -> None:
        for letter in words:
            QTest.keyClicks(QApplication.focusWidget(), letter)
            self.letters += 1

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.others += 1
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifier)


@pytest.fixture
def room(project_window: MainWindow) -> MainWindow:
    open_interview(project_window)
    for name in ("waiting list", "referral note", "gatekeepers"):
        project_window.workspace.do("Make code", codebook.add_path, name)
    project_window.code.view.focus_line(2)
    project_window.code.view.setFocus()
    in_front(project_window)
    return project_window


def promised(action: str) -> int:
    """Return how many keys besides letters the README's table names for an action."""
    found = re.search(rf"^\| {re.escape(action)} \|.*\| letters \+ (\d) \|$", README, re.MULTILINE)
    assert found, action
    return int(found[1])


def quotes(window: MainWindow) -> list[str]:
    return [quote.code for quote in window.workspace.read(retrieval.quotes)]


def test_a_known_code(room: MainWindow) -> None:
    keys = Keys()
    keys.write("ref")
    keys.press(Qt.Key.Key_Return)
    assert quotes(room) == ["referral note"]
    assert keys.others == promised("give the line a known code")


def test_a_new_code(room: MainWindow) -> None:
    keys = Keys()
    keys.write("hope")
    keys.press(Qt.Key.Key_Return)
    assert quotes(room) == ["hope"] and len(room.code.tree.model.rows()) == 4
    assert keys.others == promised("make a new code and give it")


def test_merging(room: MainWindow) -> None:
    room.code.tree.reveal(next(row.id for row in room.code.tree.model.rows() if row.name == "waiting list"))
    keys = Keys()

    def name_the_other(_dialog: QWidget) -> None:
        keys.write("gate")
        keys.press(Qt.Key.Key_Return)

    answer(name_the_other)
    answer(lambda _dialog: keys.press(Qt.Key.Key_Return))
    keys.press(Qt.Key.Key_M, CTRL)
    assert [row.name for row in room.code.tree.model.rows()] == ["referral note", "gatekeepers"]
    assert keys.others == promised("merge the chosen code into another")


def test_the_quotes_of_a_code(room: MainWindow) -> None:
    code(room, "prison mask", "gatekeepers > mask")
    room.code.tree.select([])
    room.code.view.setFocus()
    keys = Keys()
    keys.press(Qt.Key.Key_B, CTRL)
    keys.write("mask")
    keys.press(Qt.Key.Key_Return)
    idle(room)
    assert [quote.text for quote in room.code.quotes.model.quotes] == ["prison mask"]
    assert keys.others == promised("read the quotes of a code")
