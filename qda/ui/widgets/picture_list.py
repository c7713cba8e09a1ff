"""Pictures as they are printed, on white paper, and a list of them to choose from; each is drawn when it is seen."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPen, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qda.core.easyread import pictures
from qda.core.easyread.own_pictures import drawing_data
from qda.core.easyread.picture_files import SVG
from qda.core.easyread.picture_search import Found
from qda.errors import QdaError
from qda.i18n import _, n_
from qda.ui import theme
from qda.ui.workspace import Workspace

_EDGE = 6  # pixels of paper around a picture
_REMEMBERED = 400
_LETTERS = 11  # characters that stand in one line below a picture


def picture_on_paper(media: str, data: bytes, side: int, ratio: float = 1.0) -> QPixmap:
    """Return a picture in a white square of `side` pixels; the square is empty where it can't be drawn."""
    paper = QPixmap(round(side * ratio), round(side * ratio))
    paper.setDevicePixelRatio(ratio)
    paper.fill(QColor("white"))
    room = QRectF(_EDGE, _EDGE, side - 2 * _EDGE, side - 2 * _EDGE)
    painter = QPainter(paper)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    if media == SVG:
        renderer = QSvgRenderer(QByteArray(data))
        if renderer.isValid():
            renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
            renderer.render(painter, room)
    else:
        image = QImage.fromData(data)
        if not image.isNull():
            size = image.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(room.center())
            painter.drawImage(place, image)
    painter.end()
    return paper


def found_file(workspace: Workspace, one: Found) -> tuple[str, bytes]:
    """Return type and bytes of a picture that was found, ("", b"") where its file is missing."""
    try:
        if one.drawing:
            return one.media, drawing_data(one.drawing)
        media, data = workspace.read(pictures.picture_file, one.picture_id)
        return str(media), bytes(data)
    except QdaError:
        return "", b""


class PicturesModel(QAbstractListModel):
    """Pictures that were found; `side` is how large each is drawn."""

    def __init__(self, load: Callable[[Found], tuple[str, bytes]], parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Found] = []
        self.side = 64
        self._load, self._view = load, parent
        self._drawn: OrderedDict[tuple[str, str, bytes, int], QIcon] = OrderedDict()

    def show_rows(self, rows: Sequence[Found]) -> None:
        """Show other pictures."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one.idea or one.words or _("Without words")
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icon(one)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            used = n_("shown {n} time", "shown {n} times", one.used) if one.used else ""
            return ", ".join(part for part in (one.idea, one.words, used) if part)
        return None

    def _icon(self, one: Found) -> QIcon:
        key = (one.picture_id, one.drawing, one.hash, self.side)
        if key not in self._drawn:
            if len(self._drawn) >= _REMEMBERED:
                self._drawn.popitem(last=False)
            media, data = self._load(one)
            self._drawn[key] = QIcon(picture_on_paper(media, data, self.side, self._view.devicePixelRatioF()))
        return self._drawn[key]


class _Drawn(QStyledItemDelegate):
    """Draws a picture on its paper and its word below, in two lines at most."""

    side = QSize(72, 72)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        worn, room = theme.current(), option.rect.adjusted(4, 4, -4, -4)
        side = self.side.width()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.setPen(QPen(QColor(worn.focus), 2))
            painter.setBrush(QColor(worn.selection))
            painter.drawRoundedRect(room, 6, 6)
        left = room.left() + (room.width() - side) // 2
        icon: QIcon = index.data(Qt.ItemDataRole.DecorationRole)
        icon.paint(painter, left, room.top() + 4, side, side)
        painter.setPen(QColor(worn.text))
        words = QRect(room.left() + 2, room.top() + side + 6, room.width() - 4, room.height() - side - 8)
        flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(words, flags, str(index.data(Qt.ItemDataRole.DisplayRole)))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        side = self.side.width()
        return QSize(side + 28, side + 2 * option.fontMetrics.lineSpacing() + 20)


class PictureList(QListView):
    """Pictures side by side with a word below each. Signals: `chosen(row or -1)`, `taken` for Enter or two clicks."""

    chosen = Signal(int)
    taken = Signal()

    def __init__(self, workspace: Workspace, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._model = PicturesModel(lambda one: found_file(workspace, one), self)
        self.setModel(self._model)
        self._delegate = _Drawn(self)
        self.setItemDelegate(self._delegate)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setUniformItemSizes(True)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(lambda now, _before: self.chosen.emit(now.row()))
        self.activated.connect(lambda _index: self.taken.emit())
        self._measure()

    def show_rows(self, rows: Sequence[Found]) -> None:
        """Show other pictures, none of them chosen."""
        self._model.show_rows(rows)
        self.scrollToTop()

    def row(self) -> int:
        """Return the row that is chosen, or -1."""
        return self.currentIndex().row()

    def one(self) -> Found | None:
        """Return the picture that is chosen."""
        return self._model.rows[self.row()] if 0 <= self.row() < len(self._model.rows) else None

    def choose(self, row: int) -> None:
        """Choose a row."""
        self.setCurrentIndex(self._model.index(row, 0))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_model"):
            self._measure()

    def _measure(self) -> None:
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().lineSpacing()
        self._model.side = max(72, letter * _LETTERS)
        size = QSize(self._model.side, self._model.side)
        self._delegate.side = size
        self.setGridSize(QSize(size.width() + 28, size.height() + 2 * line + 20))
