"""A figure in the window, in the window's own colours, with its description for those who listen."""

from __future__ import annotations

import functools
from xml.etree import ElementTree

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontDatabase, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from qda import resources
from qda.core.figures import Figure, Look
from qda.core.figures.svg import svg
from qda.i18n import _
from qda.ui import theme
from qda.ui.theme import Theme

_LARGEST = 1.6  # times the size on paper in a preview; larger it would only be coarse
_LIKE_TEXT = 10.0  # points of a figure that are as large as the window's words
_GROWN = 1.3  # times that size, at most
_SERIES = ("blue", "orange", "green", "magenta", "cyan", "amber")
_SVG = "{http://www.w3.org/2000/svg}"


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
    QFontDatabase.addApplicationFont(str(resources.path("fonts", "DejaVuSans.ttf")))


def words_of(svg: str) -> tuple[str, str]:
    """Return title and description of a figure written as SVG."""
    root = ElementTree.fromstring(svg.encode("utf-8"))
    return root.findtext(f"{_SVG}title", ""), root.findtext(f"{_SVG}desc", "")


def picture_of(svg: str, width: int, ratio: float) -> QImage:
    """Return a figure written as SVG as an image of at most `width` pixels, sharp on a screen of this pixel ratio."""
    load_typeface()
    renderer = QSvgRenderer(QByteArray(svg.encode("utf-8")))
    size = renderer.viewBoxF().size()
    scale = min(width / size.width(), _LARGEST)
    image = QImage((size * scale * ratio).toSize(), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size.width() * scale, size.height() * scale))
    painter.end()
    return image


class FigureView(QWidget):
    """Shows one figure, as wide as there is room up to a limit; its height follows.

    The title of the figure is the widget's accessible name, what it shows its description.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure: Figure | None = None
        self._renderer = QSvgRenderer(self)
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

    def _dress(self) -> None:
        worn = theme.current()
        self._worn = worn.name
        if self.figure is not None:
            load_typeface()
            drawn = svg(self.figure, look_of(worn), ground=False)
            self._renderer.load(QByteArray(drawn.encode("utf-8")))
        self.update()

    def fit_into(self, height: int) -> None:
        """Grow no higher than `height` pixels, unless words became too small by it."""
        self._room = height
        self._fit()

    def _scale(self) -> float:
        assert self.figure is not None
        usual = self.fontInfo().pixelSize() / _LIKE_TEXT
        high = max(usual, self._room / self.figure.height) if self._room else usual * _GROWN
        return min(self.width() / self.figure.width, high, usual * _GROWN)

    def _fit(self) -> None:
        high = 0 if self.figure is None else round(self.figure.height * self._scale())
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
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange) and worn != self._worn:
            self._dress()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.figure is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self._scale()
        self._renderer.render(painter, QRectF(0, 0, self.figure.width * scale, self.figure.height * scale))
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._figure.fit_into(self.viewport().height())
