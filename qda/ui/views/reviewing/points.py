"""The open points: what people raised, what was decided, and whether those who raised it were shown the answer."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QDialog, QPushButton, QVBoxLayout, QWidget

from qda.core.review import people, points, rounds
from qda.core.review.people import Reviewer
from qda.core.review.points import KINDS, STATES, Point
from qda.core.review.rounds import Round
from qda.core.review.wordings import Wordings, wordings
from qda.i18n import _, n_
from qda.ui.dialogs.question import confirm
from qda.ui.models.rows_model import Cell
from qda.ui.views.reviewing.point_form import PointForm
from qda.ui.widgets.flow import FlowRow
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.widgets.rows_table import RowsTable
from qda.ui.widgets.split_parts import split
from qda.ui.widgets.titled import lay_out, title_bar
from qda.ui.workspace import Workspace

_SHOWN = frozenset(
    {
        *("review_point", "point_raised", "review_person", "review_round", "review_item", "review_meeting"),
        *("theme", "easy_page", "easy_statement"),
    }
)
_HEADS = (_("What was raised"), _("State"), _("About"), _("Raised by"))
_NOTHING = _(
    "Nothing was raised yet. A “no”, or what somebody says is missing, becomes a point here; points from talk are "
    "added by hand."
)
_UNDONE = ("open", "decided")


class PointsPage(QWidget):
    """A row a point; beside it the decision on the chosen one, and what those say who raised it."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.points: list[Point] = []
        self._people: list[Reviewer] = []
        self.state, self.round = QComboBox(self), QComboBox(self)
        self.state.setAccessibleName(_("Which points are shown"))
        self.state.addItem(_("All points"), "")
        for name, words in STATES.items():
            self.state.addItem(words, name)
        self.round.setAccessibleName(_("Round"))
        for box in (self.state, self.round):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(18)
            box.activated.connect(lambda _row: self._show_points(self._here()))
        self.add, self.remove = QPushButton(_("Add a point…"), self), QPushButton(_("Remove…"), self)
        self.add.clicked.connect(self.add_point)
        self.remove.clicked.connect(self.remove_point)
        self.count = Wrapped(parent=self)
        self.table = RowsTable(_("Points that people raised"), _("Choose a row to decide"), self)
        self.table.picked.connect(self._show_chosen)
        self.form = PointForm(workspace, self)
        self._lay_out()

    def _lay_out(self) -> None:
        left = QWidget(self)
        below = QVBoxLayout(left)
        below.setContentsMargins(0, 0, 8, 0)
        below.setSpacing(8)
        which = FlowRow(left)
        for part in (self.state, self.round):
            which.flow.addWidget(part)
        below.addWidget(which)
        below.addWidget(self.count)
        below.addWidget(self.table, 1)
        below.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        parts = split("review points", self, (left, self.form), (520, 480))
        lay_out(self, (title_bar(heading(_("Open points"), self, 1.3), self.add), parts))

    # A place's page --------------------------------------------------------------------------------------------------

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        (self.table if self.points else self.add).setFocus()

    def opened(self) -> None:
        """Show the points of a project that was just opened."""
        self._show_points("")

    def closing(self) -> None:
        """Keep what is written of a decision."""
        self.form.show_point(None, [])

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched."""
        if kinds & _SHOWN and self.workspace.is_open:
            self._show_points(self._here())

    def _here(self) -> str:
        one = self.chosen()
        return "" if one is None else one.id

    def _show_points(self, here: str) -> None:
        read = self.workspace.read
        self._people = read(people.people)
        found: list[Round] = read(rounds.rounds)
        before = self.round.currentData()
        self.round.clear()
        self.round.addItem(_("All rounds"), "")
        for one in found:
            self.round.addItem(one.name, one.id)
        self.round.setCurrentIndex(max(0, self.round.findData(before)))
        everything: list[Point] = read(points.points, str(self.round.currentData()) or None)
        wanted = str(self.state.currentData())
        self.points = [point for point in everything if wanted in ("", point.state)]
        names = {person.id: person.name for person in self._people}
        rows = {point.id: _cells(point, read(wordings, point), names) for point in self.points}
        self.table.show_by_id(_HEADS, rows, here)
        self.add.setEnabled(bool(found and self._people) and not self.workspace.project.read_only)
        self.count.setText(_counted(everything))
        self._show_chosen()

    def chosen(self) -> Point | None:
        """Return the point whose row is chosen."""
        return self.table.chosen(self.points)

    def _show_chosen(self) -> None:
        one = self.chosen()
        self.remove.setEnabled(one is not None and not self.workspace.project.read_only)
        self.form.show_point(one, self._people)

    # Points ----------------------------------------------------------------------------------------------------------

    def add_point(self) -> None:
        """Ask what was raised in talk, about what and by whom."""
        from qda.ui.dialogs.new_point import NewPointDialog

        dialog = NewPointDialog(self.workspace, self.window())
        if dialog.exec() == QDialog.DialogCode.Accepted:
            said = dialog.answer()
            done = self.workspace.do(
                "Add point",
                lambda session: points.add_point(session, said.round_id, said.words, said.people, **said.values),
            )
            if done:
                self._show_points(str(done.value))
        dialog.deleteLater()

    def remove_point(self) -> None:
        """Ask whether the chosen point was written down by mistake."""
        one = self.chosen()
        words = _("What people answered stays, but the point and its decision are gone. Undo brings them back.")
        if one is not None and confirm(self.window(), _("Remove the point?"), words, _("Remove")):
            self.workspace.do("Remove point", points.remove_point, one.id)


def _cells(point: Point, about: Wordings, names: dict[str, str]) -> list[Cell]:
    said = " ".join(point.words.split())
    kind = KINDS[point.kind]
    return [
        # People's words first: where the column is narrow, they tell points apart, and the kind does not.
        Cell(f"{said} · {kind}" if said else kind, about=point.words or kind),
        Cell(STATES[point.state]),
        Cell(about.name),
        Cell(", ".join(names.get(one.person_id, "") for one in point.raised)),
    ]


def _counted(found: list[Point]) -> str:
    if not found:
        return _NOTHING
    numbers = Counter(point.state for point in found)
    said = [f"{STATES[state]}: {numbers[state]}" for state in STATES if numbers[state]]
    words = n_("{n} point.", "{n} points.", len(found))
    undone = sum(numbers[state] for state in _UNDONE)
    if not undone:
        words += " " + _("Everybody was shown what became of what they raised.")
    return f"{words} {' · '.join(said)}"
