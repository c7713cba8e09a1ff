"""The program's one set of icons, drawn with one stroke and tinted from the theme."""

from __future__ import annotations

import functools

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from qda import resources
from qda.ui.theme import Theme


def icon(name: str, theme: Theme, token: str = "text") -> QIcon:
    """Return icon `name` in colour `token` of `theme`; disabled it is muted, checked it takes the accent.

    Raises FileNotFoundError for a name that was never drawn. Icons are cached by name and colours.
    """
    return _icon(name, getattr(theme, token), theme.accent if token == "text" else getattr(theme, token), theme.muted)


def drawing(name: str, colour: str, side: int) -> QImage:
    """Render icon `name` in `colour` (``#RRGGBB``) into a square image of `side` device pixels."""
    source = resources.path("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(source.encode("utf-8")))
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return image


@functools.lru_cache(maxsize=256)
def _icon(name: str, colour: str, checked: str, disabled: str) -> QIcon:
    if not resources.path("icons", f"{name}.svg").is_file():
        raise FileNotFoundError(name)
    return QIcon(_Engine(name, colour, checked, disabled))


class _Engine(QIconEngine):
    """Draws an icon when it is wanted, in the very size: a window shows few of the many that it might.

    A selected row's icon is drawn like any other: Fusion would wash it with the highlight colour, and the row's own
    background is enough.
    """

    def __init__(self, name: str, colour: str, checked: str, disabled: str) -> None:
        super().__init__()
        self._look = (name, colour, checked, disabled)

    def _tint(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        _name, colour, checked, disabled = self._look
        if mode == QIcon.Mode.Disabled:
            return disabled
        return checked if mode == QIcon.Mode.Normal and state == QIcon.State.On else colour

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return _pixmap(self._look[0], self._tint(mode, state), min(size.width(), size.height()))

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        ratio = painter.device().devicePixelRatio() if painter.device() is not None else 1.0
        pixmap = _pixmap(self._look[0], self._tint(mode, state), round(side * ratio))
        left, top = rect.x() + (rect.width() - side) // 2, rect.y() + (rect.height() - side) // 2
        painter.drawPixmap(QRect(left, top, side, side), pixmap)

    def clone(self) -> QIconEngine:
        return _Engine(*self._look)


@functools.lru_cache(maxsize=512)
def _pixmap(name: str, colour: str, side: int) -> QPixmap:
    # A button with words beside its icon asks for nothing where it has no room yet.
    return QPixmap.fromImage(drawing(name, colour, side)) if side > 0 else QPixmap()
