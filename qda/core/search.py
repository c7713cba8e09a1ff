"""Full-text search over all sources: words and phrases by index, inner parts of words and unspaced scripts by scan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.text import MARKS
from qda.storage import fulltext
from qda.storage.fulltext import fold
from qda.storage.models import Source
from qda.storage.texts import load_text

_LETTER = rf"(?:[^\W_]|[{MARKS}])"
_WORD = re.compile(rf"{_LETTER}+\*?")
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
    words = fold(words.strip())
    if not words:
        return []
    pieces = _WORD.findall(words)
    scan = inside or not any(map(str.isalnum, words)) or _UNSPACED.search(words)
    return list(islice(_scan(session, words) if scan else _indexed(session, pieces), limit))


def _indexed(session: Session, pieces: list[str]) -> Iterator[Hit]:
    quoted = [f'"{piece.rstrip("*")}"' + ("*" if piece.endswith("*") else "") for piece in pieces]
    # FTS5 takes a prefix only at the end of a phrase; else the stretches are narrowed down and the words found below.
    inner_prefix = any(piece.endswith("*") for piece in pieces[:-1])
    expression = (" AND " if inner_prefix else " + ").join(quoted)
    pattern = _pattern(pieces)
    names = {
        row.id: (row.name, row.text_hash) for row in session.execute(select(Source.id, Source.name, Source.text_hash))
    }
    spans: list[tuple[int, int]] = []
    body, current = "", ""
    for source_id, stretch in fulltext.matches(session, expression):
        if source_id != current:
            current = source_id
            body = load_text(session, names[source_id][1])
            spans = fulltext.stretches(body)
        start, end = spans[stretch]
        yield from _hits(source_id, names[source_id][0], body, start, end, pattern)


def _pattern(pieces: list[str]) -> re.Pattern[str]:
    words = [
        rf"(?<!{_LETTER}){re.escape(piece.rstrip('*'))}" + (f"{_LETTER}*" if piece.endswith("*") else f"(?!{_LETTER})")
        for piece in pieces
    ]
    return re.compile(f"(?:(?!{_LETTER}).)+".join(words))


def _scan(session: Session, words: str) -> Iterator[Hit]:
    pattern = re.compile(re.escape(words))
    rows = session.execute(select(Source.id, Source.name, Source.text_hash).order_by(Source.position, Source.id)).all()
    for source_id, name, text_hash in rows:
        body = load_text(session, text_hash)
        yield from _hits(source_id, name, body, 0, len(body), pattern)


def _hits(source_id: str, name: str, body: str, start: int, end: int, pattern: re.Pattern[str]) -> Iterator[Hit]:
    """Yield what `pattern` finds in the folded ``body[start:end]``, at its place in the body as it is."""
    folded = fold(body[start:end])
    back = None if len(folded) == end - start else _way_back(body[start:end])
    for match in pattern.finditer(folded):
        first, last = (match.start(), match.end()) if back is None else (back[match.start()], back[match.end() - 1] + 1)
        yield Hit(source_id, name, start + first, start + last, body[start + first : start + last])


def _way_back(words: str) -> list[int]:
    """Return for each letter of the folded `words` the position of the letter it came from (ß became two)."""
    return [position for position, letter in enumerate(words) for _folded in fold(letter)]
