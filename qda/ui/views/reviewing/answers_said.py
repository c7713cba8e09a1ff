"""All that was said in a round, as it was said: by whom, with whose help, when, and what became of it."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from qda.core.review import answers, items, meetings, people, points
from qda.core.review.answers import ANSWERS, Answer
from qda.core.review.points import STATES
from qda.core.review.rounds import ASKS, Round
from qda.i18n import _, n_
from qda.ui.models.rows_model import Cell
from qda.ui.views.reviewing.answers_typing import SHORT_ASKS
from qda.ui.views.reviewing.round_items import words_of
from qda.ui.widgets.labels import Wrapped
from qda.ui.widgets.rows_table import RowsTable
from qda.ui.workspace import Workspace

_HEADS = (_("In their words"), _("Answer"), _("Question"), _("About"), _("Who"), _("Helped by"), _("When"), _("Point"))
_ALL = ""


class AnswersSaid(QWidget):
    """A row an answer; the choice above shows what was said about one thing only."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._round: Round | None = None
        self.about = QComboBox(self)
        self.about.setAccessibleName(_("About"))
        self.about.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.about.setMinimumContentsLength(30)
        self.about.activated.connect(lambda _row: self._show())
        self.count = Wrapped(parent=self)
        self.table = RowsTable(_("What was said"), _("Ctrl+C copies all that was said"), self)
        label = QLabel(_("About"), self)
        label.setBuddy(self.about)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label)
        head.addWidget(self.about)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self.count)

    def show_round(self, one: Round | None) -> None:
        """Show what was said in another round, or in the same one by now."""
        self._round = one
        if one is None:
            return
        here = self.about.currentData()
        self.about.clear()
        self.about.addItem(_("All that was shown"), _ALL)
        for item in self.workspace.read(items.items, one.id):
            self.about.addItem(words_of(item), item.id)
        self.about.setCurrentIndex(max(0, self.about.findData(here)))
        self._show()

    def _show(self) -> None:
        one = self._round
        if one is None:
            return
        read = self.workspace.read
        shown = {item.id: words_of(item) for item in read(items.items, one.id)}
        names = {person.id: person.name for person in read(people.people)}
        when = {meeting.id: meeting.date for meeting in read(meetings.meetings, one.id)}
        state = {
            raised.response_id: STATES[point.state] for point in read(points.points, one.id) for raised in point.raised
        }
        wanted = self.about.currentData()
        found: list[Answer] = [
            said for said in read(answers.answers, one.id) if wanted in (_ALL, None) or said.item_id == wanted
        ]
        self.table.show_rows(
            _HEADS,
            [
                [
                    Cell(" ".join(said.words.split()), about=said.words),
                    Cell(_(ANSWERS[said.answer]) if said.answer else ""),
                    Cell(SHORT_ASKS[said.question], about=ASKS[said.question]),
                    Cell(shown.get(said.item_id, "")),
                    Cell(names.get(said.person_id, "")),
                    Cell(names.get(said.helper_id or "", "")),
                    Cell(when.get(said.meeting_id, "")),
                    Cell(state.get(said.id, "")),
                ]
                for said in found
            ],
        )
        people_count = n_("{n} person", "{n} people", len({said.person_id for said in found}))
        self.count.setText(
            _("{answers} of {people}. What people say here is a record of its own and is never coded.").format(
                answers=n_("{n} answer", "{n} answers", len(found)), people=people_count
            )
        )
