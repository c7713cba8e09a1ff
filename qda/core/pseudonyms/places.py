"""Where the identifiers of a table stand in a project now: in texts, labels, names, memos, everything that has words.

Earlier versions, the history and backups hold more of them; they are replaced with the rest and not listed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.merging.kinds import kind_words
from qda.core.pseudonyms.finding import Finder, Hit
from qda.core.pseudonyms.table import Kept, Table
from qda.i18n import _
from qda.progress import Progress, go_on
from qda.storage.models import Source
from qda.storage.rewriting.cells import Cells
from qda.storage.rewriting.shape import seen, shapes
from qda.storage.texts import load_text

TEXT = "text"
"""The kind of hits in texts of sources; others have the name of their table."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a hit stands: `kind` (:data:`TEXT` or a table), what it is called for people, and the source, if any."""

    kind: str
    title: str
    source_id: str = ""
    start: int = 0


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Hits that say the same and are decided together: an identifier with the same words around it, wherever."""

    name: str
    instead: str
    context: Kept
    kept: bool
    places: tuple[Place, ...]


def occurrences(session: Session, made: Table, progress: Progress | None = None) -> list[Occurrence]:
    """Return where the identifiers of a table stand, in the order of sources and then of tables.

    What is hidden from the coder whom `session` reads for is not among it. Raises CancelledError.
    """
    finder = made.finder()
    found: dict[tuple[str, Kept], tuple[Hit, list[Place]]] = {}
    for hit, place in _everywhere(session, finder, progress):
        context = Kept(hit.words, hit.before, hit.after)
        found.setdefault((hit.name, context), (hit, []))[1].append(place)
    return [
        Occurrence(name, hit.instead, context, hit.kept, tuple(places))
        for (name, context), (hit, places) in found.items()
    ]


def without(found: Iterable[Occurrence], seen: Iterable[Occurrence]) -> list[Occurrence]:
    """Return what is `found` in more places than was `seen`, with those places alone."""
    there = {(one.name, one.context): Counter(one.places) for one in seen}
    left = ((one, Counter(one.places) - there.get((one.name, one.context), Counter())) for one in found)
    return [replace(one, places=tuple(places.elements())) for one, places in left if places]


def counted(found: Iterable[Occurrence]) -> dict[str, int]:
    """Return how many hits there are by kind of place, without those that stay."""
    counts: dict[str, int] = {}
    for one in found:
        for place in () if one.kept else one.places:
            counts[place.kind] = counts.get(place.kind, 0) + 1
    return counts


def words_of(kind: str) -> str:
    """Return what a kind of place is called."""
    return _("Texts of sources") if kind == TEXT else kind_words(kind)


def _everywhere(session: Session, finder: Finder, progress: Progress | None) -> Iterator[tuple[Hit, Place]]:
    sources = session.execute(
        select(Source.id, Source.name, Source.text_hash).order_by(Source.position, Source.id)
    ).all()
    steps = len(sources) + len(shapes())
    for done, (source_id, name, key) in enumerate(sources):
        go_on(progress, done, steps)
        for hit in finder.hits(load_text(session, key)):
            yield hit, Place(TEXT, name, source_id, hit.start)
    for done, (table, shape) in enumerate(shapes().items(), len(sources)):
        go_on(progress, done, steps)
        if not shape.words:
            continue
        place = Place(table, words_of(table))
        for row in session.execute(seen(shape, shape.words)):
            for value in row:
                for words in strings(value) if value else ():
                    for hit in finder.hits(words):
                        yield hit, place


def strings(value: str) -> list[str]:
    """Return the strings of a cell that a rewriting would look at: the cell itself, or those inside its JSON."""
    seen: list[str] = []

    def look(words: str) -> str:
        seen.append(words)
        return words

    Cells(look, {}, {}).text(value)
    return seen
