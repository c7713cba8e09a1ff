"""The levels above codes as a list, the highest on top as themes stand: added, named, moved, turned over, removed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qda.core.themes import levels
from qda.core.themes.levels import LevelRow
from qda.i18n import _, n_
from qda.ui.dialogs.question import ask_text
from qda.ui.widgets.labels import muted
from qda.ui.widgets.list_buttons import connect_buttons
from qda.ui.workspace import Workspace

_ID = Qt.ItemDataRole.UserRole


class LevelsList(QWidget):
    """The list with its buttons; every action is a change of its own."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._filling = False
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Levels above codes"))
        self.list.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.list.itemChanged.connect(self._renamed)
        self.add = QPushButton(_("Add level…"), self)
        self.up = QPushButton(_("Higher"), self)
        self.down = QPushButton(_("Lower"), self)
        self.turn = QPushButton(_("Other way up"), self)
        self.remove = QPushButton(_("Remove"), self)
        row = connect_buttons(
            self.list,
            (self.add, self.add_level, ""),
            (self.up, lambda: self._move(1), "Alt+Up"),
            (self.down, lambda: self._move(-1), "Alt+Down"),
            (self.turn, self._turn, ""),
            (self.remove, self._remove, "Delete"),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.list)
        column.addLayout(row)
        column.addWidget(muted(_("The highest level is on top. F2 gives a level another name."), self))

    def show_levels(self) -> None:
        """Show the levels of the project; the chosen one stays chosen."""
        chosen = self._chosen()
        rows: list[LevelRow] = self.workspace.read(levels.used_levels)
        self._filling = True
        self.list.clear()
        writable = not self.workspace.project.read_only
        for row in reversed(rows):
            item = QListWidgetItem(row.name, self.list)
            item.setData(_ID, row.id)
            item.setToolTip(n_("{n} theme is on this level.", "{n} themes are on this level.", row.themes))
            if writable:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            if row.id == chosen:
                self.list.setCurrentItem(item)
        self._filling = False
        if self.list.currentRow() < 0 and rows:
            self.list.setCurrentRow(0)
        for button in (self.add, self.up, self.down, self.turn, self.remove):
            button.setEnabled(writable and (bool(rows) or button is self.add))
        line = max(28, self.fontMetrics().height() + 12)
        self.list.setFixedHeight(line * max(3, len(rows)) + 8)
        for number in range(self.list.count()):
            self.list.item(number).setSizeHint(QSize(0, line))

    def _chosen(self) -> str | None:
        item = self.list.currentItem()
        return None if item is None else str(item.data(_ID))

    def _renamed(self, item: QListWidgetItem) -> None:
        if not self._filling and not self.workspace.do(
            "Rename level", levels.rename_level, item.data(_ID), item.text()
        ):
            self.show_levels()

    def add_level(self) -> None:
        """Ask for a name and add a level on top."""
        name = ask_text(self, _("Add level"), _("It goes on top of the others."), _("Add level"))
        if name:
            self.workspace.do("Add level", levels.add_level, name)

    def _move(self, step: int) -> None:
        chosen = self._chosen()
        if chosen is not None:
            place = self.list.count() - 1 - self.list.currentRow()
            self.workspace.do("Move level", levels.move_level, chosen, max(0, place + step))

    def _turn(self) -> None:
        self.workspace.do("Turn levels over", levels.turn_levels)

    def _remove(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.workspace.do("Remove level", levels.remove_level, chosen)
