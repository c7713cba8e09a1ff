"""What bringing a bundle in would write, worked out before anything is written: a preview and the writing are the same.

Every part of taking in (:mod:`qda.core.exchange.taking_codes` and its neighbours) reads the project and the bundle, and
puts rows, texts, files and losses into a :class:`Draft`. Nothing is written until :func:`write`.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import insert, inspect, select, update
from sqlalchemy.orm import Session

from qda.core.coding import join_overlaps
from qda.core.exchange.bundle import Loss, ThingKind
from qda.progress import Progress, go_on
from qda.storage import models
from qda.storage.ids import new_id
from qda.storage.models import Journalled
from qda.storage.texts import digest, put_blob, put_text

Row = dict[str, Any]
LossKind = Literal["moved", "unplaced", "dropped"]

# Owners before what they own.
_ORDER: tuple[type[Journalled], ...] = (
    models.Coder,
    models.Code,
    models.CodePlace,
    models.Source,
    models.Participant,
    models.Speaker,
    models.TurnRow,
    models.Participation,
    models.Attribute,
    models.AttributeValue,
    models.Coding,
    models.Memo,
    models.MemoLink,
    models.Relation,
    models.MediaFile,
    models.MediaSelection,
)
_AT_ONCE = 2_000
_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(slots=True)
class Draft:
    """What is to be written: rows by table, texts and files by hash, changes of rows that are there.

    `things` are the project's ids of the bundle's things. `new` and `known` count by kind (`codes`, `codings`, …): what
    comes, and what is here already. `overlapping` are codes whose passages may have to be joined with some that are
    here; `themes` the ids of sets that are themes of this project.
    """

    session: Session
    rows: dict[type[Journalled], list[Row]] = field(default_factory=dict)
    texts: dict[bytes, str] = field(default_factory=dict)
    files: dict[bytes, bytes] = field(default_factory=dict)
    changes: list[tuple[type[Journalled], str, Row]] = field(default_factory=list)
    things: dict[tuple[ThingKind, str], str] = field(default_factory=dict)
    new: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    overlapping: set[str] = field(default_factory=set)
    themes: set[str] = field(default_factory=set)
    _taken: dict[type[Journalled], set[str]] = field(default_factory=dict)
    _told: Counter[tuple[LossKind, str, str, str]] = field(default_factory=Counter)

    def add(self, model: type[Journalled], row: Row) -> Row:
        """Have a row written; one batch of a table has the same columns throughout."""
        self.rows.setdefault(model, []).append(row)
        return row

    def row_id(self, model: type[Journalled], order: int, *parts: object) -> str:
        """Return the id of a row that has none in the other program, in `order` among its neighbours.

        It is made of the `parts` that say what the row is, so that one file brought into two copies of a project is
        the same there, and the copies can be merged.
        """
        if model not in self._taken:
            self._taken[model] = set(self.session.scalars(select(model.id)))
        words = " ".join(map(str, (model.__name__, *parts)))
        key = f"{order:012x}{identity(words)[:20]}"
        if key in self._taken[model]:
            return new_id()
        self._taken[model].add(key)
        return key

    def keep_file(self, data: bytes | None) -> bytes | None:
        """Have a file kept and return its hash; None for no file."""
        if data is None:
            return None
        key = digest(data)
        self.files[key] = data
        return key

    def lose(self, kind: LossKind, what: str, where: str, why: str, count: int = 1) -> None:
        """Tell of something that does not come over as it is (:class:`Loss`); the like of it is counted together."""
        self._told[kind, what, where, why] += count

    @property
    def losses(self) -> tuple[Loss, ...]:
        """Return what does not come over as it is, in the order in which it was told."""
        return tuple(Loss(kind, what, where, why, count) for (kind, what, where, why), count in self._told.items())

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to write."""
        return not (self.changes or any(self.rows.values()))


class Identities:
    """Which ids of a table are taken: an imported thing keeps its id, and one whose id is there is the same thing."""

    def __init__(self, session: Session, model: type[Journalled]) -> None:
        self._there = set(session.scalars(select(model.id)))
        self._given: set[str] = set()

    def claim(self, wanted: str) -> tuple[str, bool]:
        """Return the id for a thing that has `wanted` as its id elsewhere, and whether that thing is here already.

        Two things of a bundle that share an id are two: the later ones get an id made of it, the same every time.
        """
        key, number = identity(wanted), 1
        while key in self._given:
            number += 1
            key = identity(f"{wanted} {number}")
        self._given.add(key)
        return key, key in self._there


def identity(words: str) -> str:
    """Return `words` where they are an id already (32 hex digits), else an id that is always made of these words."""
    return words if _ID.fullmatch(words) else hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:32]


def write(session: Session, draft: Draft, progress: Progress | None = None) -> None:
    """Write a draft with few statements, as part of the running change. Raises CancelledError."""
    for text in draft.texts.values():
        put_text(session, text)
    for data in draft.files.values():
        put_blob(session, data)
    total = sum(map(len, draft.rows.values())) or 1
    done = 0
    for model in _ORDER:
        for batch in _batches(draft.rows.get(model, ())):
            session.execute(insert(_table(model)), batch)
            done += len(batch)
            go_on(progress, done, total)
    for model, key, values in draft.changes:
        session.execute(update(model).where(model.id == key).values(**values))
    session.expire_all()
    for code_id in sorted(draft.overlapping):
        join_overlaps(session, code_id, weights="highest")


def _table(model: type[Journalled]) -> Any:
    # The table itself: rows need not become objects, of which there may be a hundred thousand.
    return inspect(model).local_table


def _batches(rows: Sequence[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    return [list(rows[first : first + _AT_ONCE]) for first in range(0, len(rows), _AT_ONCE)]
