"""The program's one set of icons, drawn with one stroke and tinted from the theme."""

from __future__ import annotations

import functools

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from qda import resources
from qda.ui.theme import Theme

# Logical 16, 20, 24 and 32 px at one, one and a half, two and three times the resolution: Qt takes the one that fits.
_SIZES = (16, 20, 24, 30, 32, 36, 40, 48, 60, 64, 72, 96)


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
    result = QIcon()
    looks = (
        (colour, QIcon.Mode.Normal, QIcon.State.Off),
        (checked, QIcon.Mode.Normal, QIcon.State.On),
        (disabled, QIcon.Mode.Disabled, QIcon.State.Off),
        # Fusion would wash a selected row's icon with the highlight colour; the row's own background is enough.
        (colour, QIcon.Mode.Selected, QIcon.State.Off),
    )
    for tint, mode, state in looks:
        for side in _SIZES:
            result.addPixmap(QPixmap.fromImage(drawing(name, tint, side)), mode, state)
    return result
