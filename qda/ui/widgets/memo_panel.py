"""Memos beside the text: those about a passage, and one that is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qda.core.memos import Note
from qda.i18n import _
from qda.ui import theme
from qda.ui.icons import icon
from qda.ui.widgets.labels import heading, muted, with_key
from qda.ui.widgets.memo_fields import KIND_WORDS, MemoFields
from qda.ui.workspace import Workspace

_ID = Qt.ItemDataRole.UserRole
_LISTED = 4  # memos in sight above the one that is written


class MemoPanel(QFrame):
    """Signals: `chosen(memo id)` from the list, `newAsked()`, `closeAsked()` by Esc, Ctrl+Enter or the button.

    `fields` hold the memo that is written.
    """

    chosen = Signal(str)
    newAsked = Signal()
    closeAsked = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Memo"))
        self._where = muted("", self)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Memos about these words"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._choose)
        self.list.itemClicked.connect(self._choose)
        self.fields = MemoFields(workspace, self)
        self.kind, self.title, self.body = self.fields.kind, self.fields.title, self.fields.body
        self.new = self._button(_("Another memo here"), self.newAsked.emit)
        self.close_button = self._button(with_key(_("Keep the memo and close"), "Ctrl+Return"), self.closeAsked.emit)
        self.dress()
        self._lay_out()
        for key in (Qt.Key.Key_Escape, "Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.closeAsked)

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
        for part in (self._where, self.list):
            column.addWidget(part)
        column.addWidget(self.fields, 1)

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

    def dress(self) -> None:
        """Tint the signs with the theme's colours."""
        for button, sign in ((self.new, "add"), (self.close_button, "close")):
            button.setIcon(icon(sign, theme.current()))
            side = self.fontMetrics().height()
            button.setIconSize(QSize(side, side))

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

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(str(item.data(_ID)))
