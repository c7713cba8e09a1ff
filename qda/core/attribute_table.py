"""Bringing facts about people or reports in from a table: what would become of every row, and doing it at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import attribute_types
from qda.core.attribute_columns import (
    ATTRIBUTE,
    NOTE,
    PERSON,
    SAMPLE,
    SOURCE,
    STUDY,
    Column,
    FactsTable,
    refuse_unnamed,
)
from qda.core.attribute_types import SEVERAL, parted
from qda.core.attributes import AttributeRow, Values, attribute_rows, values
from qda.core.documents import edit_source
from qda.core.naming import clean
from qda.core.participants import (
    add_attribute,
    add_participant,
    edit_participant,
    link_source,
    participants,
    set_values,
)
from qda.errors import RefusedError
from qda.i18n import _
from qda.storage.models import Participant, Source

NEW, SAME, DIFFERS, REFUSED = "new", "same", "differs", "refused"


@dataclass(frozen=True, slots=True)
class Fact:
    """One cell of a table: what it says of whom, and what the project says there already (`here`).

    `kind` is NEW, SAME, DIFFERS, or REFUSED with a `reason`; `attribute` is the name of an attribute, or the role of a
    column (note, study, sample).
    """

    row: int
    attribute: str
    words: str
    kind: str
    here: str = ""
    reason: str = ""
    source_id: str | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """What would become of one person or report: `key` is its id, None for a new person; `rows` are its rows."""

    name: str
    key: str | None
    rows: tuple[int, ...]
    facts: tuple[Fact, ...]
    source_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What would become of a table. `added` are the attributes it would make, (name, type); `refused` (row, reason)."""

    scope: str
    steps: tuple[Planned, ...]
    added: tuple[tuple[str, str], ...]
    refused: tuple[tuple[int, str], ...]

    def number(self, kind: str) -> int:
        """Return how many cells there are of a kind."""
        return sum(fact.kind == kind for step in self.steps for fact in step.facts)


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a table: new people, new attributes, values set, values kept against the table, refused rows."""

    people: int
    attributes: int
    set: int
    kept: int
    refused: tuple[tuple[int, str], ...]


@dataclass(slots=True)
class _Group:
    """The rows of one person or report: (row number, source id or None, cells)."""

    name: str
    key: str | None
    rows: list[tuple[int, str | None, tuple[str, ...]]] = field(default_factory=list)


def plan(session: Session, table: FactsTable) -> Plan:
    """Say what :func:`import_facts` would do with every cell; RefusedError where no column names anybody.

    People are known by their pseudonym, interviews and reports by name, file or study, capitals aside. Where a table
    names an interview in every row, what is the same in all rows of a person holds for the person, and what differs
    for the interviews; rows without an interview always hold for the person.
    """
    refuse_unnamed(table)
    known = {row.name.casefold(): row for row in attribute_rows(session)}
    refused: list[tuple[int, str]] = []
    columns: list[Column] = []
    for column in table.attributes():
        row = known.get(column.heading.casefold())
        if row is not None and row.scope != table.scope:
            sentence = _("{name} is an attribute of others already, so that column is left out.")
            refused.append((0, sentence.format(name=column.heading)))
        else:
            columns.append(column)
    groups, bad = _groups(session, table)
    refused += bad
    there = _There(session, table, known)
    return Plan(
        scope=table.scope,
        steps=tuple(there.step(group, columns) for group in groups),
        added=tuple((column.heading, column.type) for column in columns if column.heading.casefold() not in known),
        refused=tuple(refused),
    )


def _groups(session: Session, table: FactsTable) -> tuple[list[_Group], list[tuple[int, str]]]:
    """Return rows by the person or report they are about, and the rows that can't be used."""
    sources, people = _source_names(session), dict(_people(session))
    person, source = table.having(PERSON), table.having(SOURCE)
    groups: dict[str, _Group] = {}
    refused: list[tuple[int, str]] = []
    for number, cells in table.rows:
        name = cells[person.index] if person else cells[source.index] if source else ""
        place = cells[source.index] if source else ""
        source_id = sources.get(place.casefold()) if place else None
        if not name:
            refused.append((number, _("Nobody is named in this row.")))
        elif place and source_id is None:
            sentence = _("There is no interview or report called {name}.")
            refused.append((number, sentence.format(name=place)))
        else:
            key = people.get(name.casefold()) if person else source_id
            group = groups.setdefault(name.casefold() if person else source_id or "", _Group(name, key))
            twin = next((row for row, other, _cells in group.rows if other == (source_id if person else None)), None)
            if twin is not None:
                sentence = _("{name} stands in row {row} already.")
                refused.append((number, sentence.format(name=name, row=twin)))
            else:
                group.rows.append((number, source_id if person else None, cells))
    return list(groups.values()), refused


def _people(session: Session) -> Sequence[tuple[str, str]]:
    query = select(Participant.name, Participant.id).order_by(Participant.position.desc(), Participant.id.desc())
    return [(name.casefold(), key) for name, key in session.execute(query)]


def _source_names(session: Session) -> dict[str, str]:
    """Return sources by what a table may call them: a study that is in one report, its file, its name."""
    rows = session.execute(select(Source.id, Source.name, Source.original_name, Source.study_label)).all()
    found: dict[str, str] = {}
    studies = sorted((clean(row.study_label).casefold(), row.id) for row in rows if clean(row.study_label))
    for study, reports in groupby(studies, key=lambda pair: pair[0]):
        ids = [key for _study, key in reports]
        if len(ids) == 1:
            found[study] = ids[0]
    for attribute in ("original_name", "name", "id"):
        found |= {clean(getattr(row, attribute)).casefold(): row.id for row in rows if getattr(row, attribute)}
    return found


class _There:
    """What the project says already, and what a cell would change in it."""

    def __init__(self, session: Session, table: FactsTable, known: dict[str, AttributeRow]) -> None:
        self._table, self._attributes = table, known
        self._values: Values = values(session)
        self._notes = dict(session.execute(select(Participant.id, Participant.note)).all())
        labels = session.execute(select(Source.id, Source.study_label, Source.sample_label)).all()
        self._labels = {key: {STUDY: study, SAMPLE: sample} for key, study, sample in labels}

    def step(self, group: _Group, columns: Sequence[Column]) -> Planned:
        facts = [fact for column in columns for fact in self._facts(group, column)]
        for role in (NOTE,) if self._table.scope == "participant" else (STUDY, SAMPLE):
            column = self._table.having(role)
            for number, _source_id, cells in group.rows if column else ():
                if column and cells[column.index]:
                    facts.append(self._label(group, number, role, cells[column.index]))
                    break
        interviews = tuple(source_id for _number, source_id, _cells in group.rows if source_id)
        return Planned(group.name, group.key, tuple(row[0] for row in group.rows), tuple(facts), interviews)

    def _facts(self, group: _Group, column: Column) -> list[Fact]:
        told = [(number, source_id, cells[column.index]) for number, source_id, cells in group.rows]
        told = [one for one in told if one[2]]
        if told and all(source_id for _number, source_id, _cells in group.rows):
            row = self._attributes.get(column.heading.casefold())
            kind = row.type if row else column.type
            if len({tuple(parted(kind, words)) for _number, _source_id, words in told}) == 1:
                told = [(told[0][0], None, told[0][2])]
        return [self._fact(group, column, *one) for one in told]

    def _fact(self, group: _Group, column: Column, number: int, source_id: str | None, words: str) -> Fact:
        row = self._attributes.get(column.heading.casefold())
        kind, name = (row.type, row.name) if row else (column.type, column.heading)
        given = [attribute_types.written(kind, value) for value in parted(kind, words)]
        if not all(given):
            reason = attribute_types.refusal(name, kind, words)
            return Fact(number, name, words, REFUSED, reason=reason, source_id=source_id)
        here: tuple[str, ...] = ()
        if row and group.key and self._table.scope == "source":
            here = self._values.of_source(row.id, group.key)
        elif row and group.key:
            known = self._values
            here = known.there(row.id, group.key, source_id) if source_id else known.overall(row.id, group.key)
        same = sorted(map(str.casefold, here)) == sorted(str(value).casefold() for value in given)
        return Fact(
            number, name, words, SAME if same else DIFFERS if here else NEW, SEVERAL.join(here), source_id=source_id
        )

    def _label(self, group: _Group, number: int, role: str, words: str) -> Fact:
        known = self._notes.get(group.key or "", "") if role == NOTE else self._labels[group.key or ""][role]
        kind = SAME if clean(known) == words else DIFFERS if known else NEW
        return Fact(number, role, words, kind, known)


def import_facts(session: Session, table: FactsTable, *, take: bool = False) -> Brought:
    """Bring the facts of a table in: make people and attributes that are not there, and set what is not said yet.

    Where the project says something else it stays, or with `take` the table's is taken. People are linked to the
    interviews their rows name. Cells that an attribute does not take are left out and told of.
    """
    steps = plan(session, table)
    if not steps.steps:
        raise RefusedError(
            _("No row of {file} can be brought in: {reason}").format(file=table.file, reason=steps.refused[0][1])
        )
    types = {column.heading: column for column in table.columns if column.role == ATTRIBUTE}
    for name, type_ in steps.added:
        add_attribute(session, name, type_, types[name].options, scope=steps.scope)
    keys = {row.name: row for row in attribute_rows(session)}
    known = {person.id: person.source_ids for person in participants(session)}
    done = kept = people = 0
    refused = list(steps.refused)
    for step in steps.steps:
        key = step.key
        if key is None:
            key, people = add_participant(session, step.name), people + 1
        if steps.scope == "participant":
            for source_id in step.source_ids:
                if source_id not in known.get(key, ()):
                    link_source(session, key, source_id)
        for fact in step.facts:
            if fact.kind == REFUSED:
                refused.append((fact.row, fact.reason))
            elif fact.kind == DIFFERS and not take:
                kept += 1
            elif fact.kind != SAME:
                _set(session, steps.scope, key, fact, keys)
                done += 1
    return Brought(people, len(steps.added), done, kept, tuple(sorted(refused)))


def _set(session: Session, scope: str, key: str, fact: Fact, keys: dict[str, AttributeRow]) -> None:
    if fact.attribute == NOTE and fact.attribute not in keys:
        edit_participant(session, key, note=fact.words)
    elif fact.attribute in (STUDY, SAMPLE) and scope == "source" and fact.attribute not in keys:
        edit_source(session, key, **{f"{fact.attribute}_label": fact.words})
    else:
        row = keys[fact.attribute]
        given = parted(row.type, fact.words)
        person, source_id = (key, fact.source_id) if scope == "participant" else (None, key)
        set_values(session, person, row.id, given, source_id=source_id)
