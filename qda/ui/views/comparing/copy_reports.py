"""The copies handed out, those brought back, and what each of them brought."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from qda.core.merging import WORK, Answer, Report
from qda.core.merging.copies import Copy
from qda.i18n import _
from qda.ui.models.history_model import when
from qda.ui.models.rows_model import Cell
from qda.ui.views.comparing.brought import BroughtTree, HeldList
from qda.ui.views.comparing.conflicts import CHOICES
from qda.ui.views.comparing.versions import Versions
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.widgets.rows_table import RowsTable
from qda.ui.widgets.table_rows import least_rows

_OUT = (_("For"), _("File"), _("Handed out"), _("Goes without"), _("Brought back"))
_BACK = (_("File"), _("When"), _("Work of"), _("Merged by"), _("New"), _("Conflicts"), _("Held back"))


class AnswersList(QWidget):
    """Conflicts as they were settled, the chosen one side by side below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answers: Sequence[Answer] = ()
        self.table = RowsTable(_("Conflicts, as they were settled"), _("The words of each stand below"), self)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._look())
        self.versions = Versions(self)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self.versions)
        splitter.setSizes([400, 500])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(splitter)

    def show_answers(self, answers: Sequence[Answer]) -> None:
        """Show how conflicts were settled."""
        self.answers = answers
        rows = [(Cell(one.title), Cell(one.field), Cell(CHOICES.get(one.choice, one.choice))) for one in answers]
        self.table.show_rows((_("Thing"), _("What differed"), _("Stayed")), rows)
        if answers:
            self.table.setCurrentIndex(self.table.model().index(0, 0))
        self._look()

    def _look(self) -> None:
        row = self.table.row()
        if 0 <= row < len(self.answers):
            one = self.answers[row]
            self.versions.show_versions("", one.ours, one.theirs)
        else:
            self.versions.clear()


class CopyReports(QWidget):
    """Two tables, and the report of the merge that is chosen. Signal: `goAsked(HeldBack)`."""

    goAsked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.copies: Sequence[Copy] = ()
        self.reports: Sequence[Report] = ()
        self.out = RowsTable(_("Copies handed out"), _("What was made here for others"), self, wide=1)
        self.back = RowsTable(_("Copies brought back"), _("What each brought stands below"), self)
        self.back.selectionModel().currentRowChanged.connect(lambda *_rows: self._look())
        self.what, self.answers, self.held = BroughtTree(self), AnswersList(self), HeldList(self)
        self.held.goAsked.connect(self.goAsked)
        self.notes = Wrapped(parent=self)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        for page in (self.what, self.answers, self.held):
            self.tabs.addTab(page, "")
        for table in (self.out, self.back):
            least_rows(table)
        self._out, self._back, self._report = (QWidget(self) for _part in range(3))
        for part, title, widgets in (
            (self._out, _("Handed out"), (self.out,)),
            (self._back, _("Brought back"), (self.back,)),
            (self._report, "", (self.notes, self.tabs)),
        ):
            column = QVBoxLayout(part)
            column.setContentsMargins(0, 0, 0, 8)
            column.setSpacing(8)
            if title:
                column.addWidget(heading(title, part))
            for widget in widgets:
                column.addWidget(widget, int(widget is not self.notes))
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.setObjectName("copies")
        splitter.setChildrenCollapsible(False)
        for part in (self._out, self._back, self._report):
            splitter.addWidget(part)
        splitter.setSizes([130, 150, 380])
        splitter.setStretchFactor(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(splitter)

    def show_all(self, copies: Sequence[Copy], reports: Sequence[Report]) -> None:
        """Show what was handed out and brought back, newest first; the chosen report stays chosen."""
        chosen = self.report()
        self.copies, self.reports = copies, reports
        self._out.setVisible(bool(copies))
        for part in (self._back, self._report):
            part.setVisible(bool(reports))
        self.out.show_rows(_OUT, [_copy_row(one) for one in copies])
        self.back.show_rows(_BACK, [_report_row(one) for one in reports])
        self.choose(chosen.id if chosen is not None else "")

    def choose(self, report_id: str) -> None:
        """Show the report with this id, the newest where there is none."""
        if not self.reports:
            return
        at = next((row for row, one in enumerate(self.reports) if one.id == report_id), 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        model = self.back.model()
        shown = next(row for row in range(model.rowCount()) if _source_row(self.back, row) == at)
        self.back.selectionModel().setCurrentIndex(model.index(shown, 0), flags)
        self._look()

    def report(self) -> Report | None:
        """Return the report that is chosen."""
        return self.back.chosen(self.reports)

    def _look(self) -> None:
        one = self.report()
        if one is None:
            return
        self.notes.setText(" ".join(one.notes))
        self.notes.setVisible(bool(one.notes))
        self.what.show_counts(one.new, one.changed, one.removed, {})
        self.answers.show_answers(one.answers)
        self.held.show_held(one.held_back)
        for tab, words, number in (
            (0, _("What it brought"), 0),
            (1, _("Conflicts"), len(one.answers)),
            (2, _("Held back"), len(one.held_back)),
        ):
            self.tabs.setTabText(tab, f"{words} {number:,}" if number else words)
            self.tabs.setTabEnabled(tab, tab == 0 or bool(number))


def _source_row(table: RowsTable, row: int) -> int:
    return int(table.model().mapToSource(table.model().index(row, 0)).row())  # type: ignore[attr-defined]


def _copy_row(one: Copy) -> tuple[Cell, ...]:
    without = _("nothing")
    if one.left_out:
        all_of_it = set(WORK) <= set(one.left_out)
        without = _("all work of others") if all_of_it else "; ".join(WORK.get(kind, kind) for kind in one.left_out)
    return (
        Cell(one.coder or _("somebody new")),
        Cell(one.name),
        Cell(when(one.at), one.at),
        Cell(without),
        Cell(", ".join(map(when, one.back)) or _("not yet")),
    )


def _report_row(one: Report) -> tuple[Cell, ...]:
    numbers = (
        sum(one.new.values()),
        len(one.answers),
        len(one.held_back),
    )
    return (
        Cell(one.copy),
        Cell(when(one.at), one.at),
        Cell(", ".join(one.coders)),
        Cell(one.coder),
        *(Cell(f"{number:,}", number) for number in numbers),
    )
