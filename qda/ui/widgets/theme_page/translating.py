"""The translation of one quote, written below its original: the words, and who translated them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from qda.core.retrieval import ThemeQuote
from qda.i18n import _
from qda.ui.widgets.labels import Shortened, with_key


class Translating(QFrame):
    """Signals: `kept(quote id, translation, translator)` as it is left, `closed()` by Esc, Ctrl+Enter or the button."""

    kept = Signal(str, str, str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Translation of the quote"))
        self.quote_id = ""
        self._before = ("", "")
        self._original = Shortened(self)
        self.text = QPlainTextEdit(self)
        self.text.setAccessibleName(_("Translation"))
        self.text.setPlaceholderText(_("The quote in the language of the report"))
        self.text.setTabChangesFocus(True)
        self.who = QLineEdit(self)
        self.who.setAccessibleName(_("Translated by"))
        self.done = QPushButton(_("Keep translation"), self)
        self.done.setToolTip(with_key(_("Keep the translation"), "Ctrl+Return"))
        self.done.clicked.connect(self._close)
        row = QHBoxLayout()
        row.setSpacing(8)
        label = QLabel(_("By"), self)
        label.setBuddy(self.who)
        row.addWidget(label)
        row.addWidget(self.who, 1)
        row.addWidget(self.done)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._original)
        column.addWidget(self.text, 1)
        column.addLayout(row)
        for key in ("Ctrl+Return", "Ctrl+Enter", Qt.Key.Key_Escape):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._close)

    def show_quote(self, quote: ThemeQuote, translator: str) -> None:
        """Show a quote with its translation; `translator` is proposed where nobody is named yet."""
        self.keep()
        self.quote_id = quote.id
        self._original.say(_("Original: {words}").format(words=" ".join(quote.text.split())))
        self.text.setPlainText(quote.translation)
        self.who.setText(quote.translator or translator)
        self._before = (quote.translation, quote.translator or translator)
        self.show()
        self._fit()
        self.text.setFocus()

    def keep(self) -> None:
        """Hand over what was written, if anything was; without words nobody has translated them."""
        now = (self.text.toPlainText().strip(), self.who.text().strip())
        if self.quote_id and now != self._before:
            self._before = now
            self.kept.emit(self.quote_id, now[0], now[1] if now[0] else "")

    def _close(self) -> None:
        self.keep()
        self.quote_id = ""
        self.hide()
        self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "done"):
            self._fit()

    def _fit(self) -> None:
        line = self.fontMetrics().lineSpacing()
        self.text.setMinimumHeight(line * 3 + 14)
        self.who.setFixedHeight(line + 14)
