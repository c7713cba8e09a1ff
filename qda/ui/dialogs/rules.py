"""Which rules of easy language are looked at in a summary, and how much each allows."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDoubleSpinBox,
    QFrame,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from qda.core.easyread.profiles import OFF, Profile, Rule
from qda.i18n import _
from qda.ui.dialogs.question import buttons
from qda.ui.widgets.labels import Wrapped


def ask_rules(parent: QWidget | None, profile: Profile, changed: Mapping[str, float]) -> dict[str, float] | None:
    """Ask for the numbers of a profile, some of them `changed` already; None where the person went back."""
    dialog = RulesDialog(profile, changed, parent)
    chosen = dialog.numbers() if dialog.exec() == QDialog.DialogCode.Accepted else None
    dialog.deleteLater()
    return chosen


class RulesDialog(QDialog):
    """A row a rule: whether it is looked at, and its number where it has one; the source is in the tooltip."""

    def __init__(self, profile: Profile, changed: Mapping[str, float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Rules of “{name}”").format(name=profile.name))
        room = self.screen().availableSize()
        self.setMinimumSize(min(680, room.width() - 64), min(560, room.height() - 96))
        self._before = dict(changed)
        self._rules = dict(profile.rules)
        self.on: dict[str, QCheckBox] = {}
        self.number: dict[str, QDoubleSpinBox] = {}
        inside = QWidget(self)
        grid = QGridLayout(inside)
        grid.setColumnStretch(0, 1)
        for row, rule in enumerate(profile.rules.values()):
            self._add(grid, row, rule)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        words = _("Standards differ. Choose what fits the people the summary is for; they are the ones who tell.")
        box, _primary = buttons(self, _("Keep"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(Wrapped(words, self))
        column.addWidget(area, 1)
        column.addWidget(box)

    def _add(self, grid: QGridLayout, row: int, rule: Rule) -> None:
        box = self.on[rule.id] = QCheckBox(f"{rule.id}  {rule.title}", self)
        box.setChecked(rule.on)
        to_confirm = f" ({_('to confirm')})" if rule.to_confirm else ""
        box.setToolTip(f"{rule.source}{to_confirm}")
        grid.addWidget(box, row, 0)
        if rule.number is not None:
            field = self.number[rule.id] = QDoubleSpinBox(self)
            field.setDecimals(0 if float(rule.number).is_integer() else 2)
            field.setRange(rule.low, rule.high)
            field.setValue(rule.number)
            field.setSuffix(f" {rule.unit}" if rule.unit else "")
            field.setAccessibleName(_("Number of {rule}").format(rule=rule.title))
            grid.addWidget(field, row, 1)

    def numbers(self) -> dict[str, float]:
        """Return the numbers that differ from those of the profile as it was, with what was changed before."""
        found = dict(self._before)
        for name, rule in self._rules.items():
            on = self.on[name].isChecked()
            number = self.number[name].value() if name in self.number else 0.0
            if not on and rule.on:
                found[name] = OFF
            elif on and (not rule.on or (rule.number is not None and number != rule.number)):
                found[name] = number
        return found
