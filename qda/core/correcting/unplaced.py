"""Passages that a correction left without words, or without a place: kept with all their links until somebody decides.

A row that is put aside leaves its table and is kept in `unplaced` under its own id, as it was, with what goes with it
and what pointed to it. Given a place, it is there again under that id, and so is all of this.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import LargeBinary, Table, delete, insert, select, update
from sqlalchemy.orm import Session

from qda.core import coding
from qda.core.correcting import versions
from qda.core.correcting.naming import KINDS, coder_of, name_of
from qda.core.documents import source, source_names
from qda.errors import NotFoundError, ProjectFileError, RefusedError
from qda.i18n import _
from qda.storage.ids import Uid
from qda.storage.models import Base, Unplaced

Row = dict[str, Any]
Rows = list[tuple[str, Row]]

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """A passage that waits for a decision.

    `kind` is its table (:data:`qda.core.correcting.naming.KINDS`), `why` ``emptied`` or ``unplaced``. `name` is that of
    its code, theme or memo, `words` what it covered in version `version` of the text, where it was ``[start, end)``;
    `coder_id` whose it is. `position` is where its words would stand in the present text, `found` where the very same
    words do stand there, if anywhere.
    """

    id: str
    source_id: str
    source: str
    kind: str
    why: str
    name: str
    words: str
    note: str
    coder_id: str | None
    start: int
    end: int | None
    version: int
    position: int
    found: tuple[tuple[int, int], ...]
    at: int


# Putting aside ------------------------------------------------------------------------------------------------------


def put_aside(
    session: Session,
    gone: Mapping[Table, Sequence[str]],
    *,
    why: str,
    coder_id: str | None = None,
    at: Callable[[int], int] | None = None,
) -> list[str]:
    """Take rows (ids by table) out of their tables and keep them, with what goes with them; return their ids.

    `coder_id` is whose those are that nobody in particular made, `at` says where a position lies in the new text.
    """
    parts = [(table, ids[first : first + 500]) for table, ids in gone.items() for first in range(0, len(ids), 500)]
    # All are looked at before any goes, since some point to others.
    kept: dict[str, dict[str, Rows]] = {table.name: {} for table in gone}
    for table, ids in parts:
        kept[table.name].update(_with_all(session, table, list(ids)))
    for kind, several in kept.items():
        for key, rows in several.items():
            row = rows[0][1]
            session.add(
                Unplaced(
                    id=key,
                    source_id=row["source_id"],
                    kind=kind,
                    why=why,
                    rows=json.dumps(rows, ensure_ascii=False, separators=(",", ":")),
                    version=source(session, row["source_id"]).text_version,
                    place=at(row["start"]) if at is not None else row["start"],
                    coder_id=coder_of(session, row) or coder_id,
                )
            )
    session.flush()
    for table, ids in parts:
        session.execute(delete(table).where(table.c.id.in_(ids)))
    session.expire_all()
    return [key for several in kept.values() for key in several]


def _with_all(session: Session, table: Table, keys: list[str]) -> dict[str, Rows]:
    """Return rows by id, each followed by what goes with it (whole) and what only points to it (id and pointer)."""
    found: dict[str, Rows] = {
        row.id: [(table.name, _written(row._mapping))]
        for row in session.execute(select(table).where(table.c.id.in_(keys)))
    }
    waiting: list[tuple[Table, dict[str, str]]] = [(table, {key: key for key in keys})]
    while waiting:
        owner, roots = waiting.pop(0)
        for other in Base.metadata.sorted_tables:
            for pointer in other.foreign_keys:
                if pointer.column.table is not owner or not other.info.get("journal"):
                    continue
                owns = pointer.ondelete == "CASCADE"
                column = pointer.parent
                below: dict[str, str] = {}
                for row in session.execute(select(other).where(column.in_(list(roots))).order_by(other.c.id)):
                    root = roots[row._mapping[column.name]]
                    whole = _written(row._mapping)
                    found[root].append((other.name, whole if owns else {n: whole[n] for n in ("id", column.name)}))
                    if owns:
                        below[row.id] = root
                if below:
                    waiting.append((other, below))
    return found


def _written(row: Any) -> Row:
    return {name: value.hex() if isinstance(value, bytes) else value for name, value in row.items()}


def _read(table: Table, row: Row) -> Row:
    """Return a kept row as its table takes it."""
    kinds = {name: table.c[name].type for name in row}
    binary = {name for name, kind in kinds.items() if isinstance(kind, LargeBinary) and not isinstance(kind, Uid)}
    return {
        name: bytes.fromhex(value) if name in binary and value is not None else value for name, value in row.items()
    }


# Looking ------------------------------------------------------------------------------------------------------------


def listing(session: Session, source_id: str | None = None) -> list[Waiting]:
    """Return what waits for a decision in a source, or in all, in the order of the text."""
    names = dict(source_names(session))
    query = select(Unplaced).order_by(Unplaced.source_id, Unplaced.place, Unplaced.id)
    if source_id is not None:
        query = query.where(Unplaced.source_id == source_id)
    order = {key: number for number, key in enumerate(names)}
    rows = sorted(session.scalars(query), key=lambda row: order[row.source_id])
    return [_waiting(session, row, names[row.source_id]) for row in rows]


def _waiting(session: Session, row: Unplaced, source_name: str) -> Waiting:
    kept = kept_rows(row)[0][1]
    start, end = kept["start"], kept["end"]
    try:
        words = versions.text_of(session, row.source_id, row.version)[start:end]
    except (NotFoundError, ProjectFileError):
        words = ""
    return Waiting(
        id=row.id,
        source_id=row.source_id,
        source=source_name,
        kind=row.kind,
        why=row.why,
        name=name_of(session, kept),
        words=words,
        note=kept.get("note", ""),
        coder_id=row.coder_id,
        start=start,
        end=end,
        version=row.version,
        position=row.place,
        found=tuple(_places(versions.text_of(session, row.source_id), words)),
        at=row.at,
    )


def _places(text: str, words: str) -> Iterable[tuple[int, int]]:
    start = text.find(words) if words.strip() else -1
    for _one in range(_SHOWN):
        if start < 0:
            return
        yield start, start + len(words)
        start = text.find(words, start + len(words))


def kept_rows(row: Unplaced) -> Rows:
    """Return what was put aside, as (table, row): the row itself, and what went with it or pointed to it."""
    found: Rows = json.loads(row.rows)
    return found


# Deciding -----------------------------------------------------------------------------------------------------------


def place(session: Session, unplaced_id: str, start: int, end: int, *, weights: str = "ask") -> None:
    """Give what was put aside the passage ``[start, end)`` of the present text; links to it are there again, too.

    Raises RefusedError for a passage that doesn't lie in the text, and where what it belongs to (its code, coder, theme
    or memo) is gone; QuestionError as :func:`qda.core.coding.apply_code` does.
    """
    row = _unplaced(session, unplaced_id)
    text = coding.source_of_passage(session, row.source_id, start, end)
    (name, own), *others = kept_rows(row)
    if _there(session, name, own["id"]):
        raise RefusedError(_("This passage has a place again already. Give up the one without words."))
    own |= {"start": start, "end": end}
    if "text_version" in own:
        own["text_version"] = text.text_version
    if not _put_back(session, name, own):
        sentence = _("What this passage belonged to ({kind}) is not in the project any more, so it can't be placed.")
        raise RefusedError(sentence.format(kind=KINDS[name]))
    for table, kept in others:
        if kept.keys() == set(Base.metadata.tables[table].columns.keys()):
            _put_back(session, table, kept)
        else:
            _point_again(session, table, kept)
    session.delete(row)
    session.flush()
    session.expire_all()
    if name == "coding":
        coding.join_overlaps(session, own["code_id"], weights=weights)


def drop(session: Session, unplaced_ids: Iterable[str]) -> int:
    """Give up what was put aside, for good but for undo; return how many there were."""
    rows = [session.get(Unplaced, key) for key in unplaced_ids]
    for row in rows:
        if row is not None:
            session.delete(row)
    session.flush()
    return sum(row is not None for row in rows)


def _unplaced(session: Session, unplaced_id: str) -> Unplaced:
    row = session.get(Unplaced, unplaced_id)
    if row is None:
        raise NotFoundError(_("That passage does not wait for a place any more."))
    return row


def _there(session: Session, name: str, key: str) -> bool:
    table = Base.metadata.tables[name]
    return session.execute(select(table.c.id).where(table.c.id == key)).first() is not None


def _put_back(session: Session, name: str, kept: Row) -> bool:
    """Put a kept row back; say False where what it belongs to is gone. What it only points to may be gone."""
    table = Base.metadata.tables[name]
    row = _read(table, kept)
    for pointer in table.foreign_keys:
        column = pointer.parent.name
        if row[column] is None or _there(session, pointer.column.table.name, row[column]):
            continue
        if pointer.ondelete == "CASCADE":
            return False
        row[column] = None
    if not _there(session, name, row["id"]):
        session.execute(insert(table).values(row))
    return True


def _point_again(session: Session, name: str, kept: Row) -> None:
    """Let a row point to what is there again, unless it points elsewhere by now."""
    table = Base.metadata.tables[name]
    (column,) = kept.keys() - {"id"}
    there = (table.c.id == kept["id"], table.c[column].is_(None))
    session.execute(update(table).where(*there).values({column: kept[column]}))
