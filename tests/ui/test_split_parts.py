"""Parts that share the room between them stand one below the other where a page has no room for both."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from qda.ui.widgets.split_parts import turning


def test_parts_turn_with_the_room_and_with_the_size_of_words(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    parts = turning("parts", page, (QLabel("left", page), QLabel("right", page)), (1, 1), grows=1, letters=50)
    letter = page.fontMetrics().averageCharWidth()
    page.show()
    parts.resize(60 * letter, 300)
    assert parts.orientation() == Qt.Orientation.Horizontal
    parts.resize(40 * letter, 300)
    assert parts.orientation() == Qt.Orientation.Vertical
    parts.resize(60 * letter, 300)
    assert parts.orientation() == Qt.Orientation.Horizontal
    font = parts.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    parts.setFont(font)
    assert parts.orientation() == Qt.Orientation.Vertical
