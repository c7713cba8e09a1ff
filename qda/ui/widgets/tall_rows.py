"""Rows of a list as tall as their words need: new lines are kept and long lines wrap, nothing is cut off."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListView, QListWidget, QStyledItemDelegate, QStyleOptionViewItem, QWidget


class _Tall(QStyledItemDelegate):
    def __init__(self, side: int, above: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._side, self._above = side, above

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        listed = option.widget
        width = listed.viewport().width() if isinstance(listed, QListView) else 400
        room = QRect(0, 0, max(60, width - 2 * self._side), 10_000)
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        wrapped = option.fontMetrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), words)
        return QSize(60, wrapped.height() + 2 * self._above)


class TallRows(QListWidget):
    """A list whose rows show all their words, however wide it is.

    Beside the words there are `side` pixels, above and below them `above`.
    """

    def __init__(self, name: str, parent: QWidget | None = None, *, side: int = 12, above: int = 4) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(_Tall(side, above, self))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
