"""Constant comparison: what two codes share, examples and different views, and the words around a quote."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.chosen import Choice, Given, give_codes
from qda.core.codebook import CodeRow, codes
from qda.core.coding import CodingRow, codings_by_id
from qda.core.documents import source_text
from qda.core.participants import participants, voices
from qda.core.retrieval import below
from qda.core.themes.outline import ThemeRow, themes
from qda.core.themes.quotes import pick_codings, pick_quote, unpick_quotes
from qda.errors import RefusedError
from qda.i18n import _
from qda.storage.models import Coding, Quote, Source, Theme

# The part of a word at the border of a cut; one without an end (a script without spaces) stays.
_BROKEN_BEGIN = re.compile(r"\A\S{1,40}(?=\s)")
_BROKEN_END = re.compile(r"(?<=\s)\S{1,40}\Z")

Passage = tuple[str, int, int]
"""Which words: source id, start, end in code points."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Names of sources or participants in which both codes stand, or only one of them; in the project's order."""

    both: tuple[str, ...]
    first: tuple[str, ...]
    second: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two codes share.

    `same` counts passages, word for word, that have both; `overlapping` the pairs of passages that share some of their
    words only; `beside` the passages of either code that share no word with the other one but stand in a source that
    has both. A passage that several coders gave one code counts once. `shared` are the ids of the codings of either
    code that share words with the other.
    """

    same: int
    overlapping: int
    beside: int
    sources: Spread
    participants: Spread
    shared: frozenset[str]


def compare(session: Session, first: Iterable[str], second: Iterable[str]) -> Comparison:
    """Compare two codes, or groups of codes, each with all codes below it.

    Raises RefusedError where a code stands on both sides: it would share everything with itself.
    """
    book = codes(session)
    sides = [below(book, code_ids) for code_ids in (first, second)]
    if set(sides[0]).intersection(sides[1]):
        raise RefusedError(_("A code can't be compared with itself, or with a category above it; choose another one."))
    one, other = (_passages(session, side) for side in sides)
    same = one.keys() & other.keys()
    pairs = _overlaps(one, other)
    touched = same.union(*pairs) if pairs else same
    sources_of = [{passage[0] for passage in side} for side in (one, other)]
    common = sources_of[0] & sources_of[1]
    beside = [passage for passage in one.keys() | other.keys() if passage[0] in common and passage not in touched]
    speaking = voices(session)
    people_of = [{person for passage in side for person in speaking.of(*passage)} for side in (one, other)]
    names = select(Source.id, Source.name).order_by(Source.position, Source.id)
    return Comparison(
        same=len(same),
        overlapping=len(pairs),
        beside=len(beside),
        sources=_spread([(row.id, row.name) for row in session.execute(names)], *sources_of),
        participants=_spread([(row.id, row.name) for row in participants(session)], *people_of),
        shared=frozenset(key for side in (one, other) for passage in touched for key in side.get(passage, ())),
    )


def _passages(session: Session, code_ids: Sequence[str]) -> dict[Passage, list[str]]:
    """Return the passages that have one of these codes, with the ids of their codings."""
    found: dict[Passage, list[str]] = {}
    query = select(Coding.source_id, Coding.start, Coding.end, Coding.id).where(Coding.code_id.in_(code_ids))
    for source_id, start, end, key in session.execute(query):
        found.setdefault((source_id, start, end), []).append(key)
    return found


def _overlaps(one: Mapping[Passage, object], other: Mapping[Passage, object]) -> list[tuple[Passage, Passage]]:
    """Return the pairs that share characters but are not the same words."""
    by_source: dict[str, list[Passage]] = {}
    for passage in sorted(other):
        by_source.setdefault(passage[0], []).append(passage)
    # The longest passage says how far back one that still reaches a place can begin.
    longest = {source_id: max(end - start for _s, start, end in rows) for source_id, rows in by_source.items()}
    pairs = []
    for passage in one:
        source_id, start, end = passage
        rows = by_source.get(source_id, [])
        begin = bisect_left(rows, start - longest.get(source_id, 0), key=lambda row: row[1])
        near = rows[begin : bisect_left(rows, end, key=lambda row: row[1])]
        pairs += [(passage, found) for found in near if found[2] > start and found != passage]
    return pairs


def _spread(names: Sequence[tuple[str, str]], one: set[str], other: set[str]) -> Spread:
    def named(keys: set[str]) -> tuple[str, ...]:
        return tuple(name for key, name in names if key in keys)

    return Spread(named(one & other), named(one - other), named(other - one))


@dataclass(frozen=True, slots=True)
class Around:
    """The words of a passage and those around it in its source; a side that was cut off begins or ends with ``…``."""

    before: str
    words: str
    after: str


def around(session: Session, passage: Passage, most: int = 400) -> Around:
    """Return a passage with at most `most` characters before and after it, cut between words where there are any."""
    source_id, start, end = passage
    text = source_text(session, source_id)
    begin, until = max(0, start - most), min(len(text), end + most)
    before, after = text[begin:start], text[end:until]
    if begin and not text[begin - 1].isspace():
        before = _BROKEN_BEGIN.sub("", before)
    if until < len(text) and not text[until].isspace():
        after = _BROKEN_END.sub("", after)
    return Around(
        "… " + before.lstrip() if begin else before,
        text[start:end],
        after.rstrip() + " …" if until < len(text) else after,
    )


def uncoded(session: Session, code_ids: Iterable[str], passages: Sequence[Passage]) -> list[Passage]:
    """Return those of `passages` of which no word has one of these codes or a code below them."""
    taken = coded_spans(session, below(codes(session), code_ids))
    return [passage for passage in passages if not touches(taken.get(passage[0], []), passage[1], passage[2])]


def coded_spans(session: Session, code_ids: Sequence[str]) -> dict[str, list[tuple[int, int]]]:
    """Return where these very codes stand: spans that do not overlap, ascending, by source."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for source_id, start, end in sorted(_passages(session, code_ids)):
        rows = spans.setdefault(source_id, [])
        if rows and start < rows[-1][1]:
            rows[-1] = (rows[-1][0], max(rows[-1][1], end))
        else:
            rows.append((start, end))
    return spans


def touches(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Say whether ``[start, end)`` shares a character with one of `spans`, which ascend and do not overlap."""
    place = bisect_right(spans, start, key=lambda span: span[1])
    return place < len(spans) and spans[place][0] < end


# Examples, different views, chosen quotes ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sign:
    """What a passage was picked as (``exemplar``, ``chosen``, ``counter``) and for which code or theme."""

    kind: str
    code_id: str | None
    theme_id: str | None
    theme: str


def signs(session: Session) -> dict[Passage, tuple[Sign, ...]]:
    """Return what every picked passage was picked as."""
    query = (
        select(Quote.source_id, Quote.start, Quote.end, Quote.kind, Quote.code_id, Quote.theme_id, Theme.name)
        .outerjoin(Theme, Theme.id == Quote.theme_id)
        .order_by(Quote.kind, Theme.position, Quote.id)
    )
    found: dict[Passage, list[Sign]] = {}
    for source_id, start, end, kind, code_id, theme_id, theme in session.execute(query):
        found.setdefault((source_id, start, end), []).append(Sign(kind, code_id, theme_id, theme or ""))
    return {passage: tuple(rows) for passage, rows in found.items()}


def themes_on(session: Session, code_ids: Iterable[str]) -> list[ThemeRow]:
    """Return the themes that draw on any of these codes, or on a code above them, in the order of the outline."""
    wanted, book = set(code_ids), codes(session)
    return [theme for theme in themes(session) if wanted.intersection(below(book, theme.code_ids))]


def mark_examples(session: Session, coding_ids: Sequence[str], *, on: bool = True) -> int:
    """Let coded passages stand as examples of their codes, or no more; return how many changed."""
    rows = codings_by_id(session, coding_ids)
    query = select(Quote.id, Quote.code_id, Quote.source_id, Quote.start, Quote.end).where(Quote.kind == "exemplar")
    known = {tuple(row[1:]): row[0] for row in session.execute(query)}
    examples = {(row.code_id, row.source_id, row.start, row.end): row for row in rows}
    if not on:
        gone = [known[key] for key in examples if key in known]
        unpick_quotes(session, gone)
        return len(gone)
    fresh = [row for key, row in examples.items() if key not in known]
    for row in fresh:
        pick_quote(session, row.source_id, row.start, row.end, code_id=row.code_id, coding_id=row.id, kind="exemplar")
    return len(fresh)


def mark_for_theme(
    session: Session, theme_id: str, coding_ids: Sequence[str], kind: str = "chosen", *, on: bool = True
) -> int:
    """Pick coded passages for a theme, as ``chosen`` or ``counter``, or pick them no more; return how many."""
    if on:
        return len(pick_codings(session, theme_id, coding_ids, kind=kind))
    spans = {(row.source_id, row.start, row.end) for row in codings_by_id(session, coding_ids)}
    query = select(Quote.id, Quote.source_id, Quote.start, Quote.end)
    rows = session.execute(query.where(Quote.theme_id == theme_id, Quote.kind == kind)).all()
    gone = [row.id for row in rows if (row.source_id, row.start, row.end) in spans]
    unpick_quotes(session, gone)
    return len(gone)


# Codes for many passages ---------------------------------------------------------------------------------------------


def give_passages(
    session: Session, coder_id: str, choices: Sequence[Choice], passages: Sequence[Passage], *, weights: str = "ask"
) -> Given:
    """Give every passage all codes that were chosen, making those that are missing.

    `weights` as in :mod:`qda.core.coding`; raises what applying a code and making one raise.
    """
    joined = 0
    code_ids: tuple[str, ...] = ()
    for passage in dict.fromkeys(passages):
        given = give_codes(session, coder_id, choices, *passage, weights=weights)
        joined, code_ids = joined + given.joined, given.code_ids
        choices = [Choice(code_id=code_id) for code_id in code_ids]
    return Given(code_ids, joined)


def others_work(session: Session, coder_id: str | None, coding_ids: Sequence[str]) -> list[CodingRow]:
    """Return those of these codings that somebody else than `coder_id` made."""
    return [row for row in codings_by_id(session, coding_ids) if row.coder_id != coder_id]


def lineage(book: Sequence[CodeRow], code_ids: Iterable[str]) -> set[str]:
    """Return these codes with all below and all above them: what it makes no sense to compare them with."""
    wanted = list(code_ids)
    return {code.id for code in book if set(below(book, [code.id])).intersection(wanted)}.union(below(book, wanted))
