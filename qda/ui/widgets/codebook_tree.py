"""The codebook beside the transcript: a tree with instant filter; codes are dragged, renamed and used from here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QModelIndex,
    QPoint,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QPushButton, QTreeView, QVBoxLayout, QWidget

from qda.core.codebook import CodeRow
from qda.core.finding import fold
from qda.i18n import _
from qda.ui import keys
from qda.ui.models.codebook_model import ID, ROW, CodebookModel
from qda.ui.widgets.labels import muted


class _Filter(QSortFilterProxyModel):
    """Keeps codes whose name, path or definition holds all typed words, with those above them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words: list[str] = []
        self._folded: dict[str, str] = {}
        self.setRecursiveFilteringEnabled(True)

    def look_for(self, typed: str) -> None:
        """Keep the codes that hold all words of `typed`."""
        self.beginFilterChange()
        self.words = fold(typed).split()
        self.endFilterChange()

    def forget(self) -> None:
        """Forget the folded names, after the codebook changed."""
        self._folded = {}

    def filterAcceptsRow(self, row: int, parent: QModelIndex) -> bool:  # type: ignore[override]
        if not self.words:
            return True
        code: CodeRow = self.sourceModel().index(row, 0, parent).data(ROW)
        if code.id not in self._folded:
            self._folded[code.id] = fold(f"{code.path} {code.definition}")
        return all(word in self._folded[code.id] for word in self.words)


class CodebookTree(QWidget):
    """Filter, tree and *New code*.

    Signals: `activated(code id)` by Enter or double click, `selected(code ids)`, `moved(code ids, new parent id or
    "")`, `newAsked(parent id or "")`, `menuAsked(point on the screen)`, `left()` by Esc.
    """

    activated = Signal(str)
    selected = Signal(list)
    moved = Signal(list, str)
    newAsked = Signal(str)
    menuAsked = Signal(QPoint)
    left = Signal()

    def __init__(self, parent: QWidget | None = None, *, new: bool = True) -> None:
        super().__init__(parent)
        self.model = CodebookModel(self)
        self.model.moved = lambda ids, target: self.moved.emit(ids, target or "")
        self._filter = _Filter(self)
        self._filter.setSourceModel(self.model)
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(_("Find a code"))
        self.filter.setAccessibleName(_("Find a code"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._look_for)
        self.tree = QTreeView(self)
        self.tree.setAccessibleName(_("Codebook"))
        self._dress()
        self._nothing = muted(_("Codes stand here. Type while you read a transcript to make the first one."), self)
        self._nothing.hide()
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self._back)
        make = QPushButton(_("New code"), self)
        keys.tip(make, _("New code"), "new_code")
        make.setProperty("flat", True)
        make.setVisible(new)
        make.clicked.connect(lambda: self.newAsked.emit(self.current() or ""))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 4, 8)
        column.setSpacing(8)
        column.addWidget(self.filter)
        column.addWidget(self._nothing)
        column.addWidget(self.tree, 1)
        column.addWidget(make, 0, Qt.AlignmentFlag.AlignLeft)
        self.last: QWidget = make if new else self.tree
        """What the tab key reaches last here."""
        self._open: set[str] | None = None
        self._above: set[str] = set()
        self._filled = self._restoring = False

    def _dress(self) -> None:
        tree = self.tree
        tree.setModel(self._filter)
        tree.setUniformRowHeights(True)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        tree.setDragEnabled(True)
        tree.setAcceptDrops(True)
        tree.setDropIndicatorShown(True)
        tree.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        tree.setDefaultDropAction(Qt.DropAction.MoveAction)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setExpandsOnDoubleClick(False)
        tree.setIndentation(16)
        tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.customContextMenuRequested.connect(lambda at: self.menuAsked.emit(tree.viewport().mapToGlobal(at)))
        tree.activated.connect(lambda index: self.activated.emit(index.data(ID)))
        tree.selectionModel().selectionChanged.connect(self._selection_changed)
        header = tree.header()
        tree.setHeaderHidden(True)
        header.setMinimumSectionSize(24)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self._fit_numbers()
        # Only what is on the screen is asked for its width: every new number would have all codes measured.
        header.setResizeContentsPrecision(0)

    def _fit_numbers(self) -> None:
        """Leave room for the numbers, three digits at least, in the size that the interface has now."""
        # At the top stand the sums, so the largest; twice that leaves room for the work of a day.
        top = (self.model.index(row, 1).data() for row in range(self.model.rowCount()))
        digits = max([3, *(len(str(2 * int(number))) for number in top if number)])
        metrics = self.tree.fontMetrics()
        self.tree.header().resizeSection(1, metrics.horizontalAdvance("0" * digits) + 12)
        self.setMinimumWidth(metrics.averageCharWidth() * 26)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "tree"):
            self._fit_numbers()

    def _back(self) -> None:
        """Esc: show all codes again, or go back to where the tree was called from."""
        if self.filter.text():
            self.filter.clear()
        else:
            self.left.emit()

    # Showing ---------------------------------------------------------------------------------------------------------

    def show_codes(self, book: Sequence[CodeRow], numbers: Mapping[str, int]) -> None:
        """Show this codebook; what was open, chosen and scrolled to stays so."""
        opened, chosen, bar = self._opened(), self.chosen(), self.tree.verticalScrollBar()
        place = bar.value()
        self._filter.forget()
        self.model.set_codes(book, numbers)
        self._nothing.setVisible(not book)
        self._fit_numbers()
        above = {row.parent for row in book if row.parent}
        if opened is None or self._filter.words:
            self.tree.expandAll()
        else:
            for code_id in (opened & above) | (above - self._above):
                self.tree.expand(self._index(code_id))
        self._filled, self._above = bool(book), above
        # Nobody chose anything: whoever shows a codebook anew shows the quotes of what is chosen anew, too.
        self._restoring = True
        self.select(chosen)
        self._restoring = False
        bar.setValue(place)

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
        elif self._open is not None:
            self.tree.collapseAll()
            for code_id in self._open:
                self.tree.expand(self._index(code_id))
            self._open = None

    # Choosing --------------------------------------------------------------------------------------------------------

    def chosen(self) -> list[str]:
        """Return the ids of the chosen codes."""
        return [index.data(ID) for index in self.tree.selectionModel().selectedRows(0)]

    def current(self) -> str | None:
        """Return the id of the one code that has the keyboard, or None."""
        chosen = self.chosen()
        current = self.tree.currentIndex()
        if current.isValid() and current.data(ID) in chosen:
            return str(current.data(ID))
        return chosen[0] if chosen else None

    def select(self, code_ids: Sequence[str]) -> None:
        """Choose these codes, as far as they are there."""
        selection = QItemSelection()
        first: QModelIndex | None = None
        for code_id in code_ids:
            index = self._index(code_id)
            if index.isValid():
                first = first or index
                selection.select(index, index)
        model = self.tree.selectionModel()
        model.select(selection, model.SelectionFlag.ClearAndSelect | model.SelectionFlag.Rows)
        if first is not None:
            model.setCurrentIndex(first, model.SelectionFlag.NoUpdate)

    def reveal(self, code_id: str) -> None:
        """Choose a code and bring it into view."""
        self.select([code_id])
        self.tree.scrollTo(self._index(code_id))

    def _index(self, code_id: str) -> QModelIndex:
        return self._filter.mapFromSource(self.model.index_of(code_id))

    def _selection_changed(self) -> None:
        if not self._restoring:
            self.selected.emit(self.chosen())

    def proxy(self) -> QAbstractItemModel:
        """Return the filtered model that the tree shows."""
        return self._filter
