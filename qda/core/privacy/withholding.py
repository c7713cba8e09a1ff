"""What must not be shown of people who said no: while a product is written, their words are read as […].

Kept away at one place, so that no product can forget it: whoever reads passages or whole texts asks here, and what a
product is about to write is looked through for their words repeated elsewhere, as in memos. Who refused to be quoted is
counted like anybody else; of who refused to take part nothing is told. Nobody's silence is a no
(:mod:`qda.core.consent`).
"""

from __future__ import annotations

import operator
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from sqlalchemy import Result, event, or_, select
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria

from qda.core import consent
from qda.core.participants import Voices, voices
from qda.core.privacy.speaking import RUN, runs_of, spoken
from qda.i18n import n_
from qda.storage.models import AttributeValue, Consent, Participant, Participation, Quote, QuoteWords, Source, Speaker
from qda.storage.texts import load_texts

GONE = "[…]"
"""What stands where somebody's words are left out."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_FEWEST = 3  # words of a quote by which it is known where they stand alone
_LINE = re.compile(r"[^\n]+")
Thing = TypeVar("Thing")
Span = tuple[str, int, int]
_now: ContextVar[Withheld | None] = ContextVar("withheld", default=None)


def refusing(given: Mapping[str, consent.Given]) -> dict[str, bool]:
    """Return who refused to be quoted, or to take part at all (True), by all consents."""
    said = {one: known.answers for one, known in given.items()}
    return {
        one: answers.get("take_part") is False
        for one, answers in said.items()
        if False in (answers.get("quote"), answers.get("take_part"))
    }


class Withheld:
    """What one session keeps away, and what it has kept away so far. `people` are the participants who refused."""

    def __init__(self, session: Session, people: Mapping[str, bool]) -> None:
        self.people = frozenset(people)
        self.absent = frozenset(one for one, absent in people.items() if absent)
        self._speaking: Voices = voices(session)
        self._spans: dict[str, list[tuple[int, int]]] = {}
        for source_id, _person, start, end in spoken(session, self.people, labels=self.absent):
            self._spans.setdefault(source_id, []).append((start, end))
        query = select(Source.id, Source.text_hash).where(Source.id.in_(self._spans))
        hashes: dict[str, bytes] = dict(session.execute(query).all())
        loaded = load_texts(session, hashes.values())
        whole = {source_id: loaded[text_hash] for source_id, text_hash in hashes.items()}
        self._texts = {source_id: self._blank(source_id, text) for source_id, text in whole.items()}
        said = [whole[source_id][start:end] for source_id, spans in self._spans.items() for start, end in spans]
        self._alike = {_bare(words) for words in self._picked(session, whole) if len(words.split()) >= _FEWEST}
        self._runs = {run for words in (*said, *self._alike) for run in runs_of(_words(words))}
        self._handed_out: list[str] = []
        self._by_others: set[tuple[str, ...]] = set()
        self._passages: dict[Span, None] = {}
        self._repeated = 0

    def _blank(self, source_id: str, text: str) -> str:
        parts, copied = [], 0
        for start, end in sorted(self._spans[source_id]):
            if start >= copied:
                parts += [text[copied:start], _LINE.sub(_as_long, text[start:end])]
                copied = end
        return "".join((*parts, text[copied:]))

    def _picked(self, session: Session, texts: Mapping[str, str]) -> list[str]:
        """Return the words of their picked quotes: as they were said, as they are printed, and in translation."""
        columns = (Quote.source_id, Quote.start, Quote.end, Quote.translation, QuoteWords.words)
        query = select(*columns).outerjoin(QuoteWords, QuoteWords.quote_id == Quote.id)
        found = []
        for source_id, start, end, translation, words in session.execute(query):
            if self._refuses(source_id, start, end):
                found += [translation, words or "", texts[source_id][start:end]]
        return found

    def _refuses(self, source_id: str, start: int, end: int) -> bool:
        if source_id not in self._spans:
            return False
        # Where one person speaks alone, what is asked and answered is theirs (see Voices).
        return len(self._speaking.everyone(source_id)) == 1 or any(
            first < end and start < last for first, last in self._spans[source_id]
        )

    def refuses(self, source_id: str, start: int, end: int) -> bool:
        """Say whether somebody who speaks in a passage said no, and count it as left out where that is so."""
        if not self._refuses(source_id, start, end):
            return False
        self._passages[source_id, start, end] = None
        return True

    def text(self, source_id: str, text: str) -> str:
        """Return the whole text of a source with `[…]` and blanks for their words; as long as before."""
        shown = self._texts.get(source_id, text)
        self._handed_out.append(shown)
        return shown

    def keeps_away(self, source_id: str) -> bool:
        """Say whether words of a source are kept away."""
        return source_id in self._texts

    def passage(self, source_id: str, text: str, start: int, end: int) -> str:
        """Return the words of a passage of a text, `[…]` where theirs are in it."""
        if self.refuses(source_id, start, end):
            return GONE
        self._handed_out.append(text[start:end])
        return text[start:end]

    # What is written ---------------------------------------------------------------------------------------------

    def cleaned(self, thing: Thing) -> Thing:
        """Return words, or a thing made of words (a row, a table, a text), without theirs where they are repeated."""
        found: Any = thing
        if isinstance(thing, str):
            found = self._without(thing)
        elif isinstance(thing, tuple) and not hasattr(thing, "_fields"):
            made = tuple(map(self.cleaned, thing))
            found = thing if all(map(operator.is_, made, thing)) else made
        elif isinstance(thing, list):
            found = list(map(self.cleaned, thing))
        elif is_dataclass(thing) and not isinstance(thing, type):
            found = self._anew(thing)
        return cast("Thing", found)

    def _anew(self, thing: Any) -> Any:
        runs = getattr(thing, "runs", None)
        if runs:  # a sentence in pieces of several looks
            whole = "".join(run.text for run in runs)
            if (left := self._without(whole)) != whole:
                return replace(thing, runs=(replace(runs[0], text=left),), **_leading(thing))
            return thing
        values = {one.name: getattr(thing, one.name) for one in fields(thing) if one.init}
        made = {name: self.cleaned(value) for name, value in values.items()}
        changed = {name: value for name, value in made.items() if value is not values[name]}
        return replace(thing, **changed) if changed else thing

    def _without(self, words: str) -> str:
        if _bare(words) in self._alike:
            self._repeated += 1
            return GONE
        places = list(_WORD.finditer(words))
        said = [place[0].casefold() for place in places]
        hit = [run in self._runs and not self._said_by_others(run) for run in runs_of(said)]
        if True not in hit:
            return words
        parts, copied, at = [], 0, 0
        while at < len(hit):
            if not hit[at]:
                at += 1
                continue
            first = at
            while at < len(hit) and hit[at]:
                at += 1
            parts += [words[copied : places[first].start()], GONE]
            copied = places[at - 1 + RUN - 1].end()
            self._repeated += 1
        return "".join((*parts, words[copied:]))

    def _said_by_others(self, run: tuple[str, ...]) -> bool:
        """Say whether words that were handed out as somebody else's hold this run."""
        waiting, self._handed_out = self._handed_out, []
        self._by_others.update(one for words in waiting for one in runs_of(_words(words)) if one in self._runs)
        return run in self._by_others

    def notices(self) -> Iterator[str]:
        """Yield sentences on what was left out, for who writes the product."""
        if number := len(self._passages):
            one = "{n} passage is left out, since somebody who speaks in it refused to be quoted."
            yield n_(one, "{n} passages are left out, since somebody who speaks in them refused to be quoted.", number)
        if self._repeated:
            one = "In {n} place words of people who refused to be quoted are repeated; […] stands there."
            many = "In {n} places words of people who refused to be quoted are repeated; […] stands there."
            yield n_(one, many, self._repeated)
        if self.absent:
            one = "{n} person who refused to take part is left out."
            yield n_(one, "{n} people who refused to take part are left out.", len(self.absent))


@contextmanager
def withholding(session: Session) -> Iterator[Withheld | None]:
    """Keep away what people refused from all that this thread reads of a session; None where nobody refused.

    Within another one nothing is begun anew.
    """
    if _now.get() is not None:
        yield None
        return
    people = refusing(consent.consents(session))
    known = set(session.scalars(select(Participant.id).where(Participant.id.in_(people))))
    people = {one: absent for one, absent in people.items() if one in known}
    if not people:
        yield None
        return
    kept = Withheld(session, people)
    options = _absent(kept.absent)

    def narrow(state: ORMExecuteState) -> Result[Any] | None:
        return state.invoke_statement(state.statement.options(*options)) if state.is_select else None

    if options:
        event.listen(session, "do_orm_execute", narrow)
    token = _now.set(kept)
    try:
        yield kept
    finally:
        _now.reset(token)
        if options:
            event.remove(session, "do_orm_execute", narrow)


def _absent(people: Collection[str]) -> tuple[Any, ...]:
    """Return the options of statements that leave out who refused to take part, and what is known of them."""
    if not people:
        return ()
    return (
        with_loader_criteria(Participant, Participant.id.not_in(people), include_aliases=True),
        with_loader_criteria(Participation, Participation.participant_id.not_in(people), include_aliases=True),
        *(
            with_loader_criteria(
                model,
                or_(model.participant_id.is_(None), model.participant_id.not_in(people)),
                include_aliases=True,
            )
            for model in (AttributeValue, Consent, Speaker)
        ),
    )


def shown(passages: Iterable[Any]) -> list[Any]:
    """Return the passages (things with source_id, start and end) that may be shown; the others count as left out."""
    kept = _now.get()
    return [one for one in passages if kept is None or not kept.refuses(one.source_id, one.start, one.end)]


def shown_spans(spans: Iterable[Span]) -> list[Span]:
    """Return the spans (source id, start, end) that may be shown; the others count as left out."""
    kept = _now.get()
    return [span for span in spans if kept is None or not kept.refuses(*span)]


def may_show(source_id: str, start: int, end: int) -> bool:
    """Say whether a passage may be shown; where not, it counts as left out."""
    kept = _now.get()
    return kept is None or not kept.refuses(source_id, start, end)


def shown_text(source_id: str, text: str) -> str:
    """Return the text of a source as it may be shown now, as long as before."""
    kept = _now.get()
    return text if kept is None else kept.text(source_id, text)


def shown_words(source_id: str, text: str, start: int, end: int) -> str:
    """Return the words of a passage of a text as they may be shown now."""
    kept = _now.get()
    return text[start:end] if kept is None else kept.passage(source_id, text, start, end)


def is_whole(source_id: str) -> bool:
    """Say whether nothing of a source is kept away now; else the file it came as must not be handed on either."""
    kept = _now.get()
    return kept is None or not kept.keeps_away(source_id)


def cleaned(thing: Thing) -> Thing:
    """Return what is about to be written without words of people who refused, repeated in it."""
    kept = _now.get()
    return thing if kept is None else kept.cleaned(thing)


def _as_long(match: re.Match[str]) -> str:
    return GONE.ljust(len(match[0])) if len(match[0]) >= len(GONE) else "…" * len(match[0])


def _bare(words: str) -> str:
    return " ".join(words.split()).casefold()


def _words(text: str) -> list[str]:
    return [place[0].casefold() for place in _WORD.finditer(text)]


def _leading(thing: Any) -> dict[str, int]:
    return {"lead": 0} if hasattr(thing, "lead") else {}
