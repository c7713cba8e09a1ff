"""Looking for words that must be nowhere any more: in every decoded cell and every byte of a file."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.storage import engine as engines
from qda.storage import journal, lineage
from qda.storage.models import Base, ChangeRow, Meta, StoredText, TextDifference
from qda.storage.texts import load_texts


def leftovers(path: Path, words: Iterable[str]) -> list[str]:
    """Return where any of `words` is found in a project file or in a product, as "word: place"; capitals don't matter.

    A project (closed): every cell as it is and inflated, images of the journal, states of ancestors, texts kept as
    differences, the full-text index, and the raw bytes of the file and of what lies beside it. A product: its bytes,
    the parts of a zip file, the text of a PDF. Each in UTF-8, in UTF-16, and escaped as JSON and HTML do. A whole word
    counts, not a part of one; in raw bytes only one of five bytes or more, since chance makes shorter ones.
    """
    wanted = list(words)
    found: dict[str, None] = {}
    for place, held in _held(Path(path)):
        low = held.lower()
        for word in wanted:
            if (len(word) >= 5 or not place.startswith("bytes of ")) and _holds(low, word):
                found[f"{word}: {place}"] = None
    return list(found)


def _held(path: Path) -> Iterator[tuple[str, bytes]]:
    beside = [path.with_name(path.name + rest) for rest in ("-wal", "-shm", "-journal", ".holder", ".lock")]
    for file in (path, *(one for one in beside if one.exists())):
        yield f"bytes of {file.name}", file.read_bytes()
    data = path.read_bytes()
    if path.suffix == ".loom":
        yield from _in_project(path)
    elif data.startswith(b"PK"):
        yield from _in_zip(path.name, data)
    elif data.startswith(b"%PDF"):
        yield f"text of {path.name}", _pdf_text(data).encode()


def _in_project(path: Path) -> Iterator[tuple[str, bytes]]:
    engine = engines.reader(path)
    try:
        with Session(engine) as session:
            yield from _in_tables(session)
            yield from _in_journal(session)
    finally:
        engine.dispose()


def _in_tables(session: Session) -> Iterator[tuple[str, bytes]]:
    for table in Base.metadata.sorted_tables:
        for row in session.execute(select(table)).mappings():
            for column, value in row.items():
                if isinstance(value, str):
                    yield f"{table.name}.{column}", value.encode()
                elif isinstance(value, bytes):
                    yield f"{table.name}.{column}", value
                    yield from _in_blob(f"{table.name}.{column}", value)
    for key in session.scalars(select(StoredText.hash)):
        yield "text", load_texts(session, [key])[key].encode()
    for key in session.scalars(select(TextDifference.hash)):
        yield "text kept as a difference", load_texts(session, [key])[key].encode()
    vocabulary = "CREATE VIRTUAL TABLE temp.words_known USING fts5vocab(main, passage_index, row)"
    session.connection().exec_driver_sql("PRAGMA query_only = OFF")
    session.connection().exec_driver_sql(vocabulary)
    for (term,) in session.connection().exec_driver_sql("SELECT term FROM temp.words_known"):
        yield "full text", term.encode()
    session.connection().exec_driver_sql("DROP TABLE temp.words_known")


def _in_journal(session: Session) -> Iterator[tuple[str, bytes]]:
    for row in session.scalars(select(ChangeRow).where(ChangeRow.images.is_not(None))):
        known = journal.known_ids(row.coder_id, journal.read_about(row.about))
        yield f"change {row.seq}", journal.spelled(journal.inflate(row.images or b"", known))
    for fact in session.scalars(select(Meta).where(Meta.key.startswith(lineage.STRETCH))):
        states = [was.row for was in lineage.read_states(fact.value).values()]
        yield fact.key, json.dumps(states, ensure_ascii=False).encode()


def _in_blob(place: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    for bits in (15, -15):
        try:
            yield f"{place}, inflated", zlib.decompressobj(bits).decompress(data)
        except zlib.error:
            continue
    if data.startswith(b"PK"):
        yield from _in_zip(place, data)
    if data.startswith(b"%PDF"):
        yield f"{place}, text", _pdf_text(data).encode()


def _in_zip(place: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name in packed.namelist():
            part = packed.read(name)
            yield f"{place}: {name}", name.encode() + b"\n" + part
            if name.endswith((".xml", ".rels", ".html")):
                # A word may be cut by marks of formats.
                yield f"{place}: {name}, words", re.sub(rb"<[^>]*>", b"", part)
            yield from _in_zip(f"{place}: {name}", part) if part.startswith(b"PK") else ()


def _pdf_text(data: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def _holds(low: bytes, word: str) -> bool:
    """Say whether bytes without capitals hold a word in any of the ways in which it may be written."""
    return any(sought in low and (wide or _whole(low, sought)) for sought, wide in _spellings(word))


@cache
def _spellings(word: str) -> list[tuple[bytes, bool]]:
    """Return the ways in which a word may be written, and of each whether a letter takes two bytes."""
    forms = {word, json.dumps(word)[1:-1], html.escape(word), word.encode("ascii", "xmlcharrefreplace").decode()}
    encodings = ("utf-8", "utf-16-le", "utf-16-be")
    return [(form.lower().encode(one), one != "utf-8") for form in forms for one in encodings]


def _whole(held: bytes, sought: bytes) -> bool:
    return re.search(rb"(?<![a-z])" + re.escape(sought) + rb"(?![a-z])", held) is not None
