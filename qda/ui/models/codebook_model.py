"""The codebook as a Qt tree model: names, colours, where codes stand by reference, and how often each is used."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from qda.core.codebook import CodeRow
from qda.core.retrieval import CodeCounts, Counts, reach
from qda.i18n import _, n_
from qda.ui import theme
from qda.ui.icons import icon
from qda.ui.widgets.passage_mime import PASSAGE_MIME, unpack

CODES_MIME = "application/x-themeloom-codes"
REFERENCES_MIME = "application/x-themeloom-references"
ID, ROW, REFERENCE = (Qt.ItemDataRole.UserRole + number for number in range(3))
NAME, PASSAGES, SOURCES, PARTICIPANTS = range(4)
_HEADINGS = (_("Code"), _("Passages"), _("Sources"), _("Participants"))
_SIGNS = ("", "quote", "sources", "user")
Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
# Put together once: a tree asks for the flags of every code whenever it is filled.
_CHOOSE = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
_ITEM = _CHOOSE | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled
_NAMED = _ITEM | Qt.ItemFlag.ItemIsEditable


@dataclass(slots=True, eq=False)
class Node:
    """A place in the tree: a code where it stands first of all, or a `reference` to it, which has nothing below it."""

    row: CodeRow | None
    parent: Node | None
    place: int = 0
    reference: bool = False
    children: list[Node] = field(default_factory=list)


class CodebookModel(QAbstractItemModel):
    """Four columns: the code, and its numbers of passages, sources and participants, with all codes below it or alone.

    A code that stands under several categories has a row in each, behind the ones that stand there first of all. What
    is dropped on it is left to the view: a change comes back through the gate.
    """

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._root = Node(None, None)
        self._nodes: dict[str, Node] = {}
        self._references: dict[str, list[Node]] = {}
        self._own: dict[str, int] = {}
        self._total: dict[str, int] = {}
        self._counts: Mapping[str, CodeCounts] = {}
        self._all_below = True
        self._by_definition: Collection[str] = ()

    # Filling ---------------------------------------------------------------------------------------------------------

    def set_codes(self, book: Sequence[CodeRow], own: Mapping[str, int]) -> None:
        """Show this codebook, with each code's own number of passages."""
        self.beginResetModel()
        self._root = Node(None, None)
        self._nodes, self._references = {}, {}
        for row in book:
            self._nodes[row.id] = _placed(row, self._nodes[row.parent] if row.parent else self._root)
        for row in book:
            for parent in row.also:
                self._references.setdefault(row.id, []).append(_placed(row, self._nodes[parent], reference=True))
        self._own = dict(own)
        self._total = self._totals()
        self.endResetModel()

    def add_codes(self, book: Sequence[CodeRow]) -> None:
        """Show the codes of `book` that are new, each where it stands; the others are as they were."""
        before: dict[str | None, int] = {}
        for row in book:
            place = before.get(row.parent, 0)
            before[row.parent] = place + 1
            if row.id not in self._nodes:
                above = self._nodes[row.parent] if row.parent else self._root
                self.beginInsertRows(self._index(above) if row.parent else NO_INDEX, place, place)
                self._nodes[row.id] = node = Node(row, above)
                above.children.insert(place, node)
                for number, child in enumerate(above.children[place:], place):
                    child.place = number
                self.endInsertRows()
        self._nodes = {row.id: self._nodes[row.id] for row in book}
        self._total = self._totals()

    def set_numbers(self, own: Mapping[str, int]) -> None:
        """Show other numbers of passages; only the codes whose number changed are painted anew."""
        before, own_before = self._total, self._own
        self._own = dict(own)
        self._total = self._totals()
        changed = (key for key, total in self._total.items() if before.get(key) != total)
        self._paint({*changed, *(key for key in self._nodes if own.get(key) != own_before.get(key))}, PASSAGES)

    def add_numbers(self, more: Mapping[str, int]) -> None:
        """Count so many passages more (or fewer, below zero) for these codes."""
        changed: set[str] = set()
        for code_id, step in more.items():
            self._own[code_id] = self._own.get(code_id, 0) + step
            for key in self._with_those_above(code_id):
                self._total[key] += step
                changed.add(key)
        self._paint(changed, PASSAGES)

    def set_counts(self, counts: Mapping[str, CodeCounts]) -> None:
        """Show the sources and participants of each code, as they were counted beside the window."""
        before, self._counts = self._counts, counts
        self._paint([key for key in self._nodes if counts.get(key) != before.get(key)], SOURCES, PARTICIPANTS)

    def count_below(self, all_below: bool) -> None:
        """Let numbers be those of a code with all codes below it, or of the code alone."""
        self._all_below = all_below
        self._paint(self._nodes, PASSAGES, PARTICIPANTS)

    def mark_found(self, by_definition: Collection[str]) -> None:
        """Set codes apart that a search found in their definitions alone."""
        self._by_definition = by_definition

    def _paint(self, code_ids: Iterable[str], first: int, last: int | None = None) -> None:
        """Let these columns of codes be painted anew, neighbours together."""
        places: dict[Node, list[int]] = {}
        for code_id in code_ids:
            for node in self._nodes_of(code_id):
                if node.parent is not None:
                    places.setdefault(node.parent, []).append(node.place)
        for parent, rows in places.items():
            top, bottom = (parent.children[row] for row in (min(rows), max(rows)))
            from_, to = self._index(top, first), self._index(bottom, first if last is None else last)
            self.dataChanged.emit(from_, to)

    def _totals(self) -> dict[str, int]:
        if self._references:
            reached = reach(self.rows())
            return {key: sum(self._own.get(inside, 0) for inside in reached[key]) for key in self._nodes}
        totals = {code_id: self._own.get(code_id, 0) for code_id in self._nodes}
        # Children stand after their parents, so going backwards every total is complete when it is handed up.
        for code_id, node in reversed(self._nodes.items()):
            if node.parent is not None and node.parent.row is not None:
                totals[node.parent.row.id] += totals[code_id]
        return totals

    def _with_those_above(self, code_id: str) -> set[str]:
        """Return a code and all under which it stands, by main place and by reference, each once."""
        found: set[str] = set()
        waiting = self._nodes_of(code_id)
        while waiting:
            node = waiting.pop()
            if node.row is not None and node.row.id not in found:
                found.add(node.row.id)
                waiting.extend(other.parent for other in self._nodes_of(node.row.id) if other.parent is not None)
        return found

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

    def counts(self, code_id: str, *, below: bool | None = None) -> Counts:
        """Return the numbers of a code, with all below it or alone (None: as the tree shows them)."""
        below = self._all_below if below is None else below
        counted = self._counts.get(code_id)
        others = Counts() if counted is None else counted.below if below else counted.own
        passages = (self._total if below else self._own).get(code_id, 0)
        return Counts(passages, others.sources, others.participants)

    def index_of(self, code_id: str) -> QModelIndex:
        """Return the index of a code's main place, invalid where it is not in the codebook."""
        node = self._nodes.get(code_id)
        return self._index(node) if node else QModelIndex()

    def reference_index(self, code_id: str, parent: str) -> QModelIndex:
        """Return the index of the reference to a code under `parent`, invalid where there is none."""
        for node in self._references.get(code_id, ()):
            if node.parent is not None and node.parent.row is not None and node.parent.row.id == parent:
                return self._index(node)
        return QModelIndex()

    def places_of(self, code_ids: Iterable[str]) -> set[Node]:
        """Return all places of these codes and the places above them."""
        found: set[Node] = set()
        for code_id in code_ids:
            for node in self._nodes_of(code_id):
                here: Node | None = node
                while here is not None and here not in found:
                    found.add(here)
                    here = here.parent
        return found

    def node(self, index: Index) -> Node:
        """Return what stands at an index; the invisible root for an invalid one."""
        node = index.internalPointer() if index.isValid() else None
        return node if isinstance(node, Node) else self._root

    def _nodes_of(self, code_id: str) -> list[Node]:
        node = self._nodes.get(code_id)
        return [node, *self._references.get(code_id, ())] if node is not None else []

    def _index(self, node: Node, column: int = NAME) -> QModelIndex:
        return self.createIndex(node.place, column, node)

    # What Qt asks ----------------------------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = NO_INDEX) -> QModelIndex:
        children = self.node(parent).children
        if 0 <= row < len(children) and 0 <= column < len(_HEADINGS) and parent.column() <= 0:
            return self._index(children[row], column)
        return QModelIndex()

    def parent(self, index: Index = NO_INDEX) -> QModelIndex:  # type: ignore[override]
        above = self.node(index).parent
        return self._index(above) if above is not None and above.row is not None else QModelIndex()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return len(self.node(parent).children) if parent.column() <= 0 else 0

    def columnCount(self, _parent: Index = NO_INDEX) -> int:
        return len(_HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return _HEADINGS[section]
        if section == NAME:
            return _HEADINGS[section] if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            # The columns are too narrow for words: a sign heads them.
            return ""
        return icon(_SIGNS[section], theme.current(), "muted") if role == Qt.ItemDataRole.DecorationRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self.node(index)
        row = node.row
        if row is None:
            return None
        if role == ID:
            return row.id
        if role == ROW:
            return row
        if role == REFERENCE:
            return node.parent.row.id if node.reference and node.parent and node.parent.row else None
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self._about(node, row)
        if index.column() != NAME:
            return self._number(row, index.column(), role)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _("{name}, shown here too").format(name=row.name) if node.reference else row.name
        if role == Qt.ItemDataRole.DecorationRole:
            return chip(row.colour, reference=node.reference)
        if role == Qt.ItemDataRole.ForegroundRole and row.id in self._by_definition:
            return QColor(theme.current().muted)
        return None

    def _number(self, row: CodeRow, column: int, role: int) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            counts = self.counts(row.id)
            number = (counts.codings, counts.sources, counts.participants)[column - PASSAGES]
            return str(number or "")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return QColor(theme.current().muted) if role == Qt.ItemDataRole.ForegroundRole else None

    def _about(self, node: Node, row: CodeRow) -> str:
        parts = [row.path]
        if node.reference:
            parts.append(_("Shown here too, by reference; each of its passages counts once."))
        elif row.also:
            also = ", ".join(f"“{parent.path}”" for parent in map(self.code, row.also) if parent is not None)
            parts.append(_("Also shown under {places}.").format(places=also))
        if row.id in self._by_definition:
            parts.append(_("Only its definition holds the words you look for."))
        if row.definition:
            parts.append(row.definition)
        parts.append(self.in_words(row.id))
        return "\n".join(parts)

    def in_words(self, code_id: str) -> str:
        """Return the numbers of a code as people read them: its own and, where they differ, with all below it."""
        own, below = (self.counts(code_id, below=which) for which in (False, True))
        if own == below or not below.codings:
            return in_words(below)
        return _("{own}; with all codes below it {below}").format(own=in_words(own), below=in_words(below))

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return _NAMED if index.column() == NAME else _ITEM

    # Dragging --------------------------------------------------------------------------------------------------------

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction | Qt.DropAction.LinkAction

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction | Qt.DropAction.LinkAction

    def mimeTypes(self) -> list[str]:
        return [CODES_MIME, PASSAGE_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Carry the ids of codes, one a line; references go along only where nothing but references is dragged."""
        nodes = list(dict.fromkeys(map(self.node, indexes)))
        main = [node for node in nodes if not node.reference]
        data = QMimeData()
        ids = dict.fromkeys(node.row.id for node in main or nodes if node.row is not None)
        data.setData(CODES_MIME, "\n".join(ids).encode())
        if not main:
            data.setData(REFERENCES_MIME, "\n".join(" ".join(pair) for pair in _pairs(nodes)).encode())
        return data

    def canDropMimeData(self, data: QMimeData, _action: Qt.DropAction, _row: int, _column: int, parent: Index) -> bool:
        """Codes can go everywhere, words of a transcript on codes that are no mere headings."""
        if data.hasFormat(CODES_MIME):
            return True
        target = self.node(parent).row
        return unpack(data) is not None and target is not None and target.codable

    def dropMimeData(self, _data: QMimeData, _action: Qt.DropAction, _row: int, _column: int, _parent: Index) -> bool:
        """Leave the rows as they are: what the drop does comes back through the gate."""
        return False


def in_words(counts: Counts) -> str:
    """Return counts as people read them; sources and participants are left out until they were counted."""
    numbers = [n_("{n} passage", "{n} passages", counts.codings)]
    if counts.sources:
        numbers.append(n_("{n} source", "{n} sources", counts.sources))
    if counts.participants:
        numbers.append(n_("{n} participant", "{n} participants", counts.participants))
    return ", ".join(numbers)


def dragged_codes(data: QMimeData) -> list[str]:
    """Return the ids of the codes that a drag carries."""
    return bytes(data.data(CODES_MIME).data()).decode().split("\n")


def dragged_references(data: QMimeData) -> list[tuple[str, str]]:
    """Return the references that a drag carries, each as the ids of the code and of the one it stands under."""
    lines = bytes(data.data(REFERENCES_MIME).data()).decode().split("\n")
    return [(code_id, parent) for code_id, _space, parent in (line.partition(" ") for line in lines) if parent]


def _placed(row: CodeRow, parent: Node, reference: bool = False) -> Node:
    node = Node(row, parent, len(parent.children), reference)
    parent.children.append(node)
    return node


def _pairs(nodes: Iterable[Node]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        if node.row is not None and node.parent is not None and node.parent.row is not None:
            yield node.row.id, node.parent.row.id


def chip(colour: str, *, reference: bool = False) -> QIcon:
    """Return the small sign of one of the sixteen code colours, in the theme worn now; of a reference an open one."""
    return _chip(theme.current().code(colour).stripe, reference)


@functools.lru_cache(maxsize=256)
def _chip(stripe: str, reference: bool) -> QIcon:
    pixmap = QPixmap(24, 24)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if reference:
        # An arrow that comes from elsewhere and points at the name.
        painter.setPen(QPen(QColor(stripe), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for line in ((2, 1, 2, 7), (2, 7, 10, 7), (10, 7, 7, 4), (10, 7, 7, 10)):
            painter.drawLine(*line)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(stripe))
        painter.drawRoundedRect(1, 0, 6, 12, 2, 2)
    painter.end()
    return QIcon(pixmap)
