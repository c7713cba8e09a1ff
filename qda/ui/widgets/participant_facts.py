"""What is known about the participants of a source: attribute and value, typed into a small table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qda.core import participants
from qda.core.participants import ParticipantRow
from qda.i18n import _, n_
from qda.ui.dialogs.question import ask_text, confirm
from qda.ui.widgets.labels import muted
from qda.ui.widgets.table_rows import show_some_rows
from qda.ui.workspace import Outcome, Workspace

_ROWS_SHOWN = 6
_SEVERAL = "; "


class ParticipantFacts(QWidget):
    """One participant at a time, chosen from those of a source; every value typed is a change of its own."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._people: Sequence[ParticipantRow] = ()
        self._attributes: Sequence[tuple[str, str, str]] = ()
        self._filling = False
        self._nobody = muted(_("Say above which participant a speaker is; what you know of them goes here."), self)
        self.person = QComboBox(self)
        self.person.setAccessibleName(_("Participant"))
        self.person.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.person.activated.connect(lambda _row: self._show_values())
        self.values = self._make_table()
        self.add_attribute = QPushButton(_("Add attribute…"), self)
        self.rename_person = QPushButton(_("Rename…"), self)
        self.remove_person = QPushButton(_("Remove…"), self)
        self.add_attribute.clicked.connect(self._add_attribute)
        self.rename_person.clicked.connect(self._rename)
        self.remove_person.clicked.connect(self._remove)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.rename_person)
        row.addWidget(self.remove_person)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._nobody, self.person, self.values):
            column.addWidget(part)
        column.addWidget(self.add_attribute, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(row)

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 2, self)
        table.setAccessibleName(_("What is known about the participant"))
        table.setHorizontalHeaderLabels([_("Attribute"), _("Value")])
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        table.itemChanged.connect(self._typed)
        return table

    # Showing ---------------------------------------------------------------------------------------------------------

    def show_people(self, people: Sequence[ParticipantRow], attributes: Sequence[tuple[str, str, str]]) -> None:
        """Show these participants; `attributes` are (id, name, type) of all there are."""
        chosen = self.person.currentData()
        self._people, self._attributes = people, attributes
        self.person.clear()
        for person in people:
            self.person.addItem(person.name, person.id)
        self._nobody.setVisible(not people)
        for part in (self.person, self.values, self.add_attribute, self.rename_person, self.remove_person):
            part.setVisible(bool(people))
        for button in (self.add_attribute, self.rename_person, self.remove_person):
            button.setEnabled(not self.workspace.project.read_only)
        self.choose(chosen)

    def choose(self, participant_id: str | None) -> None:
        """Show what is known about one of them; the first one where that one isn't here."""
        self.person.setCurrentIndex(max(0, self.person.findData(participant_id)) if self._people else -1)
        self._show_values()

    def chosen(self) -> ParticipantRow | None:
        """Return the participant that is shown."""
        return next((person for person in self._people if person.id == self.person.currentData()), None)

    def _show_values(self) -> None:
        person = self.chosen()
        self._filling = True
        self.values.setRowCount(len(self._attributes) if person else 0)
        for row, (_key, name, _type) in enumerate(self._attributes if person else ()):
            known, value = self._cell(row, 0), self._cell(row, 1)
            known.setText(name)
            known.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            value.setText(_SEVERAL.join(person.attributes.get(name, ())) if person else "")
            if self.workspace.project.read_only:
                value.setFlags(known.flags())
            for cell in (known, value):
                cell.setToolTip(cell.text())
        self._filling = False
        show_some_rows(self.values, min(len(self._attributes), _ROWS_SHOWN))
        self.values.setVisible(person is not None and bool(self._attributes))

    def _cell(self, row: int, column: int) -> QTableWidgetItem:
        """Return a cell that stays the same one, so that the keyboard stays in it."""
        item = self.values.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            self.values.setItem(row, column, item)
        return item

    # Changing --------------------------------------------------------------------------------------------------------

    def _typed(self, item: QTableWidgetItem) -> None:
        person = self.chosen()
        if self._filling or person is None or item.column() != 1:
            return
        key, name, kind = self._attributes[item.row()]
        parts = item.text().split(_SEVERAL.strip()) if kind == "choices" else [item.text()]
        values = [part.strip() for part in parts if part.strip()]
        if tuple(values) == person.attributes.get(name, ()):
            return
        if not self._change("Set attribute", participants.set_values, person.id, key, values):
            self._show_values()

    def _add_attribute(self) -> None:
        name = ask_text(
            self,
            _("Add attribute"),
            _("Something you know about participants, such as role, site or age band."),
            _("Add attribute"),
        )
        if name:
            done = self.workspace.do("Add attribute", participants.add_attribute, name)
            rows = [row for row, (key, _name, _type) in enumerate(self._attributes) if done and key == done.value]
            if rows:
                self.values.setCurrentCell(rows[0], 1)
                self.values.setFocus()

    def _rename(self) -> None:
        person = self.chosen()
        if person is not None:
            name = ask_text(self, _("Rename participant"), "", _("Rename"), person.name)
            if name and name != person.name:
                self._change("Rename participant", participants.edit_participant, person.id, name=name)

    def _remove(self) -> None:
        person = self.chosen()
        if person is None:
            return
        words = _(
            "“{name}” is in {sources}, with {facts}. Texts and coded passages stay. Undo brings everything back."
        ).format(
            name=person.name,
            sources=n_("{n} source", "{n} sources", len(person.source_ids)),
            facts=n_("{n} known attribute", "{n} known attributes", len(person.attributes)),
        )
        if confirm(self, _("Remove participant?"), words, _("Remove")):
            self._change("Remove participant", participants.remove_participant, person.id)

    def _change(self, label: str, function: Any, person_id: str, *args: Any, **values: Any) -> Outcome:
        return self.workspace.do(label, function, person_id, *args, about=[("participant", person_id)], **values)
