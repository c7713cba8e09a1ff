"""Places that were found as a Qt list model to tick, and the delegate that draws them with the words set apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from qda.core.concordance import Place
from qda.core.text import direction
from qda.i18n import _
from qda.ui import theme

PLACE = Qt.ItemDataRole.UserRole
_PAD = 6
_BOX = 14
_Index = QModelIndex | QPersistentModelIndex


class PlacesModel(QAbstractListModel):
    """Places in the order in which they were found; `ticked` are the rows that are to be coded."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.places: list[Place] = []
        self.ticked: set[int] = set()

    def show(self, places: Sequence[Place]) -> None:
        """Show these places, none of them ticked."""
        self.beginResetModel()
        self.places, self.ticked = list(places), set()
        self.endResetModel()

    def append(self, places: Sequence[Place]) -> None:
        """Put more places below those that are shown."""
        if places:
            self.beginInsertRows(QModelIndex(), len(self.places), len(self.places) + len(places) - 1)
            self.places += places
            self.endInsertRows()

    def tick(self, rows: Iterable[int], on: bool) -> None:
        """Tick rows or take their ticks away."""
        rows = set(rows)
        self.ticked = self.ticked | rows if on else self.ticked - rows
        if rows:
            self.dataChanged.emit(self.index(min(rows)), self.index(max(rows)), [Qt.ItemDataRole.CheckStateRole])

    def chosen(self) -> list[Place]:
        """Return the ticked places."""
        return [self.places[row] for row in sorted(self.ticked)]

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.places)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.places):
            return None
        place = self.places[index.row()]
        if role == PLACE:
            return place
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if index.row() in self.ticked else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return f"{where(place)}: {place.before}{place.text}{place.after}"
        return None

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.tick([index.row()], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True


def where(place: Place) -> str:
    """Return where a place stands and who said it."""
    parts = [place.source, place.speaker]
    if place.lines:
        words = _("lines {lines}") if "-" in place.lines else _("line {lines}")
        parts.append(words.format(lines=place.lines))
    return " · ".join(part for part in parts if part)


class PlaceDelegate(QStyledItemDelegate):
    """Draws a tick, where a place stands, and its words, bold and underlined, between those around them."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(200, 2 * option.fontMetrics.lineSpacing() + 2 * _PAD + 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        place: Place = index.data(PLACE)
        worn = theme.current()
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, QColor(worn.selection if chosen else worn.surface))
        painter.setPen(QColor(worn.border))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        box = max(_BOX, option.fontMetrics.height() - 4)
        _draw_tick(painter, QRect(rect.left() + 8, rect.top() + _PAD + 2, box, box), index)
        inside = rect.adjusted(box + 20, _PAD, -10, -_PAD)
        metrics = QFontMetrics(option.font)
        painter.setFont(option.font)
        painter.setPen(QColor(worn.text if chosen else worn.muted))
        head = metrics.elidedText(where(place), Qt.TextElideMode.ElideMiddle, inside.width())
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignTop), head)
        painter.setPen(QColor(worn.text))
        _draw_words(painter, option.font, place, inside)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(worn.focus))
            painter.drawRect(rect.adjusted(0, 0, -1, -2))
        painter.restore()


def _draw_tick(painter: QPainter, box: QRect, index: _Index) -> None:
    worn = theme.current()
    on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    painter.setPen(QColor(worn.accent if on else worn.muted))
    painter.setBrush(QColor(worn.accent if on else worn.surface))
    painter.drawRoundedRect(box, 3, 3)
    if on:
        pen = painter.pen()
        pen.setColor(QColor(worn.accent_text))
        pen.setWidthF(2)
        painter.setPen(pen)
        points = ((0.22, 0.52), (0.44, 0.74), (0.8, 0.3))
        side = box.width()
        painter.drawPolyline([QPoint(box.left() + round(side * x), box.top() + round(side * y)) for x, y in points])
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _draw_words(painter: QPainter, font: QFont, place: Place, inside: QRect) -> None:
    """Draw the words of a place on the second line, with as much around them as there is room for."""
    strong = QFont(font)
    # A whole turn has nothing around it from which it would have to be set apart.
    strong.setBold(bool(place.before or place.after))
    strong.setUnderline(strong.bold())
    plain, bold = QFontMetrics(font), QFontMetrics(strong)
    before, words, after = (" ".join(part.split("\n")) for part in (place.before, place.text, place.after))
    words = bold.elidedText(words, Qt.TextElideMode.ElideRight, inside.width())
    rest = max(0, inside.width() - bold.horizontalAdvance(words))
    before = plain.elidedText(before, Qt.TextElideMode.ElideLeft, min(rest, max(rest // 2, inside.width() // 3)))
    after = plain.elidedText(after, Qt.TextElideMode.ElideRight, max(0, rest - plain.horizontalAdvance(before)))
    parts = [(before, font, plain), (words, strong, bold), (after, font, plain)]
    if direction(before + words + after) == "rtl":
        parts.reverse()
        x = inside.right() - sum(metrics.horizontalAdvance(part) for part, _font, metrics in parts)
    else:
        x = inside.left()
    for part, face, metrics in parts:
        wide = metrics.horizontalAdvance(part)
        painter.setFont(face)
        box = QRect(x, inside.top(), wide + 2, inside.height())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignAbsolute), part)
        x += wide
