"""Statistics of agreement in a table: the value, or why there is none, its interval, and how many units it is of."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from qda.core.agreement.telling import Told
from qda.i18n import _
from qda.ui.copying import CopiedCell, put_table
from qda.ui.models.rows_model import Cell
from qda.ui.widgets.labels import Wrapped
from qda.ui.widgets.rows_table import RowsTable

_HEADS = (_("Statistic"), _("Value"), _("95 % interval"), _("Units"))


class ScoresTable(QWidget):
    """The table, what belongs under it, and of the statistic in the chosen row the source and why it has no value.

    A `brief` one, for where there is little room, tells only the latter where there is no value; sources are tooltips.
    """

    shown = Signal()

    def __init__(self, parent: QWidget | None = None, *, brief: bool = False) -> None:
        super().__init__(parent)
        self.told: Told | None = None
        self._brief = brief
        self.table = RowsTable(_("Statistics"), _("Ctrl+C copies the table"), self)
        self.about = Wrapped(parent=self)
        self.about.setProperty("muted", False)
        self.about.setAccessibleName(_("About the chosen statistic"))
        self.notes = Wrapped(parent=self)
        self.notes.setAccessibleName(_("How it was counted"))
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._say())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addWidget(self.about)
        column.addWidget(self.notes)

    def show_told(self, told: Told) -> None:
        """Show other statistics."""
        self.told = told
        rows = []
        for statistic, score in told.scores:
            value = _("undefined") if score.value is None else f"{score.value:.3f}"
            ends = "–" if score.low is None else _("{low:.3f} to {high:.3f}").format(low=score.low, high=score.high)
            about = score.reason or score.why_no_interval
            cells = (
                Cell(value, score.value, score.reason),
                Cell(ends, score.low, about),
                Cell(f"{score.n:,}", score.n),
            )
            rows.append([Cell(statistic.title, None, statistic.source), *cells])
        self.table.show_rows(_HEADS, rows)
        if rows and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.table.model().index(0, 0))
        self.notes.setText(" ".join(told.sentences))
        self._say()
        self.shown.emit()

    def _say(self) -> None:
        row = self.table.row()
        if self.told is None or not 0 <= row < len(self.told.scores):
            self.about.setText("")
            return
        statistic, score = self.told.scores[row]
        why = score.reason or score.why_no_interval
        if why in self.told.sentences:
            why = ""  # it stands below already
        words = (f"{statistic.title}.", why, "" if self._brief else statistic.source + ".")
        self.about.setText(" ".join(filter(None, words)))
        self.about.setVisible(bool(why) or not self._brief)

    def copy(self) -> None:
        """Put the table and what stands under it on the clipboard."""
        if self.told is None:
            return
        lines = [[CopiedCell(cell.text, number=at > 0) for at, cell in enumerate(row)] for row in self.table.facts.rows]
        notes = [f"{statistic.title}: {score.reason}" for statistic, score in self.told.scores if score.reason]
        put_table(_HEADS, lines, [*notes, *self.told.sentences])
