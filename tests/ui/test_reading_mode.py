"""Reading mode by keys: the words alone, notes in the margin, nothing coded, and back to where one was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from qda.core import codebook, coders, coding, documents, memos, readings
from qda.core.importers import Imported
from qda.core.memos import Link, MemoRow
from qda.ui.main_window import MainWindow
from qda.ui.widgets.note_margin import NoteCard
from qda.ui.widgets.reading_page import ReadingPage
from tests.ui.conftest import idle

Key, Control, Shift = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LINES = [f"Line {number}: 😀 " + "the bus came late again. " * 6 for number in range(1, 31)]
FIRST = "\n".join(LINES)
SECOND = "Another interview.\nIt is short."


@pytest.fixture
def room(project_window: MainWindow) -> MainWindow:
    """The Code place with two transcripts; line 3 of the first is current and has a code."""
    work = project_window.workspace
    for name, text in (("First", FIRST), ("Second", SECOND)):
        work.do("Import transcripts", documents.add_source, Imported(name, text))
    code = work.do("Make code", codebook.add_path, "Waiting").value
    first = project_window.workspace.read(documents.source_names)[0][0]
    work.do("Apply code", coding.apply_code, work.coder_id, code, first, 0, 40)
    project_window.go_code()
    project_window.code.open_source(first)
    project_window.code.view.focus_line(3)
    project_window.code.view.setFocus()
    idle(project_window)
    return project_window


def press(key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifier)
    QApplication.processEvents()


def read(window: MainWindow) -> ReadingPage:
    press(Key.Key_F11)
    page = window.code.reading_room.page
    assert page.isVisible() and page.view.hasFocus()
    return page


def notes(window: MainWindow) -> list[MemoRow]:
    return window.workspace.read(memos.memos)


def cards(page: ReadingPage) -> list[NoteCard]:
    return [card for card in page.notes.cards if card.isVisible()]


def write(words: str) -> None:
    press(Key.Key_M, Control | Shift)
    field = QApplication.focusWidget()
    assert isinstance(field, QPlainTextEdit) and not field.toPlainText()
    QTest.keyClicks(field, words)


# Coming and going


def test_reading_shows_the_words_alone_and_large_and_esc_goes_back_to_where_one_was(room: MainWindow) -> None:
    place = room.code
    place.splitter.setSizes([400, 500, 300])
    sizes, before = place.splitter.sizes(), place.view.selection()
    page = read(room)
    assert page.view.text == FIRST and page.view.line_number() == 3
    assert page.view.font().pointSizeF() > place.view.font().pointSizeF()
    assert not any(part.isVisible() for part in (place.tree, place.quotes, place.at_cursor, place.view))
    for _step in range(4):
        press(Key.Key_Down)
    assert page.view.line_number() == 7
    press(Key.Key_Escape)
    assert not page.isVisible() and place.view.isVisible() and place.view.hasFocus()
    assert place.splitter.sizes() == sizes and place.view.selection() == before


def test_reading_goes_on_where_it_was_left_unless_one_coded_elsewhere_since(room: MainWindow) -> None:
    page = read(room)
    page.view.focus_line(20)
    press(Key.Key_F11)
    assert read(room).view.line_number() == 20
    press(Key.Key_F11)
    room.code.view.focus_line(5)
    assert read(room).view.line_number() == 5


def test_a_source_is_read_from_the_sources_and_one_comes_back_there(room: MainWindow) -> None:
    room.go_sources()
    table = room.sources.transcripts.table
    table.setCurrentIndex(room.sources.transcripts.proxy.index(1, 0))
    page = read(room)
    assert page.view.text == SECOND
    press(Key.Key_Escape)
    assert room.stack.currentWidget() is room.sources and table.hasFocus()
    room.go_code()
    assert room.code.transcript is not None and room.code.transcript.name == "First"


def test_next_and_previous_transcript_are_read_on(room: MainWindow) -> None:
    page = read(room)
    press(Key.Key_PageDown, Control)
    assert page.view.text == SECOND
    press(Key.Key_PageDown, Control)
    press(Key.Key_PageUp, Control)
    assert page.view.text == FIRST


def test_going_to_a_passage_ends_reading(room: MainWindow) -> None:
    page = read(room)
    room.show_passage(room.code.sources[1], 0, 7)
    assert not page.isVisible() and room.code.view.selection() == (0, 7)
    assert room.action("code_selection").isEnabled()


def test_closing_and_removing_end_reading(room: MainWindow) -> None:
    page = read(room)
    source_id = room.code.sources[0]
    room.workspace.do("Remove sources", documents.remove_source, source_id)
    assert not page.isVisible() and room.code.view.text == SECOND
    path = room.workspace.project.path
    read(room)
    room.workspace.close()
    assert room.workspace.open(path)
    assert room.code.view.isVisible() and room.code.name == "code"


def test_another_place_can_be_looked_at_meanwhile(room: MainWindow) -> None:
    page = read(room)
    room.go_themes()
    assert not page.isVisible()
    press(Key.Key_F11)
    assert page.isVisible()
    press(Key.Key_F11)
    assert room.code.view.isVisible()


# Nothing is coded


@pytest.mark.parametrize("key", [Key.Key_W, Key.Key_Return, Key.Key_Delete], ids=["a letter", "Enter", "Delete"])
def test_a_key_that_codes_elsewhere_says_how_to_leave(room: MainWindow, key: Key) -> None:
    read(room)
    press(key)
    assert room.notice.words() == "This is reading mode: nothing is coded. Esc or F11 goes back to coding."
    assert len(room.workspace.read(coding.coded_spans, room.code.sources[0])) == 1
    assert not room.code.palette_box.isVisible()


def test_actions_that_code_are_off_and_come_back(room: MainWindow) -> None:
    off = ("code_selection", "code_in_vivo", "repeat_code", "remove_coding", "next_uncoded", "new_code", "merge_code")
    assert all(room.action(name).isEnabled() for name in off)
    page = read(room)
    assert not any(room.action(name).isEnabled() for name in off)
    assert all(
        room.action(name).isEnabled() for name in ("mark_read", "memo_here", "next_source", "undo", "text_larger")
    )
    press(Key.Key_R, Control)
    assert len(room.workspace.read(coding.coded_spans, room.code.sources[0])) == 1
    assert "Ctrl+Shift+M" in page._how.text() and "F11" in page._how.text()
    press(Key.Key_Escape)
    assert all(room.action(name).isEnabled() for name in off)


def test_codes_are_out_of_sight_or_faint_as_chosen_and_that_is_remembered(room: MainWindow) -> None:
    page = read(room)
    assert page.view.codings_at(5) == []
    page.codes.click()
    (mark,) = page.view.codings_at(5)
    assert (mark.name, mark.shade) == ("Waiting", "dimmed")
    room.workspace.undo()
    assert page.view.codings_at(5) == []
    room.workspace.redo()
    press(Key.Key_F11)
    assert len(read(room).view.codings_at(5)) == 1
    page.codes.click()
    assert page.view.codings_at(5) == []


def test_the_text_is_made_larger_with_the_others(room: MainWindow) -> None:
    page = read(room)
    before = page.view.font().pointSizeF()
    room.looks.text_larger()
    assert page.view.font().pointSizeF() == pytest.approx(before * 1.1)


# Read, finished


def test_read_and_finished_are_ticked_while_reading(room: MainWindow) -> None:
    page = read(room)
    press(Key.Key_R, Control | Shift)
    assert page.ticks.read.isChecked() and not page.ticks.finished.isChecked()
    assert page._progress.text() == "I have read 1 of 2 and finished 0"
    QTest.mouseClick(page.ticks.finished, Qt.MouseButton.LeftButton)
    assert room.workspace.read(readings.finished_sources, room.workspace.coder_id) == room.code.sources[:1]
    press(Key.Key_Escape)
    assert room.code.read_ticks.finished.isChecked()


# Notes in the margin


def test_a_note_is_a_familiarisation_memo_on_its_line(room: MainWindow) -> None:
    page = read(room)
    write("The bus again!")
    assert notes(room) == []
    press(Key.Key_Escape)
    assert page.view.hasFocus() and page.isVisible()
    (note,) = notes(room)
    start, end = room.code.transcript.lines[2]
    assert (note.kind, note.body, note.coder_id) == ("familiarisation", "The bus again!", room.workspace.coder_id)
    assert note.links == (Link(source_id=room.code.sources[0], start=start, end=end),)
    (card,) = cards(page)
    assert card.field.toPlainText() == "The bus again!" and card.field.accessibleName() == "Note, line 3"
    room.undo()
    assert notes(room) == [] and cards(page) == []
    room.redo()
    assert len(cards(page)) == 1


def test_a_note_is_about_the_selected_words(room: MainWindow) -> None:
    page = read(room)
    start = FIRST.index("the bus")
    page.view.select(start, start + 7)
    write("Which one?")
    press(Key.Key_Return, Control)
    (note,) = notes(room)
    assert FIRST[note.links[0].start : note.links[0].end] == "the bus"


def test_a_card_stands_beside_its_line_and_goes_with_it(room: MainWindow) -> None:
    page = read(room)
    write("Beside line three.")
    press(Key.Key_Escape)
    (card,) = cards(page)
    visible = page.view.visible_rows()
    reached = visible.reach(*card.note[1:3])
    assert reached is not None
    row_top = page.view.viewport().mapToGlobal(page.view.viewport().rect().topLeft()).y() + visible.rows[reached[0]].top
    assert abs(card.mapToGlobal(card.rect().topLeft()).y() - row_top) <= 2
    page.view.focus_line(30)
    QApplication.processEvents()
    assert cards(page) == []
    page.view.focus_line(3)
    QApplication.processEvents()
    assert len(cards(page)) == 1


def test_cards_of_neighbouring_lines_do_not_lie_on_each_other(room: MainWindow) -> None:
    page = read(room)
    for line in (3, 4):
        page.view.focus_line(line)
        write("A note that is so long that it needs several lines in the margin. " * 4)
        press(Key.Key_Escape)
    first, second = cards(page)
    assert first.geometry().bottom() < second.geometry().top()
    assert first.field.document().size().height() > 3 and not first.field.verticalScrollBar().isVisible()


def test_the_same_key_on_the_same_line_goes_on_with_the_note(room: MainWindow) -> None:
    page = read(room)
    write("One")
    press(Key.Key_Escape)
    press(Key.Key_M, Control | Shift)
    QTest.keyClicks(QApplication.focusWidget(), " two")
    press(Key.Key_Escape)
    assert [note.body for note in notes(room)] == ["One two"] and len(cards(page)) == 1


def test_an_empty_note_is_none_and_an_emptied_one_goes(room: MainWindow) -> None:
    page = read(room)
    write("")
    press(Key.Key_Escape)
    assert notes(room) == [] and page.notes.cards == []
    write("Something")
    press(Key.Key_Escape)
    press(Key.Key_M, Control | Shift)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_A, Control)
    press(Key.Key_Delete)
    press(Key.Key_Escape)
    assert notes(room) == [] and cards(page) == []
    room.undo()
    assert [note.body for note in notes(room)] == ["Something"]


@pytest.mark.parametrize("way", ["F11", "close", "next", "click"])
def test_what_was_typed_is_kept_however_one_leaves(room: MainWindow, way: str) -> None:
    page = read(room)
    path = room.workspace.project.path
    write("Do not lose me.")
    if way == "F11":
        press(Key.Key_F11)
    elif way == "next":
        press(Key.Key_PageDown, Control)
    elif way == "click":
        QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton)
    else:
        room.workspace.close()
        assert room.workspace.open(path)
    assert [note.body for note in notes(room)] == ["Do not lose me."]


def test_others_notes_are_shown_with_their_initials_and_cannot_be_written(room: MainWindow) -> None:
    work = room.workspace
    other = work.do("Add coder", coders.add_coder, "Max Dorn").value
    start, end = room.code.transcript.lines[2]
    link = Link(source_id=room.code.sources[0], start=start, end=end)
    work.do("Write memo", memos.add_memo, "", "Mine.", kind="familiarisation", coder_id=other, links=(link,))
    work.do("Write memo", memos.add_memo, "", "Analytic.", coder_id=other, links=(link,))
    (card,) = cards(read(room))
    assert card.field.isReadOnly() and card._head.text() == "line 3 · MD"
    write("My own.")
    press(Key.Key_Escape)
    assert len(cards(room.code.reading_room.page)) == 2
