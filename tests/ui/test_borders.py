"""Coded passages are stretched, shrunk and divided, by keys and by their handles; others' only after a question."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from qda.core import coding
from qda.ui.main_window import MainWindow
from qda.ui.widgets.transcript import TranscriptView
from qda.ui.widgets.transcript_pointing import BEGINS, ENDS
from tests.ui.coding_room import code, colleague, open_interview, passages
from tests.ui.conftest import answer, in_front, press
from tests.ui.reading import INTERVIEW, Control, Key, Plain, Shift, mark, place_of, show, span

# The screenless platform of the tests says this of every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Alt = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def room(project_window: MainWindow) -> MainWindow:
    open_interview(project_window)
    return project_window


def test_keys_move_the_borders_of_the_coding_at_the_cursor_word_by_word(room: MainWindow) -> None:
    code(room, "wearing a prison", "mask")
    view = room.code.view
    view.focus_line(2)
    QTest.keyClick(view, Key.Key_Right, Alt | Shift)
    assert passages(room) == ["wearing a prison mask"]
    assert view.selection() == span(INTERVIEW, "wearing a prison mask")
    QTest.keyClick(view, Key.Key_Left, Control | Alt | Shift)
    QTest.keyClick(view, Key.Key_Left, Control | Alt | Shift)
    assert passages(room) == ["You are wearing a prison mask"]
    QTest.keyClick(view, Key.Key_Right, Control | Alt | Shift)
    QTest.keyClick(view, Key.Key_Left, Alt | Shift)
    QTest.keyClick(view, Key.Key_Left, Alt | Shift)
    assert passages(room) == ["are wearing a"]
    for _step in range(6):
        room.undo()
    assert passages(room) == ["wearing a prison"]
    assert "Change passage" in str(room.workspace.redo_label())


def test_a_passage_keeps_one_word(room: MainWindow) -> None:
    code(room, "prison", "mask")
    room.code.view.focus_line(2)
    QTest.keyClick(room.code.view, Key.Key_Left, Alt | Shift)
    assert passages(room) == ["prison"] and "one word at least" in room.notice.words()
    QTest.keyClick(room.code.view, Key.Key_Right, Control | Alt | Shift)
    assert passages(room) == ["prison"]


def test_a_stretched_passage_joins_the_next_one_of_its_code_and_says_so(room: MainWindow) -> None:
    code(room, "prison", "mask", note="one")
    code(room, "mask.", "mask", note="two")
    view = room.code.view
    view.select(*span(INTERVIEW, "prison"))
    QTest.keyClick(view, Key.Key_Right, Alt | Shift)
    assert passages(room) == ["prison mask."] and "Joined" in room.notice.words()
    assert view.selection() == span(INTERVIEW, "prison mask.")
    room.undo()
    assert passages(room) == ["prison", "mask."]


def test_differing_weights_are_asked_for_before_passages_join(room: MainWindow) -> None:
    code(room, "prison", "mask", weight=10)
    code(room, "mask.", "mask", weight=90)
    view = room.code.view
    view.select(*span(INTERVIEW, "prison"))
    answer(press("Cancel"))
    QTest.keyClick(view, Key.Key_Right, Alt | Shift)
    assert passages(room) == ["prison", "mask."]
    in_front(room)
    answer(press("Keep the highest"))
    QTest.keyClick(view, Key.Key_Right, Alt | Shift)
    rows = room.workspace.read(coding.codings, room.code.transcript.id)  # type: ignore[union-attr]
    assert [(row.weight, INTERVIEW[row.start : row.end]) for row in rows] == [(90, "prison mask.")]


def test_others_passages_are_changed_only_after_a_question(room: MainWindow) -> None:
    theirs = code(room, "prison", "mask", colleague(room))
    room.code.view.choose_silently(room.code.marks[theirs])
    answer(press("Cancel"))
    QTest.keyClick(room.code.view, Key.Key_Right, Alt | Shift)
    assert passages(room) == ["prison"]
    in_front(room)
    answer(press("Change"))
    QTest.keyClick(room.code.view, Key.Key_Right, Alt | Shift)
    assert passages(room) == ["prison mask"]


def test_of_several_codings_at_the_cursor_a_menu_asks_which(room: MainWindow) -> None:
    code(room, "prison", "one")
    code(room, "weakness", "two")
    room.code.view.focus_line(2)
    QTest.keyClick(room.code.view, Key.Key_Right, Alt | Shift)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    wanted = next(action for action in menu.actions() if action.text() == "one")
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(wanted).center())
    assert passages(room) == ["prison mask", "weakness"]


def test_a_passage_is_divided_at_the_cursor_or_at_both_ends_of_the_selection(room: MainWindow) -> None:
    words = "You are wearing a prison mask."
    code(room, words, "mask", note="kept", weight=40)
    view = room.code.view
    at = INTERVIEW.index("a prison")
    view.select(at, at)
    QTest.keyClick(view, Key.Key_X, Control | Shift)
    assert passages(room) == ["You are wearing ", "a prison mask."]
    assert view.selection() == span(INTERVIEW, "a prison mask.")
    room.undo()
    assert passages(room) == [words]
    view.select(*span(INTERVIEW, "wearing"))
    QTest.keyClick(view, Key.Key_X, Control | Shift)
    assert passages(room) == ["You are ", "wearing", " a prison mask."]
    rows = room.workspace.read(coding.codings, room.code.transcript.id)  # type: ignore[union-attr]
    assert {(row.note, row.weight) for row in rows} == {("kept", 40)}
    view.focus_line(1)
    QTest.keyClick(view, Key.Key_X, Control | Shift)
    assert "inside a coded passage" in room.notice.words()


# Handles


def handles(view: TranscriptView) -> dict[str, QPoint]:
    view.grab()
    return {end: area.center().toPoint() for end, area in view.handles.areas().items()}


def drag(view: TranscriptView, start: QPoint, end: QPoint, modifier: Qt.KeyboardModifier = Plain) -> None:
    QTest.mousePress(view.viewport(), LEFT, Plain, start)
    # QTest sends moves without the keys that are held.
    globally = view.viewport().mapToGlobal(end)
    move = QMouseEvent(QEvent.Type.MouseMove, QPointF(end), QPointF(globally), LEFT, LEFT, modifier)
    QApplication.sendEvent(view.viewport(), move)


def test_only_the_chosen_coding_has_handles_at_its_ends(view: TranscriptView) -> None:
    show(view, INTERVIEW)
    chosen = mark(INTERVIEW, "prison mask")
    view.set_codings([chosen])
    assert handles(view) == {}
    view.choose(chosen)
    found = handles(view)
    first, last = place_of(view, chosen.start), place_of(view, chosen.end - 1)
    assert abs(found[BEGINS].x() - first.x()) < 9 and abs(found[ENDS].x() - last.x()) < 9
    assert found[BEGINS].x() < first.x() < last.x() < found[ENDS].x()
    view.focus_line(1)
    assert handles(view) == {}


def test_a_dragged_handle_goes_to_the_nearest_word_with_a_preview(view: TranscriptView) -> None:
    show(view, INTERVIEW)
    chosen = mark(INTERVIEW, "prison mask")
    view.set_codings([chosen])
    view.choose(chosen)
    asked: list[tuple[str, int, int]] = []
    view.resizeAsked.connect(lambda *what: asked.append(what))
    there = place_of(view, INTERVIEW.index("weakness") + 6)
    drag(view, handles(view)[ENDS], there)
    assert view._place().target == span(INTERVIEW, "prison mask. You cannot show weakness")
    QTest.mouseRelease(view.viewport(), LEFT, Plain, there)
    start, end = span(INTERVIEW, "prison mask. You cannot show weakness")
    assert asked == [(chosen.id, start, end)] and view._place().target is None
    assert view.selection() == (chosen.start, chosen.end)


def test_ctrl_takes_the_exact_character_and_esc_gives_up(view: TranscriptView) -> None:
    show(view, INTERVIEW)
    chosen = mark(INTERVIEW, "prison mask")
    view.set_codings([chosen])
    view.choose(chosen)
    asked: list[tuple[str, int, int]] = []
    view.resizeAsked.connect(lambda *what: asked.append(what))
    point = INTERVIEW.index("earing")
    there = place_of(view, point) - QPoint(3, 0)
    drag(view, handles(view)[BEGINS], there, Control)
    assert view._place().target == (point, chosen.end)
    QTest.keyClick(view, Key.Key_Escape)
    QTest.mouseRelease(view.viewport(), LEFT, Plain, there)
    assert asked == [] and view._place().target is None
    drag(view, handles(view)[BEGINS], there, Control)
    QTest.mouseRelease(view.viewport(), LEFT, Control, there)
    assert asked == [(chosen.id, point, chosen.end)]


def test_a_handle_cannot_be_dragged_beyond_the_other_end(view: TranscriptView) -> None:
    show(view, INTERVIEW)
    chosen = mark(INTERVIEW, "prison mask")
    view.set_codings([chosen])
    view.choose(chosen)
    drag(view, handles(view)[ENDS], place_of(view, INTERVIEW.index("wearing")))
    assert view._place().target == (chosen.start, chosen.start + 1)
    QTest.keyClick(view, Key.Key_Escape)


def test_handles_stand_at_the_ends_of_words_that_run_from_right_to_left(view: TranscriptView) -> None:
    text = "דובר: שלום לכולם, בואו נתחיל.\n\nדוברת: תודה רבה לכם."
    show(view, text)
    chosen = mark(text, "לכולם, בואו")
    view.set_codings([chosen])
    view.choose(chosen)
    found = handles(view)
    assert found[BEGINS].x() > place_of(view, chosen.start).x() > place_of(view, chosen.end - 1).x() > found[ENDS].x()
    there = place_of(view, text.index("נתחיל") + 4)
    asked: list[tuple[str, int, int]] = []
    view.resizeAsked.connect(lambda *what: asked.append(what))
    drag(view, found[ENDS], there)
    QTest.mouseRelease(view.viewport(), LEFT, Plain, there)
    assert [text[start:end] for _key, start, end in asked] == ["לכולם, בואו נתחיל"]


def test_a_handle_dragged_in_the_window_changes_the_coding_at_once(room: MainWindow) -> None:
    made = code(room, "prison", "mask")
    view = room.code.view
    view.choose_silently(room.code.marks[made])
    there = place_of(view, INTERVIEW.index("mask.") + 3)
    drag(view, handles(view)[ENDS], there)
    QTest.mouseRelease(view.viewport(), LEFT, Plain, there)
    assert passages(room) == ["prison mask"]
    assert view.pointing.chosen() == room.code.marks[made]
