"""Speakers of a corrected text: who is called otherwise everywhere stays who that is, who is new is added."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.documents import asks_questions
from qda.storage.models import Speaker, TurnRow


def settle(
    session: Session, source_id: str, spoken: Sequence[tuple[str | None, str | None]], fresh: Iterable[str | None]
) -> dict[str, str]:
    """Return the speaker's id of every label that a source's text has now.

    `spoken` says of each turn that goes on whose it was (an id) and under which label it stands now, `fresh` are labels
    of new turns. A speaker all of whose turns stand under one label that nobody had is called so from now on, and stays
    linked to the participant.
    """
    rows = list(session.scalars(select(Speaker).where(Speaker.source_id == source_id).order_by(Speaker.id)))
    known = {row.label: row for row in rows}
    now: dict[str | None, set[str | None]] = {}
    for speaker_id, label in spoken:
        now.setdefault(speaker_id, set()).add(label)
    needed = {label for several in now.values() for label in several if label} | set(filter(None, fresh))
    for row in rows:
        labels = now.get(row.id, set())
        label = next(iter(labels), None)
        if len(labels) == 1 and label and label not in known and row.label not in needed:
            known[label] = known.pop(row.label)
            row.label = label
            session.flush()
    for label in sorted(needed - known.keys()):
        known[label] = Speaker(source_id=source_id, label=label, interviewer=asks_questions(label))
        session.add(known[label])
    session.flush()
    return {label: row.id for label, row in known.items()}


def drop_silent(session: Session, source_id: str, before: Collection[str | None]) -> None:
    """Drop speakers who spoke `before` (ids) and have no turn left, unless they are linked to a participant."""
    speaking = select(TurnRow.speaker_id).where(TurnRow.source_id == source_id, TurnRow.speaker_id.is_not(None))
    silent = (Speaker.source_id == source_id, Speaker.id.not_in(speaking), Speaker.participant_id.is_(None))
    for row in session.scalars(select(Speaker).where(*silent)).all():
        if row.id in before:
            session.delete(row)
    session.flush()
