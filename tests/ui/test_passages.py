"""What is done to passages by keys: several codes at once, going on, changing a code, codes by drag and drop."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from qda.core import codebook, coders, coding, documents, retrieval
from qda.core.importers import Imported
from qda.ui.main_window import MainWindow
from tests.ui.conftest import answer, idle, in_front, press

LINES = ["How was it in there?", "You are wearing a prison mask.", "I asked the nurse.", "She said to wait."]
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def room(project_window: MainWindow) -> MainWindow:
    """The Code place with one transcript of four lines."""
    imported = Imported("Interview 01", "\n".join(LINES))
    assert project_window.workspace.do("Import transcripts", documents.add_source, imported)
    project_window.go_code()
    idle(project_window)
    return project_window


def quotes(window: MainWindow) -> list[tuple[str, str]]:
    return sorted((row.code, row.text) for row in window.workspace.read(retrieval.quotes))


def keys(window: MainWindow, *pressed: str | tuple[Qt.Key, Qt.KeyboardModifier] | Qt.Key) -> None:
    """Press keys and type words, wherever the keyboard is; in the transcript where it is nowhere."""
    for one in pressed:
        focus = QApplication.focusWidget() or window.code.view
        if isinstance(one, str):
            for letter in one:
                QTest.keyClicks(QApplication.focusWidget() or focus, letter)
        elif isinstance(one, tuple):
            QTest.keyClick(focus, *one)
        else:
            QTest.keyClick(focus, one)


def menu_choice(words: str) -> None:
    """Choose a line of the menu that stands open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    wanted = next(action for action in menu.actions() if action.text() == words)
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(wanted).center())


def test_several_codes_are_given_as_one_change(room: MainWindow) -> None:
    keys(room, "fear", (Qt.Key.Key_Space, CONTROL), "mask", (Qt.Key.Key_Space, CONTROL), "trust", Qt.Key.Key_Return)
    assert quotes(room) == [(name, LINES[0]) for name in ("fear", "mask", "trust")]
    assert room.action("undo").text() == "Undo: Make and apply codes “fear”, “mask”, “trust”"
    room.undo()
    assert quotes(room) == [] and room.code.tree.model.rows() == []


def test_code_and_go_on_walks_down_the_transcript(room: MainWindow) -> None:
    for line in range(2):
        keys(room, f"code {line}", (Qt.Key.Key_Return, SHIFT))
    assert quotes(room) == [("code 0", LINES[0]), ("code 1", LINES[1])]
    assert room.code.view.line_number() == 3 and room.code.view.hasFocus()


def test_going_on_from_selected_lines_goes_to_the_line_after_them(room: MainWindow) -> None:
    keys(room, (Qt.Key.Key_Down, SHIFT), "both", (Qt.Key.Key_Return, SHIFT))
    assert quotes(room) == [("both", "\n".join(LINES[:2]))]
    assert room.code.view.line_number() == 3


def test_a_new_code_is_made_with_the_definition_written_on_the_way(room: MainWindow) -> None:
    keys(room, "mask", Qt.Key.Key_Tab, "Hides what one feels", Qt.Key.Key_Return)
    (row,) = room.code.tree.model.rows()
    assert (row.name, row.definition) == ("mask", "Hides what one feels")
    assert quotes(room) == [("mask", LINES[0])]


def test_the_code_of_a_passage_is_changed_to_a_new_one(room: MainWindow) -> None:
    keys(room, "mask", Qt.Key.Key_Return, (Qt.Key.Key_E, CONTROL))
    assert room.code.palette_box.isVisible()
    keys(room, "fear", Qt.Key.Key_Return)
    assert quotes(room) == [("fear", LINES[0])]
    assert room.action("undo").text() == "Undo: Change code “fear”"
    room.undo()
    assert quotes(room) == [("mask", LINES[0])]


def test_where_several_codes_lie_it_is_asked_which_is_changed(room: MainWindow) -> None:
    keys(room, "mask", Qt.Key.Key_Return, "fear", Qt.Key.Key_Return, (Qt.Key.Key_E, CONTROL))
    menu_choice("mask")
    keys(room, "trust", Qt.Key.Key_Return)
    assert quotes(room) == [("fear", LINES[0]), ("trust", LINES[0])]


def test_the_present_code_is_not_offered_in_its_own_place(room: MainWindow) -> None:
    keys(room, "mask", Qt.Key.Key_Return, Qt.Key.Key_Down, "fear", Qt.Key.Key_Return, (Qt.Key.Key_E, CONTROL))
    model = room.code.palette_box.list.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["mask"]


def test_without_a_code_there_is_nothing_to_change(room: MainWindow) -> None:
    keys(room, (Qt.Key.Key_E, CONTROL))
    assert "no code here to change" in room.notice.words()


def test_others_work_is_changed_only_after_a_question(room: MainWindow) -> None:
    work = room.workspace
    ben = work.do("Add coder", coders.add_coder, "Ben Ode").value
    mask = work.do("Make code", codebook.add_path, "mask").value
    work.do("Apply code", coding.apply_code, ben, mask, room.code.transcript.id, 0, 5)
    answer(press("Cancel"))
    keys(room, (Qt.Key.Key_E, CONTROL))
    menu_choice("mask · BO")
    assert not room.code.palette_box.isVisible()
    in_front(room)
    answer(press("Change"))
    keys(room, (Qt.Key.Key_E, CONTROL))
    menu_choice("mask · BO")
    in_front(room)
    keys(room, "fear", Qt.Key.Key_Return)
    assert quotes(room) == [("fear", LINES[0][:5])]


def test_codes_dropped_on_words_are_one_change(room: MainWindow) -> None:
    ids = [room.workspace.do("Make code", codebook.add_path, name).value for name in ("mask", "fear")]
    room.code.passages.apply_codes(ids, 4, 10)
    assert quotes(room) == [("fear", LINES[0][4:10]), ("mask", LINES[0][4:10])]
    assert room.action("undo").text() == "Undo: Apply codes “mask”, “fear”"
    room.undo()
    assert quotes(room) == []


def test_a_passage_dropped_on_a_code_has_it_wherever_it_lies(room: MainWindow) -> None:
    other = room.workspace.do(
        "Import transcripts", documents.add_source, Imported("Interview 02", "Other words.")
    ).value
    mask = room.workspace.do("Make code", codebook.add_path, "mask").value
    room.code.passages.apply_to(other, 0, 5, mask)
    assert quotes(room) == [("mask", "Other")]


def test_a_code_used_lately_stands_first_and_repeat_takes_the_last_of_several(room: MainWindow) -> None:
    keys(room, "fear", (Qt.Key.Key_Space, CONTROL), "mask", Qt.Key.Key_Return, Qt.Key.Key_Down)
    keys(room, (Qt.Key.Key_R, CONTROL))
    assert quotes(room)[-1] == ("mask", LINES[1])


def test_codes_used_near_the_passage_stand_before_others(room: MainWindow) -> None:
    work, source = room.workspace, room.code.transcript.id
    near, far = (work.do("Make code", codebook.add_path, name).value for name in ("a near one", "a far one"))
    other = work.do("Import transcripts", documents.add_source, Imported("Interview 02", "Other words.")).value
    work.do("Apply code", coding.apply_code, work.coder_id, far, other, 0, 5)
    work.do("Apply code", coding.apply_code, work.coder_id, near, source, 0, 5)
    keys(room, Qt.Key.Key_Down, "one")
    model = room.code.palette_box.list.model()
    assert [model.index(row, 0).data() for row in range(2)] == ["a near one", "a far one"]


def test_joining_different_weights_by_keys_asks_which_is_to_stay(room: MainWindow) -> None:
    work, source = room.workspace, room.code.transcript.id
    mask = work.do("Make code", codebook.add_path, "mask").value
    for start, weight in ((0, 20), (8, 80)):
        work.do("Apply code", coding.apply_code, work.coder_id, mask, source, start, start + 3, weight=weight)
    answer(press("Keep the lowest"))
    keys(room, "mask", Qt.Key.Key_Return)
    (row,) = work.read(coding.codings, source)
    assert (row.start, row.end, row.weight) == (0, len(LINES[0]), 20)


def test_coding_in_vivo_over_different_weights_asks_too(room: MainWindow) -> None:
    work, source = room.workspace, room.code.transcript.id
    name = work.do("Make code", codebook.add_path, "How was it in there?").value
    for start, weight in ((0, 20), (8, 80)):
        work.do("Apply code", coding.apply_code, work.coder_id, name, source, start, start + 3, weight=weight)
    answer(press("Keep the highest"))
    keys(room, (Qt.Key.Key_Return, CONTROL))
    assert [row.weight for row in work.read(coding.codings, source)] == [80]


# Note and weight of a coding ------------------------------------------------------------------------------------------


def noted(window: MainWindow) -> list[tuple[str, int | None]]:
    assert window.code.transcript is not None
    return [(row.note, row.weight) for row in window.workspace.read(coding.codings, window.code.transcript.id)]


def test_a_note_and_a_weight_are_written_by_keys(room: MainWindow) -> None:
    keys(room, "mask", Qt.Key.Key_Return, (Qt.Key.Key_K, CONTROL), "He said it smiling", Qt.Key.Key_Tab)
    keys(room, (Qt.Key.Key_A, CONTROL), "70", (Qt.Key.Key_Return, CONTROL))
    assert noted(room) == [("He said it smiling", 70)]
    assert room.code.view.hasFocus()
    assert room.action("undo").text() == "Undo: Change note and weight “mask”"
    assert room.code.at_cursor.list.item(0).text() == "mask  ·  AN  ·  1  ·  weight 70  ·  He said it smiling"
    room.undo()
    assert noted(room) == [("", None)]


@pytest.mark.parametrize("way", ["escape", "click", "close"])
def test_however_the_card_is_left_the_note_is_kept(room: MainWindow, way: str) -> None:
    keys(room, "mask", Qt.Key.Key_Return, (Qt.Key.Key_K, CONTROL), "Kept")
    path = room.workspace.project.path
    if way == "escape":
        keys(room, Qt.Key.Key_Escape)
    elif way == "click":
        QTest.mouseClick(room.code.view.viewport(), Qt.MouseButton.LeftButton)
    else:
        room.close_project()
        room.workspace.open(path)
        room.go_code()
    assert noted(room) == [("Kept", None)]
    assert not room.code.coding_notes.card().isVisible()


def test_a_weight_can_be_taken_away_again_and_looking_changes_nothing(room: MainWindow) -> None:
    keys(room, "mask", Qt.Key.Key_Return, (Qt.Key.Key_K, CONTROL), Qt.Key.Key_Tab, (Qt.Key.Key_A, CONTROL), "5")
    keys(room, Qt.Key.Key_Escape)
    assert noted(room) == [("", 5)]
    assert room.action("undo").text() == "Undo: Change weight “mask”"
    keys(room, (Qt.Key.Key_K, CONTROL), Qt.Key.Key_Escape)
    assert room.action("undo").text() == "Undo: Change weight “mask”"
    keys(room, (Qt.Key.Key_K, CONTROL), Qt.Key.Key_Tab, *[Qt.Key.Key_Down] * 6, Qt.Key.Key_Escape)
    assert noted(room) == [("", None)]


def test_another_coders_note_can_be_read_and_not_changed(room: MainWindow) -> None:
    work = room.workspace
    ben = work.do("Add coder", coders.add_coder, "Ben Ode").value
    mask = work.do("Make code", codebook.add_path, "mask").value
    work.do("Apply code", coding.apply_code, ben, mask, room.code.transcript.id, 0, 5, note="Ben's words")
    keys(room, (Qt.Key.Key_K, CONTROL))
    menu_choice("mask · BO")
    card = room.code.coding_notes.card()
    assert card.note.toPlainText() == "Ben's words"
    keys(room, "x", Qt.Key.Key_Escape)
    assert noted(room) == [("Ben's words", None)]


def test_the_card_stands_beside_the_words(room: MainWindow) -> None:
    keys(room, Qt.Key.Key_Down, "mask", Qt.Key.Key_Return, (Qt.Key.Key_K, CONTROL))
    card = room.code.coding_notes.card()
    words = room.code.choosing.place_of(*room.code.view.passage())
    assert words.height() > 0 and not card.geometry().intersects(words)
    assert card.parentWidget().rect().contains(card.geometry())


def test_without_a_code_there_is_nothing_to_write_a_note_on(room: MainWindow) -> None:
    keys(room, (Qt.Key.Key_K, CONTROL))
    assert "no code here" in room.notice.words()
