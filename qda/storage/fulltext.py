"""Full-text index of all sources, a row for every stretch of some paragraphs, kept in step with the texts.

The index (FTS5, contentless) holds words, not text: hits are stretches, and the caller finds the words inside. The
stretches of a text have consecutive row ids from `number` in `indexed_text` on. Both keep the index small: a row for
each paragraph and a range of row ids for each source would take half as much again. Scripts without spaces between
words are not found by FTS5's tokenizer; :mod:`qda.core.search` scans for those.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from sqlalchemy import Connection, delete, insert, select, text
from sqlalchemy.orm import Session

from qda.storage.models import IndexedText, Source
from qda.storage.texts import load_text

# Whole paragraphs, of three thousand characters or one paragraph more.
_STRETCH = re.compile(r"(?s:.{1,3000})[^\n]*")
_PLAIN = re.compile(r"(?<![^\s])[a-z]{3,}(?![^\s.,;:?!])")  # words that every tokenizer takes for words

TABLE = "passage_index"
CREATE = f"CREATE VIRTUAL TABLE {TABLE} USING fts5(body, content='', tokenize='unicode61 remove_diacritics 0')"


def create(connection: Connection) -> None:
    """Create the empty index."""
    connection.exec_driver_sql(CREATE)


def refresh(session: Session) -> None:
    """Bring the index in step with the sources: index new texts, forget those of removed or corrected sources."""
    rows = session.execute(
        select(IndexedText.number, IndexedText.source_id, IndexedText.text_hash, IndexedText.stretches)
    ).all()
    held = {row.source_id: row for row in rows}
    wanted = dict(session.execute(select(Source.id, Source.text_hash)).all())
    for source_id, row in held.items():
        if wanted.get(source_id) != row.text_hash:
            _forget(session, row.number, row.text_hash)
    number = max((row.number + row.stretches for row in rows), default=1)
    for source_id, text_hash in wanted.items():
        if source_id not in held or held[source_id].text_hash != text_hash:
            number += _index(session, number, source_id, text_hash)


def tidy(session: Session) -> None:
    """Put the index into one piece, in which words of texts that were removed or corrected are no more."""
    session.connection().exec_driver_sql(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('optimize')")


def rebuild(session: Session) -> None:
    """Make the index anew from the texts that are there, without those that are gone from the store."""
    session.connection().exec_driver_sql(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('delete-all')")
    session.execute(delete(IndexedText))
    refresh(session)
    tidy(session)


def fold(words: str) -> str:
    """Return `words` without the difference of capitals: ß is ss, İ is i; letters may become more, never fewer."""
    return words.lower() if words.isascii() else words.replace("İ", "i").casefold()


def _rows(number: int, body: str) -> list[tuple[int, str]]:
    return [(row, fold(match.group())) for row, match in enumerate(_STRETCH.finditer(body), number)]


def _index(session: Session, number: int, source_id: str, text_hash: bytes) -> int:
    """Index a text from row id `number` on and return how many row ids it takes, at least one."""
    rows = _rows(number, load_text(session, text_hash))
    taken = max(len(rows), 1)
    session.execute(
        insert(IndexedText).values(number=number, source_id=source_id, text_hash=text_hash, stretches=taken)
    )
    if rows:
        session.connection().exec_driver_sql(f"INSERT INTO {TABLE} (rowid, body) VALUES (?, ?)", rows)
    return taken


def _forget(session: Session, number: int, text_hash: bytes) -> None:
    rows = _rows(number, load_text(session, text_hash))
    if rows:
        statement = f"INSERT INTO {TABLE} ({TABLE}, rowid, body) VALUES ('delete', ?, ?)"
        session.connection().exec_driver_sql(statement, rows)
    session.execute(delete(IndexedText).where(IndexedText.number == number))


def matches(session: Session, expression: str) -> Iterator[tuple[str, int]]:
    """Yield (source id, number of the stretch) for an FTS5 `expression` of folded words, in order of row ids."""
    texts = session.execute(select(IndexedText.number, IndexedText.source_id).order_by(IndexedText.number)).all()
    firsts = [row.number for row in texts]
    found = session.execute(
        text(f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH :expression ORDER BY rowid"), {"expression": expression}
    )
    for (rowid,) in found:
        place = bisect_right(firsts, rowid) - 1
        yield texts[place].source_id, rowid - firsts[place]


def stretches(body: str) -> list[tuple[int, int]]:
    """Return the spans of the stretches as the index counts them."""
    return [match.span() for match in _STRETCH.finditer(body)]


def holds(session: Session, number: int, body: str) -> bool:
    """Say whether row `number` of the index holds the first words of `body`, as far as they are plain ASCII."""
    # The last word may be cut off, so it says nothing.
    words = list(dict.fromkeys(_PLAIN.findall(fold(body[:2_000]))[:-1]))[:20]
    if not words:
        return True
    found = session.execute(
        text(f"SELECT count(*) FROM {TABLE} WHERE rowid = :number AND {TABLE} MATCH :expression"),
        {"number": number, "expression": " AND ".join(f'"{word}"' for word in words)},
    )
    return bool(found.scalar())
