"""Memos beside the text: those about a passage, and one that is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qda.core import memos
from qda.core.memos import Note
from qda.i18n import _
from qda.ui import theme
from qda.ui.icons import icon
from qda.ui.widgets.labels import heading, muted, with_key

KIND_WORDS = {
    "analytic": _("Analytic"),
    "theoretical": _("Theoretical"),
    "methodological": _("Methodological"),
    "reflexive": _("Reflexive"),
    "code": _("On a code"),
    "case": _("On a case"),
    "familiarisation": _("Familiarisation"),
}
_ID = Qt.ItemDataRole.UserRole
_LISTED = 4  # memos in sight above the one that is written


class Written(NamedTuple):
    """A memo as it stands in the panel."""

    kind: str
    title: str
    body: str


class MemoPanel(QFrame):
    """Signals: `chosen(memo id)` from the list, `newAsked()`, `typed()` at every change by the person.

    `left()` comes when the keyboard goes elsewhere, and `closeAsked()` by Esc, Ctrl+Enter or the button.
    """

    chosen = Signal(str)
    newAsked = Signal()
    typed = Signal()
    left = Signal()
    closeAsked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Memo"))
        self._where = muted("", self)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Memos about these words"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._choose)
        self.list.itemClicked.connect(self._choose)
        self.kind = QComboBox(self)
        self.kind.setAccessibleName(_("Kind of memo"))
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for name in memos.KINDS:
            self.kind.addItem(KIND_WORDS[name], name)
        self.title = QLineEdit(self)
        self.title.setAccessibleName(_("Title of the memo"))
        self.title.setPlaceholderText(_("Title, if it needs one"))
        self.body = QPlainTextEdit(self)
        self.body.setTabChangesFocus(True)
        self.body.setAccessibleName(_("Memo"))
        self.body.setPlaceholderText(_("What comes to mind here?"))
        self.new = self._button(_("Another memo here"), self.newAsked.emit)
        self.close_button = self._button(with_key(_("Keep the memo and close"), "Ctrl+Return"), self.closeAsked.emit)
        self.dress()
        self._lay_out()
        self.kind.activated.connect(self.typed)
        self.title.textEdited.connect(self.typed)
        self.body.textChanged.connect(self.typed)
        for key in (Qt.Key.Key_Escape, "Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.closeAsked)
        QApplication.instance().focusChanged.connect(self._focus_changed)  # type: ignore[union-attr]

    def _button(self, words: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setToolTip(words)
        button.setAccessibleName(words.partition(" (")[0])
        button.clicked.connect(lambda: act())
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(heading(_("Memo"), self), 1)
        head.addWidget(self.new)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        column.addLayout(head)
        for part in (self._where, self.list, self.kind, self.title):
            column.addWidget(part)
        column.addWidget(self.body, 1)

    # Showing ---------------------------------------------------------------------------------------------------------

    def show_notes(self, where: str, notes: Sequence[Note], people: dict[str, str], current: str) -> None:
        """List the memos about the words at `where`; `people` are initials by coder, `current` is the memo shown."""
        self._where.setText(where)
        self._fit_where()
        self.list.clear()
        for note in notes:
            whose = people.get(note.coder_id or "", "")
            parts = (note.heading or _("Untitled"), KIND_WORDS.get(note.kind, note.kind), whose)
            item = QListWidgetItem(" · ".join(filter(None, parts)), self.list)
            item.setData(_ID, note.memo_id)
            item.setToolTip(item.text())
            if note.memo_id == current:
                self.list.setCurrentItem(item)
        self.list.setVisible(bool(notes))
        row = self.list.sizeHintForRow(0) if notes else 0
        self.list.setFixedHeight(row * min(len(notes), _LISTED) + 2 * self.list.frameWidth() + 2)

    def show_memo(self, written: Written, *, editable: bool = True) -> None:
        """Put a memo before the person."""
        with QSignalBlocker(self.body):
            self.kind.setCurrentIndex(max(0, self.kind.findData(written.kind)))
            self.title.setText(written.title)
            self.body.setPlainText(written.body)
        self.kind.setEnabled(editable)
        for field in (self.title, self.body):
            field.setReadOnly(not editable)
        self.new.setEnabled(editable)

    def written(self) -> Written:
        """Return the memo as it stands here."""
        return Written(str(self.kind.currentData()), self.title.text(), self.body.toPlainText())

    def dress(self) -> None:
        """Tint the signs with the theme's colours."""
        for button, sign in ((self.new, "add"), (self.close_button, "close")):
            button.setIcon(icon(sign, theme.current()))
            side = self.fontMetrics().height()
            button.setIconSize(QSize(side, side))
        self.body.setMinimumHeight(4 * self.fontMetrics().lineSpacing())
        for field in (self.kind, self.title):
            # The style sheet's own least height is that of small letters.
            field.ensurePolished()
            field.setMinimumHeight(field.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "close_button"):
            self.dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_where()

    def _fit_where(self) -> None:
        # A splitter asks how high a part must be without saying how wide it is: one line, it would be told.
        self._where.setMinimumHeight(self._where.heightForWidth(self.contentsRect().width() - 16))

    # Leaving ---------------------------------------------------------------------------------------------------------

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(str(item.data(_ID)))

    def _focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        was_here = old is not None and self.isAncestorOf(old)
        if was_here and not (now is not None and self.isAncestorOf(now)) and QApplication.activePopupWidget() is None:
            self.left.emit()
