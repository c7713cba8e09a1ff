"""The section of saturation: base, run and threshold, curve, codes by sources, and a sentence for the methods."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from qda.core import codebook, coders, study
from qda.core.retrieval import Filter, below
from qda.core.tables import plots
from qda.core.tables.saturation import (
    CATEGORIES,
    ORDERS,
    SETS,
    Saturation,
    Wanted,
    method_sentence,
    notes,
    percent,
    saturation,
    why_not,
)
from qda.i18n import _
from qda.ui.models.rows_model import Cell
from qda.ui.views.tabling.counted_page import Count, CountedPage
from qda.ui.views.tabling.quotes_beside import QuotesBeside
from qda.ui.widgets.figure_view import FigureView
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.widgets.rows_table import RowsTable
from qda.ui.workspace import Workspace

_CURVE, _CODES, _TABLE = "curve", "emergence", "table"
_SHOWN = {_CURVE: _("Curve of new codes"), _CODES: _("Codes by sources"), _TABLE: _("Table")}


class SaturationPage(CountedPage):
    """Where an approach does not ask for saturation, the page says why and what is there instead."""

    product = "saturation"
    touching = frozenset(
        (
            *("code", "code_place", "coding", "coder", "source", "reading", "interview_sheet", "theme", "theme_code"),
            *("study", "setting"),
        )
    )

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.found: Saturation | None = None
        bar = self.choices
        bar.number("base", _("Base"), 1, 99, 4)
        bar.number("run", _("Run"), 1, 99, 2)
        bar.number("threshold", _("New at most"), 0, 100, 5, " %")
        bar.box("order", _("Order"), ORDERS.items(), 20)
        bar.box("counted", _("Counted are"), SETS.items(), 20)
        bar.box("coder", _("Coded by"), letters=11)
        bar.box("show", _("Show"), _SHOWN.items())
        self.sentence = Wrapped(parent=self)
        self.sentence.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.sentence.setAccessibleName(_("Sentence for the methods section"))
        self.sentence.setProperty("muted", False)
        self.copy_sentence = QPushButton(_("Copy sentence"), self)
        self.copy_sentence.setToolTip(_("Copy the sentence for the methods section"))
        self.copy_sentence.clicked.connect(self._sentence_copied)
        self.figure = FigureView(self)
        self.table = RowsTable(
            _("New codes by source"), _("Return reads what the new codes of a source hold"), self, wide=5
        )
        self.table.opened.connect(self._read_source)
        self.quotes = QuotesBeside(workspace, self, job=_("Reading passages of new codes"))
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.scrolled(self.figure))
        self.stack.addWidget(self._make_table())
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._make_page())
        self._pages.addWidget(self._make_reason())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._pages)

    def _make_table(self) -> QWidget:
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setObjectName("saturation")
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self.quotes)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([700, 320])
        return splitter

    def _make_page(self) -> QWidget:
        self.choices.add(self.copy_sentence)
        return self.framed(self.stack, self.sentence)

    def _make_reason(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addWidget(heading(_("Saturation is left aside in this study"), page, 1.2))
        self.reason = Wrapped(parent=page)
        column.addWidget(self.reason)
        self.to_themes = QPushButton(_("Go to the sheets of categories"), page)
        self.to_themes.clicked.connect(lambda: self.window().go("themes"))  # type: ignore[attr-defined]
        self.all_the_same = QPushButton(_("Show it in this study all the same"), page)
        self.all_the_same.clicked.connect(self._show_all_the_same)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.to_themes)
        buttons.addWidget(self.all_the_same)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(1)
        return page

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        if self._pages.currentIndex():
            self.all_the_same.setFocus()
        else:
            self.choices.numbers["base"].setFocus()

    # Counting --------------------------------------------------------------------------------------------------------

    def offer(self) -> None:
        """Offer the coders there are, or say why saturation is left aside."""
        people = [(one.id, one.name) for one in self.workspace.read(coders.coders, counted=False)]
        self.choices.offer("coder", [("", _("Everybody")), *people])
        approach = self.workspace.read(study.approach)
        reason = why_not(approach)
        self.reason.setText(reason)
        self.to_themes.setVisible(approach.name == "grounded")
        self._pages.setCurrentIndex(1 if reason else 0)

    def _show_all_the_same(self) -> None:
        self.workspace.do("Show saturation", study.show, "saturation", True)

    def recount(self) -> None:
        """Count anew, where it is shown."""
        if not self._pages.currentIndex():
            super().recount()

    def wanted(self) -> Wanted:
        """Return what is to be counted."""
        bar = self.choices
        return Wanted(
            base=bar.numbers["base"].value(),
            run=bar.numbers["run"].value(),
            threshold=bar.numbers["threshold"].value(),
            order=bar.value("order"),
            counted=bar.value("counted"),
            coder_id=bar.value("coder") or None,
        )

    def asks(self) -> Count:
        """Return what finds the new codes."""
        wanted = self.wanted()
        return lambda session: saturation(session, wanted)

    def chosen(self) -> Mapping[str, str]:
        """Return what is chosen in the words of the product."""
        wanted, show = self.wanted(), self.choices.value("show")
        return {
            "base": str(wanted.base),
            "run": str(wanted.run),
            "threshold": str(wanted.threshold),
            "order": wanted.order,
            "counted": wanted.counted,
            "coder": wanted.coder_id or "",
            "figure": _CODES if show == _CODES else _CURVE,
            "table": "codes" if show == _CODES else "sources",
        }

    def show_counted(self, found: Saturation) -> None:
        """Show what was found."""
        self.found = found
        self._look()

    def _asked(self, name: str) -> None:
        if name != "show" or self.found is None:
            super()._asked(name)
            return
        self.keep()
        self._look()

    def _look(self) -> None:
        assert self.found is not None
        found, show = self.found, self.choices.value("show")
        nothing = not found.steps
        self.sentence.setText("" if nothing else method_sentence(found))
        for button in (self.copy_sentence, self.write):
            button.setEnabled(not nothing)
        self.copy.setVisible(show == _TABLE)
        self.stack.setCurrentIndex(int(show == _TABLE))
        if show == _TABLE:
            self._show_table(found)
        else:
            drawn = plots.of_emergence if show == _CODES else plots.of_growth
            self.figure.show_figure(None if nothing else drawn(found))
        said = notes(found)
        if nothing:
            said.insert(0, _("Nothing is coded yet, so nothing can be said of new codes."))
        self.note.setText(" ".join(said))

    def _show_table(self, found: Saturation) -> None:
        date = (_("Date"),) if found.dated else ()
        heads = (_("No."), _("Source"), *date, _("New"), _("So far"), _("Run ending here"), _("Which are new"))
        rows = []
        for number, step in enumerate(found.steps, start=1):
            run = next((one for one in found.runs if one.last == number), None)
            names = ", ".join(found.codes[code].name for code in step.new)
            share = Cell("") if run is None else Cell(f"{run.new} ({percent(run.share)} %)", run.share)
            first = (Cell(str(number), number), Cell(step.source), *([Cell(step.date)] if date else []))
            new, so_far = Cell(str(len(step.new)), len(step.new)), Cell(str(step.so_far), step.so_far)
            rows.append((*first, new, so_far, share, Cell(names)))
        self.table.show_rows(heads, rows)
        if not self.quotes.title.text():
            nothing = _("Choose a source by Return or a double click to read the passages of its new codes.")
            self.quotes.show_quotes("", None, {}, nothing)

    # Copying and reading ---------------------------------------------------------------------------------------------

    def copy_table(self) -> None:
        """Put the table on the clipboard."""
        self.table.copy()

    def _sentence_copied(self) -> None:
        QGuiApplication.clipboard().setText(self.sentence.text())
        self.workspace.told.emit(_("The sentence is on the clipboard."), False)

    def _read_source(self, row: int) -> None:
        assert self.found is not None
        step = self.found.steps[row]
        book = self.workspace.read(codebook.codes)
        ids = [self.found.codes[code].id for code in step.new]
        if self.found.wanted.counted == CATEGORIES:
            ids = below(book, ids)
        wanted = Filter(code_ids=tuple(ids), below=False, source_ids=(step.source_id,))
        colours = {code.id: code.colour for code in book}
        title = _("New in {source}").format(source=step.source)
        self.quotes.show_quotes(title, wanted, colours, _("This source brought no new code."))
