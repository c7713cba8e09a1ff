"""Retrieval: the quotes of codes, themes, sources, participants and coders, and counts of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from qda.core.attributes import attribute_rows, values
from qda.core.codebook import CodeRow, codes
from qda.core.documents import line_unit, turn_starts
from qda.core.participants import Voices, participants, voices
from qda.core.privacy.withholding import shown, shown_words
from qda.core.text import cited_lines, lines, turn_lines
from qda.core.themes.outline import ThemeRow, themes
from qda.core.themes.printed import printed
from qda.core.themes.quotes import picked_quotes
from qda.progress import Progress, go_on
from qda.storage.models import Coder, Coding, Participant, Source
from qda.storage.texts import load_texts

_FEW = 50  # sources; more are quicker read all together
_LOOKED_AT = 500  # so many passages between two looks whether to go on


@dataclass(frozen=True, slots=True)
class Filter:
    """Which coded passages are wanted; None or empty means all.

    `attributes` are (name, value) pairs that a participant of the passage must have, all of them; what is said of a
    person in one interview stands there for what is said of them as a whole. Where the attribute is one of sources, the
    source must have the value. `coding_ids` are single passages.
    """

    code_ids: tuple[str, ...] | None = None
    below: bool = True
    theme_id: str | None = None
    source_ids: tuple[str, ...] | None = None
    participant_ids: tuple[str, ...] | None = None
    coder_ids: tuple[str, ...] | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    coding_ids: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A coded passage with its words: `text` is ``text_of_source[start:end]``, in code points; `lines` are citable."""

    id: str
    source_id: str
    source: str
    start: int
    end: int
    text: str
    code_id: str
    code: str
    themes: tuple[str, ...]
    coder: str
    participants: tuple[str, ...]
    lines: str
    note: str


def quotes(
    session: Session,
    wanted: Filter | None = None,
    *,
    limit: int | None = None,
    book: Sequence[CodeRow] | None = None,
    progress: Progress | None = None,
) -> list[QuoteRow]:
    """Return coded passages in the order of sources and text, at most `limit`; `book` where the codebook is at hand.

    Raises CancelledError where `progress` says that nobody waits for them any more.
    """
    wanted = wanted or Filter()
    book = codes(session) if book is None else book
    paths = {code.id: code.path for code in book}
    outline = themes(session)
    query = _query(wanted, book, outline)
    # Of single passages, as after every change of a coding, only what is theirs is read.
    few = None if wanted.coding_ids is None else _sources_of(session, wanted.coding_ids)
    speaking = voices(session, few)
    people = dict(session.execute(select(Participant.id, Participant.name)).all())
    allowed = _fitting(session, wanted)
    names = _theme_names(outline)
    rows = []
    for number, row in enumerate(session.execute(query if allowed is not None else query.limit(limit))):
        if number % _LOOKED_AT == 0:
            go_on(progress, number, 0)
        whose = speaking.of(row.source_id, row.start, row.end)
        if allowed is not None and not allowed(row.source_id, whose):
            continue
        rows.append((row, tuple(people[key] for key in whose)))
        if limit is not None and len(rows) == limit:
            break
    words = Passages(session, (row.source_id for row, _whose in rows))
    return [
        QuoteRow(
            id=row.id,
            source_id=row.source_id,
            source=row.source,
            start=row.start,
            end=row.end,
            text=words.text(row.source_id, row.start, row.end),
            code_id=row.code_id,
            code=paths[row.code_id],
            themes=names.get(row.code_id, ()),
            coder=row.coder,
            participants=whose,
            lines=words.lines(row.source_id, row.start, row.end),
            note=row.note,
        )
        for row, whose in rows
    ]


def _sources_of(session: Session, coding_ids: Collection[str]) -> list[str]:
    return list(session.scalars(select(Coding.source_id).where(Coding.id.in_(coding_ids)).distinct()))


def _query(wanted: Filter, book: Sequence[CodeRow], outline: Sequence[ThemeRow]) -> Select[*tuple[Any, ...]]:
    query = (
        select(
            Coding.id,
            Coding.source_id,
            Coding.start,
            Coding.end,
            Coding.code_id,
            Coding.note,
            Source.name.label("source"),
            Coder.name.label("coder"),
        )
        .join(Source, Source.id == Coding.source_id)
        .join(Coder, Coder.id == Coding.coder_id)
        .order_by(Source.position, Source.id, Coding.start, Coding.end.desc(), Coding.id)
    )
    if wanted.code_ids is not None:
        query = query.where(Coding.code_id.in_(below(book, wanted.code_ids) if wanted.below else wanted.code_ids))
    if wanted.theme_id is not None:
        query = query.where(Coding.code_id.in_(codes_of_theme(book, outline, wanted.theme_id)))
    if wanted.source_ids is not None:
        query = query.where(Coding.source_id.in_(wanted.source_ids))
    if wanted.coder_ids is not None:
        query = query.where(Coding.coder_id.in_(wanted.coder_ids))
    if wanted.coding_ids is not None:
        query = query.where(Coding.id.in_(wanted.coding_ids))
    return query


def _fitting(session: Session, wanted: Filter) -> Callable[[str, Sequence[str]], bool] | None:
    """Return what tells whether a passage of a source by some people has the participants and values wanted."""
    if wanted.participant_ids is None and not wanted.attributes:
        return None
    scopes = {row.name: row for row in attribute_rows(session)}
    known = values(session)
    pairs = [(scopes.get(name), value) for name, value in wanted.attributes]
    if any(row is None for row, _value in pairs):
        return lambda _source_id, _whose: False
    of_source = [(row.id, value) for row, value in pairs if row is not None and row.scope == "source"]
    of_person = [(row.id, value) for row, value in pairs if row is not None and row.scope != "source"]

    def person_fits(source_id: str, person: str) -> bool:
        if wanted.participant_ids is not None and person not in wanted.participant_ids:
            return False
        return all(value in known.at(key, person, source_id) for key, value in of_person)

    def fits(source_id: str, whose: Sequence[str]) -> bool:
        if not all(value in known.of_source(key, source_id) for key, value in of_source):
            return False
        if wanted.participant_ids is None and not of_person:
            return True
        return any(person_fits(source_id, person) for person in whose)

    return fits


def below(book: Sequence[CodeRow], code_ids: Iterable[str]) -> list[str]:
    """Return these codes and all below them, by main place and by reference."""
    return _reached(_children(book), code_ids)


def _children(book: Sequence[CodeRow]) -> dict[str, list[str]]:
    children: dict[str, list[str]] = {}
    for code in book:
        for parent in (*((code.parent,) if code.parent else ()), *code.also):
            children.setdefault(parent, []).append(code.id)
    return children


def _reached(children: dict[str, list[str]], code_ids: Iterable[str]) -> list[str]:
    found: dict[str, None] = {}
    waiting = list(code_ids)[::-1]
    while waiting:
        code_id = waiting.pop()
        if code_id not in found:
            found[code_id] = None
            waiting.extend(reversed(children.get(code_id, [])))
    return list(found)


def reach(book: Sequence[CodeRow]) -> dict[str, frozenset[str]]:
    """Return for every code which codes are counted with it: itself and all below, by main place and by reference."""
    children = _children(book)
    found: dict[str, frozenset[str]] = {}
    # Without recursion, since an import may bring a tree of any depth.
    waiting = [code.id for code in reversed(book)]
    while waiting:
        here = waiting[-1]
        missing = [child for child in children.get(here, ()) if child not in found]
        if here in found or not missing:
            waiting.pop()
            if here not in found:
                found[here] = frozenset((here,)).union(*(found[child] for child in children.get(here, ())))
        else:
            waiting.extend(missing)
    return found


def codes_of_theme(book: Sequence[CodeRow], outline: Sequence[ThemeRow], theme_id: str) -> list[str]:
    """Return all codes on which a theme draws itself or through its subthemes, with the codes below them."""
    inside = {theme_id}
    drawn: dict[str, None] = {}
    for theme in outline:
        if theme.id == theme_id or theme.parent in inside:
            inside.add(theme.id)
            drawn.update(dict.fromkeys(theme.code_ids))
    return below(book, drawn)


def codes_of_themes(book: Sequence[CodeRow], outline: Sequence[ThemeRow]) -> dict[str, list[str]]:
    """Return for every theme what :func:`codes_of_theme` does, all at once."""
    under = _children(book)
    drawn = {theme.id: set(theme.code_ids) for theme in outline}
    # Parents stand before their children, so going backwards each is complete when it is handed up.
    for theme in reversed(outline):
        if theme.parent is not None:
            drawn[theme.parent] |= drawn[theme.id]
    return {theme.id: _reached(under, drawn[theme.id]) for theme in outline}


def _theme_names(outline: Sequence[ThemeRow]) -> dict[str, tuple[str, ...]]:
    names: dict[str, list[str]] = {}
    for theme in outline:
        for code_id in theme.code_ids:
            names.setdefault(code_id, []).append(theme.name)
    return {code_id: tuple(found) for code_id, found in names.items()}


class Passages:
    """The words and citable lines of passages of many sources, each text read and cut into lines once."""

    def __init__(self, session: Session, source_ids: Iterable[str]) -> None:
        self._unit = line_unit(session)
        wanted = set(source_ids)
        query = select(Source.id, Source.text_hash)
        hashes = session.execute(query.where(Source.id.in_(wanted)) if len(wanted) < _FEW else query).all()
        self._hashes = {source_id: text_hash for source_id, text_hash in hashes if source_id in wanted}
        self._texts = load_texts(session, self._hashes.values())
        self._lines: dict[str, list[tuple[int, int]]] = {}
        self._turns = turn_starts(session, self._hashes) if self._unit[0] == "turn" else {}

    def text(self, source_id: str, start: int, end: int) -> str:
        """Return the words of a passage, as they may be shown now; new lines are ``\\n``."""
        return shown_words(source_id, self._texts[self._hashes[source_id]], start, end)

    def lines(self, source_id: str, start: int, end: int) -> str:
        """Return the line numbers of a passage: ``12``, ``12-14`` or nothing."""
        spans = self._lines.get(source_id)
        if spans is None:
            text, (unit, width) = self._texts[self._hashes[source_id]], self._unit
            starts = self._turns.get(source_id, ())
            spans = turn_lines(text, starts) if unit == "turn" else lines(text, (), unit, width)
            self._lines[source_id] = spans
        return cited_lines(spans, start, end)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much of something there is: codings, distinct sources, distinct participants."""

    codings: int = 0
    sources: int = 0
    participants: int = 0


@dataclass(slots=True)
class Usage:
    """Where codes are used: for each code its number of codings, its sources and its participants."""

    _codings: dict[str, int] = field(default_factory=dict)
    _sources: dict[str, set[str]] = field(default_factory=dict)
    _participants: dict[str, set[str]] = field(default_factory=dict)

    def of(self, code_ids: Iterable[str]) -> Counts:
        """Return the counts of several codes together; a code named twice counts once, a source or person too."""
        wanted = set(code_ids)
        return Counts(
            codings=sum(self._codings.get(code_id, 0) for code_id in wanted),
            sources=len(set().union(*(self._sources.get(code_id, ()) for code_id in wanted))),
            participants=len(set().union(*(self._participants.get(code_id, ()) for code_id in wanted))),
        )


def usage(session: Session, coder_ids: Sequence[str] | None = None) -> Usage:
    """Read where all codes are used, by all coders or some."""
    result = Usage()
    speaking = voices(session)
    query = select(Coding.code_id, Coding.source_id, func.count()).group_by(Coding.code_id, Coding.source_id)
    if coder_ids is not None:
        query = query.where(Coding.coder_id.in_(coder_ids))
    shared: set[str] = set()
    for code_id, source_id, count in session.execute(query):
        result._codings[code_id] = result._codings.get(code_id, 0) + count
        result._sources.setdefault(code_id, set()).add(source_id)
        everyone = speaking.everyone(source_id)
        if len(everyone) == 1:
            result._participants.setdefault(code_id, set()).add(everyone[0])
        elif everyone:
            shared.add(source_id)
    _add_shared_voices(session, result, speaking, shared, coder_ids)
    return result


def _add_shared_voices(
    session: Session, result: Usage, speaking: Voices, shared: set[str], coder_ids: Sequence[str] | None
) -> None:
    """Count participants where several speak in one source: there each coding must be looked at."""
    if not shared:
        return
    query = select(Coding.code_id, Coding.source_id, Coding.start, Coding.end).where(Coding.source_id.in_(shared))
    if coder_ids is not None:
        query = query.where(Coding.coder_id.in_(coder_ids))
    for code_id, source_id, start, end in session.execute(query):
        result._participants.setdefault(code_id, set()).update(speaking.of(source_id, start, end))


@dataclass(frozen=True, slots=True)
class CodeCounts:
    """The counts of a code: its `own`, and with all codes `below` it, each coding, source and person once."""

    own: Counts
    below: Counts


def code_counts(session: Session, *, coder_ids: Sequence[str] | None = None) -> dict[str, CodeCounts]:
    """Return the counts of every code, by all coders or some."""
    book, used = codes(session), usage(session, coder_ids)
    reached = reach(book)
    return {code.id: CodeCounts(used.of([code.id]), used.of(reached[code.id])) for code in book}


def theme_counts(session: Session) -> dict[str, Counts]:
    """Return the counts of every theme over all codes on which it and its subthemes draw."""
    used = usage(session)
    return {key: used.of(drawn) for key, drawn in codes_of_themes(codes(session), themes(session)).items()}


def code_source_matrix(session: Session) -> dict[tuple[str, str], int]:
    """Return the number of codings for each (code id, source id) that has any; codes' own codings only."""
    query = select(Coding.code_id, Coding.source_id, func.count()).group_by(Coding.code_id, Coding.source_id)
    return {(code_id, source_id): count for code_id, source_id, count in session.execute(query)}


@dataclass(frozen=True, slots=True)
class ThemeQuote:
    """A quote picked for a theme, with its words and where they stand.

    `printed` are its words where people want it printed otherwise than it was said (:mod:`qda.core.themes.printed`).
    """

    id: str
    theme_id: str
    source_id: str
    source: str
    start: int
    end: int
    text: str
    participants: tuple[str, ...]
    lines: str
    kind: str
    translation: str
    translator: str
    printed: str = ""

    @property
    def shown(self) -> str:
        """The words that people are shown: in translation where there is one, else as they are printed."""
        return self.translation or self.printed or self.text


def theme_quotes(session: Session, theme_id: str | None = None) -> list[ThemeQuote]:
    """Return the chosen and counter quotes of one theme or all that may be shown now, in their order."""
    picked = shown(quote for quote in picked_quotes(session, theme_id=theme_id) if quote.theme_id is not None)
    as_printed = printed(session)
    words = Passages(session, (quote.source_id for quote in picked))
    speaking = voices(session)
    people = {person.id: person.name for person in participants(session)}
    names = dict(session.execute(select(Source.id, Source.name)).all())
    return [
        ThemeQuote(
            id=quote.id,
            theme_id=quote.theme_id or "",
            source_id=quote.source_id,
            source=names[quote.source_id],
            start=quote.start,
            end=quote.end,
            text=words.text(quote.source_id, quote.start, quote.end),
            participants=tuple(people[key] for key in speaking.of(quote.source_id, quote.start, quote.end)),
            lines=words.lines(quote.source_id, quote.start, quote.end),
            kind=quote.kind,
            translation=quote.translation,
            translator=quote.translator,
            printed=as_printed.get((quote.source_id, quote.start, quote.end), ""),
        )
        for quote in picked
    ]


def coding_numbers(session: Session) -> dict[str, int]:
    """Return each code's own number of codings; cheap enough for every keystroke."""
    return dict(session.execute(select(Coding.code_id, func.count()).group_by(Coding.code_id)).all())
