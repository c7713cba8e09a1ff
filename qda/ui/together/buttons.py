"""The buttons of the simple screen: large, clearly bordered, all alike, with words that wrap and a sign."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from qda.ui.together.look import TARGET, Look

_WRAP = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
_PAD, _GAP = 12, 16
_SIGNS: dict[str, tuple[tuple[tuple[int, int], ...], ...]] = {
    "yes": (((3, 13), (9, 19), (21, 5)),),
    "no": (((5, 5), (19, 19)), ((19, 5), (5, 19))),
    "unsure": (),
}
"""Strokes of each sign in a square of 24; where there are none, a question mark stands."""


class BigButton(QPushButton):
    """A button with words; `sign` is drawn above them (yes, no, unsure), `number` is the key that presses it.

    `chosen` says in words that it was chosen before; a thick edge and underlined words show it.
    """

    def __init__(
        self, words: str, font: QFont, look: Look, parent: QWidget, sign: str = "", number: int = 0, chosen: str = ""
    ) -> None:
        super().__init__(words, parent)
        self.setAccessibleName(words)
        self.setAccessibleDescription(chosen)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoDefault(False)
        self.number = number
        self.voice: bytes | None = None
        self.marked = False
        self._chosen = bool(chosen)
        self._look = look
        self._sign = sign
        self._font = QFont(font)
        self._font.setUnderline(self._chosen)
        if number:
            self.setToolTip(str(number))

    @property
    def words(self) -> str:
        """Return what is read aloud."""
        return self.text()

    def mark(self, start: int, end: int) -> None:
        """Show that the button is being read aloud."""
        self.marked = end > start
        self.update()

    # Size ------------------------------------------------------------------------------------------------------------

    def least_width(self) -> int:
        """Return how wide the button is at least: its longest word, and never less than a target."""
        metrics = QFontMetrics(self._font)
        longest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)
        return max(TARGET, longest + 4 * _PAD)

    def height_for(self, width: int) -> int:
        """Return how high the button is when it is `width` wide."""
        return max(TARGET, self._sign_side() + self._words_high(width) + 2 * _PAD)

    def _words_high(self, width: int) -> int:
        room = QRect(0, 0, max(1, width - 2 * _PAD), 10_000)
        return QFontMetrics(self._font).boundingRect(room, _WRAP, self.text()).height()

    def _sign_side(self) -> int:
        return round(self._font.pixelSize() * 1.5) if self._sign in _SIGNS else 0

    def sizeHint(self) -> QSize:
        return QSize(self.least_width(), self.height_for(max(self.width(), self.least_width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(TARGET, TARGET)

    # Keys and drawing ------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        back = theme.selection if self.marked else theme.raised if self.underMouse() or self.isDown() else theme.surface
        edge, wide = (theme.accent, 6) if self._chosen else (theme.muted, 2)
        if self.hasFocus():
            edge, wide = theme.focus, 6
        painter.setPen(QPen(QColor(edge), wide))
        painter.setBrush(QColor(back))
        half = wide / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 8, 8)
        painter.setPen(QColor(theme.text))
        painter.setFont(self._font)
        inside = self.rect().adjusted(_PAD, _PAD, -_PAD, -_PAD)
        side, words = self._sign_side(), self._words_high(self.width())
        top = inside.top() + max(0, (inside.height() - side - words) // 2)
        if side:
            self._draw_sign(painter, QRect(inside.center().x() - side // 2, top, side, side))
        painter.drawText(QRect(inside.left(), top + side, inside.width(), words), _WRAP, self.text())
        if self.number:
            painter.setFont(self._plain(max(16, round(self._font.pixelSize() * 0.6)), bold=False))
            painter.setPen(QColor(theme.muted))
            corner = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
            painter.drawText(inside, corner, str(self.number))
        painter.end()

    def _plain(self, pixels: int, *, bold: bool = True) -> QFont:
        font = QFont(self._font)
        font.setUnderline(False)
        font.setBold(bold)
        font.setPixelSize(pixels)
        return font

    def _draw_sign(self, painter: QPainter, room: QRect) -> None:
        painter.save()
        strokes = _SIGNS[self._sign]
        if not strokes:
            painter.setFont(self._plain(room.height()))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, "?")
        unit = room.width() / 24
        painter.setPen(QPen(QColor(self._look.theme.text), 3 * unit, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for stroke in strokes:
            points = [QPointF(room.x() + left * unit, room.y() + down * unit) for left, down in stroke]
            painter.drawPolyline(QPolygonF(points))
        painter.restore()


class Choices(QWidget):
    """The choices of a page: side by side where their words have room, else in fewer columns; all of one size."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.buttons: list[BigButton] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)

    def show_buttons(self, buttons: list[BigButton], width: int) -> None:
        """Show these instead of what stood here, in `width` pixels."""
        for old in self.buttons:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = buttons
        self.lay_out(width)

    def lay_out(self, width: int) -> None:
        """Put the buttons into as many columns as have room in `width` pixels."""
        if not self.buttons:
            return
        for one in self.buttons:
            self._grid.removeWidget(one)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        least, count = max(one.least_width() for one in self.buttons), len(self.buttons)
        columns = next((n for n in range(count, 0, -1) if n * least + (n - 1) * _GAP <= width), 1)
        columns = -(-count // -(-count // columns))  # rows as even as it goes
        each = (width - (columns - 1) * _GAP) // columns
        high = max(one.height_for(each) for one in self.buttons)
        for number, one in enumerate(self.buttons):
            one.setFixedHeight(high)
            self._grid.addWidget(one, number // columns, number % columns)
            one.show()
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
