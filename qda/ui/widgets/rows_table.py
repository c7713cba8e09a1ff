"""A table of plain facts: sorted by its heads, copied by Ctrl+C, a row opened by Return or a double click."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from PySide6.QtCore import QEvent, QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from qda.ui.copying import copy_view
from qda.ui.models.rows_model import SORT, Cell, RowsModel
from qda.ui.widgets.table_rows import fit_rows

_Thing = TypeVar("_Thing")
_LEAST = 24  # letters of the one that does
_WIDEST = 46  # letters of a column that is not the one that takes all room


class RowsTable(QTableView):
    """Column `wide` takes what is left; those of `spare` are shown where there is room for all of them.

    Signals: `opened(row)` with the number of a row as it was shown to the model; `picked` where another row is chosen,
    but not while rows are being shown.
    """

    opened = Signal(int)
    picked = Signal()

    def __init__(self, name: str, about: str, parent: QWidget, *, wide: int = 0, spare: Sequence[int] = ()) -> None:
        super().__init__(parent)
        self.facts = RowsModel(self)
        self._wide, self._spare = wide, spare
        self._filling = False
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(self.facts)
        self._shown.setSortRole(SORT)
        self.setModel(self._shown)
        self.setAccessibleName(name)
        self.setAccessibleDescription(about)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.setSortingEnabled(True)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setHighlightSections(False)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._pick)
        fit_rows(self)

    def show_rows(self, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """Show other rows, in their own order, and keep the one that is chosen where it is still there."""
        here, filling = self.currentIndex().row(), self._filling
        self._filling = True
        self.facts.show(heads, rows)
        header = self.horizontalHeader()
        most = self.fontMetrics().averageCharWidth() * _WIDEST
        self._hide_spare(hidden=False)  # what is hidden has no width
        for column in range(len(heads)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.resizeColumnToContents(column)
            self.setColumnWidth(column, min(most, self.columnWidth(column) + 12))
        self._widen()
        if 0 <= here < len(rows):
            self.setCurrentIndex(self._shown.index(here, 0))
        self._filling = filling

    def show_by_id(self, heads: Sequence[str], rows: Mapping[str, Sequence[Cell]], here: str) -> None:
        """Show other rows by the ids of their things, and choose that of `here`, else the first where none is."""
        self._filling = True
        self.show_rows(heads, list(rows.values()))
        if here in rows:
            self.choose(list(rows).index(here))
        self.choose_first()
        self._filling = False

    def _pick(self) -> None:
        if not self._filling:
            self.picked.emit()

    def _widen(self) -> None:
        """Give the widest column all room that is left, where that is enough to read in."""
        header = self.horizontalHeader()
        if not header.count():
            return
        wide = self._wide % header.count()
        least = self.fontMetrics().averageCharWidth() * _LEAST
        self._hide_spare(hidden=False)
        left = self._left_beside(wide)
        if left < least and self._spare:
            self._hide_spare(hidden=True)
            left = self._left_beside(wide)
        stretched = left >= least
        mode = QHeaderView.ResizeMode.Stretch if stretched else QHeaderView.ResizeMode.Interactive
        header.setSectionResizeMode(wide, mode)
        if not stretched:
            self.setColumnWidth(wide, least)

    def _hide_spare(self, *, hidden: bool) -> None:
        for column in self._spare:
            self.setColumnHidden(column, hidden)

    def _left_beside(self, wide: int) -> int:
        others = (number for number in range(self.horizontalHeader().count()) if number != wide)
        return self.viewport().width() - sum(map(self.columnWidth, others))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._widen()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "facts"):
            fit_rows(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.choose_first()

    def choose_first(self) -> None:
        """Choose the first row where none is chosen, as where buttons beside the table do something with it."""
        if not self.currentIndex().isValid() and self._shown.rowCount():
            self.setCurrentIndex(self._shown.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def row(self) -> int:
        """Return the number of the chosen row as it was shown to the model, -1 where none is."""
        return self._shown.mapToSource(self.currentIndex()).row()

    def chosen(self, things: Sequence[_Thing]) -> _Thing | None:
        """Return the one of `things`, of which each has a row, whose row is chosen."""
        row = self.row()
        return things[row] if 0 <= row < len(things) else None

    def choose(self, row: int) -> None:
        """Choose a row by its number as it was shown to the model."""
        self.setCurrentIndex(self._shown.mapFromSource(self.facts.index(row, 0)))

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._shown.mapToSource(index).row())

    def copy(self) -> None:
        """Put the chosen rows, all where there is one only, on the clipboard with their heads and looks."""
        copy_view(self)
