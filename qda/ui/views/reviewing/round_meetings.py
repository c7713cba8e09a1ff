"""The meetings of the chosen round: when, where, how long, and who was there in which role."""

from __future__ import annotations

import datetime
from typing import Any

from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qda.core.interviews import minutes
from qda.core.review import answers, meetings, people
from qda.core.review.meetings import Meeting
from qda.core.review.people import Reviewer
from qda.core.review.rounds import Round
from qda.errors import RefusedError
from qda.i18n import _, n_
from qda.ui.dialogs.question import confirm
from qda.ui.models.rows_model import Cell
from qda.ui.views.reviewing.present_list import PresentList
from qda.ui.widgets.kept_fields import KeptLine, KeptProse
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.widgets.rows_table import RowsTable
from qda.ui.widgets.split_parts import scrolled, split
from qda.ui.workspace import Workspace

FORMS = {"screen": _("Meeting"), "pack": _("Pack"), "paper": _("Paper")}
"""What a meeting is called in lists, by its form."""
_HEADS = (_("Place"), _("Date"), _("People"), _("Answers"))
_NOTHING = _("Nobody has met about this round yet. Answers on paper or from a pack stand here as a meeting, too.")


class RoundMeetings(QWidget):
    """A row a meeting; beside it the facts of the chosen one and who was there."""

    kinds = frozenset({"review_meeting", "meeting_person", "review_person", "review_response"})

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.meetings: list[Meeting] = []
        self._people: list[Reviewer] = []
        self._round: Round | None = None
        self._here = ""
        self.table = RowsTable(_("Meetings"), _("Choose a row to see who was there"), self)
        self.add, self.remove = QPushButton(_("Add a meeting"), self), QPushButton(_("Remove…"), self)
        self.about = Wrapped(parent=self)
        self.lines = {
            "date": KeptLine(_("Date"), self),
            "place": KeptLine(_("Place"), self),
            "minutes": KeptLine(_("Minutes"), self),
        }
        self.lines["date"].setPlaceholderText(_("2026-03-31"))
        self.lines["minutes"].setPlaceholderText(_("50, or 1:15"))
        self.form = QComboBox(self)
        for value, words in FORMS.items():
            self.form.addItem(words, value)
        self.form.setAccessibleName(_("Form"))
        self.note = KeptProse(_("Note about the meeting"), 2, self)
        self.present = PresentList(workspace, self)
        self.add.clicked.connect(self.add_meeting)
        self.remove.clicked.connect(self.remove_meeting)
        for column, line in self.lines.items():
            line.kept.connect(lambda words, column=column: self._typed(column, words))
        self.form.activated.connect(lambda _at: self._edit("form", self.form.currentData()))
        self.note.kept.connect(lambda words: self._edit("note", words))
        self.table.picked.connect(self._show_chosen)
        parts = split("review meetings", self, (self._left(), self._right()), (460, 540))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(parts)

    def _left(self) -> QWidget:
        left = QWidget(self)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.add)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 8, 8, 0)
        column.setSpacing(8)
        column.addWidget(self.about)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)
        return left

    def _right(self) -> QWidget:
        self.page = QWidget(self)
        self.page.setObjectName("details")
        form = QFormLayout()
        form.setSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for title, part in (
            (_("Date"), self.lines["date"]),
            (_("Place"), self.lines["place"]),
            (_("Minutes"), self.lines["minutes"]),
            (_("Form"), self.form),
            (_("Note"), self.note),
        ):
            form.addRow(title, part)
        column = QVBoxLayout(self.page)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(heading(_("Who was there"), self.page))
        column.addWidget(self.present)
        column.addLayout(form)
        column.addStretch(1)
        return scrolled(self.page, self)

    # Showing ---------------------------------------------------------------------------------------------------------

    def show_round(self, one: Round | None) -> None:
        """Show the meetings of another round, or of the same one as it is now."""
        if self._round is not None and (one is None or one.id != self._round.id):
            self.closing()
            self._here = ""
        self._round = one
        read = self.workspace.read
        self.meetings = [] if one is None else read(meetings.meetings, one.id)
        self._people = read(people.people)
        given = [] if one is None else read(answers.answers, one.id)
        self.table.show_by_id(_HEADS, {held.id: self._cells(held, given) for held in self.meetings}, self._here)
        self.about.setText(_NOTHING if one is not None and not self.meetings else "")
        self.about.setVisible(bool(self.about.text()))
        self._show_chosen()

    def _cells(self, one: Meeting, given: list[answers.Answer]) -> list[Cell]:
        names = {person.id: person.name for person in self._people}
        who = ", ".join(names[present.person_id] for present in one.people if present.person_id in names)
        number = sum(answer.meeting_id == one.id for answer in given)
        return [
            Cell(one.place or FORMS[one.form], about=one.note),
            Cell(one.date),
            Cell(str(len(one.people)), len(one.people), about=who),
            Cell(str(number), number),
        ]

    def closing(self) -> None:
        """Keep what is typed."""
        for line in self.lines.values():
            line.flush()
        self.note.flush()

    def chosen(self) -> Meeting | None:
        """Return the meeting whose row is chosen."""
        return self.table.chosen(self.meetings)

    def _show_chosen(self) -> None:
        one, writable = self.chosen(), not self.workspace.project.read_only
        if self._here != (one.id if one is not None else ""):
            self.closing()
            self._here = one.id if one is not None else ""
        self.add.setEnabled(writable and self._round is not None)
        self.remove.setEnabled(writable and one is not None)
        self.page.setEnabled(writable and one is not None)
        for column, line in self.lines.items():
            line.show_words(_shown(one, column))
        self.form.setCurrentIndex(self.form.findData("screen" if one is None else one.form))
        self.note.show_words("" if one is None else one.note)
        self.present.show_meeting(one, self._people)

    # Changing --------------------------------------------------------------------------------------------------------

    def add_meeting(self) -> None:
        """Add a meeting of today, with those who were at the last one."""
        one = self._round
        if one is None:
            return
        last = self.meetings[-1].people if self.meetings else ()
        there = [(present.person_id, present.role) for present in last]
        today = datetime.date.today().isoformat()
        done = self.workspace.do("Add meeting", meetings.add_meeting, one.id, there, date=today, form=one.form)
        if done:
            self.table.choose([meeting.id for meeting in self.meetings].index(str(done.value)))
            self.lines["date"].setFocus()

    def remove_meeting(self) -> None:
        """Ask whether the chosen meeting is to go, with what was said at it."""
        one = self.chosen()
        if one is None:
            return
        given = self.workspace.read(answers.answers, meeting_id=one.id)
        words = n_("{n} answer goes with it.", "{n} answers go with it.", len(given)) + " " + _("Undo brings it back.")
        if confirm(self.window(), _("Remove the meeting?"), words, _("Remove")):
            self.workspace.do("Remove meeting", meetings.remove_meeting, one.id)

    def _typed(self, column: str, words: str) -> None:
        value: object = words
        if column == "minutes":
            try:
                value = minutes(words.strip(), _("the meeting"))
            except RefusedError as error:
                self.workspace.failed.emit(error.sentence)
                self.lines[column].put_back(_shown(self.chosen(), column))
                return
        if not self._edit(column, value):
            self.lines[column].put_back(_shown(self.chosen(), column))

    def _edit(self, column: str, value: object) -> bool:
        here = self._here
        return bool(here) and bool(self.workspace.do("Change meeting", _write, here, column, value))


def _write(session: Any, meeting_id: str, column: str, value: object) -> None:
    meetings.edit_meeting(session, meeting_id, **{column: value})


def _shown(one: Meeting | None, column: str) -> str:
    value = None if one is None else getattr(one, column)
    return "" if value is None else str(value)
