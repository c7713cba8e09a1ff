"""How often each participant is quoted, whether they may be, and who is quoted too often."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from qda.core.quotebank.bank import CONSENT
from qda.i18n import _
from qda.ui.models.rows_model import Cell
from qda.ui.widgets.labels import heading
from qda.ui.widgets.rows_table import RowsTable


class QuotedPeople(QWidget):
    """A title and a table, a row a person; `head` is what is counted, `about` says what Return does."""

    def __init__(self, title: str, head: str, about: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._heads = (_("Participant"), head, _("May be quoted"))
        self.table = RowsTable(title, about, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(heading(title, self))
        column.addWidget(self.table, 1)

    def show_people(self, people: Iterable[tuple[str, int, bool | None, bool, str]]) -> None:
        """Show people: name, number, whether they may be quoted, whether too often, and what the tooltip tells."""
        self.table.show_rows(self._heads, [_cells(*one) for one in people])


def _cells(name: str, number: int, consent: bool | None, often: bool, about: str) -> list[Cell]:
    words = f"{number} · {_('often')}" if often else str(number)
    said = [about, _("More than twice one person’s share") if often else ""]
    return [Cell(name), Cell(words, number, "\n".join(filter(None, said))), Cell(CONSENT[consent])]
