"""What lies at the cursor: every code on the current words, whose it is, and a way to take it off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.models.codebook_model import chip
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.widgets.marks import Mark

_ID = Qt.ItemDataRole.UserRole
NOTHING: Mapping[str, tuple[str, int | None]] = MappingProxyType({})


class AtCursor(QWidget):
    """Signals: `chosen(coding id)` by Enter or double click, `removeAsked(coding ids)` by Delete.

    `pointed(coding id)` tells over which entry the mouse or the keyboard is; "" when it has left.
    """

    chosen = Signal(str)
    pointed = Signal(str)
    removeAsked = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nothing = Wrapped(_("No code here yet. Type to give one."), self)
        self.list = _List(self)
        self.list.setAccessibleName(_("Codes at the cursor"))
        self.list.setIconSize(QSize(12, 12))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(lambda item: self.chosen.emit(item.data(_ID)))
        self.list.deleteAsked.connect(self._remove)
        self.list.setMouseTracking(True)
        self.list.itemEntered.connect(lambda item: self.pointed.emit(item.data(_ID)))
        self.list.currentItemChanged.connect(self._tell_current)
        self.list.leftList.connect(lambda: self.pointed.emit(""))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 4)
        column.setSpacing(4)
        column.addWidget(heading(_("At the cursor"), self))
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)
        column.addStretch(0)

    def show_marks(
        self, marks: Sequence[Mark], lines: dict[str, str], notes: Mapping[str, tuple[str, int | None]] = NOTHING
    ) -> None:
        """Show these codings; by id, `lines` has the line numbers of each, `notes` its note and weight."""
        self.list.clear()
        for mark in marks:
            note, weight = notes.get(mark.id, ("", None))
            weighs = "" if weight is None else _("weight {weight}").format(weight=weight)
            parts = (mark.name, mark.coder_initials, lines.get(mark.id, ""), weighs, " ".join(note.split()))
            item = QListWidgetItem(chip(mark.colour), "  ·  ".join(filter(None, parts)), self.list)
            item.setData(_ID, mark.id)
            about = _("{code}, coded by {coder}, lines {lines}").format(
                code=mark.name, coder=mark.coder or mark.coder_initials, lines=lines.get(mark.id, "")
            )
            item.setToolTip("\n".join(filter(None, (about, weighs, note))))
        self._nothing.setVisible(not marks)
        self.list.setVisible(bool(marks))
        row = self.list.sizeHintForRow(0) if marks else 0
        self.list.setMinimumHeight(row + 4)
        self.list.setMaximumHeight(row * len(marks) + 4)

    def _tell_current(self, item: QListWidgetItem | None) -> None:
        if self.list.hasFocus():
            self.pointed.emit(item.data(_ID) if item is not None else "")

    def _remove(self) -> None:
        self.removeAsked.emit([item.data(_ID) for item in self.list.selectedItems()])


class _List(QListWidget):
    deleteAsked = Signal()
    leftList = Signal()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.leftList.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.leftList.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.deleteAsked.emit()
        else:
            super().keyPressEvent(event)
