"""How people who code are shown: a dot in their colour beside their name or initials, which stand for them anywhere."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from qda.ui import theme

_SIZE = 16
_SHARPER = 3  # pixels for a point, so that it is round on fine screens too


def coder_dot(colour: str) -> QIcon:
    """Return a dot in a coder's colour, as the present theme has it."""
    pixmap = QPixmap(_SIZE * _SHARPER, _SIZE * _SHARPER)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.current().code(colour).stripe))
    edge = 2 * _SHARPER
    painter.drawEllipse(QRectF(edge, edge, pixmap.width() - 2 * edge, pixmap.height() - 2 * edge))
    painter.end()
    pixmap.setDevicePixelRatio(_SHARPER)
    return QIcon(pixmap)
