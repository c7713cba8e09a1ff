"""Attributes of participants and sources: their values, in one interview too, and changing what an attribute is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from qda.core import attribute_types
from qda.core.attribute_types import SEVERAL, TYPES, WITH_OPTIONS, parted
from qda.core.naming import clean, distinct
from qda.core.participants import add_attribute, attribute_row, free_attribute_name, set_values
from qda.errors import QdaError, QuestionError, RefusedError
from qda.i18n import _, n_
from qda.storage.models import Attribute, AttributeValue, Judgement, Participant, Source

_NAMED = 4  # values that a sentence names


@dataclass(frozen=True, slots=True)
class AttributeRow:
    """An attribute; `scope` is participant or source, `options` are those of a choice, in order."""

    id: str
    name: str
    type: str
    scope: str
    options: tuple[str, ...]


def attribute_rows(session: Session, scope: str | None = None) -> list[AttributeRow]:
    """Return the attributes of a scope, or all, in order."""
    query = select(Attribute).order_by(Attribute.position, Attribute.id)
    return [
        AttributeRow(row.id, row.name, row.type, row.scope, _options(row))
        for row in session.scalars(query if scope is None else query.where(Attribute.scope == scope))
    ]


def _options(row: Attribute) -> tuple[str, ...]:
    return tuple(json.loads(row.options)) if row.type in WITH_OPTIONS else ()


_Values = tuple[str, ...]


@dataclass(slots=True)
class Values:
    """All values of all attributes, by the ids of attribute, participant and source; several of one in their order.

    What is said of a person in one interview stands in that interview for what is said of the person as a whole.
    """

    _overall: dict[tuple[str, str], _Values] = field(default_factory=dict)
    _there: dict[tuple[str, str, str], _Values] = field(default_factory=dict)
    _source: dict[tuple[str, str], _Values] = field(default_factory=dict)
    _person: dict[tuple[str, str], _Values] = field(default_factory=dict)

    def overall(self, attribute_id: str, participant_id: str) -> _Values:
        """Return what is said of a person as a whole."""
        return self._overall.get((attribute_id, participant_id), ())

    def there(self, attribute_id: str, participant_id: str, source_id: str) -> _Values:
        """Return what is said of a person in one interview only."""
        return self._there.get((attribute_id, participant_id, source_id), ())

    def at(self, attribute_id: str, participant_id: str, source_id: str) -> _Values:
        """Return what holds for a person in an interview: what is said of them there, else as a whole."""
        return self.there(attribute_id, participant_id, source_id) or self.overall(attribute_id, participant_id)

    def of_person(self, attribute_id: str, participant_id: str) -> _Values:
        """Return all that is said of a person, as a whole and in any interview, each value once."""
        return self._person.get((attribute_id, participant_id), ())

    def of_source(self, attribute_id: str, source_id: str) -> _Values:
        """Return what an attribute of sources says of a source."""
        return self._source.get((attribute_id, source_id), ())


def values(session: Session) -> Values:
    """Read the values of all attributes."""
    result = Values()
    query = select(
        AttributeValue.attribute_id, AttributeValue.participant_id, AttributeValue.source_id, AttributeValue.value
    ).order_by(AttributeValue.id)
    for attribute_id, participant_id, source_id, value in session.execute(query):
        if participant_id is None:
            key = (attribute_id, source_id or "")
            result._source[key] = (*result._source.get(key, ()), value)
            continue
        person = (attribute_id, participant_id)
        if value not in (known := result._person.get(person, ())):
            result._person[person] = (*known, value)
        if source_id is None:
            result._overall[person] = (*result._overall.get(person, ()), value)
        else:
            place = (attribute_id, participant_id, source_id)
            result._there[place] = (*result._there.get(place, ()), value)
    return result


def known_values(session: Session) -> dict[str, tuple[str, ...]]:
    """Return for each attribute, by name, the values that anybody or any source has, each once."""
    query = select(Attribute.name, AttributeValue.value).join(Attribute, Attribute.id == AttributeValue.attribute_id)
    found: dict[str, dict[str, None]] = {}
    for name, value in session.execute(query.order_by(Attribute.position, AttributeValue.id)):
        found.setdefault(name, {})[value] = None
    return {name: tuple(known) for name, known in found.items()}


# Many cells at once --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid of attributes and what is to stand in it; several choices are parted by semicolons."""

    attribute_id: str
    participant_id: str | None
    source_id: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of cells: how many were `set`, and a sentence for each that could not be."""

    set: int
    refused: tuple[str, ...]


def set_cells(session: Session, cells: Iterable[Cell], *, new_options: str = "add") -> Filled:
    """Set the values of many cells; a cell whose words its attribute does not take is left and told of.

    With `new_options` "ask", what is no option yet is asked about once for all cells (QuestionError).
    """
    wanted = list(cells)
    if new_options == "ask":
        _ask_options(session, wanted)
    types = dict(session.execute(select(Attribute.id, Attribute.type)).all())
    done, refused = 0, []
    for cell in wanted:
        given = parted(types.get(cell.attribute_id, "text"), cell.words)
        try:
            set_values(session, cell.participant_id, cell.attribute_id, given, source_id=cell.source_id)
        except QdaError as error:
            refused.append(error.sentence)
        else:
            done += 1
    return Filled(done, tuple(dict.fromkeys(refused)))


def _ask_options(session: Session, cells: Sequence[Cell]) -> None:
    rows = {row.id: row for row in attribute_rows(session) if row.type in WITH_OPTIONS and row.options}
    fresh: dict[str, dict[str, None]] = {}
    for cell in cells:
        row = rows.get(cell.attribute_id)
        known = {option.casefold() for option in row.options} if row else set()
        for value in parted(row.type, cell.words) if row else ():
            if value.casefold() not in known:
                fresh.setdefault(row.name if row else "", {})[value] = None
    if not fresh:
        return
    told = [
        _("{values} in {attribute}").format(values=SEVERAL.join(f"“{value}”" for value in found), attribute=name)
        for name, found in fresh.items()
    ]
    number = sum(map(len, fresh.values()))
    sentence = _("These are no options yet: {values}.").format(values=", ".join(told))
    verb = n_("Add it to the options", "Add all {n} to the options", number)
    raise QuestionError(sentence, tuple(fresh), "new_options", (("add", verb),))


# What an attribute is ------------------------------------------------------------------------------------------------


def rename_attribute(session: Session, attribute_id: str, name: str) -> None:
    """Give an attribute another name, which no other has."""
    attribute_row(session, attribute_id).name = free_attribute_name(session, name, attribute_id)


def move_attribute(session: Session, attribute_id: str, position: int) -> None:
    """Put an attribute at `position` (from 0) among those of its scope."""
    moved = attribute_row(session, attribute_id)
    rows = list(session.scalars(select(Attribute).order_by(Attribute.position, Attribute.id)))
    alike = [row for row in rows if row.scope == moved.scope and row is not moved]
    alike.insert(max(0, min(position, len(alike))), moved)
    ordered = iter(alike)
    for number, row in enumerate(rows):
        (next(ordered) if row.scope == moved.scope else row).position = number


def edit_options(session: Session, attribute_id: str, options: Sequence[tuple[str, str]], *, used: str = "ask") -> None:
    """Give a choice these options in this order, each as (what it was called, its name now); "" for a new one.

    Renaming an option renames its values, and what coders decided; two options of one name become one. Where options
    that are left out have values, that is asked (QuestionError): with `used` "keep" those options stay, with "remove"
    their values go.
    """
    attribute = attribute_row(session, attribute_id)
    if attribute.type not in WITH_OPTIONS:
        raise RefusedError(_("{name} is no choice, so it has no options.").format(name=attribute.name))
    renamed = {old: clean(new) for old, new in options if old}
    if not all(clean(new) for _old, new in options):
        raise RefusedError(_("An option needs a name."))
    rows = list(session.scalars(select(AttributeValue).where(AttributeValue.attribute_id == attribute_id)))
    left = [option for option in json.loads(attribute.options) if option not in renamed]
    lost = [row for row in rows if row.value in left]
    names = [clean(new) for _old, new in options]
    if lost and used == "ask":
        _ask_left_out(attribute.name, [row.value for row in lost])
    if lost and used == "keep":
        names += [option for option in left if any(row.value == option for row in lost)]
    elif lost:
        session.execute(delete(AttributeValue).where(AttributeValue.id.in_([row.id for row in lost])))
        rows = [row for row in rows if row not in lost]
    attribute.options = json.dumps(list(dict.fromkeys(names)), ensure_ascii=False)
    for row in rows:
        row.value = renamed.get(row.value, row.value)
    for judgement in session.scalars(select(Judgement).where(Judgement.attribute_id == attribute_id)):
        said = [renamed.get(value, value) for value in parted(attribute.type, judgement.value)]
        judgement.value = SEVERAL.join(dict.fromkeys(said))
    session.flush()
    _drop_doubles(session, rows)


def _ask_left_out(name: str, found: Sequence[str]) -> None:
    n = len(found)
    sentence = _("{values} of {name} would have no option any more: {told}.").format(
        values=n_("{n} value", "{n} values", n),
        name=name,
        told=", ".join(f"“{value}”" for value in dict.fromkeys(found)),
    )
    keep, remove = _("Keep these options"), n_("Remove {n} value with them", "Remove {n} values with them", n)
    raise QuestionError(sentence, ("keep", "remove"), "used", (("keep", keep), ("remove", remove)))


def _drop_doubles(session: Session, rows: Sequence[AttributeValue]) -> None:
    """Let a cell hold each value once."""
    seen: set[tuple[str | None, str | None, str]] = set()
    for row in sorted(rows, key=lambda row: row.id):
        key = (row.participant_id, row.source_id, row.value)
        if key in seen:
            session.delete(row)
        seen.add(key)
    session.flush()


def retype(session: Session, attribute_id: str, type: str, *, unfitting: str = "ask") -> None:
    """Give an attribute another type; its values are written as that type writes them, and nothing is lost unasked.

    Values that don't fit are named (QuestionError): with `unfitting` "aside" they go to a new attribute of text, with
    "remove" they go. Several values of one person or source do not fit a type that takes one; as text they stay, with
    semicolons between.
    """
    attribute = attribute_row(session, attribute_id)
    if type not in TYPES:
        raise RefusedError(_("There is no attribute type {type}.").format(type=type))
    cells: dict[tuple[str | None, str | None], list[str]] = {}
    query = select(AttributeValue).where(AttributeValue.attribute_id == attribute_id).order_by(AttributeValue.id)
    for row in session.scalars(query):
        cells.setdefault((row.participant_id, row.source_id), []).append(row.value)
    fits: dict[tuple[str | None, str | None], list[str]] = {}
    for place, found in cells.items():
        whole = SEVERAL.join(found)
        given = parted(type, whole)
        known = [attribute_types.written(type, value) for value in given]
        if all(known) and (len(found) == 1 or type in ("text", "choices")):
            fits[place] = [value for value in known if value]
    misfits = {place: SEVERAL.join(found) for place, found in cells.items() if place not in fits}
    if misfits and unfitting == "ask":
        raise _misfits(session, attribute, type, misfits)
    # Options stay where the new type has none, for the day when the attribute is a choice again.
    attribute.type = type
    session.flush()
    for place in cells:
        set_values(session, place[0], attribute_id, fits.get(place, ()), source_id=place[1])
    if misfits and unfitting == "aside":
        names = session.scalars(select(Attribute.name)).all()
        name = distinct(_("{name} (as text)").format(name=attribute.name), names)
        aside = add_attribute(session, name, scope=attribute.scope)
        for place, words in misfits.items():
            set_values(session, place[0], aside, [words], source_id=place[1])


def _misfits(
    session: Session, attribute: Attribute, type: str, misfits: dict[tuple[str | None, str | None], str]
) -> QuestionError:
    """Return the question that names values which don't fit, and whose they are."""
    people = dict(session.execute(select(Participant.id, Participant.name)).all())
    sources = dict(session.execute(select(Source.id, Source.name)).all())
    told = [
        f"“{words}” ({', '.join(filter(None, (people.get(who or ''), sources.get(where or ''))))})"
        for (who, where), words in list(misfits.items())[:_NAMED]
    ]
    more = len(misfits) - len(told)
    sentence = _("{values} of {name} can't be of the type {type}: {told}.").format(
        values=n_("{n} value", "{n} values", len(misfits)),
        name=attribute.name,
        type=TYPES[type].lower(),
        told=", ".join(told) + (n_(" and {n} more", " and {n} more", more) if more else ""),
    )
    answers = (
        ("aside", _("Keep them as words in an attribute of their own")),
        ("remove", n_("Remove {n} value", "Remove {n} values", len(misfits))),
    )
    return QuestionError(sentence, ("aside", "remove"), "unfitting", answers)


# Groups --------------------------------------------------------------------------------------------------------------

GROUP = _("Group")
"""The attribute of several choices that says to which groups a participant belongs."""


def put_into_group(session: Session, participant_ids: Iterable[str], group: str, *, into: bool = True) -> str:
    """Put participants into a group, or take them out of it, and return the id of the attribute that holds groups."""
    group = clean(group)
    if not group:
        raise RefusedError(_("A group needs a name."))
    known = next((row for row in attribute_rows(session) if row.name.casefold() == GROUP.casefold()), None)
    if known is not None and (known.scope, known.type) != ("participant", "choices"):
        sentence = _("{name} is an attribute of another kind. Make it one of several choices, or rename it.")
        raise RefusedError(sentence.format(name=known.name))
    key = known.id if known else add_attribute(session, GROUP, "choices", [group])
    read = values(session)
    for person in participant_ids:
        now = [value for value in read.overall(key, person) if value.casefold() != group.casefold()]
        set_values(session, person, key, [*now, group] if into else now)
    return key
