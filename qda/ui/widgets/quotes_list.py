"""The list of quotes: rows of two heights of which none is measured, and keys that do something with a quote."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from qda.i18n import _
from qda.ui.copying import copy_view
from qda.ui.models.quotes_model import Heading, QuotesModel
from qda.ui.widgets.quote_delegate import QuoteDelegate, heights
from qda.ui.widgets.transcript_keys import Meaning, meaning


class QuotesList(QTableView):
    """Quotes below each other. A list view would ask each of 5,000 rows how high it is; a table is told.

    Signals: `spacePressed()`, `typed(text)` for what would write, `entered()` when the keyboard comes.
    """

    spacePressed = Signal()
    typed = Signal(str)
    entered = Signal()

    def __init__(self, model: QuotesModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.setAccessibleName(_("Quotes"))
        self.setModel(model)
        self.setItemDelegate(QuoteDelegate(self))
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        model.modelReset.connect(self._size_rows)
        model.rowsInserted.connect(self._size_new)
        self._size_rows()

    def _size_rows(self) -> None:
        """Tell the rows how high they are."""
        quote, heading = heights(self.fontMetrics())
        header = self.verticalHeader()
        header.setMinimumSectionSize(heading)
        header.setDefaultSectionSize(quote)
        header.blockSignals(True)
        for place, row in enumerate(self._model.rows):
            wanted = heading if isinstance(row, Heading) else quote
            # A heading of what was shown before may have stood there.
            if header.sectionSize(place) != wanted:
                header.resizeSection(place, wanted)
        header.blockSignals(False)
        self.updateGeometries()

    def _size_new(self, _parent: QModelIndex, first: int, last: int) -> None:
        heading = heights(self.fontMetrics())[1]
        for place in range(first, last + 1):
            if isinstance(self._model.rows[place], Heading):
                self.verticalHeader().resizeSection(place, heading)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_model"):
            self._size_rows()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.entered.emit()
        self._begin()
        super().focusInEvent(event)

    def _begin(self) -> None:
        if not self.currentIndex().isValid() and self._model.count:
            # The first quote takes the keyboard; nobody wants to work on a heading.
            self.setCurrentIndex(self._model.index(int(isinstance(self._model.rows[0], Heading))))

    def take_keyboard(self) -> None:
        """Take the keyboard, with a quote to work on; also where it was here already."""
        self.setFocus()
        self._begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.spacePressed.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            copy_view(self)
        elif meaning(event) is Meaning.TYPE:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Go to the first and last row by Home and End; a table would stay in the row."""
        rows = self._model.rowCount()
        if rows and action == QAbstractItemView.CursorAction.MoveHome:
            return self._model.index(0)
        if rows and action == QAbstractItemView.CursorAction.MoveEnd:
            return self._model.index(rows - 1)
        return super().moveCursor(action, modifiers)
