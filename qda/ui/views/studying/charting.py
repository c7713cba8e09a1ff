"""Charting for reviews: headings for all reports, filled in as a grid or beside the text, and counted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from qda.core import charting, participants
from qda.core.attribute_types import TYPES
from qda.core.attributes import AttributeRow, Filled
from qda.core.charting import LABELS, Report
from qda.i18n import _, n_
from qda.ui.dialogs.new_attribute import ask_attribute
from qda.ui.models.fill_model import FillColumn
from qda.ui.views.studying.charting_counts import ChartingCounts
from qda.ui.views.studying.charting_form import ChartingForm
from qda.ui.widgets.fill_grid import FillGrid
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.workspace import Workspace

_TOUCHING = frozenset(("source", "attribute", "attribute_value"))
_GRID, _FORM, _COUNTS = range(3)
_LABEL_TIPS = {
    charting.STUDY: _("Reports of one study get the same label; counts of studies count them once"),
    charting.SAMPLE: _(
        "Reports on one sample get the same label, whatever their study; counts of samples count them once"
    ),
}


def columns(known: list[AttributeRow], rows: list[Report]) -> list[FillColumn]:
    """Return the labels and headings as columns; what was said under one is offered while it is typed."""
    found = []
    for field, title in LABELS.items():
        offered = tuple(dict.fromkeys(row.words(field) for row in rows if row.words(field)))
        found.append(FillColumn(field, title, _LABEL_TIPS[field], choices=offered, wide=14))
    for one in known:
        said = dict.fromkeys(value for row in rows for value in row.values.get(one.id, ()))
        offered = ("yes", "no") if one.type == "yesno" else tuple(dict.fromkeys((*one.options, *said)))
        tip = TYPES[one.type] + (f": {', '.join(one.options)}" if one.options else "")
        found.append(
            FillColumn(
                one.id,
                one.name,
                tip,
                number=one.type == "number",
                choices=offered,
                wide=24 if one.type in ("text", "choices") else 14,
                several=one.type == "choices",
            )
        )
    return found


class ChartingPage(QWidget):
    """Three ways to look at the same: the grid, a form beside the text, and the counts."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.add = QPushButton(_("Add heading…"), self)
        self.add.clicked.connect(self._add)
        head = QHBoxLayout()
        head.addWidget(heading(_("Charting"), self, 1.3), 1)
        head.addWidget(self.add)
        self.note = Wrapped(parent=self)
        self.grid = FillGrid(_("What each report says"), self)
        self.grid.typed.connect(self._typed)
        self.form = ChartingForm(workspace, self)
        self.form.typed.connect(self._typed)
        self.counts = ChartingCounts(workspace, self)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        for page, title in ((self.grid, _("Grid")), (self.form, _("Beside the text")), (self.counts, _("Counts"))):
            self.tabs.addTab(page, title)
        self.tabs.currentChanged.connect(lambda _tab: self._show_tab())
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.note)
        column.addWidget(self.tabs, 1)
        self._rows: list[Report] = []
        self._known: list[AttributeRow] = []

    def opened(self) -> None:
        """Show the project that was opened."""
        self.show_all()

    def closing(self) -> None:
        """Keep what is typed in the form and not kept yet."""
        self.form.flush()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched."""
        if kinds & _TOUCHING and self.workspace.is_open:
            self.show_all()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        (self.grid if self._known and self.tabs.currentIndex() == _GRID else self.add).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def show_all(self) -> None:
        """Show what is charted, in the way that is in front."""
        self._rows = self.workspace.read(charting.reports)
        self._known = self.workspace.read(charting.headings)
        self.add.setEnabled(not self.workspace.project.read_only)
        charted = sum(bool(row.values) for row in self._rows)
        if self._known:
            words = _("{n} of {all} reports are charted under {headings}.")
            headings = n_("{n} heading", "{n} headings", len(self._known))
            self.note.setText(words.format(n=charted, all=len(self._rows), headings=headings))
        else:
            self.note.setText(
                _("The same headings for every report: country, design, population, area. Add the first heading.")
            )
        self._show_tab()

    def _show_tab(self) -> None:
        read_only = self.workspace.project.read_only
        shown = columns(self._known, self._rows)
        if self.tabs.currentIndex() == _GRID:
            names = [(row.source_id, row.name) for row in self._rows]
            words = {(row.source_id, one.key): row.words(one.key) for row in self._rows for one in shown}
            self.grid.fill.show(names, shown, words, read_only=read_only)
        elif self.tabs.currentIndex() == _FORM:
            self.form.show_reports(self._rows, shown, read_only=read_only)
        else:
            self.counts.show_counts(self._known)

    def _add(self) -> None:
        given = ask_attribute(self, "source")
        if given is not None:
            name, kind, options = given
            self.workspace.do("Add heading", participants.add_attribute, name, kind, options, scope="source")

    def _typed(self, cells: dict[tuple[str, str], str]) -> None:
        about = [("source", key) for key in dict.fromkeys(key for key, _field in cells)][:20]
        done = self.workspace.do("Chart", charting.chart, cells, about=about)
        filled: Filled | None = done.value if done else None
        if filled is not None and filled.refused:
            self.workspace.failed.emit(filled.refused[0])
        if filled is None or filled.refused:
            self.show_all()
