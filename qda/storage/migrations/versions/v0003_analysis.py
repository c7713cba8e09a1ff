"""Format 3: what an analysis is made of beyond codes and themes.

The study's own facts and choices, its guide, interviews, recruitment and sampling; where things stand on board and map;
framework matrices; confidence in findings; sheets of categories; the word list; versions of the codebook.
"""

from __future__ import annotations

from qda.storage.migrations.tables import data, link, number, owner, table, words, yes

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# New tables, and no new columns: the row images of older formats stay whole, so that undo goes on across the migration.


def upgrade() -> None:
    """Make the tables, owners before what they own; nothing that is there changes."""
    table("setting", words("key"), words("value"), unique=("key",))
    table("concept", words("name"), words("words"), number("position"))
    table("guide_version", words("name"), words("date"), words("text"), words("why"), number("position"))
    table(
        "interview_sheet",
        owner("source_id", "source"),
        words("interviewer"),
        words("relationship"),
        words("date"),
        words("place"),
        words("mode"),
        number("minutes", nullable=True),
        words("others"),
        link("guide_id", "guide_version"),
        words("transcribed_by"),
        words("checked_by"),
        words("note"),
        unique=("source_id",),
        indexes=("guide_id",),
    )
    table(
        "recruitment",
        words("label"),
        words("outcome"),
        words("date"),
        words("how"),
        words("why"),
        link("participant_id", "participant"),
        number("position"),
        indexes=("participant_id",),
    )
    table(
        "sampling_target",
        owner("attribute_id", "attribute"),
        words("value"),
        owner("across_id", "attribute", nullable=True),
        words("across"),
        number("wanted"),
        indexes=("across_id", "attribute_id"),
    )
    table(
        "wording",
        words("preferred"),
        words("avoid"),
        words("context"),
        words("why"),
        words("said_by"),
        words("dissent"),
        number("created"),
    )
    table(
        "placement",
        words("surface"),
        owner("theme_id", "theme", nullable=True),
        owner("code_id", "code", nullable=True),
        number("x"),
        number("y"),
        number("width", nullable=True),
        number("height", nullable=True),
        unique=("surface", "theme_id", "code_id"),
        indexes=("code_id", "theme_id"),
    )
    table(
        "confidence",
        owner("theme_id", "theme"),
        words("level"),
        words("methodological"),
        words("coherence"),
        words("adequacy"),
        words("relevance"),
        words("why"),
        link("coder_id", "coder"),
        number("at"),
        unique=("theme_id",),
        indexes=("coder_id",),
    )
    table("category_sheet", owner("theme_id", "theme"), words("variation"), words("gaps"), unique=("theme_id",))
    table(
        "category_property",
        owner("theme_id", "theme"),
        link("source_id", "source"),
        words("name"),
        words("range"),
        words("note"),
        number("position"),
        indexes=("source_id", "theme_id"),
    )
    table(
        "category_gain",
        owner("theme_id", "theme"),
        owner("source_id", "source"),
        words("words"),
        unique=("theme_id", "source_id"),
        indexes=("source_id",),
    )
    table(
        "frame",
        words("name"),
        words("cases"),
        link("attribute_id", "attribute"),
        words("note"),
        number("position"),
        number("created"),
        indexes=("attribute_id",),
    )
    table(
        "frame_row",
        owner("frame_id", "frame"),
        owner("parent_id", "frame_row", nullable=True),
        link("code_id", "code"),
        link("theme_id", "theme"),
        words("name"),
        words("about"),
        yes("added"),
        number("position"),
        indexes=("code_id", "frame_id", "parent_id", "theme_id"),
    )
    table(
        "frame_column",
        owner("frame_id", "frame"),
        owner("participant_id", "participant", nullable=True),
        owner("source_id", "source", nullable=True),
        words("name"),
        number("position"),
        indexes=("frame_id", "participant_id", "source_id"),
    )
    table(
        "frame_cell",
        owner("row_id", "frame_row"),
        owner("column_id", "frame_column"),
        words("summary"),
        yes("done"),
        link("coder_id", "coder"),
        number("modified"),
        unique=("row_id", "column_id"),
        indexes=("coder_id", "column_id"),
    )
    table(
        "frame_quote",
        owner("cell_id", "frame_cell"),
        owner("source_id", "source"),
        link("coding_id", "coding"),
        number("start"),
        number("end"),
        number("position"),
        span=True,
        indexes=("cell_id", "coding_id", "source_id"),
    )
    table(
        "codebook_version",
        words("name"),
        words("note"),
        data("text_hash"),
        link("coder_id", "coder"),
        number("at"),
        indexes=("coder_id",),
    )
