"""The files of an import as a Qt table model: ticked or not, what each would become, and why one is left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from qda.core.documents import asks_questions
from qda.core.importers import ReadOptions
from qda.core.importers.encodings import display_name
from qda.core.importers.tables import TablePreview
from qda.i18n import _, n_
from qda.ui import theme
from qda.ui.dialogs.import_reading import Look
from qda.ui.icons import icon
from qda.ui.models.sources_model import format_words, listed

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
WAITING, READING, READY, TWIN, REFUSED, IMPORTED, UNREAD = range(7)
FILE, FORMAT, ENCODING, WORDS, SPEAKERS, STATE = range(6)
_TITLES = (_("File"), _("Format"), _("Encoding"), _("Words"), _("Speakers"), _("State"))
_SIGNS = {READY: ("check", "success"), IMPORTED: ("check", "success"), TWIN: ("warning", "warning")} | {
    REFUSED: ("warning", "danger")
}


@dataclass(slots=True)
class FileLine:
    """One file: what was read, what a person corrected, and whether it is ticked.

    `twin` names what holds the same text; `askers` are the labels of the interviewers where a person said so;
    `encodes` stays true once the file was seen to have an encoding, so that a wrong one can be taken back; `described`
    says that the columns of a table were asked for.
    """

    path: Path
    look: Look | None = None
    options: ReadOptions = field(default_factory=ReadOptions)
    state: int = WAITING
    ticked: bool = False
    by_hand: bool = False
    twin: str = ""
    reason: str = ""
    askers: frozenset[str] | None = None
    encodes: bool = False
    found_encoding: str = ""
    described: bool = False
    table: TablePreview | None = None

    @property
    def can_come_in(self) -> bool:
        """Tell whether there is something to import."""
        return self.state in (READY, TWIN)

    def interviewers(self) -> frozenset[str]:
        """Return the labels of those who ask the questions, as said or as guessed."""
        if self.askers is not None:
            return self.askers
        return frozenset(label for label in (self.look.speakers if self.look else ()) if asks_questions(label))


class ImportModel(QAbstractTableModel):
    """One row a file. Signal: `ticksChanged()`."""

    ticksChanged = Signal()

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.lines: list[FileLine] = []
        self._rows: dict[Path, int] = {}
        self.locked = False

    # Filling ---------------------------------------------------------------------------------------------------------

    def set_files(self, paths: Sequence[Path]) -> None:
        """Show these files, none of them read yet."""
        self.beginResetModel()
        self.lines = [FileLine(path) for path in paths]
        self._rows = {path: row for row, path in enumerate(paths)}
        self.endResetModel()

    def take(self, looks: Iterable[Look]) -> None:
        """Show what was read."""
        for look in looks:
            line = self.lines[self._rows[look.result.path]]
            line.look, line.reason = look, look.result.reason or ""
            line.state = REFUSED if line.reason else READY
            line.table = look.table or line.table
            if look.encoding:
                line.encodes = True
                if line.options.encoding is None:
                    line.found_encoding = look.encoding
        self._find_twins()
        self._repaint()

    def again(self, row: int, options: ReadOptions) -> None:
        """Note that a file is being read again with other options."""
        self.lines[row].options = options
        self.lines[row].state = READING
        self._repaint()

    def stop(self) -> None:
        """Note that what is not read yet will not be."""
        for line in self.lines:
            if line.state in (WAITING, READING):
                line.state = UNREAD
        self._repaint()

    def settle(self, came_in: set[Path], refused: dict[Path, str]) -> None:
        """Note what came in and what was refused while it was written."""
        for line in self.lines:
            if line.path in came_in:
                line.state, line.ticked = IMPORTED, False
            elif line.path in refused:
                line.state, line.ticked, line.reason = REFUSED, False, refused[line.path]
        self._repaint()

    def _find_twins(self) -> None:
        """Name for every file what holds the same text: in the project, or a file above it. (Whole files count.)"""
        seen: dict[bytes, str] = {}
        for line in self.lines:
            if line.look is None or line.state not in (READY, TWIN):
                continue
            known = {**(line.look.known or {}), **seen}
            twins = [known[key] for key in line.look.hashes if key in known]
            line.twin = twins[0] if len(twins) == len(line.look.hashes) else ""
            line.state = TWIN if line.twin else READY
            if not line.by_hand:
                line.ticked = not line.twin
            for key in line.look.hashes:
                seen.setdefault(key, line.path.name)
        for line in self.lines:
            line.ticked = line.ticked and line.can_come_in

    def _repaint(self) -> None:
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, len(_TITLES) - 1))
        self.ticksChanged.emit()

    def row_of(self, path: Path) -> int:
        """Return the row of a file."""
        return self._rows[path]

    def ticked(self) -> list[FileLine]:
        """Return the files that are to come in."""
        return [line for line in self.lines if line.ticked and line.can_come_in]

    def tick(self, rows: Iterable[int], ticked: bool) -> None:
        """Tick files, or take their ticks away, as far as they can come in."""
        for line in map(self.lines.__getitem__, rows):
            if line.can_come_in:
                line.ticked, line.by_hand = ticked, True
        self._repaint()

    # Qt --------------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(_TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return _TITLES[section] if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return _words(line, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(line.path) if column == FILE else _words(line, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.CheckStateRole and column == FILE and line.can_come_in:
            return Qt.CheckState.Checked if line.ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DecorationRole and column == STATE and line.state in _SIGNS:
            return icon(_SIGNS[line.state][0], theme.current(), _SIGNS[line.state][1])
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != FILE:
            return False
        self.tick([index.row()], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == FILE and self.lines[index.row()].can_come_in and not self.locked:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == WORDS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _words(line: FileLine, column: int) -> str:
    look = line.look
    if column == FILE:
        return line.path.name
    if column == STATE:
        return state_words(line)
    if look is None or not look.result.imported:
        return ""
    if column == FORMAT:
        return format_words(look.format, None)
    if column == ENCODING:
        # Windows-1252 is enough here; the code page in brackets is for the list to choose from.
        return display_name(look.encoding).partition(" (")[0] if look.encoding else ""
    return f"{look.words:,}" if column == WORDS else listed(look.speakers)


def state_words(line: FileLine) -> str:
    """Return what becomes of a file, in words."""
    if line.state == TWIN:
        return _("Same text as “{name}”").format(name=line.twin)
    if line.state == REFUSED:
        return line.reason
    if line.state != READY or line.look is None:
        return {WAITING: _("Waiting"), READING: _("Reading…"), IMPORTED: _("Imported")}.get(line.state, _("Not read"))
    parts = [_("Ready")]
    if len(line.look.result.imported) > 1:
        parts.append(n_("{n} source", "{n} sources", len(line.look.result.imported)))
    if line.look.warnings:
        parts.append(n_("{n} remark", "{n} remarks", len(line.look.warnings)))
    return " · ".join(parts)
