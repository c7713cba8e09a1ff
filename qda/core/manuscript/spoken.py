"""What was said in the sources of a project, and by whom; translations of picked quotes are looked through, too."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.documents import source_names, source_text, turns_of
from qda.core.importers.speaker_words import INTERVIEWERS
from qda.core.manuscript.matching import Found
from qda.core.participants import participants, voices
from qda.core.quoted_words import Words, said_words
from qda.core.retrieval import Passages
from qda.core.text import Turn
from qda.core.themes.quotes import picked_quotes
from qda.storage.models import Speaker


class Spoken:
    """The texts in which quotations are looked for, each read when it is needed."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._names = dict(source_names(session))
        self._voices = voices(session)
        self._passages = Passages(session, self._names)
        self._translated = {f"translation {one.id}": one for one in picked_quotes(session) if one.translation.strip()}
        self._turns: dict[str, tuple[Turn, ...]] = {}
        asking: dict[str, set[str]] = {}
        labels = {*INTERVIEWERS, *(one.name for one in participants(session))}
        for source_id, label, interviewer in session.execute(
            select(Speaker.source_id, Speaker.label, Speaker.interviewer)
        ):
            labels.add(label)
            if interviewer:
                asking.setdefault(source_id, set()).add(label)
        self._asking = asking
        self.labels = frozenset(label for label in labels if label.strip())
        """What people are called in transcripts and papers."""

    def texts(self) -> dict[str, Callable[[], tuple[str, Words]]]:
        """Return what gives each text with its words, by a key: the id of a source, or one of a translation."""
        found: dict[str, Callable[[], tuple[str, Words]]] = {key: partial(self._source, key) for key in self._names}
        found.update({key: partial(self._translation, key) for key in self._translated})
        return found

    def _source(self, source_id: str) -> tuple[str, Words]:
        text = source_text(self._session, source_id)
        return text, said_words(text, self._turns_of(source_id))

    def _translation(self, key: str) -> tuple[str, Words]:
        text = self._translated[key].translation
        return text, said_words(text)

    def place(self, found: Found) -> tuple[str, int, int]:
        """Return source id, start and end of the words that were quoted, or of those whose translation was."""
        quote = self._translated.get(found.key)
        return (found.key, found.start, found.end) if quote is None else (quote.source_id, quote.start, quote.end)

    def said(self, found: Found) -> str:
        """Return the words that were quoted as they stand in the source, or in the translation."""
        quote = self._translated.get(found.key)
        if quote is not None:
            return quote.translation[found.start : found.end]
        return self.word(found.key, found.start, found.end)

    def word(self, source_id: str, start: int, end: int) -> str:
        """Return words of a source."""
        return self._passages.text(source_id, start, end)

    def name(self, source_id: str) -> str:
        """Return the name of a source."""
        return self._names[source_id]

    def lines(self, source_id: str, start: int, end: int) -> str:
        """Return the citable lines of a passage."""
        return self._passages.lines(source_id, start, end)

    def people(self, source_id: str, start: int, end: int) -> list[str]:
        """Return whose words a passage is; nobody's where only the interviewer speaks."""
        return [] if self.asks(source_id, start, end) else self._voices.of(source_id, start, end)

    def asks(self, source_id: str, start: int, end: int) -> bool:
        """Say whether a passage lies in a turn of the interviewer."""
        turns = self._turns_of(source_id)
        number = bisect_right(turns, start, key=lambda turn: turn.start) - 1
        if number < 0:
            return False
        turn = turns[number]
        return end <= turn.end and turn.speaker in self._asking.get(source_id, ())

    def _turns_of(self, source_id: str) -> tuple[Turn, ...]:
        if source_id not in self._turns:
            self._turns[source_id] = turns_of(self._session, source_id)
        return self._turns[source_id]
