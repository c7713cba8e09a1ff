"""Full-text search over all sources: words and phrases by index, inner parts of words and unspaced scripts by scan."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.vocabulary import forms_of
from qda.core.wording import Wording, wording
from qda.progress import Progress, go_on
from qda.storage import fulltext
from qda.storage.fulltext import fold
from qda.storage.models import Source
from qda.storage.texts import load_text

_LOOKED_AT = 50  # so many stretches of the index between two looks whether to go on


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the words were found; offsets in code points of the source's text."""

    source_id: str
    source: str
    start: int
    end: int
    text: str


def search(
    session: Session, words: str, *, limit: int | None = None, inside: bool = False, forms: bool = False
) -> list[Hit]:
    """Return the places where `words` stand next to each other, capitals aside, in the order of import and text.

    Wildcards, alternatives and exact wording as in :mod:`qda.core.wording`; with `inside`, any part of a word counts.
    With `forms`, other forms of the words are found too (went for go). Chinese, Japanese, Thai and their like are
    always searched inside, since they write no spaces.
    """
    wanted = asked(session, words, inside=inside, forms=forms)
    return [] if wanted is None else list(islice(hits(session, wanted), limit))


def asked(
    session: Session, words: str, *, inside: bool = False, forms: bool = False, progress: Progress | None = None
) -> Wording | None:
    """Return what `words` ask for, as :func:`hits` takes it; None where they ask for nothing."""
    return wording(words, inside=inside, forms=forms_of(session, progress) if forms and words.strip() else None)


def hits(
    session: Session,
    wanted: Wording,
    *,
    source_ids: Collection[str] | None = None,
    progress: Progress | None = None,
) -> Iterator[Hit]:
    """Yield one place after the other, so that who wants the first ones only pays for these.

    Raises CancelledError where `progress` answers False.
    """
    query = select(Source.id, Source.name, Source.text_hash).order_by(Source.position, Source.id)
    sources = {row.id: row for row in session.execute(query) if source_ids is None or row.id in source_ids}
    if wanted.expression is None:
        for done, row in enumerate(sources.values()):
            go_on(progress, done, len(sources))
            body = load_text(session, row.text_hash)
            yield from _hits(row.id, row.name, body, 0, len(body), wanted)
        return
    spans: list[tuple[int, int]] = []
    body, current = "", ""
    for number, (source_id, stretch) in enumerate(fulltext.matches(session, wanted.expression)):
        if number % _LOOKED_AT == 0:
            go_on(progress, 0, 0)
        if source_id not in sources:
            continue
        if source_id != current:
            current = source_id
            body = load_text(session, sources[source_id].text_hash)
            spans = fulltext.stretches(body)
        yield from _hits(source_id, sources[source_id].name, body, *spans[stretch], wanted)


def _hits(source_id: str, name: str, body: str, start: int, end: int, wanted: Wording) -> Iterator[Hit]:
    """Yield what is wanted of ``body[start:end]``."""
    for first, last in places(body[start:end], wanted):
        yield Hit(source_id, name, start + first, start + last, body[start + first : start + last])


def places(words: str, wanted: Wording) -> Iterator[tuple[int, int]]:
    """Yield where in `words` there is what is wanted, as code points, in their order."""
    folded = fold(words)
    back = None if len(folded) == len(words) else _way_back(words)
    for match in _matches(folded, wanted):
        yield (match.start(), match.end()) if back is None else (back[match.start()], back[match.end() - 1] + 1)


def _matches(folded: str, wanted: Wording) -> Iterator[re.Match[str]]:
    """Yield what the pattern finds; it is tried only on lines in which the anchor is."""
    if wanted.anchor is None:
        yield from wanted.pattern.finditer(folded)
        return
    place = 0
    while near := wanted.anchor.search(folded, place):
        begin = folded.rfind("\n", 0, near.start()) + 1
        place = folded.find("\n", near.end())
        place = place if place >= 0 else len(folded)
        yield from wanted.pattern.finditer(folded, begin, place)


def _way_back(words: str) -> list[int]:
    """Return for each letter of the folded `words` the position of the letter it came from (ß became two)."""
    return [position for position, letter in enumerate(words) for _folded in fold(letter)]
