"""The two sides of a merge, row by row, and what each row was when both sides last had it in common."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.merging.tables import Form, Row
from qda.storage import lineage
from qda.storage.lineage import Point, States, Was
from qda.storage.looking_back import backwards
from qda.storage.models import MergeReport

Key = tuple[str, bytes]
_MERGED = ("code", "coder", "theme")


class Side:
    """All journalled rows of one file, as SQLite has them, by table and id."""

    def __init__(self, session: Session, forms: Mapping[str, Form], like: Side | None = None) -> None:
        self.forms = forms
        self.tables: dict[str, dict[bytes, tuple[Any, ...]]] = {}
        for name, form in forms.items():
            columns = ", ".join(f'"{column}"' for column in form.columns)
            rows = session.connection().exec_driver_sql(f'SELECT {columns} FROM "{name}"')
            known = like.tables[name] if like is not None else {}
            held: dict[bytes, tuple[Any, ...]] = {}
            for found in rows:
                row = tuple(found)
                there = known.get(row[0])
                # Equal rows are held once: two copies of a large project are mostly equal.
                held[row[0]] = there if there == row and there is not None else row
            self.tables[name] = held

    def row(self, table: str, key: bytes | None) -> Row | None:
        """Return a row, or None where it isn't there."""
        found = self.tables[table].get(key) if key is not None else None
        return dict(zip(self.forms[table].columns, found, strict=True)) if found is not None else None


@dataclass(slots=True)
class Before:
    """What earlier merges of the same copies decided, by table and id of the copy's row.

    `same` are rows that are one with a row here of another id; `instead` are things that are gone here, and what took
    their place; `held` are rows that were held back, so that they may still come.
    """

    same: dict[Key, bytes] = field(default_factory=dict)
    instead: dict[Key, bytes] = field(default_factory=dict)
    held: set[Key] = field(default_factory=set)


class Bases:
    """How rows were when both sides had them in common; `known` is False where they never had.

    Either both files have been at one point (`ours` and `theirs` say what changed since on each side), or one of them
    merged the other's state at a point: then only the other knows what was there, and that is the base for both.
    """

    def __init__(self, ours: States | None, theirs: States | None, forms: Mapping[str, Form], held: set[Key]) -> None:
        self.known = ours is not None or theirs is not None
        self.ours = _raw(ours or {}, forms)
        self.theirs = _raw(theirs or {}, forms)
        self._shared = ours is not None and theirs is not None
        self._by_ours = ours is not None and theirs is None
        self.held = held

    def of(
        self, table: str, key: bytes, row: Row | None, their_key: bytes, theirs: Row | None
    ) -> tuple[Row | None, Row | None]:
        """Return the base of a row for our side and for theirs; None where it was not there."""
        if not self.known:
            return None, None
        ours_was = _whole(self.ours.get((table, key)), row)
        theirs_was = _whole(self.theirs.get((table, their_key)), theirs)
        if self._shared:
            return ours_was, theirs_was
        if self._by_ours:
            return ours_was, ours_was
        if (table, their_key) in self.held:
            return None, None
        return theirs_was, theirs_was

    @property
    def of_ours(self) -> tuple[bool, bool]:
        """Say of each of the two bases whether it is as our side knew the row, not theirs."""
        return (True, False) if self._shared else (self._by_ours, self._by_ours)

    def removed_here(self, table: str, key: bytes, theirs: Row) -> bool:
        """Say whether a row that only their side has was removed on ours, not just never there."""
        if (table, key) in self.held:
            return False
        if self._shared or self._by_ours:
            return _was_there(self.ours.get((table, key)))
        return self.known and _whole(self.theirs.get((table, key)), theirs) is not None

    def removed_there(self, table: str, key: bytes, ours: Row) -> bool:
        """Say whether a row that only our side has was removed on theirs, not just left out of the copy."""
        if self._by_ours:
            return (table, key) not in self.held and _whole(self.ours.get((table, key)), ours) is not None
        return _was_there(self.theirs.get((table, key)))

    def ever_here(self, table: str, key: bytes) -> bool:
        """Say whether our side is known to have had a row that isn't there now."""
        return _was_there(self.ours.get((table, key)))

    def ever_there(self, table: str, key: bytes) -> bool:
        """Say whether their side is known to have had a row that isn't there now."""
        return _was_there(self.theirs.get((table, key)))


def _whole(was: Was | None, now: Row | None) -> Row | None:
    if was is None:
        return now
    row = was.whole(now)
    return dict(row) if row is not None else None


def _was_there(was: Was | None) -> bool:
    return was is not None and was.row is not None


def _raw(states: States, forms: Mapping[str, Form]) -> dict[Key, Was]:
    """Return states with ids and hashes as bytes."""
    found: dict[Key, Was] = {}
    for (table, key), was in states.items():
        row = was.row
        if row is not None:
            binary = forms[table].binary
            row = {name: bytes.fromhex(value) if value and name in binary else value for name, value in row.items()}
            if not was.part:
                row["id"] = bytes.fromhex(key)
        found[table, bytes.fromhex(key)] = Was(row, was.part)
    return found


@dataclass(frozen=True, slots=True)
class Meeting:
    """Where two files last met: the bases of their rows, what earlier merges decided, the points they are at now."""

    bases: Bases
    before: Before
    point: Point | None
    here: Point
    there: Point


def meet(ours: Session, theirs: Session, forms: Mapping[str, Form]) -> Meeting:
    """Find the youngest state that both files have in common, and how rows were in it."""
    mine, others = _merges(ours), _merges(theirs)
    shared = lineage.last_shared(ours, theirs)
    taken = _youngest(theirs, [merge for merge in mine if lineage.holds(theirs, merge.point)])
    given = _youngest(ours, [merge for merge in others if lineage.holds(ours, merge.point)])
    if taken and shared and lineage.age(theirs, taken.point) <= lineage.age(theirs, shared):
        taken = None
    if given and shared and lineage.age(ours, given.point) <= lineage.age(ours, shared):
        given = None
    if taken and given:
        # Who merged last has the other's earlier merge in it.
        later = taken.into == given.point.file and taken.seq >= given.point.seq
        taken, given = (taken, None) if later else (None, given)
    before = _decided([*others, *mine])
    here, there = lineage.here(ours), lineage.here(theirs)
    if taken:
        states = lineage.states_since(theirs, taken.point)
        bases = Bases(None, states, forms, taken.held)
        return Meeting(bases, before, taken.point, here, there)
    if given:
        bases = Bases(lineage.states_since(ours, given.point), None, forms, given.held)
        return Meeting(bases, before, given.point, here, there)
    if shared is None:
        return Meeting(Bases(None, None, forms, set()), before, None, here, there)
    since = (lineage.states_since(ours, shared), lineage.states_since(theirs, shared))
    return Meeting(Bases(since[0], since[1], forms, set()), before, shared, here, there)


@dataclass(frozen=True, slots=True)
class _Merge:
    """A merge in force: the state `point` of another file is in the file `into` after its change `seq`."""

    point: Point
    into: str
    seq: int
    same: dict[Key, bytes]
    instead: dict[Key, bytes]
    held: set[Key]


def _merges(session: Session) -> list[_Merge]:
    found = []
    for written in session.scalars(select(MergeReport.report).order_by(MergeReport.id)):
        sync = json.loads(written).get("sync")
        if sync:
            pairs = {
                name: {(table, bytes.fromhex(key)): bytes.fromhex(to) for table, key, to in sync[name]}
                for name in ("same", "instead")
            }
            held = {(table, bytes.fromhex(key)) for table, key in sync["held"]}
            point, into, seq = Point(**sync["point"]), sync["into"], sync["seq"]
            found.append(_Merge(point, into, seq, pairs["same"], pairs["instead"], held))
    return found


def _youngest(session: Session, merges: Iterable[_Merge]) -> _Merge | None:
    return max(merges, key=lambda merge: lineage.age(session, merge.point), default=None)


def _decided(merges: Iterable[_Merge]) -> Before:
    before = Before()
    for merge in merges:
        before.same |= merge.same
        before.instead |= merge.instead
    return before


def sync_of(meeting: Meeting, same: Mapping[Key, bytes], instead: Mapping[Key, bytes], held: Iterable[Key]) -> Any:
    """Return what a report keeps of a merge, from which the next one of the same copy begins."""
    return {
        "point": {"file": meeting.there.file, "seq": meeting.there.seq, "mark": meeting.there.mark},
        "into": meeting.here.file,
        "seq": meeting.here.seq,
        "same": [[table, key.hex(), to.hex()] for (table, key), to in same.items()],
        "instead": [[table, key.hex(), to.hex()] for (table, key), to in instead.items()],
        "held": sorted([table, key.hex()] for table, key in held),
    }


def survivors(session: Session, forms: Mapping[str, Form], since: Point | None) -> dict[Key, bytes]:
    """Return what took the place of codes, coders and themes that were merged away since a point, by table and id.

    They are seen in the journal: a change that removes a thing after its passages, memos or codes went to another.
    """
    found: dict[Key, bytes] = {}
    after = since.seq if since is not None and since.file == lineage.file_id(session) else 0
    for seen in backwards(session):
        if seen.change.seq <= after:
            break
        # Whether a change takes something back is told from its images alone, and most changes are single codings.
        if seen.change.tables.isdisjoint(_MERGED) or seen.takes_back:
            continue
        if not any(seen.count("d", table) for table in _MERGED):
            continue
        images = list(seen.images())
        gone = {(image.table, image.key) for image in images if image.op == "d"}
        for image in images:
            if image.op != "u":
                continue
            for column, target in forms[image.table].pointers.items():
                old, new = image.row.get(column, (None, None))
                if old and new and (target, old) in gone and (target, new) not in gone:
                    found.setdefault((target, bytes.fromhex(old)), bytes.fromhex(new))
    return found
