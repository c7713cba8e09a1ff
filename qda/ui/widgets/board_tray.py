"""The tray beside the board: codes that stand in no theme yet, to be dragged or sent into clusters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qda.core.codebook import TEXTS, CodeRow
from qda.core.finding import fold
from qda.i18n import _, n_
from qda.ui import theme
from qda.ui.models.codebook_model import CODES_MIME, chip
from qda.ui.widgets.labels import Shortened, Wrapped

_ID = Qt.ItemDataRole.UserRole
_WORDS = Qt.ItemDataRole.UserRole + 1


class Tray(QWidget):
    """Filter, list and number. Signals: `sent(code ids)` by Enter or double click, `selected()`, `left()` by Esc."""

    sent = Signal(list)
    selected = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Shortened(self)
        self.title.setProperty("heading", True)
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(_("Find a code"))
        self.filter.setAccessibleName(_("Find a code in no theme"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._look_for)
        self.filter.installEventFilter(self)
        self.list = _Cards(self)
        self.list.setAccessibleName(_("Codes in no theme"))
        self.list.itemSelectionChanged.connect(self.selected)
        self.list.itemActivated.connect(lambda _item: self.sent.emit(self.chosen()))
        self._about = Wrapped("", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.filter)
        column.addWidget(self._about)
        column.addWidget(self.list, 1)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 18)
        self._codes = 0

    def show_codes(self, codes: Sequence[CodeRow], numbers: Mapping[str, int] | None) -> None:
        """Show these codes, with their numbers of passages where there are any; what was chosen stays so."""
        chosen, bar = set(self.chosen()), self.list.verticalScrollBar().value()
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 18)
        self._codes = len(codes)
        self.list.blockSignals(True)
        self.list.clear()
        self.list.setColumnHidden(1, numbers is None)
        for row in codes:
            number = (numbers or {}).get(row.id, 0)
            item = QTreeWidgetItem(self.list, [row.name, str(number or "")])
            item.setIcon(0, chip(row.colour))
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setForeground(1, QColor(theme.current().muted))
            item.setData(0, _ID, row.id)
            item.setData(0, _WORDS, fold(" ".join((row.path, *(getattr(row, field) for field in TEXTS)))))
            told = [row.path, row.definition]
            if numbers is not None:
                told.append(n_("{n} passage", "{n} passages", number))
            item.setToolTip(0, "\n".join(words for words in told if words))
            item.setSelected(row.id in chosen)
        self.list.blockSignals(False)
        self._look_for(self.filter.text())
        self.list.verticalScrollBar().setValue(bar)

    def chosen(self) -> list[str]:
        """Return the chosen codes that are seen, in the order of the list."""
        return [row.data(0, _ID) for row in self.list.rows() if row.isSelected() and not row.isHidden()]

    def count(self) -> int:
        """Return how many codes stand in no theme."""
        return self._codes

    def forget(self) -> None:
        """Forget what was looked for and chosen in another project."""
        self.filter.clear()
        self.list.clear()

    def _look_for(self, typed: str) -> None:
        words = fold(typed).split()
        seen = 0
        for item in self.list.rows():
            found = all(word in item.data(0, _WORDS) for word in words)
            item.setHidden(not found)
            seen += found
        number = f"{seen} / {self._codes}" if words else str(self._codes)
        self.title.say(_("Leftover {number}").format(number=number))
        nothing = _("Every code stands in a theme.") if not self._codes else _("No code here holds these words.")
        self._about.setText("" if seen else nothing)
        self._about.setVisible(not seen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        keys = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if watched is self.filter and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in keys:
                self._into_list()
                return True
            if event.key() == Qt.Key.Key_Escape and self.filter.text():
                self.filter.clear()
                return True
        return False

    def _into_list(self) -> None:
        seen = [row for row in self.list.rows() if not row.isHidden()]
        if seen:
            self.list.setCurrentItem(next((row for row in seen if row.isSelected()), seen[0]))
            self.list.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class _Cards(QTreeWidget):
    """The codes themselves, with their numbers at the right; a drag carries their ids."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.header().setStretchLastSection(False)
        self.header().setMinimumSectionSize(16)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def rows(self) -> list[QTreeWidgetItem]:
        """Return all rows in order."""
        found = (self.topLevelItem(number) for number in range(self.topLevelItemCount()))
        return [row for row in found if row is not None]

    def mimeData(self, items: Sequence[QTreeWidgetItem]) -> QMimeData:
        """Carry the ids of codes, one a line."""
        data = QMimeData()
        data.setData(CODES_MIME, "\n".join(item.data(0, _ID) for item in items).encode())
        return data
