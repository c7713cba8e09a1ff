"""Where a project file comes from: its own id, the points at which it and its parents were copied, and states since.

A copy starts an empty journal. So that its rows can still be compared with those of its parents' other copies, it
carries a lineage: the points at which its ancestors were copied, oldest first, and for the stretch from each point to
the next the rows that changed there, as they were before. The last stretch ends where the file's own journal begins.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import takewhile
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.storage.journal import Image
from qda.storage.looking_back import backwards
from qda.storage.models import ChangeRow, Meta

FILE, PROJECT, LINEAGE, HANDED_OUT, LEFT_OUT = "file_id", "project_id", "lineage", "handed_out", "left_out"
FOR_CODER, COPIES = "for_coder", "copies_made"
STRETCH = "before:"

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Point:
    """A moment in the life of a file: after its change `seq`; `mark` tells that change from others of that number."""

    file: str
    seq: int
    mark: str


@dataclass(frozen=True, slots=True)
class Was:
    """A row as it was at a point: not there (`row` is None), whole, or only the columns that changed since (`part`).

    Values are as in the journal's images: bytes as hexadecimal digits.
    """

    row: Mapping[str, Any] | None
    part: bool = False

    def before(self, older: Was) -> Was:
        """Return the state at an older point, of which `older` says what changed from there to here."""
        if not older.part or older.row is None:
            return older
        if self.row is None:
            return self
        return Was({**self.row, **older.row}, self.part)

    def whole(self, now: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
        """Return the whole row; `now` is the row of today, from which a part takes the rest."""
        if self.row is None or not self.part:
            return self.row
        return {**now, **self.row} if now is not None else None


States = dict[Key, Was]


def facts(session: Session) -> dict[str, str]:
    """Return what the file says of itself, by key."""
    return dict(session.execute(select(Meta.key, Meta.value)).all())


def file_id(session: Session) -> str:
    """Return the id of this very file; a project that was never copied has that of the project."""
    known = facts(session)
    return known.get(FILE) or known[PROJECT]


def mark_of(session: Session, seq: int) -> str | None:
    """Return what tells change `seq` from others of that number; None where there is none, "" before the first."""
    if seq == 0:
        return ""
    row = session.execute(select(ChangeRow.at, ChangeRow.session).where(ChangeRow.seq == seq)).one_or_none()
    return f"{row.at:x}.{row.session:x}" if row else None


def here(session: Session) -> Point:
    """Return the point at which the file is now."""
    last = session.execute(select(ChangeRow.seq).order_by(ChangeRow.seq.desc()).limit(1)).scalar() or 0
    return Point(file_id(session), last, mark_of(session, last) or "")


def lineage(session: Session) -> list[Point]:
    """Return the points at which this file's ancestors were copied on the way to it, oldest first."""
    return [Point(**point) for point in json.loads(facts(session).get(LINEAGE, "[]"))]


def handed_out(session: Session) -> list[Point]:
    """Return the points of this file's own journal at which copies were made of it, oldest first."""
    own = file_id(session)
    found = {Point(own, seq, mark) for seq, mark in json.loads(facts(session).get(HANDED_OUT, "[]"))}
    return sorted((point for point in found if holds(session, point)), key=lambda point: point.seq)


def holds(session: Session, point: Point) -> bool:
    """Say whether the file has been at a point: in its own journal, or in its lineage."""
    if point.file == file_id(session):
        return mark_of(session, point.seq) == point.mark
    return point in lineage(session)


def age(session: Session, point: Point) -> tuple[int, int]:
    """Return what orders the points that this file :func:`holds`, older ones first."""
    return (1, point.seq) if point.file == file_id(session) else (0, lineage(session).index(point))


def last_shared(session: Session, other: Session) -> Point | None:
    """Return the youngest point at which both files have been, or None."""
    own = file_id(session)
    if own == file_id(other):  # the file was copied by the system, and work went on in both
        query = select(ChangeRow.seq, ChangeRow.at, ChangeRow.session).order_by(ChangeRow.seq)
        mine, theirs = (one.execute(query).all() for one in (session, other))
        common = list(takewhile(lambda pair: pair[0] == pair[1], zip(mine, theirs, strict=False)))
        seq = common[-1][0].seq if common else 0
        return Point(own, seq, mark_of(session, seq) or "")
    points = [point for point in (*lineage(session), *lineage(other)) if holds(session, point) and holds(other, point)]
    return max(points, key=lambda point: age(other, point), default=None)


# States --------------------------------------------------------------------------------------------------------------


def states_since(session: Session, point: Point) -> States:
    """Return how the rows that changed since a point were there; raises ValueError where the file was never there."""
    if not holds(session, point):
        raise ValueError("this file has never been at that point")
    if point.file == file_id(session):
        return _changed(session, point.seq)
    states = _changed(session, 0)
    points = lineage(session)
    for number in range(len(points) - 1, points.index(point) - 1, -1):
        take_back(states, _stretch(session, number))
    return states


def take_back(states: States, older: Mapping[Key, Was]) -> None:
    """Go back from the point of `states` to an older one; `older` says how what changed between them was there."""
    for key, was in older.items():
        states[key] = states[key].before(was) if key in states else was


def _changed(session: Session, after: int, upto: int | None = None) -> States:
    """Return how the rows that the changes after `after`, up to `upto`, touched were before."""
    states: States = {}
    for seen in backwards(session, None if upto is None else upto + 1):
        if seen.change.seq <= after:
            break
        for image in reversed(list(seen.images())):
            key = (image.table, image.key)
            was = _was(image)
            states[key] = states[key].before(was) if key in states else was
    return states


def _was(image: Image) -> Was:
    if image.op == "i":
        return Was(None)
    if image.op == "d":
        return Was(image.row)
    return Was({name: old for name, (old, _new) in image.row.items()}, part=True)


def _stretch(session: Session, number: int) -> States:
    return read_states(facts(session).get(f"{STRETCH}{number}", ""))


def stretches_back(session: Session) -> Iterator[tuple[int, States]]:
    """Give the stretches of this file's lineage with their numbers, the last one first."""
    for number in range(len(lineage(session)) - 1, -1, -1):
        yield number, _stretch(session, number)


def write_states(states: Mapping[Key, Was]) -> str:
    """Return states as a copy's facts hold them."""
    rows = [[table, key, was.row, was.part] for (table, key), was in states.items()]
    return b64encode(zlib.compress(json.dumps(rows, separators=(",", ":")).encode(), 9)).decode()


def read_states(written: str) -> States:
    """Return states from what :func:`write_states` wrote; "" holds none."""
    if not written:
        return {}
    rows = json.loads(zlib.decompress(b64decode(written)))
    return {(table, key): Was(row, part) for table, key, row, part in rows}


def descend(session: Session) -> tuple[list[Point], list[States]]:
    """Return the lineage of a copy that is made of this file now, and the states of its stretches."""
    points = lineage(session)
    stretches = [_stretch(session, number) for number in range(len(points))]
    first = 0
    for point in dict.fromkeys((*handed_out(session), here(session))):
        between = _changed(session, first, point.seq)
        if stretches:
            if first == 0:
                take_back(between, stretches[-1])  # the stretch to this file's own beginning goes on into its journal
            stretches[-1] = between
        points.append(point)
        stretches.append({})
        first = point.seq
    return points, stretches


def facts_of_copy(points: Iterable[Point], stretches: Iterable[States]) -> Iterator[tuple[str, str]]:
    """Give the facts by which a copy keeps its lineage."""
    yield LINEAGE, json.dumps([asdict(point) for point in points])
    for number, states in enumerate(stretches):
        if states:
            yield f"{STRETCH}{number}", write_states(states)
