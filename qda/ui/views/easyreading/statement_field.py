"""The words of one statement: a field as high as its words, in which Return begins the next statement."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from qda.i18n import _

_ALT = Qt.KeyboardModifier.AltModifier


class StatementField(QPlainTextEdit):
    """Signals: `typed` at every change, `kept(words)` once for each change when the field is left, `goOn` at Return,
    `moved(by)` at Alt+Up and Alt+Down, `emptied` at Backspace in a field without words, `entered` when it has the
    keyboard.
    """

    typed = Signal()
    kept = Signal(str)
    goOn = Signal()
    moved = Signal(int)
    emptied = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setPlaceholderText(_("One idea, in a short sentence"))
        self.setToolTip(_("Return begins the next statement; Alt+Up and Alt+Down move this one"))
        self._shown = ""
        self.document().setDocumentMargin(6)
        self.textChanged.connect(self._changed)
        self._fit()

    def words(self) -> str:
        """Return what stands in the field, in one line."""
        return " ".join(self.toPlainText().split())

    def show_words(self, words: str) -> None:
        """Show what the project says; words that are being typed stay until they are kept."""
        if self.words() == self._shown and words != self._shown:
            self.setPlainText(words)
        self._shown = words

    def put(self, words: str) -> None:
        """Put other words in, as if they had been typed; undo in the field takes them back."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(words)

    def flush(self) -> None:
        """Say what is typed, where it is something else than what was shown."""
        words = self.words()
        if words != self._shown:
            self._shown = words
            self.kept.emit(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.flush()
            self.goOn.emit()
        elif held == _ALT and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.flush()
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Backspace and not self.toPlainText():
            self.emptied.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def sizeHint(self) -> QSize:
        return QSize(200, self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 14, self.minimumHeight())

    def _changed(self) -> None:
        self._fit()
        self.typed.emit()

    def _fit(self) -> None:
        # A plain text document counts its height in lines.
        lines = max(1, round(self.document().size().height()))
        high = lines * self.fontMetrics().lineSpacing() + 2 * round(self.document().documentMargin()) + 4
        if high != self.height():
            self.setFixedHeight(high)
