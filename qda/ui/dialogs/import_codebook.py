"""Before a codebook comes in: what becomes of every row, and whose words stay where file and project differ."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QLabel,
    QTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qda.core.codebook_columns import CodeTable
from qda.core.codebook_table import DIFFERS, FILLS, NEW, SAME, Planned
from qda.i18n import _, n_
from qda.ui.dialogs.question import buttons
from qda.ui.widgets.labels import muted

_KINDS = {
    NEW: _("new"),
    FILLS: _("filled in: {fields}"),
    DIFFERS: _("differs: {fields}"),
    SAME: _("as it is here"),
}
_FIELDS = {
    "definition": _("definition"),
    "include": _("when to use"),
    "exclude": _("when not to use"),
    "example": _("example"),
    "colour": _("colour"),
    "kind": _("kind"),
    "codable": _("use"),
    "origin": _("origin"),
    "stance": _("barrier or enabler"),
}
_PLANNED = Qt.ItemDataRole.UserRole


def ask_import(parent: QWidget, table: CodeTable, steps: Sequence[Planned]) -> list[int] | None:
    """Show what a codebook would do; return the rows whose words are taken, or None where the person went back."""
    dialog = ImportCodebookDialog(table, steps, parent)
    take = dialog.taken() if dialog.exec() == QDialog.DialogCode.Accepted else None
    dialog.deleteLater()
    return take


class ImportCodebookDialog(QDialog):
    """Numbers, a row for every code of the file, both texts of the one in front, and one button."""

    def __init__(self, table: CodeTable, steps: Sequence[Planned], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Import a codebook"))
        room, line = self.screen().availableSize(), self.fontMetrics()
        self.resize(
            min(line.averageCharWidth() * 96, room.width() - 64), min(line.lineSpacing() * 36, room.height() - 64)
        )
        self.said = QLabel(self._numbers(table, steps), self)
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.list = _Rows(self)
        self._items: list[tuple[Planned, QTreeWidgetItem]] = []
        for step in steps:
            self._add(step)
        for row, reason in table.refused:
            # Nothing becomes of them, but nobody is to wonder where they went.
            self.list.addTopLevelItem(QTreeWidgetItem([_("Row {row}").format(row=row), reason]))
        self.list.resizeColumnToContents(0)
        self.list.setColumnWidth(0, min(self.list.columnWidth(0), self.width() // 2))
        self.texts = QTextEdit(self)
        self.texts.setReadOnly(True)
        self.texts.setTabChangesFocus(True)
        self.texts.setAccessibleName(_("What it says here and in the file"))
        self.texts.setFixedHeight(line.lineSpacing() * 7)
        hint = muted(_("Space ticks codes of which the file's words are to be taken."), self)
        hint.setVisible(any(step.kind == DIFFERS for step in steps))
        box, self.primary = buttons(self, _("Import"))
        self.primary.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        for part in (self.said, self.list, hint, self.texts, box):
            column.addWidget(part, int(part is self.list))
        self.list.currentItemChanged.connect(self._show_texts)
        self.list.itemChanged.connect(lambda *_changed: self._ready())
        self.list.setCurrentIndex(self.list.model().index(0, 0))
        self.list.setFocus()
        self._ready()

    def taken(self) -> list[int]:
        """Return the rows of the file whose words are taken where the project says something else."""
        return [step.line.row for step, item in self._items if item.checkState(0) == Qt.CheckState.Checked]

    def _add(self, step: Planned) -> None:
        fields = ", ".join(_FIELDS[field] for field in step.differs or step.fills)
        words = [_KINDS[step.kind].format(fields=fields)]
        if step.differs and step.fills:
            words.append(_KINDS[FILLS].format(fields=", ".join(_FIELDS[field] for field in step.fills)))
        item = QTreeWidgetItem([step.line.path, "; ".join(words)])
        item.setData(0, _PLANNED, step)
        item.setToolTip(0, step.line.path)
        if step.kind == DIFFERS:
            item.setCheckState(0, Qt.CheckState.Unchecked)
        self.list.addTopLevelItem(item)
        self._items.append((step, item))

    @staticmethod
    def _numbers(table: CodeTable, steps: Sequence[Planned]) -> str:
        counts = {kind: sum(step.kind == kind for step in steps) for kind in _KINDS}
        parts = [
            (counts[NEW], n_("{n} new code", "{n} new codes", counts[NEW])),
            (counts[FILLS], n_("{n} filled in", "{n} filled in", counts[FILLS])),
            (counts[DIFFERS], n_("{n} that differs", "{n} that differ", counts[DIFFERS])),
            (counts[SAME], n_("{n} as it is here", "{n} as they are here", counts[SAME])),
            (len(table.refused), n_("{n} row left out", "{n} rows left out", len(table.refused))),
        ]
        words = f"{table.name}: " + ", ".join(words for count, words in parts if count) + "."
        if table.unused:
            words += " " + _("Not read: {columns}.").format(columns=", ".join(table.unused))
        return " ".join((words, *table.warnings))

    def _show_texts(self, item: QTreeWidgetItem | None) -> None:
        step: Planned | None = item.data(0, _PLANNED) if item is not None else None
        if step is None:
            self.texts.clear()
            return
        parts = []
        for field in step.differs:
            parts.append(_("Here, {field}: {words}").format(field=_FIELDS[field], words=(step.here or {})[field]))
            parts.append(_("File, {field}: {words}").format(field=_FIELDS[field], words=step.line.values[field]))
        others = [field for field in step.line.values if field not in step.differs]
        parts += [f"{_FIELDS[field]}: {step.line.values[field]}" for field in others]
        self.texts.setPlainText("\n".join(parts))

    def _ready(self) -> None:
        """There is something to import where a code is new, is filled in, or its words are taken."""
        adds = any(step.kind == NEW or step.fills for step, _item in self._items)
        self.primary.setEnabled(adds or bool(self.taken()))


class _Rows(QTreeWidget):
    """The rows of the file; Space ticks all that are chosen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Codes in the file"))
        self.setHeaderLabels([_("Code"), _("What becomes of it")])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)
            return
        items = [item for item in self.selectedItems() if item.data(0, Qt.ItemDataRole.CheckStateRole) is not None]
        ticked = all(item.checkState(0) == Qt.CheckState.Checked for item in items)
        for item in items:
            item.setCheckState(0, Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)
