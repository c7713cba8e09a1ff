"""A counted matrix as a Qt table: numbers, shares, first words or dots, filtered, sorted, without what is empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from qda.core.tables.axes import Head
from qda.core.tables.matrix import COUNTS, NO, Matrix
from qda.i18n import _

HEAD = Qt.ItemDataRole.UserRole
SHARE = Qt.ItemDataRole.UserRole + 1
TOTAL = Qt.ItemDataRole.UserRole + 2
NUMBERS, WORDS, DOTS = "numbers", "words", "dots"
_DOT, _NOTHING = "●", "·"
_ALL = Head("", _("All"))
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Order:
    """By what rows (or columns) are sorted: the place in the matrix of a column (or row), None for the total's."""

    at: int | None
    falling: bool = True


class MatrixModel(QAbstractTableModel):
    """Shows a matrix; where numbers are shown, the first row and the first column are the totals.

    A heat share (role SHARE) is that of the greatest number in the matrix, totals left aside.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.matrix: Matrix | None = None
        self.mode, self.percent, self.hides_empty = NUMBERS, NO, False
        self.words: Mapping[tuple[int, int], str] = {}
        self.row_order: Order | None = None
        self.column_order: Order | None = None
        self._filters = ("", "")
        self._rows: list[int | None] = []
        self._columns: list[int | None] = []
        self._most = 1

    def show(self, found: Matrix | None) -> None:
        """Show another matrix, in its own order."""
        self.row_order = self.column_order = None
        self.words = {}
        self.matrix = found
        self._most = max((number for row in found.cells for number in row), default=1) if found else 1
        self.arrange()

    def set_mode(self, mode: str, percent: str = NO) -> None:
        """Show numbers (or shares of a column, a row or all), first words, or dots."""
        self.mode, self.percent = mode, percent
        self.arrange()

    def show_words(self, words: Mapping[tuple[int, int], str]) -> None:
        """Show how the first passage of each cell begins."""
        self.words = words
        if self.mode == WORDS and self._rows and self._columns:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self._columns) - 1))

    def filter(self, rows: str, columns: str) -> None:
        """Show only rows and columns whose names hold these words."""
        self._filters = (rows.strip().casefold(), columns.strip().casefold())
        self.arrange()

    def sort_rows(self, section: int) -> None:
        """Sort the rows by a shown column, from the greatest; asked again from the least, and then not at all."""
        self.row_order = _next(self.row_order, self._columns[section])
        self.arrange()

    def sort_columns(self, section: int) -> None:
        """Sort the columns by a shown row, in the same way."""
        self.column_order = _next(self.column_order, self._rows[section])
        self.arrange()

    def own_order(self) -> None:
        """Let rows and columns stand in their own order again."""
        self.row_order = self.column_order = None
        self.arrange()

    def arrange(self) -> None:
        """Work out which rows and columns are shown, in which order."""
        self.beginResetModel()
        self._rows, self._columns = [], []
        if self.matrix is not None:
            found = self.matrix
            totals: list[int | None] = [None] if self.mode == NUMBERS else []
            rows = self._kept(found.rows, found.row_totals, self._filters[0])
            columns = self._kept(found.columns, found.column_totals, self._filters[1])
            if self.row_order is not None:
                order = self.row_order
                rows.sort(key=lambda row: found.number(row, order.at), reverse=order.falling)
            if self.column_order is not None:
                order = self.column_order
                columns.sort(key=lambda column: found.number(order.at, column), reverse=order.falling)
            self._rows, self._columns = [*totals, *rows], [*totals, *columns]
        self.endResetModel()

    def _kept(self, heads: tuple[Head, ...], totals: tuple[int, ...], words: str) -> list[int]:
        return [
            at
            for at, head in enumerate(heads)
            if (not self.hides_empty or totals[at]) and (not words or words in head.path.casefold())
        ]

    # What stands where -----------------------------------------------------------------------------------------------

    def place(self, index: Index) -> tuple[int | None, int | None]:
        """Return row and column of the matrix that an index shows; None for a total."""
        return self._rows[index.row()], self._columns[index.column()]

    def head(self, section: int, orientation: Qt.Orientation) -> Head:
        """Return what heads a shown column or row."""
        assert self.matrix is not None
        across = orientation == Qt.Orientation.Horizontal
        at = (self._columns if across else self._rows)[section]
        return _ALL if at is None else (self.matrix.columns if across else self.matrix.rows)[at]

    def number(self, index: Index) -> int:
        """Return the number in a cell."""
        assert self.matrix is not None
        return self.matrix.number(*self.place(index))

    def text(self, index: Index) -> str:
        """Return what a cell shows."""
        number = self.number(index)
        if not number:
            return _NOTHING if self.mode != WORDS else ""
        if self.mode == DOTS:
            return _DOT
        if self.mode == WORDS:
            row, column = self.place(index)
            return "" if row is None or column is None else self.words.get((row, column), "…")
        if self.percent == NO:
            return str(number)
        assert self.matrix is not None
        share = self.matrix.percent(*self.place(index), self.percent)
        return "" if share is None else f"{share}\u202f%"

    def told(self, index: Index) -> str:
        """Return what a cell says, with what heads it, for tooltips and screen readers."""
        assert self.matrix is not None
        row = self.head(index.row(), Qt.Orientation.Vertical)
        column = self.head(index.column(), Qt.Orientation.Horizontal)
        where = f"{row.path or row.name} · {column.path or column.name}"
        if self.mode != NUMBERS:
            words = self.text(index) if self.mode == WORDS else _("Coded here")
            return f"{where}: {words if self.number(index) else _('Nothing coded')}"
        parts = [f"{where}: {self.number(index)} ({COUNTS[self.matrix.count]})"]
        if self.percent != NO:
            parts.append(self.text(index))
        return ", ".join(parts)

    # For Qt ----------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        across = orientation == Qt.Orientation.Horizontal
        if self.matrix is None or not 0 <= section < len(self._columns if across else self._rows):
            return None
        head = self.head(section, orientation)
        if role == Qt.ItemDataRole.DisplayRole:
            return head.name + self._sign(section, orientation)
        if role == HEAD:
            return head
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{head.path or head.name}\n{_('Click to sort by this.')}"
        return None

    def _sign(self, section: int, orientation: Qt.Orientation) -> str:
        """Return the arrow that says by what is sorted."""
        across = orientation == Qt.Orientation.Horizontal
        order = self.row_order if across else self.column_order
        if order is None or order.at != (self._columns if across else self._rows)[section]:
            return ""
        return " ▼" if order.falling else " ▲"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self.matrix is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.told(index)
        if role == TOTAL:
            return None in self.place(index)
        if role == SHARE:
            return None if None in self.place(index) else self.number(index) / (self._most or 1)
        return None


def _next(order: Order | None, at: int | None) -> Order | None:
    if order is None or order.at != at:
        return Order(at)
    return Order(at, falling=False) if order.falling else None
