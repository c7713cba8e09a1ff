"""How far we are: in words, and as a row of fields of which those that we have been at are filled."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from qda.ui.together.look import Look

_MOST = 30  # so many fields can be told apart


class Far(QLabel):
    """A label with the words “3 of 9”, that draws the fields beside them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._far: tuple[int, int] | None = None
        self._look: Look | None = None

    def wear(self, look: Look) -> None:
        """Take the letters and colours of a person."""
        self._look = look
        self.setFont(look.bar())
        self.setFixedHeight(self.fontMetrics().height() + 8)

    def show_far(self, far: tuple[int, int] | None, words: str) -> None:
        """Show that we are at the first number of the second; nothing for None. `words` has places {n} and {all}."""
        self._far = far
        said = "" if far is None else words.format(n=far[0], all=far[1])
        self.setText(said)
        self.setAccessibleName(said)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._far is None or self._look is None:
            return
        theme, font = self._look.theme, self._look.bar()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        painter.setPen(QColor(theme.text))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())
        left = painter.fontMetrics().horizontalAdvance(self.text()) + 16
        here, count = self._far
        if count <= _MOST:
            wide = min(48.0, (self.width() - left) / count - 4)
            painter.setPen(QPen(QColor(theme.muted), 2))
            for number in range(count):
                painter.setBrush(QColor(theme.accent if number < here else theme.surface))
                field = QRectF(left + number * (wide + 4) + 1, (self.height() - 14) / 2, wide - 2, 14)
                painter.drawRoundedRect(field, 3, 3)
        painter.end()
