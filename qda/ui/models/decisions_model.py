"""Decisions as a table: when, who, what, how many passages, and the memo that explains it; filtered as one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from qda.core.trail.decisions import KINDS, Decision
from qda.core.trail.history_of import day_of
from qda.i18n import _
from qda.ui.models.history_model import when

DECISION = Qt.ItemDataRole.UserRole
WHEN, WHO, WHAT, PASSAGES, WHY = range(5)
_HEADS = (_("Date"), _("Who"), _("What was decided"), _("Passages"), _("Memo that explains it"))
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class DecisionsModel(QAbstractTableModel):
    """`all` are the decisions read so far, newest first; `rows` those that pass the filter."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.all: list[Decision] = []
        self.rows: list[Decision] = []
        self._wanted: Callable[[Decision], bool] = lambda _decision: True

    def begin(self) -> None:
        """Hold nothing."""
        self.beginResetModel()
        self.all, self.rows = [], []
        self.endResetModel()

    def add(self, more: Sequence[Decision]) -> None:
        """Take more, older decisions."""
        self.all.extend(more)
        fresh = [one for one in more if self._wanted(one)]
        if fresh:
            self.beginInsertRows(_NOWHERE, len(self.rows), len(self.rows) + len(fresh) - 1)
            self.rows.extend(fresh)
            self.endInsertRows()

    def wear(
        self, kind: str = "", person: str = "", words: str = "", first: str = "", last: str = "", undone: bool = True
    ) -> None:
        """Show decisions of a kind, by a person, with these words in what or why, from a day to a day (ISO 8601)."""
        parts = words.casefold().split()

        def wanted(one: Decision) -> bool:
            if (kind and one.kind != kind) or (person and one.coder != person) or not (undone or one.in_force):
                return False
            day = day_of(one.time) if first or last else ""
            if (first and day < first) or (last and day > last):
                return False
            said = " ".join((one.what, *(why.title for why in one.why), *(thing.name for thing in one.things)))
            return all(part in said.casefold() for part in parts)

        self.beginResetModel()
        self._wanted = wanted
        self.rows = [one for one in self.all if wanted(one)]
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        one = self.rows[index.row()]
        if role == DECISION:
            return one
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == PASSAGES:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{KINDS[one.kind]} · {one.title}"
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(one, index.column())
        return None

    def _words(self, one: Decision, column: int) -> str:
        if column == WHEN:
            return when(one.time)
        if column == WHO:
            return one.coder
        if column == PASSAGES:
            return f"{one.passages:,}" if one.passages else ""
        if column == WHY:
            return "; ".join(why.title for why in one.why)
        return one.title if one.in_force else _("{what} (undone since)").format(what=one.title)
