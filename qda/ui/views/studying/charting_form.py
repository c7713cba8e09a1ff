"""The charting form of one report beside its text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from qda.core import documents
from qda.core.charting import Report
from qda.i18n import _
from qda.ui.models.fill_model import FillColumn
from qda.ui.widgets.fill_grid import offer
from qda.ui.widgets.kept_fields import KeptLine
from qda.ui.widgets.labels import muted
from qda.ui.workspace import Workspace


class ChartingForm(QWidget):
    """The report is chosen above its text; a field a heading. Signal: `typed` has words by (source, heading)."""

    typed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._rows: dict[str, Report] = {}
        self._columns: list[FillColumn] = []
        self._text_of = ""
        self.fields: dict[str, KeptLine] = {}
        self.report = QComboBox(self)
        self.report.setAccessibleName(_("Report"))
        self.report.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.report.currentIndexChanged.connect(lambda _row: self._show_one())
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("Text of the report"))
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 8, 8, 0)
        column.setSpacing(8)
        column.addWidget(self.report)
        column.addWidget(self.text, 1)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setObjectName("charting form")
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self._area)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)

    def show_reports(self, rows: Sequence[Report], columns: Sequence[FillColumn], *, read_only: bool) -> None:
        """Show the chosen report, the first one where that is gone."""
        self._rows = {row.source_id: row for row in rows}
        keys = [(row.source_id, row.name) for row in rows]
        shown = [(self.report.itemData(at), self.report.itemText(at)) for at in range(self.report.count())]
        if keys != shown:
            here = self.report.currentData()
            self.report.blockSignals(True)
            self.report.clear()
            for key, name in keys:
                self.report.addItem(name, key)
            self.report.setCurrentIndex(max(0, self.report.findData(here)) if keys else -1)
            self.report.blockSignals(False)
        named = [(one.key, one.title) for one in columns]
        if named != [(one.key, one.title) for one in self._columns]:
            self._make(columns)
        self._columns = list(columns)
        for one in columns:
            if one.choices and not one.several:
                offer(self.fields[one.key], one.choices)
            self.fields[one.key].setReadOnly(read_only)
        self._show_one()

    def _make(self, columns: Sequence[FillColumn]) -> None:
        """Make a field for each heading."""
        box = QWidget(self)
        form = QFormLayout(box)
        form.setContentsMargins(8, 8, 4, 8)
        form.setVerticalSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.fields = {}
        for one in columns:
            field = KeptLine(one.title, box)
            field.setToolTip(one.tip)
            if one.several:
                field.setPlaceholderText("; ".join(one.choices[:4]))
            field.kept.connect(lambda words, key=one.key: self._keep(key, words))
            self.fields[one.key] = field
            form.addRow(muted(one.title, box), field)
        self._area.setWidget(box)

    def _show_one(self) -> None:
        key = self.report.currentData()
        row = self._rows.get(key or "")
        if key != self._text_of:
            self.flush()
            self._text_of = key or ""
            self.text.setPlainText(self.workspace.read(documents.source_text, key) if row else "")
        for name, field in self.fields.items():
            field.show_words(row.words(name) if row else "")
            field.setEnabled(row is not None)

    def _keep(self, key: str, words: str) -> None:
        # Of the report whose text is shown: another may have been chosen just now.
        if self._text_of:
            self.typed.emit({(self._text_of, key): words})

    def flush(self) -> None:
        """Keep what is typed and not kept yet."""
        for field in self.fields.values():
            field.flush()
