"""The buttons under a list that do something with the row that is chosen, each with its key in the list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPushButton

from qda.ui.widgets.labels import with_key


def connect_buttons(shown: QListWidget, *rows: tuple[QPushButton, Callable[[], object], str]) -> QHBoxLayout:
    """Let each button of `rows`, and its key where it has one, do its act; return them as a row."""
    line = QHBoxLayout()
    line.setSpacing(8)
    for button, act, key in rows:
        button.clicked.connect(lambda _ticked, act=act: act())
        if key:
            button.setToolTip(with_key(button.text(), key))
            shortcut = QShortcut(QKeySequence(key), shown)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
        line.addWidget(button)
    line.addStretch(1)
    return line
