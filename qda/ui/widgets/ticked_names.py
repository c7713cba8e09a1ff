"""A short list of names with a box before each, of which some are ticked."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

_KEY = Qt.ItemDataRole.UserRole
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable


class TickedNames(QListWidget):
    """`names` are (id, name); `ticked` says whether all are ticked at first. Space ticks; `itemChanged` tells of it."""

    def __init__(self, names: Iterable[tuple[str, str]], parent: QWidget, *, ticked: bool = False) -> None:
        super().__init__(parent)
        for key, name in names:
            item = QListWidgetItem(name, self)
            item.setData(_KEY, key)
            item.setFlags(_FLAGS)
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def chosen(self) -> list[str]:
        """Return the ids of what is ticked, in order."""
        items = (self.item(row) for row in range(self.count()))
        return [str(item.data(_KEY)) for item in items if item.checkState() == Qt.CheckState.Checked]
