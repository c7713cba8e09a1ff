"""Names of what a merge brings, so that people see more than numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

_NAMED = frozenset(
    ("code", "theme", "memo", "source", "participant", "attribute", "coder", "frame", "coding_round", "concept")
)

Names = dict[str, tuple[tuple[str, int], ...]]


def names_of_new(rows: Iterable[tuple[str, Mapping[str, Any]]], name: Callable[[str, Any], str]) -> Names:
    """Return the names of rows that are new, as (table, row), by table; `name` names a thing by table and id.

    Coded passages have no names: there it is those of their codes, each with its number, the largest first.
    """
    found: dict[str, list[tuple[str, int]]] = {}
    passages: Counter[str] = Counter()
    for table, row in rows:
        if table == "coding":
            passages[row["code_id"]] += 1
        elif table in _NAMED:
            found.setdefault(table, []).append((name(table, row["id"]), 0))
    if passages:
        found["coding"] = [(name("code", code), number) for code, number in passages.most_common()]
    return {table: tuple(names) for table, names in found.items()}
