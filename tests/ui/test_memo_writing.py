"""Memos beside the text: begun at a passage by keys, opened again, and never lost however they are left."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qda.core import codebook, coders, coding, documents, memos
from qda.core.importers import Imported
from qda.core.memos import Link, MemoRow
from qda.ui.main_window import MainWindow
from tests.ui.conftest import wait_until
from tests.ui.test_passages import CONTROL, LINES, SHIFT, keys, room

__all__ = ["room"]
MEMO = (Qt.Key.Key_M, CONTROL | SHIFT)


def written(window: MainWindow) -> list[MemoRow]:
    return list(window.workspace.read(memos.memos))


def listed(window: MainWindow) -> list[str]:
    shown = window.code.memo_writing.panel().list
    return [shown.item(row).text() for row in range(shown.count())]


def test_a_memo_is_written_beside_the_words_by_keys(room: MainWindow) -> None:
    keys(room, Qt.Key.Key_Down, MEMO, "He smiles when he says it", (Qt.Key.Key_Return, CONTROL))
    (memo,) = written(room)
    start = len(LINES[0]) + 1
    assert (memo.body, memo.kind, memo.title) == ("He smiles when he says it", "analytic", "")
    assert memo.links == (Link(source_id=room.code.transcript.id, start=start, end=start + len(LINES[1])),)
    assert memo.coder_id == room.workspace.coder_id
    assert room.code.view.hasFocus() and room.code.memo_writing.panel().isHidden()
    assert room.action("undo").text() == "Undo: Write memo"
    room.undo()
    assert written(room) == []


def test_kind_and_title_are_part_of_it_and_name_it_in_the_history(room: MainWindow) -> None:
    keys(room, MEMO, "Body", (Qt.Key.Key_Tab, SHIFT), "A title", (Qt.Key.Key_Tab, SHIFT), Qt.Key.Key_Down)
    keys(room, Qt.Key.Key_Escape)
    (memo,) = written(room)
    assert (memo.title, memo.body, memo.kind) == ("A title", "Body", "theoretical")
    assert room.action("undo").text() == "Undo: Write memo “A title”"


@pytest.mark.parametrize("way", ["escape", "click", "source", "close", "program", "place", "new"])
def test_however_it_is_left_the_memo_is_kept(room: MainWindow, way: str) -> None:
    work, path = room.workspace, room.workspace.project.path
    other = work.do("Import transcripts", documents.add_source, Imported("Interview 02", "Other words.")).value
    keys(room, MEMO, "Kept")
    if way == "escape":
        keys(room, Qt.Key.Key_Escape)
    elif way == "click":
        QTest.mouseClick(room.code.view.viewport(), Qt.MouseButton.LeftButton)
    elif way == "source":
        room.code.open_source(other)
    elif way == "close":
        room.close_project()
    elif way == "program":
        room.close()
    elif way == "place":
        room.go_themes()
    else:
        room.code.memo_writing.panel().new.click()
    if not work.is_open:
        work.open(path)
    assert [memo.body for memo in written(room)] == ["Kept"]


def test_memos_about_the_words_are_listed_and_opened_again(room: MainWindow) -> None:
    keys(room, MEMO, "First thought", (Qt.Key.Key_Return, CONTROL), Qt.Key.Key_Down, MEMO, "Elsewhere")
    keys(room, (Qt.Key.Key_Return, CONTROL), Qt.Key.Key_Up, MEMO)
    panel = room.code.memo_writing.panel()
    assert listed(room) == ["First thought · Analytic · AN"]
    assert panel.body.toPlainText() == ""
    panel.list.setFocus()
    keys(room, Qt.Key.Key_Home, Qt.Key.Key_Return)
    assert panel.body.toPlainText() == "First thought"
    panel.body.setFocus()
    keys(room, (Qt.Key.Key_End, CONTROL), " and a second", Qt.Key.Key_Escape)
    assert sorted(memo.body for memo in written(room)) == ["Elsewhere", "First thought and a second"]
    assert room.action("undo").text() == "Undo: Change memo"


def test_looking_at_a_memo_changes_nothing_and_an_empty_one_is_none(room: MainWindow) -> None:
    before = room.workspace.undo_label()
    keys(room, MEMO, Qt.Key.Key_Escape)
    assert room.workspace.undo_label() == before and written(room) == []
    keys(room, MEMO, "Said", Qt.Key.Key_Escape, MEMO)
    panel = room.code.memo_writing.panel()
    panel.chosen.emit(written(room)[0].id)
    keys(room, Qt.Key.Key_Escape)
    assert room.action("undo").text() == "Undo: Write memo"


def test_an_emptied_memo_is_deleted_and_undo_brings_it_back(room: MainWindow) -> None:
    keys(room, MEMO, "Said", Qt.Key.Key_Escape, MEMO)
    room.code.memo_writing.panel().chosen.emit(written(room)[0].id)
    keys(room, (Qt.Key.Key_A, CONTROL), Qt.Key.Key_Backspace, Qt.Key.Key_Escape)
    assert written(room) == [] and "no words left" in room.notice.words()
    room.undo()
    assert [memo.body for memo in written(room)] == ["Said"]


def test_undo_and_redo_show_in_the_open_panel(room: MainWindow) -> None:
    keys(room, MEMO, "One")
    room.code.view.setFocus()
    panel = room.code.memo_writing.panel()
    assert panel.isVisible() and listed(room) == ["One · Analytic · AN"]
    room.undo()
    assert panel.body.toPlainText() == "" and listed(room) == []
    room.redo()
    assert panel.body.toPlainText() == "One" and listed(room) == ["One · Analytic · AN"]


def test_a_memo_deleted_while_it_is_written_is_there_again_with_its_link(room: MainWindow) -> None:
    keys(room, MEMO, "One", Qt.Key.Key_Escape, MEMO)
    panel, memo = room.code.memo_writing.panel(), written(room)[0]
    panel.chosen.emit(memo.id)
    keys(room, (Qt.Key.Key_End, CONTROL), " and two")
    room.workspace.do("Delete memo", memos.delete_memo, memo.id)
    assert panel.body.toPlainText() == "One and two"
    keys(room, Qt.Key.Key_Escape)
    assert [(row.body, row.links) for row in written(room)] == [("One and two", memo.links)]


def test_memos_on_codings_here_are_listed_and_others_can_only_be_read(room: MainWindow) -> None:
    work = room.workspace
    ben = work.do("Add coder", coders.add_coder, "Ben Ode").value
    mask = work.do("Make code", codebook.add_path, "mask").value
    row = work.do("Apply code", coding.apply_code, ben, mask, room.code.transcript.id, 0, 5).value
    links = (Link(coding_id=row.id),)
    memo = work.do("Write memo", memos.add_memo, "Ben's", "Words", coder_id=ben, links=links).value
    keys(room, MEMO)
    assert listed(room) == ["Ben's · Analytic · BO"]
    panel = room.code.memo_writing.panel()
    panel.chosen.emit(memo)
    panel.body.setFocus()
    keys(room, "x", Qt.Key.Key_Escape)
    assert [one.body for one in written(room)] == ["Words"]


def test_what_was_typed_when_the_program_ended_suddenly_is_brought_back(room: MainWindow) -> None:
    work, path = room.workspace, room.workspace.project.path
    keys(room, MEMO, "An hour of thought")
    wait_until(lambda: work.recall("memo"), "the pause after typing")
    draft = work.recall("memo")
    assert draft is not None and written(room) == []
    keys(room, Qt.Key.Key_Escape)
    assert not work.recall("memo")
    room.undo()
    work.remember({"memo": draft})  # as a program leaves it that is killed in the middle
    work.close()
    work.open(path)
    wait_until(lambda: written(room), "the memo to come back")
    (memo,) = written(room)
    assert memo.body == "An hour of thought" and memo.links[0].source_id == room.code.transcript.id
    assert "is kept" in room.notice.words()
    work.close()
    work.open(path)
    QTest.qWait(20)
    assert len(written(room)) == 1


def sign_rows(window: MainWindow) -> list[int]:
    """The numbers of the lines that have a sign."""
    view, signs = window.code.view, window.code.memo_writing.signs
    rows = view.visible_rows()
    return [number for number, row in enumerate(rows.rows, 1) if signs.notes_in(row.top + rows.height / 2)]


def test_lines_with_memos_have_a_sign_that_opens_them(room: MainWindow) -> None:
    signs = room.code.memo_writing.signs
    blank = signs.grab().toImage()
    keys(room, Qt.Key.Key_Down, MEMO, "Look here", Qt.Key.Key_Escape)
    wait_until(lambda: sign_rows(room) == [2], "the sign")
    assert signs.grab().toImage() != blank
    keys(room, Qt.Key.Key_Down)
    rows = room.code.view.visible_rows()
    place = signs.rect().center()
    place.setY(round(rows.rows[1].top + rows.height / 2))
    QTest.mouseClick(signs, Qt.MouseButton.LeftButton, pos=place)
    panel = room.code.memo_writing.panel()
    assert panel.isVisible() and panel.body.toPlainText() == "Look here"
    keys(room, Qt.Key.Key_Escape)
    room.undo()
    wait_until(lambda: not sign_rows(room), "the sign to go")


def test_signs_belong_to_the_transcript_that_is_shown(room: MainWindow) -> None:
    first, work = room.code.transcript.id, room.workspace
    other = work.do("Import transcripts", documents.add_source, Imported("Interview 02", "Other words.")).value
    keys(room, MEMO, "Look here", Qt.Key.Key_Escape)
    wait_until(lambda: sign_rows(room) == [1], "the sign")
    room.code.open_source(other)
    assert sign_rows(room) == []
    QTest.qWait(100)
    assert sign_rows(room) == []
    room.code.open_source(first)
    wait_until(lambda: sign_rows(room) == [1], "the sign")


def test_a_click_beside_a_sign_takes_the_line_as_ever(room: MainWindow) -> None:
    signs, rows = room.code.memo_writing.signs, room.code.view.visible_rows()
    place = signs.rect().center()
    place.setY(round(rows.rows[2].top + rows.height / 2))
    QTest.mouseClick(signs, Qt.MouseButton.LeftButton, pos=place)
    assert room.code.view.line_number() == 3
