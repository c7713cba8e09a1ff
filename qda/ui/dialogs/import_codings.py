"""Before coded passages come in: where each row of the table lies, and which place a doubtful one has."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qda.core.coding_columns import CodingTable
from qda.core.coding_plan import REFUSED, CodingPlan, Place, Planned
from qda.core.quote_finding import DOUBTFUL, FOUND, MOVED, NOWHERE, THERE
from qda.i18n import _, n_
from qda.ui.dialogs.question import buttons
from qda.ui.widgets.labels import Wrapped

# What a person must look at comes first.
_ORDER = (DOUBTFUL, NOWHERE, REFUSED, MOVED, FOUND, THERE)
_KINDS = {
    THERE: _("where the table says"),
    FOUND: _("found by its words"),
    MOVED: _("found by its words, not where the table says"),
}
_MOST = 1_000  # rows that are shown; the rest are as the numbers say
_BEFORE = 18  # characters before a place, so that its own words are seen in a narrow list, too
_PLACE = Qt.ItemDataRole.UserRole


def ask_codings(parent: QWidget, table: CodingTable, planned: CodingPlan) -> dict[int, int] | None:
    """Show what a table would do; return the places chosen for doubtful rows, or None where the person went back."""
    dialog = ImportCodingsDialog(table, planned, parent)
    take = dialog.taken() if dialog.exec() == QDialog.DialogCode.Accepted else None
    dialog.deleteLater()
    return take


class ImportCodingsDialog(QDialog):
    """Numbers, a row for each of the table with the places of doubtful ones below it, and one button."""

    def __init__(self, table: CodingTable, planned: CodingPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Import coded passages"))
        room, line = self.screen().availableSize(), self.fontMetrics()
        wide, high = line.averageCharWidth() * 120, line.lineSpacing() * 36
        self.resize(min(wide, room.width() - 64), min(high, room.height() - 64))
        self._planned = planned
        self.said = Wrapped(_numbers(table, planned), self)
        self.said.setProperty("muted", False)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.list = _Rows(self)
        for kind in _ORDER:
            for step in planned.rows:
                if step.kind == kind and self.list.topLevelItemCount() < _MOST:
                    self.list.add(step)
        hint = Wrapped(
            _(
                "Space ticks the place that a doubtful row has. What is left out is listed afterwards in Report, Other "
                "programs."
            ),
            self,
        )
        hint.setVisible(bool(planned.number(DOUBTFUL)))
        more = len(planned.rows) - self.list.topLevelItemCount()
        rest = Wrapped(n_("{n} more row is not shown.", "{n} more rows are not shown.", more), self)
        rest.setVisible(more > 0)
        box, self.primary = buttons(self, _("Import"))
        self.primary.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        for part in (self.said, self.list, rest, hint, box):
            column.addWidget(part, int(part is self.list))
        self.list.itemChanged.connect(lambda *_changed: self._ready())
        self.list.setCurrentIndex(self.list.model().index(0, 0))
        self.list.setFocus()
        self._ready()

    def taken(self) -> dict[int, int]:
        """Return which of their places doubtful rows have, from 0, by the row's number."""
        return self.list.ticked()

    def _ready(self) -> None:
        placed = sum(self._planned.number(kind) for kind in (THERE, FOUND, MOVED))
        self.primary.setEnabled(bool(placed or self.taken()))


def _numbers(table: CodingTable, planned: CodingPlan) -> str:
    counts = {kind: planned.number(kind) for kind in _ORDER}
    parts = [
        (counts[THERE], n_("{n} lies where the table says", "{n} lie where the table says", counts[THERE])),
        (counts[FOUND], n_("{n} is found by its words", "{n} are found by their words", counts[FOUND])),
        (
            counts[MOVED],
            n_("{n} lies elsewhere than the table says", "{n} lie elsewhere than the table says", counts[MOVED]),
        ),
        (counts[DOUBTFUL], n_("{n} is doubtful", "{n} are doubtful", counts[DOUBTFUL])),
        (counts[NOWHERE], n_("{n} is found nowhere", "{n} are found nowhere", counts[NOWHERE])),
        (counts[REFUSED], n_("{n} is left out", "{n} are left out", counts[REFUSED])),
    ]
    said = [f"{table.name}: " + ", ".join(words for count, words in parts if count) + "."]
    if planned.new_codes:
        said.append(_("New codes: {names}.").format(names=_some(planned.new_codes)))
    if planned.new_coders:
        said.append(_("New coders: {names}.").format(names=_some(planned.new_coders)))
    if table.unused:
        said.append(_("Not read: {columns}.").format(columns=", ".join(table.unused)))
    return " ".join((*said, *table.warnings))


def _some(names: tuple[str, ...], most: int = 6) -> str:
    more = len(names) - most
    shown = ", ".join(names[:most])
    return shown if more <= 0 else shown + " " + n_("and {n} more", "and {n} more", more)


class _Rows(QTreeWidget):
    """The rows of the table; below a doubtful one the places that it may have, one of which can be ticked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Rows of the table"))
        self.setHeaderLabels([_("Words"), _("Code"), _("What becomes of it")])
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.header().setStretchLastSection(False)
        letter = self.fontMetrics().averageCharWidth()
        for number, letters in ((1, 20), (2, 32)):
            self.header().setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(number, letter * letters)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.itemChanged.connect(self._untick_others)

    def add(self, step: Planned) -> None:
        """Add a row of the table."""
        line, place = step.line, step.places[0] if step.places else None
        words = line.quote or (place.words if place else "")
        becomes = step.reason or (f"{place.source}, {_KINDS[step.kind]}" if place else "")
        texts = [_line(words) or _("Row {row}").format(row=line.row), "; ".join(line.codes), becomes]
        item = QTreeWidgetItem(texts)
        for number, text in enumerate(texts):
            item.setToolTip(number, text)
        self.addTopLevelItem(item)
        if step.kind == DOUBTFUL:
            for number, one in enumerate(step.places):
                item.addChild(self._place(line.row, number, one))
            item.setExpanded(True)

    @staticmethod
    def _place(row: int, number: int, place: Place) -> QTreeWidgetItem:
        before, after = _line(place.before, strip=False)[-_BEFORE:], _line(place.after, strip=False)
        around = f"…{before}[{_line(place.words)}]{after}…"
        where = _("{source}, characters {start}-{end}").format(source=place.source, start=place.start, end=place.end)
        item = QTreeWidgetItem([around, "", where])
        item.setData(0, _PLACE, (row, number))
        item.setCheckState(0, Qt.CheckState.Unchecked)
        item.setToolTip(0, around)
        item.setToolTip(2, where)
        return item

    def ticked(self) -> dict[int, int]:
        """Return the number of the place that is ticked, by row."""
        tops = filter(None, map(self.topLevelItem, range(self.topLevelItemCount())))
        places = (item for top in tops for item in _below(top))
        return dict(item.data(0, _PLACE) for item in places if item.checkState(0) == Qt.CheckState.Checked)

    def _untick_others(self, item: QTreeWidgetItem) -> None:
        """A row has one place: ticking another takes the tick from the first."""
        row = item.parent()
        if row is None or item.checkState(0) != Qt.CheckState.Checked:
            return
        for other in _below(row):
            if other is not item:
                other.setCheckState(0, Qt.CheckState.Unchecked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() != Qt.Key.Key_Space or item is None or item.data(0, _PLACE) is None:
            super().keyPressEvent(event)
            return
        ticked = item.checkState(0) == Qt.CheckState.Checked
        item.setCheckState(0, Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)


def _below(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [below for below in map(item.child, range(item.childCount())) if below is not None]


def _line(words: str, *, strip: bool = True) -> str:
    """Return words on one line."""
    words = "".join(" " if char.isspace() else char for char in words)
    return words.strip() if strip else words
