"""Cells of a table of facts that are as dark as their numbers are high, for heat maps."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from qda.ui import theme
from qda.ui.heat import shade
from qda.ui.models.rows_model import SHADE

_SIDE = 8


class ShadedCells(QStyledItemDelegate):
    """Draws a cell that has a shade on its ground; all others as they are. The chosen row has a frame, so that a shade
    is never hidden by the colour of what is chosen."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        share = index.data(SHADE)
        if share is None:
            super().paint(painter, option, index)
            return
        worn, rect = theme.current(), option.rect
        ground, ink = shade(worn, share)
        painter.save()
        painter.fillRect(rect, QColor(ground))
        painter.setFont(option.font)
        painter.setPen(QColor(ink))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect.adjusted(_SIDE, 0, -_SIDE, 0), right, str(index.data()))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QColor(worn.focus))
            painter.drawLine(rect.topLeft(), rect.topRight())
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()
