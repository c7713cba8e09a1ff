"""Format 7: care for participants: versions of texts, what lost its words, pseudonyms, withdrawals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from qda.storage.migrations.tables import data, link, number, owner, table, words

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, owners before what they own."""
    table(
        "text_version",
        owner("source_id", "source"),
        number("number"),
        data("text_hash"),
        words("how"),
        words("note"),
        link("coder_id", "coder"),
        number("at"),
        unique=("source_id", "number"),
        indexes=("coder_id",),
    )
    table(
        "unplaced",
        owner("source_id", "source"),
        words("kind"),
        words("why"),
        words("rows"),
        number("version"),
        number("place"),
        link("coder_id", "coder"),
        number("at"),
        indexes=("coder_id", "source_id"),
    )
    table(
        "pseudonymising",
        words("counts"),
        words("key_print"),
        link("coder_id", "coder"),
        number("at"),
        indexes=("coder_id",),
    )
    table(
        "withdrawal",
        words("counts"),
        words("note"),
        link("coder_id", "coder"),
        number("at"),
        indexes=("coder_id",),
    )
    table(
        "tombstone",
        owner("withdrawal_id", "withdrawal"),
        words("kind"),
        words("mark"),
        unique=("kind", "mark"),
        indexes=("withdrawal_id",),
    )
    op.create_table(
        "text_difference",
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("base", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_text_difference"),
    )
