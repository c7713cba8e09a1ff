"""Format 4: several coders: rounds of double coding, verification, judgements, settled differences, merged copies."""

from __future__ import annotations

from qda.storage.migrations.tables import link, number, owner, table, words, yes

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# New tables, and no new columns: the row images of older formats stay whole, so that undo goes on across the migration.


def upgrade() -> None:
    """Make the tables, owners before what they own; nothing that is there changes."""
    table(
        "coding_round",
        words("name"),
        words("kind"),
        words("unit"),
        words("how"),
        number("share", nullable=True),
        number("number", nullable=True),
        link("attribute_id", "attribute"),
        number("seed"),
        yes("blind"),
        words("note"),
        number("position"),
        number("created"),
        indexes=("attribute_id",),
    )
    table(
        "assignment",
        owner("round_id", "coding_round"),
        owner("coder_id", "coder"),
        owner("source_id", "source"),
        number("start"),
        number("end", nullable=True),
        words("task"),
        unique=("round_id", "coder_id", "source_id", "start", "task"),
        span=True,
        indexes=("coder_id", "source_id"),
    )
    table(
        "verification",
        owner("source_id", "source"),
        owner("coder_id", "coder"),
        link("whose_id", "coder"),
        words("note"),
        number("at"),
        unique=("source_id", "coder_id", "whose_id"),
        indexes=("coder_id", "whose_id"),
    )
    table(
        "judgement",
        owner("attribute_id", "attribute"),
        owner("source_id", "source"),
        owner("coder_id", "coder"),
        words("value"),
        words("note"),
        number("at"),
        unique=("attribute_id", "source_id", "coder_id"),
        indexes=("coder_id", "source_id"),
    )
    table(
        "resolution",
        owner("source_id", "source"),
        number("start"),
        number("end"),
        number("text_version"),
        link("code_id", "code"),
        words("kind"),
        words("sides"),
        words("outcome"),
        words("note"),
        link("coder_id", "coder"),
        number("at"),
        span=True,
        indexes=("code_id", "coder_id", ("source_id", "start")),
    )
    table(
        "agreement_snapshot",
        words("name"),
        words("note"),
        words("figures"),
        yes("discussed"),
        link("coder_id", "coder"),
        number("at"),
        indexes=("coder_id",),
    )
    table(
        "merge_report",
        words("name"),
        words("copy_id"),
        words("report"),
        link("coder_id", "coder"),
        number("at"),
        indexes=("coder_id",),
    )
