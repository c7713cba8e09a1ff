"""Words counted: a table to filter, sort and copy, from which each word leads to the places where it stands."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from qda.core import exporters, words
from qda.core.exporters import ProductOptions, Written
from qda.core.words import Counting, WordTable
from qda.errors import CancelledError, QdaError
from qda.i18n import _, n_
from qda.progress import Progress
from qda.ui.copying import CopiedCell, put_table
from qda.ui.models.words_model import SORT, WordsModel
from qda.ui.widgets.labels import muted, with_key
from qda.ui.widgets.table_rows import fit_rows
from qda.ui.workspace import Workspace

_KEPT = "words-left-out"
_PAUSE = 250  # milliseconds after the last change of what is counted


class _Table(QTableView):
    """Enter goes to where the word stands, Ctrl+C copies."""

    keyed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.keyed.emit("copy")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keyed.emit("open")
        else:
            super().keyPressEvent(event)


class WordsDialog(QDialog):
    """Stays open beside the window. Signal: `placesAsked(word, way)`, as the search takes them."""

    placesAsked = Signal(str, str)

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self._job = _("Counting words")
        self.setWindowTitle(_("Words counted"))
        letters, room = self.fontMetrics().averageCharWidth(), self.screen().availableSize()
        self.resize(min(letters * 110, room.width() - 64), min(letters * 95, room.height() - 64))
        self.by = QComboBox(self)
        self.by.setAccessibleName(_("Counted"))
        for key, label in workspace.read(words.ways_to_count):
            self.by.addItem(label, key)
        self.together = QCheckBox(_("All forms of a word together"), self)
        self.stops = QCheckBox(_("Leave out words that say little (the, and, is)"), self)
        self.interviewers = QCheckBox(_("Count the interviewer, too"), self)
        self.together.setChecked(True)
        self.stops.setChecked(True)
        self.without = QLineEdit(workspace.recall(_KEPT) or "", self)
        self.without.setAccessibleName(_("Leave out as well"))
        self.without.setPlaceholderText(_("Words to leave out as well: yeah, kind"))
        self.filter = QLineEdit(self)
        self.filter.setAccessibleName(_("Filter"))
        self.filter.setPlaceholderText(_("Filter"))
        self.filter.setClearButtonEnabled(True)
        self.count = muted("", self)
        self.model = WordsModel(self)
        self.shown = QSortFilterProxyModel(self)
        self.shown.setSourceModel(self.model)
        self.shown.setSortRole(SORT)
        self.shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.table = self._make_table()
        self._arrange()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self.recount)
        self.by.currentIndexChanged.connect(self.recount)
        for box in (self.together, self.stops, self.interviewers):
            box.toggled.connect(self.recount)
        self.without.textChanged.connect(self._soon.start)
        self.filter.textChanged.connect(self.shown.setFilterFixedString)
        workspace.closing.connect(self.close)
        self.recount()
        self.filter.setFocus()

    def _make_table(self) -> _Table:
        table = _Table(self)
        table.setAccessibleName(_("Words"))
        table.setAccessibleDescription(_("Enter shows where a word stands"))
        table.setModel(self.shown)
        table.setSortingEnabled(True)
        table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        fit_rows(table)
        table.keyed.connect(lambda act: self.copy() if act == "copy" else self._open(table.currentIndex()))
        table.doubleClicked.connect(self._open)
        return table

    def _arrange(self) -> None:
        copy = QPushButton(_("Copy table"), self)
        copy.setToolTip(with_key(_("Copies the selected rows, or all that are shown, for a spreadsheet"), "Ctrl+C"))
        copy.clicked.connect(self.copy)
        self.keep = QPushButton(_("Save as…"), self)
        self.keep.clicked.connect(self.save)
        places = QPushButton(_("Show places"), self)
        places.setToolTip(with_key(_("Shows where the word stands"), "Return"))
        places.clicked.connect(lambda: self._open(self.table.currentIndex()))
        grid = QGridLayout()
        grid.setSpacing(8)
        label = QLabel(_("Counted"), self)
        label.setBuddy(self.by)
        grid.addWidget(label, 0, 0)
        grid.addWidget(self.by, 0, 1)
        grid.addWidget(self.together, 1, 0, 1, 2)
        grid.addWidget(self.stops, 2, 0, 1, 2)
        grid.addWidget(self.interviewers, 3, 0, 1, 2)
        grid.addWidget(self.without, 4, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (copy, self.keep):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(places)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addLayout(grid)
        column.addWidget(self.filter)
        column.addWidget(self.count)
        column.addWidget(self.table, 1)
        column.addLayout(row)

    # Counting --------------------------------------------------------------------------------------------------------

    def counting(self) -> Counting:
        """Return what is to be counted as it is set here."""
        left_out = [word.strip().lower() for word in re.split(r"[,;\s]+", self.without.text())]
        return Counting(
            by=self.by.currentData() or "",
            together=self.together.isChecked(),
            interviewers=self.interviewers.isChecked(),
            stops=self.stops.isChecked(),
            without=tuple(word for word in left_out if word),
        )

    def recount(self) -> None:
        """Count anew, beside the window; what was being counted is given up."""
        self._soon.stop()
        project, wanted = self._workspace.project, self.counting()

        def work(progress: Progress) -> WordTable:
            with project.read() as session:
                return words.count(session, wanted, progress)

        self.count.setText(_("Counting…"))
        self._workspace.jobs.drop(self._job)
        self._workspace.jobs.start(self._job, work, self._show, failed=self._failed)

    def _show(self, table: WordTable) -> None:
        self.model.show(table)
        self.table.resizeColumnsToContents()
        third = self.table.viewport().width() // 3
        usual = self.fontMetrics().averageCharWidth() * 24
        self.table.setColumnWidth(0, min(max(self.table.columnWidth(0), usual), third))
        if table.rows:
            said = n_("{n} different word", "{n} different words", len(table.rows))
            parts = [said, _("{n} words were said").format(n=f"{table.total:,}")]
        else:
            parts = [_("No words to count: import transcripts, or leave out less.")]
        if table.unspaced:
            parts.append(_("Chinese, Japanese, Thai and their like are not counted: they write no spaces"))
        self.count.setText(" · ".join(parts))

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, CancelledError):
            self.count.setText(_("Stopped; this is what was counted before."))
        elif isinstance(error, QdaError):
            self.count.setText(error.sentence)
        else:
            raise error

    # What can be done with the words ---------------------------------------------------------------------------------

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            row = self.shown.mapToSource(index).row()
            way = "forms" if self.together.isChecked() else "words"
            self.placesAsked.emit(self.model.words.rows[row].word, way)

    def copy(self) -> None:
        """Copy the selected rows, or all that are shown, with their heads."""
        chosen = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        rows = chosen if len(chosen) > 1 else range(self.shown.rowCount())
        lines = []
        for shown in rows:
            row = self.shown.mapToSource(self.shown.index(shown, 0)).row()
            cells = (self.model.value(row, column) for column in range(self.model.columnCount()))
            said = (f"{cell:.1f}" if isinstance(cell, float) else str(cell) for cell in cells)
            lines.append([CopiedCell(words, number=column > 0) for column, words in enumerate(said)])
        put_table(list(self.model.heads()), lines)
        self._workspace.told.emit(n_("Copied {n} word.", "Copied {n} words.", len(lines)), False)

    def save(self) -> None:
        """Ask for a file and write all words that are counted."""
        kinds = _("Excel (*.xlsx);;CSV (*.csv)")
        start = self._workspace.project.path.with_name(_("Words") + ".xlsx")
        name, kind = QFileDialog.getSaveFileName(self, _("Save the words"), str(start), kinds)
        if not name:
            return
        path = Path(name) if Path(name).suffix else Path(f"{name}.{'csv' if 'csv' in kind else 'xlsx'}")
        project, options = self._workspace.project, ProductOptions(counting=self.counting())

        def work(_progress: Progress) -> Written:
            with project.read() as session:
                return exporters.export(session, "words", path, options)

        def done(written: Written) -> None:
            self._workspace.told.emit(_("Wrote {file}.").format(file=written.path.name), False)

        self._workspace.jobs.start(_("Writing the words"), work, done)

    def done(self, result: int) -> None:
        self._soon.stop()
        if self._workspace.is_open:
            self._workspace.remember({_KEPT: self.without.text()})
        self._workspace.jobs.drop(self._job)
        super().done(result)
