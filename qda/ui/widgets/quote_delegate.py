"""Draws quotes in a list: where, who, the words, the code and what it was picked as; and headings between them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from qda.core.retrieval import QuoteRow
from qda.core.text import direction
from qda.ui import theme
from qda.ui.models.quotes_model import Heading, QuotesModel, where

_LINES = 3
_PAD = 8


def heights(metrics: QFontMetrics) -> tuple[int, int]:
    """Return how high the row of a quote and that of a heading are, so that thousands scroll like ten."""
    return metrics.lineSpacing() * (_LINES + 2) + 3 * _PAD, metrics.lineSpacing() + 2 * _PAD


class QuoteDelegate(QStyledItemDelegate):
    """Draws rows of the two heights; the whole of a long quote stands in the tooltip."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        assert isinstance(model, QuotesModel)
        row = model.rows[index.row()]
        painter.save()
        painter.setFont(option.font)
        if isinstance(row, Heading):
            _draw_heading(painter, option, row)
        else:
            _draw_quote(painter, option, row, model)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(theme.current().focus))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        painter.restore()


def _draw_heading(painter: QPainter, option: QStyleOptionViewItem, heading: Heading) -> None:
    worn, rect = theme.current(), option.rect
    painter.fillRect(rect, QColor(worn.raised))
    painter.setPen(QColor(worn.border))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    font = QFont(option.font)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(worn.text))
    inside, metrics = rect.adjusted(14, 0, -12, 0), QFontMetrics(font)
    number = str(heading.count)
    painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), number)
    inside.setRight(inside.right() - metrics.horizontalAdvance(number) - 12)
    words = metrics.elidedText(heading.group.words, Qt.TextElideMode.ElideMiddle, inside.width())
    painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)


def _draw_quote(painter: QPainter, option: QStyleOptionViewItem, quote: QuoteRow, model: QuotesModel) -> None:
    worn = theme.current()
    rect: QRect = option.rect
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    painter.fillRect(rect, QColor(worn.selection if chosen else worn.surface))
    painter.setPen(QColor(worn.border))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    stripe = QColor(worn.code(model.colours.get(quote.code_id, "slate")).stripe)
    painter.fillRect(QRect(rect.left(), rect.top() + _PAD, 4, rect.height() - 2 * _PAD), stripe)
    inside = rect.adjusted(14, _PAD, -12, -_PAD)
    font: QFont = option.font
    metrics = QFontMetrics(font)
    quiet = QColor(worn.text if chosen else worn.muted)
    painter.setPen(quiet)
    head = metrics.elidedText(where(quote), Qt.TextElideMode.ElideMiddle, inside.width())
    painter.drawText(inside, int(Qt.AlignmentFlag.AlignTop), head)
    foot = QRect(inside)
    signs = "  ".join(model.signs_of(quote))
    if signs:
        # What it was picked as may take two thirds of the line; the code has its colour besides.
        signs = metrics.elidedText(signs, Qt.TextElideMode.ElideRight, inside.width() * 2 // 3)
        painter.setPen(QColor(worn.text))
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight), signs)
        foot.setRight(foot.right() - metrics.horizontalAdvance(signs) - 12)
        painter.setPen(quiet)
    # Of a path both ends tell most, of other words the beginning.
    cut = Qt.TextElideMode.ElideMiddle if quote.code_id else Qt.TextElideMode.ElideRight
    code = metrics.elidedText(quote.code, cut, foot.width())
    painter.drawText(foot, int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft), code)
    painter.setPen(QColor(worn.text))
    words = inside.adjusted(0, metrics.lineSpacing() + 2, 0, -metrics.lineSpacing() - 2)
    _draw_words(painter, font, quote.text, words)


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
