"""Format 6: papers and other programs: imports with their reports, files without text, printed quotes, reports."""

from __future__ import annotations

from qda.storage.migrations.tables import data, link, number, owner, table, words

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, owners before what they own."""
    table(
        "import_report",
        words("program"),
        words("file_name"),
        words("content"),
        link("coder_id", "coder"),
        number("at"),
        indexes=("coder_id",),
    )
    table(
        "media_file",
        words("name"),
        words("kind"),
        data("hash", nullable=True),
        words("original_name"),
        words("note"),
        number("position"),
        number("created"),
    )
    table(
        "recipe",
        words("name"),
        words("preset"),
        words("content"),
        data("template_hash", nullable=True),
        words("template_name"),
        words("written"),
        number("position"),
        link("coder_id", "coder"),
        number("modified"),
        indexes=("coder_id",),
    )
    table(
        "media_selection",
        owner("media_id", "media_file"),
        owner("code_id", "code", nullable=True),
        link("coder_id", "coder"),
        words("area"),
        words("name"),
        words("note"),
        number("created"),
        indexes=("code_id", "coder_id", "media_id"),
    )
    table(
        "quote_words",
        owner("quote_id", "quote"),
        words("words"),
        link("coder_id", "coder"),
        number("at"),
        unique=("quote_id",),
        indexes=("coder_id",),
    )
