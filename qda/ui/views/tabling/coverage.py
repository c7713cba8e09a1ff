"""The section of coverage: what share of each source or person is coded, by whom, and what nobody coded yet."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from qda.core.tables import plots
from qda.core.tables.coverage import PARTS, Coverage, Share, coverage
from qda.i18n import _
from qda.ui.models.rows_model import Cell
from qda.ui.views.tabling.counted_page import Count, CountedPage
from qda.ui.widgets.figure_view import FigureView
from qda.ui.widgets.labels import heading
from qda.ui.widgets.rows_table import RowsTable
from qda.ui.workspace import Workspace

_ROWS = {"sources": _("Sources"), "participants": _("Participants")}
_TABLE, _BARS = "table", "bars"
_SHOWN = {_TABLE: _("Table"), _BARS: _("Bars")}
_WORDS = 120  # characters of an uncoded stretch in its row


class CoveragePage(CountedPage):
    """Shares above, uncoded stretches below; either leads to the transcript."""

    product = "coverage"
    touching = frozenset(("coding", "coder", "source", "speaker", "turn", "participant", "participation"))

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.found: Coverage | None = None
        bar = self.choices
        bar.box("part", _("Counted is"), PARTS.items(), 22)
        bar.box("rows", _("Rows"), _ROWS.items())
        bar.box("show", _("Show"), _SHOWN.items())
        self.table = RowsTable(_("Share coded"), _("Return opens a source"), self)
        self.table.opened.connect(self._open_source)
        self.figure = FigureView(self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.scrolled(self.figure))
        about = _("The longest stand first; Return goes there")
        self.gaps = RowsTable(_("What nobody coded yet"), about, self, wide=3)
        self.gaps.opened.connect(self._go)
        self._lay_out()

    def _lay_out(self) -> None:
        lower = QWidget(self)
        column = QVBoxLayout(lower)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(8)
        column.addWidget(heading(_("What nobody coded yet"), lower))
        column.addWidget(self.gaps, 1)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.setObjectName("coverage")
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.framed(self.stack))
        splitter.addWidget(lower)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([420, 260])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        self.table.setFocus()

    # Counting --------------------------------------------------------------------------------------------------------

    def asks(self) -> Count:
        """Return what measures the shares."""
        part = self.choices.value("part")
        return lambda session: coverage(session, part)

    def chosen(self) -> Mapping[str, str]:
        """Return what is chosen in the words of the product."""
        return {"part": self.choices.value("part"), "rows": self.choices.value("rows")}

    def show_counted(self, found: Coverage) -> None:
        """Show what was measured."""
        self.found = found
        self._look()

    def _asked(self, name: str) -> None:
        if name == "part" or self.found is None:
            super()._asked(name)
            return
        self.keep()
        self._look()

    def _people(self) -> bool:
        return self.choices.value("rows") == "participants"

    def _look(self) -> None:
        assert self.found is not None
        found, people = self.found, self._people()
        bars = self.choices.value("show") == _BARS
        self.stack.setCurrentIndex(int(bars))
        self.copy.setVisible(not bars)
        self.write.setEnabled(bool(found.sources))
        if bars:
            self.figure.show_figure(plots.of_coverage(found, people=people) if found.sources else None)
        else:
            heads = (
                _("Participant") if people else _("Source"),
                _("Characters"),
                _("Coded"),
                *(coder.name for coder in found.coders),
            )
            shares = (*(found.people if people else found.sources), found.whole)
            self.table.show_rows(
                heads,
                [
                    (
                        Cell(row.name),
                        Cell(f"{row.share.whole:,}", row.share.whole),
                        _percent(row.share),
                        *(_percent(row.by[coder.id]) for coder in found.coders),
                    )
                    for row in shares
                ],
            )
        self.gaps.show_rows(
            (_("Source"), _("Lines"), _("Characters"), _("Begins")),
            [
                (
                    Cell(gap.source),
                    Cell(gap.lines),
                    Cell(f"{gap.characters:,}", gap.characters),
                    Cell(" ".join(gap.text.split())[:_WORDS], about=gap.text),
                )
                for gap in found.gaps
            ],
        )
        empty = _("There is no source yet. Import transcripts first.")
        self.note.setText(found.said if found.sources else empty)

    def copy_table(self) -> None:
        """Put the table on the clipboard."""
        self.table.copy()

    # Going there -----------------------------------------------------------------------------------------------------

    def _open_source(self, row: int) -> None:
        """Open a source where the first of its longest uncoded stretches stands, or at its beginning."""
        assert self.found is not None
        if self._people() or row >= len(self.found.sources):
            return
        source_id = self.found.sources[row].key
        gap = next((one for one in self.found.gaps if one.source_id == source_id), None)
        start, end = (gap.start, gap.end) if gap is not None else (0, 0)
        self._show(source_id, start, end)

    def _go(self, row: int) -> None:
        assert self.found is not None
        gap = self.found.gaps[row]
        self._show(gap.source_id, gap.start, gap.end)

    def _show(self, source_id: str, start: int, end: int) -> None:
        self.window().show_passage(source_id, start, end)  # type: ignore[attr-defined]


def _percent(share: Share) -> Cell:
    value = share.value
    return Cell("–") if value is None else Cell(f"{100 * value:.1f} %", value)
