"""Where what stems from a participant stands now, to be looked at before it is taken out.

Earlier versions, the history and backups hold more of it; that goes with the rest and is not listed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from qda.core.merging.kinds import kind_words
from qda.core.pseudonyms.places import strings
from qda.core.withdrawal.gathering import own_words, reviewing
from qda.core.withdrawal.marks import Marks
from qda.core.withdrawal.own_words import OwnWords
from qda.core.withdrawal.stemming import Stemming, stretches
from qda.progress import Progress, go_on
from qda.storage.models import Code, Coding, Picture, Quote, ReviewPerson, Source
from qda.storage.rewriting.shape import Shape, seen, shapes
from qda.storage.texts import load_text

_LONGEST = 240  # characters of a place that are shown
_BEFORE = 60
_Turns = Mapping[str, list[tuple[int, int]]]
_NAMES = ("title", "name", "label", "code")
# Rows that go as a whole are listed as what they are, not because they hold a name.
_WHOLE = frozenset(("participant", "speaker", "source", "review_person", "picture"))


@dataclass(frozen=True, slots=True)
class Place:
    """One thing that goes, or loses words: `kind` is its table, `title` what people call it, `words` how it begins.

    Where it lies in a text, `source_id`, `start` and `end` (code points of the present text) say where.
    """

    kind: str
    title: str
    words: str = ""
    source_id: str = ""
    start: int = 0
    end: int = 0


def places(session: Session, stemming: Stemming, progress: Progress | None = None) -> list[Place]:
    """Return the places of what a withdrawal takes out, in the order of kinds; raise CancelledError."""
    marks = stemming.marks
    turns = stretches(session, marks.speakers)
    people = reviewing(session, marks)
    own = own_words(session, marks, turns, people)
    return [
        Place("participant", stemming.name),
        *_in_texts(session, marks, turns),
        *_of_the_person(session, marks, people),
        *_elsewhere(session, marks, turns, own, progress),
    ]


def _in_texts(session: Session, marks: Marks, turns: _Turns) -> Iterator[Place]:
    """Yield texts, turns, and passages in them."""
    query = select(Source.id, Source.name, Source.text_hash).where(Source.id.in_({*marks.sources, *turns}))
    texts = {
        key: (name, load_text(session, text))
        for key, name, text in session.execute(query.order_by(Source.position, Source.id))
    }
    for key, (name, text) in texts.items():
        if key in marks.sources:
            yield Place("source", name, text[:_LONGEST], key)
    for key, spans in turns.items():
        for start, end in spans:
            yield _in_text("turn", *texts[key], key, start, end)
    coded = select(Coding.source_id, Coding.start, Coding.end, Code.name).join(Code, Code.id == Coding.code_id)
    picked = select(Quote.source_id, Quote.start, Quote.end, Quote.translation)
    for kind, passages in (("coding", coded), ("quote", picked)):
        for key, start, end, called in session.execute(passages.order_by("source_id", "start", "end")):
            if key in marks.sources or _inside(turns, key, start, end):
                name, text = texts[key]
                yield _in_text(kind, " · ".join(filter(None, (called, name))), text, key, start, end)


def _inside(turns: _Turns, source_id: str, start: int | None, end: int | None) -> bool:
    """Say whether a passage lies in one of the turns; a place without an end lies in none."""
    if start is None or end is None:
        return False
    return any(begin <= start and end <= last for begin, last in turns.get(source_id, ()))


def _in_text(kind: str, title: str, text: str, source_id: str, start: int, end: int) -> Place:
    return Place(kind, title, text[start : min(end, start + _LONGEST)].strip(), source_id, start, end)


def _of_the_person(session: Session, marks: Marks, people: Collection[str]) -> Iterator[Place]:
    """Yield what is known of the person: among those who review, pictures of them, rows of theirs that have words."""
    names = select(ReviewPerson.name).where(ReviewPerson.id.in_(people))
    pictures = select(Picture.idea).where(Picture.participant_id.in_(marks.participants))
    for kind, named in (("review_person", names), ("picture", pictures)):
        for name in session.scalars(named):
            yield Place(kind, name)
    for table, shape in shapes().items():
        for column, target in shape.owners.items():
            if target != "participant" or not shape.words:
                continue
            query = seen(shape, shape.words)
            for row in session.execute(query.where(shape.table.c[column].in_(marks.participants))):
                yield Place(table, kind_words(table), " · ".join(str(words) for words in row if words)[:_LONGEST])


def _elsewhere(
    session: Session, marks: Marks, turns: _Turns, own: OwnWords, progress: Progress | None
) -> Iterator[Place]:
    """Yield what others wrote with words or the name of the participant in it, one place for each thing."""
    for done, (table, shape) in enumerate(shapes().items()):
        go_on(progress, done, len(shapes()))
        if not shape.words or table in _WHOLE:
            continue
        for row in session.execute(_rows(shape, marks)).mappings():
            if shape.spans and _inside(turns, row["source_id"], row["start"], row["end"]):
                continue  # it goes as a whole
            held = (words for column in shape.words if row[column] for words in strings(row[column]))
            changed = next(((words, left) for words in held if (left := own.without(words)) != words), None)
            if changed is not None:
                title = next((str(row[name]) for name in _NAMES if row.get(name)), kind_words(table))
                yield Place(table, title, _around(*changed))


def _rows(shape: Shape, marks: Marks) -> Select[Any]:
    query = seen(shape, shape.table.c.keys())
    if "source_id" in shape.table.c:  # what belongs to their own texts goes with them
        query = query.where(shape.table.c.source_id.is_(None) | shape.table.c.source_id.not_in(marks.sources))
    return query


def _around(words: str, left: str) -> str:
    """Return the words around the first that go."""
    same = next((at for at, (was, now) in enumerate(zip(words, left, strict=False)) if was != now), 0)
    begin = max(0, same - _BEFORE)
    cut = words[begin : begin + _LONGEST]
    return ("… " if begin else "") + cut + (" …" if begin + _LONGEST < len(words) else "")
