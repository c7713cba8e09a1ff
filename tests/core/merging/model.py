"""What a merge must come to, reckoned from rows alone: what each side had, has, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from qda.storage.models import journalled_tables
from tests.core.merging.team import Row, Rows

Covered = set[tuple[str, str, str, int]]
TABLES = {table.name: table for table in journalled_tables()}


def owners(table: str, row: Row) -> Iterator[tuple[str, str]]:
    """Give (table, id) of what a row goes with when it goes."""
    for column in TABLES[table].columns:
        for key in column.foreign_keys:
            if key.ondelete == "CASCADE" and row[column.name] is not None:
                yield key.column.table.name, row[column.name]


def unique_keys(table: str) -> list[tuple[str, ...]]:
    """Return the columns by which two rows of a table are doubles."""
    from sqlalchemy import UniqueConstraint

    found = [
        tuple(column.name for column in rule.columns)
        for rule in TABLES[table].constraints
        if isinstance(rule, UniqueConstraint)
    ]
    return found + {"source": [("text_hash",)], "memo_link": [tuple(_content(table))]}.get(table, [])


def _content(table: str) -> Iterator[str]:
    return (column.name for column in TABLES[table].columns if column.name != "id")


def missing(before: Rows, other: Rows, had: Sequence[Rows], result: Rows) -> list[tuple[str, str]]:
    """Return (table, id) of rows of one side that are not in the result, though nobody took them away.

    A row was taken away where the `other` side had it once (it is in one of `had`) and has it no more. It may also
    have gone with its owner, be a double of a row that is there, or be a coding that became part of another one.
    """
    lost = []
    for table, rows in before.items():
        for key, row in rows.items():
            if key in result[table] or (key not in other[table] and any(key in one[table] for one in had)):
                continue
            if any(owner not in result[name] for name, owner in owners(table, row)):
                continue
            if _double(table, row, result) or (table == "coding" and _within(row, result["coding"])):
                continue
            lost.append((table, key))
    return lost


def _double(table: str, row: Row, result: Rows) -> bool:
    return any(
        all(row[name] == one[name] for name in names) for names in unique_keys(table) for one in result[table].values()
    )


def _within(row: Row, codings: dict[str, Row]) -> bool:
    same = ("source_id", "coder_id", "code_id")
    return any(
        all(one[name] == row[name] for name in same) and one["start"] <= row["start"] and row["end"] <= one["end"]
        for one in codings.values()
    )


def covered(codings: dict[str, Row]) -> Covered:
    """Return (coder, code, source, position) of all coded characters."""
    return {
        (row["coder_id"], row["code_id"], row["source_id"], place)
        for row in codings.values()
        for place in range(row["start"], row["end"])
    }


def merged_codings(base: Rows, ours: Rows, theirs: Rows) -> dict[str, Row] | None:
    """Return the codings that both sides' work comes to; None where they contradict each other in one of them."""
    result: dict[str, Row] = {}
    for key in base["coding"].keys() | ours["coding"].keys() | theirs["coding"].keys():
        old, mine, yours = (side["coding"].get(key) for side in (base, ours, theirs))
        if old is None:
            row = mine or yours
            assert row is not None
            if mine is not None and yours is not None and mine != yours:
                return None
            result[key] = row
        elif mine is None or yours is None:
            left = mine or yours
            if left is not None and _what(left) != _what(old):
                return None
        else:
            row = three_way(old, mine, yours)
            if row is None:
                return None
            result[key] = row
    return result


def _what(row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in ("source_id", "code_id", "coder_id", "start", "end", "note", "weight"))


def three_way(old: Row, mine: Row, yours: Row) -> Row | None:
    """Return a row with the changes of both sides, None where both changed one thing differently; borders are one."""
    if mine == yours:
        return mine
    spans = [(row["start"], row["end"]) for row in (old, mine, yours)]
    if spans[0] != spans[1] != spans[2] != spans[0]:
        return None
    result = {}
    for name, value in old.items():
        changed = [row[name] for row in (mine, yours) if row[name] != value]
        if len(changed) == 2 and changed[0] != changed[1]:
            return None
        result[name] = changed[0] if changed else value
    return result
