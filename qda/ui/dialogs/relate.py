"""How one theme is related to another theme or a code: the name of the relation, its direction, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from qda.core.themes.relations import Node, RelationName
from qda.i18n import _
from qda.ui.dialogs.question import buttons

_NODE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Related:
    """What was chosen: the other end, the name, whether the relation goes `out` from the theme, and the note."""

    other: Node
    name: str
    out: bool
    note: str


def ask_relation(
    parent: QWidget, theme: str, others: Sequence[tuple[Node, str]], names: Sequence[RelationName]
) -> Related | None:
    """Ask how the theme called `theme` is related, and to which of `others`; None where the person went back."""
    dialog = RelateDialog(theme, others, names, parent)
    chosen = dialog.related() if dialog.exec() == QDialog.DialogCode.Accepted else None
    dialog.deleteLater()
    return chosen


class RelateDialog(QDialog):
    """Type to find the other end, Up and Down choose it; the name is one of the study's or a new one."""

    def __init__(
        self,
        theme: str,
        others: Sequence[tuple[Node, str]],
        names: Sequence[RelationName],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Relate “{name}”").format(name=theme))
        wide = min(self.fontMetrics().averageCharWidth() * 64, self.screen().availableSize().width() - 64)
        self.setMinimumWidth(wide)
        self._others = list(others)
        self.name = QComboBox(self)
        self.name.setEditable(True)
        self.name.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for one in names:
            self.name.addItem(_("{name} (both ways)").format(name=one.name) if one.mutual else one.name, one.name)
        self.name.setAccessibleName(_("How they are related"))
        self.search = _Finding(self)
        self.search.setPlaceholderText(_("Find a theme or code"))
        self.search.setAccessibleName(_("Find a theme or code"))
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Themes and codes"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.search.stepped.connect(self._step)
        self.search.textChanged.connect(lambda _text: self._fill())
        self.list.itemDoubleClicked.connect(lambda _item: self.accept())
        self.direction = QComboBox(self)
        self.direction.setAccessibleName(_("Direction"))
        self.direction.addItem(_("“{name}” → the other").format(name=theme), True)
        self.direction.addItem(_("The other → “{name}”").format(name=theme), False)
        self.direction.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.direction.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.note = QPlainTextEdit(self)
        self.note.setAccessibleName(_("Note"))
        self.note.setPlaceholderText(_("What in the data speaks for it?"))
        self.note.setTabChangesFocus(True)
        form = QFormLayout()
        form.setSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.addRow(_("How they are related"), self.name)
        form.addRow(_("To what"), self.search)
        form.addRow(self.list)
        form.addRow(_("Direction"), self.direction)
        form.addRow(_("Note, if it needs one"), self.note)
        box, self._primary = buttons(self, _("Relate"))
        self._primary.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addLayout(form)
        column.addWidget(box)
        self._fit()
        self.name.currentTextChanged.connect(lambda _text: self._ready())
        self.list.currentRowChanged.connect(lambda _row: self._ready())
        self._fill()
        self.search.setFocus()

    def _fit(self) -> None:
        # Measured before it is dressed, all would be too low for large words.
        for part in (self, self.name, self.search, self.list, self.direction, self.note):
            part.ensurePolished()
        line = self.fontMetrics().lineSpacing()
        self.list.setFixedHeight(line * 6 + 16)
        self.note.setFixedHeight(line * 2 + 14)
        for field in (self.name, self.search, self.direction):
            field.setFixedHeight(line + 14)

    def related(self) -> Related | None:
        """Return what is chosen, None where something is missing."""
        item, name = self.list.currentItem(), self._name()
        if item is None or not name:
            return None
        return Related(item.data(_NODE), name, bool(self.direction.currentData()), self.note.toPlainText().strip())

    def _name(self) -> str:
        written = self.name.currentText().strip()
        known = self.name.findText(written)
        return str(self.name.itemData(known)) if known >= 0 else written

    def _fill(self) -> None:
        wanted = self.search.text().casefold().split()
        self.list.clear()
        for node, words in self._others:
            if all(part in words.casefold() for part in wanted):
                item = QListWidgetItem(words, self.list)
                item.setData(_NODE, node)
        if self.list.count():
            self.list.setCurrentRow(0)
        self._ready()

    def _step(self, by: int) -> None:
        self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + by)))

    def _ready(self) -> None:
        self._primary.setEnabled(self.related() is not None)


class _Finding(QLineEdit):
    """A field from which Up and Down step through the list below it. Signal: `stepped(by)`."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(by)
