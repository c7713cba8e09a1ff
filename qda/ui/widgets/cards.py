"""Lists of cards: a quiet line above, words below that wrap, and perhaps a quiet line under them; headings between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QKeyEvent,
    QPainter,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from qda.core.text import direction
from qda.ui import theme

CARD_MIME = "application/x-themeloom-card"
_CARD = Qt.ItemDataRole.UserRole
_PAD, _GAP = 8, 2
_LONGEST = 1_500  # characters of a card that are shown; the whole of it is where it comes from


@dataclass(frozen=True, slots=True)
class Card:
    """One card; `key` names what it is about ("": a heading). `head` and `foot` are quiet, `movable` may be dragged."""

    key: str
    body: str
    head: str = ""
    foot: str = ""
    movable: bool = False

    @property
    def words(self) -> str:
        """Return all it says, as it is read aloud."""
        return "\n".join(part for part in (self.head, self.body, self.foot) if part)


class _Delegate(QStyledItemDelegate):
    """Draws a card in the width of its list."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = self.parent()
        assert isinstance(view, QListWidget)
        card: Card = index.data(_CARD)
        inside = max(80, view.viewport().width() - 2 * _PAD)
        high = sum(_lay(words, _font(view.font(), card), inside)[1] + _GAP for _part, words in _parts(card))
        return QSize(inside + 2 * _PAD, high + 2 * _PAD - _GAP)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        card: Card = index.data(_CARD)
        worn, rect = theme.current(), option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = worn.raised if not card.key else worn.selection if chosen else worn.surface
        painter.save()
        painter.fillRect(rect, QColor(ground))
        painter.setPen(QColor(worn.border))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        top = rect.top() + _PAD
        view = self.parent()
        assert isinstance(view, QListWidget)
        for part, words in _parts(card):
            layout, high = _lay(words, _font(view.font(), card), rect.width() - 2 * _PAD)
            painter.setPen(QColor(worn.text if part == "body" or chosen else worn.muted))
            layout.draw(painter, QPointF(rect.left() + _PAD, top))
            top += high + _GAP
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(worn.focus))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()


def _font(font: QFont, card: Card) -> QFont:
    if card.key:
        return font
    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    return strong


def _parts(card: Card) -> list[tuple[str, str]]:
    named = [(part, getattr(card, part)[:_LONGEST]) for part in ("head", "body", "foot")]
    return [(part, words) for part, words in named if words]


def _lay(words: str, font: QFont, width: int) -> tuple[QTextLayout, int]:
    """Return words broken into lines of `width`, and how high they are together."""
    layout = QTextLayout(words.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    # AlignLeft would be mirrored for right-to-left words.
    side = Qt.AlignmentFlag.AlignRight if direction(words) == "rtl" else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
    layout.setTextOption(option)
    high = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, high))
        high += line.height()
    layout.endLayout()
    return layout, ceil(high)


class Cards(QListWidget):
    """Signals: `opened(key)` by Enter or double click, `removeAsked()` by Delete, `renameAsked()` by F2.

    `moved(key, key before which it was put, or "")` comes when a movable card is dropped elsewhere in the list,
    `menuAsked(point on the screen)` for a menu.
    """

    opened = Signal(str)
    moved = Signal(str, str)
    removeAsked = Signal()
    renameAsked = Signal()
    menuAsked = Signal(QPoint)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(_Delegate(self))
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: self.menuAsked.emit(self.viewport().mapToGlobal(at)))
        self.itemActivated.connect(self._open)
        self._cards: list[Card] = []

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show these; the chosen one stays chosen, and the list where it was scrolled to."""
        if list(cards) == self._cards:
            return
        chosen, row, place = self.key(), self.currentRow(), self.verticalScrollBar().value()
        self._cards = list(cards)
        self.blockSignals(True)
        self.clear()
        for card in cards:
            item = QListWidgetItem(card.words, self)
            item.setData(_CARD, card)
            flags = Qt.ItemFlag.ItemIsEnabled
            if card.key:
                flags |= Qt.ItemFlag.ItemIsSelectable
            if card.movable:
                flags |= Qt.ItemFlag.ItemIsDragEnabled
            item.setFlags(flags)
            if len(card.body) > _LONGEST:
                item.setToolTip(card.words)
        self.blockSignals(False)
        if row >= 0 and not self.choose(chosen) and self.count():
            self.setCurrentRow(min(row, self.count() - 1))
        self.verticalScrollBar().setValue(place)

    def cards(self) -> list[Card]:
        """Return the cards as they stand."""
        return list(self._cards)

    def key(self) -> str:
        """Return the key of the card that has the keyboard, "" where none has or it is a heading."""
        row = self.currentRow()
        return self._cards[row].key if 0 <= row < len(self._cards) else ""

    def choose(self, key: str) -> bool:
        """Give a card the keyboard; tell whether it is there."""
        for row, card in enumerate(self._cards):
            if key and card.key == key:
                self.setCurrentRow(row)
                return True
        return False

    def _open(self, item: QListWidgetItem) -> None:
        card: Card = item.data(_CARD)
        if card.key:
            self.opened.emit(card.key)

    # Keys and dragging -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.removeAsked.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.renameAsked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.key():
            self.opened.emit(self.key())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def mimeTypes(self) -> list[str]:
        return [CARD_MIME]

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        data = QMimeData()
        data.setData(CARD_MIME, "\n".join(item.data(_CARD).key for item in items).encode())
        return data

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(CARD_MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        if event.mimeData().hasFormat(CARD_MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if not event.mimeData().hasFormat(CARD_MIME):
            return
        event.setDropAction(Qt.DropAction.CopyAction)  # the list itself moves nothing: what is shown follows the change
        event.accept()
        key = bytes(event.mimeData().data(CARD_MIME).data()).decode()
        if any(card.key == key and card.movable for card in self._cards):
            self.moved.emit(key, self._before(event.position().toPoint()))

    def _before(self, place: QPoint) -> str:
        """Return the key of the card before which something dropped at `place` is put, "" for the end."""
        item = self.itemAt(place)
        if item is None:
            return ""
        row = self.row(item)
        if place.y() > self.visualItemRect(item).center().y():
            row += 1
        return next((card.key for card in self._cards[row:] if card.key), "")
