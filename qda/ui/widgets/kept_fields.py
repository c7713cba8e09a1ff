"""Fields that say when something else stands in them for good: when Enter is pressed or the keyboard leaves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget


class KeptLine(QLineEdit):
    """One line. Signals: `kept` has the words, once for each change."""

    kept = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._shown = ""
        self.editingFinished.connect(self.flush)

    def show_words(self, words: str) -> None:
        """Show what the project says; words that are being typed stay until they are kept."""
        if self.text() == self._shown or self.text() == words:
            self.setText(words)
            self.setCursorPosition(0)
        self._shown = words

    def put_back(self, words: str) -> None:
        """Show what the project says, whatever is typed: it was refused."""
        self.setText(words)
        self._shown = words

    def flush(self) -> None:
        """Say what is typed, where it is something else than what was shown."""
        if self.text() != self._shown:
            self._shown = self.text()
            self.kept.emit(self.text())


class KeptProse(QPlainTextEdit):
    """Several lines; Tab goes on. Signals: `kept` has the words, once for each change."""

    kept = Signal(str)

    def __init__(self, name: str, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self._shown = ""
        self._lines = lines
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_lines"):
            self._fit()

    def show_words(self, words: str) -> None:
        """Show what the project says; words that are being typed stay until they are kept."""
        if self.toPlainText() == self._shown and words != self._shown:
            self.setPlainText(words)
        self._shown = words

    def put_back(self, words: str) -> None:
        """Show what the project says, whatever is typed: it was refused."""
        self.setPlainText(words)
        self._shown = words

    def flush(self) -> None:
        """Say what is typed, where it is something else than what was shown."""
        if self.toPlainText() != self._shown:
            self._shown = self.toPlainText()
            self.kept.emit(self._shown)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()

    def _fit(self) -> None:
        self.setFixedHeight(self.fontMetrics().lineSpacing() * self._lines + 20)
