"""The people of the review: who they are, how they want to be named, what they agreed to, what they worked."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from qda.core import consent
from qda.core.review import people
from qda.core.review.people import ROLES, Reviewer
from qda.i18n import _
from qda.ui.dialogs.question import ask_text, confirm
from qda.ui.models.rows_model import Cell
from qda.ui.views.reviewing.person_form import PersonForm, hours_in_words
from qda.ui.widgets.labels import EmptyPlace, heading
from qda.ui.widgets.rows_table import RowsTable
from qda.ui.widgets.split_parts import split
from qda.ui.widgets.titled import lay_out, title_bar
from qda.ui.workspace import Workspace

_KINDS = frozenset({"review_person", "consent", "consent_answer", "participant", "coder"})
_HEADS = (_("Name"), _("Code"), _("Role"), _("Named in what is written"), _("Hours"), _("Consent"))
_NOTHING = _(
    "Everybody who takes part: co-researchers, participants, supporters, researchers. Names stay here; packs and paper "
    "hold codes, and what is written names people as they want to be named."
)


class PeoplePage(QWidget):
    """A row a person; beside it a form of the chosen one."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.people: list[Reviewer] = []
        self.add, self.remove = QPushButton(_("Add a person…"), self), QPushButton(_("Remove…"), self)
        self.add.clicked.connect(self.add_person)
        self.remove.clicked.connect(self.remove_person)
        self.table = RowsTable(_("People of the review"), _("Choose a row to see and change what is known"), self)
        self.table.picked.connect(self._show_chosen)
        self.form = PersonForm(workspace, self)
        self.empty = EmptyPlace(_NOTHING, _("Add a person…"), self.add_person, self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self._filled())
        lay_out(self, (title_bar(heading(_("People and consent"), self, 1.3), self.add), self.stack))

    def _filled(self) -> QWidget:
        left = QWidget(self)
        below = QVBoxLayout(left)
        below.setContentsMargins(0, 0, 8, 0)
        below.setSpacing(8)
        below.addWidget(self.table, 1)
        below.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        return split("review people", self, (left, self.form), (560, 440))

    # A place's page --------------------------------------------------------------------------------------------------

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        (self.table if self.people else self.empty).setFocus()

    def opened(self) -> None:
        """Show the people of a project that was just opened."""
        self._show_people("")

    def closing(self) -> None:
        """Keep what is typed and not kept yet."""
        self.form.closing()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched."""
        if kinds & _KINDS:
            one = self.chosen()
            self._show_people("" if one is None else one.id)

    def _show_people(self, here: str) -> None:
        self.people = self.workspace.read(people.people)
        self.table.show_by_id(_HEADS, {one.id: _cells(one) for one in self.people}, here)
        self.stack.setCurrentIndex(int(bool(self.people)))
        self.add.setVisible(bool(self.people))
        self._show_chosen()

    def _show_chosen(self) -> None:
        one, writable = self.chosen(), not self.workspace.project.read_only
        self.add.setEnabled(writable)
        self.remove.setEnabled(writable and one is not None)
        self.form.show_person(one)

    def chosen(self) -> Reviewer | None:
        """Return the person whose row is chosen."""
        return self.table.chosen(self.people)

    # People ----------------------------------------------------------------------------------------------------------

    def add_person(self) -> None:
        """Ask for the name of somebody who takes part."""
        words = _("The name, or any word to know the person by. It is only seen here, never in a pack or on paper.")
        name = ask_text(self.window(), _("Add a person"), words, _("Add"))
        if name:
            done = self.workspace.do("Add person to the review", people.add_person, name)
            if done:
                self.table.choose([one.id for one in self.people].index(str(done.value)))

    def remove_person(self) -> None:
        """Ask whether the chosen person is to go, with all that they said."""
        one = self.chosen()
        if one is None:
            return
        words = _("What {name} said in rounds goes with them, and so does what they agreed to. Undo brings it back.")
        title = _("Remove {name}?").format(name=one.name)
        if confirm(self.window(), title, words.format(name=one.name), _("Remove")):
            self.workspace.do("Remove person from the review", people.remove_person, one.id)


def _cells(one: Reviewer) -> list[Cell]:
    return [
        Cell(one.name, about=one.note),
        Cell(one.code),
        Cell(ROLES[one.role]),
        Cell(one.printed),
        Cell(hours_in_words(one.minutes), float(one.minutes or 0)),
        Cell(consent_in_words(one.consent.answers)),
    ]


def consent_in_words(answers: Any) -> str:
    """Return in short what somebody of the review agreed to, and what not."""
    said = {True: _("yes"), False: _("no")}
    parts = [
        _("{what}: {answer}").format(what=title.lower(), answer=said[answers[kind]])
        for kind, title in consent.PERSON_KINDS.items()
        if kind in answers
    ]
    return ", ".join(parts) or _("not recorded")
