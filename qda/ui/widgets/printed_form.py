"""How one quote is printed: its words beside those that were said, what is otherwise marked, and ways to edit them."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.widgets.flow import FlowRow
from qda.ui.widgets.labels import Wrapped, heading, with_key, wrapped_heading
from qda.ui.widgets.word_difference import WordDifference

CUT = "[…]"
_PAUSE = 250  # milliseconds after the last key before the words are looked at
_KEEP = "Ctrl+Return"
_NO_QUOTE = _("Choose a quote; what was said and what is printed are shown here.")


class PrintedForm(QWidget):
    """Signals: `kept(words)` where somebody keeps them, `questionAsked`, and `looked(words)` while they are typed."""

    kept = Signal(str)
    questionAsked = Signal()
    looked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = self._shown = ""
        self.words = QPlainTextEdit(self)
        self.words.setAccessibleName(_("The quote as it is printed"))
        self.words.setTabChangesFocus(True)
        self.words.textChanged.connect(self._typed)
        self.difference = WordDifference(_("What is printed otherwise than it was said"), self)
        self.difference.setPlaceholderText(_NO_QUOTE)
        self.problem = Wrapped(parent=self)
        self.problem.setProperty("muted", False)
        self.problem.setProperty("danger", True)
        self.problem.setAccessibleName(_("Why it can't be printed so"))
        self.leave_out = self._button(_("Leave out"), _("Put […] in the place of the chosen words"), self.cut_words)
        self.bracket = self._button(
            _("Mask"), _("Put a word in brackets in the place of the chosen words"), self.mask_words
        )
        self.question = self._button(
            _("Question before"), _("Put the interviewer’s question before it, in brackets"), self.questionAsked.emit
        )
        self.back = self._button(_("As it was said"), _("Print the words as they were said"), self.as_said)
        self.keep = self._button(
            _("Keep these words"), with_key(_("Print the quote in these words"), _KEEP), self._keep
        )
        self.keep.setProperty("primary", True)
        for key in (_KEEP, "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self.words, self._keep)
            shortcut.setContext(shortcut.context().WidgetShortcut)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE)
        self._later.timeout.connect(self.look)
        self._lay_out()

    def _button(self, words: str, tip: str, act: object) -> QPushButton:
        button = QPushButton(words, self)
        button.setToolTip(tip)
        button.clicked.connect(act)
        return button

    def _lay_out(self) -> None:
        ways = FlowRow(self)
        for button in (self.leave_out, self.bracket, self.question, self.back, self.keep):
            ways.flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(heading(_("As it is printed"), self))
        column.addWidget(self.words, 2)
        for part in (ways, self.problem):
            column.addWidget(part)
        column.addWidget(wrapped_heading(_("What is otherwise than it was said"), self))
        column.addWidget(self.difference, 2)

    # What is shown ---------------------------------------------------------------------------------------------------

    def show_quote(self, said: str, printed: str, *, can_write: bool) -> None:
        """Show what was said and how it is printed; without words there is no quote to print."""
        self._said, self._shown = said, printed or said
        self.words.setPlainText(self._shown)
        self.difference.setPlaceholderText(_("It is printed as it was said.") if said else _NO_QUOTE)
        self.words.setReadOnly(not can_write)
        for button in (self.leave_out, self.bracket, self.question, self.back, self.keep):
            button.setEnabled(can_write and bool(said))
        self.look()

    def put(self, words: str) -> None:
        """Put other words into the field, as somebody might type them."""
        self._all().insertText(words)
        self.look()

    def say(self, sentence: str) -> None:
        """Say why the words can't be printed, or nothing."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.keep.setEnabled(not sentence and not self.words.isReadOnly() and bool(self._said))

    def unsaved(self) -> bool:
        """Tell whether something was typed and not kept."""
        return self.words.toPlainText() != self._shown

    def look(self) -> None:
        """Mark what is otherwise, and ask whether it can be printed so."""
        self._later.stop()
        words = self.words.toPlainText()
        self.difference.show_words(self._said if words != self._said else "", words if words != self._said else "")
        self.looked.emit(words)

    def _typed(self) -> None:
        self._later.start()

    # Editing ---------------------------------------------------------------------------------------------------------

    def cut_words(self) -> None:
        """Put […] in the place of the chosen words, with one space at each side."""
        cursor = self.words.textCursor()
        if cursor.hasSelection():
            chosen = cursor.selectedText()
            before, after = chosen[: len(chosen) - len(chosen.lstrip())], chosen[len(chosen.rstrip()) :]
            cursor.insertText(f"{before}{CUT}{after}")
            self._go_on()

    def mask_words(self) -> None:
        """Put a word in brackets in the place of the chosen ones, chosen so that another can be typed over it."""
        cursor = self.words.textCursor()
        if cursor.hasSelection():
            start, word = cursor.selectionStart(), _("name")
            cursor.insertText(f"[{word}]")
            cursor.setPosition(start + 1)
            cursor.setPosition(start + 1 + len(word), QTextCursor.MoveMode.KeepAnchor)
            self.words.setTextCursor(cursor)
            self._go_on()

    def as_said(self) -> None:
        """Put the words back as they were said."""
        self.put(self._said)
        self.words.setFocus()

    def _go_on(self) -> None:
        self.words.setFocus()
        self.look()

    def _all(self) -> QTextCursor:
        cursor = self.words.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        return cursor

    def _keep(self) -> None:
        self.look()
        if self.keep.isEnabled():
            self._shown = self.words.toPlainText()
            self.kept.emit(self._shown)
