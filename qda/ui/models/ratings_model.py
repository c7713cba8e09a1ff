"""Ratings as a Qt table model: themes with their figures, units with what they contribute, or findings."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from qda.core.confidence import LEVELS
from qda.core.tables.ratings import RatedTheme, Ratings
from qda.core.tables.units import UNITS
from qda.i18n import _

THEMES, STUDIES, FINDINGS = "themes", "studies", "findings"
_Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_NOT_SAID = _("not said yet")


@dataclass(frozen=True, slots=True)
class RatingsLine:
    """A row: the theme or the sources it is about, and the words of its cells."""

    theme_id: str | None
    source_ids: tuple[str, ...]
    cells: tuple[str, ...]


class RatingsModel(QAbstractTableModel):
    """Shows one of the three tables."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heads: list[tuple[str, bool]] = []
        self.lines: list[RatingsLine] = []

    def show(self, found: Ratings, table: str) -> None:
        """Show one of the tables THEMES, STUDIES, FINDINGS."""
        heads, lines = {THEMES: _themes, STUDIES: _studies, FINDINGS: _findings}[table](found)
        same = heads == self.heads and [line.theme_id for line in lines] == [line.theme_id for line in self.lines]
        same = same and [line.source_ids for line in lines] == [line.source_ids for line in self.lines]
        if not same:
            self.beginResetModel()
        self.heads, self.lines = heads, lines
        if not same:
            self.endResetModel()
        elif lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(heads) - 1))

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.heads)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        words = self.lines[index.row()].cells[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return words
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.heads[index.column()][1] else _LEFT
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.heads[index.column()][0]}: {words or _('nothing')}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.heads):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.heads[section][0]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.heads[section][1] else _LEFT
        return None


_Table = tuple[list[tuple[str, bool]], list[RatingsLine]]


def _level(row: RatedTheme) -> str:
    level = row.confidence.level if row.confidence else ""
    return LEVELS.get(level, level) or _NOT_SAID


def _themes(found: Ratings) -> _Table:
    unit = dict(UNITS)[found.kind]
    heads = [(_("Theme"), False), (_("{units} (n)").format(units=unit), True), (_("Rating"), False)]
    heads += [(_("Significance"), True), (_("Confidence"), False), (_("Level"), False), (unit, False)]
    lines = [
        RatingsLine(
            row.theme.id,
            (),
            (
                "\u2003" * row.theme.depth + row.theme.name,
                str(row.number),
                row.rating or "–",
                found.significance(row),
                _level(row),
                row.theme.level,
                "; ".join(found.names(row.units)),
            ),
        )
        for row in found.themes
    ]
    return heads, lines


def _studies(found: Ratings) -> _Table:
    unit = dict(UNITS)[found.kind]
    heads = [(unit, False), (_("Reports"), False), (_("Sensitivity"), True)]
    heads += [(row.name, row.type == "number") for row in found.attributes]
    names = {row.theme.id: row.theme.name for row in found.themes}
    heads.append((_("Subthemes"), False))
    lines = [
        RatingsLine(
            None,
            row.unit.source_ids,
            (
                row.unit.name,
                "; ".join(row.unit.sources),
                str(row.sensitivity),
                *("; ".join(values) for values in row.values),
                "; ".join(names[key] for key in row.subtheme_ids),
            ),
        )
        for row in found.units
    ]
    return heads, lines


def _findings(found: Ratings) -> _Table:
    heads = [(_("Theme"), False), (_("Finding"), False), (_("Confidence"), False), (_("Explanation"), False)]
    lines = [
        RatingsLine(
            row.theme.id,
            (),
            (
                "\u2003" * row.theme.depth + row.theme.name,
                " ".join((row.theme.idea or row.theme.definition or row.theme.name).split()),
                _level(row),
                " ".join((row.confidence.why if row.confidence else "").split()),
            ),
        )
        for row in found.themes
    ]
    return heads, lines
