"""Full-text index of all sources, a row a paragraph, kept in step with the text that each source has.

The index (FTS5, contentless) holds words, not text: hits are paragraphs, and the caller finds the words inside. Row
ids are ``number << 20 | paragraph``, with `number` from `indexed_text`. Scripts without spaces between words are not
found by FTS5's tokenizer; :mod:`qda.core.search` scans for those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlalchemy import Connection, delete, insert, select, text
from sqlalchemy.orm import Session

from qda.storage.models import IndexedText, Source
from qda.storage.texts import load_text

_PARAGRAPH_BITS = 20
_PARAGRAPH = re.compile(r"[^\n]+")

TABLE = "passage_index"
CREATE = f"CREATE VIRTUAL TABLE {TABLE} USING fts5(body, content='', tokenize='unicode61 remove_diacritics 0')"


def create(connection: Connection) -> None:
    """Create the empty index."""
    connection.exec_driver_sql(CREATE)


def refresh(session: Session) -> None:
    """Bring the index in step with the sources: index new texts, forget those of removed or corrected sources."""
    held = {
        row.source_id: row
        for row in session.execute(select(IndexedText.number, IndexedText.source_id, IndexedText.text_hash))
    }
    wanted = dict(session.execute(select(Source.id, Source.text_hash)).tuples().all())
    for source_id, row in held.items():
        if wanted.get(source_id) != row.text_hash:
            _forget(session, row.number, row.text_hash)
    number = max((row.number for row in held.values()), default=0)
    for source_id, text_hash in wanted.items():
        if source_id not in held or held[source_id].text_hash != text_hash:
            number += 1
            _index(session, number, source_id, text_hash)


def _rows(number: int, body: str) -> list[tuple[int, str]]:
    return [(number << _PARAGRAPH_BITS | n, match.group()) for n, match in enumerate(_PARAGRAPH.finditer(body))]


def _index(session: Session, number: int, source_id: str, text_hash: bytes) -> None:
    session.execute(insert(IndexedText).values(number=number, source_id=source_id, text_hash=text_hash))
    rows = _rows(number, load_text(session, text_hash))
    if rows:
        session.connection().exec_driver_sql(f"INSERT INTO {TABLE} (rowid, body) VALUES (?, ?)", rows)


def _forget(session: Session, number: int, text_hash: bytes) -> None:
    rows = _rows(number, load_text(session, text_hash))
    if rows:
        statement = f"INSERT INTO {TABLE} ({TABLE}, rowid, body) VALUES ('delete', ?, ?)"
        session.connection().exec_driver_sql(statement, rows)
    session.execute(delete(IndexedText).where(IndexedText.number == number))


def matches(session: Session, expression: str) -> Iterator[tuple[str, int]]:
    """Yield (source id, paragraph number) for an FTS5 `expression`, in the order of import and text."""
    sources = dict(session.execute(select(IndexedText.number, IndexedText.source_id)).tuples().all())
    found = session.execute(
        text(f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH :expression ORDER BY rowid"), {"expression": expression}
    )
    for (rowid,) in found:
        yield sources[rowid >> _PARAGRAPH_BITS], rowid & ((1 << _PARAGRAPH_BITS) - 1)


def paragraph_spans(body: str) -> list[tuple[int, int]]:
    """Return the spans of the paragraphs as the index counts them."""
    return [match.span() for match in _PARAGRAPH.finditer(body)]
