"""The memos that are listed, in groups or in time, after what was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QDateTime, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt

from qda.core.memo_listing import Found, MemoCard
from qda.core.memo_timeline import Doings
from qda.i18n import _
from qda.ui.widgets.memo_fields import KIND_WORDS
from qda.ui.widgets.thing_signs import KIND_WORDS as THING_WORDS

CARD = Qt.ItemDataRole.UserRole
ORDERS = {
    "date": _("By month"),
    "kind": _("By kind"),
    "author": _("By author"),
    "thing": _("By what they are about"),
    "timeline": _("As a timeline of the analysis"),
}
_DAY_MS = 86_400_000
SINCE = {"": 0, "week": 7, "month": 31, "year": 366}
"""Stretches of time to choose from, in days; 0 is any time."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which memos are wanted; empty means all. `about` is a kind of thing, or ``nothing``; `since` one of SINCE.

    `found` are the memos that hold the words that are looked for, None where none are looked for.
    """

    kind: str = ""
    coder_id: str = ""
    about: str = ""
    since: str = ""
    found: Mapping[str, Found] | None = None

    def lets(self, card: MemoCard, now: int) -> bool:
        """Tell whether a memo is wanted; `now` in milliseconds since 1970."""
        kinds = {thing.link.kind for thing in card.things}
        return (
            self.kind in ("", card.kind)
            and self.coder_id in ("", card.coder_id)
            and (not self.about or (not kinds if self.about == "nothing" else self.about in kinds))
            and (not SINCE[self.since] or card.created >= now - SINCE[self.since] * _DAY_MS)
            and (self.found is None or card.id in self.found)
        )


@dataclass(frozen=True, slots=True)
class Listed:
    """A memo in the list, with what was found in it."""

    card: MemoCard
    found: Found | None = None


@dataclass(frozen=True, slots=True)
class Between:
    """What stands between memos: the head of a group, or in the timeline (`quiet`) what was done."""

    words: str
    quiet: bool = False


Row = Listed | Between


def arranged(
    cards: Sequence[MemoCard], wanted: Wanted, order: str, done: Mapping[str | None, Doings] | None = None
) -> list[Row]:
    """Return the rows of the list: memos newest first, with heads between groups; `done` belongs to the timeline."""
    now = QDateTime.currentMSecsSinceEpoch()
    shown = [Listed(card, (wanted.found or {}).get(card.id)) for card in cards if wanted.lets(card, now)]
    if order == "timeline":
        return _in_time(shown, done or {}, first=cards[-1].id if cards else "")
    groups: dict[str, list[Row]] = {}
    for row in shown:
        for head in _heads(row.card, order):
            groups.setdefault(head, []).append(row)
    names: Iterable[str] = groups if order == "date" else sorted(groups, key=lambda head: (head == "", head.casefold()))
    return [row for name in names for row in (Between(name or _("Nothing in particular")), *groups[name])]


def _heads(card: MemoCard, order: str) -> list[str]:
    if order == "kind":
        return [KIND_WORDS.get(card.kind, card.kind)]
    if order == "author":
        return [card.author or _("Nobody in particular")]
    if order == "thing":
        about = dict.fromkeys(f"{thing.name} ({THING_WORDS[thing.link.kind]})" for thing in card.things)
        return list(about) or [""]
    moment = QDateTime.fromMSecsSinceEpoch(card.created).date()
    return [QLocale().toString(moment, "MMMM yyyy")]


def _in_time(shown: Sequence[Listed], done: Mapping[str | None, Doings], first: str) -> list[Row]:
    rows: list[Row] = []
    since = done[None].words() if None in done else ""
    if since:
        rows.append(Between(_("Since then: {done}").format(done=since), quiet=True))
    for row in shown:
        rows.append(row)
        words = done[row.card.id].words() if row.card.id in done else ""
        if words:
            said = _("Before that: {done}") if row.card.id == first else _("Since the memo before: {done}")
            rows.append(Between(said.format(done=words), quiet=True))
    return rows


class MemosModel(QAbstractListModel):
    """Rows are :data:`Row`; heads can't be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        if rows != self.rows:
            self.beginResetModel()
            self.rows = list(rows)
            self.endResetModel()

    def row_of(self, memo_id: str) -> int:
        """Return the first row of a memo, or -1."""
        found = (n for n, row in enumerate(self.rows) if isinstance(row, Listed) and row.card.id == memo_id)
        return next(found, -1)

    def numbers(self) -> int:
        """Return how many memos are shown, each counted once."""
        return len({row.card.id for row in self.rows if isinstance(row, Listed)})

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], Between):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if isinstance(row, Between):
            words = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
            return row.words if role in words else None
        if role == CARD:
            return row.card
        if role == Qt.ItemDataRole.DisplayRole:
            return row.card.heading
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return "\n".join(filter(None, (row.card.heading, facts(row.card), opening(row))))
        return None


def facts(card: MemoCard) -> str:
    """Return kind, author and date of a memo."""
    return " · ".join(filter(None, (KIND_WORDS.get(card.kind, card.kind), card.author, day(card.created))))


def opening(row: Listed) -> str:
    """Return the words of a memo that are seen in the list: those that were found, or else the first ones."""
    return row.found.excerpt if row.found is not None and row.found.spans else row.card.opening


def day(time: int) -> str:
    """Return the day of a moment (milliseconds since 1970) as people here write it."""
    return QLocale().toString(QDateTime.fromMSecsSinceEpoch(time).date(), QLocale.FormatType.ShortFormat)
