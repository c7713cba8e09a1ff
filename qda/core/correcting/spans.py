"""All that lies on a text, moved to where it lies in a corrected one; what has no words there is put aside.

Turns are a matter of their own (:mod:`qda.core.correcting.turns`): they tell who speaks, and what is put in between
two of them is somebody's, too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Table, bindparam, func, select, update
from sqlalchemy.orm import Session

from qda.core import coding, memo_text
from qda.core.correcting import unplaced
from qda.core.documents import source
from qda.core.reconciling.resolutions import move_passages
from qda.storage.models import Base, Coding, Memo, TurnRow

Place = Callable[[int, int], tuple[int, int] | None]
"""Where ``[start, end)`` of the old text lies in the new one; None where nothing of it is left."""


@dataclass(frozen=True, slots=True)
class Moved:
    """How many passages lie elsewhere now, what was put aside (ids of `unplaced`), how many codings became one."""

    moved: int = 0
    emptied: tuple[str, ...] = ()
    joined: int = 0


def models() -> list[Any]:
    """Return the tables, as models, whose rows are passages of a source; turns aside."""
    mapped = [mapper.class_ for mapper in Base.registry.mappers]
    found = [model for model in mapped if {"source_id", "start", "end"} <= set(model.__table__.columns.keys())]
    return sorted((model for model in found if model is not TurnRow), key=lambda model: str(model.__tablename__))


def move(
    session: Session,
    source_id: str,
    place: Place,
    *,
    how: str,
    at: Callable[[int], int] | None = None,
    coder_id: str | None = None,
    weights: str = "ask",
) -> Moved:
    """Move all passages of a source to where `place` says that they lie in its new text.

    Those that lie nowhere are put aside with their links (:mod:`qda.core.correcting.unplaced`): as without words, or,
    where `how` is ``replace``, as without a place. `at` says where a position lies. Codings that overlap afterwards are
    joined as always (:mod:`qda.core.coding`), so that QuestionError is raised for differing weights. The source's own
    row is left to the caller, and still is that of the old text.
    """
    session.flush()
    moved = 0
    gone: dict[Table, Sequence[str]] = {}
    for model in models():
        went, gone[model.__table__] = _move_rows(session, model.__table__, source_id, place)
        moved += went
    why = "unplaced" if how == "replace" else "emptied"
    emptied = unplaced.put_aside(session, gone, why=why, coder_id=coder_id, at=at)
    move_links_in_memos(session, source_id, place)
    move_passages(session, source_id, place)
    session.expire_all()
    return Moved(moved, tuple(emptied), _join(session, source_id, weights))


def _move_rows(session: Session, table: Table, source_id: str, place: Place) -> tuple[int, list[str]]:
    """Move the rows of a table; return how many lie elsewhere now, and the ids of those that lie nowhere."""
    start, end = table.c["start"], table.c["end"]
    length = source(session, source_id).characters
    rows = session.execute(select(table.c.id, start, end).where(table.c.source_id == source_id, start.is_not(None)))
    gone: list[str] = []
    forth: list[tuple[int, dict[str, Any]]] = []
    back: list[tuple[int, dict[str, Any]]] = []
    for key, first, last in rows.all():
        found = place(first, length if last is None else last)
        if found is None:
            gone.append(key)
            continue
        # What goes from the beginning to the end of its source, whatever that is, goes on doing so.
        begin, finish = (0 if last is None and first == 0 else found[0]), (None if last is None else found[1])
        if (begin, finish) != (first, last):
            (forth if begin > first else back).append((first, {"key": key, "first": begin, "last": finish}))
    # One after the other, so that no two rows begin at one place meanwhile where only one may.
    ordered = [*sorted(forth, key=lambda one: -one[0]), *sorted(back, key=lambda one: one[0])]
    if ordered:
        statement = update(table).where(table.c.id == bindparam("key"))
        values: dict[str, Any] = {"start": bindparam("first"), "end": bindparam("last")}
        session.connection().execute(statement.values(values), [one for _first, one in ordered])
    return len(ordered), gone


def move_links_in_memos(session: Session, source_id: str, place: Place) -> None:
    """Let links to passages in the words of memos lead to where those lie now; what led nowhere stays as words."""
    mark = f"(passage:{source_id}:"
    for memo in session.scalars(select(Memo).where(Memo.body.contains(mark, autoescape=True))).all():
        moves: dict[memo_text.Link, memo_text.Link | None] = {}
        for link in memo_text.links_in(memo.body):
            if link.source_id == source_id and link.start is not None and link.end is not None:
                found = place(link.start, link.end)
                moves[link] = None if found is None else replace(link, start=found[0], end=found[1])
        memo.body = memo_text.relinked(memo.body, moves)
    session.flush()


def _join(session: Session, source_id: str, weights: str) -> int:
    """Bring the join rule about for the codes of which passages in a source overlap."""
    same = (Coding.coder_id, Coding.code_id)
    last = func.max(Coding.end).over(partition_by=same, order_by=(Coding.start, Coding.end), rows=(None, -1))
    ordered = select(Coding.code_id, Coding.start, last.label("last")).where(Coding.source_id == source_id).subquery()
    codes = session.scalars(select(ordered.c.code_id).where(ordered.c.last > ordered.c.start).distinct()).all()
    return sum(coding.join_overlaps(session, code_id, weights=weights) for code_id in sorted(codes))
