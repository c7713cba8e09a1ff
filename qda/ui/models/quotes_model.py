"""Quotes as a Qt list model, in groups with headings where they are wanted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from qda.core.comparing import Passage, Sign
from qda.core.quote_groups import Group, Grouping
from qda.core.retrieval import QuoteRow
from qda.i18n import _, n_
from qda.ui.widgets.passage_mime import PASSAGE_MIME, PASSAGES_MIME, DraggedPassage, pack_all

QUOTE = Qt.ItemDataRole.UserRole

# Each sign has a word: neither its shape nor a colour says alone what a quote was picked as.
_SIGNS = {"exemplar": ("◆", _("example")), "chosen": ("★", _("chosen")), "counter": ("≠", _("different view"))}


@dataclass(slots=True)
class Heading:
    """The row above a group, with the number of its quotes."""

    group: Group
    count: int


class QuotesModel(QAbstractListModel):
    """Quotes of codes; `colours` by code id, `starred` the passages chosen for the theme in front.

    `signs` say what passages were picked as, for any theme or as an example of a code; `placed` where they were put in
    a framework matrix, in words. A dragged quote is its passage.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[QuoteRow | Heading] = []
        self.count = 0
        self.colours: dict[str, str] = {}
        self.starred: frozenset[Passage] = frozenset()
        self.signs: Mapping[Passage, Sequence[Sign]] = {}
        self.placed: Mapping[Passage, Sequence[str]] = {}
        self._grouping: Grouping | None = None

    @property
    def quotes(self) -> list[QuoteRow]:
        """Return the quotes in the order in which they stand, without headings."""
        return [row for row in self.rows if isinstance(row, QuoteRow)]

    def show(
        self, quotes: Sequence[QuoteRow], colours: dict[str, str] | None = None, grouping: Grouping | None = None
    ) -> None:
        """Show these quotes; grouped, those of one group stay in their order."""
        self.beginResetModel()
        self._grouping, self.count = grouping, len(quotes)
        self.rows = list(quotes) if grouping is None else _grouped(quotes, grouping)
        if colours is not None:
            self.colours = colours
        self.endResetModel()

    def replace(self, gone: Collection[str], fresh: Sequence[QuoteRow], order: Callable[[QuoteRow], Any]) -> None:
        """Take the quotes with the ids `gone` away and put `fresh` ones in their places by `order`; the rest stays."""
        rows = self.rows
        found = [place for place, row in enumerate(rows) if isinstance(row, QuoteRow) and row.id in gone]
        for place in found[::-1] if gone else ():
            self._remove(place)
        for quote in fresh:
            self._insert(quote, order)

    def _remove(self, place: int) -> None:
        self._take(place)
        self.count -= 1
        if self._grouping is None:
            return
        above = next(row for row in range(place - 1, -1, -1) if isinstance(self.rows[row], Heading))
        self._count_on(above, -1)

    def _insert(self, quote: QuoteRow, order: Callable[[QuoteRow], Any]) -> None:
        self.count += 1
        grouping = self._grouping
        if grouping is None:
            self._put(bisect_left(self.rows, order(quote), key=order), quote)  # type: ignore[arg-type]
            return

        def place_of(row: QuoteRow | Heading) -> tuple[Any, ...]:
            # A heading sorts before all quotes of its group.
            return (row.group.key,) if isinstance(row, Heading) else (grouping.of(row).key, order(row))

        group = grouping.of(quote)
        above = bisect_left(self.rows, (group.key,), key=place_of)
        heading = self.rows[above] if above < len(self.rows) else None
        if not isinstance(heading, Heading) or heading.group != group:
            self._put(above, Heading(group, 0))
        self._put(bisect_left(self.rows, place_of(quote), key=place_of), quote)
        self._count_on(above, 1)

    def _count_on(self, place: int, by: int) -> None:
        heading = self.rows[place]
        assert isinstance(heading, Heading)
        heading.count += by
        if heading.count:
            self.dataChanged.emit(self.index(place), self.index(place))
        else:
            self._take(place)

    def _take(self, place: int) -> None:
        self.beginRemoveRows(QModelIndex(), place, place)
        del self.rows[place]
        self.endRemoveRows()

    def _put(self, place: int, row: QuoteRow | Heading) -> None:
        self.beginInsertRows(QModelIndex(), place, place)
        self.rows.insert(place, row)
        self.endInsertRows()

    # Signs -----------------------------------------------------------------------------------------------------------

    def star(self, passages: frozenset[Passage]) -> None:
        """Mark the quotes whose (source id, start, end) is among `passages` as chosen."""
        self.starred = passages
        self._all_changed()

    def show_signs(self, signs: Mapping[Passage, Sequence[Sign]]) -> None:
        """Mark what was picked as an example, a chosen quote or a different view."""
        self.signs = signs
        self._all_changed()

    def show_placed(self, placed: Mapping[Passage, Sequence[str]]) -> None:
        """Mark what was put into a framework matrix, and say where."""
        self.placed = placed
        self._all_changed()

    def _all_changed(self) -> None:
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def is_starred(self, quote: QuoteRow) -> bool:
        """Tell whether the passage of a quote is chosen for the theme in front."""
        return (quote.source_id, quote.start, quote.end) in self.starred

    def is_picked(self, quote: QuoteRow, kind: str, theme_id: str | None = None) -> bool:
        """Tell whether a quote is an example of its code, or chosen for or set against a theme."""
        owner = (quote.code_id, None) if theme_id is None else (None, theme_id)
        return any(sign.kind == kind and (sign.code_id, sign.theme_id) == owner for sign in self._signs_of(quote))

    def signs_of(self, quote: QuoteRow, *, themes: bool = False) -> list[str]:
        """Return what a quote was picked as, a sign and a word each; with the name of the theme where `themes`."""
        if self.is_starred(quote):
            return [" ".join(_SIGNS["chosen"])]
        words = []
        for sign in self._signs_of(quote):
            if sign.theme_id is not None or sign.code_id == quote.code_id:
                told = " ".join(_SIGNS[sign.kind])
                words.append(f"{told}: {sign.theme}" if themes and sign.theme else told)
        put = self.placed.get((quote.source_id, quote.start, quote.end), ())
        where_put = [f"▦ {_('put in')}: {'; '.join(put)}"] if themes and put else ["▦ " + _("put in")] if put else []
        return list(dict.fromkeys([*words, *where_put]))

    def _signs_of(self, quote: QuoteRow) -> Sequence[Sign]:
        return self.signs.get((quote.source_id, quote.start, quote.end), ())

    # For Qt ----------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not index.isValid():
            return flags
        if isinstance(self.rows[index.row()], Heading):
            # The keyboard stops on it, so that it is read aloud; there is nothing to do with it.
            return flags & ~Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [PASSAGES_MIME, PASSAGE_MIME, "text/plain"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        quotes = [row for index in indexes if isinstance(row := self.rows[index.row()], QuoteRow)]
        data = QMimeData()
        data.setText("\n".join(quote.text for quote in quotes))
        pack_all(data, [DraggedPassage(quote.source_id, quote.start, quote.end) for quote in quotes])
        return data

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if isinstance(row, Heading):
            return self._heading(row, role)
        if role == QUOTE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            signs = [sign.partition(" ")[2] for sign in self.signs_of(row, themes=True)]
            picked = ", ".join(signs) + "; " if signs else ""
            return f"{picked}{where(row)}: {row.text} ({row.code})"
        if role == Qt.ItemDataRole.ToolTipRole:
            words = row.text if len(row.text) < 1_500 else row.text[:1_500] + " …"
            parts = (f"{where(row)}\n{row.code}", "\n".join(self.signs_of(row, themes=True)), words, row.note)
            return "\n\n".join(part for part in parts if part)
        return None

    def _heading(self, heading: Heading, role: int) -> object:
        words = heading.group.words
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{words}: " + n_("{n} passage", "{n} passages", heading.count)
        return None


def _grouped(quotes: Sequence[QuoteRow], grouping: Grouping) -> list[QuoteRow | Heading]:
    groups: dict[tuple[object, ...], tuple[Heading, list[QuoteRow]]] = {}
    for quote in quotes:
        group = grouping.of(quote)
        heading, inside = groups.setdefault(group.key, (Heading(group, 0), []))
        heading.count += 1
        inside.append(quote)
    rows: list[QuoteRow | Heading] = []
    for key in sorted(groups):
        heading, inside = groups[key]
        rows.append(heading)
        rows.extend(inside)
    return rows


def where(quote: QuoteRow) -> str:
    """Return who said it and where it stands: participant, source, lines."""
    parts = [*quote.participants, quote.source]
    if quote.lines:
        parts.append(
            _("lines {lines}").format(lines=quote.lines) if "-" in quote.lines else f"{_('line')} {quote.lines}"
        )
    return " · ".join(parts)
