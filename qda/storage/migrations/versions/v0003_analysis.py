"""Format 3: what an analysis is made of beyond codes and themes.

The study's own facts and choices, its guide, interviews, recruitment and sampling; where things stand on board and map;
framework matrices; confidence in findings; sheets of categories; the word list; versions of the codebook.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# New tables, and no new columns: the row images of older formats stay whole, so that undo goes on across the migration.


def upgrade() -> None:
    """Make the tables, owners before what they own; nothing that is there changes."""
    _table("setting", _words("key"), _words("value"), unique=("key",))
    _table("concept", _words("name"), _words("words"), _number("position"))
    _table("guide_version", _words("name"), _words("date"), _words("text"), _words("why"), _number("position"))
    _table(
        "interview_sheet",
        _owner("source_id", "source"),
        _words("interviewer"),
        _words("relationship"),
        _words("date"),
        _words("place"),
        _words("mode"),
        _number("minutes", nullable=True),
        _words("others"),
        _link("guide_id", "guide_version"),
        _words("transcribed_by"),
        _words("checked_by"),
        _words("note"),
        unique=("source_id",),
        indexes=("guide_id",),
    )
    _table(
        "recruitment",
        _words("label"),
        _words("outcome"),
        _words("date"),
        _words("how"),
        _words("why"),
        _link("participant_id", "participant"),
        _number("position"),
        indexes=("participant_id",),
    )
    _table(
        "sampling_target",
        _owner("attribute_id", "attribute"),
        _words("value"),
        _owner("across_id", "attribute", nullable=True),
        _words("across"),
        _number("wanted"),
        indexes=("across_id", "attribute_id"),
    )
    _table(
        "wording",
        _words("preferred"),
        _words("avoid"),
        _words("context"),
        _words("why"),
        _words("said_by"),
        _words("dissent"),
        _number("created"),
    )
    _table(
        "placement",
        _words("surface"),
        _owner("theme_id", "theme", nullable=True),
        _owner("code_id", "code", nullable=True),
        _number("x"),
        _number("y"),
        _number("width", nullable=True),
        _number("height", nullable=True),
        unique=("surface", "theme_id", "code_id"),
        indexes=("code_id", "theme_id"),
    )
    _table(
        "confidence",
        _owner("theme_id", "theme"),
        _words("level"),
        _words("methodological"),
        _words("coherence"),
        _words("adequacy"),
        _words("relevance"),
        _words("why"),
        _link("coder_id", "coder"),
        _number("at"),
        unique=("theme_id",),
        indexes=("coder_id",),
    )
    _table("category_sheet", _owner("theme_id", "theme"), _words("variation"), _words("gaps"), unique=("theme_id",))
    _table(
        "category_property",
        _owner("theme_id", "theme"),
        _link("source_id", "source"),
        _words("name"),
        _words("range"),
        _words("note"),
        _number("position"),
        indexes=("source_id", "theme_id"),
    )
    _table(
        "category_gain",
        _owner("theme_id", "theme"),
        _owner("source_id", "source"),
        _words("words"),
        unique=("theme_id", "source_id"),
        indexes=("source_id",),
    )
    _table(
        "frame",
        _words("name"),
        _words("cases"),
        _link("attribute_id", "attribute"),
        _words("note"),
        _number("position"),
        _number("created"),
        indexes=("attribute_id",),
    )
    _table(
        "frame_row",
        _owner("frame_id", "frame"),
        _owner("parent_id", "frame_row", nullable=True),
        _link("code_id", "code"),
        _link("theme_id", "theme"),
        _words("name"),
        _words("about"),
        _yes("added"),
        _number("position"),
        indexes=("code_id", "frame_id", "parent_id", "theme_id"),
    )
    _table(
        "frame_column",
        _owner("frame_id", "frame"),
        _owner("participant_id", "participant", nullable=True),
        _owner("source_id", "source", nullable=True),
        _words("name"),
        _number("position"),
        indexes=("frame_id", "participant_id", "source_id"),
    )
    _table(
        "frame_cell",
        _owner("row_id", "frame_row"),
        _owner("column_id", "frame_column"),
        _words("summary"),
        _yes("done"),
        _link("coder_id", "coder"),
        _number("modified"),
        unique=("row_id", "column_id"),
        indexes=("coder_id", "column_id"),
    )
    _table(
        "frame_quote",
        _owner("cell_id", "frame_cell"),
        _owner("source_id", "source"),
        _link("coding_id", "coding"),
        _number("start"),
        _number("end"),
        _number("position"),
        span=True,
        indexes=("cell_id", "coding_id", "source_id"),
    )
    _table(
        "codebook_version",
        _words("name"),
        _words("note"),
        _bytes("text_hash"),
        _link("coder_id", "coder"),
        _number("at"),
        indexes=("coder_id",),
    )


def _table(
    name: str,
    *columns: tuple[sa.Column[Any], str, str],
    unique: tuple[str, ...] = (),
    span: bool = False,
    indexes: tuple[str, ...] = (),
) -> None:
    """Make a table of `columns`, each with what it points to and what happens when that goes."""
    rules: list[sa.Constraint] = [sa.PrimaryKeyConstraint("id", name=f"pk_{name}")]
    if unique:
        rules.append(sa.UniqueConstraint(*unique, name=f"uq_{name}_{'_'.join(unique)}"))
    if span:
        rules.append(sa.CheckConstraint('"start" >= 0 AND "start" < "end"', name=op.f(f"ck_{name}_span")))
    for column, target, then in columns:
        if target:
            key = f"fk_{name}_{column.name}"
            rules.append(sa.ForeignKeyConstraint([column.name], [f"{target}.id"], name=key, ondelete=then))
    made = (_bytes("id")[0], *(column for column, _target, _then in columns))
    op.create_table(name, *made, *rules, sqlite_with_rowid=False)
    for one in indexes:
        op.create_index(f"ix_{name}_{one}", name, [one])


def _words(name: str) -> tuple[sa.Column[Any], str, str]:
    return sa.Column(name, sa.String(), nullable=False), "", ""


def _number(name: str, *, nullable: bool = False) -> tuple[sa.Column[Any], str, str]:
    return sa.Column(name, sa.Integer(), nullable=nullable), "", ""


def _yes(name: str) -> tuple[sa.Column[Any], str, str]:
    return sa.Column(name, sa.Boolean(), nullable=False), "", ""


def _bytes(name: str, *, nullable: bool = False) -> tuple[sa.Column[Any], str, str]:
    return sa.Column(name, sa.LargeBinary(), nullable=nullable), "", ""


def _owner(name: str, owner: str, *, nullable: bool = False) -> tuple[sa.Column[Any], str, str]:
    return sa.Column(name, sa.LargeBinary(), nullable=nullable), owner, "CASCADE"


def _link(name: str, target: str) -> tuple[sa.Column[Any], str, str]:
    return sa.Column(name, sa.LargeBinary(), nullable=True), target, "SET NULL"
