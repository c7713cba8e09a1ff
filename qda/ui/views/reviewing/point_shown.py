"""Those who raised a point: whether each was shown what was decided, and what they said to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from qda.core.review import meetings, points
from qda.core.review.meetings import Meeting
from qda.core.review.people import Reviewer
from qda.core.review.points import VERDICTS, Point, Raised
from qda.i18n import _
from qda.ui.models.rows_model import Cell
from qda.ui.views.reviewing.answers_typing import meeting_in_words
from qda.ui.widgets.flow import FlowRow
from qda.ui.widgets.labels import Wrapped
from qda.ui.widgets.rows_table import RowsTable
from qda.ui.workspace import Workspace

_HEADS = (_("Name"), _("Said"), _("In their words"))
_ROWS = 3


class PointShown(QWidget):
    """A row a person who raised the point; the buttons write down what the chosen one said."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._point: Point | None = None
        self.about = Wrapped(parent=self)
        self.table = RowsTable(_("Those who raised the point"), _("Choose a person to write down the answer"), self)
        self.words = QLineEdit(self)
        self.words.setAccessibleName(_("In their words"))
        self._told = ("", "", "")
        self.meeting = QComboBox(self)
        self.meeting.setAccessibleName(_("At which meeting"))
        self.meeting.setToolTip(_("The meeting at which the decision was shown"))
        self.meeting.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.agreed, self.disagreed = (QPushButton(VERDICTS[name], self) for name in ("agreed", "disagreed"))
        self.not_shown = QPushButton(_("Not shown yet"), self)
        self.agreed.clicked.connect(lambda: self.say("agreed"))
        self.disagreed.clicked.connect(lambda: self.say("disagreed"))
        self.not_shown.clicked.connect(lambda: self.say(""))
        self.table.picked.connect(self._show_chosen)
        self.words.editingFinished.connect(self._typed)
        form = QFormLayout()
        form.setSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(_("In their words"), self.words)
        form.addRow(_("At which meeting"), self.meeting)
        buttons = FlowRow(self)
        for button in (self.agreed, self.disagreed, self.not_shown):
            buttons.flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.about)
        column.addWidget(self.table)
        column.addLayout(form)
        column.addWidget(buttons)

    def show_point(self, one: Point, people: Sequence[Reviewer]) -> None:
        """Show who raised a point, and what they said to its decision."""
        other = self._point is None or self._point.id != one.id
        self._point = one
        names = {person.id: person.name for person in people}
        rows = [[Cell(names.get(each.person_id, "")), Cell(_said(each)), Cell(each.words)] for each in one.raised]
        self.table.show_rows(_HEADS, rows)
        if other and rows:
            self.table.choose(0)
        self.table.choose_first()
        row = self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + _ROWS * row + 18)
        self.about.setText(
            _("The point is closed when everybody who raised it has been shown what was decided.")
            if one.outcome
            else _("Decide first; then show it to those who raised it.")
        )
        here = self.meeting.currentData()
        self.meeting.clear()
        self.meeting.addItem(_("not said"), "")
        met: list[Meeting] = self.workspace.read(meetings.meetings)
        for meeting in met:
            self.meeting.addItem(meeting_in_words(meeting), meeting.id)
        row = self.meeting.findData(here)
        self.meeting.setCurrentIndex(self.meeting.count() - 1 if other or row < 0 else row)
        self._show_chosen()

    def chosen(self) -> Raised | None:
        """Return who is chosen of those who raised the point."""
        return None if self._point is None else self.table.chosen(self._point.raised)

    def _show_chosen(self) -> None:
        one = self.chosen()
        ready = one is not None and self._point is not None and bool(self._point.outcome)
        for part in (self.words, self.meeting, self.agreed, self.disagreed):
            part.setEnabled(ready)
        self.not_shown.setEnabled(ready and one is not None and bool(one.verdict))
        told = ("", "", "") if one is None or self._point is None else (self._point.id, one.person_id, one.words)
        if told != self._told:
            # Words that are being typed stay until another person is chosen, or others are written down.
            self._told = told
            self.words.setText(told[2])

    def _typed(self) -> None:
        """Keep other words of somebody who was shown the decision already."""
        one = self.chosen()
        if one is not None and one.verdict and self.words.text() != one.words:
            self.say(one.verdict)

    def say(self, verdict: str) -> None:
        """Write down that the chosen person was shown the decision, and what they said to it."""
        one, point = self.chosen(), self._point
        if one is None or point is None:
            return
        words = self.words.text() if verdict else ""
        meeting = str(self.meeting.currentData() or "") or None
        said = (verdict, words, meeting)
        self.workspace.do("Show answer to a point", points.show_answer, point.id, one.person_id, *said)


def _said(one: Raised) -> str:
    return VERDICTS.get(one.verdict, _("not shown yet"))
