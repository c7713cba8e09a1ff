"""The codebook as a Qt tree model: names, colours and how often each code is used, with all below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from qda.core.codebook import CodeRow
from qda.core.retrieval import Counts, below
from qda.i18n import _, n_
from qda.ui import theme

CODES_MIME = "application/x-themeloom-codes"
ID, ROW = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
# Put together once: a tree asks for the flags of every code whenever it is filled.
_CHOOSE = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
_ITEM = _CHOOSE | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled


@dataclass(slots=True, eq=False)
class _Node:
    row: CodeRow | None
    parent: _Node | None
    place: int = 0
    children: list[_Node] = field(default_factory=list)


class CodebookModel(QAbstractItemModel):
    """Two columns: the code, and the number of its coded passages with all codes below it.

    Dragging codes carries their ids (:data:`CODES_MIME`, one a line); a drop on a code calls `moved(ids, parent id)`.
    """

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._root = _Node(None, None)
        self._nodes: dict[str, _Node] = {}
        self._own: dict[str, int] = {}
        self._total: dict[str, int] = {}
        self._counts: Mapping[str, Counts] = {}
        self.moved: Any = None

    # Filling ---------------------------------------------------------------------------------------------------------

    def set_codes(self, book: Sequence[CodeRow], own: Mapping[str, int]) -> None:
        """Show this codebook, with each code's own number of passages."""
        self.beginResetModel()
        self._root = _Node(None, None)
        self._nodes = {}
        for row in book:
            parent = self._nodes[row.parent] if row.parent else self._root
            node = _Node(row, parent, len(parent.children))
            parent.children.append(node)
            self._nodes[row.id] = node
        self._own = dict(own)
        self._below = {row.id: below(book, [row.id]) for row in book} if any(row.also for row in book) else None
        self._total = self._totals()
        self.endResetModel()

    def set_numbers(self, own: Mapping[str, int]) -> None:
        """Show other numbers of passages; only the codes whose number changed are painted anew."""
        before = self._total
        self._own = dict(own)
        self._total = self._totals()
        for code_id, node in self._nodes.items():
            if before.get(code_id) != self._total[code_id]:
                index = self.createIndex(node.place, 1, node)
                self.dataChanged.emit(index, index)

    def add_numbers(self, more: Mapping[str, int]) -> None:
        """Count so many passages more (or fewer, below zero) for these codes."""
        self.set_numbers(self._own | {code_id: self._own.get(code_id, 0) + step for code_id, step in more.items()})

    def set_counts(self, counts: Mapping[str, Counts]) -> None:
        """Keep sources and participants of each code (with all below it) for the tooltips."""
        self._counts = counts

    def _totals(self) -> dict[str, int]:
        if self._below is not None:
            return {code_id: sum(self._own.get(key, 0) for key in keys) for code_id, keys in self._below.items()}
        totals = {code_id: self._own.get(code_id, 0) for code_id in self._nodes}
        # Children stand after their parents, so going backwards every total is complete when it is handed up.
        for code_id, node in reversed(self._nodes.items()):
            if node.parent is not None and node.parent.row is not None:
                totals[node.parent.row.id] += totals[code_id]
        return totals

    # Looking up ------------------------------------------------------------------------------------------------------

    def code(self, code_id: str) -> CodeRow | None:
        """Return the code with this id, or None."""
        node = self._nodes.get(code_id)
        return node.row if node else None

    def rows(self) -> list[CodeRow]:
        """Return the whole codebook in order."""
        return [node.row for node in self._nodes.values() if node.row]

    def own_numbers(self) -> dict[str, int]:
        """Return each code's own number of passages."""
        return self._own

    def index_of(self, code_id: str) -> QModelIndex:
        """Return the index of a code, invalid where it is not in the codebook."""
        node = self._nodes.get(code_id)
        return self.createIndex(node.place, 0, node) if node else QModelIndex()

    # What Qt asks ----------------------------------------------------------------------------------------------------

    def _node(self, index: Index) -> _Node:
        node = index.internalPointer() if index.isValid() else None
        return node if isinstance(node, _Node) else self._root

    def index(self, row: int, column: int, parent: Index = NO_INDEX) -> QModelIndex:
        children = self._node(parent).children
        if 0 <= row < len(children) and 0 <= column < 2 and parent.column() <= 0:
            return self.createIndex(row, column, children[row])
        return QModelIndex()

    def parent(self, index: Index = NO_INDEX) -> QModelIndex:  # type: ignore[override]
        above = self._node(index).parent
        return self.createIndex(above.place, 0, above) if above is not None and above.row is not None else QModelIndex()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return len(self._node(parent).children) if parent.column() <= 0 else 0

    def columnCount(self, _parent: Index = NO_INDEX) -> int:
        return 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("Code"), _("Passages"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._node(index).row
        if row is None:
            return None
        if role == ID:
            return row.id
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self._about(row)
        if index.column() == 1:
            if role == Qt.ItemDataRole.DisplayRole:
                return str(self._total.get(row.id, 0) or "")
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if role == Qt.ItemDataRole.ForegroundRole:
                return QColor(theme.current().muted)
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return row.name
        if role == Qt.ItemDataRole.DecorationRole:
            return chip(row.colour)
        return None

    def _about(self, row: CodeRow) -> str:
        counts = self._counts.get(row.id)
        parts = [row.path]
        if row.definition:
            parts.append(row.definition)
        numbers = [n_("{n} passage", "{n} passages", self._total.get(row.id, 0))]
        if counts is not None:
            numbers.append(n_("{n} source", "{n} sources", counts.sources))
            numbers.append(n_("{n} participant", "{n} participants", counts.participants))
        parts.append(", ".join(numbers))
        return "\n".join(parts)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _ITEM if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [CODES_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        ids = dict.fromkeys(index.data(ID) for index in indexes)
        data = QMimeData()
        data.setData(CODES_MIME, "\n".join(ids).encode())
        return data

    def dropMimeData(self, data: QMimeData, _action: Qt.DropAction, _row: int, _column: int, parent: Index) -> bool:
        target = self._node(parent).row
        if self.moved is not None and data.hasFormat(CODES_MIME):
            self.moved(dragged_codes(data), target.id if target else None)
        # The view must not take the rows away by itself: the change comes back through the gate.
        return False


def dragged_codes(data: QMimeData) -> list[str]:
    """Return the ids of the codes that a drag carries."""
    return bytes(data.data(CODES_MIME).data()).decode().split("\n")


def chip(colour: str) -> QIcon:
    """Return the small sign of one of the sixteen code colours, in the theme worn now."""
    worn = theme.current()
    pixmap = QPixmap(24, 24)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(worn.code(colour).stripe))
    painter.drawRoundedRect(1, 0, 6, 12, 2, 2)
    painter.end()
    return QIcon(pixmap)
