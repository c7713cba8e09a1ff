"""One memo, open: its words, what it is about, who wrote it and when, and which memos point to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QToolButton, QVBoxLayout, QWidget

from qda.core.memo_things import Named
from qda.core.memos import MemoRow, heading
from qda.i18n import _, n_
from qda.ui import theme
from qda.ui.icons import icon
from qda.ui.models.history_model import when
from qda.ui.widgets.labels import Wrapped, muted
from qda.ui.widgets.link_chips import LinkChips
from qda.ui.widgets.memo_fields import MemoFields
from qda.ui.workspace import Workspace

_ID = Qt.ItemDataRole.UserRole
_LISTED = 4  # memos in sight that point here


class MemoSheet(QWidget):
    """Signals: `left()` by Esc or Ctrl+Enter, `deleteAsked()`, and `memoAsked(memo id)` from those that point here.

    `fields` hold what is written, `chips` what it is about.
    """

    left = Signal()
    deleteAsked = Signal()
    memoAsked = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._editable = True
        self._about = Wrapped("", self)
        self.reading = QToolButton(self)
        self.reading.setCheckable(True)
        self.reading.setAccessibleName(_("Read"))
        self.reading.setToolTip(_("Read: a click on a link goes there"))
        self.reading.toggled.connect(lambda _on: self._let_write())
        self.delete = QToolButton(self)
        self.delete.setAccessibleName(_("Delete memo"))
        self.delete.setToolTip(_("Delete the memo; it can be undone"))
        self.delete.clicked.connect(self.deleteAsked)
        self.fields = MemoFields(workspace, self, bar=True)
        self.chips = LinkChips(self)
        self._pointing = muted("", self)
        self.backlinks = QListWidget(self)
        self.backlinks.setAccessibleName(_("Memos that point here"))
        self.backlinks.itemActivated.connect(self._ask)
        self.backlinks.itemClicked.connect(self._ask)
        self.backlinks.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._about, 1)
        for button in (self.reading, self.delete):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.fields, 1)
        column.addWidget(self.chips)
        column.addWidget(self._pointing)
        column.addWidget(self.backlinks)
        for key in (Qt.Key.Key_Escape, "Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.left)
        self._dress()

    def show_facts(self, row: MemoRow | None, author: str, *, editable: bool) -> None:
        """Say who wrote the memo and when; None is one that is not there yet."""
        self._editable = editable
        self.delete.setEnabled(editable and row is not None)
        if row is None:
            self._about.setText(_("A new memo; it is kept as soon as it is left."))
        else:
            parts = [author, _("written {when}").format(when=when(row.created))]
            if row.modified - row.created > 60_000:
                parts.append(_("changed {when}").format(when=when(row.modified)))
            if not editable:
                parts.append(_("only its author can change it"))
            self._about.setText(" · ".join(filter(None, parts)))
        self._let_write()

    def show_links(self, things: Sequence[Named], pointing: Sequence[MemoRow], editable: bool) -> None:
        """Show what the memo is about, and which memos point to it."""
        self.chips.show_things(things, editable=editable)
        self._pointing.setText(n_("{n} memo points here", "{n} memos point here", len(pointing)))
        self._pointing.setVisible(bool(pointing))
        self.backlinks.clear()
        for row in pointing:
            item = QListWidgetItem(icon("memos", theme.current(), "muted"), heading(row.title, row.body))
            item.setData(_ID, row.id)
            self.backlinks.addItem(item)
        self.backlinks.setVisible(bool(pointing))
        self._fit()

    def _fit(self) -> None:
        rows = self.backlinks.count()
        if rows:
            high = self.backlinks.sizeHintForRow(0) * min(rows, _LISTED)
            self.backlinks.setFixedHeight(high + 2 * self.backlinks.frameWidth() + 2)

    def _let_write(self) -> None:
        self.fields.let_write(self._editable and not self.reading.isChecked())

    def _ask(self, item: QListWidgetItem) -> None:
        self.memoAsked.emit(str(item.data(_ID)))

    def _dress(self) -> None:
        side = self.fontMetrics().height()
        for button, sign in ((self.reading, "read"), (self.delete, "remove")):
            button.setIcon(icon(sign, theme.current()))
            button.setIconSize(QSize(side, side))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "backlinks"):
            self._dress()
            self._fit()
