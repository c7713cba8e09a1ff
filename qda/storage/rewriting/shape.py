"""What a rewriting must know of each table: which columns hold people's words, texts by hash, owners and passages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import LargeBinary, Select, String, Table, UniqueConstraint, select

from qda.storage.ids import Uid
from qda.storage.models import Base, journalled_tables

FIXED: Mapping[str, frozenset[str]] = {
    table: frozenset(columns.split())
    for table, columns in {
        "study": "approach language line_unit",
        "setting": "key",
        "recruitment": "outcome",
        "coder": "colour",
        "source": "kind language direction format encoding",
        "attribute": "type scope",
        "code": "kind colour origin",
        "reread": "meaning",
        "theme": "status",
        "quote": "kind",
        "memo": "kind",
        "placement": "surface",
        "confidence": "level",
        "consent_answer": "kind answer",
        "review_person": "role credit",
        "review_round": "audience form language asks",
        "review_item": "kind",
        "review_meeting": "form",
        "meeting_person": "role supporter",
        "review_response": "question answer",
        "review_point": "kind outcome",
        "point_raised": "verdict",
        "review_pack": "form code left_out",
        "pack_return": "key",
        "theme_credit": "how",
        "picture": "media kind",
        "easy_summary": "language profile thresholds",
        "easy_page": "kind",
        "hint_dismissal": "rule",
        "hard_word": "language",
        "easy_agreement": "page",
        "import_report": "program",
        "media_file": "kind",
        "media_selection": "area",
        "recipe": "preset",
        "frame": "cases",
        "coding_round": "kind unit how",
        "assignment": "task",
        "resolution": "kind outcome",
        "merge_report": "copy_id",
        "text_version": "how",
        "unplaced": "kind why",
        "pseudonymising": "counts key_print",
        "withdrawal": "counts",
        "tombstone": "kind mark",
    }.items()
}
"""Columns of words that the program chose and not people: a participant called Blue is no colour of a code."""


TEXT = "text_hash"
"""The column that names a text in every table that does; others of hashes name files."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A journalled table: columns of `words`, of `hashes` (and whether they may be empty), of ids, and of passages.

    `owners` and `links` are columns and the tables they point to; `spans` those that hold a place in the text of
    ``source_id``.
    """

    table: Table
    binary: frozenset[str]
    words: tuple[str, ...]
    hashes: Mapping[str, bool]
    owners: Mapping[str, str]
    links: Mapping[str, str]
    spans: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of the table."""
        return str(self.table.name)

    @property
    def unique(self) -> tuple[tuple[str, ...], ...]:
        """Columns that together stand in no two rows, where words are among them."""
        rules = [rule for rule in self.table.constraints if isinstance(rule, UniqueConstraint)]
        keys = [tuple(column.name for column in rule.columns) for rule in rules]
        return tuple(key for key in keys if set(key) & set(self.words))


@cache
def shapes() -> Mapping[str, Shape]:
    """Return the shapes of all journalled tables by name, owners before what they own."""
    return {table.name: _shape(table) for table in journalled_tables()}


def _shape(table: Table) -> Shape:
    binary = [column for column in table.columns if isinstance(column.type, LargeBinary)]
    pointing = {
        key.parent.name: (key.column.table.name, key.ondelete == "CASCADE")
        for key in sorted(table.foreign_keys, key=str)
    }
    fixed = FIXED.get(table.name, frozenset())
    names = {column.name for column in table.columns}
    return Shape(
        table=table,
        binary=frozenset(column.name for column in binary),
        words=tuple(
            column.name for column in table.columns if isinstance(column.type, String) and column.name not in fixed
        ),
        hashes={column.name: bool(column.nullable) for column in binary if not isinstance(column.type, Uid)},
        owners={name: target for name, (target, owns) in pointing.items() if owns},
        links={name: target for name, (target, owns) in pointing.items() if not owns},
        spans=tuple(name for name in ("start", "end", "speech") if name in names)
        if {"source_id", "start", "end"} <= names
        else (),
    )


def seen(shape: Shape, names: Iterable[str]) -> Select[Any]:
    """Select columns of a table through its class: what is hidden from a coder is hidden of classes, not of tables."""
    mapper = next(one for one in Base.registry.mappers if one.local_table is shape.table)
    columns = [mapper.get_property_by_column(shape.table.c[name]).class_attribute.label(name) for name in names]
    return select(*columns)
