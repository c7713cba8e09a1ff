"""Persons, variables with their values, and sets of documents and persons, as they come in from another program."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core import attribute_types
from qda.core.attribute_types import TYPES, WITH_OPTIONS
from qda.core.attributes import GROUP
from qda.core.exchange.bundle import Bundle, PersonItem, SetItem, ValueItem, Variable
from qda.core.exchange.drafting import Draft, Identities, identity
from qda.core.exchange.taking_texts import Spoken, Texts
from qda.core.naming import clean, distinct
from qda.i18n import _
from qda.storage.models import Attribute, AttributeValue, Participant, Participation, Speaker, TurnRow, now_ms

DOCUMENT_GROUP = _("Document group")
"""The attribute of sources that says in which sets of another program they are."""
_OWN = 0.8  # of what a speaker says, so much lies in a person's passages where the speaker is that person


def take_persons(session: Session, bundle: Bundle, draft: Draft, texts: Texts) -> None:
    """Bring in persons with the sources they are in; passages that are a speaker's turns make the speaker the person.

    Two persons who share a name stay two. Passages that are nobody's turns become the source as a whole, and are told.
    """
    identities = Identities(session, Participant)
    names = list(session.scalars(select(Participant.name)))
    last = session.scalar(select(func.max(Participant.position)))
    position = -1 if last is None else last
    there: set[tuple[str, ...]] = set(session.execute(select(Participation.participant_id, Participation.source_id)))
    speaking = _Speaking(session, draft, texts)
    for item in bundle.persons:
        key, known = identities.claim(item.id)
        draft.things["person", item.id] = key
        if known:
            draft.known["participants"] += 1
        else:
            name = clean(item.name) or _("Person without a name")
            free = distinct(name, names)
            if free != name:
                why = _("There is another person of that name; this one is called “{name}”.").format(name=free)
                draft.lose("moved", _("Names of persons"), name, why)
            names.append(free)
            position += 1
            row = {"id": key, "name": free, "note": item.description, "position": position, "created": now_ms()}
            draft.add(Participant, row)
            draft.new["participants"] += 1
        for source_id in _sources_of(draft, item, key, speaking):
            if (key, source_id) not in there:
                there.add((key, source_id))
                row_id = draft.row_id(Participation, 0, key, source_id)
                draft.add(Participation, {"id": row_id, "participant_id": key, "source_id": source_id})


def _sources_of(draft: Draft, item: PersonItem, key: str, speaking: _Speaking) -> list[str]:
    """Return the sources that a person is in as a whole; of those with passages that are turns, the speaker is it."""
    whole = [draft.things.get(("source", one)) for one in item.sources]
    found = [source_id for source_id in whole if source_id is not None]
    lost = len(whole) - len(found)
    if lost:
        draft.lose("unplaced", _("Sources of persons"), item.name, _("The source is not in the file."), lost)
    passages: dict[str, list[tuple[int, int]]] = {}
    for wanted, start, end in item.passages:
        source_id = draft.things.get(("source", wanted))
        place = speaking.texts.place(source_id, start, end) if source_id is not None else None
        if source_id is None or place is None:
            draft.lose("unplaced", _("Passages of persons"), item.name, _("It does not lie in a text of the file."))
        else:
            passages.setdefault(source_id, []).append(place)
    for source_id, spans in passages.items():
        if speaking.claim(source_id, key, spans):
            continue
        found.append(source_id)
        why = _("Passages belong to whoever speaks there; the person is in the source as a whole.")
        draft.lose("moved", _("Passages of persons"), item.name, why, len(spans))
    return list(dict.fromkeys(found))


@dataclass(slots=True)
class _Speaking:
    """Who speaks where, so that persons who own the turns of a speaker can become that speaker."""

    session: Session
    draft: Draft
    texts: Texts
    _known: dict[str, Spoken] = field(default_factory=dict)
    _given: dict[str, str] = field(default_factory=dict)

    def claim(self, source_id: str, person_id: str, spans: Sequence[tuple[int, int]]) -> bool:
        """Make the speakers whose words lie in `spans` the person; False where these are not just turns of theirs."""
        totals: dict[str, int] = {}
        inside: dict[str, int] = {}
        merged = _merged(spans)
        for start, end, speaker_id in self._spoken(source_id):
            totals[speaker_id] = totals.get(speaker_id, 0) + end - start
            inside[speaker_id] = inside.get(speaker_id, 0) + _shared(merged, start, end)
        free = [key for key in totals if self._given.get(key, person_id) == person_id]
        mine = [key for key in free if inside[key] >= _OWN * totals[key] > 0]
        covered = sum(inside[key] for key in mine)
        if not mine or covered < _OWN * sum(end - start for start, end in merged):
            return False
        for speaker_id in mine:
            if speaker_id not in self._given:
                self._given[speaker_id] = person_id
                self._give(speaker_id, person_id)
        return True

    def _spoken(self, source_id: str) -> Spoken:
        if source_id in self.texts.spoken:
            return self.texts.spoken[source_id]
        if source_id not in self._known:
            turns = select(TurnRow.start, TurnRow.end, TurnRow.speaker_id)
            turns = turns.where(TurnRow.source_id == source_id, TurnRow.speaker_id.is_not(None))
            self._known[source_id] = [(start, end, key or "") for start, end, key in self.session.execute(turns)]
            given = select(Speaker.id, Speaker.participant_id).where(Speaker.source_id == source_id)
            self._given |= {key: person for key, person in self.session.execute(given) if person is not None}
        return self._known[source_id]

    def _give(self, speaker_id: str, person_id: str) -> None:
        row = next((one for one in self.draft.rows.get(Speaker, ()) if one["id"] == speaker_id), None)
        if row is not None:
            row |= {"participant_id": person_id, "interviewer": False}
        else:
            values = {"participant_id": person_id, "interviewer": False}
            self.draft.changes.append((Speaker, speaker_id, values))


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _shared(merged: Sequence[tuple[int, int]], start: int, end: int) -> int:
    """Return how many characters of ``[start, end)`` lie in spans that are in order and apart."""
    total = 0
    for number in range(bisect_left(merged, start, key=lambda span: span[1]), len(merged)):
        if merged[number][0] >= end:
            break
        total += max(0, min(end, merged[number][1]) - max(start, merged[number][0]))
    return total


# Variables -----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Attribute:
    """An attribute of the project as it is or becomes, with its options."""

    id: str
    name: str
    type: str
    scope: str
    options: list[str]
    fresh: bool


class _Attributes:
    """The attributes of the project, and the values that are given already."""

    def __init__(self, session: Session, draft: Draft) -> None:
        self.draft = draft
        self.identities = Identities(session, Attribute)
        rows = session.scalars(select(Attribute).order_by(Attribute.position)).all()
        self.all = [_Attribute(r.id, r.name, r.type, r.scope, json.loads(r.options), False) for r in rows]
        self.position = max((row.position for row in rows), default=-1)
        self.values: dict[tuple[str, str, str], list[str]] = {}
        columns = (AttributeValue.attribute_id, AttributeValue.participant_id, AttributeValue.source_id)
        for key, person, source, value in session.execute(select(*columns, AttributeValue.value)):
            if person is None or source is None:
                self.values.setdefault((key, person or "", source or ""), []).append(value)

    def called(self, name: str, scope: str) -> _Attribute | None:
        """Return the attribute of that name and scope."""
        wanted = (name.casefold(), scope)
        return next((one for one in self.all if (one.name.casefold(), one.scope) == wanted), None)

    def make(self, key: str, name: str, type: str, scope: str, options: list[str]) -> _Attribute:
        """Have an attribute written, under a name of its own."""
        free = distinct(name, (one.name for one in self.all))
        if free != name:
            why = _("There is another attribute of that name; this one is called “{name}”.").format(name=free)
            self.draft.lose("moved", _("Attributes"), name, why)
        made = _Attribute(key, free, type, scope, options, fresh=True)
        self.all.append(made)
        self.draft.new["attributes"] += 1
        return made

    def give(self, attribute: _Attribute, owner: str, values: Iterable[str]) -> None:
        """Have values written of a person or source; what is known or does not fit is left, and told."""
        place = ("", owner) if attribute.scope == "source" else (owner, "")
        there = self.values.setdefault((attribute.id, *place), [])
        # Formats without several values write them in one, as a cell of a table does.
        for value in (part for cell in values for part in attribute_types.parted(attribute.type, cell)):
            written = attribute_types.written(attribute.type, value)
            if written is not None and attribute.type in WITH_OPTIONS:
                written = self._option(attribute, written)
            if written in there:
                self.draft.known["values"] += 1
            elif written is None:
                why = attribute_types.refusal(attribute.name, attribute.type, value)
                self.draft.lose("unplaced", _("Values"), attribute.name, why)
            elif there and attribute.type != "choices":
                why = _("It is “{known}” here, and “{value}” in the file; the first stays.")
                self.draft.lose("unplaced", _("Values"), attribute.name, why.format(known=there[0], value=value))
            else:
                there.append(written)
                self.draft.new["values"] += 1
                row_id = self.draft.row_id(AttributeValue, len(there), attribute.id, owner, written)
                row = {"id": row_id, "attribute_id": attribute.id, "value": written}
                owners = {"participant_id": place[0] or None, "source_id": place[1] or None}
                self.draft.add(AttributeValue, {**row, **owners})

    def _option(self, attribute: _Attribute, value: str) -> str:
        known = {option.casefold(): option for option in reversed(attribute.options)}
        if value.casefold() in known:
            return known[value.casefold()]
        attribute.options.append(value)
        return value

    def finish(self, before: dict[str, int]) -> None:
        """Have new attributes written, and the options that known ones got."""
        for one in self.all:
            options = json.dumps(one.options, ensure_ascii=False)
            if one.fresh:
                self.position += 1
                row = {"id": one.id, "name": one.name, "type": one.type, "scope": one.scope, "options": options}
                self.draft.add(Attribute, {**row, "position": self.position})
            elif len(one.options) > before[one.id]:
                self.draft.changes.append((Attribute, one.id, {"options": options}))


def take_values(session: Session, bundle: Bundle, draft: Draft) -> None:
    """Bring in variables as attributes with their values, and sets of documents and persons as attributes of theirs.

    An attribute is known by its id, or else by its name. A type that not all values fit becomes text, one of a single
    value that has several becomes several choices.
    """
    attributes = _Attributes(session, draft)
    before = {one.id: len(one.options) for one in attributes.all}
    by_variable: dict[str, dict[str, list[str]]] = {}
    for value in bundle.values:
        _sort(by_variable, value)
    for item in bundle.variables:
        cells = by_variable.pop(item.id, {})
        attribute = _attribute(attributes, draft, item, cells)
        kind = "source" if attribute.scope == "source" else "person"
        for owner, values in cells.items():
            known = draft.things.get((kind, owner))  # type: ignore[arg-type]  # one of the two
            if known is None:
                why = _("Whom or what they are about is not in the file.")
                draft.lose("unplaced", _("Values"), attribute.name, why, len(values))
            else:
                attributes.give(attribute, known, values)
    for cells in by_variable.values():
        draft.lose("unplaced", _("Values"), "", _("Their variable is not in the file."), sum(map(len, cells.values())))
    _groups(attributes, draft, bundle)
    attributes.finish(before)


def _sort(by_variable: dict[str, dict[str, list[str]]], value: ValueItem) -> None:
    words = clean(value.value)
    if words:
        cell = by_variable.setdefault(value.variable, {}).setdefault(value.of, [])
        if words not in cell:
            cell.append(words)


def _attribute(attributes: _Attributes, draft: Draft, item: Variable, cells: dict[str, list[str]]) -> _Attribute:
    name = clean(item.name) or _("Attribute without a name")
    scopes = {one.id: one.scope for one in attributes.all}
    # What was only of persons in one file may be of sources in the next: then it is another attribute here.
    apart = (scopes.get(identity(item.id), item.scope) == "source") != (item.scope == "source")
    key, known = attributes.identities.claim(identity(f"{item.id} of {item.scope}") if apart else item.id)
    there = (
        next((one for one in attributes.all if one.id == key), None) if known else attributes.called(name, item.scope)
    )
    if item.description.strip():
        draft.lose("dropped", _("Descriptions of variables"), name, _("Attributes have no description here."))
    if there is not None:
        draft.known["attributes"] += 1
        return there
    type_ = item.type if item.type in TYPES else "text"
    values = [value for cell in cells.values() for value in cell]
    if any(attribute_types.written(type_, value) is None for value in values):
        why = _("Not all its values are of that type; here it is text.")
        draft.lose("moved", _("Types of variables"), name, why)
        type_ = "text"
    if type_ != "choices" and any(len(cell) > 1 for cell in cells.values()):
        type_ = "choices"
    return attributes.make(key, name, type_, item.scope, [])


# Sets ----------------------------------------------------------------------------------------------------------------


def _groups(attributes: _Attributes, draft: Draft, bundle: Bundle) -> None:
    """Make values of sets: “gender: male” of sources is the attribute gender, any other set a document group."""
    for one in bundle.sets:
        kinds = {kind for kind, _key in one.members}
        for kind in ("source", "person"):
            members = [draft.things.get((kind, key)) for of, key in one.members if of == kind]
            if kind in kinds:
                _group(attributes, one, "source" if kind == "source" else "participant", [m for m in members if m])
        others = sum(kind not in ("source", "person", "code") for kind, _key in one.members)
        if others:
            draft.lose("dropped", _("Sets"), one.name, _("Sets hold codes, sources or persons here."), others)
        if not kinds:
            draft.lose("unplaced", _("Sets"), one.name, _("Nothing is in it."))
        if one.description.strip() and kinds and "code" not in kinds:
            draft.lose("dropped", _("Descriptions of sets"), one.name, _("Groups have no description here."))


def _group(attributes: _Attributes, one: SetItem, scope: str, members: Sequence[str]) -> None:
    head, colon, tail = (clean(part) for part in one.name.partition(":"))
    name, value = (head, tail) if scope == "source" and colon and head and tail else ("", clean(one.name))
    name = name or (DOCUMENT_GROUP if scope == "source" else GROUP)
    value = value or _("Set without a name")
    attribute = attributes.called(name, scope)
    if attribute is None:
        attribute = attributes.make(identity(f"attribute of {scope}s {name}"), name, "choices", scope, [])
    elif attribute.type not in ("choices", "text", "choice"):
        attribute = attributes.make(identity(f"group of {scope}s {name}"), name, "choices", scope, [])
    before = attributes.draft.new["values"]
    for member in members:
        attributes.give(attribute, member, [value])
    attributes.draft.new["sets"] += attributes.draft.new["values"] > before
    attributes.draft.known["sets"] += attributes.draft.new["values"] == before
