"""How many reports, studies or samples say what under a heading, alone or crossed with another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qda.core import charting
from qda.core.attributes import AttributeRow
from qda.core.charting import UNITS, Counted, Crossed
from qda.i18n import _
from qda.ui.widgets.labels import Wrapped
from qda.ui.widgets.table_rows import fit_rows
from qda.ui.workspace import Workspace

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ChartingCounts(QWidget):
    """Three lists to choose from, the table, and what its percentages are of."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.heading, self.across, self.unit = QComboBox(self), QComboBox(self), QComboBox(self)
        for name, words in UNITS.items():
            self.unit.addItem(words, name)
        choices = QHBoxLayout()
        choices.setSpacing(8)
        for words, box in ((_("Heading"), self.heading), (_("Crossed with"), self.across), (_("Counted"), self.unit)):
            box.setAccessibleName(words)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(10)
            box.activated.connect(lambda _row: self._count())
            choices.addWidget(QLabel(words, self))
            choices.addWidget(box, 1)
        self.table = QTableWidget(0, 0, self)
        self.table.setAccessibleName(_("Counts"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.note = Wrapped(parent=self)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addLayout(choices)
        column.addWidget(self.table, 1)
        column.addWidget(self.note)

    def show_counts(self, known: Sequence[AttributeRow]) -> None:
        """Count under the heading that is chosen, the first one where that is gone."""
        for box in (self.heading, self.across):
            here = box.currentData()
            box.clear()
            if box is self.across:
                box.addItem(_("Nothing"), None)
            for row in known:
                box.addItem(row.name, row.id)
            box.setCurrentIndex(max(0, box.findData(here)) if box.count() else -1)
            box.setEnabled(bool(known))
        self._count()

    def _count(self) -> None:
        for box in (self.heading, self.across, self.unit):
            box.setToolTip(box.currentText())
        heading, across, unit = (box.currentData() for box in (self.heading, self.across, self.unit))
        if heading is None:
            self.table.setRowCount(0)
            self.note.setText("")
        elif across is None or across == heading:
            self._show(self.workspace.read(charting.count_by, heading, unit))
        else:
            self._show_crossed(self.workspace.read(charting.cross, heading, across, unit))

    def _show(self, count: Counted) -> None:
        rows = [[value, str(n), f"{count.share(n):.1f} %"] for value, n in count.rows]
        self._fill([count.heading, _("Number of {units}").format(units=UNITS[count.unit]), _("Per cent")], rows)
        self.note.setText(charting.counted_sentence(count))

    def _show_crossed(self, crossed: Crossed) -> None:
        rows = []
        for value in crossed.rows:
            numbers = [crossed.cells.get((value, other), 0) for other in crossed.columns]
            rows.append([value, *(f"{n} ({crossed.share(n):.1f} %)" if n else "0" for n in numbers)])
        self._fill([f"{crossed.heading} x {crossed.across}", *crossed.columns], rows)
        words = _("Numbers of {units}, and per cent of all {n}; one with several values stands in several cells.")
        self.note.setText(words.format(units=UNITS[crossed.unit], n=crossed.of))

    def _fill(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.table.setColumnCount(len(heads))
        self.table.setRowCount(len(rows))
        for place, head in enumerate(heads):
            item = QTableWidgetItem(head)
            item.setToolTip(head)
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            item.setTextAlignment(_RIGHT if place else left)
            self.table.setHorizontalHeaderItem(place, item)
        for row, cells in enumerate(rows):
            for place, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                if place:
                    item.setTextAlignment(_RIGHT)
                self.table.setItem(row, place, item)
        fit_rows(self.table)
        self.table.resizeColumnsToContents()
        letter = self.fontMetrics().averageCharWidth()
        for place in range(len(heads)):
            self.table.setColumnWidth(place, min(self.table.columnWidth(place) + 2 * letter, 40 * letter))
