"""What is known of people, single interviews or sources as a Qt table model: a row each, a column an attribute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from qda.core.attribute_types import SEVERAL, TYPES, number
from qda.core.attributes import AttributeRow
from qda.i18n import _
from qda.ui import theme

LINE = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
PEOPLE, INTERVIEWS, SOURCES = "people", "interviews", "sources"
"""What the rows are: participants, interviews of participants, transcripts or reports."""
HEADS = {
    PEOPLE: (_("Participant"), _("Transcripts")),
    INTERVIEWS: (_("Participant"), _("Interview")),
    SOURCES: (_("Transcript or report"), _("Study"), _("Sample")),
}
TYPED = {PEOPLE: (0,), INTERVIEWS: (), SOURCES: (0, 1, 2)}
"""Which of the first columns can be typed into."""


@dataclass(frozen=True, slots=True)
class FactsLine:
    """A row: whose it is, what stands in its first columns, and its values of each attribute.

    `inherited` are, for an interview, the values of the person as a whole that hold where nothing is said of it.
    """

    participant_id: str | None
    source_id: str | None
    head: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    inherited: tuple[tuple[str, ...], ...] = ()


class FactsModel(QAbstractTableModel):
    """Signal: `typed(row, column, words)` where a person typed something else into a cell."""

    typed = Signal(int, int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kind = PEOPLE
        self.lines: list[FactsLine] = []
        self.attributes: list[AttributeRow] = []
        self.read_only = False

    @property
    def fixed(self) -> int:
        """Return how many columns stand before those of the attributes."""
        return len(HEADS[self.kind])

    def show(self, kind: str, attributes: Sequence[AttributeRow], lines: Sequence[FactsLine], read_only: bool) -> None:
        """Show these lines; where rows and columns are the same ones, only what differs is drawn anew."""
        same = (kind, self._columns(attributes), self._rows(lines)) == (
            self.kind,
            self._columns(self.attributes),
            self._rows(self.lines),
        )
        if not same:
            self.beginResetModel()
        self.kind, self.attributes, self.lines, self.read_only = kind, list(attributes), list(lines), read_only
        if not same:
            self.endResetModel()
        elif lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, self.columnCount() - 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    @staticmethod
    def _columns(attributes: Sequence[AttributeRow]) -> list[str]:
        return [row.id for row in attributes]

    @staticmethod
    def _rows(lines: Sequence[FactsLine]) -> list[tuple[str | None, str | None]]:
        return [(line.participant_id, line.source_id) for line in lines]

    def attribute(self, column: int) -> AttributeRow | None:
        """Return the attribute of a column, None for the first ones."""
        place = column - self.fixed
        return self.attributes[place] if 0 <= place < len(self.attributes) else None

    def words(self, row: int, column: int, *, inherited: bool = True) -> str:
        """Return what stands in a cell; several values stand apart by semicolons."""
        line = self.lines[row]
        if column < self.fixed:
            return line.head[column]
        place = column - self.fixed
        found = line.values[place]
        if not found and inherited and line.inherited:
            found = line.inherited[place]
        return SEVERAL.join(found)

    def is_inherited(self, row: int, column: int) -> bool:
        """Say whether what stands in a cell is said of the person and not of the interview."""
        line, place = self.lines[row], column - self.fixed
        return place >= 0 and bool(line.inherited) and not line.values[place] and bool(line.inherited[place])

    # What Qt asks ----------------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self.fixed + len(self.attributes)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        attribute = self.attribute(column)
        inherited = self.is_inherited(row, column)
        if role == Qt.ItemDataRole.DisplayRole:
            words = self.words(row, column)
            # Not by colour alone: what is said of the person as a whole stands in brackets here.
            return f"({words})" if inherited else words
        if role == Qt.ItemDataRole.EditRole:
            return self.words(row, column, inherited=False)
        if role == LINE:
            return self.lines[row]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if attribute is not None and attribute.type == "number" else _LEFT
        if role == Qt.ItemDataRole.ForegroundRole and inherited:
            return QColor(theme.current().muted)
        if role == Qt.ItemDataRole.ToolTipRole:
            words = self.words(row, column)
            said = _("{words}: said of the person as a whole. Type to say something else of this interview.")
            return said.format(words=words) if inherited else words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            head = self.headerData(column, Qt.Orientation.Horizontal)
            return f"{head}: {self.words(row, column) or _('nothing')}"
        return None

    def sort_key(self, row: int, column: int) -> tuple[bool, float, str]:
        """Return what a column is sorted by: numbers as numbers, words by the alphabet, empty cells last."""
        words = self.words(row, column)
        value = number(words)
        return (not words, float("inf") if value is None else value, words.casefold())

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        words = str(value or "").strip()
        if words == self.words(index.row(), index.column(), inherited=False):
            return False
        self.typed.emit(index.row(), index.column(), words)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.read_only:
            return usual
        typed = index.column() >= self.fixed or index.column() in TYPED[self.kind]
        return usual | Qt.ItemFlag.ItemIsEditable if typed else usual

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        attribute = self.attribute(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return attribute.name if attribute else HEADS[self.kind][section]
        if role == Qt.ItemDataRole.ToolTipRole and attribute is not None:
            options = _(": {options}").format(options=SEVERAL.join(attribute.options)) if attribute.options else ""
            return f"{attribute.name} · {TYPES[attribute.type]}{options}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if attribute is not None and attribute.type == "number" else _LEFT
        return None


class FactsFilter(QSortFilterProxyModel):
    """Keeps the lines that hold the words looked for in any cell, and sorts numbers as numbers, empty cells last."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []

    def look_for(self, words: str) -> None:
        """Show only lines that hold all these words."""
        self.beginFilterChange()
        self._words = words.casefold().split()
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, row: int, _parent: _Index) -> bool:
        model = self.sourceModel()
        if not self._words or not isinstance(model, FactsModel):
            return True
        whole = " ".join(model.words(row, column) for column in range(model.columnCount())).casefold()
        return all(word in whole for word in self._words)

    def lessThan(self, left: _Index, right: _Index) -> bool:
        model = self.sourceModel()
        assert isinstance(model, FactsModel)
        return model.sort_key(left.row(), left.column()) < model.sort_key(right.row(), right.column())
