"""Format 2: the codebook as it was when a source was finished, and what was read again since."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# New tables, and no new columns: the row images of format 1 stay whole, so that undo goes on across the migration.


def upgrade() -> None:
    """Make the two tables; nothing that is there changes."""
    op.create_table(
        "reading_codes",
        _bytes("id"),
        _bytes("reading_id"),
        _bytes("text_hash"),
        sa.PrimaryKeyConstraint("id", name="pk_reading_codes"),
        sa.UniqueConstraint("reading_id", name="uq_reading_codes_reading_id"),
        _owned("reading_codes", "reading_id", "reading"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reread",
        _bytes("id"),
        _bytes("coder_id"),
        _bytes("source_id"),
        _bytes("code_id"),
        sa.Column("meaning", sa.String(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reread"),
        sa.UniqueConstraint("coder_id", "source_id", "code_id", name="uq_reread_coder_id_source_id_code_id"),
        *(_owned("reread", f"{owner}_id", owner) for owner in ("coder", "source", "code")),
        sqlite_with_rowid=False,
    )
    for column in ("source_id", "code_id"):
        op.create_index(f"ix_reread_{column}", "reread", [column])


def _bytes(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def _owned(table: str, column: str, owner: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{owner}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE")
