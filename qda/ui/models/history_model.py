"""The actions of a history, newest first, read page by page as they are scrolled to."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractListModel, QDateTime, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt

from qda.core.history import Entry, Reader
from qda.i18n import _

ENTRY = Qt.ItemDataRole.UserRole
PAGE = 200


class HistoryModel(QAbstractListModel):
    """Rows are :class:`qda.core.history.Entry`; `read(reader, limit)` gives the next ones."""

    def __init__(self, read: Callable[[Reader, int], list[Entry]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._reader = Reader(ended=True)
        self.entries: list[Entry] = []

    def begin(self) -> None:
        """Read the newest page."""
        self.beginResetModel()
        self._reader = Reader()
        self.entries = self._read(self._reader, PAGE)
        self.endResetModel()

    def forget(self) -> None:
        """Hold nothing."""
        self.beginResetModel()
        self._reader, self.entries = Reader(ended=True), []
        self.endResetModel()

    def row_of(self, change: int) -> int:
        """Return the row of an action among those that were read, or -1."""
        return next((row for row, entry in enumerate(self.entries) if entry.change == change), -1)

    def present(self) -> int:
        """Return the number of the newest action in force, or 0."""
        return next((entry.change for entry in self.entries if entry.in_force), 0)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def canFetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> bool:
        return not parent.isValid() and not self._reader.ended

    def fetchMore(self, _parent: QModelIndex | QPersistentModelIndex) -> None:
        more = self._read(self._reader, PAGE)
        if more:
            self.beginInsertRows(QModelIndex(), len(self.entries), len(self.entries) + len(more) - 1)
            self.entries += more
            self.endInsertRows()

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.label
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return "\n".join((entry.label, self.facts(entry)))
        return None

    def facts(self, entry: Entry) -> str:
        """Return what became of an action, when it was done and by whom."""
        here = entry.change == self.present()
        state = _("you are here") if here else "" if entry.in_force else _("undone")
        return " · ".join(part for part in (state, when(entry.time), entry.coder) if part)


def when(time: int) -> str:
    """Return a moment (milliseconds since 1970) as people here write it; of today the time alone."""
    moment = QDateTime.fromMSecsSinceEpoch(time)
    clock = QLocale().toString(moment.time(), QLocale.FormatType.ShortFormat)
    if moment.date() == QDateTime.currentDateTime().date():
        return clock
    return f"{QLocale().toString(moment.date(), QLocale.FormatType.ShortFormat)} {clock}"
