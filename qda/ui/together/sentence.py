"""A sentence on the simple screen: it wraps, has the height that it needs, and shows which word is being said."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from qda.ui.together.look import Look

_WIDEST = 62
"""A line has about this many letters at most: longer ones are hard to follow."""


class Sentence(QLabel):
    """A label to screen readers; drawn by itself, since labels know neither line height nor a marked word."""

    def __init__(self, words: str, font: QFont, look: Look, parent: QWidget, voice: bytes | None = None) -> None:
        super().__init__(words, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.voice = voice
        self._font = font
        self._look = look
        self._marked = (0, 0)
        self._layout = QTextLayout(words, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        # How wide it will be is known when it is laid out; until then it wants no more room than one line.
        self.setMinimumHeight(QFontMetrics(font).height())

    @property
    def words(self) -> str:
        """Return what is read aloud."""
        return self.text()

    @property
    def marked(self) -> str:
        """Return the word that is marked, "" for none."""
        return self.text()[slice(*self._marked)]

    def mark(self, start: int, end: int) -> None:
        """Mark the word from `start` to `end`, in code points; no word where they are the same."""
        self._marked = (start, end)
        self.update()

    def _lay_out(self, width: int) -> int:
        """Break the words into lines that are `width` wide at most, and return how high they are together."""
        metrics = QFontMetrics(self._font)
        room = max(1, min(width, metrics.averageCharWidth() * _WIDEST))
        top = 0.0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(room)
            line.setPosition(QPointF(0, top))
            top += metrics.height() * self._look.line_height
        self._layout.endLayout()
        return round(top)

    def sizeHint(self) -> QSize:
        return QSize(self.width(), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self._lay_out(self.width()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QColor(self._look.theme.text))
        start, end = self._marked
        ranges = []
        if end > start:
            spoken, form = QTextLayout.FormatRange(), QTextCharFormat()
            form.setBackground(QColor(self._look.theme.selection))
            form.setForeground(QColor(self._look.theme.text))
            form.setFontUnderline(True)  # colour is never the only sign
            # The layout counts UTF-16 units.
            spoken.start = _units(self.text()[:start])
            spoken.length = _units(self.text()[start:end])
            spoken.format = form
            ranges.append(spoken)
        self._layout.draw(painter, QPointF(0, 0), ranges)
        painter.end()


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
