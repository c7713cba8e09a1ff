"""The section of codes that stand together: choices above, matrix or network, and the passages of a pair beside."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from qda.core import codebook, coders, study
from qda.core.retrieval import Filter
from qda.core.tables import cooccurrence as together
from qda.core.tables import plots
from qda.core.tables.cooccurrence import COUNTS, MOST_LINES, Cooccurrence, Wanted
from qda.core.tables.nearness import LINES, OVERLAPPING, WAYS
from qda.i18n import _, n_
from qda.ui.models.matrix_model import DOTS
from qda.ui.models.together_model import SIMILAR, TOGETHER, TogetherModel
from qda.ui.views.tabling.counted_page import Count, CountedPage
from qda.ui.views.tabling.quotes_beside import QuotesBeside
from qda.ui.widgets.figure_view import FigureView
from qda.ui.widgets.matrix_table import MatrixTable
from qda.ui.workspace import Workspace

_NETWORK = "network"
_SHOWN = {
    TOGETHER: _("Numbers"),
    SIMILAR: _("Similarity (Jaccard)"),
    DOTS: _("Dots: stand together"),
    _NETWORK: _("Network"),
}
_LOOKS = ("show", "least")  # what is counted stays the same


class CooccurrencePage(CountedPage):
    """Which codes stand together, how often, where."""

    product = "cooccurrence"
    touching = frozenset(
        (
            *("code", "code_place", "coding", "coder", "source", "speaker", "turn", "participant", "participation"),
            *("study", "setting"),
        )
    )

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.found: Cooccurrence | None = None
        self._read: tuple[str, str] | None = None
        self._make_choices()
        self.model = TogetherModel(self)
        self.table = MatrixTable(self.model, self)
        self.table.setAccessibleName(_("Codes by codes"))
        self.table.readAsked.connect(self._read_cell)
        self.figure = FigureView(self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.scrolled(self.figure))
        self.quotes = QuotesBeside(workspace, self, job=_("Reading passages that stand together"))
        self._lay_out()

    def _make_choices(self) -> None:
        bar = self.choices
        bar.box("how", _("Together are"), sorted(WAYS.items(), key=lambda way: way[0] != OVERLAPPING), 20)
        bar.number("within", _("Lines apart, at most"), 0, MOST_LINES, 2)
        bar.box("count", _("Numbers of"), COUNTS.items())
        bar.box("coder", _("Coded by"), letters=11)
        bar.tick(
            "across",
            _("One coder's with another's"),
            _("Off: both codes must be given by the same person."),
            on=True,
        )
        bar.tick("below", _("With all below"), _("A code counts with all codes below it."))
        bar.number("least", _("At least"), 1, 99_999, 1)
        bar.box("show", _("Show"), _SHOWN.items())
        bar.tick("empty", _("Hide what is empty"), _("Leave out codes that stand with no other."))
        self.filter = bar.line(_("Find codes"))
        bar.found.connect(self._filtered)

    def _lay_out(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setObjectName("cooccurrence")
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.framed(self.stack))
        splitter.addWidget(self.quotes)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([760, 320])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        self.table.setFocus()

    # Counting --------------------------------------------------------------------------------------------------------

    def opened(self) -> None:
        """Show the project that was opened."""
        self._read = None
        super().opened()

    def begins_with(self) -> dict[str, object]:
        """Return dots where an approach leaves numbers aside."""
        return {} if self.workspace.read(study.approach).counts else {"show": DOTS}

    def offer(self) -> None:
        """Offer the coders there are."""
        people = [(one.id, one.name) for one in self.workspace.read(coders.coders, counted=False)]
        self.choices.offer("coder", [("", _("Everybody")), *people])

    def wanted(self) -> Wanted:
        """Return what is to be counted."""
        bar = self.choices
        coder = bar.value("coder")
        return Wanted(
            how=bar.value("how"),
            within=bar.numbers["within"].value(),
            count=bar.value("count"),
            below=bar.ticks["below"].isChecked(),
            coder_ids=(coder,) if coder else None,
            across=bar.ticks["across"].isChecked(),
        )

    def asks(self) -> Count:
        """Return what counts the pairs."""
        wanted = self.wanted()
        return lambda session: together.cooccurrence(session, wanted)

    def chosen(self) -> Mapping[str, str]:
        """Return what is chosen in the words of the product."""
        wanted = self.wanted()
        return {
            "how": wanted.how,
            "within": str(wanted.within),
            "count": wanted.count,
            "least": str(self.choices.numbers["least"].value()),
            "codes": "below" if wanted.below else "own",
            "coders": "any" if wanted.across else "same",
            "coder": wanted.coder_ids[0] if wanted.coder_ids else "",
        }

    def show_counted(self, found: Cooccurrence) -> None:
        """Show the pairs that were counted."""
        self.found = found
        bar = self.choices
        bar.show_part("within", found.wanted.how == LINES)
        bar.show_part("across", found.wanted.coder_ids is None)
        self._look()
        self._show_quotes()

    def _asked(self, name: str) -> None:
        if name not in _LOOKS or self.found is None:
            super()._asked(name)
            return
        self.keep()
        self._look()

    def _look(self) -> None:
        """Show what was counted as it is chosen to look."""
        assert self.found is not None
        bar, least = self.choices, self.choices.numbers["least"].value()
        shown = bar.value("show")
        network = shown == _NETWORK
        bar.show_part("empty", not network)
        self.filter.setVisible(not network)
        self.copy.setVisible(not network)
        self.stack.setCurrentIndex(1 if network else 0)
        ranked = self.found.ranked(least)
        if network:
            self.figure.show_figure(plots.of_cooccurrence(self.found, least))
        else:
            self.model.mode = shown
            self.model.hides_empty = bar.ticks["empty"].isChecked()
            self.model.show_together(self.found, least)
        told = n_("{n} pair of codes.", "{n} pairs of codes.", len(ranked)) if ranked else plots.nothing(least)
        if not self.found.codes:
            told = _("Nothing is coded yet, so no codes can stand together.")
        self.note.setText(f"{told} {together.counted(self.found.wanted)}")

    def _filtered(self) -> None:
        words = self.filter.text()
        # The code that is looked for stands in its row, beside all it stands with.
        self.model.filter(words, "")

    def copy_table(self) -> None:
        """Put the table on the clipboard."""
        self.table.copy()

    # Reading ---------------------------------------------------------------------------------------------------------

    def _read_cell(self, index: QModelIndex) -> None:
        assert self.found is not None
        row, column = self.model.place(index)
        if row is None or column is None:
            return
        self._read = (self.found.codes[row].id, self.found.codes[column].id)
        self._show_quotes()

    def _show_quotes(self) -> None:
        book = {code.id: code for code in self.workspace.read(codebook.codes)}
        colours = {key: code.colour for key, code in book.items()}
        if self._read is None or not book.keys() >= set(self._read):
            self._read = None
            nothing = _("Choose a cell by Return or a click to read both passages.")
            self.quotes.show_quotes("", None, colours, nothing)
            return
        one, other = self._read
        if one == other:
            self.quotes.show_quotes(book[one].name, Filter(code_ids=(one,), below=False), colours, "")
            return
        ids = self.workspace.read(together.behind, self.wanted(), one, other)
        title = f"{book[one].name} · {book[other].name}"
        self.quotes.show_quotes(title, Filter(coding_ids=ids), colours, _("These two do not stand together here."))
