"""What the tables of matrices share: heads with long names, the cell that stays chosen, room that follows the words."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QEvent
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QTableView, QWidget

from qda.ui.copying import copy_view
from qda.ui.widgets.table_heads import ColumnHead, RowHead


class CellsTable(QTableView):
    """A table in which one cell has the keyboard, also after its model was filled anew.

    `head` is the role by which the model gives the name of a row. The classes below say how much room words need
    (:meth:`fit`); `first_chosen` whether a cell is chosen as soon as there is one.
    """

    first_chosen = False

    def __init__(self, model: QAbstractTableModel, head: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._kept = (0, 0) if self.first_chosen else (-1, -1)
        self.setModel(model)
        self.columns, self.rows = ColumnHead(self), RowHead(self, head)
        self.setHorizontalHeader(self.columns)
        self.setVerticalHeader(self.rows)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        model.modelAboutToBeReset.connect(self._leave)
        model.modelReset.connect(self._come)

    def name_corner(self, tip: str, name: str) -> None:
        """Say what the button between the two heads is."""
        corner = self.findChild(QAbstractButton)
        if isinstance(corner, QAbstractButton):
            corner.setToolTip(tip)
            corner.setAccessibleName(name)

    def fit(self) -> None:
        """Give rows, columns and heads the room that their words need in the size they have now."""
        self.updateGeometries()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_view(self)
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        here = self.currentIndex()
        if here.isValid():
            self._kept = (here.row(), here.column())

    def _come(self) -> None:
        self.fit()
        rows, columns = self.model().rowCount(), self.model().columnCount()
        row, column = self._kept
        if row >= 0 and rows and columns:
            self.selectionModel().setCurrentIndex(
                self.model().index(min(row, rows - 1), min(column, columns - 1)),
                self.selectionModel().SelectionFlag.ClearAndSelect,
            )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "columns"):
            self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount() and self.model().columnCount():
            self.setCurrentIndex(self.model().index(0, 0))
