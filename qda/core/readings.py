"""Readings: what a coder says of a source (read, finished), and which finished ones to read again for codes that came
late.

Finishing keeps the codebook as it is then (:mod:`qda.core.meanings`). A code **came late** to a source where it was
made, split off or redefined since; a person who goes by such a code reads the source again and ticks it off. A tick
counts as long as the code means what it meant then.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from qda.core import meanings
from qda.core.codebook import codes
from qda.core.coders import get_coder
from qda.core.documents import source
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.progress import Progress
from qda.storage.models import Code, Coder, Coding, Reading, ReadingCodes, Reread, Source, now_ms
from qda.storage.texts import put_text

NEW, REDEFINED = "new", "redefined"
_LIKEST = 500  # so many lines are looked at; the sources of a study seldom all have one among them


class Said(NamedTuple):
    """What one coder says of one source; times in milliseconds since 1970, None where it was not said."""

    source_id: str
    coder_id: str
    read: int | None
    finished: int | None


class LateSource(NamedTuple):
    """A finished source to read again for a code; `why` is ``new`` or ``redefined``, `done` says it is ticked off."""

    source_id: str
    name: str
    why: str
    done: bool


@dataclass(frozen=True, slots=True)
class LateCode:
    """A code that came late, and the finished sources that it came late to, in the project's order."""

    code_id: str
    name: str
    path: str
    colour: str
    sources: tuple[LateSource, ...]

    @property
    def open(self) -> int:
        """How many of the sources are still to be read again."""
        return sum(not row.done for row in self.sources)


# Read and finished ---------------------------------------------------------------------------------------------------


def readings(session: Session) -> list[Said]:
    """Return what coders say of sources, in the order in which the coders joined."""
    query = select(Reading.source_id, Reading.coder_id, Reading.read, Reading.finished)
    said = query.join(Coder, Coder.id == Reading.coder_id).order_by(Coder.id)
    return [Said(*row) for row in session.execute(said) if row[2] is not None or row[3] is not None]


def finished_sources(session: Session, coder_id: str) -> list[str]:
    """Return the ids of the sources that a coder has finished."""
    query = select(Reading.source_id).join(Source, Source.id == Reading.source_id)
    return list(session.scalars(query.where(Reading.coder_id == coder_id, Reading.finished.is_not(None))))


def mark_read(session: Session, coder_id: str, source_ids: Sequence[str], *, read: bool = True) -> None:
    """Say that a coder has read sources, or has not: what was not read is not finished either."""
    if not read:
        finish(session, coder_id, source_ids, finished=False)
    for row in _rows(session, coder_id, source_ids, make=read):
        row.read = (row.read or now_ms()) if read else None


def finish(session: Session, coder_id: str, source_ids: Sequence[str], *, finished: bool = True) -> None:
    """Say that a coder is done with sources, or is not: only finished ones count for agreement.

    Finishing keeps the codebook as it is now. Said again it is said of the codebook of today, so that there is nothing
    to read again; where that is the same one and nothing was ticked off, it changes nothing.
    """
    rows = _rows(session, coder_id, source_ids, make=finished)
    if not finished:
        for row in rows:
            row.finished = None
        session.execute(delete(ReadingCodes).where(ReadingCodes.reading_id.in_([row.id for row in rows])))
        session.execute(delete(Reread).where(*_ticks(coder_id, source_ids)))
        return
    key = put_text(session, meanings.written(codes(session)))
    query = select(ReadingCodes).where(ReadingCodes.reading_id.in_([row.id for row in rows]))
    kept = {one.reading_id: one for one in session.scalars(query)}
    ticked = set(session.scalars(select(Reread.source_id).where(*_ticks(coder_id, source_ids))))
    for row in rows:
        book = kept.get(row.id)
        if row.finished is not None and book is not None and book.text_hash == key and row.source_id not in ticked:
            continue
        row.finished = now_ms()
        row.read = row.read or row.finished
        if book is None:
            session.add(ReadingCodes(reading_id=row.id, text_hash=key))
        else:
            book.text_hash = key
    session.execute(delete(Reread).where(*_ticks(coder_id, source_ids)))


def _rows(session: Session, coder_id: str, source_ids: Sequence[str], *, make: bool) -> list[Reading]:
    """Return what a coder says of these sources; `make` it where nothing was said yet."""
    get_coder(session, coder_id)
    query = select(Reading).where(Reading.coder_id == coder_id, Reading.source_id.in_(source_ids))
    known = {row.source_id: row for row in session.scalars(query)}
    for source_id in source_ids if make else ():
        if source_id not in known:
            known[source_id] = Reading(coder_id=coder_id, source_id=source(session, source_id).id)
            session.add(known[source_id])
    session.flush()
    return list(known.values())


def _ticks(coder_id: str, source_ids: Iterable[str]) -> tuple[ColumnElement[bool], ...]:
    return Reread.coder_id == coder_id, Reread.source_id.in_(list(source_ids))


def coded_shares(session: Session, coder_id: str) -> dict[str, float]:
    """Return how much of each source a coder has coded, from 0 to 1 of its characters; 0 is left out.

    Passages that overlap count once.
    """
    covered: dict[str, int] = {}
    reach, here = 0, ""
    passages = select(Coding.source_id, Coding.start, Coding.end).where(Coding.coder_id == coder_id)
    for source_id, start, end in session.execute(passages.order_by(Coding.source_id, Coding.start)):
        if source_id != here:
            reach, here = 0, source_id
        if end > reach:
            covered[source_id] = covered.get(source_id, 0) + end - max(start, reach)
            reach = end
    lengths = dict(session.execute(select(Source.id, Source.characters)).all())
    return {source_id: length / lengths[source_id] for source_id, length in covered.items()}


# Reading again -------------------------------------------------------------------------------------------------------


def late_codes(session: Session, coder_id: str) -> list[LateCode]:
    """Return the codes that came late to sources a coder has finished, in the order of the codebook.

    Categories and codes that can't be given to passages are left out: nobody reads for them. Of a source that was
    finished before the program kept codebooks, only the codes made since are known.
    """
    finished = _finished(session, coder_id)
    if not finished:
        return []
    books = meanings.kept_signatures(session, {row.book for row in finished if row.book is not None})
    made = dict(session.execute(select(Code.id, Code.created)).all())
    query = select(Reread.source_id, Reread.code_id, Reread.meaning).where(Reread.coder_id == coder_id)
    ticked = {(source_id, code_id): meaning for source_id, code_id, meaning in session.execute(query)}
    found = []
    for code in codes(session):
        if code.kind == "category" or not code.codable:
            continue
        now = meanings.signature(meanings.meaning_of(code))
        late = []
        for row in finished:
            if row.book is None:
                why = NEW if made[code.id] > row.at else ""
            else:
                before = books[row.book].get(code.id)
                why = NEW if before is None else REDEFINED if before != now else ""
            if why:
                late.append(LateSource(row.source_id, row.name, why, ticked.get((row.source_id, code.id)) == now))
        if late:
            found.append(LateCode(code.id, code.name, code.path, code.colour, tuple(late)))
    return found


class _Finished(NamedTuple):
    source_id: str
    name: str
    at: int
    book: bytes | None


def _finished(session: Session, coder_id: str) -> list[_Finished]:
    query = (
        select(Source.id, Source.name, Reading.finished, ReadingCodes.text_hash)
        .join(Reading, Reading.source_id == Source.id)
        .outerjoin(ReadingCodes, ReadingCodes.reading_id == Reading.id)
        .where(Reading.coder_id == coder_id, Reading.finished.is_not(None))
        .order_by(Source.position, Source.id)
    )
    return [_Finished(source_id, name, at or 0, book) for source_id, name, at, book in session.execute(query)]


def tick_off(session: Session, coder_id: str, read: Sequence[tuple[str, str]], *, done: bool = True) -> None:
    """Say that a coder has read sources again for codes, or has not; `read` are (source id, code id).

    Raises RefusedError for a source that this coder has not finished.
    """
    finished = set(finished_sources(session, coder_id))
    if not finished.issuperset(source_id for source_id, _code_id in read):
        raise RefusedError(_("Only a transcript that is finished is read again. Finish it first."))
    ticks = select(Reread).where(*_ticks(coder_id, {source_id for source_id, _code_id in read}))
    known = {(row.source_id, row.code_id): row for row in session.scalars(ticks)}
    if not done:
        for pair in known.keys() & set(read):
            session.delete(known[pair])
        return
    signatures = {code.id: meanings.signature(meanings.meaning_of(code)) for code in codes(session)}
    for source_id, code_id in dict.fromkeys(read):
        if code_id not in signatures:
            raise NotFoundError(_("That code is not in this project any more."))
        row = known.get((source_id, code_id))
        if row is None:
            session.add(Reread(coder_id=coder_id, source_id=source_id, code_id=code_id, meaning=signatures[code_id]))
        elif row.meaning != signatures[code_id]:
            row.meaning, row.at = signatures[code_id], now_ms()


def likest_passages(session: Session, code_id: str, progress: Progress | None = None) -> dict[str, tuple[int, int]]:
    """Return where each source is most like the passages of a code, the likest source first (:mod:`qda.core.similar`).

    Sources without such a line are left out; CancelledError where `progress(done, all)` answers False.
    """
    from qda.core.similar import similar

    found: dict[str, tuple[int, int]] = {}
    for line in similar(session, [code_id], most=_LIKEST, progress=progress):
        found.setdefault(line.source_id, (line.start, line.end))
    return found
