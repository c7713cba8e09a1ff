"""Quotes to tick: a list of coded passages in which Space and a click on the box say which ones are meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem, QWidget

from qda.core.finding import fold
from qda.core.retrieval import QuoteRow
from qda.i18n import _
from qda.ui import theme
from qda.ui.models.quotes_model import QUOTE, QuotesModel
from qda.ui.widgets.quote_delegate import QuoteDelegate

_ROOM = 30  # for the box, before the quote
_LINES, _PAD = 5, 8
Index = QModelIndex | QPersistentModelIndex


class TickModel(QuotesModel):
    """Quotes of which some are ticked, by their ids; `ticked` is told whenever that changes."""

    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ticks: set[str] = set()
        self._all: Sequence[QuoteRow] = ()
        self._folded: list[str] = []

    def take(self, quotes: Sequence[QuoteRow], colours: dict[str, str]) -> None:
        """Show these quotes, as far as they hold what is looked for; ticks stay."""
        self._all, self._folded = quotes, []
        self.show(quotes, colours)

    def look_for(self, typed: str) -> None:
        """Show only the quotes that hold all words of `typed` in words, source or participant."""
        words = fold(typed).split()
        if words and not self._folded:
            self._folded = [fold(" ".join((row.text, row.source, *row.participants))) for row in self._all]
        kept = zip(self._all, self._folded, strict=True) if words else ()
        self.show([row for row, text in kept if all(word in text for word in words)] if words else self._all)

    def whole(self) -> Sequence[QuoteRow]:
        """Return all quotes, those that are not shown now as well."""
        return self._all

    def chosen(self) -> list[str]:
        """Return the ids of the ticked quotes in their order, shown or not."""
        return [row.id for row in self._all if row.id in self.ticks]

    def tick(self, indexes: Iterable[Index]) -> None:
        """Tick quotes, or where all of them are ticked, untick them."""
        rows = list(indexes)
        ids = {index.data(QUOTE).id for index in rows}
        self.ticks = self.ticks - ids if ids <= self.ticks else self.ticks | ids
        for index in rows:
            self.dataChanged.emit(index, index)
        self.ticked.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        quote = super().data(index, QUOTE)
        if isinstance(quote, QuoteRow):
            if role == Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if quote.id in self.ticks else Qt.CheckState.Unchecked
            if role == Qt.ItemDataRole.AccessibleTextRole and quote.id in self.ticks:
                return _("ticked, {words}").format(words=super().data(index, role))
        return super().data(index, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable


class TickDelegate(QuoteDelegate):
    """Draws the box before the quote."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, option.fontMetrics.lineSpacing() * _LINES + 3 * _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        worn, chosen = theme.current(), bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, QColor(worn.selection if chosen else worn.surface))
        box = QStyleOptionViewItem(option)
        side = option.fontMetrics.height()
        box.rect = QRect(option.rect.left() + 8, option.rect.top() + _PAD, side, side)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        off = QStyle.StateFlag.State_On | QStyle.StateFlag.State_Off
        box.state = (box.state & ~off) | (QStyle.StateFlag.State_On if ticked else QStyle.StateFlag.State_Off)
        widget = option.widget
        style = widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck, box, painter, widget)
        quote = QStyleOptionViewItem(option)
        quote.rect = option.rect.adjusted(room(side), 0, 0, 0)
        super().paint(painter, quote, index)


def room(side: int) -> int:
    """Return how much room a box of that side takes before a quote."""
    return max(_ROOM, side + 14)


class TickList(QListView):
    """The list: Space ticks what is chosen, a click on a box its quote."""

    def __init__(self, model: TickModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._ticks = model
        self.setModel(model)
        self.setItemDelegate(TickDelegate(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            current = self.currentIndex()
            rows = self.selectionModel().selectedIndexes() or ([current] if current.isValid() else [])
            self._ticks.tick(rows)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        index = self.indexAt(place)
        if index.isValid() and place.x() - self.visualRect(index).left() < room(self.fontMetrics().height()):
            self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.ClearAndSelect)
            self._ticks.tick([index])
        else:
            super().mousePressEvent(event)
