"""Rows of a list as tall as their words need: new lines are kept and long lines wrap, nothing is cut off."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListView, QListWidget, QStyledItemDelegate, QStyleOptionViewItem, QWidget

_SIDE, _PAD = 12, 8


class _Tall(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        listed = option.widget
        width = listed.viewport().width() if isinstance(listed, QListView) else 400
        room = QRect(0, 0, max(60, width - 2 * _SIDE), 10_000)
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        return QSize(60, option.fontMetrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), words).height() + _PAD)


class TallRows(QListWidget):
    """A list whose rows show all their words, however wide it is."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(_Tall(self))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
