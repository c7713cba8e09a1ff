"""What can still be read of a damaged project file, row by row, in a new file; and a list of the rest.

Rows that can't be read are looked for in the journal, texts and files in the backups (they are known by their hash).
What points to something that is lost goes, too, so that the new file is whole. The damaged file is only read.
"""

from __future__ import annotations

import secrets
import sqlite3
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.orm import Session

from qda.errors import ProjectFileError, RefusedError
from qda.i18n import _, n_
from qda.storage import backups, drivers, fulltext, journal, keyring, last_images, odd_values, resealing, schema, texts
from qda.storage import engine as engines
from qda.storage.check import DAMAGE
from qda.storage.models import Base, Study, now_ms
from qda.storage.unfinished import unfinished_beside

_OWN = frozenset(("journal_gate", "journal_row", "indexed_text"))  # made anew
_KEPT_BY_HASH = ("text", "blob")
_PLACES = frozenset(("start", "end", "speech"))
# So many questions are asked about one table before what is left of it is given up.
_MOST_QUESTIONS = 20_000
_LAST_ROW = 2**40
# What a torn page may raise; SQLite's own words may hold its bytes.
_TORN = (sqlite3.DatabaseError, UnicodeDecodeError)


Guesses = dict[tuple[str, str], frozenset[str]]
"""By table and key the columns whose values are not what was there."""


@dataclass(slots=True)
class Rescued:
    """How many rows were `read` and how many `found` elsewhere (journal, backups); sentences for what is `lost`."""

    read: int = 0
    found: int = 0
    lost: list[str] = field(default_factory=list)


def rescue(path: Path, target: Path) -> Rescued:
    """Read what can be read of the damaged project at `path` into a new project at `target`.

    Raises RefusedError where a file of that name exists; ProjectFileError where not even a table can be found, or the
    new file can't be written.
    """
    if target.exists():
        raise RefusedError(
            _("{name} exists already. Choose another name for the rescued file.").format(name=target.name)
        )
    if not path.is_file():
        raise ProjectFileError(_("There is no file {path}.").format(path=path))
    try:
        with unfinished_beside(target) as unfinished:
            with schema.failures_named(target):
                keyring.share(path, unfinished)  # what was locked stays locked
                schema.create(unfinished)
                done = _fill(path, unfinished)
            unfinished.replace(target)
    except OSError as error:
        sentence = _("{path} cannot be written: {error}. Choose another place.")
        raise ProjectFileError(sentence.format(path=target, error=error.strerror or error)) from error
    return done


def _fill(path: Path, target: Path) -> Rescued:
    done = Rescued()
    engine = engines.writer(target)
    try:
        with engine.connect() as connection:
            raw = connection.connection.dbapi_connection
            assert raw is not None
            raw.execute("PRAGMA foreign_keys = OFF")  # outside the transaction, where alone it counts
            # The triggers are those that were just made.
            raw.execute("PRAGMA trusted_schema = ON")
            with connection.begin():
                journal.set_gate(connection, journal.REPLAYING)
                with resealing.resealed(path, target) as (readable, broken):
                    if broken:
                        done.lost.append(_broken(broken))
                    guesses = _take_tables(readable, path, connection, done)
                complete = _mend_journal(connection, guesses, done)
                if complete:
                    _take_from_journal(connection, done)
                known = last_images.last_rows(connection) if complete and guesses else {}
                _settle_guesses(guesses, known, connection, done)
                _take_from_backups(path, connection, done)
                _drop_orphans(connection, done)
                with Session(bind=connection, join_transaction_mode="create_savepoint") as session:
                    if session.query(Study).count() == 0:
                        session.add(Study(title=path.stem))
                        session.flush()
                    fulltext.refresh(session)
                    session.commit()
                _begin_anew(connection)
                journal.set_gate(connection, journal.SHUT)
    finally:
        engine.dispose()
    return done


# Reading --------------------------------------------------------------------------------------------------------------


def _broken(pages: Sequence[int]) -> str:
    return n_(
        "{n} page of the locked file is not as it was written: {pages}. What is taken from it may be wrong.",
        "{n} pages of the locked file are not as they were written: {pages}. What is taken from them may be wrong.",
        len(pages),
        pages=resealing.listed(pages),
    )


def _take_tables(readable: Path, path: Path, connection: Connection, done: Rescued) -> Guesses:
    """Take what can be read of each table; `readable` is the damaged project at `path`, or a copy of it.

    Returns what had to be guessed since something else stood there than should.
    """
    guesses: Guesses = {}
    with closing(drivers.connect(readable, resealing.as_it_lies(readable), keyring.key(readable))) as source:
        source.text_factory = bytes  # one bit makes bytes of words, and words of bytes: what they are says the column
        there = _tables_of(source)
        if not there & {"meta", "source"}:
            raise _nothing(path)
        for table in Base.metadata.sorted_tables:
            if table.name in there and table.name not in _OWN:
                guesses |= _take_table(source, connection, table, done)
            elif table.name not in _OWN:
                done.lost.append(_("{table}: the table is gone.").format(table=table.name))
    return guesses


def _tables_of(source: sqlite3.Connection) -> set[str]:
    """Return the tables that can be found, though the list of them may be torn; triggers of others never run."""
    there: set[str] = set()
    with suppress(*_TORN):
        source.execute("PRAGMA writable_schema = ON")  # before all else: what is torn of the list is then passed over
        source.execute("PRAGMA trusted_schema = OFF")
    for table in Base.metadata.sorted_tables:
        with suppress(*_TORN):
            source.execute(f'SELECT 1 FROM "{table.name}" LIMIT 0')
            there.add(table.name)
    return there


def _nothing(path: Path) -> ProjectFileError:
    return ProjectFileError(
        _("Nothing of {name} can be read as a project. `qda backups` lists what was kept.").format(name=path.name)
    )


def _take_table(source: sqlite3.Connection, connection: Connection, table: Table, done: Rescued) -> Guesses:
    names = [column.name for column in table.columns]
    columns = ", ".join(f'"{name}"' for name in names)
    if table.name == "meta":
        connection.exec_driver_sql("DELETE FROM meta WHERE key <> 'project_id'")
    statement = f'INSERT INTO "{table.name}" ({columns}) VALUES ({", ".join("?" * len(names))})'
    reader = _Reader(source, table.name, columns)
    guesses: Guesses = {}
    refused = 0
    for held in reader.rows():
        row, guessed = odd_values.as_held(table, held)
        if guessed & set(table.primary_key.columns.keys()) or not _as_named(table.name, row):
            refused += 1
            continue
        if table.name == "meta":
            connection.exec_driver_sql("DELETE FROM meta WHERE key = ?", (row[names.index("key")],))
        try:
            connection.exec_driver_sql(statement, tuple(row))
            done.read += 1
        except DAMAGE:
            refused += 1
            continue
        if guessed:
            key = row[0].hex().upper() if isinstance(row[0], bytes) else str(row[0])
            guesses[table.name, key] = guessed
    if refused:
        words = n_("{table}: {n} row is damaged.", "{table}: {n} rows are damaged.", refused, table=table.name)
        done.lost.append(words)
    if reader.torn:
        done.lost.append(_("{table}: some rows can't be read.").format(table=table.name))
    return guesses


def _as_named(table: str, row: Sequence[Any]) -> bool:
    """Tell whether a text or file is the one that its hash names; other rows are what they are."""
    if table not in _KEPT_BY_HASH:
        return True
    key, body = row[0], row[1]
    try:
        return bool(texts.digest(zlib.decompress(body) if table == "text" else body) == key)
    except (zlib.error, TypeError):
        return False


class _Reader:
    """Reads the rows of one table around what is damaged: a stretch that can't be read is halved until it can."""

    def __init__(self, source: sqlite3.Connection, table: str, columns: str) -> None:
        self._source, self._table, self._columns = source, table, columns
        self._questions = 0
        self.torn = False

    def rows(self) -> Iterator[tuple[Any, ...]]:
        try:
            self._source.execute(f'SELECT rowid FROM "{self._table}" LIMIT 0')
        except _TORN as error:
            if "no such column" in str(error):
                yield from self._by_both_ends()
            else:
                self.torn = True
            return
        stretches = [(-(2**62), _LAST_ROW)]
        while stretches and self._questions < _MOST_QUESTIONS:
            first, last = stretches.pop()
            self._questions += 1
            seen = first - 1
            try:
                for row in self._source.execute(
                    f'SELECT rowid, {self._columns} FROM "{self._table}" NOT INDEXED '
                    "WHERE rowid BETWEEN ? AND ? ORDER BY rowid",
                    (first, last),
                ):
                    yield row[1:]
                    seen = row[0]
            except _TORN:
                self.torn = True
                # Row numbers begin at 1; nothing is looked for below once something is torn.
                first = max(seen + 1, 1)
                if first < last:
                    middle = (first + last) // 2
                    stretches += [(middle + 1, last), (first, middle)]
                elif first == last and seen >= first - 1 and self._questions < _MOST_QUESTIONS:
                    continue  # one row that can't be read

    def _by_both_ends(self) -> Iterator[tuple[Any, ...]]:
        seen: set[tuple[Any, ...]] = set()
        for direction in ("ASC", "DESC"):
            try:
                for row in self._source.execute(
                    f'SELECT {self._columns} FROM "{self._table}" ORDER BY 1 {direction}, 2 {direction}'
                ):
                    if row not in seen:
                        seen.add(row)
                        yield row
            except _TORN:
                self.torn = True
            else:
                return


# Mending --------------------------------------------------------------------------------------------------------------


def _mend_journal(connection: Connection, guesses: Guesses, done: Rescued) -> bool:
    """Keep the changes after the last one that is damaged or missing; tell whether all were there."""
    guessed = {int(key): columns for (table, key), columns in guesses.items() if table == "change"}
    _mend_times(connection, {seq for seq, columns in guessed.items() if columns & {"at", "session"}})
    query = "SELECT seq, undoes, undo_top, redo_top, images, coder_id, about FROM change ORDER BY seq"
    kept: list[int] = []
    before: dict[int, tuple[int | None, int | None]] = {}
    now: tuple[int | None, int | None] = (None, None)
    dropped = 0
    for seq, undoes, undo_top, redo_top, images, coder_id, about in connection.exec_driver_sql(query).all():
        count = _count(images, undoes, coder_id, about)
        sound = count is not None and not guessed.get(seq, frozenset()) & {"undoes", "undo_top", "redo_top"}
        if sound and undoes is None:
            connection.exec_driver_sql("UPDATE change SET rows = ? WHERE seq = ? AND rows <> ?", (count, seq, count))
        if not kept or seq != kept[-1] + 1 or not sound:
            dropped += len(kept)
            kept, before, now = [], {}, (None, None)
        fits = undoes is None or (undoes in before and undoes in now)
        if not sound or not fits:
            dropped += 1 + len(kept)
            kept, before, now = [], {}, (None, None)
            continue
        before[seq], now = now, (undo_top, redo_top)
        kept.append(seq)
    connection.exec_driver_sql("DELETE FROM change WHERE seq < ?", (kept[0] if kept else 2**62,))
    if dropped:
        words = n_("{n} change of the history is lost.", "{n} changes of the history are lost.", dropped)
        done.lost.append(words.format(n=dropped))
    return not dropped and (not kept or kept[0] == 1)


def _mend_times(connection: Connection, seqs: Collection[int]) -> None:
    """Give changes of which no time or sitting can be read those of the change before, or else after, them."""
    known = "SELECT at, session FROM change WHERE seq NOT IN ({0}) AND seq {1} ? ORDER BY seq {2} LIMIT 1"
    all_ = ", ".join(map(str, seqs))
    for seq in seqs:
        sides = (known.format(all_, sign, order) for sign, order in (("<", "DESC"), (">", "ASC")))
        near = next(filter(None, (connection.exec_driver_sql(side, (seq,)).first() for side in sides)), None)
        if near is not None:
            connection.exec_driver_sql("UPDATE change SET at = ?, session = ? WHERE seq = ?", (*near, seq))


def _count(images: bytes | None, undoes: int | None, coder_id: bytes | None, about: str) -> int | None:
    """Return how many rows a change touched, 0 for an undo; None where it can't be read."""
    if (images is None) == (undoes is None):
        return None
    if images is None:
        return 0
    try:
        known = journal.known_ids(coder_id.hex() if coder_id else None, journal.read_about(about))
        return len(journal.unpack(images, known))
    except DAMAGE:
        return None


def _take_from_journal(connection: Connection, done: Rescued) -> None:
    """Put rows that could not be read, or that damage changed, back as the journal says they are now."""
    images = [odd.mended() for odd in last_images.odd_rows(connection) if odd.wanted is not None]
    for _count in journal.replay(connection, images):
        pass
    journal.set_gate(connection, journal.REPLAYING)
    done.found += len(images)


def _settle_guesses(
    guesses: Guesses, known: Mapping[str, Mapping[str, object]], connection: Connection, done: Rescued
) -> None:
    """Tell what was guessed and the journal does not know (`known`: by table and key, what it says that rows are).

    What would lie at a place that was guessed goes: it is better lost than on words that nobody meant.
    """
    for (table, key), columns in guesses.items():
        row = known.get(table, {}).get(key)
        left = columns.difference(row if isinstance(row, dict) else ())
        if not left:
            continue
        words = _("{row}: what stood here can't be read, and was guessed: {columns}.")
        if left & _PLACES:
            words = _("{row} is lost: what stood here can't be read: {columns}.")
            connection.exec_driver_sql(f'DELETE FROM "{table}" WHERE id = ?', (bytes.fromhex(key),))
        done.lost.append(words.format(row=f"{table} {key.lower()}", columns=", ".join(sorted(left))))


def _take_from_backups(path: Path, connection: Connection, done: Rescued) -> None:
    """Look for the texts and files that rows name and that are not there in the backups; let go of what is nowhere."""
    wanted = _hashes(connection, "text_hash", "source") | _hashes(connection, "base", "text_difference")
    here = _hashes(connection, "hash", "text") | _hashes(connection, "hash", "text_difference")
    _look_for(path, connection, "text", wanted - here, done)
    here = _hashes(connection, "hash", "text") | _by_difference(connection)
    for key in _hashes(connection, "text_hash", "source") - here:
        for (name,) in connection.exec_driver_sql("SELECT name FROM source WHERE text_hash = ?", (key,)).all():
            done.lost.append(_("“{name}” is lost with all on it: its text is nowhere.").format(name=name))
        connection.exec_driver_sql("DELETE FROM source WHERE text_hash = ?", (key,))
    gone = _hashes(connection, "original_hash", "source") - _hashes(connection, "hash", "blob")
    gone = _look_for(path, connection, "blob", gone, done)
    for key in gone:
        connection.exec_driver_sql("UPDATE source SET original_hash = NULL WHERE original_hash = ?", (key,))
    if gone:
        words = n_("{n} original file is lost.", "{n} original files are lost.", len(gone))
        done.lost.append(words.format(n=len(gone)))


def _look_for(path: Path, connection: Connection, table: str, gone: set[bytes], done: Rescued) -> set[bytes]:
    """Take what is gone from the backups, newest first; return what is in none."""
    left = set(gone)
    for backup in backups.backups(path) if left else ():
        with suppress(sqlite3.Error), closing(engines.connect(backup.path, "mode=ro")) as source:
            for key in sorted(left):
                row = source.execute(f'SELECT hash, body FROM "{table}" WHERE hash = ?', (key,)).fetchone()
                if row is not None and _as_named(table, row):
                    connection.exec_driver_sql(f'INSERT INTO "{table}" (hash, body) VALUES (?, ?)', row)
                    left.discard(key)
                    done.found += 1
    return left


def _hashes(connection: Connection, column: str, table: str) -> set[bytes]:
    query = f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL"
    return {key for (key,) in connection.exec_driver_sql(query)}


def _by_difference(connection: Connection) -> set[bytes]:
    """Return the texts that are kept as differences; those that can't be read any more go, with their versions."""
    with Session(bind=connection, join_transaction_mode="create_savepoint") as session:
        keys = [key for (key,) in connection.exec_driver_sql("SELECT hash FROM text_difference").all()]
        sound = {key for key in keys if _can_read(session, key)}
    for key in set(keys) - sound:
        connection.exec_driver_sql("DELETE FROM text_difference WHERE hash = ?", (key,))
        connection.exec_driver_sql("DELETE FROM text_version WHERE text_hash = ?", (key,))
    return sound


def _can_read(session: Session, key: bytes) -> bool:
    try:
        texts.read_text(session, key)
    except (ProjectFileError, *DAMAGE):
        return False
    return True


def _drop_orphans(connection: Connection, done: Rescued) -> None:
    """Let go of what points to a row that is lost: the pointer, or the row, as the model says."""
    count = 0
    while True:
        wrong = {(row[0], row[3]) for row in connection.exec_driver_sql("PRAGMA foreign_key_check").all()}
        if not wrong:
            break
        for name, number in wrong:
            keys = connection.exec_driver_sql(f'PRAGMA foreign_key_list("{name}")').all()
            parent, column, fate = next((row[2], row[3], row[6]) for row in keys if row[0] == number)
            where = f'WHERE "{column}" IS NOT NULL AND "{column}" NOT IN (SELECT id FROM "{parent}")'
            act = f'UPDATE "{name}" SET "{column}" = NULL' if fate == "SET NULL" else f'DELETE FROM "{name}"'
            count += connection.exec_driver_sql(f"{act} {where}").rowcount
    if count:
        words = n_("{n} row belonged to something lost.", "{n} rows belonged to something lost.", count)
        done.lost.append(words.format(n=count))


def _begin_anew(connection: Connection) -> None:
    """Write the rescue into the history, with what went; undo goes no further back, since it may need what is lost."""
    images = [odd.happened() for odd in last_images.odd_rows(connection)]
    journal.append(
        connection,
        seq=journal.next_seq(connection),
        label="Rescue project",
        about="",
        at=now_ms(),
        coder_id=None,
        session=secrets.randbits(31),
        undoes=None,
        undo_top=None,
        redo_top=None,
        rows=len(images),
        tables=",".join(sorted({image.table for image in images})),
        images=journal.pack(journal.written(images)),
    )
