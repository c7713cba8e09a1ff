"""The history of a project in words: what was done, when and by whom, with the names things have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.i18n import _
from qda.storage import journal
from qda.storage.models import ChangeRow, Code, Coder, Frame, Memo, Participant, Source, Theme
from qda.storage.project import Change

_NAMED = {
    "code": (Code.id, Code.name),
    "coder": (Coder.id, Coder.name),
    "frame": (Frame.id, Frame.name),
    "memo": (Memo.id, Memo.title),
    "participant": (Participant.id, Participant.name),
    "source": (Source.id, Source.name),
    "theme": (Theme.id, Theme.name),
}
_FEW = 500  # so many things are looked up one by one
_SHOWN = 3  # so many names stand in a label


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the history. `time` in milliseconds since 1970, `coder` a name ("" where nobody was chosen)."""

    change: int
    time: int
    coder: str
    label: str
    undoes: int | None


def steps(session: Session, changes: Sequence[Change]) -> list[Step]:
    """Return `changes` as people read them; names are those of today, and none for what is gone."""
    names = _names(session)
    undone = {change.seq: change.undoes for change in changes}
    return [
        Step(
            change=change.seq,
            time=change.at,
            coder=names.get(("coder", change.coder_id or ""), ""),
            label=_direction(session, change, undone).format(label=describe(change, names)),
            undoes=change.undoes,
        )
        for change in changes
    ]


def describe(change: Change, names: dict[tuple[str, str], str]) -> str:
    """Return the label of a change with the names of what it was about."""
    known = [names[thing] for thing in change.about if names.get(thing)]
    label = _(change.label)
    if not known:
        return label
    listed = ", ".join(f"“{name}”" for name in known[:_SHOWN]) + (" …" if len(known) > _SHOWN else "")
    return f"{label} {listed}"


def label_of(session: Session, change: Change) -> str:
    """Return the label of one change with names."""
    return describe(change, _names(session, change.about) if change.about else {})


# What was done, with what became of it -------------------------------------------------------------------------------


class Entry(NamedTuple):
    """One action of the history (undo and redo are no actions, they change what became of one).

    `in_force` is false where it was undone; `redoable` where it was undone and redo still reaches it.
    """

    change: int
    time: int
    coder_id: str | None
    coder: str
    label: str
    in_force: bool
    redoable: bool


@dataclass(slots=True)
class Reader:
    """How far a history has been read, newest first: what was seen on the way says what became of older actions."""

    before: int | None = None
    newest: int | None = None
    ended: bool = False
    fates: dict[int, tuple[bool, int]] = field(default_factory=dict)

    def fate(self, change: int, undoes: int | None) -> tuple[bool, int]:
        """Take the next older change; return whether it is in force, and the change that decided this."""
        in_force, decided = self.fates.pop(change, (True, change))
        if undoes is None:
            self.newest = self.newest or change
        else:
            # A change is taken back by one other at most, and that one is always newer.
            self.fates[undoes] = (not in_force, decided)
        return in_force, decided

    def redo_reaches(self, decided: int) -> bool:
        """Say whether redo reaches what change `decided` undid: a new action ends redo, so that must be newer."""
        return decided > (self.newest or 0)

    def read(self, session: Session, limit: int) -> list[tuple[Change, bool, bool]]:
        """Read on, and return up to `limit` actions, each with whether it is in force and whether redo reaches it."""
        columns = (ChangeRow.seq, ChangeRow.undoes, ChangeRow.label, ChangeRow.about, ChangeRow.at, ChangeRow.coder_id)
        found: list[tuple[Change, bool, bool]] = []
        while len(found) < limit and not self.ended:
            query = select(*columns).order_by(ChangeRow.seq.desc()).limit(limit)
            rows = session.execute(query if self.before is None else query.where(ChangeRow.seq < self.before)).all()
            self.ended = len(rows) < limit
            for seq, undoes, label, about, at, coder_id in rows:
                self.before = seq
                in_force, decided = self.fate(seq, undoes)
                if undoes is None:
                    redoable = not in_force and self.redo_reaches(decided)
                    change = Change(seq, label, journal.read_about(about), at, coder_id, 0, None, frozenset(), 0)
                    found.append((change, in_force, redoable))
                if len(found) == limit:
                    self.ended = False
                    break
        return found


def actions(session: Session, reader: Reader, limit: int = 200) -> list[Entry]:
    """Return the next `limit` actions, newest first, from where `reader` is; it stands behind them afterwards."""
    found = reader.read(session, limit)
    names = _names_of(session, [change for change, _force, _redo in found])
    return [
        Entry(
            *(change.seq, change.at, change.coder_id, names.get(("coder", change.coder_id or ""), "")),
            *(describe(change, names), in_force, redoable),
        )
        for change, in_force, redoable in found
    ]


def _names_of(session: Session, changes: Iterable[Change]) -> dict[tuple[str, str], str]:
    """Return the names of what these changes were about, and of those who made them."""
    things = {thing for change in changes for thing in change.about}
    things |= {("coder", change.coder_id) for change in changes if change.coder_id}
    return _names(session, sorted(things)) if things else {}


@dataclass(frozen=True, slots=True)
class Way:
    """What lies between now and a moment of the history: how many undos, or redos, lead there, and whose changes.

    `others` has the names of those whose changes are touched, besides the coder who asks, each with their number;
    `earlier` is how many of the changes were made in another sitting. Neither undo nor redo leads to what is behind a
    floor, or to what was undone before a new action.
    """

    undos: int = 0
    redos: int = 0
    others: tuple[tuple[str, int], ...] = ()
    earlier: int = 0
    reachable: bool = True


def way_to(session: Session, change: int, coder_id: str | None, sitting: int | None = None) -> Way:
    """Return how to get to the moment just after `change`, an action of the history: nothing newer is in force then.

    For an action that was undone it is the redos up to and with it. `sitting` is the number of the present one
    (:attr:`qda.storage.project.Project.session`). A hundred thousand steps are read in about a second.
    """
    reader, floor, stop = Reader(), False, 0
    undos: list[_Touched] = []
    redos: list[tuple[int, _Touched]] = []
    for seq, undoes, undo_top, whose, when in _spine(session):
        in_force, decided = reader.fate(seq, undoes)
        if undoes is not None:
            continue
        if in_force and seq <= change:
            stop = seq
            break
        if in_force:
            undos.append((whose, when))
            floor = floor or undo_top is None
        elif seq <= change and reader.redo_reaches(decided):
            redos.append((seq, (whose, when)))
    if stop == change and not floor:
        return Way(undos=len(undos), **_crossing(session, undos, coder_id, sitting))
    if redos and redos[0][0] == change:
        return Way(redos=len(redos), **_crossing(session, [one for _seq, one in redos], coder_id, sitting))
    return Way(reachable=False)


_Touched = tuple[str | None, int]  # whose change it is, and of which sitting


def _crossing(session: Session, touched: list[_Touched], me: str | None, sitting: int | None) -> dict[str, Any]:
    """Return the `others` and `earlier` of a way."""
    earlier = sum(1 for _whose, when in touched if sitting is not None and when != sitting)
    return {"others": _others(session, (whose for whose, _when in touched), me), "earlier": earlier}


def _others(session: Session, whose: Iterable[str | None], me: str | None) -> tuple[tuple[str, int], ...]:
    """Return the names of those among `whose` who are not `me`, with how often each is there, most first."""
    counts = Counter(person for person in whose if person not in (me, None))
    names = _names(session, [("coder", person) for person in counts if person]) if counts else {}
    return tuple((names.get(("coder", person or ""), _("somebody")), n) for person, n in counts.most_common())


def _spine(session: Session) -> Iterator[tuple[int, int | None, int | None, str | None, int]]:
    columns = (ChangeRow.seq, ChangeRow.undoes, ChangeRow.undo_top, ChangeRow.coder_id, ChangeRow.session)
    rows = session.execute(select(*columns).order_by(ChangeRow.seq.desc()).execution_options(yield_per=500))
    return iter(rows)


def _direction(session: Session, change: Change, undone: dict[int, int | None]) -> str:
    """Return how the label reads: taking back an action is an undo, taking back an undo a redo, and so on."""
    times, step = 0, change.undoes
    while step is not None:
        times += 1
        if step not in undone:
            undone[step] = session.scalar(select(ChangeRow.undoes).where(ChangeRow.seq == step))
        step = undone[step]
    if times == 0:
        return "{label}"
    return _("Undo: {label}") if times % 2 else _("Redo: {label}")


def _names(session: Session, about: Sequence[tuple[str, str]] = ()) -> dict[tuple[str, str], str]:
    """Return the names of these things by kind and id; of all that have one where none are given, or a great many."""
    names: dict[tuple[str, str], str] = {}
    for kind, (identity, name) in _NAMED.items():
        query = select(identity, name)
        if 0 < len(about) <= _FEW:
            keys = [key for one, key in about if one == kind]
            if not keys:
                continue
            query = query.where(identity.in_(keys))
        names.update(((kind, key), words) for key, words in session.execute(query))
    return names
