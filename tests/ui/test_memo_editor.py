"""The words of a memo are formatted while they are typed, by keys and by Markdown, and read again as they were."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qda.core.memo_text import Link
from qda.ui.widgets import memo_document
from qda.ui.widgets.memo_editor import MemoEditor
from qda.ui.widgets.passage_mime import DraggedPassage, pack
from tests.ui.conftest import drop_on

ID = "0123456789abcdef" * 2
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def editor(qtbot: QtBot) -> MemoEditor:
    widget = MemoEditor()
    qtbot.addWidget(widget)
    widget.resize(500, 300)
    widget.show()
    widget.setFocus()
    return widget


def keys(editor: MemoEditor, *pressed: object) -> None:
    for one in pressed:
        if isinstance(one, str):
            QTest.keyClicks(editor, one)
        elif isinstance(one, tuple):
            QTest.keyClick(editor, *one)
        else:
            QTest.keyClick(editor, one)  # type: ignore[arg-type]


def shown(editor: MemoEditor) -> str:
    return editor.toPlainText()


@pytest.mark.parametrize(
    ("typed", "words", "body"),
    [
        ("a **bold** word", "a bold word", "a **bold** word"),
        ("an *odd* word", "an odd word", "an *odd* word"),
        ("# Masks", "Masks", "# Masks"),
        ("## Masks", "Masks", "## Masks"),
        ("- one", "one", "- one"),
        ("1. one", "one", "1. one"),
        ("2 * 3 * 4", "2 * 3 * 4", "2 * 3 * 4"),
        ("Nutzer*innen und Pfleger*innen", "Nutzer*innen und Pfleger*innen", "Nutzer*innen und Pfleger*innen"),
    ],
)
def test_what_is_typed_in_markdown_looks_like_what_it_means(
    editor: MemoEditor, typed: str, words: str, body: str
) -> None:
    keys(editor, typed)
    assert (shown(editor), editor.body()) == (words, body)


def test_keys_make_words_bold_and_italic_and_lines_headings_and_lists(editor: MemoEditor) -> None:
    keys(editor, "so ", (Qt.Key.Key_B, CTRL), "loud", (Qt.Key.Key_B, CTRL), " he ", (Qt.Key.Key_I, CTRL), "said")
    assert editor.body() == "so **loud** he *said*"
    keys(editor, (Qt.Key.Key_1, CTRL))
    assert editor.body() == "# so **loud** he *said*"
    keys(editor, (Qt.Key.Key_2, CTRL))
    assert editor.body() == "## so **loud** he *said*"
    keys(editor, (Qt.Key.Key_0, CTRL), (Qt.Key.Key_L, CTRL))
    assert editor.body() == "- so **loud** he *said*"
    keys(editor, (Qt.Key.Key_L, CTRL), (Qt.Key.Key_A, CTRL), (Qt.Key.Key_B, CTRL))
    assert editor.body() == "**so loud he *said***"
    keys(editor, (Qt.Key.Key_B, CTRL), (Qt.Key.Key_Z, CTRL))
    assert editor.body() == "**so loud he *said***"


def test_enter_goes_on_with_a_list_and_ends_it_on_an_empty_line(editor: MemoEditor) -> None:
    keys(editor, "- one", Qt.Key.Key_Return, "two", Qt.Key.Key_Return, Qt.Key.Key_Return, "after")
    assert editor.body() == "- one\n- two\nafter"
    keys(editor, Qt.Key.Key_Return, "# Head", Qt.Key.Key_Return, "plain")
    assert editor.body() == "- one\n- two\nafter\n# Head\nplain"
    keys(editor, Qt.Key.Key_Up, Qt.Key.Key_Home, Qt.Key.Key_Backspace)
    assert editor.body() == "- one\n- two\nafter\nHead\nplain"


def test_a_memo_of_old_stays_as_it_is_until_somebody_changes_it(editor: MemoEditor) -> None:
    body = "* star\n\u2028odd\u00a0space\n  - deep\n7. seventh  \n\n**open"
    editor.show_body(body)
    assert editor.body() == body
    keys(editor, (Qt.Key.Key_End, CTRL), "!")
    assert editor.body() == "- star\n\nodd\u00a0space\n  - deep\n1. seventh  \n\n**open!"


def test_typing_behind_a_link_does_not_belong_to_it(editor: MemoEditor) -> None:
    editor.show_body(f"See [the mask](code:{ID})")
    keys(editor, (Qt.Key.Key_End, CTRL), " and more", Qt.Key.Key_Home, "Now: ")
    assert editor.body() == f"Now: See [the mask](code:{ID}) and more"


def test_a_link_takes_the_place_of_two_brackets_or_the_selected_words(editor: MemoEditor, qtbot: QtBot) -> None:
    with qtbot.waitSignal(editor.linkAsked):
        keys(editor, "See [[")
    editor.insert_link(Link(code_id=ID), "the [odd] mask")
    keys(editor, " there")
    assert editor.body() == f"See [the (odd) mask](code:{ID}) there"
    keys(editor, (Qt.Key.Key_Left, CTRL | SHIFT))
    with qtbot.waitSignal(editor.linkAsked):
        keys(editor, (Qt.Key.Key_K, CTRL))
    editor.insert_link(Link(source_id=ID, start=3, end=9), "unused")
    assert editor.body().endswith(f") [there](passage:{ID}:3-9)")


def test_links_are_followed_by_key_and_by_mouse(editor: MemoEditor, qtbot: QtBot) -> None:
    editor.show_body(f"[mask](code:{ID}) and more")
    followed: list[Link] = []
    editor.followed.connect(followed.append)
    place = editor.cursorRect(QTextCursor(editor.document())).center()
    place.setX(place.x() + 12)
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(editor.viewport(), button, none, place)
    assert followed == []
    QTest.mouseClick(editor.viewport(), button, CTRL, place)
    keys(editor, (Qt.Key.Key_Home, CTRL), (Qt.Key.Key_Return, ALT))
    editor.setReadOnly(True)
    QTest.mouseClick(editor.viewport(), button, none, place)
    keys(editor, "x", (Qt.Key.Key_B, CTRL))
    assert followed == [Link(code_id=ID)] * 3
    assert editor.body() == f"[mask](code:{ID}) and more"


def test_a_passage_that_is_dropped_becomes_a_link_to_it(editor: MemoEditor) -> None:
    data = QMimeData()
    data.setText("You are wearing a prison mask.\n")
    pack(data, DraggedPassage(ID, 3, 34))
    drop_on(editor.viewport(), QPointF(5, 5), data)
    assert editor.body() == f"[“You are wearing a prison mask.”](passage:{ID}:3-34)"


def test_a_document_gives_back_what_it_was_filled_with(editor: MemoEditor) -> None:
    body = f"# A *fine* head\n\n**bold *both*** and [link](theme:{ID})\n- a\n  - b 😀\n- c\n1. x\n2. y"
    memo_document.fill(editor.document(), body)
    assert memo_document.body_of(editor.document()) == body
