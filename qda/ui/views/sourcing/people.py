"""The page of the people: a grid of what is known of participants, of single interviews, of transcripts and reports."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from qda.core import attributes, documents, participants
from qda.core.attributes import Cell, Filled
from qda.i18n import _, n_
from qda.ui import theme
from qda.ui.icons import icon
from qda.ui.models.facts_model import INTERVIEWS, PEOPLE, SOURCES, FactsFilter, FactsModel
from qda.ui.views.sourcing.attribute_work import AttributeWork
from qda.ui.views.sourcing.facts_lines import facts_lines
from qda.ui.views.sourcing.people_work import PeopleWork
from qda.ui.views.sourcing.withdrawing import WithdrawWork
from qda.ui.widgets.facts_grid import FactsGrid, Written
from qda.ui.widgets.flow import Flow
from qda.ui.widgets.labels import EmptyPlace
from qda.ui.workspace import Workspace

_SHOWN = frozenset(
    ("participant", "participation", "speaker", "source", "attribute", "attribute_value", "sampling_target")
)
_KINDS = (
    (PEOPLE, _("Each participant")),
    (INTERVIEWS, _("Each interview of a participant")),
    (SOURCES, _("Each transcript or report")),
)
_LABELS = (None, "study_label", "sample_label")


class PeoplePage(QWidget):
    """A :class:`~qda.ui.widgets.sections.Page`: what the rows are, the grid, and what can be done with its columns."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.model = FactsModel(self)
        self.proxy = FactsFilter(self)
        self.proxy.setSourceModel(self.model)
        # Made in the order in which the tab key reaches them.
        self.kinds = QComboBox(self)
        self.filter = QLineEdit(self)
        self.import_button = QPushButton(_("Import facts…"), self)
        self.add_person = QPushButton(_("Add participant…"), self)
        self.add_attribute = QPushButton(_("Add attribute…"), self)
        self.attribute = QPushButton(_("This attribute"), self)
        self.group = QPushButton(_("Put into group…"), self)
        self.link = QPushButton(_("Link speakers…"), self)
        self.whole = QPushButton(_("Link transcripts…"), self)
        self.withdraw = QPushButton(_("Withdraw…"), self)
        self.grid = FactsGrid(self.model, self.proxy, self)
        self.empty = EmptyPlace(
            _(
                "What is known of people belongs here: role, age band, site, anything you compare by. "
                "Link the speakers of transcripts to participants, or import a table with a person a row."
            ),
            _("Add participant…"),
            lambda: self.people_work.add_participant(),
            self,
        )
        self.columns = AttributeWork(self)
        self.people_work = PeopleWork(self)
        self.withdraw_work = WithdrawWork(self.workspace, self)
        self.actors: tuple[object, ...] = (self.columns, self.people_work)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for key, words in _KINDS:
            self.kinds.addItem(words, key)
        self.kinds.setAccessibleName(_("What each row is"))
        self.kinds.setToolTip(_("A row for each participant, for each of their interviews, or for each transcript"))
        self.filter.setPlaceholderText(_("Find in the table"))
        self.filter.setAccessibleName(_("Find in the table"))
        self.filter.setClearButtonEnabled(True)
        self.import_button.setProperty("primary", True)
        self.import_button.setToolTip(_("Bring facts in from an Excel or CSV table"))
        self.attribute.setToolTip(_("Rename, retype, move or remove the attribute of the column chosen"))
        self.group.setToolTip(_("Put the participants chosen into a group, an attribute of several choices"))
        self.link.setToolTip(_("Say who a label is in all transcripts in which it speaks"))
        self.whole.setToolTip(_("Say which whole transcripts the participant chosen is in"))
        self.withdraw.setToolTip(_("Take the participant chosen out of the project for good; asks first"))
        self.count = QLabel(self)
        self.count.setProperty("muted", True)
        self.count.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.kinds)
        head.addWidget(self.filter, 1)
        head.addWidget(self.import_button)
        work = QWidget(self)
        row = Flow(work)
        row.setContentsMargins(0, 0, 0, 0)
        work_on = (self.attribute, self.group, self.link, self.whole, self.withdraw)
        for button in (self.add_person, self.add_attribute, *work_on):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(work)
        column.addWidget(self.count)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self.empty)
        column.addLayout(self._stack, 1)

    def _connect(self) -> None:
        self.kinds.activated.connect(lambda _row: self._choose_kind())
        self.filter.textChanged.connect(self.proxy.look_for)
        self.filter.textChanged.connect(lambda _typed: self._say_count())
        self.model.typed.connect(self._typed)
        self.grid.written.connect(self.write)
        self.grid.removeAsked.connect(self.people_work.remove_row)
        self.grid.menuAsked.connect(lambda at: self.columns.menu().exec(at))
        self.grid.selectionModel().currentChanged.connect(lambda *_cells: self._ready())
        self.import_button.clicked.connect(self.people_work.import_facts)
        self.add_person.clicked.connect(self.people_work.add_participant)
        self.add_attribute.clicked.connect(self.columns.add_attribute)
        self.group.clicked.connect(self.people_work.put_into_group)
        self.link.clicked.connect(self.people_work.link_speakers)
        self.whole.clicked.connect(self.people_work.link_sources)
        self.withdraw.clicked.connect(lambda: self.withdraw_work.begin(self.chosen_people()))
        menu = QMenu(self.attribute)
        menu.aboutToShow.connect(lambda: self.columns.fill(menu))
        self.attribute.setMenu(menu)

    # Coming, going, refreshing ---------------------------------------------------------------------------------------

    def opened(self) -> None:
        """Show the project that was opened."""
        self.filter.clear()
        self.show_facts()
        self.grid.fit()

    def closing(self) -> None:
        """Nothing is unfinished here."""

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        (self.grid if self.model.lines else self.empty).setFocus()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched; the cell that is chosen stays chosen."""
        self._dress()
        if kinds & _SHOWN and self.workspace.is_open:
            self.show_facts()

    def show_facts(self) -> None:
        """Read and show the rows."""
        kind = str(self.kinds.currentData())
        here = self.grid.currentIndex()
        row, column = self.grid.place(here) if here.isValid() else (0, 0)
        before = self.model.columnCount(), self.model.kind
        found, lines = self.workspace.read(facts_lines, kind)
        self.model.show(kind, found, lines, self.workspace.project.read_only)
        self._stack.setCurrentWidget(self.grid if lines else self.empty)
        if (self.model.columnCount(), kind) != before:
            self.grid.fit()
        if not self.grid.currentIndex().isValid() and lines:
            self.grid.go_to(min(row, len(lines) - 1), min(column, self.model.columnCount() - 1))
        self._ready()
        self._say_count()

    def choose_participant(self, participant_id: str) -> None:
        """Go to the row of a participant."""
        self.kinds.setCurrentIndex(self.kinds.findData(PEOPLE))
        self.filter.clear()
        self.show_facts()
        rows = [row for row, line in enumerate(self.model.lines) if line.participant_id == participant_id]
        if rows:
            self.grid.go_to(rows[0], 0)

    def chosen_people(self) -> list[str]:
        """Return the ids of the participants whose rows are chosen."""
        lines = [self.model.lines[row] for row in self.grid.chosen_rows()]
        return list(dict.fromkeys(line.participant_id for line in lines if line.participant_id))

    def _choose_kind(self) -> None:
        self.grid.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.show_facts()
        self.grid.go_to(0, 0)

    def _ready(self) -> None:
        """Let be pressed what can be done with what is chosen."""
        writable = self.workspace.is_open and not self.workspace.project.read_only
        here = self.grid.currentIndex()
        known = here.isValid() and self.model.attribute(self.grid.place(here)[1]) is not None
        people = self.model.kind != SOURCES
        for button in (self.import_button, self.add_person, self.add_attribute, self.link):
            button.setEnabled(writable)
        self.attribute.setEnabled(writable and known)
        for button in (self.group, self.whole, self.withdraw):
            button.setEnabled(writable and people and bool(self.model.lines))

    def _say_count(self) -> None:
        shown = self.proxy.rowCount()
        rows = {
            PEOPLE: n_("{n} participant", "{n} participants", shown),
            INTERVIEWS: n_("{n} interview of a participant", "{n} interviews of participants", shown),
            SOURCES: n_("{n} transcript or report", "{n} transcripts or reports", shown),
        }
        number = len(self.model.attributes)
        parts = [rows[self.model.kind], n_("{n} attribute", "{n} attributes", number)]
        if self.model.kind == INTERVIEWS:
            parts.append(_("in brackets: said of the person as a whole"))
        self.count.setText(" · ".join(parts))

    def _dress(self) -> None:
        self.import_button.setIcon(icon("import", theme.current(), "accent_text"))

    # Writing ---------------------------------------------------------------------------------------------------------

    def _typed(self, row: int, column: int, words: str) -> None:
        if column < self.model.fixed:
            self._name(row, column, words)
        elif not self.write([(row, column, words)], "Set attribute"):
            self.show_facts()

    def _name(self, row: int, column: int, words: str) -> None:
        line, work = self.model.lines[row], self.workspace
        if line.participant_id is not None:
            about = [("participant", line.participant_id)]
            edit = participants.edit_participant
            work.do("Rename participant", edit, line.participant_id, name=words, about=about)
        elif line.source_id is not None:
            about = [("source", line.source_id)]
            if column == 0:
                work.do("Rename source", documents.edit_source, line.source_id, name=words, about=about)
            else:
                label = {str(_LABELS[column]): words}
                work.do("Edit source", documents.edit_source, line.source_id, about=about, **label)

    def write(self, cells: Written, label: str = "Set attributes") -> bool:
        """Write words into cells, of attributes and of the first columns, as one change."""
        lines, fixed = self.model.lines, self.model.fixed
        values = [
            Cell(attribute.id, lines[row].participant_id, lines[row].source_id, words)
            for row, column, words in cells
            if (attribute := self.model.attribute(column)) is not None
        ]
        named = [(lines[row], column, words) for row, column, words in cells if column < fixed]

        def set_all(session: Any, *, new_options: str = "ask") -> Filled:
            for line, column, words in named:
                if line.participant_id is not None and words:
                    participants.edit_participant(session, line.participant_id, name=words)
                elif line.source_id is not None and (column or words):
                    field = _LABELS[column] or "name"
                    documents.edit_source(session, line.source_id, **{field: words})
            return attributes.set_cells(session, values, new_options=new_options)

        people = dict.fromkeys(line.participant_id for line in (lines[row] for row, _column, _words in cells))
        about = [("participant", key) for key in people if key]
        done = self.workspace.do(label, set_all, about=about, tell=_told if len(cells) > 1 else "")
        if done and done.value.refused:
            self.workspace.failed.emit(" ".join(done.value.refused))
            return False
        return bool(done)


def _told(filled: Filled) -> str:
    return n_("Wrote {n} cell.", "Wrote {n} cells.", filled.set)
