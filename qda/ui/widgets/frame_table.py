"""The grid of a framework matrix: long summaries wrapped, passages dropped into cells, everything by keys."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from qda.i18n import _
from qda.ui import theme
from qda.ui.models.frame_model import LINE, FrameModel
from qda.ui.widgets.cells_table import CellsTable
from qda.ui.widgets.passage_mime import unpack_all
from qda.ui.widgets.transcript_keys import Meaning, meaning

_PAD = 6
_LINE = 2  # of the grid, and what rounding takes
_COLUMN = 30  # average characters
_FEWEST, _MOST = 3, 10  # lines of a row
_ROW_NAMES = 0.3
_MOVES = {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down", Qt.Key.Key_Right: "in", Qt.Key.Key_Left: "out"}


class FrameTable(CellsTable):
    """Signals: `editAsked(text)` by Return, a double click or typing, `doneAsked()` by Ctrl+Return, `clearAsked()`.

    Also `renameAsked()` by F2, `moveAsked(way)` by Alt+Shift and an arrow (a row up, down, in or out), and
    `dropped(row, column, passages)`.
    """

    first_chosen = True
    editAsked = Signal(str)
    doneAsked = Signal()
    clearAsked = Signal()
    renameAsked = Signal()
    moveAsked = Signal(str)
    dropped = Signal(int, int, list)

    def __init__(self, model: FrameModel, parent: QWidget) -> None:
        super().__init__(model, LINE, parent)
        self._model = model
        self.over = QModelIndex()
        """The cell that would get what is being dragged."""
        self.setAccessibleName(_("Framework matrix"))
        self.setItemDelegate(_Summaries(self))
        self.name_corner(_("Rows of the frame, and its cases"), _("Corner of the table"))
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAcceptDrops(True)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._fit_rows)
        self.doubleClicked.connect(lambda _index: self.editAsked.emit(""))
        self.columns.sectionResized.connect(lambda *_sizes: self._soon.start())
        model.dataChanged.connect(lambda *_cells: self._soon.start())

    def fit(self) -> None:
        """Give columns and rows the room that their words need in the size they have now."""
        letter = self.fontMetrics().averageCharWidth()
        columns = self._model.columnCount()
        self.rows.fit(max(140, int(self.width() * _ROW_NAMES)))
        # Few columns take all the room there is.
        bar = self.verticalScrollBar().sizeHint().width()
        room = (self.width() - self.rows.width() - bar - 2 * self.frameWidth()) // columns if columns else 0
        self.columns.setDefaultSectionSize(max(letter * _COLUMN, room))
        self.columns.fit()
        self._fit_rows()
        self.setMinimumHeight(self.columns.height() + (_FEWEST + 3) * self.fontMetrics().lineSpacing())
        super().fit()

    def _fit_rows(self) -> None:
        metrics = self.fontMetrics()
        for row in range(self._model.rowCount()):
            need = _FEWEST
            for column in range(self._model.columnCount()):
                index = self._model.index(row, column)
                words = self._model.cell(index).summary
                if words:
                    room = QRect(0, 0, self.columnWidth(column) - 2 * _PAD, 100_000)
                    high = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), words).height()
                    need = max(need, -(-high // metrics.lineSpacing()) + bool(self._model.foot(index)))
            high = min(need, _MOST) * metrics.lineSpacing() + 2 * _PAD + _LINE
            if self.rowHeight(row) != high:
                self.setRowHeight(row, high)

    def next_cell(self) -> None:
        """Go to the next cell: to the right, and from the last one to the first of the next row."""
        here, columns = self.currentIndex(), self._model.columnCount()
        place = here.row() * columns + here.column() + 1
        if columns and place < self._model.rowCount() * columns:
            self.setCurrentIndex(self._model.index(place // columns, place % columns))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        both = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if held == Qt.KeyboardModifier.ControlModifier:
                self.doneAsked.emit()
            else:
                self.editAsked.emit("")
        elif event.key() == Qt.Key.Key_F2:
            self.renameAsked.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.clearAsked.emit()
        elif held == both and event.key() in _MOVES:
            self.moveAsked.emit(_MOVES[Qt.Key(event.key())])
        elif meaning(event) is Meaning.TYPE:
            self.editAsked.emit(event.text())
        else:
            super().keyPressEvent(event)

    # Drops -----------------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if unpack_all(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and unpack_all(event.mimeData()):
            # The cell that would get them is marked, and the one in hand stays, with its quotes.
            self._mark(index)
            event.acceptProposedAction()
        else:
            self._mark(QModelIndex())
            event.ignore()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._mark(QModelIndex())

    def _mark(self, index: QModelIndex) -> None:
        if index != self.over:
            self.over = index
            self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        passages = unpack_all(event.mimeData())
        self._mark(QModelIndex())
        if index.isValid() and passages:
            event.acceptProposedAction()
            self.dropped.emit(index.row(), index.column(), passages)


class _Summaries(QStyledItemDelegate):
    """Draws a summary from its beginning, what does not fit cut off, and below it whether it is done."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        assert isinstance(model, FrameModel)
        worn, rect, cell, foot = theme.current(), option.rect, model.cell(index), model.foot(index)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, QColor(worn.selection if chosen else worn.surface))
        inside = rect.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        metrics = option.fontMetrics
        if foot:
            painter.setPen(QColor(worn.text if chosen else worn.success if cell.done else worn.muted))
            words = metrics.elidedText(foot, Qt.TextElideMode.ElideRight, inside.width())
            painter.drawText(inside, int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft), words)
            inside.setBottom(inside.bottom() - metrics.lineSpacing())
        painter.setPen(QColor(worn.text))
        _draw(painter, inside, cell.summary)
        table = self.parent()
        if isinstance(table, FrameTable) and table.over == index:
            painter.setPen(QPen(QColor(worn.accent), 2, Qt.PenStyle.DashLine))
            painter.drawRect(rect.adjusted(2, 2, -3, -3))
        if focused:
            painter.setPen(QColor(worn.focus))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()


def _draw(painter: QPainter, room: QRect, words: str) -> None:
    """Draw as many whole lines of `words` as fit, with dots at the end where there are more."""
    metrics = painter.fontMetrics()
    lines = max(1, room.height() // metrics.lineSpacing())
    flags = int(Qt.TextFlag.TextWordWrap)
    whole = QRect(0, 0, room.width(), 100_000)
    shown = words
    # Words are taken away in steps until the rest fits; a summary that is far too long begins near its place.
    longest = lines * room.width() // max(1, metrics.averageCharWidth() // 2)
    if len(shown) > longest:
        shown = shown[:longest] + "…"
    while len(shown) > 2 and metrics.boundingRect(whole, flags, shown).height() > lines * metrics.lineSpacing():
        cut = shown.rstrip("…").rstrip()[: -max(1, len(shown) // 20)]
        shown = (cut.rpartition(" ")[0] or cut) + "…"
    painter.drawText(room, flags | int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft), shown)
