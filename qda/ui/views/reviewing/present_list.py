"""Who was at a meeting, in which role there, and whether with a supporter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from qda.core.review import meetings
from qda.core.review.meetings import Meeting, Present
from qda.core.review.people import ROLES, Reviewer
from qda.i18n import _
from qda.ui.models.rows_model import Cell
from qda.ui.widgets.flow import FlowRow
from qda.ui.widgets.rows_table import RowsTable
from qda.ui.workspace import Workspace

_HEADS = (_("Name"), _("Role there"), _("Supporter"), _("At the end"))
SUPPORTER = {"yes": _("may be there"), "no": _("not there"), "": _("not said")}
"""What somebody said, alone, of a supporter at a meeting."""
_ROWS = 5


class PresentList(QWidget):
    """A row a person who was there; people are added, given another role and taken out by the buttons below."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._meeting: Meeting | None = None
        self._people: Sequence[Reviewer] = ()
        self.table = RowsTable(_("Who was there"), _("Choose a person to change the role"), self)
        self.add, self.role = QPushButton(_("Add"), self), QPushButton(_("Role there"), self)
        self.supporter, self.remove = QPushButton(_("Supporter"), self), QPushButton(_("Was not there"), self)
        self.supporter.setToolTip(_("What the person said when asked alone: may a supporter be there?"))
        for button, fill in (
            (self.add, self._fill_people),
            (self.role, self._fill_roles),
            (self.supporter, self._fill_supporter),
        ):
            menu = QMenu(button)
            menu.aboutToShow.connect(fill)
            button.setMenu(menu)
        self.remove.clicked.connect(self.take_out)
        buttons = FlowRow(self)
        for button in (self.add, self.role, self.supporter, self.remove):
            buttons.flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table)
        column.addWidget(buttons)
        self.table.picked.connect(self._fit)

    def show_meeting(self, one: Meeting | None, people: Sequence[Reviewer]) -> None:
        """Show who was at a meeting; `people` are all who take part in the review."""
        self._meeting, self._people = one, people
        names = {person.id: person.name for person in people}
        heads = _HEADS if one is not None and any(present.check_in for present in one.people) else _HEADS[:-1]
        rows = [
            [
                Cell(names.get(present.person_id, "")),
                Cell(ROLES.get(present.role, present.role)),
                Cell(SUPPORTER.get(present.supporter, present.supporter)),
                Cell(meetings.CHECK_INS.get(present.check_in, present.check_in)),
            ][: len(heads)]
            for present in (one.people if one is not None else ())
        ]
        self.table.show_rows(heads, rows)
        self.table.choose_first()
        row = self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + _ROWS * row + 18)
        self._fit()

    def chosen(self) -> Present | None:
        """Return who is chosen."""
        return None if self._meeting is None else self.table.chosen(self._meeting.people)

    def _fit(self) -> None:
        there = self.chosen() is not None
        self.add.setEnabled(bool(self._others()))
        for button in (self.role, self.supporter, self.remove):
            button.setEnabled(there)

    def _others(self) -> list[Reviewer]:
        there = {present.person_id for present in self._meeting.people} if self._meeting is not None else set()
        return [person for person in self._people if self._meeting is not None and person.id not in there]

    def _fill_people(self) -> None:
        menu = self.add.menu()
        menu.clear()
        for person in self._others():
            action = menu.addAction(person.with_role)
            action.triggered.connect(lambda _checked=False, key=person.id: self._put(key))

    def _fill_roles(self) -> None:
        menu, one = self.role.menu(), self.chosen()
        menu.clear()
        for role, words in ROLES.items() if one is not None else ():
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(one is not None and one.role == role)
            action.triggered.connect(lambda _checked=False, role=role: self._change(role=role))

    def _fill_supporter(self) -> None:
        menu, one = self.supporter.menu(), self.chosen()
        menu.clear()
        for value, words in SUPPORTER.items() if one is not None else ():
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(one is not None and one.supporter == value)
            action.triggered.connect(lambda _checked=False, value=value: self._change(supporter=value))

    def _put(self, person_id: str) -> None:
        if self._meeting is not None:
            self.workspace.do("Add to meeting", meetings.put_present, self._meeting.id, person_id)

    def _change(self, **values: str) -> None:
        one, meeting = self.chosen(), self._meeting
        if one is not None and meeting is not None:
            self.workspace.do(
                "Change who was at a meeting",
                lambda session: meetings.put_present(session, meeting.id, one.person_id, **values),
            )

    def take_out(self) -> None:
        """Take the chosen person out of the meeting; what the person said at it stays."""
        one, meeting = self.chosen(), self._meeting
        if one is not None and meeting is not None:
            words = _("Taken out of the meeting; what was said at it stays.")
            self.workspace.do("Take out of meeting", meetings.remove_present, meeting.id, one.person_id, tell=words)
