"""The sheet of keys, and what this program is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QLineEdit,
    QMessageBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qda import __version__
from qda.i18n import _

_MORE = (
    (_("Previous or next line"), "Up / Down"),
    (_("Select line by line"), "Shift+Up / Shift+Down"),
    (_("Look for a code: just type"), "a … z"),
    (_("Go one step back"), "Esc"),
)


class KeysDialog(QDialog):
    """All keys in one list that is filtered by typing."""

    def __init__(self, keys: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys"))
        letters = self.fontMetrics().averageCharWidth()
        room = self.screen().availableSize()
        self.resize(min(letters * 75, room.width() - 64), min(max(640, letters * 80), room.height() - 64))
        rows = [(words.replace("&", "").rstrip("…"), _native(key)) for words, key in keys]
        rows += [(words, key) for words, key in _MORE]
        self._words = [f"{words} {key}".casefold() for words, key in rows]
        self._table = QTableWidget(len(rows), 2, self)
        self._table.setHorizontalHeaderLabels([_("What"), _("Key")])
        self._table.setAccessibleName(_("Keys"))
        self._table.verticalHeader().hide()
        self._table.setShowGrid(False)
        self._table.setTabKeyNavigation(False)
        self._table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._table.horizontalHeader().setHighlightSections(False)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        for number, (words, key) in enumerate(rows):
            self._table.setItem(number, 0, QTableWidgetItem(words))
            self._table.setItem(number, 1, QTableWidgetItem(key))
        field = QLineEdit(self)
        field.setPlaceholderText(_("Find a key"))
        field.setAccessibleName(_("Find a key"))
        field.textChanged.connect(self._look)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(field)
        column.addWidget(self._table)
        field.setFocus()

    def _look(self, typed: str) -> None:
        for number, words in enumerate(self._words):
            self._table.setRowHidden(number, typed.casefold() not in words)


def _native(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def show_about(parent: QWidget) -> None:
    """Say what this program is, which version, and that nothing leaves the computer."""
    box = QMessageBox(parent)
    box.setWindowTitle(_("About Themeloom"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(
        _(
            "Themeloom {version}\n\nQualitative thematic analysis on your own computer. Nothing is sent anywhere."
        ).format(version=__version__)
    )
    box.setInformativeText(_("Free software under the MIT licence."))
    box.exec()
