"""A transcript is written in by keys, mouse, clipboard and input methods: what is stored is never what Qt shows."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qda.core import text as texts
from qda.core.documents import Transcript
from qda.core.drafting import Draft
from qda.ui.widgets.display_text import as_shown
from qda.ui.widgets.edited_display import EditedDisplay
from qda.ui.widgets.marks import Mark
from qda.ui.widgets.transcript_editor import TranscriptEditor
from tests.ui.reading import INTERVIEW, Control, Key, Shift, mark, span, turns_of

STRANGE = "I: One\u00a0two\u2028three 😀 e\u0301 \ufffc end.\n\nN: שלום 医院 \ufdd0 done.\u2029Last."


@pytest.fixture
def editor(qtbot: QtBot) -> TranscriptEditor:
    widget = TranscriptEditor()
    qtbot.addWidget(widget)
    widget.resize(1000, 700)
    widget.show()
    show(widget, INTERVIEW)
    widget.setFocus()
    QApplication.processEvents()
    return widget


def show(editor: TranscriptEditor, text: str, *marks: Mark) -> None:
    turns = tuple(turns_of(text))
    here = Transcript("s", "Source", text, turns, tuple(texts.lines(text, list(turns), "turn")), "ltr", ())
    editor.show_draft(Draft(text), here)
    editor.set_codings(marks)


def document_of(editor: TranscriptEditor) -> str:
    """What Qt's document holds, its blocks joined where they are parts of one paragraph."""
    parts, block = [], editor.document().firstBlock()
    while block.isValid():
        parts.append(block.text())
        if not editor._display.continues(block.position() + block.length() - 1) and block.next().isValid():
            parts.append("\n")
        block = block.next()
    return "".join(parts)


def assert_in_step(editor: TranscriptEditor) -> None:
    assert editor.text == editor.draft.text
    assert document_of(editor) == as_shown(editor.text).replace("\u2029", "\n")
    again = EditedDisplay(editor.text)
    if editor._display._cuts == again._cuts:
        assert editor._display._breaks == again._breaks
    assert editor._display.to_position(len(editor.text)) == editor.document().characterCount() - 1


def write(editor: TranscriptEditor, words: str) -> None:
    """Press keys that write `words`; QTest knows those of English alone."""
    for letter in words:
        press = QKeyEvent(QKeyEvent.Type.KeyPress, Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(editor, press)


def go(editor: TranscriptEditor, words: str, after: bool = True) -> None:
    start, end = span(editor.text, words)
    editor._select(end if after else start, end if after else start)


def test_what_is_typed_is_a_piece_and_all_else_stays_as_it_is_stored(editor: TranscriptEditor) -> None:
    show(editor, STRANGE)
    go(editor, "One")
    write(editor, " é")
    go(editor, "😀")
    QTest.keyClick(editor, Key.Key_Backspace)
    go(editor, "done", after=False)
    QTest.keyClick(editor, Key.Key_Return, Shift)
    assert_in_step(editor)
    assert editor.text == STRANGE.replace("One", "One é").replace("😀", "").replace("done", "\ndone")
    assert [words for _start, _end, words in editor.draft.pieces] == [" é", "", "\n"]


def test_words_typed_over_others_are_one_step_and_one_piece_even_where_letters_are_the_same(
    editor: TranscriptEditor,
) -> None:
    editor._select(*span(INTERVIEW, "weakness"))
    write(editor, "weaknesses")
    assert [words for _start, _end, words in editor.draft.pieces] == ["ses"]
    editor.undo_step()
    assert editor.text == INTERVIEW


def test_taking_back_brings_back_what_was_stored_not_what_was_shown(editor: TranscriptEditor) -> None:
    show(editor, STRANGE)
    editor.selectAll()
    write(editor, "x")
    assert editor.text == "x"
    QTest.keyClick(editor, Key.Key_Z, Control)
    assert editor.text == STRANGE and not editor.draft.is_changed()
    assert_in_step(editor)
    QTest.keyClick(editor, Key.Key_Z, Control | Shift)
    assert editor.text == "x"
    assert_in_step(editor)


def test_cut_and_paste_keep_every_character(editor: TranscriptEditor) -> None:
    show(editor, STRANGE)
    editor._select(*span(STRANGE, "two\u2028three 😀 e\u0301 \ufffc"))
    QTest.keyClick(editor, Key.Key_X, Control)
    assert "three" not in editor.text
    QTest.keyClick(editor, Key.Key_V, Control)
    assert editor.text == STRANGE and not editor.draft.is_changed()
    assert_in_step(editor)
    data = QMimeData()
    data.setText("a\r\nb\u00a0c")
    QGuiApplication.clipboard().setMimeData(data)
    go(editor, "Last")
    QTest.keyClick(editor, Key.Key_V, Control)
    assert editor.text == STRANGE.replace("Last", "Lasta\nb\u00a0c")
    assert_in_step(editor)


def test_an_input_method_writes_where_the_cursor_is_and_composing_is_no_change(editor: TranscriptEditor) -> None:
    show(editor, "a,, b 医 c")
    editor._select(2, 2)
    QApplication.sendEvent(editor, QInputMethodEvent("e", []))
    assert not editor.draft.is_changed() and editor.text == "a,, b 医 c"
    done = QInputMethodEvent("", [])
    done.setCommitString(",")
    QApplication.sendEvent(editor, done)
    assert editor.draft.pieces == [(2, 2, ",")]
    go(editor, "医", after=False)
    composing = QInputMethodEvent("yi", [])
    QApplication.sendEvent(editor, composing)
    done = QInputMethodEvent("", [])
    done.setCommitString("一😀")
    QApplication.sendEvent(editor, done)
    assert editor.text == "a,,, b 一😀医 c"
    editor._select(*span(editor.text, "b 一"))
    done = QInputMethodEvent("", [])
    done.setCommitString("一")
    QApplication.sendEvent(editor, done)
    assert editor.text == "a,,, 一😀医 c"
    assert (5, 6, "一😀") in editor.draft.pieces or editor.draft.pieces[-1][2].startswith("一")
    assert_in_step(editor)


def test_stripes_follow_the_words_while_they_are_typed(editor: TranscriptEditor) -> None:
    show(editor, INTERVIEW, mark(INTERVIEW, "weakness"), mark(INTERVIEW, "victim", "fear"))
    go(editor, "I: And")
    write(editor, " well 😀")
    editor._select(*span(editor.text, "weakness"))
    write(editor, "weaknes")
    shown = {each.name: editor.text[each.start : each.end] for each in editor.index.between(0, len(editor.text))}
    assert shown == {"prison mask": "weaknes", "fear": "victim"}
    assert [editor.text[turn.start : turn.speech] for turn in editor._turns] == ["I: ", "N: ", "I: ", "N: "]
    assert editor.text[slice(*editor.lines.spans[1])].startswith("N: You are")
    editor._select(*span(editor.text, "victim"))
    QTest.keyClick(editor, Key.Key_Delete)
    assert [each.name for each in editor.index.between(0, len(editor.text))] == ["prison mask"]
    editor.undo_step()
    assert len(editor.index.between(0, len(editor.text))) == 2


def test_a_long_paragraph_is_written_in_as_if_it_were_not_cut_for_display(editor: TranscriptEditor) -> None:
    text = "N: " + "Nobody asked me. " * 900
    show(editor, text)
    cut = editor._display._cuts[0]
    editor._select(cut, cut)
    QTest.keyClick(editor, Key.Key_Backspace)
    assert editor.text == text[: cut - 1] + text[cut:]
    editor.undo_step()
    cut = editor._display._cuts[0]
    editor._select(cut, cut)
    cursor = editor.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter)
    editor.setTextCursor(cursor)
    QTest.keyClick(editor, Key.Key_Delete)
    assert editor.text == text[:cut] + text[cut + 1 :]
    assert_in_step(editor)
    editor._select(cut - 50, cut + 50)
    QTest.keyClick(editor, Key.Key_Delete)
    assert_in_step(editor)
    editor.undo_step()
    assert_in_step(editor)


def test_a_hundred_thousand_characters_are_pasted_and_taken_back(editor: TranscriptEditor) -> None:
    long = ("word " * 20 + "\n") * 500 + "wall " * 10_000
    go(editor, "weakness")
    editor.put(*editor.selection(), long)
    assert editor.text == INTERVIEW.replace("weakness", "weakness" + long)
    assert_in_step(editor)
    assert max(block.length() for block in blocks(editor)) < 16_000
    editor.undo_step()
    assert editor.text == INTERVIEW
    assert_in_step(editor)


def blocks(editor: TranscriptEditor) -> list:
    found, block = [], editor.document().firstBlock()
    while block.isValid():
        found.append(block)
        block = block.next()
    return found


def test_many_places_are_replaced_as_one_step(editor: TranscriptEditor) -> None:
    text = "Maria 😀 said. " * 100
    show(editor, text, Mark("m", 8, 12, "said", "rose"))
    places = [(n, n + 5, "P1") for n in range(0, len(text), 14)]
    editor.put_all(places)
    assert editor.text == text.replace("Maria", "P1")
    assert_in_step(editor)
    editor.undo_step()
    assert editor.text == text
    assert_in_step(editor)


def test_random_writing_keeps_document_draft_and_rows_in_step(editor: TranscriptEditor) -> None:
    chance = random.Random(8)
    show(
        editor,
        STRANGE + "\n" + "x" * 6_000 + "\n" + INTERVIEW,
        *(Mark(str(n), n, n + 9, "c", "rose") for n in range(0, 400, 5)),
    )
    for _round in range(150):
        near = min(60, len(editor.text))
        places = [chance.randrange(len(editor.text) + 1) if chance.random() < 0.5 else near for _end in "ab"]
        editor._select(*sorted(places))
        if chance.random() < 0.7:
            cursor = editor.textCursor()
            cursor.clearSelection()
            editor.setTextCursor(cursor)
        act = chance.choice(("type", "back", "delete", "enter", "undo", "redo", "word", "method"))
        if act == "type":
            write(editor, chance.choice("xé "))
        elif act == "method":
            event = QInputMethodEvent("", [])
            event.setCommitString(chance.choice(("😀", "一")))
            QApplication.sendEvent(editor, event)
        else:
            key = {
                "back": Key.Key_Backspace,
                "word": Key.Key_Backspace,
                "delete": Key.Key_Delete,
                "enter": Key.Key_Return,
            }
            held = (
                Control
                if act in ("word", "undo")
                else Control | Shift
                if act == "redo"
                else Qt.KeyboardModifier.NoModifier
            )
            QTest.keyClick(editor, key.get(act, Key.Key_Z), held)
        assert_in_step(editor)
    rows = editor.visible_rows().rows
    assert all(before.end <= after.start and before.top < after.top for before, after in pairwise(rows))
