"""What a person may correct about one file before it comes in: encoding, speakers, and how a table is cut."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qda.core.importers import ReadOptions
from qda.core.importers.columns import ROLES, Column
from qda.core.importers.encodings import display_name
from qda.core.importers.tables import PER, TablePreview
from qda.i18n import _
from qda.ui.dialogs.import_files import READING, FileLine
from qda.ui.widgets.labels import muted
from qda.ui.widgets.table_rows import show_some_rows

ENCODINGS = (
    *("utf-8", "utf-16", "cp1252", "mac_roman", "iso8859-15", "cp1250", "iso8859-2", "cp1251", "koi8-r", "cp1253"),
    *("cp1254", "cp1255", "cp1256", "cp1257", "gb18030", "big5", "cp932", "euc_jp", "euc_kr", "cp437", "cp850"),
)
_PER_WORDS = {"row": _("One a row"), "question": _("One a question"), "whole": _("One of the whole table")}
_ROLE_WORDS = {
    "text": _("Answers or speech"),
    "attribute": _("Fact about the person"),
    "name": _("Name of the source"),
    "speaker": _("Speaker"),
    "time": _("Time"),
    "skip": _("Left out"),
}
_ROWS_SHOWN = 5
_SPEAKERS_NAMED = 3


class _Chooser(QComboBox):
    """A combo box that leaves the wheel to the list in which it stands."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Corrections(QWidget):
    """Signals: `asked(options)` where the file has to be read again, `askersChanged(labels)` where not."""

    asked = Signal(object)
    askersChanged = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line: FileLine | None = None
        self.encoding = QComboBox(self)
        self.encoding.setAccessibleName(_("Encoding"))
        self.encoding.activated.connect(self._set_encoding)
        self.askers = QPushButton(self)
        self.askers.setAutoDefault(False)
        self.askers.setStyleSheet("text-align: left;")
        self.askers.setAccessibleName(_("Asks the questions"))
        self.askers.setMenu(QMenu(self.askers))
        self.no_speakers = QCheckBox(_("No speakers in this file"), self)
        self.no_speakers.clicked.connect(self._set_speakers)
        self.per = QComboBox(self)
        self.per.setAccessibleName(_("Sources from this table"))
        self.per.activated.connect(self._set_per)
        self._why = muted("", self)
        self.columns = self._make_columns()
        self._form = QFormLayout()
        self._form.setSpacing(8)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.addRow(_("Encoding"), self.encoding)
        self._form.addRow(_("Sources"), self.per)
        self._form.addRow(_("Asks the questions"), self.askers)
        for box in (self.encoding, self.per):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._form)
        for part in (self.no_speakers, self._why, self.columns):
            column.addWidget(part)

    def _make_columns(self) -> QTableWidget:
        table = QTableWidget(0, 3, self)
        table.setAccessibleName(_("Columns of the table"))
        table.setHorizontalHeaderLabels([_("Column"), _("Example"), _("What it holds")])
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        return table

    # Showing ---------------------------------------------------------------------------------------------------------

    def show_file(self, line: FileLine | None) -> None:
        """Show what can be corrected about a file; nothing for one that could never be read."""
        self._line = line
        look = line.look if line else None
        read = line is not None and look is not None and bool(look.result.imported)
        self._form.setRowVisible(self.encoding, line is not None and line.encodes)
        self._form.setRowVisible(self.askers, read and look is not None and bool(look.speakers))
        no_turns = line is not None and not line.options.speakers
        self.no_speakers.setVisible(no_turns or (read and look is not None and bool(look.speakers)))
        self.no_speakers.setChecked(no_turns)
        self._show_table(line.table if line else None, line.options if line else ReadOptions())
        if line is None:
            return
        if line.encodes:
            self._show_encodings(line)
        self._show_askers(line)
        self.setEnabled(line.state != READING)

    def _show_encodings(self, line: FileLine) -> None:
        self.encoding.clear()
        found = display_name(line.found_encoding) if line.found_encoding else ""
        self.encoding.addItem(_("{name}, found by itself").format(name=found) if found else _("Found by itself"), None)
        for name in ENCODINGS:
            self.encoding.addItem(display_name(name), name)
        self.encoding.setCurrentIndex(max(0, self.encoding.findData(line.options.encoding)))

    def _show_askers(self, line: FileLine) -> None:
        menu, askers = self.askers.menu(), line.interviewers()
        menu.clear()
        for label in line.look.speakers if line.look else ():
            # A single & would underline the letter after it.
            action = menu.addAction(label.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(label in askers)
            action.setData(label)
            action.triggered.connect(self._set_askers)
        named = [label for label in (line.look.speakers if line.look else ()) if label in askers]
        words = ", ".join(named[:_SPEAKERS_NAMED]) + (" …" if len(named) > _SPEAKERS_NAMED else "")
        self.askers.setText((words or _("Nobody")).replace("&", "&&"))

    def _show_table(self, table: TablePreview | None, options: ReadOptions) -> None:
        self._form.setRowVisible(self.per, table is not None)
        self._why.setVisible(table is not None)
        self.columns.setVisible(table is not None)
        if table is None:
            return
        self.per.clear()
        self.per.addItem(_("{words}, found by itself").format(words=_PER_WORDS[table.per]), None)
        if options.per is not None:
            self.per.setItemText(0, _("Found by itself"))
        for per in PER:
            self.per.addItem(_PER_WORDS[per], per)
        self.per.setCurrentIndex(self.per.findData(options.per) if options.per else 0)
        self._why.setText("" if options.per else table.why)
        self._why.setVisible(not options.per)
        self.columns.setRowCount(len(table.columns))
        for row, column in enumerate(table.columns):
            self._show_column(row, column)
        show_some_rows(self.columns, min(len(table.columns), _ROWS_SHOWN), room=18)

    def _show_column(self, row: int, column: Column) -> None:
        for place, words in enumerate((column.name, column.examples[0] if column.examples else "")):
            item = QTableWidgetItem(" ".join(words.split()))
            item.setToolTip(words)
            self.columns.setItem(row, place, item)
        chooser = _Chooser(self.columns)
        chooser.setAccessibleName(_("What {column} holds").format(column=column.name))
        for role in ROLES:
            chooser.addItem(_ROLE_WORDS[role], role)
        chooser.setCurrentIndex(chooser.findData(column.role))
        chooser.activated.connect(
            lambda place, name=column.name, box=chooser: self._set_role(name, box.itemData(place))
        )
        self.columns.setCellWidget(row, 2, chooser)
        self.columns.setColumnWidth(2, chooser.sizeHint().width() + 8)

    # Correcting ------------------------------------------------------------------------------------------------------

    def _set_encoding(self, row: int) -> None:
        if self._line is not None and self.encoding.itemData(row) != self._line.options.encoding:
            self.asked.emit(replace(self._line.options, encoding=self.encoding.itemData(row)))

    def _set_speakers(self, without: bool) -> None:
        if self._line is not None:
            self.asked.emit(replace(self._line.options, speakers=not without))

    def _set_per(self, row: int) -> None:
        if self._line is not None and self.per.itemData(row) != self._line.options.per:
            self.asked.emit(replace(self._line.options, per=self.per.itemData(row)))

    def _set_role(self, name: str, role: str) -> None:
        if self._line is not None:
            self.asked.emit(replace(self._line.options, columns={**(self._line.options.columns or {}), name: role}))

    def _set_askers(self) -> None:
        chosen = frozenset(action.data() for action in self.askers.menu().actions() if action.isChecked())
        self.askersChanged.emit(chosen)
        if self._line is not None:
            self._show_askers(self._line)
