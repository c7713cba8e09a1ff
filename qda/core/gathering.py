"""Passages gathered by who speaks or by the question they answer, to be looked through and coded."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core.concordance import Span, SpokenSource
from qda.core.documents import source_names
from qda.core.text import paragraphs
from qda.progress import Progress, go_on
from qda.storage.models import Participant, Participation, Speaker, TurnRow

_TABLES = (".csv", ".tsv", ".xlsx")
_QUESTION = ("?", "？", "؟")


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks in the project: a participant, or all speakers of a label that are nobody's yet."""

    name: str
    turns: int
    sources: int
    interviewer: bool
    participant_id: str = ""


def speaking(session: Session) -> list[Voice]:
    """Return who speaks in the project: participants in their order, then other speakers by label, interviewers last.

    A participant who is linked to whole sources without turns has no turns there, but can be coded all the same.
    """
    query = (
        select(Speaker.participant_id, Speaker.label, Speaker.interviewer, func.count(), Speaker.source_id)
        .join(TurnRow, TurnRow.speaker_id == Speaker.id)
        .group_by(Speaker.id)
    )
    turns: dict[tuple[str, str, bool], int] = {}
    where: dict[tuple[str, str, bool], set[str]] = {}
    for person, label, asks, count, source_id in session.execute(query):
        key = (person, "", False) if person else ("", label, bool(asks))
        turns[key] = turns.get(key, 0) + count
        where.setdefault(key, set()).add(source_id)
    for person, source_id in session.execute(select(Participation.participant_id, Participation.source_id)):
        where.setdefault((person, "", False), set()).add(source_id)
    people = session.execute(select(Participant.id, Participant.name).order_by(Participant.position, Participant.id))
    keys = {(key, "", False): name for key, name in people}
    found = [
        Voice(name, turns.get(key, 0), len(where[key]), False, key[0]) for key, name in keys.items() if key in where
    ]
    others = sorted((key for key in where if not key[0]), key=lambda key: (key[2], -turns[key], key[1]))
    return found + [Voice(key[1], turns[key], len(where[key]), key[2]) for key in others]


def turns_of(session: Session, wanted: Collection[Voice], progress: Progress | None = None) -> Iterator[Span]:
    """Yield what these people say, turn by turn; where a participant's source has no turns, its paragraphs."""
    people = {voice.participant_id for voice in wanted if voice.participant_id}
    labels = {(voice.name, voice.interviewer) for voice in wanted if not voice.participant_id}
    whole = set(session.scalars(select(Participation.source_id).where(Participation.participant_id.in_(people))))
    query = select(Speaker.source_id, Speaker.participant_id, Speaker.label, Speaker.interviewer)
    spoken = {
        source_id
        for source_id, person, label, asks in session.execute(query)
        if person in people or (not person and (label, bool(asks)) in labels)
    }
    for here in _sources(session, whole | spoken, progress):
        for turn in here.turns:
            named = not turn.participant_id and (turn.speaker, turn.interviewer) in labels
            mine = turn.participant_id in people or named
            if mine and (span := here.trimmed(turn.start, turn.end)):
                yield (here.id, *span)
        if not here.turns and here.id in whole:
            yield from ((here.id, *span) for part in paragraphs(here.text) if (span := here.trimmed(*part)))


@dataclass(slots=True)
class Question:
    """A question that was answered: a heading above answers, a source with all answers to it (both from surveys), or
    what an interviewer asked; `answers` are the passages that answer it."""

    text: str
    kind: str
    answers: list[Span] = field(default_factory=list)


def questions(session: Session, progress: Progress | None = None) -> list[Question]:
    """Return the questions of the project with their answers, those answered most often first.

    In an interview, all that others say until the interviewer asks the next question (with a question mark) answers it,
    each turn a passage; a "mhm" in between doesn't end the answer.
    """
    found: dict[tuple[str, str], Question] = {}
    for here in _sources(session, None, progress):
        for kind, text, span in _answered(here):
            asked = " ".join(text.split())
            question = found.setdefault((kind, asked.casefold()), Question(asked, kind))
            question.answers.append((here.id, *span))
    return sorted(found.values(), key=lambda question: -len(question.answers))


def _answered(here: SpokenSource) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """Yield kind and words of a question, and a passage that answers it."""
    speakers = [turn.speaker for turn in here.turns]
    headings = [span for span in paragraphs(here.text) if here.turn_at(span[0]) is None]
    # A column of a survey: one answer a person, and nothing but answers. A row of one is called after its person.
    column = here.format in _TABLES and not headings and len(set(speakers)) == len(speakers)
    if column and speakers != [here.name]:
        yield from (("source", here.name, span) for turn in here.turns if (span := here.trimmed(turn.start, turn.end)))
        return
    place, kind, asked = 0, "", ""
    for turn in here.turns:
        while place < len(headings) and headings[place][0] < turn.start:
            text = here.text[slice(*headings[place])]
            if here.format in _TABLES or text.rstrip().endswith(_QUESTION):
                kind, asked = "heading", text
            place += 1
        span = here.trimmed(turn.start, turn.end)
        if span is None:
            continue
        if turn.interviewer:
            words = here.text[slice(*span)]
            if any(mark in words for mark in _QUESTION):
                kind, asked = "asked", words
        elif asked:
            yield kind, asked, span


def _sources(session: Session, wanted: Collection[str] | None, progress: Progress | None) -> Iterator[SpokenSource]:
    ids = [key for key, _name in source_names(session) if wanted is None or key in wanted]
    for done, source_id in enumerate(ids):
        go_on(progress, done, len(ids))
        yield SpokenSource(session, source_id)
