"""What files would become, to be looked at and corrected before anything is written; one change brings them in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from qda.core.importers import ReadOptions
from qda.core.intake import Intake
from qda.i18n import _, n_
from qda.ui.dialogs.import_corrections import Corrections
from qda.ui.dialogs.import_files import FILE, READING, REFUSED, STATE, UNREAD, WORDS, FileLine, ImportModel, state_words
from qda.ui.dialogs.import_jobs import ImportJobs
from qda.ui.dialogs.import_preview import PreviewText
from qda.ui.dialogs.import_reading import TABLES, Look
from qda.ui.widgets.labels import heading, muted
from qda.ui.widgets.table_rows import fit_rows
from qda.ui.workspace import Workspace

_WIDTHS = (190, 100, 110, 60, 90)


class ImportDialog(QDialog):
    """Files at the left, filling while they are read; the chosen one's corrections and text at the right."""

    def __init__(self, workspace: Workspace, paths: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.jobs = ImportJobs(workspace, self)
        self.setWindowTitle(_("Import transcripts"))
        self.model = ImportModel(self)
        self.table = QTableView(self)
        self.corrections = Corrections(self)
        self.preview = PreviewText(self)
        self._build()
        self._connect()
        self._size_up()
        self.jobs.read(paths)
        self._show_file()
        self._show_state()

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.addWidget(self._make_files())
        self.splitter.addWidget(self._make_side())
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setChildrenCollapsible(False)
        self.people = QCheckBox(_("Make participants of the speakers (not of the interviewer)"), self)
        self.people.setChecked(True)
        self.problem = QLabel(self)
        self.problem.setWordWrap(True)
        self.problem.setProperty("danger", True)
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.splitter, 1)
        column.addWidget(self.problem)
        column.addLayout(self._make_foot())

    def _make_files(self) -> QWidget:
        box = QWidget(self)
        self.all = QCheckBox(_("All files"), box)
        self.all.setTristate(True)
        self.count = QLabel(box)
        self.count.setProperty("muted", True)
        self.progress = QProgressBar(box)
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(120)
        self.progress.setAccessibleName(_("Progress"))
        self.stop = QPushButton(_("Stop"), box)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.all)
        head.addWidget(self.count, 1)
        head.addWidget(self.progress)
        head.addWidget(self.stop)
        table = self.table
        table.setAccessibleName(_("Files"))
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setIconSize(QSize(table.fontMetrics().height(), table.fontMetrics().height()))
        table.setTextElideMode(Qt.TextElideMode.ElideRight)
        table.verticalHeader().hide()
        fit_rows(table)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        table.horizontalHeader().setSectionResizeMode(STATE, QHeaderView.ResizeMode.Stretch)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(table, 1)
        return box

    def _make_side(self) -> QWidget:
        box = QWidget(self)
        self.title = heading("", box, 1.1)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        self.reason = QLabel(box)
        self.reason.setProperty("danger", True)
        self.remarks = muted("", box)
        for label in (self.reason, self.remarks):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(box)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.title, self.reason, self.remarks, self.corrections):
            column.addWidget(part)
        column.addWidget(self.preview, 1)
        column.addStretch(0)
        return box

    def _make_foot(self) -> QHBoxLayout:
        self.cancel = QPushButton(_("Cancel"), self)
        self.cancel.setAutoDefault(False)
        self.stop.setAutoDefault(False)
        self.go = QPushButton(self)
        self.go.setProperty("primary", True)
        self.go.setDefault(True)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.people)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.go)
        return foot

    def _size_up(self) -> None:
        """Open as large as the text asks for and the screen allows."""
        share = self.fontMetrics().height() / 16
        room = self.screen().availableSize()
        width, height = min(round(1220 * share), room.width() - 48), min(round(720 * share), room.height() - 64)
        self.resize(width, height)
        self.splitter.setSizes([width * 5 // 8, width * 3 // 8])
        for column, wide in enumerate(_WIDTHS):
            self.table.setColumnWidth(column, round(wide * min(share, width / 1220)))
        self.table.setColumnWidth(WORDS, self.fontMetrics().horizontalAdvance("888,888") + 24)

    def _connect(self) -> None:
        self.model.ticksChanged.connect(self._show_state)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._show_file())
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.table)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self._toggle_chosen)
        self.all.clicked.connect(self._tick_all)
        self.corrections.asked.connect(self._correct)
        self.corrections.askersChanged.connect(self._set_askers)
        self.stop.clicked.connect(self.jobs.stop)
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self.bring_in)
        self.jobs.found.connect(self._list_files)
        self.jobs.arrived.connect(self._take)
        self.jobs.progressed.connect(self._show_progress)
        self.jobs.readingEnded.connect(self._reading_ended)
        self.jobs.written.connect(self._written)
        self.jobs.writingEnded.connect(self._unlock)
        self.jobs.failed.connect(self._say)
        self.workspace.closing.connect(self._leave)
        self.setTabOrder(self.go, self.all)

    # Reading ---------------------------------------------------------------------------------------------------------

    def _list_files(self, paths: list[Path]) -> None:
        self.model.set_files(paths)
        self.table.setCurrentIndex(self.model.index(0, FILE))
        self._show_state()

    def _take(self, looks: Sequence[Look]) -> None:
        self.model.take(looks)
        here = self._here()
        if here is not None and any(look.result.path == here.path for look in looks):
            self._show_file()

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _reading_ended(self) -> None:
        self.model.stop()
        self._show_state()

    def _correct(self, options: ReadOptions) -> None:
        """Read the chosen file again as a person corrected it."""
        row = self.table.currentIndex().row()
        self.model.again(row, options)
        self.jobs.read_again(self.model.lines[row].path, options)
        self._show_file()

    # Showing ---------------------------------------------------------------------------------------------------------

    def _here(self) -> FileLine | None:
        row = self.table.currentIndex().row()
        return self.model.lines[row] if 0 <= row < len(self.model.lines) else None

    def _show_file(self) -> None:
        line = self._here()
        self.title.setText(line.path.name if line else "")
        refused = line is not None and line.state == REFUSED
        self.reason.setText(line.reason if line and refused else "")
        self.reason.setVisible(refused)
        remarks = line.look.warnings if line and line.look else []
        if line is not None and line.twin:
            remarks = [_("This is the same text as “{name}”.").format(name=line.twin), *remarks]
        self.remarks.setText("\n".join(f"• {words}" for words in remarks))
        self.remarks.setVisible(bool(remarks))
        self.corrections.show_file(line)
        imported = line.look.result.imported if line and line.look else []
        self.preview.show_text(imported)
        self.preview.setVisible(not refused)
        self.preview.setPlaceholderText(state_words(line) if line else "")
        if line is not None and line.look and imported and line.look.format in TABLES and not line.described:
            line.described = True
            self.jobs.read_again(line.path, line.options)

    def _show_state(self) -> None:
        """Bring numbers, button and boxes in step with the ticks."""
        ticked = self.model.ticked()
        busy = self.jobs.reading or self.jobs.writing or any(line.state == READING for line in self.model.lines)
        self.go.setText(n_("Import {n} file", "Import {n} files", len(ticked)) if ticked else _("Import"))
        self.go.setEnabled(bool(ticked) and not busy)
        self.progress.setVisible(self.jobs.reading or self.jobs.writing)
        self.stop.setVisible(self.jobs.reading or self.jobs.writing)
        self.people.setEnabled(not self.jobs.writing and any(line.look and line.look.speakers for line in ticked))
        self.all.setEnabled(not self.jobs.writing)
        fit = sum(line.can_come_in for line in self.model.lines)
        self.all.setCheckState(
            Qt.CheckState.Checked
            if ticked and len(ticked) == fit
            else Qt.CheckState.PartiallyChecked
            if ticked
            else Qt.CheckState.Unchecked
        )
        self._say_count(len(self.model.lines))

    def _say_count(self, files: int) -> None:
        read = sum(line.look is not None for line in self.model.lines)
        if self.jobs.writing:
            self.count.setText(_("Importing…"))
        elif self.jobs.reading:
            self.count.setText(_("Reading, {done} of {all}").format(done=read, all=files))
        else:
            refused = sum(line.state in (REFUSED, UNREAD) for line in self.model.lines)
            parts = [n_("{n} file", "{n} files", files)]
            if refused:
                parts.append(n_("{n} can't be read", "{n} can't be read", refused))
            self.count.setText(" · ".join(parts))

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    # Ticking ---------------------------------------------------------------------------------------------------------

    def _toggle_chosen(self) -> None:
        rows = [index.row() for index in self.table.selectionModel().selectedRows()]
        ready = [row for row in rows if self.model.lines[row].can_come_in]
        if not self.jobs.writing:
            self.model.tick(ready, not all(self.model.lines[row].ticked for row in ready))

    def _tick_all(self) -> None:
        fit = [row for row, line in enumerate(self.model.lines) if line.can_come_in]
        self.model.tick(fit, not all(self.model.lines[row].ticked for row in fit))

    def _set_askers(self, labels: frozenset[str]) -> None:
        line = self._here()
        if line is not None:
            line.askers = labels

    # Importing -------------------------------------------------------------------------------------------------------

    def bring_in(self) -> None:
        """Import the ticked files as one change, beside the window; what can't be kept stays listed with its reason."""
        lines = self.model.ticked()
        results = [line.look.result for line in lines if line.look]
        askers = {line.path: line.askers for line in lines if line.askers is not None}
        if results and not self.workspace.jobs.busy():
            self._say("")
            self.model.locked = True
            self.jobs.write(results, self.people.isChecked(), askers)
            self._show_state()

    def _written(self, done: Intake) -> None:
        self.model.locked = False
        self.model.settle(
            {Path(one.file) for one in done.imported}, {Path(one.file): one.reason for one in done.refused}
        )
        self.workspace.announce()
        refused = sum(line.state == REFUSED for line in self.model.lines)
        words = [n_("Imported {n} transcript.", "Imported {n} transcripts.", len(done.imported))]
        if refused:
            words.append(n_("{n} file could not be read.", "{n} files could not be read.", refused))
        if done.imported:
            self.workspace.told.emit(" ".join(words), True)
        if done.refused:
            self._say(" ".join(one.reason for one in done.refused))
            self.cancel.setText(_("Close"))
            self._show_file()
        else:
            self.accept()

    def _unlock(self) -> None:
        self.model.locked = False
        self._show_state()

    # Leaving ---------------------------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Stop what is being written, where something is; else leave."""
        if self.jobs.writing:
            self.jobs.stop()
        else:
            super().reject()

    def _leave(self) -> None:
        self.done(QDialog.DialogCode.Rejected)

    def done(self, result: int) -> None:
        """Close; nothing that still arrives is looked at."""
        self.jobs.leave()
        super().done(result)
