"""Planning a round of double coding: what is drawn and how, who does it, and whether others' work stays hidden."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from qda.core.attributes import AttributeRow
from qda.core.coders import Person
from qda.core.draws import Draw, share_of
from qda.core.naming import whole_number
from qda.errors import QdaError
from qda.i18n import _
from qda.ui.dialogs.question import buttons
from qda.ui.widgets.ticked_names import TickedNames

SHARE, NUMBER, ALL = "share", "number", "all"
UNITS = {"source": _("Transcripts"), "turn": _("Turns"), "page": _("Pages of 3,000 characters")}
KINDS = {"counted": _("Counted"), "training": _("Training: for calibration, in no methods sentence")}
TASKS = {"code": _("Coded independently"), "verify": _("Looked over: no agreement is counted")}
_MOST_PEOPLE = 5  # are seen without rolling


@dataclass(frozen=True, slots=True)
class NewRound:
    """What was said: the name, the draw, who, and the rest of the arguments of :func:`qda.core.plan.plan_round`."""

    name: str
    draw: Draw
    coder_ids: tuple[str, ...]
    how: dict[str, Any] = field(default_factory=dict)


class PlanRoundDialog(QDialog):
    """Asks for a round; `told` says in words what would be drawn, or raises a QdaError."""

    def __init__(
        self,
        people: Sequence[Person],
        attributes: Sequence[AttributeRow],
        told: Callable[[Draw], str],
        seed: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Plan a round"))
        self._told = told
        self.setMinimumWidth(
            min(self.fontMetrics().averageCharWidth() * 64, self.screen().availableSize().width() - 64)
        )
        self.name = QLineEdit(self)
        self.task, self.kind, self.unit = QComboBox(self), QComboBox(self), QComboBox(self)
        self.much, self.by = QComboBox(self), QComboBox(self)
        for choice, choices in ((self.task, TASKS), (self.kind, KINDS), (self.unit, UNITS)):
            for value, words in choices.items():
                choice.addItem(words, value)
        for value, words in ((SHARE, _("A share, by lot")), (NUMBER, _("A number, by lot")), (ALL, _("All"))):
            self.much.addItem(words, value)
        self.amount = QLineEdit("1/3", self)
        self.by.addItem(_("From all alike"), None)
        for one in attributes:
            self.by.addItem(_("In proportion from each “{name}”").format(name=one.name), one.id)
        self.seed = QSpinBox(self)
        self.seed.setRange(0, 999_999)
        self.seed.setValue(seed)
        self.seed.setToolTip(_("The same number draws the same again, on any machine"))
        names = ((person.id, f"{person.name} ({person.initials})") for person in people)
        self.people = TickedNames(names, self, ticked=len(people) == 2)
        self.people.ensurePolished()
        row = max(self.people.sizeHintForRow(0), self.fontMetrics().height() + 8)
        self.people.setFixedHeight(row * min(max(len(people), 2), _MOST_PEOPLE) + 16)
        self.pairs = QCheckBox(_("Two for each part, every pair in turn"), self)
        self.hidden = QCheckBox(_("Others' work stays hidden until one has finished"), self)
        self.hidden.setChecked(True)
        self.drawn = QLabel(self)
        self.drawn.setWordWrap(True)
        self.drawn.setMinimumHeight(3 * self.fontMetrics().lineSpacing())  # so that the form has its place at once
        self.drawn.setProperty("muted", True)
        for choice in (self.task, self.kind, self.unit, self.much, self.by):
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(20)  # long choices are read in the list, and each stands beside its title
        self._form = QFormLayout()
        self._form.setSpacing(8)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for title, part in (
            (_("Name"), self.name),
            (_("It is"), self.task),
            (_("Kind"), self.kind),
            (_("Parts"), self.unit),
            (_("How much"), self.much),
            (_("Share or number"), self.amount),
            (_("Drawn"), self.by),
            (_("Seed"), self.seed),
            (_("By"), self.people),
        ):
            part.setAccessibleName(title)
            self._form.addRow(title, part)
        self._form.addRow("", self.pairs)
        self._form.addRow("", self.hidden)
        box, self._make = buttons(self, _("Plan round"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(self._rolling(), 1)
        column.addWidget(self.drawn)
        column.addWidget(box)
        self.much.currentIndexChanged.connect(self._suggest)
        for changed in (
            self.name.textChanged,
            self.amount.textChanged,
            self.seed.valueChanged,
            self.people.itemChanged,
        ):
            changed.connect(self._fit)
        for chosen in (self.task, self.unit, self.by):
            chosen.currentIndexChanged.connect(self._fit)
        self.pairs.toggled.connect(self._fit)
        self._fit()
        self.name.setFocus()

    def _rolling(self) -> QScrollArea:
        """Return the form in a frame that rolls where the screen is too low for it, as with large letters."""
        inside = QWidget(self)
        inside.setLayout(self._form)
        self._form.setContentsMargins(0, 0, 8, 0)
        frame = QScrollArea(self)
        frame.setFrameShape(QFrame.Shape.NoFrame)
        frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the fields in it have the keyboard
        frame.setWidgetResizable(True)
        frame.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        frame.setWidget(inside)
        frame.ensurePolished()
        high = inside.sizeHint().height() + 8
        room = self.screen().availableSize().height() - 12 * self.fontMetrics().height()
        frame.setMinimumHeight(max(min(high, room), 4 * self.fontMetrics().height()))
        frame.setMinimumWidth(inside.minimumSizeHint().width() + 16)
        return frame

    def _suggest(self) -> None:
        self.amount.setText({SHARE: "1/3", NUMBER: "10"}.get(self.much.currentData(), ""))
        self._fit()

    def _fit(self) -> None:
        """Ask only for what belongs to what is chosen, and say what would be drawn."""
        lot = self.much.currentData() != ALL
        for part in (self.amount, self.by, self.seed):
            self._form.setRowVisible(part, lot)
        self._form.setRowVisible(self.hidden, self.task.currentData() == "code")
        people = self.people.chosen()
        self.pairs.setEnabled(len(people) > 2)
        try:
            words, drawn = self._told(self._draw()), True
        except QdaError as error:
            words, drawn = error.sentence, False
        self.drawn.setText(words)
        self._make.setEnabled(drawn and bool(self.name.text().strip()) and bool(people))

    def _draw(self) -> Draw:
        much, words = self.much.currentData(), self.amount.text()
        unit = str(self.unit.currentData())
        if much == ALL:
            return Draw(unit)
        return Draw(
            unit,
            share_of(words) if much == SHARE else None,
            whole_number(words, _("Number")) if much == NUMBER else None,
            self.seed.value(),
            self.by.currentData(),
        )

    def answer(self) -> NewRound:
        """Return what was said."""
        how = {
            "task": self.task.currentData(),
            "kind": self.kind.currentData(),
            "pairs": self.pairs.isEnabled() and self.pairs.isChecked(),
            "blind": self.hidden.isChecked(),
        }
        return NewRound(self.name.text().strip(), self._draw(), tuple(self.people.chosen()), how)
