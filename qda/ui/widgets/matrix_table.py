"""The table of a matrix: figures on heat colours, read by Return or a click, copied as it looks."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
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
from qda.ui.copying import CopiedCell, put_table
from qda.ui.heat import shade
from qda.ui.models.matrix_model import HEAD, SHARE, TOTAL, WORDS, MatrixModel
from qda.ui.widgets.cells_table import CellsTable
from qda.ui.widgets.table_rows import row_height

_ROW_NAMES = 0.4  # of the table's width, at most, for the names of rows
_FEWEST = 5  # rows in sight, also where words are large
_FIGURES, _FEW_WORDS = 8, 26  # average characters of a column


class MatrixTable(CellsTable):
    """Signals: `readAsked(index)` for Return, a click or a double click on a cell; the heads sort by themselves."""

    readAsked = Signal(QModelIndex)

    def __init__(self, model: MatrixModel, parent: QWidget) -> None:
        super().__init__(model, HEAD, parent)
        self._model = model
        self.heat = True
        self.setAccessibleName(_("Matrix"))
        self.setItemDelegate(_Cells(self))
        self.name_corner(_("Choose all cells (Ctrl+A)"), _("Choose all cells"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.clicked.connect(self.readAsked)
        self.columns.sectionClicked.connect(model.sort_rows)
        self.rows.sectionClicked.connect(model.sort_columns)

    def fit(self) -> None:
        """Give rows, columns and heads the room that their words need in the size they have now."""
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().lineSpacing()
        words = self._model.mode == WORDS
        self.rows.fit(max(160, int(self.width() * _ROW_NAMES)))
        # Two lines where names are long, or words stand in the cells.
        self.rows.setDefaultSectionSize(row_height(self) + (line if words or self.rows.tight else 0))
        self.columns.setDefaultSectionSize(letter * (_FEW_WORDS if words else _FIGURES))
        self.columns.fit()
        self.setMinimumHeight(self.columns.height() + _FEWEST * row_height(self))
        super().fit()

    def show_heat(self, on: bool) -> None:
        """Colour the cells by their numbers, or not."""
        self.heat = on
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.readAsked.emit(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    copies_looks = True

    # Copying ---------------------------------------------------------------------------------------------------------

    def copy(self) -> None:
        """Put the chosen cells, all where there is one only, on the clipboard: as a table and as words with tabs."""
        chosen = self.selectionModel().selection()
        if chosen.count() and len(chosen.indexes()) > 1:
            box = chosen.first()
            rows, columns = range(box.top(), box.bottom() + 1), range(box.left(), box.right() + 1)
        else:
            rows, columns = range(self._model.rowCount()), range(self._model.columnCount())
        top, *lines = self._lines(rows, columns)
        cells = [
            [
                CopiedCell(first),
                *(self._cell(row, column, words) for column, words in zip(columns, others, strict=True)),
            ]
            for row, (first, *others) in zip(rows, lines, strict=True)
        ]
        put_table(top, cells)

    def _lines(self, rows: range, columns: range) -> list[list[str]]:
        def head(section: int, way: Qt.Orientation) -> str:
            found = self._model.head(section, way)
            return found.path or found.name

        top = ["", *(head(column, Qt.Orientation.Horizontal) for column in columns)]
        return [
            top,
            *(
                [
                    head(row, Qt.Orientation.Vertical),
                    *(self._model.text(self._model.index(row, column)) for column in columns),
                ]
                for row in rows
            ),
        ]

    def _cell(self, row: int, column: int, words: str) -> CopiedCell:
        share = self._model.index(row, column).data(SHARE)
        shaded = bool(self.heat and share) and self._model.mode != WORDS
        # On paper it is as light as it can be, whatever the window wears.
        ground = shade(theme.load("light"), share)[0] if shaded else ""
        return CopiedCell(words, number=self._model.mode != WORDS, ground=ground)


class _Cells(QStyledItemDelegate):
    """Draws the cells: figures at the right, of one width each, on a ground by their share of the greatest."""

    def __init__(self, table: MatrixTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        worn, rect = theme.current(), option.rect
        model = self._table.model()
        assert isinstance(model, MatrixModel)
        ground, ink = worn.surface, worn.text
        share, total = index.data(SHARE), index.data(TOTAL)
        if total:
            ground = worn.bg
        elif not model.number(index):
            ink = worn.muted
        elif self._table.heat and share and model.mode not in (WORDS, "dots"):
            ground, ink = shade(worn, share)
        if option.state & QStyle.StateFlag.State_Selected and not option.state & QStyle.StateFlag.State_HasFocus:
            ground, ink = worn.selection, worn.text
        painter.save()
        painter.fillRect(rect, QColor(ground))
        font = QFont(option.font)
        if total:
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        _draw(painter, QFontMetrics(font), rect.adjusted(6, 2, -6, -2), model.text(index), model.mode)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(worn.focus))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()


def _draw(painter: QPainter, metrics: QFontMetrics, room: QRect, words: str, mode: str) -> None:
    if mode == WORDS:
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        most = max(1, room.height() // metrics.lineSpacing()) * room.width() - metrics.averageCharWidth() * 6
        painter.drawText(room, int(flags), metrics.elidedText(words, Qt.TextElideMode.ElideRight, most))
        return
    side = Qt.AlignmentFlag.AlignHCenter if mode == "dots" else Qt.AlignmentFlag.AlignRight
    painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), words)
