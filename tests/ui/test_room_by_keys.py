"""A morning in the coding room by keys alone: lines coded, codes merged and split, quotes recoded, all undone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from qda.core import memos, retrieval
from qda.core.check import check
from qda.core.retrieval import Filter
from qda.storage.project import Project
from qda.ui.dialogs.merge_codes import MergeDialog
from qda.ui.dialogs.split_code import SplitDialog
from qda.ui.main_window import MainWindow
from tests.storage.study import dump
from tests.told import sample_study
from tests.ui.conftest import answer, idle, in_front, name_file, wait_until

Key = Qt.Key
ALT, CTRL, SHIFT = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Alt", "Control", "Shift"))
NONE = Qt.KeyboardModifier.NoModifier
NEW = ("morning tablets", "phone calls", "who pays", "small victories", "Later > once it is over")
LINES = 20


def keyboard() -> QWidget:
    """Return what has the keyboard; nothing here reaches for a widget in another way."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(key: Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(keyboard(), key, modifier)
    QApplication.processEvents()


def write(words: str) -> None:
    # The first letter may open a palette, which takes the keyboard.
    for letter in words:
        QTest.keyClicks(keyboard(), letter)


def tab_to(name: str) -> None:
    """Go round with Shift+Tab to what a screen reader calls `name`."""
    for _step in range(40):
        if keyboard().accessibleName() == name:
            return
        press(Key.Key_Backtab)
    raise AssertionError(f"no way by Shift+Tab to “{name}”")


def choose_code(name: str) -> None:
    """Find a code in the codebook by its filter and choose it."""
    tab_to("Find a code")
    press(Key.Key_A, CTRL)
    write(name)
    press(Key.Key_Down)


def code_lines(window: MainWindow, names: list[str]) -> None:
    for name in names:
        for _source in window.code.sources:
            here = window.code.view.passage()
            press(Key.Key_Down, CTRL)
            if window.code.view.passage() != here:
                break
            press(Key.Key_PageDown, CTRL)
        write(name)
        press(Key.Key_Return)


def merge(window: MainWindow, name: str, into: str) -> None:
    choose_code(name)

    def take_target(_dialog: QWidget) -> None:
        write(into)
        press(Key.Key_Return)

    def agree(dialog: QWidget) -> None:
        assert isinstance(dialog, MergeDialog) and into in dialog.said.text()
        press(Key.Key_Return)

    answer(take_target)
    answer(agree)
    press(Key.Key_M, CTRL)
    in_front(window)


def split(window: MainWindow, name: str, other: str, passages: int) -> None:
    choose_code(name)

    def tick_and_name(dialog: QWidget) -> None:
        assert isinstance(dialog, SplitDialog)
        for _passage in range(passages):
            press(Key.Key_Space)
            press(Key.Key_Down)
        while not isinstance(keyboard(), QLineEdit):
            press(Key.Key_Tab)
        write(other)
        wait_until(dialog.split.isEnabled, "the numbers")
        press(Key.Key_Return)

    answer(tick_and_name)
    press(Key.Key_S, CTRL | SHIFT)
    in_front(window)


def quoted(window: MainWindow, path: str) -> list[str]:
    code_id = next(row.id for row in window.code.tree.model.rows() if row.path == path)
    wanted = Filter(code_ids=(code_id,), below=False)
    return [quote.id for quote in window.workspace.read(retrieval.quotes, wanted)]


def history(window: MainWindow, key: Key, modifier: Qt.KeyboardModifier, action: str) -> int:
    """Press a key of undo or redo for as long as its action can be done; return how often."""
    times = 0
    while window.action(action).isEnabled():
        press(key, modifier)
        idle(window)
        times += 1
        assert times < 200, window.notice.words()
    return times


def test_a_morning_by_keys_alone_and_all_the_way_back(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "study.loom"
    sample_study(path).close()
    answer(name_file(path))
    press(Key.Key_O, CTRL)
    in_front(window)
    project = window.workspace.project
    begun, before = dump(project), project.history(1)[0].seq
    press(Key.Key_2, ALT)

    known = [row.name for row in window.code.tree.model.rows() if row.codable and row.kind == "code"][:3]
    names = [(*known, *NEW)[number % 8] for number in range(LINES)]
    start = len(window.workspace.read(retrieval.quotes))
    code_lines(window, names)
    assert len(window.workspace.read(retrieval.quotes)) == start + LINES
    assert {row.name for row in window.code.tree.model.rows()} >= {*NEW[:4], "Later", "once it is over"}
    assert project.history(1)[0].seq == before + LINES

    moved = quoted(window, "phone calls")
    merge(window, "phone calls", "who pays")
    assert set(quoted(window, "who pays")) >= set(moved) and len(moved) > 1
    assert "phone calls" not in [row.name for row in window.code.tree.model.rows()]

    whole = quoted(window, "who pays")
    split(window, "who pays", "who answers", passages=2)
    assert quoted(window, "who answers") == whole[:2]
    assert quoted(window, "who pays") == whole[2:]

    choose_code("morning tablets")
    kept, first = len(quoted(window, "small victories")), quoted(window, "morning tablets")[0]
    press(Key.Key_Q, CTRL | SHIFT)
    press(Key.Key_Home)
    write("small vict")
    press(Key.Key_Return)
    assert first in quoted(window, "small victories") and len(quoted(window, "small victories")) == kept + 1

    press(Key.Key_Escape)
    for number in range(2):
        press(Key.Key_Down)
        press(Key.Key_M, CTRL | SHIFT)
        write(f"Memo {number}: nobody says this aloud.")
        press(Key.Key_Return, CTRL)
    written = [memo.body for memo in window.workspace.read(memos.memos)][:2]
    assert written == ["Memo 1: nobody says this aloud.", "Memo 0: nobody says this aloud."]

    done, changes = dump(project), project.history(1)[0].seq - before
    assert changes == LINES + 3 + 2
    for _change in range(changes):
        press(Key.Key_Z, CTRL)
        idle(window)
    assert dump(project) == begun
    assert history(window, Key.Key_Z, CTRL | SHIFT, "redo") == changes
    assert dump(project) == done
    window.close()
    with Project.open(path) as closed:
        assert check(closed) == []
