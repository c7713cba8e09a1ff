"""Full-text search over all sources: words and phrases by index, inner parts of words and unspaced scripts by scan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.storage import fulltext
from qda.storage.models import Source
from qda.storage.texts import load_text

_WORD = re.compile(r"\w+\*?")
# Scripts that write no spaces between words: Han, kana, Thai, Lao, Khmer, Burmese.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the words were found; offsets in code points of the source's text."""

    source_id: str
    source: str
    start: int
    end: int
    text: str


def search(session: Session, words: str, *, limit: int | None = None, inside: bool = False) -> list[Hit]:
    """Return the places where `words` stand next to each other, capitals aside, in the order of import and text.

    ``mask*`` finds words that begin so; with `inside`, any part of a word counts. Chinese, Japanese, Thai and their
    like are always searched so, since they write no spaces.
    """
    words = words.strip()
    if not words:
        return []
    found = _scan(session, words) if inside or _UNSPACED.search(words) else _indexed(session, words)
    hits: list[Hit] = []
    for hit in found:
        hits.append(hit)
        if limit is not None and len(hits) >= limit:
            break
    return hits


def _indexed(session: Session, words: str) -> Iterator[Hit]:
    pieces = _WORD.findall(words)
    if not pieces:
        yield from _scan(session, words)
        return
    quoted = " + ".join(f'"{piece.rstrip("*")}"' + ("*" if piece.endswith("*") else "") for piece in pieces)
    if any(piece.endswith("*") for piece in pieces[:-1]):
        # FTS5 takes a prefix only at the end of a phrase; the paragraphs are narrowed down and the words found below.
        quoted = " AND ".join(f'"{piece.rstrip("*")}"' + ("*" if piece.endswith("*") else "") for piece in pieces)
    pattern = re.compile(
        r"[\W_]+".join(
            r"(?<!\w)" + re.escape(p.rstrip("*")) + (r"\w*" if p.endswith("*") else r"(?!\w)") for p in pieces
        ),
        re.IGNORECASE,
    )
    names = {
        row.id: (row.name, row.text_hash) for row in session.execute(select(Source.id, Source.name, Source.text_hash))
    }
    spans: list[tuple[int, int]] = []
    body, current = "", ""
    for source_id, paragraph in fulltext.matches(session, quoted):
        if source_id != current:
            current = source_id
            body = load_text(session, names[source_id][1])
            spans = fulltext.paragraph_spans(body)
        start, end = spans[paragraph]
        for match in pattern.finditer(body, start, end):
            yield Hit(source_id, names[source_id][0], match.start(), match.end(), match.group())


def _scan(session: Session, words: str) -> Iterator[Hit]:
    pattern = re.compile(re.escape(words), re.IGNORECASE)
    rows = session.execute(select(Source.id, Source.name, Source.text_hash).order_by(Source.position, Source.id)).all()
    for source_id, name, text_hash in rows:
        for match in pattern.finditer(load_text(session, text_hash)):
            yield Hit(source_id, name, match.start(), match.end(), match.group())
