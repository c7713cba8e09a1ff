"""Small labels used all over: headings, secondary text, empty places."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

_Label = TypeVar("_Label", bound=QLabel)


def heading(words: str, parent: QWidget, size: float = 1.0) -> QLabel:
    """Return a semibold label that follows the interface's text, or has `size` times its present size."""
    return as_heading(QLabel(words, parent), size)


def as_heading(label: _Label, size: float = 1.0) -> _Label:
    """Make a label a heading as :func:`heading` has it, and return it."""
    label.setProperty("heading", True)
    if size != 1.0:
        label.setStyleSheet(f"font-size: {label.font().pointSizeF() * size:.1f}pt")
    return label


def muted(words: str, parent: QWidget) -> QLabel:
    """Return a label for secondary text that wraps."""
    label = QLabel(words, parent)
    label.setProperty("muted", True)
    label.setWordWrap(True)
    return label


def with_key(words: str, key: str) -> str:
    """Return what a tooltip says: the words, and the key that does the same as people here write it."""
    return f"{words} ({QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)})"


class Wrapped(QLabel):
    """Words that wrap and always have the height they need: a layout beside others would cut them off."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setProperty("muted", True)
        self.setWordWrap(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def setText(self, words: str) -> None:
        super().setText(words)
        self._fit()

    def _fit(self) -> None:
        room = QRect(0, 0, max(1, self.width()), 10_000)
        high = self.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.text()).height()
        if high != self.minimumHeight():
            self.setMinimumHeight(high)


def wrapped_heading(words: str, parent: QWidget) -> QLabel:
    """Return a heading that wraps where it has little room."""
    label = as_heading(Wrapped(words, parent))
    label.setProperty("muted", False)
    return label


class Shortened(QLabel):
    """A line that gives way to what stands beside it: cut off with dots, and then whole in the tooltip.

    A `steady` one wishes for the most room that it ever needed: if it grew and shrank with words that change at every
    step, all around it would be laid out anew each time.
    """

    def __init__(self, parent: QWidget | None = None, *, steady: bool = False) -> None:
        super().__init__(parent)
        self._steady = steady
        self._whole = ""
        self._room = 0
        self.setTextFormat(Qt.TextFormat.PlainText)

    def say(self, words: str) -> None:
        """Show `words`."""
        self._whole = words
        needed = self.fontMetrics().horizontalAdvance(words) + 2
        if needed > self._room or not self._steady:
            self._room = needed
            self.updateGeometry()
        self._shorten()

    def words(self) -> str:
        """Return all it has to say."""
        return self._whole

    def sizeHint(self) -> QSize:
        return QSize(self._room, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), self.fontMetrics().averageCharWidth() * 8), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_room"):
            self._room = 0
            self.say(self._whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")


class EmptyPlace(QWidget):
    """What a place shows while it holds nothing: what belongs there, and the first step, or another one (`also`)."""

    def __init__(
        self,
        words: str,
        verb: str = "",
        act: Callable[[], object] | None = None,
        parent: QWidget | None = None,
        also: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = muted(words, self)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addStretch(1)
        column.addWidget(self._words)
        if act is not None:
            button = QPushButton(verb, self)
            button.setProperty("primary", True)
            button.clicked.connect(lambda: act())
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
            self.setFocusProxy(button)
        if also is not None:
            other = QPushButton(also[0], self)
            other.clicked.connect(lambda: also[1]())
            column.addWidget(other, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def say(self, words: str) -> None:
        """Say something else."""
        self._words.setText(words)
