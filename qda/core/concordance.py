"""Places in context: what was found, who said it, on which line, with the words around it; the label never with it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.documents import line_unit, source, source_text
from qda.core.participants import voices
from qda.core.text import cited_lines, lines, sentences
from qda.storage.models import Coding, Participant, Speaker, TurnRow

EXTENTS = ("words", "sentence", "line", "turn")
_AROUND = 60  # characters of context on each side
_SHOWN = 400  # characters of the words themselves

Span = tuple[str, int, int]
"""Which words: source id, start, end in code points."""


class Place(NamedTuple):
    """A place as a list shows it: `text` are its words (the first of many), `before` and `after` those on its line."""

    source_id: str
    source: str
    start: int
    end: int
    text: str
    before: str
    after: str
    lines: str
    speaker: str


@dataclass(frozen=True, slots=True)
class Scope:
    """Which places are wanted.

    `who` is everybody (""), ``participants`` (nobody who is marked as interviewer) or ``interviewers``;
    `participant_id` one person. With `uncoded_by`, only places to which this coder gave no code yet.
    """

    who: str = ""
    participant_id: str = ""
    uncoded_by: str = ""


class _Voice(NamedTuple):
    """A turn: where its words begin and end, and who speaks."""

    start: int
    end: int
    speech: int
    speaker: str
    participant_id: str
    interviewer: bool


class SpokenSource:
    """A source with its turns and lines, and what a passage of it is."""

    def __init__(self, session: Session, source_id: str) -> None:
        row = source(session, source_id)
        self.id, self.name, self.format = row.id, row.name, row.format
        self.text = source_text(session, source_id)
        query = (
            select(
                TurnRow.start,
                TurnRow.end,
                TurnRow.speech,
                Speaker.label,
                Participant.name,
                Speaker.participant_id,
                Speaker.interviewer,
            )
            .outerjoin(Speaker, Speaker.id == TurnRow.speaker_id)
            .outerjoin(Participant, Participant.id == Speaker.participant_id)
            .where(TurnRow.source_id == source_id)
            .order_by(TurnRow.start)
        )
        self.turns = [
            _Voice(start, end, speech, name or label or "", person or "", bool(asks))
            for start, end, speech, label, name, person, asks in session.execute(query)
        ]
        self._starts = [turn.start for turn in self.turns]
        unit, width = line_unit(session)
        self.lines = lines(self.text, self.turns, unit, width)  # type: ignore[arg-type]

    def turn_at(self, position: int) -> _Voice | None:
        """Return the turn in which a position lies."""
        place = bisect_right(self._starts, position) - 1
        return self.turns[place] if place >= 0 and position < self.turns[place].end else None

    def in_label(self, start: int, end: int) -> bool:
        """Tell whether a passage is nothing but the label of who speaks."""
        turn = self.turn_at(start)
        return turn is not None and end <= turn.speech

    def trimmed(self, start: int, end: int) -> tuple[int, int] | None:
        """Return a passage without the label at its beginning and white space at its ends; None where no word is left.

        A label in the middle stays: a passage is one stretch of the text.
        """
        turn = self.turn_at(start)
        start = start if turn is None else max(start, min(turn.speech, end))
        words = self.text[start:end]
        if not words.strip():
            return None
        return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())

    def extended(self, start: int, end: int, extent: str) -> tuple[int, int] | None:
        """Return the whole sentence, line or turn (paragraph where nobody speaks) of a passage, or its exact words."""
        if extent == "words":
            return self.trimmed(start, end)
        if extent == "turn" and (turn := self.turn_at(start)) is not None:
            return self.trimmed(turn.start, max(turn.end, end))
        if extent == "line":
            first = bisect_right(self.lines, start, key=lambda line: line[1])
            last = bisect_left(self.lines, end, key=lambda line: line[0])
            touched = self.lines[first:last]
        else:
            begin = self.text.rfind("\n", 0, start) + 1
            until = self.text.find("\n", end)
            until = until if until >= 0 else len(self.text)
            if extent == "turn":
                return self.trimmed(begin, until)
            turn = self.turn_at(start)
            begin = begin if turn is None else max(begin, min(turn.speech, start))
            touched = [span for span in sentences(self.text, begin, until) if span[1] > start and span[0] < end]
        return self.trimmed(touched[0][0], touched[-1][1]) if touched else self.trimmed(start, end)

    def place(self, start: int, end: int) -> Place:
        """Return a passage as a list shows it."""
        turn = self.turn_at(start)
        floor = turn.speech if turn is not None else 0
        before = self.text[max(floor, start - _AROUND) : start].rpartition("\n")[2]
        after = self.text[end : end + _AROUND].partition("\n")[0]
        shown = self.text[start : min(end, start + _SHOWN)] + (" …" if end - start > _SHOWN else "")
        if start - len(before) > floor and before and self.text[start - len(before) - 1] != "\n":
            before = "…" + before
        if end + len(after) < len(self.text) and after and self.text[end + len(after)] != "\n":
            after += "…"
        cited = cited_lines(self.lines, start, end)
        return Place(self.id, self.name, start, end, shown, before, after, cited, turn.speaker if turn else "")


def places(session: Session, found: Iterable[Span], scope: Scope | None = None) -> Iterator[Place]:
    """Yield those of the passages that are wanted, in context; what stands in a speaker's label is never."""
    wanted = _Wanted(session, scope or Scope())
    here: SpokenSource | None = None
    for source_id, start, end in found:
        if here is None or here.id != source_id:
            here = SpokenSource(session, source_id)
        if wanted.takes(here, start, end):
            yield here.place(start, end)


class _Wanted:
    """Decides whether a passage lies within a scope; reads of a source what it needs when it first comes to it."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope
        self._speaking = voices(session) if scope.participant_id else None
        self._coded: tuple[str, list[tuple[int, int]]] = ("", [])

    def takes(self, here: SpokenSource, start: int, end: int) -> bool:
        if here.in_label(start, end):
            return False
        turn = here.turn_at(start)
        asks = turn is not None and turn.interviewer
        if self._scope.who and asks != (self._scope.who == "interviewers"):
            return False
        person = self._scope.participant_id
        if person and (asks or self._speaking is None or person not in self._speaking.of(here.id, start, end)):
            return False
        return not self._scope.uncoded_by or not self._is_coded(here.id, start, end)

    def _is_coded(self, source_id: str, start: int, end: int) -> bool:
        if self._coded[0] != source_id:
            query = select(Coding.start, Coding.end).where(
                Coding.source_id == source_id, Coding.coder_id == self._scope.uncoded_by
            )
            self._coded = (source_id, joined_spans((begin, until) for begin, until in self._session.execute(query)))
        spans = self._coded[1]
        near = bisect_right(spans, start, key=lambda span: span[1])
        return near < len(spans) and spans[near][0] < end


def joined_spans(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in order, those that share characters made one; touching ones stay apart."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
