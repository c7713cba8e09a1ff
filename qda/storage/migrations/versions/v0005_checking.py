"""Format 5: checking with people and easy read: consent, pictures, rounds of review, summaries with their versions."""

from __future__ import annotations

from alembic import op

from qda.storage.migrations.tables import data, link, number, owner, table, words, yes

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# The four tables of format 1 were laid by and never written: nothing of anybody's goes with them.
_UNUSED = ("easy_statement", "easy_page", "review_answer", "review_round")


def upgrade() -> None:
    """Take away what was never used, and make the tables, owners before what they own."""
    for name in _UNUSED:
        op.drop_table(name)
    table(
        "commentary",
        words("title"),
        words("words"),
        number("position"),
        number("created"),
        number("modified"),
    )
    table(
        "easy_summary",
        words("title"),
        words("language"),
        words("profile"),
        words("thresholds"),
        number("size"),
        data("logo_hash", nullable=True),
        words("note"),
        number("position"),
        number("created"),
    )
    table(
        "picture_set",
        words("name"),
        words("licence"),
        words("credit"),
        yes("commercial"),
        number("created"),
    )
    table(
        "review_round",
        words("name"),
        words("audience"),
        words("form"),
        words("language"),
        words("asks"),
        yes("shuffled"),
        link("again_id", "review_round"),
        words("support_name"),
        words("support_phone"),
        words("note"),
        number("closed", nullable=True),
        number("position"),
        number("created"),
        indexes=("again_id",),
    )
    table(
        "easy_version",
        owner("summary_id", "easy_summary"),
        number("number"),
        words("note"),
        words("content"),
        link("coder_id", "coder"),
        number("at"),
        indexes=("coder_id", ("summary_id", "number")),
    )
    table(
        "easy_version_picture",
        owner("version_id", "easy_version"),
        data("hash"),
        unique=("version_id", "hash"),
    )
    table(
        "review_meeting",
        owner("round_id", "review_round"),
        words("form"),
        words("date"),
        words("place"),
        number("minutes", nullable=True),
        words("note"),
        number("created"),
        indexes=("round_id",),
    )
    table(
        "review_pack",
        owner("round_id", "review_round"),
        words("form"),
        words("code"),
        words("content"),
        data("private_key", nullable=True),
        words("left_out"),
        link("coder_id", "coder"),
        number("at"),
        indexes=(
            "coder_id",
            "round_id",
        ),
    )
    table(
        "review_person",
        words("name"),
        words("code"),
        words("role"),
        link("participant_id", "participant"),
        link("coder_id", "coder"),
        words("credit"),
        words("credited_as"),
        number("minutes", nullable=True),
        words("payment"),
        words("authorship"),
        words("contribution"),
        words("view"),
        words("note"),
        number("position"),
        number("created"),
        indexes=(
            "coder_id",
            "participant_id",
        ),
    )
    table(
        "commentary_author",
        owner("commentary_id", "commentary"),
        owner("person_id", "review_person"),
        number("position"),
        unique=("commentary_id", "person_id"),
        indexes=("person_id",),
    )
    table(
        "consent",
        owner("participant_id", "participant", nullable=True),
        owner("person_id", "review_person", nullable=True),
        words("form"),
        words("given"),
        words("supported"),
        words("deadline"),
        words("note"),
        number("created"),
        unique=("participant_id", "person_id"),
        indexes=("person_id",),
    )
    table(
        "easy_agreement",
        owner("version_id", "easy_version"),
        owner("person_id", "review_person"),
        words("page"),
        yes("reader"),
        words("words"),
        words("date"),
        number("created"),
        unique=("version_id", "person_id", "page"),
        indexes=("person_id",),
    )
    table(
        "easy_page",
        owner("summary_id", "easy_summary"),
        link("theme_id", "theme"),
        words("kind"),
        words("title"),
        number("position"),
        number("created"),
        indexes=(
            "summary_id",
            "theme_id",
        ),
    )
    table(
        "meeting_person",
        owner("meeting_id", "review_meeting"),
        owner("person_id", "review_person"),
        words("role"),
        words("supporter"),
        words("check_in"),
        unique=("meeting_id", "person_id"),
        indexes=("person_id",),
    )
    table(
        "pack_return",
        owner("pack_id", "review_pack"),
        link("meeting_id", "review_meeting"),
        words("key"),
        number("at"),
        unique=("pack_id", "key"),
        indexes=("meeting_id",),
    )
    table(
        "picture",
        link("set_id", "picture_set"),
        data("hash"),
        words("media"),
        words("kind"),
        words("idea"),
        words("words"),
        words("search"),
        words("credit"),
        link("participant_id", "participant"),
        link("person_id", "review_person"),
        number("created"),
        indexes=(
            "participant_id",
            "person_id",
            "set_id",
        ),
    )
    table(
        "pile",
        owner("meeting_id", "review_meeting"),
        words("name"),
        link("theme_id", "theme"),
        number("position"),
        number("created"),
        indexes=(
            "meeting_id",
            "theme_id",
        ),
    )
    table(
        "theme_credit",
        owner("theme_id", "theme"),
        owner("person_id", "review_person"),
        words("how"),
        unique=("theme_id", "person_id", "how"),
        indexes=("person_id",),
    )
    table(
        "consent_answer",
        owner("consent_id", "consent"),
        words("kind"),
        words("answer"),
        unique=("consent_id", "kind"),
    )
    table(
        "easy_statement",
        owner("page_id", "easy_page"),
        words("text"),
        link("picture_id", "picture"),
        data("voice_hash", nullable=True),
        link("voice_person_id", "review_person"),
        number("position"),
        number("created"),
        indexes=(
            "page_id",
            "picture_id",
            "voice_person_id",
        ),
    )
    table(
        "hard_word",
        words("language"),
        words("word"),
        words("explanation"),
        yes("familiar"),
        words("by"),
        link("picture_id", "picture"),
        number("created"),
        unique=("language", "word"),
        indexes=("picture_id",),
    )
    table(
        "hint_dismissal",
        owner("statement_id", "easy_statement"),
        words("rule"),
        words("words"),
        words("reason"),
        link("coder_id", "coder"),
        number("at"),
        unique=("statement_id", "rule", "words"),
        indexes=("coder_id",),
    )
    table(
        "review_item",
        owner("round_id", "review_round"),
        words("kind"),
        link("theme_id", "theme"),
        link("page_id", "easy_page"),
        link("statement_id", "easy_statement"),
        link("quote_id", "quote"),
        words("title"),
        words("words"),
        link("picture_id", "picture"),
        data("voice_hash", nullable=True),
        words("content_note"),
        number("position"),
        indexes=(
            "page_id",
            "picture_id",
            "quote_id",
            "round_id",
            "statement_id",
            "theme_id",
        ),
    )
    table(
        "statement_trace",
        owner("statement_id", "easy_statement"),
        link("theme_id", "theme"),
        link("code_id", "code"),
        link("quote_id", "quote"),
        indexes=(
            "code_id",
            "quote_id",
            "statement_id",
            "theme_id",
        ),
    )
    table(
        "pile_card",
        owner("pile_id", "pile"),
        owner("item_id", "review_item"),
        number("position"),
        unique=("pile_id", "item_id"),
        indexes=("item_id",),
    )
    table(
        "review_point",
        owner("round_id", "review_round"),
        link("theme_id", "theme"),
        link("page_id", "easy_page"),
        link("item_id", "review_item"),
        words("kind"),
        words("words"),
        words("outcome"),
        words("why"),
        words("before"),
        words("after"),
        words("decided_by"),
        number("decided", nullable=True),
        number("created"),
        indexes=(
            "item_id",
            "page_id",
            "round_id",
            "theme_id",
        ),
    )
    table(
        "review_response",
        owner("meeting_id", "review_meeting"),
        owner("item_id", "review_item"),
        owner("person_id", "review_person"),
        link("helper_id", "review_person"),
        words("question"),
        words("answer"),
        words("words"),
        data("voice_hash", nullable=True),
        number("at"),
        unique=("meeting_id", "item_id", "person_id", "question"),
        indexes=(
            "helper_id",
            "item_id",
            "person_id",
        ),
    )
    table(
        "point_raised",
        owner("point_id", "review_point"),
        link("response_id", "review_response"),
        owner("person_id", "review_person"),
        link("meeting_id", "review_meeting"),
        words("verdict"),
        words("words"),
        number("shown", nullable=True),
        unique=("point_id", "person_id"),
        indexes=(
            "meeting_id",
            "person_id",
            "response_id",
        ),
    )
