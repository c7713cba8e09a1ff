"""Counted words as a Qt table model: a row a word, a column for each group."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from qda.core.words import WordTable
from qda.i18n import _

SORT = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class WordsModel(QAbstractTableModel):
    """Words with counts; SORT gives what a column is sorted by."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.words = WordTable((), (), 0, ())

    def show(self, words: WordTable) -> None:
        """Show these words."""
        self.beginResetModel()
        self.words = words
        self.endResetModel()

    def heads(self) -> list[str]:
        """Return the heads of the columns."""
        fixed = [_("Word"), _("Count"), _("Per 1,000"), _("Sources"), _("Participants")]
        return [*fixed, *self.words.groups]

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.words.rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 5 + len(self.words.groups)

    def value(self, row: int, column: int) -> str | int | float:
        """Return what a cell holds."""
        word = self.words.rows[row]
        if column == 2:
            return word.count * 1000 / max(1, self.words.total)
        cells: tuple[str | int, ...] = (word.word, word.count, 0, word.sources, word.participants, *word.groups)
        return cells[column]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        value = self.value(index.row(), index.column())
        if role == SORT:
            return value
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{value:.1f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else value
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return _RIGHT
        if role == Qt.ItemDataRole.ToolTipRole and index.column() >= 5:
            total = self.words.totals[index.column() - 5]
            words = _("{n} of {total} words of “{group}”")
            return words.format(n=f"{value:,}", total=f"{total:,}", group=self.words.groups[index.column() - 5])
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.heads()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None
