"""At a transcript's head: what I say of it (read, finished), and how many transcripts wait to be read again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QWidget,
)

from qda.i18n import _, n_
from qda.ui import theme
from qda.ui.icons import icon
from qda.ui.keys import tip
from qda.ui.models.sources_model import Index

_PROGRESS = Qt.ItemDataRole.UserRole


class ReadTicks(QWidget):
    """Two boxes with words, and a button that is there while something is to be read again.

    Signals: `readAsked(yes)`, `finishedAsked(yes)`, `againAsked()`.
    """

    readAsked = Signal(bool)
    finishedAsked = Signal(bool)
    againAsked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.read = QCheckBox(_("Read"), self)
        tip(self.read, _("I have read this transcript"), "mark_read")
        self.finished = QCheckBox(_("Finished"), self)
        words = _("I have finished this transcript: only finished ones count for agreement")
        tip(self.finished, words, "mark_finished")
        self.again = QToolButton(self)
        self.again.setAutoRaise(True)
        self.again.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        tip(self.again, _("Transcripts that were finished before a code came"), "read_again")
        self.read.clicked.connect(self.readAsked)
        self.finished.clicked.connect(self.finishedAsked)
        self.again.clicked.connect(lambda: self.againAsked.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 4)
        row.setSpacing(16)
        row.addWidget(self.read)
        row.addWidget(self.finished)
        row.addStretch(1)
        row.addWidget(self.again)
        self.parts = (self.read, self.finished, self.again)
        self.show_again(0)

    def show_said(self, read: bool, finished: bool, *, can_say: bool) -> None:
        """Show what the present coder says of the source; `can_say` is false where it can only be read."""
        for box, said in ((self.read, read), (self.finished, finished)):
            box.setChecked(said)
            box.setEnabled(can_say)

    def show_again(self, number: int) -> None:
        """Say how many finished transcripts are to be read again."""
        self.again.setText(n_("{n} to read again", "{n} to read again", number))
        self.again.setIcon(icon("recent", theme.current()))
        self.again.setVisible(number > 0)


class ProgressDelegate(QStyledItemDelegate):
    """Writes behind the name of each source in a list how far the present coder is with it."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        words = index.data(_PROGRESS)
        if words:
            option.text = f"{option.text}  ·  {words}"
            # A long name is shortened, what it says behind it is not.
            option.textElideMode = Qt.TextElideMode.ElideMiddle


def show_progress(chooser: QComboBox, row: int, sign: str, words: str) -> None:
    """Give a row of a list of sources a sign and words: what is said of it, or nothing."""
    chooser.setItemIcon(row, icon(sign, theme.current(), "muted"))
    chooser.setItemData(row, words, _PROGRESS)
    name = chooser.itemText(row)
    chooser.setItemData(row, f"{name}, {words}" if words else name, Qt.ItemDataRole.AccessibleTextRole)
