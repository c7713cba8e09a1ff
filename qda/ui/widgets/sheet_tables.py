"""The two tables on the sheet of a category, whose cells are written in: properties, and what each source added."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from qda.core.themes.category import Gain, Property
from qda.i18n import _, n_

_ID = Qt.ItemDataRole.UserRole
_WORDS = 2  # the column in which people write what a source added
_READ = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _table(table: QTableWidget, name: str, heads: Sequence[str], wide: Sequence[int]) -> None:
    table.setAccessibleName(name)
    table.setColumnCount(len(heads))
    table.verticalHeader().hide()
    table.setWordWrap(True)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    header = table.horizontalHeader()
    header.setTextElideMode(Qt.TextElideMode.ElideRight)
    for column, head in enumerate(heads):
        item = QTableWidgetItem(head)
        item.setToolTip(head)
        table.setHorizontalHeaderItem(column, item)
        stretch = column in wide
        mode = QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.ResizeToContents
        header.setSectionResizeMode(column, mode)


def _cell(key: str, *, read_only: bool = False) -> QTableWidgetItem:
    item = QTableWidgetItem()
    item.setData(_ID, key)
    item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    if read_only:
        item.setFlags(_READ)
    return item


def _write(table: QTableWidget, row: int, column: int, words: str) -> None:
    item = table.item(row, column)
    if item is not None and item.text() != words:
        item.setText(words)


class PropertiesTable(QTableWidget):
    """Signals: `edited(property id, field, value)` as a cell is left, `removeAsked(property ids)` by Delete."""

    edited = Signal(str, str, object)
    removeAsked = Signal(list)

    _FIELDS = ("name", "range", "source_id")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        heads = (_("Property"), _("Range"), _("First seen in"))
        _table(self, _("Properties of the category"), heads, (0, 1, 2))
        self._rows: tuple[Property, ...] = ()
        self._offered: list[tuple[str, str]] = []
        self.itemChanged.connect(self._take)

    def show_properties(self, rows: Sequence[Property], sources: Sequence[tuple[str, str]]) -> None:
        """Show these properties; `sources` are (id, name) of those in which one can be first seen."""
        same = [one.id for one in rows] == [one.id for one in self._rows] and list(sources) == self._offered
        self._rows, self._offered = tuple(rows), list(sources)
        with QSignalBlocker(self):
            if not same:
                # Only where rows came or went: a cell that is being left must stay the one it was.
                self.setRowCount(len(rows))
                for number, one in enumerate(rows):
                    for column in range(2):
                        self.setItem(number, column, _cell(one.id))
                    self.setCellWidget(number, 2, self._sources(one, sources))
            for number, one in enumerate(rows):
                for column, words in enumerate((one.name, one.range)):
                    _write(self, number, column, words)
                box = self.cellWidget(number, 2)
                assert isinstance(box, QComboBox)
                box.setCurrentIndex(max(0, box.findData(one.source_id or "")))

    def _sources(self, one: Property, sources: Sequence[tuple[str, str]]) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(_("Where “{name}” was first seen").format(name=one.name))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.addItem(_("not said"), "")
        for key, name in sources:
            box.addItem(name, key)
        box.activated.connect(lambda _row: self.edited.emit(one.id, "source_id", box.currentData() or None))
        return box

    def _take(self, item: QTableWidgetItem) -> None:
        field = self._FIELDS[item.column()]
        one = next((row for row in self._rows if row.id == item.data(_ID)), None)
        if one is not None and item.text().strip() != getattr(one, field):
            self.edited.emit(one.id, field, item.text())
            # What was refused is shown as it was.
            now = next((row for row in self._rows if row.id == one.id), one)
            with QSignalBlocker(self):
                item.setText(getattr(now, field))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.currentRow() >= 0:
            rows = sorted({index.row() for index in self.selectedIndexes()} or {self.currentRow()})
            self.removeAsked.emit([self._rows[row].id for row in rows if row < len(self._rows)])
        else:
            super().keyPressEvent(event)


class GainsTable(QTableWidget):
    """A row a source: passages, new codes, and the researcher's words. Signal: `told(source id, words)`."""

    told = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        heads = (_("Source"), _("New codes"), _("In your words"))
        _table(self, _("What each source added"), heads, (0, 1, _WORDS))
        self._rows: tuple[Gain, ...] = ()
        self.itemChanged.connect(self._take)

    def show_gains(self, rows: Sequence[Gain]) -> None:
        """Show what each source added, in their order."""
        same = [one.source_id for one in rows] == [one.source_id for one in self._rows]
        self._rows = tuple(rows)
        with QSignalBlocker(self):
            if not same:
                self.setRowCount(len(rows))
                for number, one in enumerate(rows):
                    for column in range(3):
                        self.setItem(number, column, _cell(one.source_id, read_only=column != _WORDS))
            for number, one in enumerate(rows):
                coded = n_("{n} passage", "{n} passages", one.passages) if one.passages else _("nothing coded")
                for column, words in enumerate((f"{one.source}\n{coded}", "\n".join(one.new_codes), one.words)):
                    _write(self, number, column, words)

    def _take(self, item: QTableWidgetItem) -> None:
        one = next((row for row in self._rows if row.source_id == item.data(_ID)), None)
        if one is not None and item.column() == _WORDS and item.text().strip() != one.words:
            self.told.emit(one.source_id, item.text())
