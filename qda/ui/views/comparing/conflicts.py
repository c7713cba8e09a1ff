"""Conflicts of a merge: all in a list, the chosen one side by side, settled by 1, 2 and 3."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QRadioButton, QSplitter, QVBoxLayout, QWidget

from qda.core.merging import BOTH, OURS, THEIRS, Conflict
from qda.i18n import _
from qda.ui.models.rows_model import Cell
from qda.ui.views.comparing.versions import Versions
from qda.ui.widgets.flow import FlowRow
from qda.ui.widgets.labels import Wrapped, with_key
from qda.ui.widgets.rows_table import RowsTable
from qda.ui.widgets.table_rows import least_rows

CHOICES = {OURS: _("Mine"), THEIRS: _("Theirs"), BOTH: _("Both")}
"""What each way to settle a conflict is called."""
_KEYS = {OURS: "1", THEIRS: "2", BOTH: "3"}
_HEADS = (_("Thing"), _("What differs"), _("Stays"))


class ConflictsPanel(QWidget):
    """Signal: `chosen()` when something was settled, or settled otherwise."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.conflicts: Sequence[Conflict] = ()
        self.choices: dict[str, str] = {}
        about = _("1 keeps mine, 2 takes theirs, 3 both; N and P go to the next and previous one")
        self.table = RowsTable(_("Conflicts"), about, self)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._look())
        self.versions = Versions(self)
        self.buttons = {choice: QRadioButton(f"{words} ({_KEYS[choice]})", self) for choice, words in CHOICES.items()}
        self.all = {
            OURS: QPushButton(_("All mine"), self),
            THEIRS: QPushButton(_("All theirs"), self),
        }
        self.said, self.count = Wrapped(parent=self), Wrapped(parent=self)
        row = FlowRow(self)
        for choice, button in self.buttons.items():
            button.clicked.connect(lambda _on=False, choice=choice: self.choose(choice))
            row.flow.addWidget(button)
        for choice, every in self.all.items():
            every.clicked.connect(lambda _on=False, choice=choice: self.choose_all(choice))
            row.flow.addWidget(every)
        self._row = row
        self._lay_out()
        for key, act in (
            *((key, lambda choice=choice: self.choose(choice)) for choice, key in _KEYS.items()),
            ("N", lambda: self.step(1)),
            ("P", lambda: self.step(-1)),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _lay_out(self) -> None:
        lower = QWidget(self)
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 8, 0, 0)
        below.setSpacing(8)
        for part in (self.versions, self._row, self.said):
            below.addWidget(part, int(part is self.versions))
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.setChildrenCollapsible(False)
        least_rows(self.table)
        splitter.addWidget(self.table)
        splitter.addWidget(lower)
        splitter.setSizes([180, 320])
        splitter.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.count)
        column.addWidget(splitter, 1)

    def show_conflicts(self, conflicts: Sequence[Conflict]) -> None:
        """Show other conflicts; what was chosen of those that are still there stays."""
        self.conflicts = conflicts
        possible = {one.key: one.choices for one in conflicts}
        self.choices = {key: choice for key, choice in self.choices.items() if choice in possible.get(key, ())}
        self._fill()
        if conflicts and self.table.row() < 0:
            self.table.setCurrentIndex(self.table.model().index(0, 0))
        self._look()

    def forget(self) -> None:
        """Forget what was chosen; another copy is looked at."""
        self.choices = {}

    def _fill(self) -> None:
        rows = [(Cell(one.title), Cell(one.field), Cell(self._stays(one))) for one in self.conflicts]
        here = self.table.currentIndex().row()
        self.table.show_rows(_HEADS, rows)
        if 0 <= here < len(rows):
            self._go(here)
        settled = _("{n} of {all} settled. The others go as proposed: what loses least stays.")
        words = settled.format(n=len(self.choices), all=len(self.conflicts))
        self.count.setText(
            words if self.conflicts else _("Nothing was changed on both sides; nothing must be settled.")
        )

    def _stays(self, one: Conflict) -> str:
        if one.key in self.choices:
            return CHOICES[self.choices[one.key]]
        return _("{choice} (proposed)").format(choice=CHOICES[one.default])

    def conflict(self) -> Conflict | None:
        """Return the conflict that is shown."""
        return self.table.chosen(self.conflicts)

    def _look(self) -> None:
        one = self.conflict()
        for every in self.all.values():
            every.setEnabled(bool(self.conflicts))
        for choice, button in self.buttons.items():
            there = one is not None and choice in one.choices
            button.setVisible(choice != BOTH or there)
            button.setEnabled(there)
            words = one.words.get(choice, "") if one is not None else ""
            button.setToolTip(with_key(words or CHOICES[choice], _KEYS[choice]))
            button.setAccessibleName(f"{CHOICES[choice]}: {words}" if words else CHOICES[choice])
            button.setChecked(one is not None and self.choices.get(one.key, one.default) == choice)
        self._row.fit()
        if one is None:
            self.versions.clear()
            self.said.setText("")
            return
        self.versions.show_versions(one.base, one.ours, one.theirs)
        stays = self.choices.get(one.key, one.default)
        self.said.setText(f"{self._stays(one)}: {one.words.get(stays, '')}")

    # Settling --------------------------------------------------------------------------------------------------------

    def choose(self, choice: str) -> None:
        """Settle the conflict that is shown, and go on to the next one that isn't settled yet."""
        one = self.conflict()
        if one is None or choice not in one.choices:
            self._look()
            return
        first = one.key not in self.choices
        self.choices[one.key] = choice
        at = self.table.currentIndex().row()
        self._fill()
        if first and at + 1 < len(self.conflicts):
            self._go(at + 1)
        self._look()
        self.chosen.emit()

    def choose_all(self, choice: str) -> None:
        """Settle all conflicts in which that can be chosen."""
        self.choices |= {one.key: choice for one in self.conflicts if choice in one.choices}
        self._fill()
        self._look()
        self.chosen.emit()

    def step(self, by: int) -> None:
        """Go to the next or previous conflict."""
        self._go(min(max(self.table.currentIndex().row() + by, 0), len(self.conflicts) - 1))

    def _go(self, row: int) -> None:
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(self.table.model().index(row, 0), flags)
