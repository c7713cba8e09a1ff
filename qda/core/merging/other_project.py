"""The rows of another project, as they would be here: ids of what is the same are those of ours, the others stay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import LargeBinary, Table, UniqueConstraint, select
from sqlalchemy.orm import Session

from qda.storage.ids import Uid
from qda.storage.lineage import States
from qda.storage.models import journalled_tables

Row = dict[str, Any]
Rows = dict[str, dict[str, Row]]
"""Table -> id -> column -> value."""

NEVER_BROUGHT = frozenset({"merge_report"})
_ID = re.compile(r"\b[0-9a-f]{32}\b", re.IGNORECASE)
# What makes two rows of two projects the same thing although their ids differ; beside the tables' own unique columns.
_SAME_BY = {
    "study": ((),),
    "level": (("name",),),
    "concept": (("name", "words"),),
    "guide_version": (("name", "text"),),
    "wording": (("preferred", "context"),),
    "turn": (("source_id", "start"),),
    "memo_link": (
        *(("memo_id", name, "start", "end") for name in ("code_id", "theme_id", "source_id")),
        *(("memo_id", name) for name in ("participant_id", "coding_id", "other_id")),
    ),
    "quote": (("theme_id", "code_id", "source_id", "start", "end", "kind"),),
    "sampling_target": (("attribute_id", "value", "across_id", "across"),),
}


def tables() -> list[Table]:
    """Return the tables whose rows come along, owners before what they own."""
    return [table for table in journalled_tables() if table.name not in NEVER_BROUGHT]


def rows_in(session: Session) -> Rows:
    """Return all rows of a project that may come along."""
    return {
        table.name: {row.id: dict(row._mapping) for row in session.execute(select(table).order_by(table.c.id))}
        for table in tables()
    }


def row_then(table: Table, written: Mapping[str, Any]) -> Row:
    """Return a row of the journal's images with the values that a table gives."""
    found: Row = {}
    for column in table.columns:
        if column.name not in written:
            continue
        value = written[column.name]
        if value is not None and isinstance(column.type, Uid):
            value = value.lower()
        elif value is not None and isinstance(column.type, LargeBinary):
            value = bytes.fromhex(value)
        found[column.name] = value
    return found


def states_then(states: States, now: Rows) -> dict[tuple[str, str], Row | None]:
    """Return how the rows that changed since a point were there, by table and id; None where they were not there."""
    known = {table.name: table for table in tables()}
    found: dict[tuple[str, str], Row | None] = {}
    for (name, key), was in states.items():
        if name not in known:
            continue
        row_id = key.lower()
        today = now[name].get(row_id)
        if was.row is None:
            found[name, row_id] = None
        elif not was.part:
            found[name, row_id] = {"id": row_id, **row_then(known[name], was.row)}
        elif today is not None:
            found[name, row_id] = {**today, **row_then(known[name], was.row)}
    return found


def owners(table: Table) -> Iterator[tuple[str, str, bool]]:
    """Give (column, table it points to, whether a row goes with what it points to) of the links of a table."""
    for column in table.columns:
        for key in column.foreign_keys:
            yield column.name, key.column.table.name, key.ondelete == "CASCADE"


def ways_to_be_same(table: Table) -> list[tuple[str, ...]]:
    """Return the sets of columns by any of which two rows of a table are one and the same thing."""
    unique = [
        tuple(column.name for column in rule.columns)
        for rule in table.constraints
        if isinstance(rule, UniqueConstraint)
    ]
    return [*unique, *_SAME_BY.get(table.name, ())]


def sign(names: tuple[str, ...], row: Row) -> tuple[Any, ...] | None:
    """Return by what a row is known, capitals aside; None where the columns that are to tell it hold nothing."""
    values = tuple(value.casefold() if isinstance(value := row[name], str) else value for name in names)
    return values if not names or any(value is not None for value in values[1:] or values) else None


@cache
def _id_columns(table: Table) -> frozenset[str]:
    return frozenset(column.name for column in table.columns if isinstance(column.type, Uid))


@dataclass(slots=True)
class Ids:
    """Which of our ids stand for theirs; what is not in `ours` keeps its id. `apart` is not the same, id or no id."""

    ours: dict[str, str] = field(default_factory=dict)
    apart: set[str] = field(default_factory=set)

    def __getitem__(self, key: str) -> str:
        """Return the id here of a thing of theirs."""
        return self.ours.get(key, key)

    def in_words(self, words: str) -> str:
        """Return words in which ids of theirs may stand (links of memos, keys of settings), with ours."""
        if len(words) < 32 or not self.ours:
            return words
        return _ID.sub(lambda found: self.ours.get(found[0].lower(), found[0]), words)

    def moved(self, table: Table, row: Row) -> Row:
        """Return a row of theirs that points to our things."""
        ids = _id_columns(table)
        return {name: self.ours.get(value, value) if name in ids else value for name, value in row.items()}

    def with_words(self, table: Table, row: Row) -> Row:
        """Return a row of theirs with the ids in its words (links of memos, keys of settings) put into ours."""
        ids = _id_columns(table)
        return {
            name: self.in_words(value) if isinstance(value, str) and name not in ids else value
            for name, value in row.items()
        }

    def translated(self, table: Table, row: Row) -> Row:
        """Return a row of theirs that points to our things, in words too."""
        return self.with_words(table, self.moved(table, row))


def parents_first(table: Table, rows: Iterable[Row]) -> list[Row]:
    """Return rows in an order in which what a row of the same table points to comes before it."""
    names = [name for name, target, _owned in owners(table) if target == table.name]
    waiting = {row["id"]: row for row in rows}
    if not names:
        return list(waiting.values())
    done: list[Row] = []
    while waiting:
        ready = [row for row in waiting.values() if not any(row[name] in waiting for name in names)]
        # What stands below itself can't be put in order; whoever wrote it must answer for it.
        for row in ready or list(waiting.values()):
            done.append(row)
            del waiting[row["id"]]
    return done
