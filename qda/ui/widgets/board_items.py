"""What stands on the board: the card of a code, and the frame of a cluster with its title."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QApplication, QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from qda.core.themes.board_layout import CARD_HEIGHT, CARD_WIDTH, HEAD, PAD
from qda.core.themes.placing import Key
from qda.i18n import _
from qda.ui import theme
from qda.ui.icons import icon
from qda.ui.theme import Theme
from qda.ui.widgets.zoom_view import WORDS

_RADIUS, _STRIPE = 6.0, 5.0
_SIGN = 20.0
_NUMBER_PIXELS, _FACTS_PIXELS, _TITLE_PIXELS = 12, 11, 14


@dataclass(frozen=True, slots=True)
class CardLook:
    """What a card says: its code's name and colour, a number or "", in how many clusters it stands, more on demand."""

    name: str
    colour: str
    number: str = ""
    places: int = 1
    tip: str = ""


@dataclass(frozen=True, slots=True)
class ClusterLook:
    """What a cluster says: its theme's name, `facts`, a number or "", how deep it stands, if it is the core."""

    name: str
    facts: str = ""
    number: str = ""
    depth: int = 0
    core: bool = False
    empty: bool = False
    tip: str = ""


def lettering(pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the interface's typeface in so many of the board's units."""
    font = QFont(QApplication.font())
    font.setPixelSize(pixels)
    font.setWeight(weight)
    return font


def in_lines(words: str, room: float, metrics: QFontMetricsF, most: int) -> list[str]:
    """Return words in at most `most` lines of `room` units, the last one cut short with dots."""
    lines: list[str] = []
    waiting = words.split()
    while waiting and len(lines) < most - 1:
        line = waiting.pop(0)
        while waiting and metrics.horizontalAdvance(f"{line} {waiting[0]}") <= room:
            line += " " + waiting.pop(0)
        if metrics.horizontalAdvance(line) > room:
            # A word that is wider than a card goes on in the next line.
            fits = (n for n in range(len(line), 1, -1) if metrics.horizontalAdvance(line[:n] + "-") <= room)
            end = next(fits, 1)
            waiting.insert(0, line[end:])
            line = line[:end] + "-"
        lines.append(line)
    if waiting:
        lines.append(metrics.elidedText(" ".join(waiting), Qt.TextElideMode.ElideRight, room))
    return lines


class BoardItem(QGraphicsItem):
    """What can be chosen on the board; `key` says what it stands for, as (theme id, code id or None)."""

    def __init__(self, key: Key) -> None:
        super().__init__()
        self.key = key
        self.chosen = self.current = self.hovered = self.target = False
        self.setAcceptHoverEvents(True)
        self._width, self._height = float(CARD_WIDTH), float(CARD_HEIGHT)

    def resize(self, width: float, height: float) -> None:
        """Give it another size."""
        if (width, height) != (self._width, self._height):
            self.prepareGeometryChange()
            self._width, self._height = width, height

    def frame(self) -> QRectF:
        """Return its frame, seen from its corner."""
        return QRectF(0, 0, self._width, self._height)

    def head(self) -> QRectF:
        """Return the part that is its name, by which it is found and walked to."""
        return self.frame()

    def boundingRect(self) -> QRectF:
        # The ring around what has the keyboard stands outside.
        return self.frame().adjusted(-4, -4, 4, 4)

    def mark(self, *, chosen: bool, current: bool) -> None:
        """Show that it is chosen, or that it has the keyboard."""
        if (chosen, current) != (self.chosen, self.current):
            self.chosen, self.current = chosen, current
            self.update()

    def draw_ring(self, painter: QPainter, worn: Theme) -> None:
        """Draw the ring of what has the keyboard."""
        if self.current:
            painter.setPen(QPen(QColor(worn.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.frame().adjusted(-2.5, -2.5, 2.5, 2.5), _RADIUS + 2, _RADIUS + 2)

    def hoverEnterEvent(self, _event: object) -> None:
        self.hovered = True
        self.update()

    def hoverLeaveEvent(self, _event: object) -> None:
        self.hovered = False
        self.update()


class CardItem(BoardItem):
    """A code as a card: a stripe in its colour, its name in two lines at most, its number; a button for a quote."""

    def __init__(self, key: Key) -> None:
        super().__init__(key)
        self.look = CardLook("", "slate")
        self.setZValue(2)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def show_look(self, look: CardLook) -> None:
        """Say this."""
        if look != self.look:
            self.look = look
            self.setToolTip(look.tip)
            self.update()

    def quote_sign(self) -> QRectF:
        """Return where the button for a quote is, seen from its corner; it is there under the mouse."""
        return QRectF(self._width - _SIGN - 6, (self._height - _SIGN) / 2, _SIGN, _SIGN)

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        worn = theme.current()
        frame = self.frame()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = worn.accent if self.chosen else worn.muted if self.hovered else worn.border
        painter.setPen(QPen(QColor(edge), 2 if self.chosen else 1))
        painter.setBrush(QColor(worn.selection if self.chosen else worn.surface))
        painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        clip = QPainterPath()
        clip.addRoundedRect(frame.adjusted(1, 1, -1, -1), _RADIUS - 1, _RADIUS - 1)
        painter.save()
        painter.setClipPath(clip)
        painter.fillRect(QRectF(0, 0, _STRIPE + 1, self._height), QColor(worn.code(self.look.colour).stripe))
        painter.restore()
        self._write(painter, worn)
        self.draw_ring(painter, worn)

    def _write(self, painter: QPainter, worn: Theme) -> None:
        right = 10.0
        number = lettering(_NUMBER_PIXELS)
        if self.hovered:
            icon("quote", worn).paint(painter, self.quote_sign().toRect())
            right = _SIGN + 10
        elif self.look.number or self.look.places > 1:
            right = self._facts(painter, worn, number) + 16
        font = lettering(WORDS)
        metrics = QFontMetricsF(font)
        left = _STRIPE + 9
        lines = in_lines(self.look.name, self._width - left - right, metrics, 2)
        painter.setFont(font)
        painter.setPen(QColor(worn.text))
        top = (self._height - metrics.lineSpacing() * len(lines)) / 2 + metrics.ascent()
        for step, line in enumerate(lines):
            painter.drawText(QPointF(left, top + step * metrics.lineSpacing()), line)

    def _facts(self, painter: QPainter, worn: Theme, font: QFont) -> float:
        """Write the number, and below it in how many clusters the card stands; return how wide that is."""
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(QColor(worn.muted))
        several = f"×{self.look.places}" if self.look.places > 1 else ""
        facts = [words for words in (self.look.number, several) if words]
        top = (self._height - metrics.lineSpacing() * len(facts)) / 2 + metrics.ascent()
        widest = max(metrics.horizontalAdvance(words) for words in facts)
        for step, words in enumerate(facts):
            left = self._width - 10 - metrics.horizontalAdvance(words)
            painter.drawText(QPointF(left, top + step * metrics.lineSpacing()), words)
        return widest


class ClusterItem(BoardItem):
    """A theme as a frame around its cards and subthemes, its name at the top."""

    def __init__(self, key: Key) -> None:
        super().__init__(key)
        self.look = ClusterLook("")

    def show_look(self, look: ClusterLook) -> None:
        """Say this."""
        if look != self.look:
            self.look = look
            self.setToolTip(look.tip)
            self.update()

    def head(self) -> QRectF:
        return QRectF(0, 0, self._width, HEAD)

    def title_room(self) -> QRectF:
        """Return where the name stands, seen from the corner; a field to write it is laid there."""
        return QRectF(PAD - 4, 4, self._width - 2 * PAD + 8, 24)

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        worn = theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = worn.raised if self.look.depth % 2 == 0 else worn.bg
        if self.target:
            ground = worn.blend(worn.accent, ground, 0.14)
        strong = self.chosen or self.target
        edge = worn.accent if strong or self.look.core else worn.muted if self.hovered else worn.border
        painter.setPen(QPen(QColor(edge), 2 if strong or self.look.core else 1))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(self.frame().adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS + 2, _RADIUS + 2)
        self._write(painter, worn)
        self.draw_ring(painter, worn)

    def _write(self, painter: QPainter, worn: Theme) -> None:
        left, room = float(PAD), self._width - 2 * PAD
        title, facts = lettering(_TITLE_PIXELS, QFont.Weight.DemiBold), lettering(_FACTS_PIXELS)
        metrics, small = QFontMetricsF(title), QFontMetricsF(facts)
        if self.look.core:
            icon("star", worn, "accent").paint(painter, QRectF(left - 2, 7, 18, 18).toRect())
            left, room = left + 20, room - 20
        if self.look.number:
            painter.setFont(lettering(_NUMBER_PIXELS))
            painter.setPen(QColor(worn.muted))
            wide = QFontMetricsF(painter.font()).horizontalAdvance(self.look.number)
            painter.drawText(QPointF(left + room - wide, 6 + metrics.ascent()), self.look.number)
            room -= wide + 8
        painter.setPen(QColor(worn.text))
        if metrics.horizontalAdvance(self.look.name) > room:
            # A long name has two lines, and what else there is to say stands in the tooltip.
            title = lettering(WORDS, QFont.Weight.DemiBold)
            metrics = QFontMetricsF(title)
            painter.setFont(title)
            for step, line in enumerate(in_lines(self.look.name, room, metrics, 2)):
                painter.drawText(QPointF(left, 6 + metrics.ascent() + step * metrics.lineSpacing()), line)
        else:
            painter.setFont(title)
            painter.drawText(QPointF(left, 6 + metrics.ascent()), self.look.name)
            painter.setFont(facts)
            painter.setPen(QColor(worn.muted))
            words = small.elidedText(self.look.facts, Qt.TextElideMode.ElideRight, self._width - 2 * PAD)
            painter.drawText(QPointF(PAD, 8 + metrics.lineSpacing() + small.ascent()), words)
        if self.look.empty:
            painter.setFont(facts)
            painter.setPen(QPen(QColor(worn.border), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            hole = QRectF(PAD, HEAD, self._width - 2 * PAD, self._height - HEAD - PAD)
            painter.drawRoundedRect(hole, _RADIUS, _RADIUS)
            painter.setPen(QColor(worn.muted))
            painter.drawText(hole, Qt.AlignmentFlag.AlignCenter, _("Drop cards here"))
