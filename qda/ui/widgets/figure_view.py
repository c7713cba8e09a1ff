"""A figure in the window, in the window's own colours, with its description for those who listen."""

from __future__ import annotations

import functools

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontDatabase, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from qda.core.figures import Figure, Look
from qda.core.figures.typeface import typeface_file
from qda.i18n import _
from qda.ui import theme
from qda.ui.theme import Theme

_LIKE_TEXT = 10.0  # points of a figure that are as large as the window's words
_GROWN = 1.3  # times that size, at most
_SERIES = ("blue", "orange", "green", "magenta", "cyan", "amber")


def look_of(worn: Theme) -> Look:
    """Return the colours of figures in a theme: those of its code stripes, which all stand out from its ground."""
    return Look(
        ground=worn.bg,
        ink=worn.text,
        muted=worn.muted,
        grid=worn.border if worn.name != "contrast" else worn.muted,
        series=tuple(worn.code(name).stripe for name in _SERIES),
        heat=worn.code("blue").stripe,
    )


@functools.cache
def load_typeface() -> None:
    """Let Qt know the typeface in which figures are measured; the system may not have it."""
    QFontDatabase.addApplicationFont(str(typeface_file()))


class FigureView(QWidget):
    """Shows one figure, as wide as there is room up to a limit; its height follows.

    The title of the figure is the widget's accessible name, what it shows its description.
    """

    shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure: Figure | None = None
        self._image = QImage()
        self._worn = ""
        self._room = 0
        self.setAccessibleName(_("Figure"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_figure(self, figure: Figure | None) -> None:
        """Show a figure, or none."""
        self.figure = figure
        self.setAccessibleName(figure.title if figure is not None else _("Figure"))
        self.setAccessibleDescription(figure.about if figure is not None else "")
        self.setToolTip(figure.about if figure is not None else "")
        self._dress()
        self._fit()
        self.shown.emit()

    def _dress(self) -> None:
        worn = theme.current()
        self._worn = worn.name
        self._image = QImage()
        if self.figure is not None:
            from qda.core.figures.rendering import pixels

            # Once at its largest: to be drawn anew at every step of a splitter would be too slow.
            scale = self._usual() * _GROWN * self.devicePixelRatioF()
            width, height, drawn = pixels(self.figure, look_of(worn), scale)
            self._image = QImage(drawn, width, height, QImage.Format.Format_RGBA8888).copy()
        self.update()

    def fit_into(self, height: int) -> None:
        """Grow no higher than `height` pixels, unless words became too small by it."""
        self._room = height
        self._fit()

    def _usual(self) -> float:
        """Return how many pixels a point is wide where words of a figure are as large as the window's."""
        return self.fontInfo().pixelSize() / _LIKE_TEXT

    def _scale(self, width: int) -> float:
        assert self.figure is not None
        usual = self._usual()
        high = max(usual, self._room / self.figure.height) if self._room else usual * _GROWN
        return min(width / self.figure.width, high, usual * _GROWN)

    def height_at(self, width: int) -> int:
        """Return how high the figure is where it has `width` pixels."""
        return 0 if self.figure is None else round(self.figure.height * self._scale(width))

    def _fit(self) -> None:
        high = self.height_at(self.width())
        if high != self.minimumHeight() or high != self.maximumHeight():
            self.setFixedHeight(high)

    def sizeHint(self) -> QSize:
        if self.figure is None:
            return QSize(0, 0)
        return QSize(round(self.figure.width), round(self.figure.height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        worn = theme.current().name
        if event.type() == QEvent.Type.FontChange or (
            event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange) and worn != self._worn
        ):
            self._dress()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.figure is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        scale = self._scale(self.width())
        painter.drawImage(QRectF(0, 0, self.figure.width * scale, self.figure.height * scale), self._image)
        painter.end()


class FigureArea(QScrollArea):
    """A frame for a figure, which is made to fit into it and may be scrolled where it can't be."""

    def __init__(self, figure: FigureView, parent: QWidget) -> None:
        super().__init__(parent)
        self._figure = figure
        self.setWidgetResizable(True)
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(figure)
        column.addStretch(1)
        self.setWidget(inside)
        figure.shown.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Fit the figure, and say from the frame alone whether there is a bar to scroll by.

        Left to Qt, a bar makes the figure smaller, so that it goes, so that the figure grows, and so on without end.
        """
        room = self.contentsRect()
        self._figure.fit_into(room.height())
        higher = self._figure.height_at(room.width()) > room.height()
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOn if higher else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if bar != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(bar)
