"""The list of memos: three lines each, with heads between groups."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qda.ui import theme
from qda.ui.models.memos_model import CARD, Between, Listed, MemosModel, facts, opening

_PAD, _EDGE = 6, 12
_Index = QModelIndex | QPersistentModelIndex


class MemoList(QListView):
    """Signals: `chosen(memo id)` when another row is current, `opened()` by Enter or double click.

    `deleteAsked()` and `renameAsked()` come from Delete and F2.
    """

    chosen = Signal(str)
    opened = Signal()
    deleteAsked = Signal()
    renameAsked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = MemosModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Lines(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.activated.connect(lambda _index: self.opened.emit())
        self._quiet = False
        self.selectionModel().currentChanged.connect(self._tell)

    def current(self) -> str:
        """Return the id of the chosen memo, or ""."""
        card = self.currentIndex().data(CARD) if self.currentIndex().isValid() else None
        return "" if card is None else card.id

    def choose(self, memo_id: str) -> None:
        """Choose a memo, without telling of it; one that is not listed is not chosen."""
        row = self.rows.row_of(memo_id)
        self._quiet = True
        if self.current() != memo_id or row < 0:
            self.setCurrentIndex(self.rows.index(row) if row >= 0 else QModelIndex())
        if row >= 0:
            self.scrollTo(self.currentIndex())
        self._quiet = False

    def _tell(self, now: QModelIndex, _before: QModelIndex) -> None:
        card = now.data(CARD) if now.isValid() else None
        if card is not None and not self._quiet:
            self.chosen.emit(card.id)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Go over heads, which can't be chosen, in the direction of the key."""
        index = super().moveCursor(action, modifiers)
        back = (QAbstractItemView.CursorAction.MoveUp, QAbstractItemView.CursorAction.MovePageUp)
        step = -1 if action in (*back, QAbstractItemView.CursorAction.MoveEnd) else 1
        while index.isValid() and isinstance(self.rows.rows[index.row()], Between):
            index = self.rows.index(index.row() + step)
        return index if index.isValid() else self.currentIndex()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.current():
            self.deleteAsked.emit()
        elif event.key() == Qt.Key.Key_F2 and self.current():
            self.renameAsked.emit()
        else:
            super().keyPressEvent(event)


class _Lines(QStyledItemDelegate):
    """Draws a memo: its heading, then kind, author and date, then words of it with what was found."""

    def __init__(self, view: MemoList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        line = option.fontMetrics.lineSpacing()
        row = self._view.rows.rows[index.row()]
        if isinstance(row, Between) and row.quiet:
            wide = max(80, self._view.viewport().width() - 2 * _EDGE)
            room = QRect(0, 0, wide, 10_000)
            high = option.fontMetrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), row.words).height()
            return QSize(120, high + 2 * _PAD)
        return QSize(120, line + 2 * _PAD if isinstance(row, Between) else 3 * line + 2 * _PAD + 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = self._view.rows.rows[index.row()]
        painter.save()
        painter.setFont(option.font)
        if isinstance(row, Between):
            _draw_between(painter, option, row)
        else:
            _draw_memo(painter, option, row)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(theme.current().focus))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        painter.restore()


def _semibold(font: QFont) -> QFont:
    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    return strong


def _draw_between(painter: QPainter, option: QStyleOptionViewItem, row: Between) -> None:
    worn, rect = theme.current(), option.rect
    painter.fillRect(rect, QColor(worn.bg if row.quiet else worn.raised))
    inside = rect.adjusted(_EDGE, 0, -_EDGE, 0)
    painter.setPen(QColor(worn.muted if row.quiet else worn.text))
    if row.quiet:
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap), row.words)
        return
    painter.setFont(_semibold(option.font))
    words = painter.fontMetrics().elidedText(row.words, Qt.TextElideMode.ElideMiddle, inside.width())
    painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)


def _draw_memo(painter: QPainter, option: QStyleOptionViewItem, row: Listed) -> None:
    worn = theme.current()
    rect: QRect = option.rect
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    painter.fillRect(rect, QColor(worn.selection if chosen else worn.surface))
    painter.setPen(QColor(worn.border))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    inside = rect.adjusted(_EDGE, _PAD, -_EDGE, -_PAD)
    metrics: QFontMetrics = option.fontMetrics
    line = metrics.lineSpacing()
    painter.setPen(QColor(worn.text))
    strong = _semibold(option.font)
    painter.setFont(strong)
    head = QFontMetrics(strong).elidedText(row.card.heading, Qt.TextElideMode.ElideRight, inside.width())
    painter.drawText(QRect(inside.left(), inside.top(), inside.width(), line), int(Qt.AlignmentFlag.AlignLeft), head)
    painter.setFont(option.font)
    painter.setPen(QColor(worn.text if chosen else worn.muted))
    told = metrics.elidedText(facts(row.card), Qt.TextElideMode.ElideRight, inside.width())
    second = QRect(inside.left(), inside.top() + line + 2, inside.width(), line)
    painter.drawText(second, int(Qt.AlignmentFlag.AlignLeft), told)
    painter.setPen(QColor(worn.text))
    third = QRect(inside.left(), inside.top() + 2 * line + 4, inside.width(), line)
    _draw_words(painter, option.font, row, third)


def _draw_words(painter: QPainter, font: QFont, row: Listed, room: QRect) -> None:
    """Draw the words of a memo on one line, what was found in them semibold and underlined."""
    words = opening(row)
    spans = row.found.spans if row.found is not None else ()
    if spans and QFontMetrics(font).horizontalAdvance(words[: spans[0][1]]) > room.width() * 2 // 3:
        # What was found is brought into sight.
        cut = words.rfind(" ", 0, max(0, spans[0][0] - 12)) + 1
        words, spans = f"… {words[cut:]}", tuple((start - cut + 2, end - cut + 2) for start, end in spans)
    shown = QFontMetrics(_semibold(font)).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    layout = QTextLayout(shown, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.setFormats([_emphasis(shown, start, end) for start, end in spans if end <= len(shown)])
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(room.width())
    layout.endLayout()
    layout.draw(painter, QPointF(room.left(), room.top()))


def _emphasis(words: str, start: int, end: int) -> QTextLayout.FormatRange:
    emphasis = QTextLayout.FormatRange()
    emphasis.start, emphasis.length = (len(part.encode("utf-16-le")) // 2 for part in (words[:start], words[start:end]))
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.DemiBold)
    look.setFontUnderline(True)
    emphasis.format = look
    return emphasis
