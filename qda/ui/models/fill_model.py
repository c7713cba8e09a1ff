"""A grid that is filled in: a row a thing by its name, a column a field, words in the cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
CHOICES = Qt.ItemDataRole.UserRole + 1
"""What is offered while a cell is typed."""


@dataclass(frozen=True, slots=True)
class FillColumn:
    """A field: its `key`, its `title`, what its head says (`tip`), and what is offered; `wide` in average characters.

    A `fixed` one is only read; `several` choices stand apart by semicolons.
    """

    key: str
    title: str
    tip: str = ""
    number: bool = False
    choices: tuple[str, ...] = ()
    wide: int = 16
    fixed: bool = False
    several: bool = False


class FillModel(QAbstractTableModel):
    """Signals: `typed` has words by (id of the row, key of the column); nothing is set before the project says so."""

    typed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: Sequence[FillColumn] = ()
        self.rows: Sequence[tuple[str, str]] = ()
        self.read_only = False
        self._words: Mapping[tuple[str, str], str] = {}

    def show(
        self,
        rows: Sequence[tuple[str, str]],
        columns: Sequence[FillColumn],
        words: Mapping[tuple[str, str], str],
        *,
        read_only: bool = False,
    ) -> None:
        """Show `rows` (id, name) and `columns`; the same ones keep what is chosen, and only the words change."""
        self.read_only = read_only
        same = [(one.key, one.title, one.wide) for one in columns] == [
            (one.key, one.title, one.wide) for one in self.columns
        ]
        if same and list(rows) == list(self.rows):
            # What is offered changes with every word; the place of the keyboard must not be lost for that.
            self._words, self.columns = dict(words), list(columns)
            if rows and columns:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(columns) - 1))
            return
        self.beginResetModel()
        self.rows, self.columns, self._words = list(rows), list(columns), dict(words)
        self.endResetModel()

    def words(self, row: int, column: int) -> str:
        """Return what stands in a cell."""
        return self._words.get(self.place(row, column), "")

    def place(self, row: int, column: int) -> tuple[str, str]:
        """Return the id of the row and the key of the column."""
        return self.rows[row][0], self.columns[column].key

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.words(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.words(index.row(), index.column()) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            name = self.rows[index.row()][1]
            return f"{name}, {column.title}: {self.words(index.row(), index.column())}"
        if role == Qt.ItemDataRole.TextAlignmentRole and column.number:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return (column.choices, column.several) if role == CHOICES else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or str(value) == self.words(index.row(), index.column()):
            return False
        self.typed.emit({self.place(index.row(), index.column()): str(value)})
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self.takes(index.column()):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def takes(self, column: int) -> bool:
        """Say whether cells of a column can be filled."""
        return not self.read_only and not self.columns[column].fixed

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        across = way == Qt.Orientation.Horizontal
        if section >= len(self.columns if across else self.rows):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title if across else self.rows[section][1]
        if role == Qt.ItemDataRole.ToolTipRole:
            column = self.columns[section] if across else None
            return (column.tip or column.title) if column else self.rows[section][1]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None
