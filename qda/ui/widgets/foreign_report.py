"""What a project of another program brings or brought: counts by kind, and what did not come over as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from qda.core.exchange.bundle import Loss
from qda.core.exchange.reports import WORDS
from qda.core.exchange.taking import KINDS
from qda.i18n import _
from qda.ui.models.rows_model import Cell
from qda.ui.widgets.labels import heading
from qda.ui.widgets.rows_table import RowsTable
from qda.ui.widgets.table_rows import least_rows

_COUNTS = (_("What"), _("New"), _("Here already"))
_LOSSES = (_("What"), _("What became of it"), _("Where"), _("How many"), _("Why"))
_LINES = 2


class LossTable(QWidget):
    """What moved, found no place or stays behind; the whole sentence of the chosen one below."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.losses: Sequence[Loss] = ()
        self.table = RowsTable(name, _("The chosen one is told in full below"), self, wide=4)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._look())
        least_rows(self.table)
        self.words = QPlainTextEdit(self)
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName(_("The chosen one in full"))
        # The frame and the margins of the text stand around its lines.
        self.words.setFixedHeight(self.words.fontMetrics().lineSpacing() * (_LINES + 1) + 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addWidget(self.words)

    def show_losses(self, losses: Sequence[Loss]) -> None:
        """Show these, the first one chosen."""
        self.losses = losses
        rows = [
            (
                Cell(one.what),
                Cell(WORDS[one.kind]),
                Cell(one.where, about=one.where),
                Cell(f"{one.count:,}", one.count),
                Cell(one.why, about=one.why),
            )
            for one in losses
        ]
        self.table.show_rows(_LOSSES, rows)
        if losses:
            self.table.choose(0)
        self._look()

    def _look(self) -> None:
        row = self.table.row()
        if not 0 <= row < len(self.losses):
            self.words.setPlainText(_("Nothing is lost: all of it has its place."))
            return
        one = self.losses[row]
        where = f" ({one.where})" if one.where else ""
        self.words.setPlainText(f"{one.what}{where}: {one.why}")


class ForeignReport(QWidget):
    """Counts at the left, losses at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counts = RowsTable(_("What comes, by kind"), _("How much is new, and how much is here"), self)
        least_rows(self.counts)
        self.losses = LossTable(_("What did not come over as it was"), self)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setObjectName("foreignReport")
        splitter.setChildrenCollapsible(False)
        for title, part in ((_("What comes"), self.counts), (_("What moves, finds no place or stays"), self.losses)):
            side = QWidget(splitter)
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(8)
            column.addWidget(heading(title, side))
            column.addWidget(part, 1)
            splitter.addWidget(side)
        splitter.setSizes([300, 700])
        splitter.setStretchFactor(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter)

    def show_report(self, new: Mapping[str, int], known: Mapping[str, int], losses: Sequence[Loss]) -> None:
        """Show numbers by kind, kinds that are not there left out, and losses."""
        numbers = [(words, new.get(kind, 0), known.get(kind, 0)) for kind, words in KINDS.items()]
        rows = [(Cell(words), _number(fresh), _number(here)) for words, fresh, here in numbers if fresh or here]
        self.counts.show_rows(_COUNTS, rows)
        if rows:
            self.counts.choose(0)
        self.losses.show_losses(losses)


def _number(number: int) -> Cell:
    return Cell(f"{number:,}" if number else "", number)
