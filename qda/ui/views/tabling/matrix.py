"""The section of the matrix: choices above, the table, and beside it the quotes behind the chosen cell."""

from __future__ import annotations

import json

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSplitter, QVBoxLayout, QWidget

from qda.core import codebook, coders, study
from qda.core.tables import axes, crossing, matrix, matrix_words
from qda.errors import QdaError
from qda.i18n import _
from qda.ui.models.matrix_model import DOTS, NUMBERS, WORDS, MatrixModel
from qda.ui.views.tabling.quotes_beside import QuotesBeside
from qda.ui.widgets.labels import Wrapped
from qda.ui.widgets.matrix_choices import MatrixChoices
from qda.ui.widgets.matrix_table import MatrixTable
from qda.ui.workspace import Workspace

_KEPT = "matrix"
_TOUCHING = frozenset(
    (
        *("code", "code_place", "coding", "coder", "theme", "theme_code", "source", "speaker", "turn", "participant"),
        *("participation", "attribute", "attribute_value", "setting", "study"),
    )
)


class MatrixPage(QWidget):
    """A :class:`~qda.ui.widgets.sections.Page`. What was chosen is kept per coder."""

    actors = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._read: tuple[int | None, int | None] | None = None
        self._job = _("Reading first words")
        self.choices = MatrixChoices(self)
        self.model = MatrixModel(self)
        self.table = MatrixTable(self.model, self)
        self.note = Wrapped(parent=self)
        self.quotes = QuotesBeside(workspace, self, job=_("Reading quotes of a cell"))
        self._lay_out()
        self.choices.asked.connect(self._asked)
        self.choices.looked.connect(self._looked)
        self.choices.filtered.connect(self._filtered)
        self.table.readAsked.connect(self._read_cell)

    def _lay_out(self) -> None:
        self.sort = QPushButton(_("Sort"), self)
        menu = QMenu(self.sort)
        menu.addAction(_("Rows by the column chosen")).triggered.connect(lambda: self._sort(rows=True))
        menu.addAction(_("Columns by the row chosen")).triggered.connect(lambda: self._sort(rows=False))
        menu.addAction(_("In their own order")).triggered.connect(self.model.own_order)
        self.sort.setMenu(menu)
        self.copy = QPushButton(_("Copy"), self)
        self.copy.setToolTip(_("Copy the table, or the cells chosen, with their looks (Ctrl+C)"))
        self.copy.clicked.connect(self._copy)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 16, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.choices)
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.sort, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(foot)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setObjectName("matrix")
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self.quotes)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([760, 320])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)

    # Coming, going, refreshing ---------------------------------------------------------------------------------------

    def opened(self) -> None:
        """Show the project that was opened, with what its coder looked at last."""
        self._read = None
        self._offer()
        kept = self.workspace.recall(_KEPT)
        if kept:
            try:
                self.choices.restore(json.loads(kept))
            except ValueError:
                kept = None
        if not kept:
            # Where an approach leaves numbers aside, a cell says whether anything is coded there.
            shown = self.workspace.read(study.approach).counts
            self.choices.restore({"show_as": NUMBERS if shown else DOTS})
        self.show_matrix()

    def closing(self) -> None:
        """Nothing is unfinished here."""

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        self.table.setFocus()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Count again after a change."""
        if kinds & _TOUCHING:
            self._offer()
            self.show_matrix()

    def _offer(self) -> None:
        read = self.workspace.read
        people = [(one.id, one.name) for one in read(coders.coders, counted=False)]
        self.choices.offer(read(axes.axes, axes.ROWS), read(axes.axes, axes.COLUMNS), people)

    # Showing ---------------------------------------------------------------------------------------------------------

    def show_matrix(self) -> None:
        """Count and show the matrix that is chosen."""
        try:
            found = self.workspace.read(matrix.matrix, self.choices.ask())
        except QdaError as error:
            self.model.show(None)
            self.note.setText(error.sentence)
            return
        self.model.hides_empty = self.choices.empty.isChecked()
        self.model.mode, self.model.percent = self._mode(found), str(self.choices.percent.currentData())
        self.table.heat = self.choices.heat.isChecked()
        self.model.show(found)
        self.note.setText(_told(found, self.model.mode))
        self._read_words()
        self._show_quotes()

    def _mode(self, found: matrix.Matrix) -> str:
        return NUMBERS if found.crosses else self.choices.mode()

    def _asked(self) -> None:
        self._read = None
        self._keep()
        self.show_matrix()

    def _looked(self) -> None:
        self._keep()
        found = self.model.matrix
        if found is None:
            return
        self.table.show_heat(self.choices.heat.isChecked())
        self.model.hides_empty = self.choices.empty.isChecked()
        self.model.set_mode(self._mode(found), str(self.choices.percent.currentData()))
        self.note.setText(_told(found, self.model.mode))
        self._read_words()

    def _keep(self) -> None:
        self.workspace.remember({_KEPT: json.dumps(self.choices.kept())})

    def _filtered(self) -> None:
        self.model.filter(self.choices.row_filter.text(), self.choices.column_filter.text())

    def _read_words(self) -> None:
        """Read first words beside the window, where they are shown and not there yet."""
        found = self.model.matrix
        if found is None or self.model.mode != WORDS or self.model.words:
            return
        project = self.workspace.project

        def work(_progress: object) -> dict[tuple[int, int], str]:
            with project.read() as session:
                return matrix_words.first_words(session, found)

        def arrived(words: dict[tuple[int, int], str]) -> None:
            if self.model.matrix is found:
                self.model.show_words(words)

        self.workspace.jobs.start(self._job, work, arrived, quiet=True)

    # Sorting, copying, reading ---------------------------------------------------------------------------------------

    def _sort(self, *, rows: bool) -> None:
        here = self.table.currentIndex()
        if not here.isValid():
            self.workspace.failed.emit(_("Choose a cell first; then its column or row can sort."))
        elif rows:
            self.model.sort_rows(here.column())
        else:
            self.model.sort_columns(here.row())

    def _copy(self) -> None:
        self.table.copy()
        self.workspace.told.emit(_("The table is on the clipboard."), False)

    def _read_cell(self, index: QModelIndex) -> None:
        self._read = self.model.place(index)
        self._show_quotes()

    def _show_quotes(self) -> None:
        found = self.model.matrix
        colours = {code.id: code.colour for code in self.workspace.read(codebook.codes)}
        if found is None or self._read is None:
            nothing = _("Choose a cell by Return or a click to read what is behind it.")
            self.quotes.show_quotes("", None, colours, nothing)
            return
        row, column = self._read
        if (row or 0) >= len(found.rows) or (column or 0) >= len(found.columns):
            self._read = None
            self._show_quotes()
            return
        wanted = self.workspace.read(matrix.behind, found, row, column)
        heads = (
            found.rows[row].name if row is not None else "",
            found.columns[column].name if column is not None else "",
        )
        title = " · ".join(head for head in heads if head) or _("All")
        if found.crosses:
            names = self.workspace.read(crossing.named, wanted)
            title += f": {', '.join(names)}" if names else ""
        self.quotes.show_quotes(title, wanted, colours, _("Nothing is coded here."))


def _told(found: matrix.Matrix, mode: str) -> str:
    """Return in words what the numbers count."""
    if mode != NUMBERS:
        return _("Read a cell by Return or a click. Numbers can be shown, too.")
    parts = {
        matrix.CODINGS: _("Numbers of coded passages; in totals each passage counts once."),
        matrix.SOURCES: _("Numbers of sources; in totals each source counts once."),
        matrix.PEOPLE: _("Numbers of participants; in totals each participant counts once."),
    }
    words = parts[found.count]
    if not found.crosses and found.ask.rows != axes.THEMES:
        words += " " + (_("With all codes below.") if found.ask.below else _("Without codes below."))
    return f"{words} {_('All together: {n}.').format(n=found.total)}"
