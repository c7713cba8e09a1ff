"""A table of rows that are read: Return and a double click ask for what is behind a row."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from qda.i18n import _
from qda.ui.copying import copy_view
from qda.ui.models.ratings_model import RatingsModel
from qda.ui.widgets.table_rows import fit_rows

_WIDEST, _FIRST = 26, 40  # average characters of a column, and of the first one


class RatingsTable(QTableView):
    """Signal: `readAsked(index)`."""

    readAsked = Signal(QModelIndex)

    def __init__(self, model: RatingsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(_("Ratings"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setStretchLastSection(True)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.doubleClicked.connect(self.readAsked)
        model.modelReset.connect(self.fit)

    def fit(self) -> None:
        """Give rows and columns the room that their words need, within limits."""
        fit_rows(self)
        letter = self.fontMetrics().averageCharWidth()
        for column in range(self.model().columnCount()):
            head = self.horizontalHeader().sectionSizeHint(column) + 8
            most = letter * (_WIDEST if column else _FIRST)
            self.setColumnWidth(column, max(head, min(self.sizeHintForColumn(column) + 8, most)))

    def choose_something(self) -> None:
        """Let a row be chosen where there is one."""
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.readAsked.emit(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            copy_view(self)
        else:
            super().keyPressEvent(event)
