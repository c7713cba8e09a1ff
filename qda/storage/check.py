"""Is the file whole: pages, keys, triggers, texts, journal and full-text index as they ought to be."""

from __future__ import annotations

import zlib
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import func, select, type_coerce
from sqlalchemy.exc import NoResultFound, StatementError
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from qda.errors import ProjectFileError
from qda.i18n import _, n_
from qda.storage import engine as engines
from qda.storage import fulltext, journal, last_images, odd_values, resealing, schema, texts
from qda.storage.models import (
    Base,
    Blob,
    ChangeRow,
    IndexedText,
    JournalGate,
    JournalRow,
    Source,
    StoredText,
    TextDifference,
    journalled_tables,
)
from qda.storage.texts import digest

# What reading damaged bytes may raise, below every check; a statement's error is also that of a key which is no bytes.
DAMAGE = (
    StatementError,
    NoResultFound,
    ProjectFileError,
    zlib.error,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    OverflowError,
    RecursionError,
)
_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is off. `kind` is a stable word, `what` a sentence, `where` the place (a table, id or name)."""

    kind: str
    what: str
    where: str


Check = Callable[[Session], Iterator[Finding]]


def run(session: Session, checks: dict[str, Check]) -> list[Finding]:
    """Return what `checks` find; one that damage keeps from its work is a finding of its own kind."""
    found: list[Finding] = []
    for kind, check in checks.items():
        try:
            found.extend(check(session))
        except DAMAGE as error:
            words = str(getattr(error, "orig", None) or error) or type(error).__name__
            found.append(Finding(kind, _("This could not be looked at: {error}.").format(error=words), kind))
            session.invalidate()  # SQLCipher reads no other page by a connection that has met a damaged one
    return found


def checks() -> dict[str, Check]:
    """Return the checks of the file by kind, the plainest first."""
    return {
        "pages": _pages,
        "format": _format,
        "tables": _tables,
        "values": _values,
        "triggers": _triggers,
        "foreign keys": _foreign_keys,
        "texts": _texts,
        "files": _blobs,
        "journal": _journal,
        "rows": _rows,
        "undo": _pointers,
        "gate": _gate,
        "full text": _full_text,
    }


def _pages(session: Session) -> Iterator[Finding]:
    connection = session.connection()
    said = [str(words) for (words,) in connection.exec_driver_sql(f"PRAGMA integrity_check({_SHOWN})")]
    if said == ["ok"]:
        return
    broken = resealing.broken_pages(engines.raw(connection))
    if broken:
        # To SQLCipher all that it is asked after the first of them is damaged.
        sentence = n_(
            "{n} page is not as it was written: {pages}.",
            "{n} pages are not as they were written: {pages}.",
            len(broken),
            pages=resealing.listed(broken),
        )
        yield Finding("pages", sentence, "file")
    else:
        yield from (Finding("pages", words, "file") for words in said)
    session.invalidate()


def _format(session: Session) -> Iterator[Finding]:
    connection = session.connection()
    for pragma, wanted in (("application_id", engines.APPLICATION_ID), ("user_version", schema.FORMAT)):
        value = connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()
        if value != wanted:
            sentence = _("The file says {value}, and should say {wanted}.").format(value=value, wanted=wanted)
            yield Finding("format", sentence, pragma)


def _tables(session: Session) -> Iterator[Finding]:
    there = _columns_of(session)
    for table in Base.metadata.sorted_tables:
        if table.name not in there:
            yield Finding("tables", _("The table is missing."), table.name)
            continue
        columns = there[table.name]
        if columns != set(table.columns.keys()):
            odd = ", ".join(sorted(columns ^ set(table.columns.keys())))
            yield Finding("tables", _("The table has other columns than it should: {odd}.").format(odd=odd), table.name)


def _values(session: Session) -> Iterator[Finding]:
    there = _columns_of(session)
    whole = [table for table in Base.metadata.sorted_tables if there.get(table.name) == set(table.columns.keys())]
    for odd in odd_values.rows_with_odd_values(session.connection(), whole):
        yield Finding("values", odd.sentence, str(odd))


def _columns_of(session: Session) -> dict[str, set[str]]:
    """Return the columns of all tables of the file by their names."""
    # All tables in one question: one each would have SQLite word its answer a hundred times.
    query = (
        "SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c "
        "WHERE m.type = 'table' AND m.sql LIKE 'CREATE TABLE %'"
    )
    there: dict[str, set[str]] = {}
    for name, column in session.connection().exec_driver_sql(query):
        there.setdefault(name, set()).add(column)
    return there


def _triggers(session: Session) -> Iterator[Finding]:
    wanted = journal.trigger_statements()
    query = "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')"
    found = {name: (kind, sql) for kind, name, sql in session.connection().exec_driver_sql(query)}
    for name in sorted(found.keys() - wanted.keys()):
        yield Finding("triggers", _("Themeloom did not make this {kind}.").format(kind=found[name][0]), name)
    for name, statement in wanted.items():
        if name not in found:
            yield Finding("triggers", _("The trigger is missing, so some changes would not be recorded."), name)
        elif found[name] != ("trigger", statement):
            yield Finding("triggers", _("The trigger is not as Themeloom makes it."), name)


def _foreign_keys(session: Session) -> Iterator[Finding]:
    rows = session.connection().exec_driver_sql("PRAGMA foreign_key_check").all()
    for (table, target), group in groupby(sorted((row[0], row[2]) for row in rows)):
        count = len(list(group))
        sentence = _("{n} rows point to a {target} that is not there.").format(n=count, target=target)
        yield Finding("foreign keys", sentence, table)


def _texts(session: Session) -> Iterator[Finding]:
    for key in texts.unreadable(session):
        yield Finding("texts", _("A stored text can't be read, or is not the one it should be."), _hex(key))
    whole = select(StoredText.hash).join(TextDifference, TextDifference.hash == StoredText.hash)
    for key in session.scalars(whole):
        yield Finding("texts", _("A text is kept twice, whole and as a difference."), _hex(key))


def _blobs(session: Session) -> Iterator[Finding]:
    for key, body in session.execute(select(Blob.hash, Blob.body)):
        if digest(body) != key:
            yield Finding("files", _("A stored file is not the one it should be."), _hex(key))


def _hex(key: object) -> str:
    return key.hex() if isinstance(key, bytes) else str(key)


def _journal(session: Session) -> Iterator[Finding]:
    columns = {table.name: {column.name for column in table.columns} - {"id"} for table in journalled_tables()}
    # As they are, so that what is no number is told of its change.
    numbers = (ChangeRow.undoes, ChangeRow.rows, ChangeRow.at, ChangeRow.session)
    bare = (type_coerce(column, NullType()) for column in numbers)
    query = select(ChangeRow.seq, ChangeRow.images, ChangeRow.coder_id, ChangeRow.about, *bare)
    for seq, packed, coder_id, about, *found in session.execute(query.order_by(ChangeRow.seq)):
        undoes, rows, at, sitting = found
        try:
            known = journal.known_ids(coder_id, journal.read_about(about))
            images = journal.unpack(packed, known) if packed is not None else None
            sound = images is None or all(_sound(image, columns) for image in images)
        except DAMAGE:
            sound, images = False, None
        if not (sound and odd_values.are_whole((rows, at, sitting), empty=(undoes,))):
            yield Finding("journal", _("The record of a change can't be read, so it can't be undone."), f"change {seq}")
        elif images is None and undoes is None:
            yield Finding("journal", _("A change has no record of what it did."), f"change {seq}")
        elif images is not None and undoes is not None:
            yield Finding("journal", _("An undo carries a record of its own."), f"change {seq}")
        elif images is not None and len(images) != rows:
            yield Finding("journal", _("The record of a change is not whole."), f"change {seq}")


def _sound(image: journal.Image, columns: dict[str, set[str]]) -> bool:
    known = columns[image.table]
    if len(bytes.fromhex(image.key)) != 16:
        return False
    if image.op == "u":
        return known.issuperset(image.row) and all(len(pair) == 2 for pair in image.row.values())
    return image.op in ("i", "d") and image.row.keys() == known


def _rows(session: Session) -> Iterator[Finding]:
    for odd in last_images.odd_rows(session.connection()):
        if odd.found is None:
            sentence = _("This is missing, and no change removed it.")
        elif odd.wanted is None:
            sentence = _("This was removed, and is there.")
        else:
            names = ", ".join(sorted(odd.wanted))
            sentence = _("This is not as its last change left it: {columns}.").format(columns=names)
        yield Finding("rows", sentence, f"{odd.table} {odd.key.lower()}")


def _pointers(session: Session) -> Iterator[Finding]:
    """Follow undo and redo through the whole journal: each must name the change that was due."""
    query = select(ChangeRow.seq, ChangeRow.undoes, ChangeRow.undo_top, ChangeRow.redo_top).order_by(ChangeRow.seq)
    before: dict[int, tuple[int | None, int | None]] = {}
    now: tuple[int | None, int | None] = (None, None)
    last = None
    for seq, undoes, undo_top, redo_top in session.execute(query):
        if last is not None and seq != last + 1:
            yield Finding("undo", _("Changes are missing from the history before this one."), f"change {seq}")
        last = seq
        before[seq] = now
        due: tuple[tuple[int | None, int | None], ...]
        if undoes is None:
            due = ((seq, None), (None, None))  # an action, or one below which undo doesn't go
        elif undoes not in before:
            due = ()
        elif undoes == now[0]:
            due = ((before[undoes][0], seq),)
        elif undoes == now[1]:
            due = ((seq, before[undoes][1]),)
        else:
            due = ()
        if (undo_top, redo_top) not in due:
            yield Finding("undo", _("Undo and redo would not go on from here as they should."), f"change {seq}")
        now = (undo_top, redo_top)


def _gate(session: Session) -> Iterator[Finding]:
    if session.execute(select(JournalGate.id, JournalGate.mode)).all() != [(1, journal.SHUT)]:
        yield Finding("gate", _("The journal's gate is not shut, so changes could pass unrecorded."), "journal_gate")
    left = session.scalar(select(func.count()).select_from(JournalRow))
    if left:
        yield Finding("gate", _("Rows of an unfinished change were left behind."), "journal_row")


def _full_text(session: Session) -> Iterator[Finding]:
    rows = session.execute(
        select(IndexedText.number, IndexedText.source_id, IndexedText.text_hash, IndexedText.stretches)
    ).all()
    held = {row.source_id: row for row in rows}
    wanted = dict(session.execute(select(Source.id, Source.text_hash)).all())
    known = sorted(row[0] for row in session.connection().exec_driver_sql(f"SELECT id FROM {fulltext.TABLE}_docsize"))
    placed = 0
    for source_id, text_hash in wanted.items():
        row = held.pop(source_id, None)
        found = 0 if row is None else bisect_left(known, row.number + row.stretches) - bisect_left(known, row.number)
        placed += found
        if row is None or row.text_hash != text_hash:
            yield Finding("full text", _("The search does not know this text."), f"source {source_id}")
        elif not _indexed(session, row.number, found, text_hash):
            yield Finding("full text", _("The search does not know all of this text."), f"source {source_id}")
    for source_id in held:
        yield Finding("full text", _("The search knows a text that is gone."), f"source {source_id}")
    if not held and placed != len(known):
        yield Finding("full text", _("The search knows passages that are nowhere."), fulltext.TABLE)


def _indexed(session: Session, number: int, found: int, text_hash: bytes) -> bool:
    """Say whether the index has as many rows for a text as it takes, and its first words in the first of them."""
    body = texts.read_text(session, text_hash)
    return found == len(fulltext.stretches(body)) and fulltext.holds(session, number, body)
