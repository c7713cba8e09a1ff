"""Before facts come in from a table: what each column is, what becomes of every row, and whose word stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qda.core.attribute_columns import ATTRIBUTE, NOTE, ROLES, SAMPLE, STUDY, FactsTable
from qda.core.attribute_table import DIFFERS, NEW, REFUSED, SAME, Fact, Plan, Planned
from qda.core.attribute_types import TYPES
from qda.errors import QdaError
from qda.i18n import _, n_
from qda.ui.dialogs.question import buttons
from qda.ui.widgets.labels import heading
from qda.ui.widgets.table_rows import fit_rows

_WORDS = {
    NEW: _("{attribute}: {words}"),
    DIFFERS: _("{attribute}: {words} in the file, {here} here"),
    REFUSED: _("{reason}"),
}
_ROLE_WORDS = {role: ROLES[role] for role in (NOTE, STUDY, SAMPLE)}
Planner = Callable[[FactsTable], Plan]


def ask_facts(
    parent: QWidget, table: FactsTable, planner: Planner, known: Mapping[str, str]
) -> tuple[FactsTable, bool] | None:
    """Show what a table would do; return it as its columns were chosen, and whether its word goes before ours.

    `planner` says what would become of a table, `known` are the types of the project's attributes by name in small
    letters. None where the person went back.
    """
    dialog = ImportFactsDialog(table, planner, known, parent)
    given = (dialog.table, dialog.take.isChecked()) if dialog.exec() == QDialog.DialogCode.Accepted else None
    dialog.deleteLater()
    return given


class ImportFactsDialog(QDialog):
    """The columns of the file with what each is, below them every person or report with what comes in."""

    def __init__(
        self, table: FactsTable, planner: Planner, known: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.table, self._planner, self._known = table, planner, known
        self.setWindowTitle(_("Import facts from {file}").format(file=table.file))
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().lineSpacing()
        room = self.screen().availableSize()
        self.resize(min(letter * 110, room.width() - 64), min(line * 40, room.height() - 64))
        self.columns = self._make_columns()
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.list = self._make_list()
        self.take = QCheckBox(_("Take the file's word where the project says something else"), self)
        box, self.primary = buttons(self, _("Import"))
        self.primary.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(heading(_("Columns"), self))
        column.addWidget(self.columns, 2)
        column.addWidget(heading(_("What comes in"), self))
        column.addWidget(self.said)
        column.addWidget(self.list, 3)
        column.addWidget(self.take)
        column.addWidget(box)
        self._show()
        self.columns.setFocus()

    # The columns -----------------------------------------------------------------------------------------------------

    def _make_columns(self) -> QTableWidget:
        grid = QTableWidget(len(self.table.columns), 4, self)
        grid.setAccessibleName(_("Columns of the file"))
        grid.setHorizontalHeaderLabels([_("Heading"), _("What it is"), _("Type"), _("For example")])
        grid.verticalHeader().hide()
        grid.setShowGrid(False)
        grid.setTabKeyNavigation(False)
        grid.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        grid.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for row, column in enumerate(self.table.columns):
            grid.setItem(row, 0, QTableWidgetItem(column.heading))
            grid.setItem(row, 3, QTableWidgetItem(" · ".join(column.examples)))
            role, kind = QComboBox(grid), QComboBox(grid)
            role.setAccessibleName(_("What {heading} is").format(heading=column.heading))
            kind.setAccessibleName(_("Type of {heading}").format(heading=column.heading))
            for box, words in ((role, ROLES), (kind, TYPES)):
                for key, said in words.items():
                    box.addItem(said, key)
            role.activated.connect(lambda _at, box=role, key=column.index: self._choose(key, role=box.currentData()))
            kind.activated.connect(lambda _at, box=kind, key=column.index: self._choose(key, type=box.currentData()))
            grid.setCellWidget(row, 1, role)
            grid.setCellWidget(row, 2, kind)
        fit_rows(grid, 16)
        letter = self.fontMetrics().averageCharWidth()
        grid.setColumnWidth(0, letter * 24)
        for at in (1, 2):
            boxes = (grid.cellWidget(row, at) for row in range(grid.rowCount()))
            grid.setColumnWidth(at, max(box.sizeHint().width() for box in boxes if box is not None) + 16)
        grid.horizontalHeader().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        return grid

    def role_box(self, row: int) -> QComboBox:
        """Return the list in which the role of a column is chosen."""
        box = self.columns.cellWidget(row, 1)
        assert isinstance(box, QComboBox)
        return box

    def type_box(self, row: int) -> QComboBox:
        """Return the list in which the type of a column is chosen."""
        box = self.columns.cellWidget(row, 2)
        assert isinstance(box, QComboBox)
        return box

    def _choose(self, index: int, *, role: str | None = None, type: str | None = None) -> None:
        self.table = self.table.chosen(index, role=role, type=type)
        self._show()

    # What becomes of it ----------------------------------------------------------------------------------------------

    def _make_list(self) -> QTreeWidget:
        tree = QTreeWidget(self)
        tree.setAccessibleName(_("People and reports in the file"))
        tree.setHeaderLabels([_("Who or which"), _("What becomes of it")])
        tree.setRootIsDecorated(True)
        tree.setUniformRowHeights(True)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        return tree

    def _show(self) -> None:
        for row, column in enumerate(self.table.columns):
            # An attribute that is there already keeps its type.
            known = self._known.get(column.heading.casefold())
            for box, key in ((self.role_box(row), column.role), (self.type_box(row), known or column.type)):
                box.setCurrentIndex(box.findData(key))
            self.type_box(row).setEnabled(column.role == ATTRIBUTE and known is None)
        self.list.clear()
        try:
            plan = self._planner(self.table)
        except QdaError as error:
            self.said.setText(error.sentence)
            self.primary.setEnabled(False)
            self.take.setVisible(False)
            return
        self.said.setText(" ".join((_numbers(plan), *self.table.warnings)))
        for step in plan.steps:
            self._add(step, plan.scope)
        for row, reason in plan.refused:
            where = _("Row {row}").format(row=row) if row else _("Column")
            self.list.addTopLevelItem(QTreeWidgetItem([where, reason]))
        self.take.setVisible(plan.number(DIFFERS) > 0)
        people = sum(step.key is None for step in plan.steps)
        self.primary.setEnabled(bool(people or plan.number(NEW) or plan.number(DIFFERS)))

    def _add(self, step: Planned, scope: str) -> None:
        words = [_told(fact) for fact in step.facts if fact.kind != SAME]
        kind = _("new") if step.key is None and scope == "participant" else ""
        said = [kind] if kind else []
        said.append("; ".join(words) if words else _("nothing new"))
        item = QTreeWidgetItem([step.name, " · ".join(said)])
        item.setToolTip(1, "\n".join(words))
        self.list.addTopLevelItem(item)


def _told(fact: Fact) -> str:
    attribute = _ROLE_WORDS.get(fact.attribute, fact.attribute)
    return _WORDS[fact.kind].format(attribute=attribute, words=fact.words, here=fact.here, reason=fact.reason)


def _numbers(plan: Plan) -> str:
    people = sum(step.key is None for step in plan.steps)
    known = len(plan.steps) - people
    if plan.scope == "participant":
        known_words = n_("{n} known participant", "{n} known participants", known)
    else:
        known_words = n_("{n} transcript or report", "{n} transcripts or reports", known)
    facts = plan.number(NEW)
    left_out = len(plan.refused) + plan.number(REFUSED)
    parts = [
        (people, n_("{n} new participant", "{n} new participants", people)),
        (known, known_words),
        (len(plan.added), n_("{n} new attribute", "{n} new attributes", len(plan.added))),
        (facts, n_("{n} new fact", "{n} new facts", facts)),
        (plan.number(DIFFERS), n_("{n} that differs", "{n} that differ", plan.number(DIFFERS))),
        (plan.number(SAME), n_("{n} as it is here", "{n} as they are here", plan.number(SAME))),
        (left_out, n_("{n} left out", "{n} left out", left_out)),
    ]
    return ", ".join(words for number, words in parts if number) + "."
