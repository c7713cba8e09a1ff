"""The sampling grid: who took part by one attribute, or two, and how many are wanted, typed into the cells."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from qda.core import attributes, sampling
from qda.core.attributes import AttributeRow
from qda.core.sampling import SamplingGrid
from qda.i18n import _
from qda.ui.models.fill_model import FillColumn
from qda.ui.widgets.fill_grid import FillGrid
from qda.ui.widgets.labels import Wrapped, heading, muted
from qda.ui.workspace import Workspace

_NUMBER = re.compile(r"\d+")


class SamplingPage(QWidget):
    """Two lists of attributes, the grid, who is in the chosen cell, and sentences on what is wanted and empty."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._grid: SamplingGrid | None = None
        self.down, self.across = QComboBox(self), QComboBox(self)
        self.down.setAccessibleName(_("Attribute in the rows"))
        self.across.setAccessibleName(_("Attribute in the columns"))
        choice = QHBoxLayout()
        choice.setSpacing(8)
        for words, box in ((_("Rows"), self.down), (_("Columns"), self.across)):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(14)
            box.activated.connect(self._choose)
            choice.addWidget(QLabel(words, self))
            choice.addWidget(box, 1)
        choice.addStretch(1)
        self.note = Wrapped(parent=self)
        self.grid = FillGrid(_("Sampling grid"), self)
        self.grid.typed.connect(self._typed)
        self.people = Wrapped(parent=self)
        self.people.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(heading(_("Sampling grid"), self, 1.3))
        column.addLayout(choice)
        column.addWidget(self.note)
        column.addWidget(self.grid, 1)
        column.addWidget(self.people)
        column.addWidget(muted(_("Type into a cell how many are wanted there; empty it to want none."), self))
        self.grid.selectionModel().currentChanged.connect(lambda *_cells: self._say_people())

    def opened(self) -> None:
        """Show the project that was opened."""
        self.show_all()

    def closing(self) -> None:
        """Keep what is unfinished; cells are kept as they are left."""

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched."""
        touching = {"participant", "attribute", "attribute_value", "sampling_target", "setting"}
        if kinds & touching and self.workspace.is_open:
            self.show_all()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        self.grid.setFocus()

    # Showing ---------------------------------------------------------------------------------------------------------

    def show_all(self) -> None:
        """Show the grid by the attributes that were chosen."""
        known: list[AttributeRow] = self.workspace.read(attributes.attribute_rows, "participant")
        chosen = self.workspace.read(sampling.chosen_grid)
        writable = not self.workspace.project.read_only
        for box in (self.down, self.across):
            box.clear()
            box.setEnabled(writable and bool(known))
        self.across.addItem(_("No second attribute"), None)
        for row in known:
            self.down.addItem(row.name, row.id)
            self.across.addItem(row.name, row.id)
        if chosen is None:
            self._grid = None
            self.grid.fill.show((), (), {})
            self.note.setText(
                _("Whom you want to hear from: give participants attributes such as role or site in Sources first.")
            )
            self.people.setText("")
            return
        self.down.setCurrentIndex(self.down.findData(chosen[0]))
        self.across.setCurrentIndex(max(0, self.across.findData(chosen[1])))
        grid: SamplingGrid = self.workspace.read(sampling.sampling_grid, *chosen)
        self._grid = grid
        columns = [FillColumn(value, value or _("Participants"), wide=18) for value in grid.columns]
        words = {place: cell.words() for place, cell in grid.cells.items()}
        self.grid.fill.show([(value, value) for value in grid.rows], columns, words, read_only=not writable)
        self.note.setText(" ".join(sampling.sampling_sentences(grid)) or _("No numbers are wanted yet."))
        self._say_people()

    def _say_people(self) -> None:
        index = self.grid.currentIndex()
        if self._grid is None or not index.isValid():
            self.people.setText("")
            return
        cell = self._grid.cells[self.grid.fill.place(index.row(), index.column())]
        where = f"{cell.value}, {cell.across}" if cell.across else cell.value
        self.people.setText(f"{where}: {', '.join(cell.people) or _('nobody')}")

    # Changing --------------------------------------------------------------------------------------------------------

    def _choose(self) -> None:
        down, across = self.down.currentData(), self.across.currentData()
        if not self.workspace.do("Choose sampling grid", sampling.choose_grid, down, across):
            self.show_all()

    def _typed(self, cells: dict[tuple[str, str], str]) -> None:
        if self._grid is None:
            return
        down, across = self._grid.attribute.id, self._grid.across
        wanted = {place: _NUMBER.findall(words) for place, words in cells.items()}

        def fill(session: Any) -> None:
            for (value, other), numbers in wanted.items():
                number = int(numbers[-1]) if numbers else None
                sampling.set_target(session, down, value, number, across.id if across else None, other)

        if not self.workspace.do("Say how many are wanted", fill):
            self.show_all()
