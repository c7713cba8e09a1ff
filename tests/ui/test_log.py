"""The log of errors is found by Help, read and copied by keys."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QWidget

from qda import eventlog
from qda.ui.main_window import MainWindow

from .conftest import answer, keys


def test_help_shows_the_log_and_copies_it(window: MainWindow, capsys) -> None:
    sys.excepthook(KeyError, KeyError("Marit"), None)
    seen: list[str] = []

    def look(dialog: QWidget) -> None:
        words = dialog.findChild(QPlainTextEdit)
        seen.append(words.toPlainText())
        assert words.hasFocus()
        while not isinstance(QApplication.focusWidget(), QPushButton) or QApplication.focusWidget().text() != "Copy":
            keys(Qt.Key.Key_Tab)
        keys(Qt.Key.Key_Space, Qt.Key.Key_Escape)

    answer(lambda palette: keys("log of err", Qt.Key.Key_Return))
    answer(look)
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert "KeyError" in seen[0] and "Marit" not in seen[0]
    assert QApplication.clipboard().text() == seen[0] == eventlog.read_log()
