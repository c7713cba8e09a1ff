"""Attribute by attribute: how many sources, or participants, have a value of the one and a value of the other.

A source has the values of its own attributes and, of attributes of participants, those of everybody in it; a
participant has their own values and those of the sources in which they are. What has several values counts in each of
them, and once in every total.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.participants import participants
from qda.core.retrieval import Filter
from qda.core.tables.axes import NOTHING, Head, Values, attribute_id, value_heads, values_of
from qda.errors import RefusedError
from qda.i18n import _
from qda.storage.models import Source


@dataclass(frozen=True, slots=True)
class Crossed:
    """Sets of things as bits, by row and column, and their unions; `people` says whether they are participants."""

    people: bool
    rows: list[list[int]]
    row_totals: list[int]
    column_totals: list[int]
    total: int


def cross(session: Session, rows: str, columns: str, count: str) -> tuple[list[Head], list[Head], Crossed]:
    """Cross the values of two attributes, or give the totals of one.

    What is counted is `count`, sources or participants; where it is neither, sources if `rows` is an attribute of
    theirs. Raises RefusedError where `columns` is no attribute.
    """
    down, across = _pair(session, rows, columns)
    people = count == "participants" or (count != "sources" and not down.of_sources)
    row_heads = value_heads(down)
    column_heads = value_heads(across) if across is not None else []
    cells = [[0] * len(column_heads) for _head in row_heads]
    row_totals, column_totals, total = [0] * len(row_heads), [0] * len(column_heads), 0
    row_at = {head.key: at for at, head in enumerate(row_heads)}
    column_at = {head.key: at for at, head in enumerate(column_heads)}
    for number, (_key, has) in enumerate(_things(session, people)):
        bit = 1 << number
        total |= bit
        mine = [column_at[value] for value in has(across)] if across is not None else []
        for at in mine:
            column_totals[at] |= bit
        for value in has(down):
            row_totals[row_at[value]] |= bit
            for at in mine:
                cells[row_at[value]][at] |= bit
    return row_heads, column_heads, Crossed(people, cells, row_totals, column_totals, total)


def behind(session: Session, row: tuple[str, str | None], column: tuple[str, str | None], *, people: bool) -> Filter:
    """Return the filter for all coded passages of the things in a cell; an axis with None stands for its total."""
    down, across = _pair(session, row[0], column[0])
    wanted = [(values, key) for values, key in ((down, row[1]), (across, column[1])) if key is not None]
    ids = tuple(
        thing
        for thing, has in _things(session, people)
        if all(values is not None and key in has(values) for values, key in wanted)
    )
    return Filter(participant_ids=ids) if people else Filter(source_ids=ids)


def named(session: Session, wanted: Filter) -> list[str]:
    """Return the names of the sources or participants that a filter of :func:`behind` is about."""
    if wanted.source_ids is not None:
        rows = session.execute(select(Source.id, Source.name).order_by(Source.position, Source.id)).all()
        return [name for key, name in rows if key in wanted.source_ids]
    return [person.name for person in participants(session) if person.id in (wanted.participant_ids or ())]


def _pair(session: Session, rows: str, columns: str) -> tuple[Values, Values | None]:
    down, across = attribute_id(rows), attribute_id(columns)
    if down is None or (across is None and columns != NOTHING):
        raise RefusedError(_("The values of an attribute can only be crossed with those of another attribute."))
    return values_of(session, down), values_of(session, across) if across is not None else None


_Has = Callable[[Values | None], Sequence[str]]


def _things(session: Session, people: bool) -> list[tuple[str, _Has]]:
    """Return (id, a function that tells its values) of every participant or every source."""
    everybody = participants(session)
    if people:
        return [(one.id, _of_person(one.id, one.source_ids)) for one in everybody]
    inside: dict[str, list[str]] = {}
    for one in everybody:
        for source_id in one.source_ids:
            inside.setdefault(source_id, []).append(one.id)
    ids = session.scalars(select(Source.id).order_by(Source.position, Source.id)).all()
    return [(source_id, _of_source(source_id, inside)) for source_id in ids]


def _of_person(person: str, source_ids: Sequence[str]) -> _Has:
    def has(values: Values | None) -> Sequence[str]:
        assert values is not None
        if values.of_sources:
            found = [value for source_id in source_ids for value in values.sources.get(source_id, ())]
        else:
            here = [value for source_id in source_ids for value in values.in_source.get((person, source_id), ())]
            found = [*values.own.get(person, ()), *here]
        return tuple(dict.fromkeys(found)) or ("",)

    return has


def _of_source(source_id: str, inside: Mapping[str, Sequence[str]]) -> _Has:
    def has(values: Values | None) -> Sequence[str]:
        assert values is not None
        if values.of_sources:
            return values.sources.get(source_id) or ("",)
        found = [value for person in inside.get(source_id, ()) for value in values.of_person(person, source_id)]
        return tuple(dict.fromkeys(found)) or ("",)

    return has
