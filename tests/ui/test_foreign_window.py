"""How the windows of other programs count is what Qt does: the projects in our tests are counted like it."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit

from tests.core.exchange.qualcoder_project import TEXT, by_hand, shown

WORDS = ("😀 twice.\nBen", "people 👩‍🦽 helped", "שלום", "Cafe\u0301", "afraid to fall again")


def test_marking_by_hand_is_counted_as_in_qualcoders_window(qtbot):
    window = QTextEdit()
    qtbot.addWidget(window)
    window.setPlainText(TEXT)
    assert window.toPlainText() == shown(TEXT)
    for words in WORDS:
        kept, start, end = by_hand(TEXT, words)
        cursor = window.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        assert cursor.selectedText() == kept
