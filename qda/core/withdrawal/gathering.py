"""Gathering what a participant said, and what others did, wherever it may have been quoted."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.privacy.speaking import RUN
from qda.core.withdrawal.marks import Marks
from qda.core.withdrawal.naming import common_among, names_of, others_names, study_words
from qda.core.withdrawal.own_words import OwnWords, folded
from qda.storage.models import (
    Participant,
    Quote,
    QuoteWords,
    ReviewPerson,
    ReviewResponse,
    Source,
    Speaker,
    TurnRow,
)
from qda.storage.texts import load_text


def reviewing(session: Session, marks: Marks) -> frozenset[str]:
    """Return the ids that participants have among those who review."""
    return frozenset(
        session.scalars(select(ReviewPerson.id).where(ReviewPerson.participant_id.in_(marks.participants)))
    )


def own_words(
    session: Session,
    marks: Marks,
    turns: dict[str, list[tuple[int, int]]],
    people: Collection[str],
    *,
    names: bool = False,
) -> OwnWords:
    """Gather what the participant said, wherever it may have been quoted.

    `turns` are their stretches in texts with others (:func:`stretches`), `people` their ids among those who review.
    Names that are common words as well are among it with `names` only.
    """
    said: list[str] = []
    short: list[str] = []
    known = study_words(session, marks.participants)
    for source_id in marks.sources:
        text = load_text(session, session.get_one(Source, source_id).text_hash)
        asked = set(
            session.scalars(select(Speaker.id).where(Speaker.source_id == source_id, Speaker.interviewer.is_(True)))
        )
        rows = session.execute(
            select(TurnRow.speaker_id, TurnRow.speech, TurnRow.end).where(TurnRow.source_id == source_id)
        ).all()
        said += [text[start:end] for speaker, start, end in rows if speaker not in asked] if rows else [text]
    theirs = select(Source.text_hash, TurnRow.speech, TurnRow.end).join(Source, Source.id == TurnRow.source_id)
    for text_hash, start, end in session.execute(theirs.where(TurnRow.speaker_id.in_(marks.speakers))):
        said.append(load_text(session, text_hash)[start:end])
    printed = select(QuoteWords.words, Quote.translation, Quote.source_id, Quote.start, Quote.end, Source.text_hash)
    query = printed.select_from(Quote).join(Source, Source.id == Quote.source_id).outerjoin(QuoteWords)
    for words, translation, source_id, start, end, key in session.execute(query):
        inside = any(begin <= start and end <= last for begin, last in turns.get(source_id, ()))
        if source_id in marks.sources or inside:
            short += [load_text(session, key)[start:end], words or "", translation]
    answers = select(ReviewResponse.words).where(ReviewResponse.person_id.in_(people))
    short += session.scalars(answers)
    said += session.scalars(select(Participant.note).where(Participant.id.in_(marks.participants)))
    # A turn, a text or a note of a few words is theirs as a whole, but no code or theme is called otherwise for it.
    short += [text for text in said if len(folded(text)) < RUN and " ".join(folded(text)) not in known]
    called = names_of(session, marks.participants)
    common = common_among(session, called, marks.participants)
    if not names:
        called = [name for name in called if name not in common]
    others = _others_said(session, marks.sources, turns, people)
    return OwnWords([*said, *short], short, called, others, common, others_names(session, marks.participants))


def _others_said(
    session: Session,
    sources: Collection[str],
    turns: Mapping[str, Sequence[tuple[int, int]]],
    people: Collection[str],
) -> Iterator[str]:
    """Yield what others than a participant said, asked or answered in the present texts and reviews.

    `sources` are texts that are the participant's alone, `turns` the stretches of theirs in others by source, `people`
    their ids among those who review.
    """
    for source_id, text_hash in session.execute(select(Source.id, Source.text_hash)):
        text = load_text(session, text_hash)
        if source_id in sources:
            asked = select(TurnRow.speech, TurnRow.end).join(Speaker, Speaker.id == TurnRow.speaker_id)
            for start, end in session.execute(
                asked.where(TurnRow.source_id == source_id, Speaker.interviewer.is_(True))
            ):
                yield text[start:end]
            continue
        copied = 0
        for start, end in sorted(turns.get(source_id, ())):
            yield text[copied:start]
            copied = max(copied, end)
        yield text[copied:]
    answered = select(ReviewResponse.words).where(ReviewResponse.words != "")
    yield from session.scalars(answered.where(ReviewResponse.person_id.not_in(list(people))))
