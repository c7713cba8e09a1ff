"""The section of framework matrices: the grid, the chosen cell in large, and the quotes of its row and case."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qda.core import codebook
from qda.core.tables import frame_cells, frameworks
from qda.core.tables.frameworks import EMPTY, FrameCase, FrameLine, PutQuote
from qda.i18n import _, n_
from qda.ui.dialogs.choose_codes import choose_codes
from qda.ui.models.frame_model import FrameModel
from qda.ui.views.tabling.frame_work import FrameWork
from qda.ui.views.tabling.quotes_beside import QuotesBeside
from qda.ui.widgets.cell_editor import CellEditor
from qda.ui.widgets.flow import FlowRow
from qda.ui.widgets.frame_table import FrameTable
from qda.ui.widgets.labels import EmptyPlace, Wrapped
from qda.ui.widgets.palette import Offer
from qda.ui.workspace import Workspace

_KEPT = "framework"
_TOUCHING = frozenset(
    (
        *("frame", "frame_row", "frame_column", "frame_cell", "frame_quote", "code", "code_place", "theme"),
        *("theme_code", "source", "participant", "attribute", "attribute_value", "coding", "coder"),
    )
)


class FrameworkPage(QWidget):
    """A :class:`~qda.ui.widgets.sections.Page`; what is written in a cell is kept however it is left."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.model = FrameModel(self)
        self.table = FrameTable(self.model, self)
        self.editor = CellEditor(self)
        self.quotes = QuotesBeside(workspace, self, job=_("Reading quotes for a summary"))
        self.quotes.list.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.work = FrameWork(self)
        self.actors = (self.work,)
        self.chooser = QComboBox(self)
        self.chooser.setAccessibleName(_("Framework matrix"))
        self.chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.chooser.setMinimumContentsLength(24)
        self.progress = Wrapped(parent=self)
        self.other = QPushButton(_("Of another code…"), self)
        self.other.setToolTip(_("Show the quotes of any code for this person or study"))
        self.other.clicked.connect(self.choose_other)
        self._other: tuple[tuple[str, str], str] | None = None
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.new = QPushButton(_("New…"), self)
        self.new.setToolTip(_("Make a framework matrix of codes, themes or headings"))
        self.new.clicked.connect(self.work.new_frame)
        head = FlowRow(self)
        flow = head.flow
        flow.addWidget(self.chooser)
        flow.addWidget(self.new)
        self.menus: list[QPushButton] = []
        for words, fill in (
            (_("Matrix"), self.work.fill_frame),
            (_("Row"), self.work.fill_rows),
            (_("Column"), self.work.fill_columns),
        ):
            button = QPushButton(words, head)
            menu = QMenu(button)
            menu.aboutToShow.connect(lambda menu=menu, fill=fill: fill(menu))
            button.setMenu(menu)
            flow.addWidget(button)
            self.menus.append(button)
        grid = QWidget(self)
        column = QVBoxLayout(grid)
        column.setContentsMargins(16, 16, 8, 8)
        column.setSpacing(8)
        column.addWidget(head)
        column.addWidget(self.table, 1)
        column.addWidget(self.progress)
        side = QSplitter(Qt.Orientation.Vertical, self)
        side.setObjectName("framework side")
        side.setChildrenCollapsible(False)
        side.addWidget(self.editor)
        below = QWidget(self)
        under = QVBoxLayout(below)
        under.setContentsMargins(0, 0, 8, 8)
        under.setSpacing(0)
        under.addWidget(self.quotes, 1)
        under.addWidget(self.other, 0, Qt.AlignmentFlag.AlignRight)
        side.addWidget(below)
        side.setSizes([380, 300])
        whole = QSplitter(Qt.Orientation.Horizontal, self)
        whole.setObjectName("framework")
        whole.setChildrenCollapsible(False)
        whole.addWidget(grid)
        whole.addWidget(side)
        whole.setStretchFactor(0, 1)
        whole.setSizes([720, 360])
        words = _(
            "A framework matrix has a row for each heading of a frame and a column for each person, source or group; "
            "in its cells you write what the passages say. It may also have no cases at all."
        )
        self.nothing = EmptyPlace(words, _("Make a framework matrix"), self.work.new_frame, self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(whole)
        self.stack.addWidget(self.nothing)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _connect(self) -> None:
        self.chooser.activated.connect(lambda _row: self.choose_frame(str(self.chooser.currentData())))
        self.table.selectionModel().currentChanged.connect(lambda *_moved: self._show_cell())
        self.model.modelReset.connect(self._show_cell)
        self.table.editAsked.connect(self.editor.begin)
        self.table.doneAsked.connect(self.done_and_next)
        self.table.clearAsked.connect(self.clear_cell)
        self.table.renameAsked.connect(self.work.rename_row)
        self.table.moveAsked.connect(self.work.move_row)
        self.table.dropped.connect(self._dropped_on_cell)
        self.editor.written.connect(self._write)
        self.editor.doneChanged.connect(self._set_done)
        self.editor.doneAsked.connect(self.done_and_next)
        self.editor.left.connect(self.table.setFocus)
        self.editor.dropped.connect(self._put)
        self.editor.takeAsked.connect(self._take)
        self.editor.readAsked.connect(self._read_there)
        self.quotes.spacePressed.connect(self.put_chosen)

    # Coming, going, refreshing ---------------------------------------------------------------------------------------

    def opened(self) -> None:
        """Show the project that was opened, with the matrix its coder saw last."""
        self.model.show(None)
        self._read(self.workspace.recall(_KEPT) or "")

    def closing(self) -> None:
        """Keep what is still being written."""
        self.editor.commit()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        (self.table if self.model.frame is not None else self.nothing).setFocus()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched."""
        if kinds & _TOUCHING:
            self._read(self.model.frame.facts.id if self.model.frame is not None else "")

    def choose_frame(self, frame_id: str) -> None:
        """Show a framework matrix."""
        self.editor.commit()
        self.workspace.remember({_KEPT: frame_id})
        self._read(frame_id)

    def _read(self, frame_id: str) -> None:
        known = self.workspace.read(frameworks.frames)
        with QSignalBlocker(self.chooser):
            self.chooser.clear()
            for one in known:
                self.chooser.addItem(one.name, one.id)
            self.chooser.setCurrentIndex(max(0, self.chooser.findData(frame_id)))
        self.chooser.setToolTip(self.chooser.currentText())
        self.stack.setCurrentIndex(0 if known else 1)
        chosen = self.chooser.currentData()
        frame = self.workspace.read(frameworks.framework, chosen) if chosen else None
        self.model.show(frame)
        if frame is not None:
            found = frame_cells.progress(frame)
            words = _("{written} of {whole} cells written, {done} done.")
            self.progress.setText(words.format(written=found.written, whole=found.whole, done=found.done))
            self.quotes.model.show_placed(frame_cells.placed(frame))
        self._show_cell()

    # The chosen cell -------------------------------------------------------------------------------------------------

    def place(self) -> tuple[str, str] | None:
        """Return the ids of row and column of the chosen cell."""
        here = self.table.currentIndex()
        if self.model.frame is None or not here.isValid() or here.row() >= self.model.rowCount():
            return None
        return self.model.line(here.row()).id, self.model.case(here.column()).id

    def line(self) -> FrameLine | None:
        """Return the row of the chosen cell."""
        return self.model.line(self.table.currentIndex().row()) if self.place() else None

    def case(self) -> FrameCase | None:
        """Return the column of the chosen cell."""
        return self.model.case(self.table.currentIndex().column()) if self.place() else None

    def choose_row(self, row_id: str) -> None:
        """Go to a row, in the same column."""
        frame = self.model.frame
        if frame is not None and frame.columns:
            at = next((number for number, row in enumerate(frame.rows) if row.id == row_id), 0)
            self.table.setCurrentIndex(self.model.index(at, max(0, self.table.currentIndex().column())))

    def _show_cell(self) -> None:
        place, line, case, frame = self.place(), self.line(), self.case(), self.model.frame
        if place is None or line is None or case is None or frame is None:
            self.editor.show_cell(None, "", "", EMPTY)
            self.quotes.show_quotes("", None, {}, _("Choose a cell to see the quotes for it."))
            return
        # Of a row that is no code's, of no case, all that is coded may be put in.
        self.editor.show_cell(place, f"{line.name} · {case.name}", line.about, frame.cell(*place))
        book = {code.id: code for code in self.workspace.read(codebook.codes)}
        colours = {code.id: code.colour for code in book.values()}
        other = book.get(self._other[1]) if self._other is not None and self._other[0] == place else None
        code_id = other.id if other is not None else None
        wanted = self.workspace.read(frameworks.offered, frame, *place, code_id=code_id)
        title = _("Quotes of “{name}”").format(name=other.name) if other else _("Quotes for this cell")
        if other is None and line.code_id is None and line.theme_id is None:
            title = _("Coded passages")
        self.quotes.show_quotes(title, wanted, colours, _("Nothing of this is coded for this person or study."))

    def choose_other(self) -> None:
        """Show the quotes of any code for the case of the chosen cell."""
        place = self.place()
        if place is None:
            return
        offer = Offer(self.workspace.read(codebook.codes), new=False, several=False, title=_("Quotes of which code?"))
        choices = choose_codes(self, offer)
        if choices:
            self._other = (place, choices[0].code_id)
            self._show_cell()

    def _write(self, row_id: str, column_id: str, summary: str) -> None:
        self._do("Write summary", frame_cells.write_cell, row_id, column_id, summary=summary)

    def _set_done(self, row_id: str, column_id: str, done: bool) -> None:
        label = "Call summary done" if done else "Call summary not done"
        self._do(label, frame_cells.write_cell, row_id, column_id, done=done)

    def _do(self, label: str, function: object, *args: object, **kwargs: object) -> None:
        frame = self.model.frame
        about = [("frame", frame.facts.id)] if frame is not None else []
        who = self.workspace.coder_id
        self.workspace.do(label, function, *args, coder_id=who, about=about, **kwargs)  # type: ignore[arg-type]

    def done_and_next(self) -> None:
        """Call the chosen cell done and go to the next one; the keyboard stays where it is."""
        self.editor.commit()
        place, frame = self.place(), self.model.frame
        if place is None or frame is None:
            return
        if not frame.cell(*place).done:
            self._set_done(*place, True)
        self.table.next_cell()

    def clear_cell(self) -> None:
        """Take the words of the chosen cell away; what it rests on stays."""
        place, frame = self.place(), self.model.frame
        if place is not None and frame is not None and frame.cell(*place).summary:
            who, about = self.workspace.coder_id, [("frame", frame.facts.id)]
            told = _("Took the summary away.")
            self.workspace.do(
                "Take summary away", frame_cells.write_cell, *place, summary="", coder_id=who, about=about, tell=told
            )

    # Passages --------------------------------------------------------------------------------------------------------

    def put_chosen(self) -> None:
        """Let the chosen cell rest on the quotes that are chosen beside it."""
        rows = self.quotes.chosen()
        if rows:
            self._put([(row.source_id, row.start, row.end) for row in rows])

    def _put(self, passages: Sequence[tuple[str, int, int]]) -> None:
        place = self.place()
        if place is None:
            self.workspace.failed.emit(_("Choose a cell first; then quotes can be put into it."))
            return
        self.editor.commit()
        self._do("Put passages into cell", frame_cells.put_quotes, *place, [tuple(one) for one in passages])

    def _dropped_on_cell(self, row: int, column: int, passages: list[tuple[str, int, int]]) -> None:
        """Put what was dropped into a cell; the one in hand stays, so that its quotes can be dealt out to several."""
        self.editor.commit()
        line, case = self.model.line(row), self.model.case(column)
        told = n_("Put {n} passage into", "Put {n} passages into", len(passages)) + f" “{line.name} · {case.name}”."
        self._do(
            "Put passages into cell",
            frame_cells.put_quotes,
            line.id,
            case.id,
            [tuple(one) for one in passages],
            tell=told,
        )

    def _take(self, quote_ids: list[str]) -> None:
        frame = self.model.frame
        about = [("frame", frame.facts.id)] if frame is not None else []
        self.workspace.do("Take passage out of cell", frame_cells.take_quotes, quote_ids, about=about)

    def _read_there(self, quote: PutQuote) -> None:
        self.window().show_passage(quote.source_id, quote.start, quote.end)  # type: ignore[attr-defined]
