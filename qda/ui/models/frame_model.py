"""A framework matrix as a Qt table: summaries in the cells, and how far each row and column has come."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from qda.core.tables.frame_cells import Progress, progress
from qda.core.tables.frameworks import Cell, FrameCase, FrameLine, Framework
from qda.i18n import _, n_
from qda.ui.widgets.table_heads import NOTE

LINE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class FrameModel(QAbstractTableModel):
    """Rows and columns of one framework matrix, none where there is none."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.frame: Framework | None = None
        self._notes: dict[str, str] = {}

    def show(self, frame: Framework | None) -> None:
        """Show a framework matrix; where only cells are other than before, nothing else is laid out anew."""
        before, self.frame = self.frame, frame
        if frame is not None and before is not None and (before.rows, before.columns) == (frame.rows, frame.columns):
            self._count()
            changed = [
                (row, column)
                for row, line in enumerate(frame.rows)
                for column, case in enumerate(frame.columns)
                if frame.cell(line.id, case.id) != before.cell(line.id, case.id)
            ]
            for row, column in changed:
                self.dataChanged.emit(self.index(row, column), self.index(row, column))
            if changed:
                self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(frame.rows) - 1)
                self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(frame.columns) - 1)
            return
        self.beginResetModel()
        self._count()
        self.endResetModel()

    def _count(self) -> None:
        frame = self.frame
        if frame is None:
            self._notes = {}
            return
        self._notes = {row.id: _note(progress(frame, row_id=row.id), added=row.added) for row in frame.rows}
        self._notes |= {one.id: _note(progress(frame, column_id=one.id)) for one in frame.columns}

    def line(self, row: int) -> FrameLine:
        """Return a row."""
        assert self.frame is not None
        return self.frame.rows[row]

    def case(self, column: int) -> FrameCase:
        """Return a column."""
        assert self.frame is not None
        return self.frame.columns[column]

    def cell(self, index: Index) -> Cell:
        """Return what is in a cell."""
        assert self.frame is not None
        return self.frame.cell(self.line(index.row()).id, self.case(index.column()).id)

    def foot(self, index: Index) -> str:
        """Return what stands below the summary of a cell: whether it is done, and on how many passages it rests."""
        cell = self.cell(index)
        parts = ["✓ " + _("done")] if cell.done else []
        if cell.quotes:
            parts.append(n_("{n} passage", "{n} passages", len(cell.quotes)))
        return " · ".join(parts)

    # For Qt ----------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if self.frame is None or (parent is not None and parent.isValid()) else len(self.frame.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if self.frame is None or (parent is not None and parent.isValid()) else len(self.frame.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDropEnabled if index.isValid() else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        across = orientation == Qt.Orientation.Horizontal
        if not 0 <= section < (self.columnCount() if across else self.rowCount()):
            return None
        head: FrameLine | FrameCase = self.case(section) if across else self.line(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return head.name
        if role == LINE:
            return head
        if role == NOTE:
            return self._notes[head.id]
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            about = head.about if isinstance(head, FrameLine) else ""
            return "\n".join(part for part in (head.name, about, self._notes[head.id]) if part)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self.frame is None:
            return None
        cell = self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.summary
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            where = f"{self.line(index.row()).name} · {self.case(index.column()).name}"
            return "\n".join(
                part for part in (where, cell.summary or _("Nothing written yet"), self.foot(index)) if part
            )
        return None


def _note(found: Progress, *, added: bool = False) -> str:
    words = _("{written} of {whole} written").format(written=found.written, whole=found.whole) if found.whole else ""
    if found.done:
        words += ", " + _("{n} done").format(n=found.done)
    return " · ".join(part for part in (("+ " + _("from the data")) if added else "", words) if part)
