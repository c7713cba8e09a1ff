"""Before a table of interviews comes in: what becomes of every row, and whose words stay where the two differ."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qda.core.interviews import TITLES
from qda.core.interviews_table import PlannedSheet, SheetTable
from qda.i18n import _, n_
from qda.ui.dialogs.question import buttons


def ask_sheets(parent: QWidget, table: SheetTable, steps: Sequence[PlannedSheet]) -> bool | None:
    """Show what a table would do; return whether its words replace others, or None where the person went back."""
    dialog = ImportSheetsDialog(table, steps, parent)
    replace = dialog.replace.isChecked() if dialog.exec() == QDialog.DialogCode.Accepted else None
    dialog.deleteLater()
    return replace


class ImportSheetsDialog(QDialog):
    """A row for every row of the file, and one choice: which words stay where sheet and file differ."""

    def __init__(self, table: SheetTable, steps: Sequence[PlannedSheet], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Import table of interviews"))
        room, letter = self.screen().availableSize(), self.fontMetrics()
        self.resize(
            min(letter.averageCharWidth() * 96, room.width() - 64), min(letter.lineSpacing() * 30, room.height() - 64)
        )
        found = sum(not step.refused for step in steps)
        words = n_("{n} row is about a source here.", "{n} rows are about sources here.", found)
        if table.unused:
            words += " " + _("Not read: {columns}.").format(columns=", ".join(table.unused))
        said = QLabel(f"{table.name}: {words}", self)
        said.setWordWrap(True)
        said.setTextFormat(Qt.TextFormat.PlainText)
        self.list = QTreeWidget(self)
        self.list.setAccessibleName(_("Rows of the file"))
        self.list.setHeaderLabels([_("Source"), _("What becomes of it")])
        self.list.setRootIsDecorated(False)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.list.setColumnWidth(0, self.width() // 3)
        for step in steps:
            item = QTreeWidgetItem([step.source or step.line.name, _becomes(step)])
            for place in (0, 1):
                item.setToolTip(place, item.text(place))
            self.list.addTopLevelItem(item)
        self.list.setCurrentIndex(self.list.model().index(0, 0))
        self.replace = QCheckBox(_("Where a sheet says something else, take the words of the file"), self)
        self.replace.setVisible(any(step.differs for step in steps))
        self.replace.toggled.connect(lambda _ticked: self._ready(steps))
        box, self.primary = buttons(self, _("Import"))
        self.primary.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        for part in (said, self.list, self.replace, box):
            column.addWidget(part, int(part is self.list))
        self._ready(steps)

    def _ready(self, steps: Sequence[PlannedSheet]) -> None:
        fills = any(step.fills for step in steps)
        self.primary.setEnabled(fills or (self.replace.isChecked() and any(step.differs for step in steps)))


def _becomes(step: PlannedSheet) -> str:
    if step.refused:
        return step.refused
    parts = []
    if step.fills:
        parts.append(_("filled in: {fields}").format(fields=", ".join(TITLES[field] for field in step.fills)))
    if step.differs:
        parts.append(_("differs: {fields}").format(fields=", ".join(TITLES[field] for field in step.differs)))
    return "; ".join(parts) or _("as it is here")
