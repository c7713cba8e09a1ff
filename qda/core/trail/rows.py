"""The small tables as they stood after any change: read as they are now, and taken back change by change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.memos import heading
from qda.i18n import _
from qda.storage.journal import Image
from qda.storage.looking_back import Seen, backwards
from qda.storage.models import Memo, journalled_tables
from qda.storage.project import Change

Row = dict[str, Any]

TABLES = frozenset(
    (
        *("code", "code_place", "theme", "theme_code", "level", "quote", "relation", "memo", "memo_link"),
        *("coder", "source", "participant", "codebook_version", "study", "wording", "confidence"),
    )
)
"""What is kept in mind while the journal is read. Codings, turns and texts are many, and only counted."""


class Rows:
    """Rows of :data:`TABLES` by table and id, as they stood at the moment that was reached; ids as in the program."""

    def __init__(self, session: Session) -> None:
        self._tables: dict[str, dict[str, Row]] = {}
        for table in journalled_tables():
            if table.name in TABLES:
                read = session.execute(select(table)).mappings()
                self._tables[table.name] = {row["id"]: dict(row) for row in read}
        # What a coder who works independently doesn't see yet (core/independent.py) is left out of rows of models only.
        self._hidden = self._tables["memo"].keys() - set(session.scalars(select(Memo.id)))

    def get(self, table: str, key: str | None) -> Row | None:
        """Return a row, or None where it wasn't there."""
        return self._tables[table].get(key or "")

    def all(self, table: str) -> dict[str, Row]:
        """Return all rows of a table by id."""
        return self._tables[table]

    def shown(self, images: Sequence[Image]) -> list[Image]:
        """Return `images` without those of memos that the reader doesn't see yet, and of what these are linked to."""
        if not self._hidden:
            return list(images)
        return [image for image in images if self._memo_of(image) not in self._hidden]

    def _memo_of(self, image: Image) -> str:
        if image.table == "memo_link":
            row = self._tables["memo_link"].get(image.key) or image.row
            return str(row.get("memo_id"))
        return image.key if image.table == "memo" else ""

    def take_back(self, images: Sequence[Image]) -> None:
        """Go back to before a change that did `images`."""
        for image in reversed(images):
            rows = self._tables[image.table]
            if image.op == "i":
                rows.pop(image.key, None)
            elif image.op == "d":
                rows[image.key] = dict(image.row)
            elif image.key in rows:
                rows[image.key].update({name: old for name, (old, _new) in image.row.items()})


def _as_program(image: Image) -> Image:
    """Return an image with ids as the program writes them."""

    def lower(name: str, value: Any) -> Any:
        if not name.endswith("_id"):
            return value
        return [one and one.lower() for one in value] if isinstance(value, list) else value and value.lower()

    row = {name: lower(name, value) for name, value in image.row.items()}
    return Image(image.op, image.table, image.key.lower(), row)


@dataclass(slots=True)
class Tally:
    """How many coded passages a change touched, by code: given it, taken away, and moved from one code to another."""

    given: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    moved: Counter[tuple[str, str]] = field(default_factory=Counter)


class Moment:
    """One change while the journal is read backwards.

    `images` are those of :data:`TABLES`, in the direction of the action: for an undo, what was undone. Names are those
    of that time. `undoes` says whether the action was taken back here, `again` whether it was done again.
    """

    def __init__(self, seen: Seen, images: Sequence[Image], rows: Rows) -> None:
        self._seen = seen
        self.rows = rows
        self.change: Change = seen.change
        self.origin = seen.origin if seen.change.undoes is not None else seen.change.seq
        self.undoes = seen.change.undoes is not None and seen.takes_back
        self.again = seen.change.undoes is not None and not seen.takes_back
        self.images = [image.inverted() for image in reversed(images)] if self.undoes else list(images)
        self._here = {(image.table, image.key): image.row for image in images if image.op != "u"}

    def of(self, table: str, op: str = "iud") -> Iterator[Image]:
        """Give the images of a table, of these kinds."""
        return (image for image in self.images if image.table == table and image.op in op)

    def holds(self, key: str) -> bool:
        """Say whether the thing with this id may take part."""
        return self._seen.holds(key)

    def count(self, op: str, table: str) -> int:
        """Return how many rows of a table came (``i``) or went (``d``) at this moment, undo or not."""
        return self._seen.count(op, table)

    def row(self, table: str, key: str | None) -> Row:
        """Return a row as it was at that time, come or gone in this change perhaps; empty where there was none."""
        return self.rows.get(table, key) or self._here.get((table, key or "")) or {}

    def name(self, kind: str, key: str | None) -> str:
        """Return what a thing was called then, "" where nobody knows."""
        row = self.row(kind, key)
        if kind == "memo":
            return heading(row.get("title", ""), row.get("body", "")) or _("without words")
        if kind == "quote":
            return self.name("source", row.get("source_id"))
        return str(row.get("preferred" if kind == "wording" else "name", ""))

    @property
    def label(self) -> str:
        """Return the label of the action, as it was written."""
        return self.change.label

    @property
    def imported(self) -> bool:
        """Say whether things came by import."""
        return self.label.startswith("Import")

    @cached_property
    def tally(self) -> Tally:
        """Count the passages that the action touched."""
        found = Tally()
        if "coding" not in self.change.tables:
            return found
        for bare in self._seen.images({"coding"}):
            image = _as_program(bare.inverted() if self.undoes else bare)
            if image.op == "i":
                found.given[image.row["code_id"]] += 1
            elif image.op == "d":
                found.taken[image.row["code_id"]] += 1
            elif "code_id" in image.row:
                old, new = image.row["code_id"]
                found.moved[old, new] += 1
        return found

    def codings(self) -> Iterator[Image]:
        """Give the images of coded passages, in the direction of the action."""
        for bare in self._seen.images({"coding"}):
            yield _as_program(bare.inverted() if self.undoes else bare)


def moments(session: Session, before: int | None = None, rows: Rows | None = None) -> Iterator[Moment]:
    """Give every change, newest first, each with the small tables as they stood just after it.

    A reader that goes on later gives `before`, the oldest change it has seen, and its `rows`.
    """
    kept = Rows(session) if rows is None else rows
    for seen in backwards(session, before):
        images = [_as_program(image) for image in seen.images(TABLES)] if seen.change.tables & TABLES else []
        yield Moment(seen, kept.shown(images), kept)
        kept.take_back(images)


def listed(names: Iterable[str], most: int = 3) -> str:
    """Return names in quotation marks with commas, the first few, and how many more there are."""
    known = list(names)
    words = ", ".join(f"“{name}”" for name in known[:most])
    more = len(known) - most
    return words if more <= 0 else _("{names} and {n} more").format(names=words, n=more)
