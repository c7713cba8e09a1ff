"""Three versions of one row become one: column by column, and what only makes sense together as one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from qda.core.merging.tables import LATER, LONG, QUIET, TELLING, Form, Row

Bases = tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]
"""A row as it was for us and for them when both sides had it in common; None: it was not there."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Columns that both sides changed differently."""

    columns: tuple[str, ...]


def three_way(
    form: Form,
    ours: Row,
    theirs: Row,
    bases: Bases,
    unsaid: tuple[Collection[str], Collection[str]] = ((), ()),
) -> tuple[Row, list[Clash]]:
    """Return the columns that change here, with their values, and those about which somebody must be asked.

    `bases` are the row as it was for us and for them when both sides had it in common (None: it was not there). An
    empty pointer `unsaid` by a side says nothing: what it would point to was left out of that side's file.
    """
    taken: Row = {}
    clashes: list[Clash] = []
    for group in form.groups:
        mine, other = _values(ours, group), _values(theirs, group)
        if mine == other:
            continue
        our_base, their_base = (_values(base, group) if base is not None else None for base in bases)
        if other == their_base or (group[0] in unsaid[1] and other == (None,)):
            continue
        if mine == our_base or (group[0] in unsaid[0] and mine == (None,)):
            taken.update(zip(group, other, strict=True))
        elif group[0] in LATER:
            later = max((value for value in (*mine, *other) if value is not None), default=None)
            if (later,) != mine:
                taken[group[0]] = later
        elif not (group[0] in QUIET or _who(form, group)):
            clashes.append(Clash(group))
    return taken, clashes


def _who(form: Form, group: tuple[str, ...]) -> bool:
    """Say whether a column only tells who wrote a thing last: whose the thing is, is told by owners."""
    return group == ("coder_id",) and "coder_id" in form.links


def _values(row: Mapping[str, Any], group: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(row[column] for column in group)


def changed(form: Form, now: Row, base: Mapping[str, Any] | None) -> bool:
    """Say whether a row is another than it was, apart from where it stands in an order."""
    return base is None or any(now[name] != base[name] for name in form.columns if name not in TELLING)


def both(form: Form, columns: tuple[str, ...], ours: Row, theirs: Row) -> Row | None:
    """Return both versions of a clash put together, or None where they can't be.

    Words are put one below the other; the passages of a coding become one that covers both.
    """
    if form.name == "coding" and columns[:2] == ("start", "end"):
        first, last = min(ours["start"], theirs["start"]), max(ours["end"], theirs["end"])
        apart = min(ours["end"], theirs["end"]) <= max(ours["start"], theirs["start"])
        version = max(ours["text_version"], theirs["text_version"])
        return None if apart else {"start": first, "end": last, "text_version": version}
    (column, *more) = columns
    if more or column not in LONG or not (ours[column] and theirs[column]):
        return None
    return {column: f"{ours[column]}\n\n{theirs[column]}"}
