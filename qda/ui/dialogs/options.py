"""The options of a choice: typed anew, put in order, taken away; renaming one renames its values."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import _
from qda.ui.dialogs.question import buttons
from qda.ui.widgets.labels import muted

_WAS = Qt.ItemDataRole.UserRole
_ALT = Qt.KeyboardModifier.AltModifier


def ask_options(parent: QWidget, name: str, options: Sequence[str]) -> list[tuple[str, str]] | None:
    """Ask for the options of an attribute, each as (what it was called, its name now); None where nothing changed."""
    dialog = OptionsDialog(name, options, parent)
    given = dialog.options() if dialog.exec() == QDialog.DialogCode.Accepted else None
    dialog.deleteLater()
    return None if given == [(option, option) for option in options] else given


class OptionsDialog(QDialog):
    """A list in which every option is typed in its place, with buttons beside it."""

    def __init__(self, name: str, options: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Options of {name}").format(name=name))
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().lineSpacing()
        room = self.screen().availableSize()
        self.resize(min(letter * 64, room.width() - 64), min(line * 24, room.height() - 64))
        self.list = _Options(self)
        for option in options:
            self._add(option, option)
        self.add, self.remove = QPushButton(_("Add"), self), QPushButton(_("Take away"), self)
        self.up, self.down = QPushButton(_("Move up"), self), QPushButton(_("Move down"), self)
        for button, act, key in (
            (self.add, self.add_option, "Ins"),
            (self.remove, self.remove_option, "Del"),
            (self.up, lambda: self.shift(-1), "Alt+Up"),
            (self.down, lambda: self.shift(1), "Alt+Down"),
        ):
            button.setAutoDefault(False)
            button.setToolTip(f"{button.text()} ({key})")
            button.clicked.connect(act)
        side = QVBoxLayout()
        side.setSpacing(8)
        for button in (self.add, self.remove, self.up, self.down):
            side.addWidget(button)
        side.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(8)
        middle.addWidget(self.list, 1)
        middle.addLayout(side)
        box, primary = buttons(self, _("Keep these options"))
        primary.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(muted(_("F2 types another name; the values are renamed with it. Ins adds an option."), self))
        column.addLayout(middle, 1)
        column.addWidget(box)
        self.list.addAsked.connect(self.add_option)
        self.list.removeAsked.connect(self.remove_option)
        self.list.shiftAsked.connect(self.shift)
        if self.list.count():
            self.list.setCurrentRow(0)
        self.list.setFocus()

    def options(self) -> list[tuple[str, str]]:
        """Return the options as (what each was called, its name now); empty ones are left out."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [(str(item.data(_WAS)), item.text().strip()) for item in items if item.text().strip()]

    def _add(self, was: str, name: str) -> QListWidgetItem:
        item = QListWidgetItem(name)
        item.setData(_WAS, was)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        self.list.insertItem(self.list.currentRow() + 1 if not was else self.list.count(), item)
        return item

    def add_option(self) -> None:
        """Add an option below the current one and let its name be typed."""
        item = self._add("", "")
        self.list.setCurrentItem(item)
        self.list.editItem(item)

    def remove_option(self) -> None:
        """Take the current option away."""
        self.list.takeItem(self.list.currentRow())

    def shift(self, step: int) -> None:
        """Move the current option up or down."""
        row = self.list.currentRow()
        if 0 <= row + step < self.list.count() and row >= 0:
            item = self.list.takeItem(row)
            self.list.insertItem(row + step, item)
            self.list.setCurrentItem(item)


class _Options(QListWidget):
    """The list. Signals: `addAsked`, `removeAsked` and `shiftAsked(step)` for its keys."""

    addAsked = Signal()
    removeAsked = Signal()
    shiftAsked = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Options"))
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.DoubleClicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() == Qt.Key.Key_Insert:
            self.addAsked.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removeAsked.emit()
        elif event.key() in moves and event.modifiers() == _ALT:
            self.shiftAsked.emit(moves[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
