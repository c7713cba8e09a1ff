"""The chosen point: what was raised, what is decided on it and by whom, and what those say who raised it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from qda.core.memo_text import Link
from qda.core.review import points, rounds
from qda.core.review.people import Reviewer
from qda.core.review.points import KINDS, OUTCOMES, STATES, Point
from qda.core.review.wordings import Wordings, wordings
from qda.i18n import _
from qda.ui.going_to import go_to
from qda.ui.views.reviewing.point_shown import PointShown
from qda.ui.widgets.flow import FlowRow
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.workspace import Workspace

_LINES = 3


class PointForm(QScrollArea):
    """A decision is kept by the button, or when another point is chosen: its parts belong together."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._point: Point | None = None
        self._wordings = Wordings("", "", "")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.page = QWidget(self)
        self.page.setObjectName("details")
        self.raised = Wrapped(parent=self.page)
        self.raised.setProperty("muted", False)
        self.raised.setTextFormat(Qt.TextFormat.PlainText)
        self.outcome = QComboBox(self.page)
        self.outcome.addItem(STATES["open"], "")
        for name, words in OUTCOMES.items():
            self.outcome.addItem(words, name)
        self.outcome.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.outcome.setMinimumContentsLength(12)
        self.before, self.after, self.why = (_prose(self.page) for _field in range(3))
        self.decided_by = QLineEdit(self.page)
        self.keep = QPushButton(_("Keep the decision"), self.page)
        self.keep.setProperty("primary", True)
        self.now = QPushButton(_("Take over the words of now"), self.page)
        self.now.setToolTip(_("Before: what people saw. After: what stands there now"))
        self.go = QPushButton(_("To the theme"), self.page)
        self.shown = PointShown(workspace, self.page)
        self.keep.clicked.connect(self.decide)
        self.now.clicked.connect(self.take_over)
        self.go.clicked.connect(self.go_to_theme)
        self.outcome.activated.connect(lambda _row: self._fit())
        for field in (self.before, self.after, self.why):
            field.textChanged.connect(self._fit)
        self.decided_by.textChanged.connect(lambda _words: self._fit())
        self._lay_out()
        self.show_point(None, [])

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.form = form
        for title, part in (
            (_("Decision"), self.outcome),
            (_("Before"), self.before),
            (_("After"), self.after),
            (_("Why"), self.why),
            (_("Decided by"), self.decided_by),
        ):
            part.setAccessibleName(title)
            form.addRow(title, part)
        self.decided_by.setPlaceholderText(_("Everybody who decided"))
        buttons = FlowRow(self.page)
        for button in (self.keep, self.now, self.go):
            buttons.flow.addWidget(button)
        column = QVBoxLayout(self.page)
        column.setContentsMargins(8, 0, 8, 16)
        column.setSpacing(8)
        column.addWidget(heading(_("What was raised"), self.page))
        column.addWidget(self.raised)
        column.addWidget(heading(_("What was decided"), self.page))
        column.addLayout(form)
        column.addWidget(buttons)
        column.addWidget(heading(_("Shown to those who raised it"), self.page))
        column.addWidget(self.shown)
        column.addStretch(1)
        self.setWidget(self.page)

    def show_point(self, one: Point | None, people: Sequence[Reviewer]) -> None:
        """Show a point; a decision that is being written on the same one stays as it is typed."""
        same = one is not None and self._point is not None and one.id == self._point.id
        typing = same and self._changed() and one is not None and _decision(one) == _decision(self._point)
        if not same:
            self._leave()
        self._point = one
        self.page.setVisible(one is not None)
        if one is None:
            return
        self._wordings = self.workspace.read(wordings, one)
        names = {person.id: person.name for person in people}
        self.raised.setText(self._sentence(one, names))
        if not typing:
            outcome, before, after, why, decided_by = _decision(one)
            self.outcome.setCurrentIndex(self.outcome.findData(outcome))
            for prose, words in ((self.before, before), (self.after, after), (self.why, why)):
                prose.setPlainText(words)
            self.decided_by.setText(decided_by)
        self.page.setEnabled(not self.workspace.project.read_only)
        self.go.setVisible(one.theme_id is not None)
        self.shown.show_point(one, people)
        self._fit()

    def _sentence(self, one: Point, names: dict[str, str]) -> str:
        who = ", ".join(names.get(each.person_id, "") for each in one.raised)
        round_name = self.workspace.read(rounds.one_round, one.round_id).name
        head = _("{kind}, about “{about}”, raised by {who} in “{round}”.").format(
            kind=KINDS[one.kind], about=self._wordings.name, who=who, round=round_name
        )
        return f"{one.words}\n{head}" if one.words else head

    def _said(self) -> tuple[str, str, str, str, str]:
        before, after, why = (field.toPlainText() for field in (self.before, self.after, self.why))
        return str(self.outcome.currentData()), before, after, why, self.decided_by.text()

    def _changed(self) -> bool:
        return self._point is not None and self._said() != _decision(self._point)

    def _fit(self) -> None:
        """Ask for what belongs to the decision, and let it be kept where there is something new."""
        outcome = self.outcome.currentData()
        changed, decided = outcome == "changed", bool(outcome)
        rows = ((self.before, changed), (self.after, changed), (self.why, decided), (self.decided_by, decided))
        for part, visible in rows:
            self.form.setRowVisible(part, visible)
        about = self._wordings
        self.now.setVisible(outcome == "changed" and bool(about.shown) and about.shown != about.now)
        self.keep.setEnabled(self._changed())

    def _leave(self) -> None:
        """Keep what is written of a decision before another point is shown: nothing that was typed is lost."""
        one, said = self._point, self._said()
        if one is not None and self._changed() and self.workspace.is_open and not self.workspace.project.read_only:
            self._point = None  # the change is followed at once, and must not come here again
            self._decide(one, *said)

    def decide(self) -> None:
        """Keep the decision as it is written; those who raised the point are to be shown it."""
        if self._point is not None:
            self._decide(self._point, *self._said())

    def _decide(self, one: Point, outcome: str, before: str, after: str, why: str, decided_by: str) -> None:
        self.workspace.do(
            "Decide on point",
            lambda session: points.decide(
                session, one.id, outcome, why=why, before=before, after=after, decided_by=decided_by
            ),
        )

    def take_over(self) -> None:
        """Write what people saw as before, and what stands there now as after."""
        self.before.setPlainText(self._wordings.shown)
        self.after.setPlainText(self._wordings.now)

    def go_to_theme(self) -> None:
        """Show the theme that the point is about."""
        if self._point is not None and self._point.theme_id is not None:
            go_to(self, Link(theme_id=self._point.theme_id))


def _prose(parent: QWidget) -> QPlainTextEdit:
    field = QPlainTextEdit(parent)
    field.setTabChangesFocus(True)
    field.setFixedHeight(field.fontMetrics().lineSpacing() * _LINES + 20)
    return field


def _decision(one: Point | None) -> tuple[str, ...]:
    return () if one is None else (one.outcome, one.before, one.after, one.why, one.decided_by)
