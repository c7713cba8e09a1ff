"""What stems from a participant: texts that are theirs alone, their turns in others, their words elsewhere."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core.withdrawal.marks import Marks
from qda.core.withdrawal.naming import Shared, common_names, shared_names
from qda.errors import NotFoundError
from qda.i18n import _
from qda.storage.models import (
    Coding,
    Memo,
    MemoLink,
    Participant,
    Participation,
    Quote,
    ReviewPerson,
    Source,
    Speaker,
    TurnRow,
)


@dataclass(frozen=True, slots=True)
class Stemming:
    """What a withdrawal would remove of a participant, by `name`; `counts` by kind.

    `memos` are those that others wrote about the participant, by id: their own words, which stay unless somebody
    decides otherwise. `unclear` are names of sources with several people in which none of the turns is known as theirs,
    `unclear_ids` the ids of these: they stay as well. `common` are names that are words of the study, too, and so are
    not taken out everywhere; `shared` those by which somebody else is called, too: where others say them, nobody but
    a person can tell who is meant.
    """

    name: str
    marks: Marks
    counts: dict[str, int]
    memos: tuple[str, ...]
    unclear: tuple[str, ...]
    unclear_ids: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    shared: Shared = field(default_factory=Shared)


def found(session: Session, participant_id: str, also: Collection[str] = ()) -> Stemming:
    """Return what stems from a participant; raise NotFoundError for one who isn't there.

    `also` are ids of unclear sources of which a person decided that they go with it, as a whole.
    """
    person = session.get(Participant, participant_id)
    if person is None:
        raise NotFoundError(_("That participant is not in this project any more."))
    linked = select(Participation.source_id).where(Participation.participant_id == participant_id)
    spoken = select(Speaker.source_id).where(Speaker.participant_id == participant_id)
    sources = {*session.scalars(linked), *session.scalars(spoken)}
    alone = frozenset(key for key in sources if key in also or _alone(session, key, participant_id))
    speakers = frozenset(
        session.scalars(
            select(Speaker.id).where(Speaker.participant_id == participant_id, Speaker.source_id.not_in(alone))
        )
    )
    marks = Marks(frozenset((participant_id,)), alone, speakers)
    spoke = set(session.scalars(select(Speaker.source_id).where(Speaker.id.in_(speakers))))
    silent = sources - alone - spoke
    return Stemming(
        person.name,
        marks,
        _counts(session, marks),
        tuple(session.scalars(select(MemoLink.memo_id).where(MemoLink.participant_id == participant_id).distinct())),
        *_named(session, silent),
        common_names(session, marks.participants),
        shared_names(session, marks.participants),
    )


def _named(session: Session, source_ids: Collection[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of sources and their ids, by name."""
    query = select(Source.name, Source.id).where(Source.id.in_(source_ids)).order_by(Source.name, Source.id)
    rows = session.execute(query).all()
    return tuple(name for name, _key in rows), tuple(key for _name, key in rows)


def _alone(session: Session, source_id: str, participant_id: str) -> bool:
    """Say whether nobody but the participant, and who asked, is in a source."""
    others = select(Participation.id).where(
        Participation.source_id == source_id, Participation.participant_id != participant_id
    )
    voices = select(Speaker.id).where(
        Speaker.source_id == source_id,
        Speaker.interviewer.is_(False),
        Speaker.participant_id.is_distinct_from(participant_id),
    )
    if session.scalars(others).first() is not None:
        return False
    # A source that is linked as a whole and has one voice without a name is theirs.
    known = session.scalars(select(Speaker.id).where(Speaker.participant_id == participant_id)).first()
    unnamed = session.scalars(voices).all()
    return not unnamed or (known is None and len(unnamed) == 1)


def stretches(session: Session, speakers: Collection[str]) -> dict[str, list[tuple[int, int]]]:
    """Return the turns of speakers by source, in order, in code points of the present text."""
    query = select(TurnRow.source_id, TurnRow.start, TurnRow.end).where(TurnRow.speaker_id.in_(speakers))
    turns: dict[str, list[tuple[int, int]]] = {}
    for source_id, start, end in session.execute(query.order_by(TurnRow.source_id, TurnRow.start)):
        turns.setdefault(source_id, []).append((start, end))
    return turns


def _counts(session: Session, marks: Marks) -> dict[str, int]:
    turns = stretches(session, marks.speakers)
    counts = {
        "participants": len(marks.participants),
        "sources": len(marks.sources),
        "turns": sum(map(len, turns.values())),
        "review_people": session.scalar(select(func.count()).where(ReviewPerson.participant_id.in_(marks.participants)))
        or 0,
    }
    for name, kind in (("codings", Coding), ("quotes", Quote)):
        rows = session.execute(select(kind.source_id, kind.start, kind.end)).all()
        counts[name] = sum(
            source_id in marks.sources
            or any(begin <= start and end <= last for begin, last in turns.get(source_id, ()))
            for source_id, start, end in rows
        )
    return {name: number for name, number in counts.items() if number}


def there(session: Session, marks: Marks, besides: Collection[str] = ()) -> Marks:
    """Return what a file holds of some marks: the things by id, and what stems from the participants there.

    Also sources under another id that have one of the marked texts, but for those `besides` (ids): they are known
    elsewhere as what stayed.
    """
    brought = Marks(
        participants=_still(session, Participant, marks.participants),
        sources=_still(session, Source, marks.sources),
        speakers=_still(session, Speaker, marks.speakers),
        memos=_still(session, Memo, marks.memos),
    )
    for participant_id in sorted(brought.participants):
        brought |= found(session, participant_id).marks
    if not marks.texts:
        return brought
    # Where their turns are known, those go and the others' stay.
    known = {*besides, *session.scalars(select(Speaker.source_id).where(Speaker.id.in_(brought.speakers)))}
    # By the text alone: the file that held their answer is the original of other people's answers, too.
    rows = session.execute(select(Source.id, Source.text_hash))
    alike = frozenset(key for key, text in rows if key not in known and marks.holds([text]))
    return brought | Marks(sources=alike)


def _still(
    session: Session, kind: type[Participant | Source | Speaker | Memo], keys: Collection[str]
) -> frozenset[str]:
    return frozenset(session.scalars(select(kind.id).where(kind.id.in_(keys))))
