"""A list of things that have a name and words: added, chosen, moved and removed at the left, written at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.widgets.list_buttons import connect_buttons

_ID = Qt.ItemDataRole.UserRole


class NamedList(QWidget):
    """Signals: `chosen` (id), `addAsked`, `moveAsked` (id, place), `removeAsked` (id); the page does the rest."""

    chosen = Signal(str)
    addAsked = Signal()
    moveAsked = Signal(str, int)
    removeAsked = Signal(str)

    def __init__(self, name: str, add: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filling = False
        self.list = QListWidget(self)
        self.list.setAccessibleName(name)
        self.list.setWordWrap(True)
        self.add = QPushButton(add, self)
        self.up, self.down, self.remove = (QPushButton(words, self) for words in (_("Up"), _("Down"), _("Remove")))
        self.add.clicked.connect(self.addAsked)
        row = connect_buttons(
            self.list,
            (self.up, lambda: self._move(-1), "Alt+Up"),
            (self.down, lambda: self._move(1), "Alt+Down"),
            (self.remove, self._remove, "Delete"),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.list, 1)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(row)
        self.list.currentItemChanged.connect(lambda *_items: self._say())

    def show_rows(self, rows: Sequence[tuple[str, str]], *, writable: bool = True, here: str | None = None) -> None:
        """Show things by (id, name); `here`, or the one that was chosen, or the first one, is chosen."""
        wanted = here or self.current()
        self._filling = True
        self.list.clear()
        for key, name in rows:
            item = QListWidgetItem(name, self.list)
            item.setData(_ID, key)
            item.setToolTip(name)
            if key == wanted:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0 and rows:
            self.list.setCurrentRow(0)
        self._filling = False
        self.add.setEnabled(writable)
        for button in (self.up, self.down, self.remove):
            button.setEnabled(writable and bool(rows))
        self._say()

    def current(self) -> str:
        """Return the id of the thing that is chosen, "" where none is."""
        item = self.list.currentItem()
        return "" if item is None else str(item.data(_ID))

    def _say(self) -> None:
        if not self._filling:
            self.chosen.emit(self.current())

    def _move(self, step: int) -> None:
        if self.current():
            self.moveAsked.emit(self.current(), max(0, self.list.currentRow() + step))

    def _remove(self) -> None:
        if self.current():
            self.removeAsked.emit(self.current())
