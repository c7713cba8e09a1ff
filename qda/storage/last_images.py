"""What the journal says that each row is now, and where a row says otherwise: a byte that a disk or a cable changed.

SQLite keeps no sums of its pages, so of a file that is not locked nothing else would tell.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table

from qda.storage import journal, odd_values
from qda.storage.journal import Image
from qda.storage.models import journalled_tables

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Odd:
    """A row (hexadecimal `key`) that is not as its last change left it.

    `wanted` is what it should be and `found` what is there, both of the columns alone in which they differ; None is no
    row.
    """

    table: str
    key: str
    wanted: Row | None
    found: Row | None

    def mended(self) -> Image:
        """Return the image of making the row what it should be."""
        return _between(self.table, self.key, self.found, self.wanted)

    def happened(self) -> Image:
        """Return the image of what was done to the row without a record."""
        return _between(self.table, self.key, self.wanted, self.found)


def odd_rows(connection: Connection) -> Iterator[Odd]:
    """Yield the rows that are not as the journal says; of those from before it begins, only what was changed since.

    Rows with values of another kind than their columns hold are passed over: they are no images of anything. A damaged
    journal raises as :func:`qda.storage.journal.images_of` does.
    """
    last = last_rows(connection)
    for table in journalled_tables():
        known = last.pop(table.name, {})
        odd = [one.key.upper() for one in odd_values.rows_with_odd_values(connection, [table])]
        for key in odd:
            known.pop(key, None)
        for key, row in _rows(connection, table, odd):
            wanted = known.pop(key, {})
            if wanted is None:
                yield Odd(table.name, key, None, row)
                continue
            differing = {name: value for name, value in wanted.items() if name in row and row[name] != value}
            if differing:
                yield Odd(table.name, key, differing, {name: row[name] for name in differing})
        names = {column.name for column in table.columns} - {"id"}
        for key, wanted in known.items():
            if wanted is not None and wanted.keys() == names:
                yield Odd(table.name, key, wanted, None)


def _between(table: str, key: str, old: Row | None, new: Row | None) -> Image:
    if old is not None and new is not None:
        return Image("u", table, key, {name: [value, new[name]] for name, value in old.items()})
    return Image("d" if new is None else "i", table, key, old or new or {})


def last_rows(connection: Connection) -> dict[str, dict[str, Row | None]]:
    """Return by table and key what the last changes of each row left in it; None where it was removed."""
    last: dict[str, dict[str, Row | None]] = {}
    for (seq,) in connection.exec_driver_sql("SELECT seq FROM change ORDER BY seq").all():
        for image in journal.images_of(connection, seq):
            rows = last.setdefault(image.table, {})
            if image.op == "u":
                rows[image.key] = (rows.get(image.key) or {}) | {name: new for name, (_old, new) in image.row.items()}
            else:
                rows[image.key] = dict(image.row) if image.op == "i" else None
    return last


def _rows(connection: Connection, table: Table, but: Sequence[str]) -> Iterator[tuple[str, Row]]:
    """Yield keys and rows as an image of inserting them would hold them, those of the keys `but` left out."""
    query = f'SELECT hex(id), {journal.whole(table, "NEW")} FROM "{table.name}" AS NEW'
    if but:
        keys = ", ".join(f"'{key}'" for key in but)
        query += f" WHERE hex(id) NOT IN ({keys})"
    for key, row in connection.exec_driver_sql(query):
        yield key, json.loads(row)
