"""Quotes as a Qt list model and the delegate that draws them: where, who, the words, the code."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from qda.core.retrieval import QuoteRow
from qda.core.text import direction
from qda.i18n import _
from qda.ui import theme

QUOTE = Qt.ItemDataRole.UserRole
_LINES = 3
_PAD = 8


class QuotesModel(QAbstractListModel):
    """Quotes of codes; `colours` by code id, `starred` the ids of codings whose passage is chosen for a theme."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.quotes: Sequence[QuoteRow] = ()
        self.colours: dict[str, str] = {}
        self.starred: frozenset[tuple[str, int, int]] = frozenset()

    def show(self, quotes: Sequence[QuoteRow], colours: dict[str, str] | None = None) -> None:
        """Show these quotes."""
        self.beginResetModel()
        self.quotes = quotes
        if colours is not None:
            self.colours = colours
        self.endResetModel()

    def replace(self, gone: Collection[str], fresh: Sequence[QuoteRow], order: Callable[[QuoteRow], Any]) -> None:
        """Take the quotes with the ids `gone` away and put `fresh` ones in their places by `order`; the rest stays."""
        quotes = list(self.quotes)
        self.quotes = quotes
        for row in [row for row, quote in enumerate(quotes) if quote.id in gone][::-1] if gone else ():
            self.beginRemoveRows(QModelIndex(), row, row)
            del quotes[row]
            self.endRemoveRows()
        for quote in fresh:
            row = bisect_left(quotes, order(quote), key=order)
            self.beginInsertRows(QModelIndex(), row, row)
            quotes.insert(row, quote)
            self.endInsertRows()

    def star(self, passages: frozenset[tuple[str, int, int]]) -> None:
        """Mark the quotes whose (source id, start, end) is among `passages` as chosen."""
        self.starred = passages
        if self.quotes:
            self.dataChanged.emit(self.index(0), self.index(len(self.quotes) - 1))

    def is_starred(self, quote: QuoteRow) -> bool:
        """Tell whether the passage of a quote is chosen."""
        return (quote.source_id, quote.start, quote.end) in self.starred

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.quotes)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.quotes):
            return None
        quote = self.quotes[index.row()]
        if role == QUOTE:
            return quote
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            chosen = _("chosen") + ", " if self.is_starred(quote) else ""
            return f"{chosen}{where(quote)}: {quote.text} ({quote.code})"
        if role == Qt.ItemDataRole.ToolTipRole:
            words = quote.text if len(quote.text) < 1_500 else quote.text[:1_500] + " …"
            return f"{where(quote)}\n{quote.code}\n\n{words}" + (f"\n\n{quote.note}" if quote.note else "")
        return None


def where(quote: QuoteRow) -> str:
    """Return who said it and where it stands: participant, source, lines."""
    parts = [*quote.participants, quote.source]
    if quote.lines:
        parts.append(
            _("lines {lines}").format(lines=quote.lines) if "-" in quote.lines else f"{_('line')} {quote.lines}"
        )
    return " · ".join(parts)


class QuoteDelegate(QStyledItemDelegate):
    """Draws a quote in a row of fixed height, so that thousands scroll like ten; the whole stands in the tooltip."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        line = option.fontMetrics.lineSpacing()
        return QSize(200, line * (_LINES + 2) + 3 * _PAD)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        quote: QuoteRow = index.data(QUOTE)
        model = index.model()
        worn = theme.current()
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, QColor(worn.selection if chosen else worn.surface))
        painter.setPen(QColor(worn.border))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        colours = getattr(model, "colours", {})
        stripe = QColor(worn.code(colours.get(quote.code_id, "slate")).stripe)
        painter.fillRect(QRect(rect.left(), rect.top() + _PAD, 4, rect.height() - 2 * _PAD), stripe)
        inside = rect.adjusted(14, _PAD, -12, -_PAD)
        font: QFont = option.font
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(worn.text if chosen else worn.muted))
        starred = isinstance(model, QuotesModel) and model.is_starred(quote)
        head = ("★ " if starred else "") + where(quote)
        painter.drawText(
            inside,
            int(Qt.AlignmentFlag.AlignTop),
            metrics.elidedText(head, Qt.TextElideMode.ElideMiddle, inside.width()),
        )
        painter.drawText(
            inside,
            int(Qt.AlignmentFlag.AlignBottom),
            metrics.elidedText(quote.code, Qt.TextElideMode.ElideMiddle, inside.width()),
        )
        painter.setPen(QColor(worn.text))
        words = inside.adjusted(0, metrics.lineSpacing() + 2, 0, -metrics.lineSpacing() - 2)
        _draw_words(painter, font, quote.text, words)
        painter.restore()


def _draw_words(painter: QPainter, font: QFont, text: str, room: QRect) -> None:
    """Draw at most as many lines of `text` as fit, the last one cut off with dots."""
    # Only what can be seen is laid out: a passage may be a whole interview.
    shown = " ".join(text[: 40 + room.width()].split())
    layout = QTextLayout(shown, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    metrics = QFontMetrics(font)
    # AlignLeft means the leading side: a painter mirrors it for right-to-left words unless it is absolute.
    side = Qt.AlignmentFlag.AlignAbsolute | (
        Qt.AlignmentFlag.AlignRight if direction(shown) == "rtl" else Qt.AlignmentFlag.AlignLeft
    )
    layout.beginLayout()
    for number in range(_LINES):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(room.width())
        end = line.textStart() + line.textLength()
        part = shown[line.textStart() : end].rstrip() if number < _LINES - 1 else shown[line.textStart() :]
        part = metrics.elidedText(part, Qt.TextElideMode.ElideRight, room.width())
        box = QRect(room.left(), room.top() + number * metrics.lineSpacing(), room.width(), metrics.lineSpacing())
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), part)
    layout.endLayout()
