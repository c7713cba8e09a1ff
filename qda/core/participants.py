"""Participants: who spoke or was studied, their attributes, and which words are theirs."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from qda.core import attribute_types
from qda.core.attribute_types import SEVERAL, TYPES, WITH_OPTIONS
from qda.core.naming import clean, required, unknown
from qda.errors import NotFoundError, QuestionError, RefusedError
from qda.i18n import _
from qda.storage.ids import new_id
from qda.storage.models import Attribute, AttributeValue, Participant, Participation, Source, Speaker, TurnRow

ATTRIBUTE_TYPES = tuple(TYPES)
SCOPES = ("participant", "source")
"""Whose attributes there are: participants' (as a whole, or in one interview) and sources' (reports, transcripts)."""


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """A participant with attribute values by attribute name (several values of one are several items).

    The values are all that are known of the person, those of single interviews included
    (:class:`qda.core.attributes.Values` tells them apart).
    """

    id: str
    name: str
    note: str
    attributes: dict[str, tuple[str, ...]]
    source_ids: tuple[str, ...]


def add_participant(session: Session, name: str, note: str = "") -> str:
    """Add a participant by pseudonym and return the id."""
    (participant_id,) = add_participants(session, [name])
    if note:
        edit_participant(session, participant_id, note=note)
    return participant_id


def add_participants(session: Session, names: Iterable[str]) -> list[str]:
    """Add participants by pseudonym and return their ids; a name that is taken gets a number."""
    taken = {name.casefold() for name in session.scalars(select(Participant.name))}
    position = session.scalar(select(func.coalesce(func.max(Participant.position), -1))) or 0
    rows: list[Participant] = []
    for wanted in names:
        name = wanted = required(wanted, _("A participant needs a pseudonym."))
        number = 2
        while name.casefold() in taken:
            name, number = f"{wanted} ({number})", number + 1
        taken.add(name.casefold())
        position += 1
        rows.append(Participant(id=new_id(), name=name, position=position))
    session.add_all(rows)
    session.flush()
    return [row.id for row in rows]


def edit_participant(
    session: Session, participant_id: str, *, name: str | None = None, note: str | None = None
) -> None:
    """Change a participant's pseudonym or note."""
    row = _participant(session, participant_id)
    if name is not None:
        row.name = required(name, _("A participant needs a pseudonym."))
    if note is not None:
        row.note = note


def remove_participant(session: Session, participant_id: str) -> None:
    """Remove a participant; sources and codings stay, without the name. (To withdraw somebody is another thing.)"""
    session.delete(_participant(session, participant_id))


def find_participant(session: Session, name: str) -> str:
    """Return the id of the participant with this id or pseudonym."""
    wanted = clean(name)
    rows = session.execute(select(Participant.id, Participant.name)).all()
    for key, known in rows:
        if wanted in (key, known):
            return key
    raise unknown(_("There is no participant called {name}."), wanted, (known for _key, known in rows))


def link_speaker(session: Session, speaker_id: str, participant_id: str | None) -> None:
    """Say which participant a speaker of a source is (None: nobody's)."""
    row = session.get(Speaker, speaker_id)
    if row is None:
        raise NotFoundError(_("That speaker is not in this project any more."))
    if participant_id is not None:
        _participant(session, participant_id)
        row.interviewer = False
    row.participant_id = participant_id


def link_source(session: Session, participant_id: str, source_id: str, *, linked: bool = True) -> None:
    """Link a participant to a whole source, or take the link away."""
    _participant(session, participant_id)
    mine = (Participation.participant_id == participant_id, Participation.source_id == source_id)
    if not linked:
        session.execute(delete(Participation).where(*mine))
    elif session.scalar(select(Participation.id).where(*mine)) is None:
        session.add(Participation(participant_id=participant_id, source_id=source_id))


def add_attribute(
    session: Session, name: str, type: str = "text", options: Iterable[str] = (), *, scope: str = "participant"
) -> str:
    """Add an attribute of participants or, by its `scope`, of sources and return its id; no two share a name.

    Its `type` is one of ATTRIBUTE_TYPES.
    """
    if type not in TYPES:
        raise RefusedError(_("There is no attribute type {type}.").format(type=type))
    if scope not in SCOPES:
        raise TypeError("attributes are of participants or sources")
    name = free_attribute_name(session, name)
    last = session.scalar(select(func.max(Attribute.position)))
    row = Attribute(
        name=name,
        type=type,
        scope=scope,
        options=json.dumps(list(dict.fromkeys(filter(None, map(clean, options)))), ensure_ascii=False),
        position=0 if last is None else last + 1,
    )
    session.add(row)
    session.flush()
    return row.id


def free_attribute_name(session: Session, name: str, but: str | None = None) -> str:
    """Return `name` cleaned; RefusedError where there is none or another attribute than `but` has it."""
    name = required(name, _("An attribute needs a name."))
    for key, known in session.execute(select(Attribute.id, Attribute.name)):
        if known.casefold() == name.casefold() and key != but:
            raise RefusedError(_("There is an attribute called {name} already.").format(name=known))
    return name


def attributes(session: Session, scope: str | None = "participant") -> list[tuple[str, str, str]]:
    """Return (id, name, type) of every attribute of participants, or of another `scope`, in order (None: of all)."""
    query = select(Attribute.id, Attribute.name, Attribute.type).order_by(Attribute.position, Attribute.id)
    return list(session.execute(query if scope is None else query.where(Attribute.scope == scope)))


def remove_attribute(session: Session, attribute_id: str) -> None:
    """Remove an attribute with all its values."""
    session.delete(attribute_row(session, attribute_id))


def attribute_row(session: Session, attribute_id: str) -> Attribute:
    """Return the row of an attribute; NotFoundError where there is none."""
    row = session.get(Attribute, attribute_id)
    if row is None:
        raise NotFoundError(_("That attribute is not in this project any more."))
    return row


def set_values(
    session: Session,
    participant_id: str | None,
    attribute_id: str,
    values: Iterable[str],
    *,
    source_id: str | None = None,
    new_options: str = "add",
) -> None:
    """Give a participant these values of an attribute; with `source_id` in that interview only.

    An attribute of sources takes a source and no participant. Several values are for the type ``choices`` only. A value
    that is no option yet becomes one; with `new_options` "ask" that is asked first (QuestionError). Raises RefusedError
    for what the type does not take.
    """
    attribute = attribute_row(session, attribute_id)
    if (participant_id is None) != (attribute.scope == "source") or (participant_id is None and source_id is None):
        raise TypeError("values belong to a participant, perhaps in one source, or to a source, as the scope says")
    if participant_id is not None:
        _participant(session, participant_id)
    if source_id is not None and session.get(Source, source_id) is None:
        raise NotFoundError(_("That source is not in this project any more."))
    wanted = checked(attribute, values)
    if attribute.type in WITH_OPTIONS:
        wanted = _with_options(attribute, wanted, new_options)
    there = (
        AttributeValue.attribute_id == attribute_id,
        AttributeValue.participant_id.is_(None)
        if participant_id is None
        else AttributeValue.participant_id == participant_id,
        AttributeValue.source_id.is_(None) if source_id is None else AttributeValue.source_id == source_id,
    )
    if session.scalars(select(AttributeValue.value).where(*there).order_by(AttributeValue.id)).all() == wanted:
        return
    session.execute(delete(AttributeValue).where(*there))
    session.add_all(
        AttributeValue(attribute_id=attribute_id, participant_id=participant_id, source_id=source_id, value=value)
        for value in wanted
    )
    session.flush()


def checked(attribute: Attribute, values: Iterable[str]) -> list[str]:
    """Return the values as they are written down, each once; RefusedError for what the attribute does not take."""
    wanted: dict[str, None] = {}
    for value in filter(None, map(clean, values)):
        known = attribute_types.written(attribute.type, value)
        if known is None:
            raise RefusedError(attribute_types.refusal(attribute.name, attribute.type, value))
        wanted[known] = None
    if len(wanted) > 1 and attribute.type != "choices":
        raise RefusedError(_("{name} takes one value only.").format(name=attribute.name))
    return list(wanted)


def _with_options(attribute: Attribute, wanted: Sequence[str], new_options: str) -> list[str]:
    """Return the values as the options write them; what is no option yet becomes one."""
    options: list[str] = json.loads(attribute.options)
    known = {option.casefold(): option for option in reversed(options)}
    fresh = [value for value in wanted if value.casefold() not in known]
    if fresh and options and new_options == "ask":
        sentence = _("{name} has no option {values} yet; it has {options}.").format(
            name=attribute.name, values=SEVERAL.join(f"“{value}”" for value in fresh), options=SEVERAL.join(options)
        )
        raise QuestionError(sentence, tuple(fresh), "new_options", (("add", _("Add it to the options")),))
    if fresh:
        attribute.options = json.dumps([*options, *fresh], ensure_ascii=False)
    return list(dict.fromkeys(known.get(value.casefold(), value) for value in wanted))


def participants(session: Session) -> list[ParticipantRow]:
    """Return all participants in order, with attributes and the sources in which they are."""
    values: dict[str, dict[str, dict[str, None]]] = {}
    query = (
        select(AttributeValue.participant_id, Attribute.name, AttributeValue.value)
        .join(Attribute, Attribute.id == AttributeValue.attribute_id)
        .order_by(Attribute.position, AttributeValue.id)
    )
    for participant_id, name, value in session.execute(query):
        if participant_id is not None:
            values.setdefault(participant_id, {}).setdefault(name, {})[value] = None
    where: dict[str, dict[str, None]] = {}
    for participant_id, source_id in _links(session):
        where.setdefault(participant_id, {})[source_id] = None
    return [
        ParticipantRow(
            id=row.id,
            name=row.name,
            note=row.note,
            attributes={name: tuple(found) for name, found in values.get(row.id, {}).items()},
            source_ids=tuple(where.get(row.id, {})),
        )
        for row in session.scalars(select(Participant).order_by(Participant.position, Participant.id))
    ]


def pseudonyms(session: Session, source_id: str) -> dict[str, str]:
    """Return the names of the participants who speak in a source, by the labels that their speakers have there."""
    query = select(Speaker.label, Participant.name).join(Participant, Participant.id == Speaker.participant_id)
    return dict(session.execute(query.where(Speaker.source_id == source_id)).all())


def _links(session: Session, source_ids: Collection[str] | None = None) -> list[tuple[str, str]]:
    in_whole = select(Participation.participant_id, Participation.source_id)
    speaking = select(Speaker.participant_id, Speaker.source_id).where(Speaker.participant_id.is_not(None))
    if source_ids is not None:
        in_whole = in_whole.where(Participation.source_id.in_(source_ids))
        speaking = speaking.where(Speaker.source_id.in_(source_ids))
    whole, spoken = session.execute(in_whole).all(), session.execute(speaking)
    return [*whole, *((participant_id, source_id) for participant_id, source_id in spoken if participant_id)]


@dataclass(slots=True)
class Voices:
    """Who speaks where, for all sources: answers which participants a passage belongs to.

    A passage belongs to the participants whose speech it touches; one that touches none of theirs (only the
    interviewer's, or unmarked text) belongs to the source's participant where there is just one.
    """

    _everyone: dict[str, list[str]] = field(default_factory=dict)
    _spans: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)

    def of(self, source_id: str, start: int, end: int) -> list[str]:
        """Return the ids of the participants whose words ``[start, end)`` of a source are, in order of speaking."""
        everyone = self._everyone.get(source_id, [])
        if len(everyone) < 2:
            return everyone
        spans = self._spans.get(source_id, [])
        first = bisect_right(spans, start, key=lambda span: span[1])
        last = bisect_left(spans, end, key=lambda span: span[0])
        return list(dict.fromkeys(span[2] for span in spans[first:last]))

    def everyone(self, source_id: str) -> list[str]:
        """Return the ids of all participants in a source."""
        return self._everyone.get(source_id, [])


def voices(session: Session, source_ids: Collection[str] | None = None) -> Voices:
    """Read who speaks where, in all sources or a few; turns are read only for sources with several participants."""
    result = Voices()
    for participant_id, source_id in _links(session, source_ids):
        everyone = result._everyone.setdefault(source_id, [])
        if participant_id not in everyone:
            everyone.append(participant_id)
    several = [source_id for source_id, everyone in result._everyone.items() if len(everyone) > 1]
    query = (
        select(TurnRow.source_id, TurnRow.start, TurnRow.end, Speaker.participant_id)
        .join(Speaker, Speaker.id == TurnRow.speaker_id)
        .where(TurnRow.source_id.in_(several), Speaker.participant_id.is_not(None))
        .order_by(TurnRow.start)
    )
    for source_id, start, end, speaking in session.execute(query) if several else ():
        result._spans.setdefault(source_id, []).append((start, end, speaking or ""))
    return result


def _participant(session: Session, participant_id: str) -> Participant:
    row = session.get(Participant, participant_id)
    if row is None:
        raise NotFoundError(_("That participant is not in this project any more."))
    return row
