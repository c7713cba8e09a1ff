"""The journal: triggers that keep the row images of every change, and undo and redo that replay them.

A change's images are written by SQLite triggers to `journal_row` while the gate is open, packed into the `change` row
in the same transaction, and taken out again. Undo is a new change with ``undoes``: it applies the original's
before-images and stores no images of its own, since they are the original's, inverted.

`undo_top` and `redo_top` on each change say what undo and redo take next, once that change has happened. A, B, undo,
undo, redo, C look so::

    seq  label  undoes  undo_top  redo_top
    1    A      -       1         -
    2    B      -       2         -
    3    B      2       1         3         undo of B; redo would take back 3
    4    A      1       -         4         undo of A
    5    A      4       5         3         redo of A is the undo of 4; below it redo stands where it stood before 4
    6    C      -       6         -         a new action ends redo; 3 and 5 stay in history
"""

from __future__ import annotations

import json
import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, LargeBinary, Table, bindparam, insert, select, text, update

from qda.storage.models import ChangeRow, JournalGate, JournalRow, journalled_tables
from qda.storage.odd_values import OddValueError

SHUT, RECORDING, REPLAYING = 0, 1, 2
OUTSIDE = "a journalled table was changed outside a change"


@dataclass(frozen=True, slots=True)
class Image:
    """One row's part in a change.

    `op` is ``i``, ``u`` or ``d``. `row` is the whole row for ``i`` and ``d`` (column -> value), and column ->
    [before, after] of the changed columns for ``u``. Bytes are hexadecimal, None stays None.
    """

    op: str
    table: str
    key: str
    row: dict[str, Any]

    def inverted(self) -> Image:
        """Return the image of taking this one back."""
        if self.op == "u":
            return Image("u", self.table, self.key, {name: [new, old] for name, (old, new) in self.row.items()})
        return Image("d" if self.op == "i" else "i", self.table, self.key, self.row)


# Triggers -----------------------------------------------------------------------------------------------------------


def _quoted(name: str) -> str:
    return f'"{name}"'


def _is_bytes(column: Any) -> bool:
    impl = column.type.impl if hasattr(column.type, "impl") else column.type
    return isinstance(impl, LargeBinary)


def _value(column: Any, which: str) -> str:
    reference = f"{which}.{_quoted(column.name)}"
    return f"CASE WHEN {reference} IS NOT NULL THEN hex({reference}) END" if _is_bytes(column) else reference


def whole(table: Table, which: str) -> str:
    """Return the SQL that makes the image of a row of `table`, which is called `which` there, but for op and key."""
    pairs = ", ".join(f"'{column.name}', {_value(column, which)}" for column in table.columns if column.name != "id")
    return f"json_object({pairs})"


def _changed(table: Table) -> str:
    parts = " UNION ALL ".join(
        f"SELECT '{column.name}' AS name, json_array({_value(column, 'OLD')}, {_value(column, 'NEW')}) AS pair "
        f"WHERE OLD.{_quoted(column.name)} IS NOT NEW.{_quoted(column.name)}"
        for column in table.columns
        if column.name != "id"
    )
    return f"(SELECT json_group_object(name, json(pair)) FROM ({parts}))"


@cache
def trigger_statements() -> Mapping[str, str]:
    """Return the journal's triggers by name, generated from the models."""
    statements: dict[str, str] = {}
    for table in journalled_tables():
        images = {
            "insert": ("i", "NEW", whole(table, "NEW")),
            "update": ("u", "OLD", _changed(table)),
            "delete": ("d", "OLD", whole(table, "OLD")),
        }
        for event, (op, which, image) in images.items():
            name = f"journal_{table.name}_{event}"
            statements[name] = (
                f"CREATE TRIGGER {name} AFTER {event.upper()} ON {_quoted(table.name)}\n"
                f"WHEN (SELECT mode FROM journal_gate) <> {REPLAYING}\nBEGIN\n"
                f"  SELECT RAISE(ABORT, '{OUTSIDE}') WHERE (SELECT mode FROM journal_gate) = {SHUT};\n"
                f'  INSERT INTO journal_row (op, tbl, "key", row) VALUES '
                f"('{op}', '{table.name}', hex({which}.id), {image});\nEND"
            )
        statements[f"journal_{table.name}_key"] = (
            f"CREATE TRIGGER journal_{table.name}_key BEFORE UPDATE OF id ON {_quoted(table.name)}\n"
            f"WHEN OLD.id IS NOT NEW.id\nBEGIN\n  SELECT RAISE(ABORT, 'an id never changes');\nEND"
        )
    return statements


def remove(connection: Connection) -> None:
    """Drop the journal's triggers, for a migration; :func:`install` makes them anew."""
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'journal_*'"
    )
    for (name,) in names.all():
        connection.exec_driver_sql(f"DROP TRIGGER {_quoted(name)}")


def install(connection: Connection) -> None:
    """Create the journal's triggers and shut its gate."""
    for statement in trigger_statements().values():
        connection.exec_driver_sql(statement)
    connection.execute(
        text("INSERT INTO journal_gate (id, mode) VALUES (1, 0) ON CONFLICT (id) DO UPDATE SET mode = 0")
    )


# Packing ------------------------------------------------------------------------------------------------------------

# Small images compress against this; it is part of the file format and never changes once released.
_DICTIONARY = (
    b'["u","memo",\x01["u","code",\x01["u","theme",\x01{"name":["position":["definition":["colour":["parent_id":[null,'
    b'["d","coding",\x01["i","memo",\x01["i","theme",\x01["i","theme_code",\x01["i","quote",\x01{"theme_id":\x01'
    b'"code_id":null,"coding_id":null,"kind":"chosen","translation":"","translator":"",["i","source",\x01'
    b'["i","code_place",\x01["i","code",\x01{"name":"","kind":"code","codable":1,"definition":"","include":"",'
    b'"exclude":"","example":"","colour":"blue","origin":"inductive","stance":"","coder_id":\x01,"created":1795,'
    b'"parent_id":null,"position":0,"main":1}]["i","turn",\x01{"source_id":\x01,"speaker_id":\x01,"start":1,"end":1,'
    b'"speech":1,"begin_ms":null,"end_ms":null}],["i","turn",\x01'
    b'[["i","coding",\x01\x01,{"source_id":\x01\x01,"code_id":\x01\x01,"coder_id":\x01\x01,"start":1,"end":1,'
    b'"text_version":1,"weight":null,"note":"","created":179}]]'
)


# Ids go in as sixteen bytes after a sign that JSON never holds; as hexadecimal digits they hardly shrink.
_ID = re.compile(rb'"([0-9A-F]{32})"')
_SHORT_ID = re.compile(rb"\x01(.{16})", re.DOTALL)

About = Sequence[tuple[str, str]]


def pack(images: str, known: Sequence[str] = ()) -> bytes:
    """Compress the JSON of a change's images; ids `known` beside them, in their order, cost next to nothing."""
    raw = _ID.sub(lambda match: b"\x01" + bytes.fromhex(match[1].decode()), images.encode())
    packer = zlib.compressobj(6, zlib.DEFLATED, -15, 9, zdict=_dictionary(known))
    return packer.compress(raw) + packer.flush()


def unpack(packed: bytes, known: Sequence[str] = ()) -> list[Image]:
    """Return the images of a packed change in the order in which they happened; `known` as when they were packed.

    Raises OddValueError for what was never packed.
    """
    raw = spelled(inflate(packed, known))
    try:
        return [Image(*fields) for fields in json.loads(raw)]
    except (ValueError, TypeError, RecursionError) as error:
        raise OddValueError(f"no images of rows: {error}") from error


def written(images: Sequence[Image]) -> str:
    """Return the JSON of images that :func:`pack` takes."""
    return _json([[image.op, image.table, image.key, image.row] for image in images])


def stage(connection: Connection, images: Sequence[Image]) -> None:
    """Put images to those of the running change."""
    rows = [{"op": image.op, "tbl": image.table, "key": image.key, "row": _json(image.row)} for image in images]
    if rows:
        connection.execute(insert(JournalRow), rows)


def _json(held: Any) -> str:
    return json.dumps(held, ensure_ascii=False, separators=(",", ":"))


def inflate(packed: bytes, known: Sequence[str] = ()) -> bytes:
    """Return the JSON of a packed change with short ids: a sign and the sixteen bytes (:func:`spelled` writes them).

    Raises OddValueError for what was never packed.
    """
    unpacker = zlib.decompressobj(-15, zdict=_dictionary(known))
    try:
        raw = unpacker.decompress(packed)
    except (zlib.error, TypeError) as error:
        raise OddValueError(f"no packed images: {error}") from error
    if not unpacker.eof:
        raise OddValueError("packed images without their end")
    return raw


def spelled(raw: bytes) -> bytes:
    """Return inflated images as JSON, ids as hexadecimal digits."""
    return _SHORT_ID.sub(lambda match: b'"' + match[1].hex().upper().encode() + b'"', raw)


def _dictionary(known: Sequence[str]) -> bytes:
    return b"".join(map(bytes.fromhex, known)) + _DICTIONARY


def known_ids(coder_id: str | None, about: About) -> list[str]:
    """Return the ids that stand in a change's row beside its images: whose it is, and what it is about."""
    return [*([coder_id] if coder_id else []), *(key for _kind, key in about)]


def write_about(about: About) -> str:
    """Return kinds and ids of what a change is about as its row holds them: ``code:AZoC…`` (base64), by spaces."""
    return " ".join(f"{kind}:{b64encode(bytes.fromhex(key)).decode()}" for kind, key in about)


def read_about(written: str) -> tuple[tuple[str, str], ...]:
    """Return kinds and ids of what a change is about; raise OddValueError for anything else."""
    try:
        pairs = [part.split(":") for part in written.split()]
        return tuple((kind, b64decode(key, validate=True).hex()) for kind, key in pairs)
    except (ValueError, TypeError, AttributeError) as error:
        raise OddValueError(f"nothing that a change can be about: {error}") from error


# Recording ----------------------------------------------------------------------------------------------------------

_GATE = update(JournalGate).values(mode=bindparam("to"))


def set_gate(connection: Connection, mode: int) -> None:
    """Shut the gate, open it for recording, or mute the images for replay; part of the running transaction."""
    connection.execute(_GATE, {"to": mode})


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a change touched: packed images, row count, names of tables."""

    images: bytes
    rows: int
    tables: frozenset[str]


def collect(connection: Connection, known: Sequence[str] = ()) -> Recorded | None:
    """Take the images of the running change out of the staging table and pack them; None where nothing changed.

    `known` are the ids that will stand beside them (:func:`known_ids`).
    """
    rows = connection.execute(
        select(JournalRow.op, JournalRow.tbl, JournalRow.key, JournalRow.row)
        .where(JournalRow.row != "{}")
        .order_by(JournalRow.n)
    ).all()
    connection.exec_driver_sql("DELETE FROM journal_row")
    if not rows:
        return None
    # The row images are JSON already, written by SQLite; they are put together without being parsed.
    joined = ",".join(f'["{op}","{table}","{key}",{row}]' for op, table, key, row in rows)
    return Recorded(pack(f"[{joined}]", known), len(rows), frozenset(row.tbl for row in rows))


@dataclass(frozen=True, slots=True)
class Position:
    """Where undo and redo stand: the change each takes next, or None."""

    undo: int | None
    redo: int | None


def position(connection: Connection, before: int | None = None) -> Position:
    """Return where undo and redo stand now, or stood just before change `before`."""
    query = select(ChangeRow.undo_top, ChangeRow.redo_top).order_by(ChangeRow.seq.desc()).limit(1)
    if before is not None:
        query = query.where(ChangeRow.seq < before)
    row = connection.execute(query).one_or_none()
    return Position(row.undo_top, row.redo_top) if row else Position(None, None)


def next_seq(connection: Connection) -> int:
    """Return the number of the change to be written next."""
    last = connection.execute(select(ChangeRow.seq).order_by(ChangeRow.seq.desc()).limit(1)).scalar()
    return (last or 0) + 1


def append(connection: Connection, **values: Any) -> None:
    """Write one change row."""
    connection.execute(insert(ChangeRow).values(**values))


def undone(seq: int, undoes: int) -> int:
    """Return the change that change `seq` takes back; OddValueError for one not before it."""
    if undoes >= seq:
        raise OddValueError(f"change {seq} undoes one that is not before it")
    return undoes


def images_of(connection: Connection, seq: int) -> list[Image]:
    """Return what change `seq` did, following undo to the change that holds the images.

    A damaged journal may raise any of :data:`qda.storage.check.DAMAGE`.
    """
    inverted = False
    while True:
        query = select(ChangeRow.undoes, ChangeRow.images, ChangeRow.coder_id, ChangeRow.about)
        row = connection.execute(query.where(ChangeRow.seq == seq)).one()
        if row.undoes is None:
            break
        seq, inverted = undone(seq, row.undoes), not inverted
    known = known_ids(row.coder_id, read_about(row.about))
    images = unpack(row.images, known) if row.images else []
    return [image.inverted() for image in reversed(images)] if inverted else images


# Replaying ----------------------------------------------------------------------------------------------------------


def replay(connection: Connection, images: list[Image]) -> Iterator[int]:
    """Apply `images` in order with the journal muted; yields the number of rows done, after each batch.

    Runs of one table and kind go in one statement. Foreign keys are checked at the commit, so that the order of a
    cascade does not matter.
    """
    tables = {table.name: table for table in journalled_tables()}
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    set_gate(connection, REPLAYING)
    done = 0
    for (op, name, columns), run in groupby(images, key=lambda image: (image.op, image.table, tuple(image.row))):
        table = tables[name]
        binary = {column.name for column in table.columns if _is_bytes(column)}
        statement = _statement(op, table, columns)
        batch = [_parameters(image, columns, binary) for image in run]
        for first in range(0, len(batch), 2_000):
            part = batch[first : first + 2_000]
            connection.exec_driver_sql(statement, part)
            done += len(part)
            yield done
    set_gate(connection, SHUT)


def _statement(op: str, table: Table, columns: tuple[str, ...]) -> str:
    name = _quoted(table.name)
    if op == "d":
        return f"DELETE FROM {name} WHERE id = ?"
    if op == "u":
        return f"UPDATE {name} SET {', '.join(f'{_quoted(column)} = ?' for column in columns)} WHERE id = ?"
    marks = ", ".join("?" * (len(columns) + 1))
    return f"INSERT INTO {name} ({', '.join(map(_quoted, columns))}, id) VALUES ({marks})"


def _parameters(image: Image, columns: tuple[str, ...], binary: set[str]) -> tuple[Any, ...]:
    key = bytes.fromhex(image.key)
    if image.op == "d":
        return (key,)
    values = [image.row[column][1] if image.op == "u" else image.row[column] for column in columns]
    return (*(_bound(value, column in binary) for column, value in zip(columns, values, strict=True)), key)


def _bound(value: Any, binary: bool) -> Any:
    return bytes.fromhex(value) if binary and value is not None else value
