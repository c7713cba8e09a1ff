"""Where people are: speakers by their labels in all sources, and linking labels or whole sources to a person."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.naming import clean
from qda.core.participants import link_source, link_speaker
from qda.errors import NotFoundError
from qda.i18n import _
from qda.storage.models import Participation, Source, Speaker


@dataclass(frozen=True, slots=True)
class Place:
    """A source in which a label speaks, and who that is there (None: nobody is named)."""

    speaker_id: str
    source_id: str
    source: str
    participant_id: str | None


@dataclass(frozen=True, slots=True)
class Label:
    """A label under which somebody speaks, with its places in the order of sources; capitals don't tell labels apart.

    Those who only ask the questions are left out.
    """

    label: str
    places: tuple[Place, ...]


def labels(session: Session) -> list[Label]:
    """Return the labels of all speakers but interviewers, by the alphabet."""
    query = (
        select(Speaker.label, Speaker.id, Speaker.source_id, Source.name, Speaker.participant_id)
        .join(Source, Source.id == Speaker.source_id)
        .where(Speaker.interviewer.is_(False))
        .order_by(Source.position, Source.id, Speaker.id)
    )
    found: dict[str, tuple[str, list[Place]]] = {}
    for label, speaker_id, source_id, source, participant_id in session.execute(query):
        _name, places = found.setdefault(clean(label).casefold(), (clean(label), []))
        places.append(Place(speaker_id, source_id, source, participant_id))
    return [Label(name, tuple(places)) for _key, (name, places) in sorted(found.items())]


def link_label(
    session: Session, label: str, participant_id: str | None, source_ids: Collection[str] | None = None
) -> int:
    """Say that who speaks under a label is this participant (None: nobody's), in some sources or all.

    Returns in how many sources that was not so before. Raises NotFoundError where nobody speaks under the label.
    """
    wanted = clean(label).casefold()
    places = next((one.places for one in labels(session) if one.label.casefold() == wanted), ())
    places = tuple(place for place in places if source_ids is None or place.source_id in source_ids)
    if not places:
        raise NotFoundError(_("Nobody is called {label} in these sources.").format(label=label))
    changed = [place for place in places if place.participant_id != participant_id]
    for place in changed:
        link_speaker(session, place.speaker_id, participant_id)
    session.flush()
    return len(changed)


def whole_sources(session: Session, participant_id: str) -> list[str]:
    """Return the sources to which a participant is linked as a whole, not only by a speaker."""
    query = select(Participation.source_id).where(Participation.participant_id == participant_id)
    return list(session.scalars(query.order_by(Participation.id)))


def link_sources(session: Session, participant_id: str, source_ids: Collection[str]) -> int:
    """Link a participant to these sources as a whole and to no others; return how many links came or went."""
    known = whole_sources(session, participant_id)
    for source_id in known:
        if source_id not in source_ids:
            link_source(session, participant_id, source_id, linked=False)
    for source_id in source_ids:
        link_source(session, participant_id, source_id)
    session.flush()
    return len(set(known) ^ set(source_ids))
