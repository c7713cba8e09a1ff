"""Sources as a Qt table model: what each transcript is, who is in it, and how far the coding has come."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)

from qda.core.coders import Person
from qda.core.documents import SourceRow
from qda.core.finding import fold
from qda.core.readings import Said
from qda.core.verifying import Checked
from qda.i18n import _

LINE, SORT = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()

_FEW, _NAMES = 4, 40
_FORMATS = {
    ".docx": _("Word"),
    ".doc": _("Word 97"),
    ".odt": _("OpenDocument"),
    ".rtf": _("Rich text"),
    ".pdf": _("PDF"),
    ".txt": _("Plain text"),
    ".md": _("Markdown"),
    ".html": _("Web page"),
    ".vtt": _("Subtitles (VTT)"),
    ".srt": _("Subtitles (SRT)"),
    ".csv": _("Table (CSV)"),
    ".tsv": _("Table (TSV)"),
    ".xlsx": _("Excel"),
}


def format_words(suffix: str, encoding: str | None) -> str:
    """Return a format and, for text formats, its encoding as people know them."""
    from qda.core.importers.encodings import display_name

    words = _FORMATS.get(suffix, suffix.lstrip(".").upper())
    return f"{words} · {display_name(encoding)}" if encoding else words


@dataclass(frozen=True, slots=True)
class Word:
    """That somebody said of a source that it is read, or finished; `at` in milliseconds since 1970."""

    initials: str
    name: str
    at: int
    mine: bool

    def in_full(self) -> str:
        """Return who said it, and when."""
        day = QLocale().toString(QDateTime.fromMSecsSinceEpoch(self.at).date(), QLocale.FormatType.LongFormat)
        return f"{self.name}, {day}"


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source with its participants, who read and who finished it, and how much of it I coded (0 to 1)."""

    source: SourceRow
    participants: tuple[str, ...]
    read: tuple[Word, ...] = ()
    finished: tuple[Word, ...] = ()
    share: float = 0.0
    verified: tuple[Word, ...] = ()

    @property
    def read_by_me(self) -> bool:
        """Whether the present coder has read it."""
        return any(word.mine for word in self.read)

    @property
    def finished_by_me(self) -> bool:
        """Whether the present coder has finished it."""
        return any(word.mine for word in self.finished)

    @property
    def verified_by_me(self) -> bool:
        """Whether the present coder has looked over what others coded in it."""
        return any(word.mine for word in self.verified)


@dataclass(frozen=True, slots=True)
class _Column:
    title: str
    tip: str
    words: Callable[[SourceLine], str]
    number: Callable[[SourceLine], int] | None = None
    whole: Callable[[SourceLine], str] | None = None
    ticked: Callable[[SourceLine], bool] | None = None


def listed(names: Sequence[str]) -> str:
    """Return names in a row, with their number in front where they are many."""
    words = ", ".join(names[:_NAMES])
    return f"{len(names)}: {words}{' …' if len(names) > _NAMES else ''}" if len(names) > _FEW else words


def said(words: Sequence[Word]) -> str:
    """Return the initials of those who said it."""
    return listed([word.initials for word in words])


def _in_full(words: Sequence[Word], nobody: str) -> str:
    return "\n".join(word.in_full() for word in words) or nobody


NAME, READ, FINISHED, SHARE, WORDS, TURNS, SPEAKERS, PARTICIPANTS, PASSAGES, CODERS, FORMAT = range(11)
_COLUMNS = (
    _Column(_("Name"), _("F2 gives a transcript another name"), lambda line: line.source.name),
    _Column(
        _("Read by"),
        _("Who has read this transcript; tick it for yourself"),
        lambda line: said(line.read),
        whole=lambda line: _in_full(line.read, _("Nobody says that it is read")),
        ticked=lambda line: line.read_by_me,
    ),
    _Column(
        _("Finished by"),
        _("Who says that this transcript is done; tick it for yourself. Only finished ones count for agreement"),
        lambda line: said(line.finished),
        whole=lambda line: "\n".join(
            (
                _in_full(line.finished, _("Nobody says that it is finished")),
                *(_("Looked over: {who}").format(who=word.in_full()) for word in line.verified),
            )
        ),
        ticked=lambda line: line.finished_by_me,
    ),
    _Column(
        _("Coded by me"),
        _("How much of its words you have given a code, in hundredths; overlaps count once"),
        lambda line: f"{round(line.share * 100)} %",
        lambda line: round(line.share * 100_000),
    ),
    _Column(_("Words"), "", lambda line: f"{line.source.words:,}", lambda line: line.source.words),
    _Column(
        _("Turns"),
        _("How often somebody begins to speak"),
        lambda line: f"{line.source.turns:,}",
        lambda line: line.source.turns,
    ),
    _Column(_("Speakers"), _("As the file names them"), lambda line: listed(line.source.speakers)),
    _Column(
        _("Participants"),
        _("Whose words they are, as set at the right"),
        lambda line: listed(line.participants),
    ),
    _Column(
        _("Passages"),
        _("Coded passages, by all coders"),
        lambda line: f"{line.source.codings:,}",
        lambda line: line.source.codings,
    ),
    _Column(
        _("Coders"),
        _("Who coded something in it"),
        lambda line: listed(line.source.coders),
        whole=lambda line: listed(line.source.coder_names),
    ),
    _Column(_("Format"), "", lambda line: format_words(line.source.format, line.source.encoding or None)),
)


class SourcesModel(QAbstractTableModel):
    """One row a source. Signals: `renamed(source id, name)`, `readAsked` and `finishAsked(source id, yes or no)`."""

    renamed = Signal(str, str)
    readAsked = Signal(str, bool)
    finishAsked = Signal(str, bool)

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.lines: Sequence[SourceLine] = ()
        self.read_only = False

    def show(self, lines: Sequence[SourceLine], *, read_only: bool = False) -> None:
        """Show these sources; where they are the same ones as before, only their cells are painted anew."""
        same = [line.source.id for line in lines] == [line.source.id for line in self.lines]
        if not same:
            self.beginResetModel()
        self.lines, self.read_only = lines, read_only
        if not same:
            self.endResetModel()
        elif lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(_COLUMNS) - 1))

    def row_of(self, source_id: str) -> int:
        """Return the row of a source, or -1."""
        return next((row for row, line in enumerate(self.lines) if line.source.id == source_id), -1)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        column = _COLUMNS[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip or column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], _COLUMNS[index.column()]
        if role == LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return column.words(line)
        if role == SORT:
            return column.number(line) if column.number else column.words(line)
        if role == Qt.ItemDataRole.ToolTipRole:
            return (column.whole or column.words)(line)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.CheckStateRole and column.ticked is not None:
            return Qt.CheckState.Checked if column.ticked(line) else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() in (READ, FINISHED):
            asked = self.readAsked if index.column() == READ else self.finishAsked
            asked.emit(line.source.id, Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        if role == Qt.ItemDataRole.EditRole and index.column() == NAME and str(value).strip():
            if str(value).strip() != line.source.name:
                self.renamed.emit(line.source.id, str(value))
            return True
        return False

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not self.read_only and index.column() == NAME:
            flags |= Qt.ItemFlag.ItemIsEditable
        if not self.read_only and index.column() in (READ, FINISHED):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags


def _alignment(column: _Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


ALL, UNREAD, UNFINISHED, DONE = "all", "unread", "unfinished", "done"
_KEEPS: dict[str, Callable[[SourceLine], bool]] = {
    ALL: lambda _line: True,
    UNREAD: lambda line: not line.read_by_me,
    UNFINISHED: lambda line: line.read_by_me and not line.finished_by_me,
    DONE: lambda line: line.finished_by_me,
}


class SourcesFilter(QSortFilterProxyModel):
    """Keeps sources that hold all typed words in a name and have come so far for me, and sorts P2 before P10."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self._progress = ALL

    def look_for(self, typed: str) -> None:
        """Keep the sources that hold all words of `typed`."""
        self.beginFilterChange()
        self._words = fold(typed).split()
        self.endFilterChange()

    def keep(self, progress: str) -> None:
        """Keep the sources that are `all`, `unread`, `unfinished` (but read) or `done` for the present coder."""
        self.beginFilterChange()
        self._progress = progress
        self.endFilterChange()

    def filterAcceptsRow(self, row: int, _parent: Index) -> bool:
        if not self._words and self._progress == ALL:
            return True
        line: SourceLine = self.sourceModel().index(row, 0).data(LINE)
        if not _KEEPS[self._progress](line):
            return False
        source = line.source
        names = (source.name, source.original_name, *source.speakers, *line.participants, *source.coder_names)
        folded = fold(" ".join(names))
        return all(word in folded for word in self._words)

    def lessThan(self, left: Index, right: Index) -> bool:
        one, other = left.data(SORT), right.data(SORT)
        if isinstance(one, int):
            return bool(one < other)
        return _natural(one) < _natural(other)


@functools.lru_cache(maxsize=4096)
def _natural(words: str) -> tuple[tuple[str, int], ...]:
    """Return what names are sorted by. (QCollator's numeric mode does nothing under the C locale.)"""
    return tuple((part, int(number or 0)) for part, number in re.findall(r"(\D*)(\d*)", fold(words)))


def lines_of(
    sources: Sequence[SourceRow],
    people: Mapping[str, Sequence[str]],
    readings: Sequence[Said],
    coders: Sequence[Person],
    me: str | None,
    shares: Mapping[str, float],
    looked_over: Sequence[Checked] = (),
) -> list[SourceLine]:
    """Put sources together with participants by source id, what `coders` say of them, and how much `me` coded."""
    names = {person.id: (person.initials, person.name) for person in coders}
    read: dict[str, list[Word]] = {}
    finished: dict[str, list[Word]] = {}
    for one in readings:
        for words, at in ((read, one.read), (finished, one.finished)):
            if at is not None:
                words.setdefault(one.source_id, []).append(Word(*names[one.coder_id], at, one.coder_id == me))
    verified: dict[str, dict[str, Word]] = {}
    for over in looked_over:
        word = Word(*names[over.coder_id], over.at, over.coder_id == me and over.whose_id is None)
        there = verified.setdefault(over.source_id, {})
        if word.mine or over.coder_id not in there:
            there[over.coder_id] = word
    return [
        SourceLine(
            row,
            tuple(people.get(row.id, ())),
            tuple(read.get(row.id, ())),
            tuple(finished.get(row.id, ())),
            shares.get(row.id, 0.0),
            tuple(verified.get(row.id, {}).values()),
        )
        for row in sources
    ]
