"""Codes that become one and one that becomes two, through their dialogs: numbers before, undo after."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from qda.core import codebook, coding, documents, retrieval
from qda.core.importers import Imported
from qda.ui.dialogs.merge_codes import MergeDialog
from qda.ui.dialogs.split_code import SplitDialog
from qda.ui.main_window import MainWindow
from tests.ui.conftest import answer, idle, in_front, press, wait_until

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
WORDS = [f"word{number:03}" for number in range(400)]


@pytest.fixture
def window(project_window: MainWindow) -> MainWindow:
    """A window with a long source and three codes beside each other."""
    work = project_window.workspace
    work.do("Import", documents.add_source, Imported("One", " ".join(WORDS)))
    for name, definition in (("fear", "Being afraid."), ("panic", "Being very afraid."), ("calm", "")):
        code_id = work.do("Make code", codebook.add_path, name).value
        work.do("Define", codebook.edit_code, code_id, definition=definition)
    project_window.go_code()
    idle(project_window)
    return project_window


def code_id(window: MainWindow, name: str) -> str:
    return next(row.id for row in window.code.tree.model.rows() if row.path == name)


def apply(window: MainWindow, name: str, word: int, to: int | None = None, weight: int | None = None) -> None:
    work, start = window.workspace, word * 8
    end = (word if to is None else to) * 8 + 7
    source = window.code.sources[0]
    work.do("Apply", coding.apply_code, work.coder_id, code_id(window, name), source, start, end, weight=weight)


def texts(window: MainWindow, name: str) -> list[str]:
    wanted = retrieval.Filter(code_ids=(code_id(window, name),))
    return [row.text for row in window.workspace.read(retrieval.quotes, wanted)]


def choose(window: MainWindow, *names: str) -> None:
    window.code.tree.select([code_id(window, name) for name in names])


def take_target(words: str) -> Callable[[QWidget], None]:
    def act(dialog: QWidget) -> None:
        field = dialog.findChild(QLineEdit)
        assert isinstance(field, QLineEdit)
        QTest.keyClicks(field, words)
        QTest.keyClick(field, Key.Key_Return)

    return act


def test_merging_tells_numbers_and_offers_undo(window: MainWindow) -> None:
    apply(window, "fear", 0, 4)
    apply(window, "panic", 3, 6)
    apply(window, "panic", 20)
    window.workspace.do("Make code", codebook.add_path, "panic > at night")
    choose(window, "panic")
    said: list[str] = []

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, MergeDialog)
        said.append(dialog.said.text())
        press("Merge")(dialog)

    answer(take_target("fear"))
    later = answer(look)
    QTest.keyClick(window, Key.Key_M, CTRL)
    wait_until(lambda: later, "the question")
    assert said[0].split("\n") == [
        "“panic” becomes “fear”.",
        "•  2 passages move.",
        "•  1 passage joins with one that it overlaps.",
        "•  1 code below it moves.",
    ]
    assert window.notice.words() == "Merged 1 code, 2 passages. 1 overlap was joined."
    assert texts(window, "fear") == [" ".join(WORDS[:7]), WORDS[20]]
    window.undo()
    assert texts(window, "panic") == [" ".join(WORDS[3:7]), WORDS[20]]


def test_of_several_chosen_codes_enter_keeps_the_first(window: MainWindow) -> None:
    choose(window, "panic", "fear", "calm")
    answer(take_target(""))
    later = answer(press("Merge"))
    window.action("merge_code").trigger()
    wait_until(lambda: later, "the question")
    assert [row.name for row in window.code.tree.model.rows()] == ["panic"]
    assert window.notice.words() == "Merged 2 codes, 0 passages."


@pytest.mark.parametrize(
    ("row", "preview", "left"),
    [
        (0, "Definition: Being afraid.\nBeing very afraid.", "Being afraid.\nBeing very afraid."),
        (1, "Definition: Being afraid.", "Being afraid."),
        (2, "Definition: Being very afraid.", "Being very afraid."),
    ],
)
def test_what_becomes_of_definitions_is_chosen_and_shown_before(
    window: MainWindow, row: int, preview: str, left: str
) -> None:
    def act(dialog: QWidget) -> None:
        assert isinstance(dialog, MergeDialog)
        for _step in range(row):
            QTest.keyClick(dialog.definitions, Key.Key_Down)
        assert dialog.preview.toPlainText() == preview
        press("Merge")(dialog)

    seen = answer(act)
    window.code.codebook_merging.merge([code_id(window, "panic")], code_id(window, "fear"))
    assert seen
    kept = window.code.tree.model.code(code_id(window, "fear"))
    assert kept is not None and kept.definition == left


def test_where_no_definition_is_lost_none_is_asked_about(window: MainWindow) -> None:
    def act(dialog: QWidget) -> None:
        assert isinstance(dialog, MergeDialog)
        assert not dialog.definitions.isVisible() and not dialog.preview.isVisible() and not dialog.weights.isVisible()
        dialog.close()

    seen = answer(act)
    window.code.codebook_merging.merge([code_id(window, "calm")], code_id(window, "fear"))
    assert seen and window.code.tree.model.code(code_id(window, "calm"))


def test_meeting_weights_are_asked_about(window: MainWindow) -> None:
    apply(window, "fear", 0, 4, weight=10)
    apply(window, "panic", 3, 6, weight=80)

    def act(dialog: QWidget) -> None:
        assert isinstance(dialog, MergeDialog)
        assert dialog.weights.isVisible()
        QTest.keyClick(dialog.weights, Key.Key_Down)
        press("Merge")(dialog)

    seen = answer(act)
    window.code.codebook_merging.merge([code_id(window, "panic")], code_id(window, "fear"))
    assert seen
    (row,) = window.workspace.read(coding.codings, window.code.sources[0])
    assert (row.start, row.weight) == (0, 10)


def test_what_cannot_be_merged_is_said_and_nothing_is_asked(window: MainWindow) -> None:
    below = window.workspace.do("Make code", codebook.add_path, "fear > of heights").value
    window.code.codebook_merging.merge([code_id(window, "fear")], below)
    assert window.notice.words() == "A code can't be moved below itself."


# Splitting ----------------------------------------------------------------------------------------------------------


def split(window: MainWindow, act: Callable[[SplitDialog], None], name: str = "fear") -> None:
    def with_dialog(dialog: QWidget) -> None:
        assert isinstance(dialog, SplitDialog)
        act(dialog)

    choose(window, name)
    in_front(window)
    seen = answer(with_dialog)
    QTest.keyClick(window, Key.Key_S, CTRL | SHIFT)
    assert seen


def ready(dialog: SplitDialog) -> str:
    wait_until(lambda: not dialog._soon.isActive(), "the numbers")
    return dialog.said.text()


def test_ticked_passages_get_a_new_code(window: MainWindow) -> None:
    for word in (3, 13, 23, 33):
        apply(window, "fear", word)

    def act(dialog: SplitDialog) -> None:
        QTest.keyClick(dialog.list, Key.Key_Space)
        QTest.keyClick(dialog.list, Key.Key_End)
        QTest.keyClick(dialog.list, Key.Key_Space)
        assert not dialog.split.isEnabled()
        QTest.keyClicks(dialog.other, "dread")
        assert ready(dialog) == "2 passages move to the new code “dread”, 2 stay."
        assert dialog.ticked.text() == "2 of 4 ticked"
        QTest.keyClick(dialog.other, Key.Key_Return)

    split(window, act)
    assert texts(window, "dread") == [WORDS[3], WORDS[33]]
    assert texts(window, "fear") == [WORDS[13], WORDS[23]]
    assert window.notice.words() == "Gave 2 passages the other code."
    assert window.code.tree.current() == code_id(window, "dread")
    window.undo()
    assert len(texts(window, "fear")) == 4
    assert "dread" not in [row.name for row in window.code.tree.model.rows()]


def test_the_mouse_ticks_by_the_box_and_the_filter_keeps_ticks(window: MainWindow) -> None:
    for word in (3, 13, 23):
        apply(window, "fear", word)
    apply(window, "panic", 10, 15)

    def act(dialog: SplitDialog) -> None:
        row = dialog.list.visualRect(dialog.model.index(1)).topLeft() + QPoint(14, 14)
        QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=row)
        QTest.keyClicks(dialog.filter, "WORD023")
        assert [quote.text for quote in dialog.model.quotes] == [WORDS[23]]
        press("Tick all that are shown")(dialog)
        QTest.keyClick(dialog.filter, Key.Key_Escape)
        assert len(dialog.model.quotes) == 3
        QTest.keyClicks(dialog.other, "panic")
        said = ready(dialog)
        assert said == "2 passages move to “panic”, 1 stays. 1 joins with one that it overlaps there."
        press("Split")(dialog)

    split(window, act)
    assert texts(window, "panic") == [" ".join(WORDS[10:16]), WORDS[23]]
    assert window.notice.words() == "Gave 2 passages the other code. 1 overlap was joined."


def test_why_it_cannot_be_split_stands_in_the_dialog(window: MainWindow) -> None:
    apply(window, "fear", 3)

    def act(dialog: SplitDialog) -> None:
        QTest.keyClicks(dialog.other, "fear")
        assert ready(dialog) == "Space ticks; then name the other code."
        QTest.keyClick(dialog.list, Key.Key_Space)
        assert ready(dialog) == "These passages have that code already; give them another one."
        assert not dialog.split.isEnabled()
        QTest.keyClick(dialog, Key.Key_Escape)

    split(window, act)
    assert texts(window, "fear") == [WORDS[3]]


def test_more_quotes_than_are_read_at_once_can_all_be_ticked(window: MainWindow) -> None:
    source, coder = window.code.sources[0], window.workspace.coder_id
    fear = code_id(window, "fear")

    def many(session: object) -> None:
        for word in range(250):
            coding.apply_code(session, coder, fear, source, word * 8, word * 8 + 7)  # type: ignore[arg-type]

    window.workspace.do("Apply", many)

    def act(dialog: SplitDialog) -> None:
        QTest.keyClick(dialog.list, Key.Key_Space)
        wait_until(lambda: len(dialog.model.whole()) == 250, "all quotes")
        assert dialog.ticked.text() == "1 of 250 ticked"
        press("Tick all that are shown")(dialog)
        QTest.keyClicks(dialog.other, "dread")
        assert ready(dialog) == "250 passages move to the new code “dread”, 0 stay."
        press("Split")(dialog)

    split(window, act)
    assert len(texts(window, "dread")) == 250


def test_a_code_without_passages_is_not_split(window: MainWindow) -> None:
    choose(window, "calm")
    window.action("split_code").trigger()
    assert window.notice.words() == "No passage has the code “calm” itself."
