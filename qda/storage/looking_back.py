"""Reading the journal backwards: changes with the images of their rows, newest first, as little unpacked as may be.

Most changes of a long study are single codings. What asks about other things only counts those in the bare bytes, and
learns whether a thing takes part in a change before anything is parsed.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from qda.storage import journal
from qda.storage.journal import Image
from qda.storage.models import ChangeRow
from qda.storage.odd_values import OddValueError
from qda.storage.project import Change

_PAGE = 1_000
_COLUMNS = (
    *(ChangeRow.seq, ChangeRow.label, ChangeRow.about, ChangeRow.at, ChangeRow.coder_id, ChangeRow.session),
    *(ChangeRow.undoes, ChangeRow.tables, ChangeRow.rows, ChangeRow.images),
)
_parser = json.JSONDecoder()
_OPPOSITE = {"i": "d", "d": "i", "u": "u"}


class Seen:
    """A change with the images of its rows. For an undo they are those of what it took back, inverted."""

    def __init__(self, connection: Connection, row: Any) -> None:
        seq, label, about, at, coder_id, sitting, undoes, tables, rows, packed = row
        self._packed: bytes | None = packed
        self.change = Change(
            *(seq, label, journal.read_about(about), at, coder_id, sitting, undoes),
            *(frozenset(filter(None, tables.split(","))), rows),
        )
        self._connection = connection

    @cached_property
    def _origin(self) -> tuple[bytes, bool, int | None]:
        """Return the inflated images, whether they are to be inverted, and the number of the change that holds them."""
        change, packed, inverted = self.change, self._packed, False
        while change.undoes is not None:
            query = select(*_COLUMNS).where(ChangeRow.seq == journal.undone(change.seq, change.undoes))
            older = Seen(self._connection, self._connection.execute(query).one())
            change, packed, inverted = older.change, older._packed, not inverted
        known = journal.known_ids(change.coder_id, change.about)
        return (journal.inflate(packed, known) if packed else b"[]"), inverted, change.seq

    @property
    def origin(self) -> int:
        """Return the number of the action that this change does, takes back or does again."""
        return self._origin[2] or self.change.seq

    @property
    def takes_back(self) -> bool:
        """Say whether this change takes an action back; one that does it again takes back nothing."""
        return self._origin[1]

    def holds(self, key: str) -> bool:
        """Say whether the thing with this id may take part: itself, or named by another row."""
        return bytes.fromhex(key) in self._origin[0]

    def count(self, op: str, table: str) -> int:
        """Return how many rows of a table were inserted (``i``) or deleted (``d``), without parsing them."""
        raw, inverted, _seq = self._origin
        # A quotation mark inside a string is never bare in JSON, so this stands nowhere but at the head of an image.
        return raw.count(f'["{_OPPOSITE[op] if inverted else op}","{table}",'.encode())

    def images(self, tables: Collection[str] | None = None) -> Iterator[Image]:
        """Give the images, those of `tables` alone where any are named; in the order of happening, an undo's reversed.

        They are parsed one by one, so that a change of a hundred thousand rows takes no more memory than its text.
        """
        raw, inverted, _seq = self._origin
        if tables is not None and not any(f'","{table}",'.encode() in raw for table in tables):
            return
        found = _parsed(journal.spelled(raw).decode(), tables)
        if not inverted:
            yield from found
            return
        for image in reversed(list(found)):
            yield image.inverted()


def _parsed(text: str, tables: Collection[str] | None) -> Iterator[Image]:
    if not text.startswith("["):
        raise OddValueError("no images of rows")
    place = 1
    while text[place : place + 1] == "[":
        try:
            fields, place = _parser.raw_decode(text, place)
            image = Image(*fields)
        except (ValueError, TypeError, RecursionError) as error:
            raise OddValueError(f"no image of a row: {error}") from error
        if tables is None or image.table in tables:
            yield image
        place += 1  # the comma, or the end


def backwards(session: Session, before: int | None = None) -> Iterator[Seen]:
    """Give all changes, newest first, those older than change `before` where it is given; read page by page."""
    connection = session.connection()
    while True:
        query = select(*_COLUMNS).order_by(ChangeRow.seq.desc()).limit(_PAGE)
        rows = connection.execute(query if before is None else query.where(ChangeRow.seq < before)).all()
        for row in rows:
            yield Seen(connection, row)
        if len(rows) < _PAGE:
            return
        before = rows[-1].seq
