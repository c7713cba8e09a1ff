"""A picture beside a sentence, on white as on paper, with its alternative text for screen readers."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel, QWidget

from qda.core.easyread.booklet import Picture

_EDGE = 8


class PictureLabel(QLabel):
    """Shows a picture `side` pixels wide and high, as large as it goes without being cut."""

    def __init__(self, picture: Picture, side: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(side, side)
        self.setAccessibleName(picture.words)
        self.setPixmap(_drawn(picture, side, self.devicePixelRatioF()))


def _drawn(picture: Picture, side: int, ratio: float) -> QPixmap:
    pixels = round(side * ratio)
    paper = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    if picture.media == "image/svg+xml":
        renderer = QSvgRenderer(QByteArray(picture.data))
        size = renderer.defaultSize()
        renderer.render(painter, _inside(size.width(), size.height(), pixels))
    else:
        image = QImage.fromData(picture.data)
        painter.drawImage(_inside(image.width(), image.height(), pixels), image)
    painter.end()
    made = QPixmap.fromImage(paper)
    made.setDevicePixelRatio(ratio)
    return made


def _inside(width: int, height: int, pixels: int) -> QRectF:
    """Return where a picture of this shape lies in the middle of the paper."""
    room = pixels - 2 * _EDGE
    scale = room / max(width, height, 1)
    wide, high = width * scale, height * scale
    return QRectF((pixels - wide) / 2, (pixels - high) / 2, wide, high)
