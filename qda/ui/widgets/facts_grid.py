"""The grid of facts: cells typed in as their types want it, copied and pasted like a spreadsheet's, filled down."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QCompleter,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from qda.core.attribute_types import SEVERAL
from qda.i18n import _
from qda.ui.models.facts_model import FactsFilter, FactsModel
from qda.ui.widgets.table_rows import fit_rows

_Index = QModelIndex | QPersistentModelIndex
_CTRL = Qt.KeyboardModifier.ControlModifier
_WIDEST, _NARROWEST = 34, 12  # average characters of a column
Written = list[tuple[int, int, str]]
"""Cells as (row, column, words), rows and columns of the model behind the filter."""


class FactsGrid(QTableView):
    """Signals: `written(cells)` for what is pasted, filled down or cleared at once, `removeAsked` for Delete on a name,
    `menuAsked(point)` for the menu of a column."""

    written = Signal(list)
    removeAsked = Signal()
    menuAsked = Signal(QPoint)

    def __init__(self, model: FactsModel, proxy: FactsFilter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._proxy = model, proxy
        self.setModel(proxy)
        self.setItemDelegate(_Cells(self))
        self.setAccessibleName(_("What is known"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.AnyKeyPressed | triggers.DoubleClicked)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(True)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._menu_of_head)
        self.setSortingEnabled(True)

    def fit(self) -> None:
        """Give rows and columns the room that their words need, within limits."""
        fit_rows(self)
        letter = self.fontMetrics().averageCharWidth()
        for column in range(self._proxy.columnCount()):
            head = self.horizontalHeader().sectionSizeHint(column) + 8
            words = max(self.sizeHintForColumn(column) + 8, letter * _NARROWEST)
            self.setColumnWidth(column, max(head, min(words, letter * _WIDEST)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_proxy"):
            self.fit()

    def place(self, index: _Index) -> tuple[int, int]:
        """Return row and column of a cell in the model behind the filter."""
        behind = self._proxy.mapToSource(index)
        return behind.row(), behind.column()

    def go_to(self, row: int, column: int) -> None:
        """Choose a cell of the model behind the filter."""
        index = self._proxy.mapFromSource(self._model.index(row, column))
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    def chosen_rows(self) -> list[int]:
        """Return the rows of the model in which anything is chosen, in the order shown."""
        rows = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        return [self.place(self._proxy.index(row, 0))[0] for row in rows]

    def _menu_of_head(self, at: QPoint) -> None:
        column = self.horizontalHeader().logicalIndexAt(at)
        here = self.currentIndex()
        if column >= 0:
            index = self._proxy.index(max(0, here.row()), column)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.menuAsked.emit(self.horizontalHeader().viewport().mapToGlobal(at))

    # Keys ------------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() == Qt.Key.Key_D and event.modifiers() == _CTRL:
            self.fill_down()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if self.currentIndex().isValid() and self.currentIndex().column() == 0:
                self.removeAsked.emit()
            else:
                self.clear()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            # The field in a cell hands its own Return on; the cell is closing then.
            if self.state() != QAbstractItemView.State.EditingState:
                self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _box(self) -> tuple[range, range]:
        """Return the rows and columns that are chosen, as shown."""
        chosen = self.selectionModel().selection()
        if not chosen.count():
            here = self.currentIndex()
            return range(here.row(), here.row() + here.isValid()), range(here.column(), here.column() + 1)
        box = chosen.first()
        return range(box.top(), box.bottom() + 1), range(box.left(), box.right() + 1)

    def copy(self) -> None:
        """Put the chosen cells on the clipboard, with tabs between; the whole table with its heads where one is."""
        rows, columns = self._box()
        lines = []
        if len(rows) * len(columns) < 2:
            rows, columns = range(self._proxy.rowCount()), range(self._proxy.columnCount())
            heads = (self._proxy.headerData(column, Qt.Orientation.Horizontal) for column in columns)
            lines.append("\t".join(map(str, heads)))
        for row in rows:
            places = (self.place(self._proxy.index(row, column)) for column in columns)
            lines.append("\t".join(self._model.words(*place) for place in places))
        data = QMimeData()
        data.setText("\n".join(lines))
        QGuiApplication.clipboard().setMimeData(data)

    def paste(self) -> None:
        """Write the clipboard's rows and columns from the chosen cell on; one value fills all cells chosen."""
        text = QGuiApplication.clipboard().text().rstrip("\r\n")
        lines = [line.split("\t") for line in text.replace("\r\n", "\n").split("\n")]
        rows, columns = self._box()
        if not text or not rows:
            return
        if len(lines) == 1 and len(lines[0]) == 1:
            cells = [(row, column, lines[0][0]) for row in rows for column in columns]
        else:
            cells = [
                (rows.start + down, columns.start + across, words)
                for down, line in enumerate(lines)
                for across, words in enumerate(line)
            ]
        self._write(cells)

    def fill_down(self) -> None:
        """Write what stands in the first of the chosen rows into all below it."""
        rows, columns = self._box()
        tops = {column: self._model.words(*self.place(self._proxy.index(rows.start, column))) for column in columns}
        self._write([(row, column, tops[column]) for row in rows[1:] for column in columns])

    def clear(self) -> None:
        """Empty the chosen cells."""
        rows, columns = self._box()
        self._write([(row, column, "") for row in rows for column in columns])

    def _write(self, cells: Sequence[tuple[int, int, str]]) -> None:
        """Hand on those of the cells, as shown, that are there and can be typed into."""
        found: Written = []
        for row, column, words in cells:
            index = self._proxy.index(row, column)
            if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
                found.append((*self.place(index), words.strip()))
        if found:
            self.written.emit(found)


class _Cells(QStyledItemDelegate):
    """Gives a choice its list, several choices a field that completes each, and all others a plain field."""

    def __init__(self, grid: FactsGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        model = self._grid._model
        _row, column = self._grid.place(index)
        attribute = model.attribute(column)
        if attribute is not None and attribute.type in ("choice", "yesno"):
            box = QComboBox(parent)
            box.setEditable(True)
            box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            box.addItem("")
            box.addItems(attribute.options if attribute.type == "choice" else ["yes", "no"])
            field: QWidget = box
        else:
            editor = super().createEditor(parent, option, index)
            assert isinstance(editor, QLineEdit)
            if attribute is not None and attribute.type == "choices":
                editor.setCompleter(_EachChoice(attribute.options, editor))
                editor.setPlaceholderText(SEVERAL.join(attribute.options[:3]))
            field = editor
        field.setAccessibleName(str(model.headerData(column, Qt.Orientation.Horizontal)))
        return field

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        words = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentText(words)
        elif isinstance(editor, QLineEdit):
            editor.setText(words)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        words = editor.currentText() if isinstance(editor, QComboBox) else ""
        words = editor.text() if isinstance(editor, QLineEdit) else words
        model.setData(index, words)


class _EachChoice(QCompleter):
    """Completes the last of several values in a field, and keeps those before it."""

    def __init__(self, options: Sequence[str], field: QLineEdit) -> None:
        super().__init__(list(options), field)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def splitPath(self, path: str) -> list[str]:
        return [path.split(SEVERAL.strip())[-1].strip()]

    def pathFromIndex(self, index: _Index) -> str:
        field = self.widget()
        before = field.text().rsplit(SEVERAL.strip(), 1)[0] if isinstance(field, QLineEdit) else ""
        several = isinstance(field, QLineEdit) and SEVERAL.strip() in field.text()
        chosen = super().pathFromIndex(index)
        return f"{before}{SEVERAL}{chosen}" if several else chosen
