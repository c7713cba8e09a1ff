"""Removing for good what stems from a participant, here and wherever it comes back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.replacing import new_text, replaced
from qda.core.review.unkept import unkept
from qda.core.withdrawal.certificate import Certificate
from qda.core.withdrawal.gathering import own_words, reviewing
from qda.core.withdrawal.marks import Marks, marked, texts_ever
from qda.core.withdrawal.outside import outside, packs_holding
from qda.core.withdrawal.own_words import GONE, OwnWords
from qda.core.withdrawal.stemming import found, stretches
from qda.differing import differing
from qda.progress import Progress
from qda.storage import backups
from qda.storage.ids import new_id
from qda.storage.models import (
    EasyStatement,
    Picture,
    Recruitment,
    Source,
    Tombstone,
    TurnRow,
    Withdrawal,
    now_ms,
)
from qda.storage.project import Project
from qda.storage.rewriting import Counts, NewText, Plan, purge, rewrite
from qda.storage.texts import load_text

LABEL = "Withdraw participant"


def withdraw(
    project: Project,
    participant_id: str,
    coder_id: str | None = None,
    progress: Progress | None = None,
    *,
    memos: Collection[str] = (),
    sources: Collection[str] = (),
    names: bool = False,
) -> Certificate:
    """Remove a participant for good, with all that stems from them, and leave marks by which nothing comes back.

    What a person decided: the ids of `memos` about the participant and of unclear `sources` that go, too, and whether
    `names` that are common words as well are taken out everywhere (:class:`Stemming`). Journal and full text are
    rewritten, backups of this project deleted once a new one is made. Undo stops here. Raises NotFoundError,
    CancelledError (nothing was changed), ProjectFileError.
    """
    key = new_id()
    with project.rewriting(LABEL) as session:
        stemming = found(session, participant_id, sources)
        told = outside(session, stemming.marks, names=names)
        lost = len(backups.all_backups(project.meta("project_id") or ""))
        marks = stemming.marks | _texts(session, stemming.marks) | Marks(memos=frozenset(memos))
        done = take_out(session, marks, progress, names=names)
        counts = {**done.removed, "turn": stemming.counts.get("turns", 0)}
        at = now_ms()  # backups from before the end of this hold them; whoever opens the file next would drop them, too
        certificate = Certificate(key, counts, done.past, lost, coder_id, at, told)
        session.add(Withdrawal(id=key, counts=certificate.facts(), coder_id=coder_id, at=at))
        session.flush()
        for kind, ids in marks.kinds():
            session.add_all(Tombstone(withdrawal_id=key, kind=kind, mark=one) for one in sorted(ids))
    purge(project.path)
    backups.drop_from_before(project.path, at)
    return certificate


def take_out(
    session: Session,
    marks: Marks,
    progress: Progress | None = None,
    *,
    names: bool = False,
) -> Counts:
    """Take out of a file, in a transaction that rewrites it, what is there of some marks; raise CancelledError.

    `names` is as :func:`withdraw` has it.
    """
    return rewrite(session, _plan(session, marks, names=names), progress)


def _texts(session: Session, marks: Marks) -> Marks:
    """Return marks of the texts and files that hold the words of who is withdrawn, with others' or alone."""
    source_ids = {*marks.sources, *stretches(session, marks.speakers)}
    hashes = {one for ever in texts_ever(session, source_ids).values() for one in ever}
    return Marks(texts=marked(sorted(hashes | _originals(session, source_ids))))


def _plan(session: Session, marks: Marks, *, names: bool = False) -> Plan:
    people = reviewing(session, marks)
    turns = stretches(session, marks.speakers)
    theirs = own_words(session, marks, turns, people, names=names)
    texts: dict[bytes, NewText] = {}
    originals: set[bytes] = set()
    for source_id, spans in turns.items():
        texts |= _without(session, source_id, spans, theirs)
    # Also of what was theirs alone: a table of answers is the original of other people's sources, too.
    originals |= _originals(session, {*turns, *marks.sources})
    originals |= set(session.scalars(select(Picture.hash).where(Picture.participant_id.in_(marks.participants))))
    voices = select(EasyStatement.voice_hash).where(
        EasyStatement.voice_person_id.in_(people), EasyStatement.voice_hash.is_not(None)
    )
    originals |= {one for one in session.scalars(voices) if one is not None}
    spoken = session.scalars(select(TurnRow.id).where(TurnRow.speaker_id.in_(marks.speakers)))
    pictures = session.scalars(select(Picture.id).where(Picture.participant_id.in_(marks.participants)))
    return Plan(
        words=theirs.without,
        texts=texts,
        gone={
            "participant": marks.participants,
            "source": marks.sources,
            "speaker": marks.speakers,
            "turn": frozenset(spoken),
            "review_person": people,
            "picture": frozenset(pictures),
            "memo": marks.memos,
            # What they show is sealed by their code, so they can't stay without the words.
            "review_pack": packs_holding(session, theirs.holds, marks),
        },
        blobs=dict.fromkeys(originals),
        cells={"recruitment": _left(session, marks), **unkept(session)},
    )


def _left(session: Session, marks: Marks) -> dict[str, dict[str, str]]:
    """Return what the recruitment log keeps of who withdrew: that somebody did, for the numbers, and no reason."""
    rows = session.scalars(select(Recruitment.id).where(Recruitment.participant_id.in_(marks.participants)))
    return {key: {"outcome": "withdrew", "why": ""} for key in rows}


def _without(session: Session, source_id: str, spans: list[tuple[int, int]], theirs: OwnWords) -> dict[bytes, NewText]:
    """Return every text that a source ever had without the stretches that are `spans` in the present one, and names."""
    now = load_text(session, session.get_one(Source, source_id).text_hash)
    texts: dict[bytes, NewText] = {}
    for key in texts_ever(session, [source_id])[source_id]:
        old = load_text(session, key)
        back = replaced(now, [(start, end, old[begin:last]) for start, end, begin, last in differing(now, old)])
        there_then = [place for start, end in spans if (place := back.place(start, end)) is not None]
        texts[key] = _cut(old, there_then, theirs.named(old))
    return texts


def _originals(session: Session, source_ids: Collection[str]) -> set[bytes]:
    query = select(Source.original_hash).where(Source.id.in_(source_ids), Source.original_hash.is_not(None))
    return {one for one in session.scalars(query) if one is not None}


def _cut(text: str, spans: list[tuple[int, int]], names: list[tuple[int, int]]) -> NewText:
    """Return a text with "[withdrawn]" for `spans`, of which nothing is left, and for `names` that others say."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    said = [(first, last) for first, last in names if not any(start < last and first < end for start, end in joined)]
    made = new_text(replaced(text, [(start, end, GONE) for start, end in sorted([*joined, *said])]))

    def place(start: int, end: int) -> tuple[int, int] | None:
        inside = any(begin <= start and end <= last for begin, last in joined)
        return None if inside else made.place(start, end)

    return replace(made, place=place)
