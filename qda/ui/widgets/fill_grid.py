"""The grid in which many cells are filled as in a spreadsheet: typed, filled down, pasted, emptied, copied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QCompleter,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from qda.i18n import _
from qda.ui.models.fill_model import CHOICES, FillModel
from qda.ui.widgets.table_rows import fit_rows

_DOWN = QKeySequence("Ctrl+D")
_NAMES = 24  # average characters that the names of rows may take


class FillGrid(QTableView):
    """Signals: `typed` has words by (row id, field) for all that one action fills; `rowsAsked` that rows are too few.

    `removeAsked` is sent by Delete where whole rows are chosen and the grid `removes`; in cells Delete empties them.
    """

    typed = Signal(object)
    rowsAsked = Signal(int)
    removeAsked = Signal(list)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fill = FillModel(self)
        self.removes = False
        self.setModel(self.fill)
        self.setAccessibleName(name)
        self.setItemDelegate(_Typing(self))
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(True)
        corner = self.findChild(QAbstractButton)
        if isinstance(corner, QAbstractButton):
            corner.setToolTip(_("Choose all cells (Ctrl+A)"))
            corner.setAccessibleName(_("Choose all cells"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked)
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.setTextElideMode(Qt.TextElideMode.ElideRight)
            head.setHighlightSections(True)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setStretchLastSection(True)
        self.setToolTip(_("Type in cells; Ctrl+D fills down, Ctrl+V takes cells from a spreadsheet, Delete empties"))
        self.fill.typed.connect(self.typed)
        self.fill.modelReset.connect(self.fit)

    def fit(self) -> None:
        """Give columns and names of rows the room that they need."""
        fit_rows(self)
        letter = self.fontMetrics().averageCharWidth()
        for number, column in enumerate(self.fill.columns):
            self.setColumnWidth(number, max(column.wide, len(column.title) + 5) * letter)
        named = max((self.fontMetrics().horizontalAdvance(name) for _key, name in self.fill.rows), default=0)
        self.verticalHeader().setFixedWidth(min(named + 4 * letter, _NAMES * letter))
        if self.fill.rows and self.fill.columns and not self.currentIndex().isValid():
            self.setCurrentIndex(self.fill.index(0, 0))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "fill"):
            self.fit()

    def chosen_rows(self) -> list[str]:
        """Return the ids of the rows in which something is chosen, or the keyboard is."""
        rows = sorted({index.row() for index in self.selectedIndexes() or [self.currentIndex()] if index.isValid()})
        return [self.fill.rows[row][0] for row in rows]

    # Filling ---------------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        # The keys of the grid go before those of the window while the keyboard is here.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is(event, _DOWN):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = QKeySequence.StandardKey
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif _is(event, _DOWN):
            self.fill_down()
        elif event.matches(key.Paste):
            self.paste()
        elif event.matches(key.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_Delete:
            self.empty()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _block(self) -> tuple[list[int], list[int]]:
        """Return the rows and the columns in which something is chosen."""
        chosen = self.selectedIndexes() or [self.currentIndex()]
        cells = [index for index in chosen if index.isValid()]
        return sorted({index.row() for index in cells}), sorted({index.column() for index in cells})

    def _send(self, cells: dict[tuple[int, int], str]) -> None:
        fresh = {
            self.fill.place(*place): words
            for place, words in cells.items()
            if self.fill.takes(place[1]) and words != self.fill.words(*place)
        }
        if fresh:
            self.typed.emit(fresh)

    def fill_down(self) -> None:
        """Write what stands in the first of the chosen rows into the others; of one cell, what stands above it."""
        rows, columns = self._block()
        if not rows:
            return
        first = rows[0] if len(rows) > 1 else rows[0] - 1
        if first >= 0:
            self._send({(row, column): self.fill.words(first, column) for row in rows for column in columns})

    def empty(self) -> None:
        """Empty the chosen cells; where whole rows are chosen, ask to remove them."""
        rows, columns = self._block()
        if len(columns) == len(self.fill.columns) > 1 and self.removes:
            self.removeAsked.emit(self.chosen_rows())
            return
        self._send({(row, column): "" for row in rows for column in columns})

    def copy(self) -> None:
        """Copy the chosen cells, apart by tabs, as spreadsheets take them."""
        rows, columns = self._block()
        lines = ("\t".join(_quoted(self.fill.words(row, column)) for column in columns) for row in rows)
        QGuiApplication.clipboard().setText("\n".join(lines))

    def paste(self) -> None:
        """Write copied cells of a spreadsheet from the first chosen cell on; one cell fills all that are chosen."""
        block = cells_of(QGuiApplication.clipboard().text())
        rows, columns = self._block()
        if not rows or not block:
            return
        if len(block) == len(block[0]) == 1:
            self._send({(row, column): block[0][0] for row in rows for column in columns})
            return
        wanted = rows[0] + len(block) - len(self.fill.rows)
        if wanted > 0:
            self.rowsAsked.emit(wanted)  # who can add rows does; else what is below falls away
        cells = {
            (rows[0] + down, columns[0] + along): words
            for down, line in enumerate(block)
            for along, words in enumerate(line)
            if rows[0] + down < len(self.fill.rows) and columns[0] + along < len(self.fill.columns)
        }
        self._send(cells)


def _is(event: QKeyEvent, keys: QKeySequence) -> bool:
    return QKeySequence(event.keyCombination()) == keys


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"' if set(words) & set('\t\n"') else words


def cells_of(text: str) -> list[list[str]]:
    """Return the cells of a table on the clipboard: tabs between cells, quotes around ones with several lines."""
    import csv
    import io

    lines = list(csv.reader(io.StringIO(text.rstrip("\r\n")), delimiter="\t"))
    return [[cell.strip() for cell in line] or [""] for line in lines]


class _Typing(QStyledItemDelegate):
    """Offers the choices of a field while it is typed; anything else may be typed all the same."""

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        field = QLineEdit(parent)
        field.setFrame(False)
        model: QAbstractItemModel = index.model()
        field.setAccessibleName(str(model.headerData(index.column(), Qt.Orientation.Horizontal)))
        choices, several = index.data(CHOICES)
        if choices and not several:
            offer(field, choices)
        return field


def offer(field: QLineEdit, choices: Sequence[str]) -> None:
    """Offer choices below a field while it is typed."""
    completer = QCompleter(list(choices), field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    field.setCompleter(completer)
