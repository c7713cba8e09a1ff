"""The people who code: their names, initials and roles, how much each has coded, and how many sources are finished."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from qda.core import coders, readings
from qda.core.coders import Person
from qda.i18n import _
from qda.ui.dialogs.question import ask_text
from qda.ui.models.rows_model import Cell
from qda.ui.widgets.labels import heading
from qda.ui.widgets.rows_table import RowsTable
from qda.ui.workspace import Workspace

_HEADS = (_("Name"), _("Initials"), _("Role"), _("Passages"), _("Read"), _("Finished"))


class CodersPage(QWidget):
    """A row a person; people are added and renamed here."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.people: list[Person] = []
        self.add, self.rename = QPushButton(_("Add a coder…"), self), QPushButton(_("Rename…"), self)
        self.rename.setToolTip("F2")
        self.add.clicked.connect(self.add_coder)
        self.rename.clicked.connect(self.rename_coder)
        self.table = RowsTable(_("Coders"), _("F2 renames the chosen person"), self)
        key = QShortcut(QKeySequence(Qt.Key.Key_F2), self.table)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self.rename_coder)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(heading(_("Coders"), self, 1.3), 1)
        head.addWidget(self.rename)
        head.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.table, 1)

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        self.table.setFocus()

    def opened(self) -> None:
        """Show the people of a project that was just opened."""
        self.refresh(frozenset(("coder",)))

    def closing(self) -> None:
        """Nothing is being written here."""

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched."""
        if not kinds & {"coder", "coding", "reading"}:
            return
        self.people = self.workspace.read(coders.coders)
        said = self.workspace.read(readings.readings)
        read = Counter(one.coder_id for one in said if one.read is not None)
        finished = Counter(one.coder_id for one in said if one.finished is not None)
        rows = [
            [
                *(Cell(words) for words in (person.name, person.initials, person.role)),
                *(_count(number) for number in (person.codings, read[person.id], finished[person.id])),
            ]
            for person in self.people
        ]
        self.table.show_rows(_HEADS, rows)
        writable = not self.workspace.project.read_only
        self.add.setEnabled(writable)
        self.rename.setEnabled(writable and bool(rows))

    def add_coder(self) -> None:
        """Ask for the name of a person who codes."""
        name = ask_text(self.window(), _("Add a coder"), _("The name as your team knows it."), _("Add"))
        if name:
            self.workspace.do("Add coder", coders.add_coder, name)

    def rename_coder(self) -> None:
        """Ask what the chosen person is called."""
        person = self.chosen()
        if person is None or self.workspace.project.read_only:
            return
        name = ask_text(
            self.window(), _("Rename a coder"), _("All work of this person stays."), _("Rename"), person.name
        )
        if name and name != person.name:
            about = [("coder", person.id)]
            self.workspace.do("Rename coder", coders.edit_coder, person.id, name=name, about=about)

    def chosen(self) -> Person | None:
        """Return the person whose row is chosen."""
        row = self.table.row()
        return self.people[row] if 0 <= row < len(self.people) else None


def _count(number: int) -> Cell:
    return Cell(f"{number:,}", number)
