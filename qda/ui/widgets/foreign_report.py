"""What a project of another program brings or brought: counts by kind, and what did not come over as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from qda.core.exchange.bundle import Loss
from qda.core.exchange.reports import WORDS
from qda.core.exchange.taking import KINDS
from qda.i18n import _
from qda.ui.models.rows_model import Cell
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.widgets.rows_table import RowsTable
from qda.ui.widgets.table_rows import least_rows

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
    """Numbers by kind in words, and the losses below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.new, self.known = Wrapped(parent=self), Wrapped(parent=self)
        self.new.setProperty("muted", False)
        title = heading(_("What moves, finds no place or stays behind"), self)
        self.losses = LossTable(_("What did not come over as it was"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.new, self.known, title, self.losses):
            column.addWidget(part, int(part is self.losses))

    def show_report(self, new: Mapping[str, int], known: Mapping[str, int], losses: Sequence[Loss]) -> None:
        """Show numbers by kind, kinds that are not there left out, and losses."""
        for label, words, numbers in ((self.new, _("New"), new), (self.known, _("Here already"), known)):
            told = [f"{KINDS[kind].lower()} {numbers[kind]:,}" for kind in KINDS if numbers.get(kind)]
            label.setText(f"{words}: {'; '.join(told)}." if told else "")
            label.setVisible(bool(told))
        self.losses.show_losses(losses)
