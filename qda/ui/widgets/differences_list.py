"""The list of what coders differ on: where, of which kind and about which codes, and how each stands, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qda.i18n import _
from qda.ui import theme

_PAD = 7
_DOT = 8
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Entry(NamedTuple):
    """A difference as a row: `kind`, `state` and `codes` are words, `colours` those of the codes; `about` says all."""

    key: str
    lines: str
    kind: str
    state: str
    codes: str
    colours: tuple[str, ...]
    about: str


class _Entries(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Entry] = []

    def take(self, rows: Sequence[Entry]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.codes
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return row.about
        return None


class _Rows(QStyledItemDelegate):
    """Draws two lines a row: where and how it stands, and below the codes."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, 2 * option.fontMetrics.lineSpacing() + 2 + 2 * _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, _Entries)
        painter.save()
        _draw(painter, option, model.rows[index.row()])
        painter.restore()


def _draw(painter: QPainter, option: QStyleOptionViewItem, row: Entry) -> None:
    worn, rect = theme.current(), option.rect
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    painter.fillRect(rect, QColor(worn.selection if chosen else worn.surface))
    painter.setPen(QColor(worn.border))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    if chosen:
        painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(worn.accent))
    inside = rect.adjusted(12, _PAD, -8, -_PAD)
    quiet = QColor(worn.text if chosen else worn.muted)
    font = QFont(option.font)
    painter.setFont(font)
    metrics = QFontMetrics(font)
    top = int(Qt.AlignmentFlag.AlignTop)
    painter.setPen(quiet)
    state = metrics.elidedText(row.state, Qt.TextElideMode.ElideRight, inside.width() // 2)
    painter.drawText(inside, top | int(Qt.AlignmentFlag.AlignRight), state)
    room = inside.width() - (metrics.horizontalAdvance(state) + 10 if state else 0)
    head = metrics.elidedText(f"{row.lines} · {row.kind}" if row.lines else row.kind, Qt.TextElideMode.ElideRight, room)
    painter.drawText(inside, top | int(Qt.AlignmentFlag.AlignLeft), head)
    below = inside.adjusted(0, metrics.lineSpacing() + 2, 0, 0)
    for number, colour in enumerate(row.colours[:3]):
        dot = QRect(below.left() + number * (_DOT + 3), below.center().y() - _DOT // 2, _DOT, _DOT)
        painter.fillRect(dot, QColor(worn.code(colour).stripe))
    below.setLeft(below.left() + len(row.colours[:3]) * (_DOT + 3) + 3)
    if not row.state:
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
    painter.setPen(QColor(worn.text))
    words = QFontMetrics(font).elidedText(row.codes, Qt.TextElideMode.ElideMiddle, below.width())
    painter.drawText(below, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QColor(worn.focus))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(0, 0, -1, -1))


class DifferencesList(QListView):
    """What is still open stands out by weight, and each row says how it stands. Signal: `chosen(key)`."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Differences"))
        self.setAccessibleDescription(_("N and P go from one to the next; digits settle it"))
        self._entries = _Entries(self)
        self.setModel(self._entries)
        self.setItemDelegate(_Rows(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self._silent = False
        self.selectionModel().currentChanged.connect(self._tell)

    @property
    def rows(self) -> Sequence[Entry]:
        """Return what is listed."""
        return self._entries.rows

    def show_entries(self, rows: Sequence[Entry], current: str = "") -> None:
        """List these, with the one of the key `current` chosen, or none; nothing is told."""
        self._silent = True
        self._entries.take(rows)
        self.choose(current)
        self._silent = False

    def choose(self, key: str) -> None:
        """Choose the row of a key; there may be none."""
        number = next((number for number, row in enumerate(self.rows) if row.key == key), -1)
        index = self._entries.index(number) if number >= 0 else QModelIndex()
        self.setCurrentIndex(index)
        if index.isValid():
            self.scrollTo(index)

    def current(self) -> str:
        """Return the key of the chosen row, "" where none is."""
        index = self.currentIndex()
        return self.rows[index.row()].key if index.isValid() else ""

    def _tell(self, _now: QModelIndex, _before: QModelIndex) -> None:
        if not self._silent:
            self.chosen.emit(self.current())
