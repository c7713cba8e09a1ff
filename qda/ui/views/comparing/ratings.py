"""The page of ratings from anywhere: a table is dropped, and it tells how far its coders agree."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qda.core.agreement.table_file import TableOfRatings, read_ratings
from qda.core.agreement.telling import Told, tell
from qda.errors import CancelledError, QdaError
from qda.i18n import _, n_
from qda.ui.widgets.labels import EmptyPlace, Shortened, Wrapped, as_heading
from qda.ui.widgets.scores_table import ScoresTable
from qda.ui.widgets.titled import lay_out, title_bar
from qda.ui.workspace import Workspace

LEVELS = (
    ("nominal", _("Nominal: categories")),
    ("ordinal", _("Ordinal: in an order")),
    ("interval", _("Interval: numbers")),
    ("ratio", _("Ratio: numbers from zero")),
)
_COUNTING = _("Comparing ratings")
_SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")


class RatingsPage(QWidget):
    """A table of ratings and its statistics. Nothing of it is kept in the project."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.setAcceptDrops(True)
        self.table: TableOfRatings | None = None
        self.title = as_heading(Shortened(self), 1.3)
        self.title.say(_("Ratings from anywhere"))
        self.choose = QPushButton(_("Choose a table…"), self)
        self.choose.clicked.connect(self.choose_table)
        self.copy = QPushButton(_("Copy"), self)
        self.copy.setToolTip(_("Copy the table with the sentences under it"))
        self.problem = Wrapped(parent=self)
        self.problem.setProperty("muted", False)
        self.problem.setProperty("danger", True)
        self.problem.setAccessibleName(_("What went wrong"))
        self.problem.hide()
        self.about = Wrapped(parent=self)
        self.about.setAccessibleName(_("The table"))
        self.level = QComboBox(self)
        self.level.setAccessibleName(_("Level of measurement"))
        for name, words in LEVELS:
            self.level.addItem(words, name)
        self.order_label = QLabel(_("From low to high"), self)
        self.order = QLineEdit(self)
        self.order.setAccessibleName(_("The answers from low to high, with commas between"))
        self.order.setToolTip(_("All answers from low to high, with commas between"))
        self.order_label.setBuddy(self.order)
        self.scores = ScoresTable(self)
        self.copy.clicked.connect(self.scores.copy)
        self.level.activated.connect(lambda _at: self.count())
        self.order.editingFinished.connect(self._order_said)
        empty = EmptyPlace(
            _(
                "Drop a table here (.csv, .xlsx): a row a unit, a column a coder, an empty cell where one gave no "
                "answer. It tells how far the coders agree, from categories to ratios. The table stays where it is."
            ),
            _("Choose a table…"),
            self.choose_table,
            self,
        )
        self.stack = QStackedWidget(self)
        self.stack.addWidget(empty)
        self.stack.addWidget(self._filled())
        self._lay_out()

    def _filled(self) -> QWidget:
        filled = QWidget(self)
        row = QHBoxLayout()
        row.setSpacing(8)
        label = QLabel(_("Level"), filled)
        label.setBuddy(self.level)
        for part in (label, self.level, self.order_label):
            row.addWidget(part)
        row.addWidget(self.order, 1)
        row.addStretch()
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.about)
        column.addLayout(row)
        column.addWidget(self.scores, 1)
        return filled

    def _lay_out(self) -> None:
        lay_out(self, (title_bar(self.title, self.copy, self.choose), self.problem, self.stack), 12)
        self._show()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        (self.choose if self.table is None else self.scores.table).setFocus()

    # A place's page --------------------------------------------------------------------------------------------------

    def opened(self) -> None:
        """Show the page as it was left: the table is of no project."""

    def closing(self) -> None:
        """Nothing is being written here."""
        self.workspace.jobs.drop(_COUNTING)

    def refresh(self, kinds: frozenset[str]) -> None:
        """Nothing in a project changes a table from elsewhere."""

    # The table -------------------------------------------------------------------------------------------------------

    def choose_table(self) -> None:
        """Ask for a table."""
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a table of ratings"), "", _("Tables (*.csv *.tsv *.xlsx)")
        )
        if name:
            self.take(Path(name))

    def take(self, path: Path) -> None:
        """Read a table beside the window and tell its statistics."""

        def read(_progress: object) -> TableOfRatings:
            return read_ratings(path)

        self.workspace.jobs.start(_COUNTING, read, self._taken, quiet=True, failed=self._refused)

    def _taken(self, table: TableOfRatings) -> None:
        self.table = table
        self.order.setText("" if table.numeric else ", ".join(table.values))
        if not table.numeric and self.level.currentData() in ("interval", "ratio"):
            self.level.setCurrentIndex(0)
        self.count()

    def count(self) -> None:
        """Tell the statistics of the table at the chosen level."""
        table, level = self.table, str(self.level.currentData())
        if table is None:
            return
        words = [word.strip() for word in self.order.text().split(",") if word.strip()]
        order = words if level == "ordinal" and not table.numeric else None

        def work(progress: Callable[[int, int], bool]) -> Told:
            return tell(table.ratings(level, order), level, table.left_out, progress)

        self._show()
        self.workspace.jobs.start(_COUNTING, work, self._counted, quiet=True, failed=self._refused)

    def _order_said(self) -> None:
        if self.order.isModified():
            self.order.setModified(False)
            self.count()

    def _counted(self, told: Told) -> None:
        self._say("")
        self.scores.show_told(told)
        self.scores.setEnabled(True)
        self._show()

    def _refused(self, error: BaseException) -> None:
        if not isinstance(error, QdaError):
            raise error
        if not isinstance(error, CancelledError):
            self._say(error.sentence)
            # What stands there is of another table, or of another level.
            self.scores.setEnabled(False)
            self.copy.setEnabled(False)

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def _show(self) -> None:
        table = self.table
        self.stack.setCurrentIndex(int(table is not None))
        self.copy.setVisible(table is not None)
        self.copy.setEnabled(table is not None)
        ordered = table is not None and not table.numeric and self.level.currentData() == "ordinal"
        self.order.setVisible(ordered)
        self.order_label.setVisible(ordered)
        if table is not None:
            self.title.say(table.file)
            units = n_("{n} unit", "{n} units", len(table.rows))
            answers = n_("{n} different answer", "{n} different answers", len(table.values))
            coders = ", ".join(table.coders)
            words = _("{units}, {answers}. Coders: {coders}.").format(units=units, answers=answers, coders=coders)
            self.about.setText(" ".join((words, *table.warnings)))

    # Dropping a file -------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _tables(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take(_tables(event.mimeData())[0])


def _tables(data: QMimeData) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.casefold() in _SUFFIXES]
