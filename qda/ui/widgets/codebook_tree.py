"""The codebook beside the transcript: a tree with counts and instant filter; codes are dragged and used from here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, QItemSelection, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLineEdit, QPushButton, QVBoxLayout, QWidget

from qda.core.codebook import CodeRow
from qda.i18n import _, n_
from qda.ui import keys
from qda.ui.models.codebook_filter import CodebookFilter
from qda.ui.models.codebook_model import ID, NAME, PASSAGES, REFERENCE, CodebookModel
from qda.ui.widgets.codes_view import CodesView
from qda.ui.widgets.counts_menu import CountsButton
from qda.ui.widgets.going_back import on_escape
from qda.ui.widgets.labels import muted

_ROOM = 20  # pixels beside a number: the padding of the style sheet, and Qt's own margin


class CodebookTree(QWidget):
    """Filter, tree and *New code*; without `new`, codes are only looked for and dragged.

    Signals: `activated(code id)` by Enter or double click, `selected(code ids)`, `shown()` when the codebook or its
    counts are shown anew, `dropped(Drop)`, `passageDropped(code id, DraggedPassage)`, `newAsked(parent id or "")`,
    `menuAsked(point on the screen)`, `countsChosen(words)`, `left()` by Esc.
    """

    activated = Signal(str)
    selected = Signal(list)
    shown = Signal()
    dropped = Signal(object)
    passageDropped = Signal(str, object)
    newAsked = Signal(str)
    menuAsked = Signal(QPoint)
    countsChosen = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None, *, new: bool = True) -> None:
        super().__init__(parent)
        self.model = CodebookModel(self)
        self._filter = CodebookFilter(self.model, self)
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(_("Find a code"))
        self.filter.setAccessibleName(_("Find a code"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._look_for)
        self.filter.installEventFilter(self)
        self.counts = CountsButton(self)
        self.counts.setVisible(new)
        self.counts.chosen.connect(self._counts_chosen)
        self.tree = CodesView(self)
        self.tree.setAccessibleName(_("Codebook"))
        self._dress()
        self._nothing = muted(_("Codes stand here. Type while you read a transcript to make the first one."), self)
        self._found = muted("", self)
        for label in (self._nothing, self._found):
            label.hide()
        on_escape(self, self._back)
        make = QPushButton(_("New code"), self)
        keys.tip(make, _("New code"), "new_code")
        make.setProperty("flat", True)
        make.setVisible(new)
        make.clicked.connect(lambda: self.newAsked.emit(self.current() or ""))
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.filter, 1)
        top.addWidget(self.counts)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 4, 8)
        column.setSpacing(8)
        column.addLayout(top)
        for part in (self._found, self._nothing):
            column.addWidget(part)
        column.addWidget(self.tree, 1)
        column.addWidget(make, 0, Qt.AlignmentFlag.AlignLeft)
        self.last: QWidget = make if new else self.tree
        """What the tab key reaches last here."""
        self._open: set[str] | None = None
        self._above: set[str] = set()
        self._filled = self._restoring = False
        self.show_counts(self.counts.state())

    def put_above(self, widget: QWidget) -> None:
        """Put something above the codes."""
        self._column.insertWidget(0, widget)

    def _dress(self) -> None:
        tree = self.tree
        tree.setModel(self._filter)
        tree.customContextMenuRequested.connect(lambda at: self.menuAsked.emit(tree.viewport().mapToGlobal(at)))
        tree.activated.connect(lambda index: self.activated.emit(index.data(ID)))
        tree.codesDropped.connect(self.dropped)
        tree.passageDropped.connect(self.passageDropped)
        tree.selectionModel().selectionChanged.connect(self._selection_changed)
        header = tree.header()
        header.setMinimumSectionSize(24)
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(
            lambda at: self.counts.menu_of_counts.popup(header.viewport().mapToGlobal(at))
        )
        # Only what is on the screen is asked for its width: every new number would have all codes measured.
        header.setResizeContentsPrecision(0)

    def _fit_numbers(self) -> None:
        """Leave room for the numbers, three digits at least, in the size that the interface has now."""
        # At the top stand the sums, so the largest; twice that leaves room for the work of a day.
        top = (self.model.index(row, PASSAGES).data() for row in range(self.model.rowCount()))
        digits = max([3, *(len(str(2 * int(number))) for number in top if number)])
        metrics = self.tree.fontMetrics()
        for column in range(PASSAGES, self.model.columnCount()):
            shown = digits if column == PASSAGES else 3
            self.tree.header().resizeSection(column, max(32, metrics.horizontalAdvance("0" * shown) + _ROOM))
        self.setMinimumWidth(metrics.averageCharWidth() * 26)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "tree"):
            self._fit_numbers()
            self.counts.dress()

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]
        """Down and Enter go from the filter to the first code that was found, by its name if there is one."""
        keys = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if watched is self.filter and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() not in keys:
                return False
            found = [*self._filter.by_name, *self._filter.by_definition]
            if found:
                self.reveal(found[0])
            if self._filter.rowCount():
                self.tree.setFocus()
            return True
        return super().eventFilter(watched, event)

    def _back(self) -> None:
        """Esc: show all codes again, or go back to where the tree was called from."""
        if self.filter.text():
            self.filter.clear()
        else:
            self.left.emit()

    # Showing ---------------------------------------------------------------------------------------------------------

    def show_codes(self, book: Sequence[CodeRow], numbers: Mapping[str, int]) -> None:
        """Show this codebook; what was open, chosen and scrolled to stays so."""
        opened, chosen, bar = self._opened(), self._chosen_places(), self.tree.verticalScrollBar()
        place = bar.value()
        self.model.set_codes(book, numbers)
        self._nothing.setVisible(not book)
        self._fit_numbers()
        above = {row.parent for row in book if row.parent}.union(*(row.also for row in book))
        if opened is None or self._filter.words:
            self.tree.expandAll()
            self._say_found()
        else:
            for code_id in (opened & above) | (above - self._above):
                self.tree.expand(self._index(code_id))
        self._filled, self._above = bool(book), above
        # Nobody chose anything: whoever shows a codebook anew shows the quotes of what is chosen anew, too.
        self._restoring = True
        self._select([self._index_of_place(*place) for place in chosen])
        self._restoring = False
        bar.setValue(place)
        self.shown.emit()

    def add_codes(self, book: Sequence[CodeRow]) -> bool:
        """Show those codes of `book` that are new beside the others; False where the tree must be filled anew."""
        if not self._filled or self._filter.words or any(row.also for row in book if self.model.code(row.id) is None):
            return False
        self.model.add_codes(book)
        above = {row.parent for row in book if row.parent}.union(*(row.also for row in book))
        for code_id in above - self._above:
            self.tree.expand(self._index(code_id))
        self._above = above
        self._fit_numbers()
        self.shown.emit()
        return True

    def show_counts(self, state: str) -> None:
        """Show the counts that were chosen (words of :meth:`CountsButton.state`)."""
        self.counts.take(state)
        columns = self.counts.columns()
        for column in range(PASSAGES, self.model.columnCount()):
            self.tree.setColumnHidden(column, column not in columns)
        self.tree.setHeaderHidden(len(columns) < 2)
        self.model.count_below(self.counts.all_below())
        self._fit_numbers()

    def _counts_chosen(self) -> None:
        self.show_counts(self.counts.state())
        self.countsChosen.emit(self.counts.state())

    def _opened(self) -> set[str] | None:
        """Return the codes that stand open, of those with others below them; None before the first codebook."""
        if not self._filled:
            return None
        return {code_id for code_id in self._above if self.tree.isExpanded(self._index(code_id))}

    def _look_for(self, typed: str) -> None:
        if typed.strip() and self._open is None:
            self._open = self._opened()
        self._filter.look_for(typed)
        if typed.strip():
            self.tree.expandAll()
            # A row that was there before may be found in another way now.
            self.tree.viewport().update()
        elif self._open is not None:
            self.tree.collapseAll()
            for code_id in self._open:
                self.tree.expand(self._index(code_id))
            self._open = None
        self._say_found()

    def _say_found(self) -> None:
        """Say how many codes were found, and how."""
        named, defined = len(self._filter.by_name), len(self._filter.by_definition)
        words = n_("{n} code", "{n} codes", named)
        if defined:
            words += _(", {n} more by definition").format(n=defined)
        self._found.setText(words if named or defined else _("No code holds these words. Esc shows all codes."))
        self._found.setVisible(bool(self._filter.words))

    # Choosing --------------------------------------------------------------------------------------------------------

    def chosen(self) -> list[str]:
        """Return the ids of the chosen codes, each once, be it chosen where it stands first of all or by reference."""
        return list(dict.fromkeys(code_id for code_id, _parent in self._chosen_places()))

    def chosen_references(self) -> list[tuple[str, str]]:
        """Return the chosen references, each as the ids of the code and of the one it stands under."""
        return [(code_id, parent) for code_id, parent in self._chosen_places() if parent]

    def chosen_main(self) -> list[str]:
        """Return the codes that are chosen where they stand first of all."""
        return [code_id for code_id, parent in self._chosen_places() if not parent]

    def _chosen_places(self) -> list[tuple[str, str]]:
        return [
            (index.data(ID), index.data(REFERENCE) or "") for index in self.tree.selectionModel().selectedRows(NAME)
        ]

    def current(self) -> str | None:
        """Return the id of the one code that has the keyboard, or None."""
        chosen = self.chosen()
        current = self.tree.currentIndex()
        if current.isValid() and current.data(ID) in chosen:
            return str(current.data(ID))
        return chosen[0] if chosen else None

    def select(self, code_ids: Sequence[str]) -> None:
        """Choose these codes, as far as they are there."""
        self._select([self._index(code_id) for code_id in code_ids])

    def _select(self, indexes: Sequence[QModelIndex]) -> None:
        selection = QItemSelection()
        valid = [index for index in indexes if index.isValid()]
        for index in valid:
            selection.select(index, index)
        model = self.tree.selectionModel()
        model.select(selection, model.SelectionFlag.ClearAndSelect | model.SelectionFlag.Rows)
        if valid:
            model.setCurrentIndex(valid[0], model.SelectionFlag.NoUpdate)

    def reveal(self, code_id: str) -> None:
        """Choose a code and bring it into view."""
        self.select([code_id])
        self.tree.scrollTo(self._index(code_id))

    def rename_by(self, renaming: Callable[[str, str], bool]) -> None:
        """Let names be written in place; `renaming(code id, name)` says whether the name could be given."""
        self.tree.rename_by(renaming)

    def rename(self, code_id: str) -> None:
        """Let the name of a code be written anew in its place."""
        current = self.tree.currentIndex().siblingAtColumn(NAME)
        self.tree.rename(current if current.data(ID) == code_id else self._index(code_id))

    def _index(self, code_id: str) -> QModelIndex:
        return self._filter.mapFromSource(self.model.index_of(code_id))

    def _index_of_place(self, code_id: str, parent: str) -> QModelIndex:
        if not parent:
            return self._index(code_id)
        return self._filter.mapFromSource(self.model.reference_index(code_id, parent))

    def _selection_changed(self) -> None:
        if not self._restoring:
            self.selected.emit(self.chosen())

    def proxy(self) -> QAbstractItemModel:
        """Return the filtered model that the tree shows."""
        return self._filter
