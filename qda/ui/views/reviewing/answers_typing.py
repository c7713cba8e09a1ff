"""The quick screen to type answers in: a meeting, a person, who helped, and a row a thing that was shown."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qda.core.review import answers, items, meetings, people, written
from qda.core.review.items import Item
from qda.core.review.meetings import Meeting
from qda.core.review.people import LIVED, Reviewer
from qda.core.review.rounds import ASKS, Round
from qda.core.review.written import Cell, is_closed, words_cell
from qda.i18n import _, n_
from qda.ui.models.fill_model import FillColumn
from qda.ui.views.reviewing.round_items import words_of
from qda.ui.views.reviewing.round_meetings import FORMS
from qda.ui.widgets.answers_grid import AnswersGrid
from qda.ui.widgets.flow import FlowRow
from qda.ui.widgets.labels import Wrapped
from qda.ui.workspace import Workspace

_WIDE, _WORDS_WIDE = 9, 26  # average characters of a column


SHORT_ASKS = {
    "easy": _("Easy?"),
    "right": _("Right?"),
    "missing": _("What is missing?"),
    "hard": _("Hard?"),
    "wrong": _("Wrong?"),
}
"""Questions as heads of columns and in lists."""


def meeting_in_words(one: Meeting) -> str:
    """Return by which words a meeting is known in a choice."""
    return " · ".join(part for part in (one.date, one.place, FORMS[one.form]) if part)


class AnswersTyping(QWidget):
    """One person's answers at a time; digits answer, words are typed beside, and who answers was there."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._round: Round | None = None
        self._items: list[Item] = []
        self._people: list[Reviewer] = []
        self.meeting, self.person, self.helper = (QComboBox(self) for _box in range(3))
        self.new_meeting = QPushButton(_("New meeting"), self)
        self.new_meeting.setToolTip(_("A meeting of today, or today's sheets of paper, in this round's form"))
        self.next = QPushButton(_("Next person"), self)
        self.next.setToolTip(_("Go on with the answers of the next person"))
        self.grid = AnswersGrid(_("Answers of the chosen person"), self)
        self.about = Wrapped(parent=self)
        head = FlowRow(self)
        for title, box in (
            (_("Meeting"), self.meeting),
            (_("Answers of"), self.person),
            (_("Helped by"), self.helper),
        ):
            label = QLabel(title, self)
            label.setBuddy(box)
            box.setAccessibleName(title)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            head.flow.addWidget(_together(label, box, *((self.new_meeting,) if box is self.meeting else ())))
        self.head = head
        below = QHBoxLayout()
        below.addWidget(self.about, 1)
        below.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(head)
        column.addWidget(self.grid, 1)
        column.addLayout(below)
        self.meeting.activated.connect(lambda _row: self._show_answers())
        self.person.activated.connect(lambda _row: self._show_answers())
        self.new_meeting.clicked.connect(self.add_meeting)
        self.next.clicked.connect(self.next_person)
        self.grid.typed.connect(self.write)

    # Showing ---------------------------------------------------------------------------------------------------------

    def show_round(self, one: Round | None) -> None:
        """Show another round, or the same one as it is now."""
        self._round = one
        if one is None:
            return
        read = self.workspace.read
        self._items, self._people = read(items.items, one.id), read(people.people)
        met: list[Meeting] = read(meetings.meetings, one.id)
        _fill(self.meeting, ((meeting_in_words(each), each.id) for each in met), last=True)
        # Whose answers count most stands first; a researcher rarely answers.
        order = sorted(self._people, key=lambda each: each.role not in LIVED)
        _fill(self.person, ((each.with_role, each.id) for each in order))
        _fill(self.helper, [(_("nobody"), ""), *((each.name, each.id) for each in self._people)])
        self.new_meeting.setEnabled(not self.workspace.project.read_only)
        if self.head.isVisible():
            self.head.fit()  # what is not seen has no width yet
        self._show_answers()

    def _show_answers(self) -> None:
        one = self._round
        meeting_id, person_id = str(self.meeting.currentData() or ""), str(self.person.currentData() or "")
        ready = bool(one is not None and meeting_id and person_id)
        cells: dict[Cell, str] = {}
        if ready:
            cells = self.workspace.read(written.written, meeting_id, person_id)
            self._show_helper(meeting_id, person_id)
        columns = _columns(one.asks) if one is not None else []
        rows = [(item.id, f"{number}. {words_of(item)}") for number, item in enumerate(self._items, 1)]
        read_only = not ready or self.workspace.project.read_only
        self.grid.fill.show(rows, columns, cells, read_only=read_only)
        self.next.setEnabled(self.person.count() > 1)
        self.about.setText(self._sentence(ready, cells))

    def _show_helper(self, meeting_id: str, person_id: str) -> None:
        """Show who helped this person before, at this meeting."""
        given = self.workspace.read(answers.answers, meeting_id=meeting_id, person_id=person_id)
        if given:
            self.helper.setCurrentIndex(max(0, self.helper.findData(given[-1].helper_id or "")))

    def _sentence(self, ready: bool, cells: dict[Cell, str]) -> str:
        if not self._items:
            return _("This round shows nothing yet: choose what it shows under Rounds.")
        if not self._people:
            return _("Nobody takes part yet: add people under People and consent.")
        if not ready:
            return _("Make a meeting first: answers are given at one, or stand on sheets that came on one day.")
        said = sum(bool(words) for (_item, column), words in cells.items() if "/" not in column)
        keys = _("1 yes, 2 not sure, 3 no, 0 skipped.")
        return n_("{n} answer of this person.", "{n} answers of this person.", said) + " " + keys

    # Writing ---------------------------------------------------------------------------------------------------------

    def write(self, cells: dict[Cell, str]) -> None:
        """Write what was typed as answers of the chosen person."""
        meeting_id, person_id = str(self.meeting.currentData() or ""), str(self.person.currentData() or "")
        helper = str(self.helper.currentData() or "") or None
        if meeting_id and person_id:
            done = self.workspace.do("Write answers", written.write_answers, meeting_id, person_id, cells, helper)
            if not done:
                self._show_answers()

    def add_meeting(self) -> None:
        """Make a meeting of today in the form of the round, and choose it."""
        one = self._round
        if one is None:
            return
        today = datetime.date.today().isoformat()
        done = self.workspace.do("Add meeting", meetings.add_meeting, one.id, date=today, form=one.form)
        if done:
            self.meeting.setCurrentIndex(self.meeting.findData(str(done.value)))
            self._show_answers()
            self.grid.setFocus()

    def next_person(self) -> None:
        """Go on with the next person, from the first thing that was shown."""
        self.person.setCurrentIndex((self.person.currentIndex() + 1) % self.person.count())
        self.helper.setCurrentIndex(0)
        self._show_answers()
        if self.grid.fill.rows:
            self.grid.setCurrentIndex(self.grid.fill.index(0, 0))
        self.grid.setFocus()


def _columns(asks: Iterable[str]) -> list[FillColumn]:
    found = []
    for ask in asks:
        title, whole = SHORT_ASKS[ask], ASKS[ask]
        if is_closed(ask):
            choices = (_("Yes"), _("Not sure"), _("No"), _("Skipped"))
            found.append(FillColumn(ask, title, whole, choices=choices, wide=_WIDE))
            own = _("{question} In their words").format(question=title)
            found.append(FillColumn(words_cell(ask), own, whole, wide=_WORDS_WIDE))
        else:
            tip = _("{question} In their words; 0 for skipped").format(question=whole)
            found.append(FillColumn(ask, title, tip, wide=_WORDS_WIDE))
    return found


def _fill(box: QComboBox, rows: Iterable[tuple[str, str]], *, last: bool = False) -> None:
    """Fill a choice anew; what was chosen stays chosen, or else the first row, or the `last` one."""
    here = box.currentData()
    box.clear()
    for words, key in rows:
        box.addItem(words, key)
    row = box.findData(here) if here is not None else -1
    box.setCurrentIndex(row if row >= 0 else box.count() - 1 if last else 0)


def _together(*parts: QWidget) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    return whole
