"""Removing for good what stems from a participant, here and wherever it comes back."""

from __future__ import annotations

import json
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.replacing import new_text, replaced
from qda.core.withdrawal.own_words import GONE, OwnWords
from qda.core.withdrawal.stemming import Marks, found, stretches, there
from qda.differing import differing
from qda.progress import Progress
from qda.storage import backups
from qda.storage.ids import new_id
from qda.storage.looking_back import backwards
from qda.storage.models import (
    EasyStatement,
    Participant,
    Picture,
    Quote,
    QuoteWords,
    ReviewPerson,
    ReviewResponse,
    Source,
    Speaker,
    TextVersion,
    Tombstone,
    TurnRow,
    Withdrawal,
    now_ms,
)
from qda.storage.project import Project
from qda.storage.rewriting import Counts, NewText, Plan, purge, rewrite
from qda.storage.texts import load_text

LABEL = "Withdraw participant"


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was removed, how many of each kind, when, by whom; no content and no name of who withdrew.

    `past` are row images of the history that are others or gone, `backups` those that were deleted.
    """

    id: str
    counts: dict[str, int]
    past: int
    backups: int
    coder_id: str | None
    at: int


def withdraw(
    project: Project, participant_id: str, coder_id: str | None = None, progress: Progress | None = None
) -> Certificate:
    """Remove a participant for good, with all that stems from them, and leave marks by which nothing comes back.

    Journal and full text are rewritten, backups of this project deleted once a new one is made. Undo stops here. Raises
    NotFoundError, CancelledError (nothing was changed), ProjectFileError.
    """
    at, key = now_ms(), new_id()
    with project.rewriting(LABEL) as session:
        stemming = found(session, participant_id)
        done = _remove(session, stemming.marks, progress)
        counts = {**done.removed, "turn": stemming.counts.get("turns", 0)}
        session.add(Withdrawal(id=key, counts=json.dumps(counts, sort_keys=True), coder_id=coder_id, at=at))
        session.flush()
        for kind, ids in stemming.marks.kinds():
            session.add_all(Tombstone(withdrawal_id=key, kind=kind, mark=one) for one in sorted(ids))
    purge(project.path)
    return Certificate(key, counts, done.past, _renew_backups(project), coder_id, at)


def heed(project: Project, marks: Marks) -> Counts | None:
    """Remove again what a restored or merged file brought back of what was withdrawn; None where it brought nothing."""
    with project.read(everything=True) as session:
        brought = there(session, marks)
    if not any(ids for _kind, ids in brought.kinds()):
        return None
    with project.rewriting(LABEL) as session:
        done = _remove(session, brought, None)
    purge(project.path)
    return done


def _renew_backups(project: Project) -> int:
    project_id = project.meta("project_id") or ""
    old = backups.all_backups(project_id)
    backups.make(project.path, "withdrawn")
    for one in old:
        with suppress(FileNotFoundError):
            one.path.unlink()
    return len(old)


def _remove(session: Session, marks: Marks, progress: Progress | None) -> Counts:
    return rewrite(session, _plan(session, marks), progress)


def _plan(session: Session, marks: Marks) -> Plan:
    people = frozenset(
        session.scalars(select(ReviewPerson.id).where(ReviewPerson.participant_id.in_(marks.participants)))
    )
    turns = stretches(session, marks.speakers)
    texts: dict[bytes, NewText] = {}
    originals: set[bytes] = set()
    for source_id, spans in turns.items():
        texts |= _without(session, source_id, spans)
        originals |= set(
            session.scalars(
                select(Source.original_hash).where(Source.id == source_id, Source.original_hash.is_not(None))
            )
        )
    originals |= set(session.scalars(select(Picture.hash).where(Picture.participant_id.in_(marks.participants))))
    voices = select(EasyStatement.voice_hash).where(
        EasyStatement.voice_person_id.in_(people), EasyStatement.voice_hash.is_not(None)
    )
    originals |= {one for one in session.scalars(voices) if one is not None}
    spoken = session.scalars(select(TurnRow.id).where(TurnRow.speaker_id.in_(marks.speakers)))
    pictures = session.scalars(select(Picture.id).where(Picture.participant_id.in_(marks.participants)))
    return Plan(
        words=own_words(session, marks, turns, people).without,
        texts=texts,
        gone={
            "participant": marks.participants,
            "source": marks.sources,
            "speaker": marks.speakers,
            "turn": frozenset(spoken),
            "review_person": people,
            "picture": frozenset(pictures),
        },
        blobs=dict.fromkeys(originals),
    )


def _without(session: Session, source_id: str, spans: list[tuple[int, int]]) -> dict[bytes, NewText]:
    """Return every text that a source ever had without the stretches that are `spans` in the present one."""
    row = session.get_one(Source, source_id)
    now = load_text(session, row.text_hash)
    ever = {row.text_hash, *session.scalars(select(TextVersion.text_hash).where(TextVersion.source_id == source_id))}
    for seen in backwards(session):
        for image in seen.images({"source"}):
            if image.key.lower() == source_id and "text_hash" in image.row:
                named = image.row["text_hash"]
                ever |= {bytes.fromhex(one) for one in (named if isinstance(named, list) else [named])}
    texts: dict[bytes, NewText] = {}
    for key in ever:
        old = load_text(session, key)
        back = replaced(now, [(start, end, old[begin:last]) for start, end, begin, last in differing(now, old)])
        there_then = [place for start, end in spans if (place := back.place(start, end)) is not None]
        texts[key] = _cut(old, there_then)
    return texts


def _cut(text: str, spans: list[tuple[int, int]]) -> NewText:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    made = new_text(replaced(text, [(start, end, GONE) for start, end in joined]))

    def place(start: int, end: int) -> tuple[int, int] | None:
        inside = any(begin <= start and end <= last for begin, last in joined)
        return None if inside else made.place(start, end)

    return replace(made, place=place)


def own_words(
    session: Session, marks: Marks, turns: dict[str, list[tuple[int, int]]], people: Collection[str]
) -> OwnWords:
    """Gather what the participant said, wherever it may have been quoted.

    `turns` are their stretches in texts with others (:func:`stretches`), `people` their ids among those who review.
    """
    said: list[str] = []
    short: list[str] = []
    for source_id in marks.sources:
        text = load_text(session, session.get_one(Source, source_id).text_hash)
        asked = set(
            session.scalars(select(Speaker.id).where(Speaker.source_id == source_id, Speaker.interviewer.is_(True)))
        )
        rows = session.execute(
            select(TurnRow.speaker_id, TurnRow.speech, TurnRow.end).where(TurnRow.source_id == source_id)
        ).all()
        said += [text[start:end] for speaker, start, end in rows if speaker not in asked] if rows else [text]
    for source_id, spans in turns.items():
        text = load_text(session, session.get_one(Source, source_id).text_hash)
        said += [text[start:end] for start, end in spans]
    printed = select(QuoteWords.words, Quote.translation, Quote.source_id, Quote.start, Quote.end, Source.text_hash)
    query = printed.select_from(Quote).join(Source, Source.id == Quote.source_id).outerjoin(QuoteWords)
    for words, translation, source_id, start, end, key in session.execute(query):
        inside = any(begin <= start and end <= last for begin, last in turns.get(source_id, ()))
        if source_id in marks.sources or inside:
            short += [load_text(session, key)[start:end], words or "", translation]
    answers = select(ReviewResponse.words).where(ReviewResponse.person_id.in_(people))
    short += session.scalars(answers)
    names = session.scalars(select(Participant.name).where(Participant.id.in_(marks.participants)))
    return OwnWords([*said, *short], short, names)
