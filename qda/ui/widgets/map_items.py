"""What stands on the thematic map in the window: boxes of themes and codes, and the lines between them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from qda.core.figures.typeface import NAME, width_of
from qda.core.themes.map_layout import LABEL, NodeBox
from qda.core.themes.map_routes import Route, arrow
from qda.core.themes.thematic_map import MapNode
from qda.ui import theme
from qda.ui.theme import Theme

BRANCHES = ("blue", "orange", "green", "magenta", "cyan", "amber")
"""Code colours of the branches of a map, in the order of those in print."""
_PIXELS = 40  # letters are drawn in this size and shrunk, since a typeface has whole pixels only
_LEADING = 1.25
_HEAD = 6.0


def write_line(painter: QPainter, middle: QPointF, words: str, size: float) -> None:
    """Write a line of words around a point, in the typeface in which the map is measured."""
    painter.save()
    font = QFont(NAME)
    font.setPixelSize(_PIXELS)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    painter.setFont(font)
    painter.translate(middle)
    scale = size / _PIXELS
    painter.scale(scale, scale)
    wide = width_of(words, size) / scale
    painter.drawText(QRectF(-wide, -_PIXELS, 2 * wide, 2 * _PIXELS), Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()


class MapNodeItem(QGraphicsItem):
    """The box of a node; its place is its middle."""

    def __init__(self, node: MapNode, box: NodeBox) -> None:
        super().__init__()
        self.node, self.box = node, box
        self.chosen = self.current = False
        self.setZValue(2)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def show_node(self, node: MapNode, box: NodeBox) -> None:
        """Show the node as it is now."""
        if (node, box) != (self.node, self.box):
            self.prepareGeometryChange()
            self.node, self.box = node, box
            self.update()

    def frame(self) -> QRectF:
        """Return its frame, seen from its middle."""
        return QRectF(-self.box.width / 2, -self.box.height / 2, self.box.width, self.box.height)

    def boundingRect(self) -> QRectF:
        return self.frame().adjusted(-4, -4, 4, 4)

    def mark(self, *, chosen: bool, current: bool) -> None:
        """Show that it is chosen, or that it has the keyboard."""
        if (chosen, current) != (self.chosen, self.current):
            self.chosen, self.current = chosen, current
            self.update()

    def _colours(self, worn: Theme) -> tuple[str, str, str]:
        """Return the colours of ground, edge and words."""
        if self.node.core:
            return worn.accent, worn.text if self.chosen else worn.accent, worn.accent_text
        if self.chosen:
            return worn.selection, worn.accent, worn.text
        if self.node.branch is None:
            return worn.surface, worn.muted, worn.text
        colour = worn.code(BRANCHES[self.node.branch % len(BRANCHES)])
        tinted = self.node.node.kind == "theme" and self.node.depth < 2
        return colour.tint if tinted else worn.surface, colour.stripe, worn.text

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        worn = theme.current()
        ground, edge, words = self._colours(worn)
        code = self.node.node.kind == "code"
        radius = 2.0 if code else 5.0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.chosen or (self.node.depth < 2 and not code)
        pen = QPen(QColor(edge), 1.5 if strong else 1.0)
        if code and not self.chosen:
            pen.setDashPattern([2.4, 1.8])
        painter.setPen(pen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(self.frame(), radius, radius)
        painter.setPen(QColor(words))
        step = self.box.size * _LEADING
        top = -step * (len(self.box.lines) - 1) / 2
        for number, line in enumerate(self.box.lines):
            write_line(painter, QPointF(0, top + number * step), line, self.box.size)
        if self.current:
            painter.setPen(QPen(QColor(worn.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.frame().adjusted(-2.5, -2.5, 2.5, 2.5), radius + 2, radius + 2)


class TieItem(QGraphicsItem):
    """The line of a tie, with its head and its name."""

    def __init__(self, route: Route) -> None:
        super().__init__()
        self.route = route
        self._path = QPainterPath()
        self.run(route)

    def run(self, route: Route) -> None:
        """Run along another way."""
        self.prepareGeometryChange()
        self.route = route
        first, *rest = (QPointF(*point) for point in route.points)
        self._path = QPainterPath(first)
        if route.bent:
            self._path.cubicTo(*rest)
        else:
            for point in rest:
                self._path.lineTo(point)
        # Names of relations stand over everything, lines under the boxes.
        self.setZValue(1 if route.label is None else 3)
        self.update()

    def _name_room(self) -> QRectF:
        if self.route.label is None:
            return QRectF()
        wide, high = width_of(self.route.tie.name, LABEL) + 5, LABEL * 1.5
        x, y = self.route.label
        return QRectF(x - wide / 2, y - high / 2, wide, high)

    def boundingRect(self) -> QRectF:
        return self._path.boundingRect().adjusted(-8, -8, 8, 8).united(self._name_room())

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        worn = theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tie = self.route.tie
        colour = QColor(worn.muted if tie.nested else worn.text)
        pen = QPen(colour, 0.8 if tie.nested else 1.3)
        if tie.against:
            pen.setDashPattern([3.4, 2.2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._path)
        if tie.nested:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        ends = [self.route.points, *([self.route.points[::-1]] if tie.mutual else [])]
        for points in ends:
            painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in arrow(points, _HEAD)]))
        if self.route.label is not None:
            painter.setBrush(QColor(worn.surface))
            painter.drawRoundedRect(self._name_room(), 2, 2)
            painter.setPen(QColor(worn.text))
            write_line(painter, QPointF(*self.route.label), tie.name, LABEL)
