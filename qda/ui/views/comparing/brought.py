"""What a copy brings or brought: things counted by kind, and what was held back, with the way to its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qda.core.merging import HeldBack
from qda.core.merging.kinds import in_order, kind_words
from qda.i18n import _
from qda.ui.models.rows_model import Cell
from qda.ui.widgets.rows_table import RowsTable
from qda.ui.widgets.table_rows import least_rows

_HEADS = (_("What"), _("New"), _("Changed"), _("Removed"))
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_OPEN = 12  # names below a kind that are shown without being asked for
_SHOWN = 200  # characters of words in a row

Names = Mapping[str, Sequence[tuple[str, int]]]


class BroughtTree(QTreeWidget):
    """A row a kind, and below it the names of what is new."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("What comes, by kind"))
        self.setHeaderLabels(list(_HEADS))
        self.setUniformRowHeights(True)
        self.header().setSectionsMovable(False)
        self.header().setStretchLastSection(False)
        for column in range(1, len(_HEADS)):
            self.headerItem().setTextAlignment(column, _RIGHT)

    def show_counts(
        self, new: Mapping[str, int], changed: Mapping[str, int], removed: Mapping[str, int], names: Names
    ) -> None:
        """Show numbers by kind; `names` are those of what is new, with a number where each has one of its own."""
        self.clear()
        for kind in in_order(new, changed, removed):
            numbers = [one.get(kind, 0) for one in (new, changed, removed)]
            item = _row(kind_words(kind), numbers)
            self.addTopLevelItem(item)
            known = [(name, number) for name, number in names.get(kind, ()) if name]
            for name, number in known:
                item.addChild(_row(name, [number, 0, 0]))
            item.setExpanded(0 < len(known) <= _OPEN)
        for column in range(1, len(_HEADS)):
            self.resizeColumnToContents(column)
            self.setColumnWidth(column, self.columnWidth(column) + 16)
        self.header().setSectionResizeMode(0, self.header().ResizeMode.Stretch)
        if (first := self.topLevelItem(0)) is not None:
            self.setCurrentItem(first)


def _row(words: str, numbers: Sequence[int]) -> QTreeWidgetItem:
    item = QTreeWidgetItem([words, *(f"{number:,}" if number else "" for number in numbers)])
    said = ", ".join(f"{head} {number:,}" for head, number in zip(_HEADS[1:], numbers, strict=True) if number)
    item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{words}: {said}" if said else words)
    item.setToolTip(0, words)
    for column in range(1, len(_HEADS)):
        item.setTextAlignment(column, _RIGHT)
    return item


class HeldList(QWidget):
    """What was held back, and why; the whole words of the chosen one below. Signal: `goAsked(HeldBack)`."""

    goAsked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.held: Sequence[HeldBack] = ()
        self.table = RowsTable(_("Held back"), _("Return goes to the place"), self, wide=2)
        self.table.opened.connect(self._go)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._look())
        self.words = QPlainTextEdit(self)
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(self.words.fontMetrics().lineSpacing() * 4)
        least_rows(self.table)
        self.words.setAccessibleName(_("Words of what was held back"))
        self.go = QPushButton(_("Go to the place"), self)
        self.go.clicked.connect(lambda: self._go(self.table.row()))
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.words, 1)
        below.addWidget(self.go, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addLayout(below)

    def show_held(self, held: Sequence[HeldBack]) -> None:
        """Show what was held back."""
        self.held = held
        heads = (_("What"), _("Why it has no place here"), _("Words"))
        rows = [
            (Cell(one.title), Cell(one.reason), Cell(" ".join(one.words.split())[:_SHOWN], about=one.words))
            for one in held
        ]
        self.table.show_rows(heads, rows)
        if held:
            self.table.setCurrentIndex(self.table.model().index(0, 0))
        self._look()

    def _look(self) -> None:
        row = self.table.row()
        chosen = self.held[row] if 0 <= row < len(self.held) else None
        self.words.setPlainText(f"{chosen.reason}\n{chosen.words}".strip() if chosen else _("Nothing was held back."))
        self.go.setEnabled(chosen is not None)

    def _go(self, row: int) -> None:
        if 0 <= row < len(self.held):
            self.goAsked.emit(self.held[row])
