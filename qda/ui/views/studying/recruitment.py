"""The recruitment log: a row a person who was approached, by a code, and what the log comes to in words."""

from __future__ import annotations

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from qda.core import participants, recruitment
from qda.core.recruitment import OUTCOMES, Approached
from qda.i18n import _, n_
from qda.ui.dialogs.question import confirm
from qda.ui.models.fill_model import FillColumn
from qda.ui.widgets.fill_grid import FillGrid
from qda.ui.widgets.labels import Wrapped, heading, muted
from qda.ui.workspace import Workspace


def _columns(rows: list[Approached], people: list[str]) -> list[FillColumn]:
    def said(field: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(words for row in rows if (words := getattr(row, field))))

    outcomes = tuple(OUTCOMES.values())
    return [
        FillColumn("label", _("Code"), _("A code for the person, never a name"), wide=12),
        FillColumn("outcome", _("How it stands"), ", ".join(outcomes), choices=outcomes, wide=14),
        FillColumn("date", _("Date"), _("The day, or only month or year"), wide=12),
        FillColumn("how", _("Approached how"), _("By whom, where, by letter"), choices=said("how"), wide=24),
        FillColumn("why", _("Why"), _("The reason given, if any"), choices=said("why"), wide=30),
        FillColumn(
            "participant", _("Participant"), _("The pseudonym of who takes part"), choices=tuple(people), wide=16
        ),
    ]


class RecruitmentPage(QWidget):
    """The grid, two buttons, and sentences for the methods section."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.grid = FillGrid(_("People who were approached"), self)
        self.add = QPushButton(_("Add a person"), self)
        self.remove = QPushButton(_("Remove…"), self)
        self.add.clicked.connect(lambda: self._add(1))
        self.remove.clicked.connect(lambda: self._remove(self.grid.chosen_rows()))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(heading(_("Recruitment"), self, 1.3), 1)
        head.addWidget(self.remove)
        head.addWidget(self.add)
        self.note = Wrapped(parent=self)
        self.grid.removes = True
        self.grid.typed.connect(self._typed)
        self.grid.rowsAsked.connect(self._add)
        self.grid.removeAsked.connect(self._remove)
        self._hint = muted(_("Codes only: names of people who declined have no place in a project."), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.note)
        column.addWidget(self.grid, 1)
        column.addWidget(self._hint)

    def opened(self) -> None:
        """Show the project that was opened."""
        self.show_all()

    def closing(self) -> None:
        """Keep what is unfinished; cells are kept as they are left."""

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched."""
        if kinds & {"recruitment", "participant"} and self.workspace.is_open:
            self.show_all()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        (self.grid if self.grid.fill.rows else self.add).setFocus()

    def show_all(self) -> None:
        """Show the log and what it comes to."""
        rows: list[Approached] = self.workspace.read(recruitment.recruitment_log)
        people = [row.name for row in self.workspace.read(participants.participants)]
        read_only = self.workspace.project.read_only
        words = {(row.id, field): getattr(row, field) for row in rows for field in recruitment.FIELDS}
        words |= {(row.id, "outcome"): OUTCOMES.get(row.outcome, row.outcome) for row in rows}
        names = [(row.id, str(number)) for number, row in enumerate(rows, 1)]
        self.grid.fill.show(names, _columns(rows, people), words, read_only=read_only)
        self.add.setEnabled(not read_only)
        self.remove.setEnabled(bool(rows) and not read_only)
        said = self.workspace.read(recruitment.recruitment_sentences)
        empty = _(
            "Who was approached, what they said, and why: add the first person, or paste rows from a spreadsheet."
        )
        self.note.setText(" ".join(said) or empty)

    def _typed(self, cells: dict[tuple[str, str], str]) -> None:
        if not self.workspace.do("Write recruitment log", recruitment.fill_log, cells):
            self.show_all()

    def _add(self, number: int) -> None:
        done = self.workspace.do("Add to recruitment log", recruitment.add_approached, number)
        if done and number == 1:
            row = len(self.grid.fill.rows) - 1
            self.grid.setCurrentIndex(self.grid.fill.index(row, 1))
            self.grid.setFocus()

    def _remove(self, row_ids: list[str]) -> None:
        words = n_("{n} person leaves the log.", "{n} people leave the log.", len(row_ids))
        words += " " + _("Participants stay. Undo brings the rows back.")
        if row_ids and confirm(self, _("Remove from the log?"), words, _("Remove")):
            self.workspace.do("Remove from recruitment log", recruitment.remove_approached, row_ids)
