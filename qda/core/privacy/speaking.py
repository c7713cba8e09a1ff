"""Where in the texts some participants speak, and what counts as words of theirs elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.participants import voices
from qda.storage.models import Source, Speaker, TurnRow

RUN = 6
"""So many words of somebody, one after the other, are theirs wherever they stand; fewer are in anybody's mouth."""


def runs_of(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """Return every run of :data:`RUN` words."""
    return zip(*(words[shift:] for shift in range(RUN)), strict=False)


def spoken(
    session: Session, people: Collection[str], *, labels: Collection[str] = ()
) -> Iterator[tuple[str, str, int, int]]:
    """Yield (source id, participant id, start, end) of each turn that some of `people` say; without turns all of it.

    A turn belongs to those whose words it holds (:class:`qda.core.participants.Voices`), the interviewer's to nobody.
    Of those in `labels` the speaker's label goes with it.
    """
    wanted = set(people)
    if not wanted:
        return
    speaking = voices(session)
    turns: dict[str, list[tuple[int, int, int, bool]]] = {}
    there = [(key, size) for key, size in session.execute(select(Source.id, Source.characters).order_by(Source.id))]
    there = [(key, size) for key, size in there if wanted.intersection(speaking.everyone(key))]
    query = (
        select(TurnRow.source_id, TurnRow.start, TurnRow.end, TurnRow.speech, Speaker.interviewer)
        .outerjoin(Speaker, Speaker.id == TurnRow.speaker_id)
        .where(TurnRow.source_id.in_([key for key, _size in there]))
        .order_by(TurnRow.start)
    )
    for source_id, start, end, speech, asks in session.execute(query):
        turns.setdefault(source_id, []).append((start, end, speech, bool(asks)))
    for source_id, size in there:
        if source_id not in turns:
            yield from ((source_id, person, 0, size) for person in speaking.everyone(source_id) if person in wanted)
        for start, end, speech, asks in turns.get(source_id, ()):
            for person in () if asks else speaking.of(source_id, speech, end):
                if person in wanted:
                    yield source_id, person, start if person in labels else speech, end
