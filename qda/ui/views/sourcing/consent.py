"""The page of consent: what each participant agreed to, typed, pasted and filled down as in a spreadsheet."""

from __future__ import annotations

import datetime

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from qda.core import consent_table
from qda.core.consent import KINDS
from qda.core.consent_table import ANSWERS, FACTS, Row
from qda.i18n import _
from qda.ui.models.fill_model import FillColumn
from qda.ui.widgets.fill_grid import FillGrid
from qda.ui.widgets.labels import Wrapped, heading, muted
from qda.ui.workspace import Workspace

_TIPS = {
    "given": _("The day, like 2026-03-31"),
    "deadline": _("The day, like 2026-03-31"),
    "supported": _("Who helped to decide, and how"),
    "quote_easy": _("Be quoted in an easy-read page, where people who know them may read it"),
    "recontact": _("Be asked again later, about this study or another one"),
}
_NOTHING = _("What participants agreed to stands here, a row a person: add participants under People and facts.")
_HINT = _(
    "Ordinary products leave out what was refused. Packs, easy-read pages and the record of co-production hold only "
    "what was allowed; what nobody asked is left out of them, too, and counted."
)


def _columns() -> list[FillColumn]:
    said = tuple(_(words) for words in ANSWERS.values())
    asked = [FillColumn(kind, title, _TIPS.get(kind, title), choices=said, wide=9) for kind, title in KINDS.items()]
    facts = [FillColumn(name, title, _TIPS.get(name, title), wide=14) for name, title in FACTS.items()]
    return [*asked, *facts]


class ConsentPage(QWidget):
    """A :class:`~qda.ui.widgets.sections.Page`: the grid, and above it what it comes to."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.grid = FillGrid(_("Consent of participants"), self)
        self.grid.typed.connect(self._typed)
        self.about = Wrapped(parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(heading(_("Consent"), self, 1.3))
        column.addWidget(self.about)
        column.addWidget(self.grid, 1)
        column.addWidget(muted(_HINT, self))

    def opened(self) -> None:
        """Show the project that was opened."""
        self.show_all()

    def closing(self) -> None:
        """Nothing is unfinished here: cells are kept as they are left."""

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched."""
        if kinds & {"consent", "consent_answer", "participant"} and self.workspace.is_open:
            self.show_all()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        self.grid.setFocus()

    def show_all(self) -> None:
        """Show what is recorded, and what it comes to."""
        rows: list[Row] = self.workspace.read(consent_table.consent_rows)
        words = {(row.id, column): row.words(column) for row in rows for column in (*KINDS, *FACTS)}
        names = [(row.id, row.name) for row in rows]
        self.grid.fill.show(names, _columns(), words, read_only=self.workspace.project.read_only)
        told = consent_table.consent_sentences(rows, datetime.date.today().isoformat())
        self.about.setText(" ".join(told) if rows else _NOTHING)
        self.about.setVisible(bool(self.about.text()))

    def _typed(self, cells: dict[tuple[str, str], str]) -> None:
        people = dict.fromkeys(participant_id for participant_id, _column in cells)
        about = [("participant", key) for key in people]
        if not self.workspace.do("Record consent", consent_table.fill_consents, cells, about=about):
            self.show_all()
