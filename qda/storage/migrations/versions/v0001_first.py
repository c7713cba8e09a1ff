"""Format 1: all tables, their indexes and the full-text index."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# What is written here never changes once it is released: later revisions build on it.


def upgrade() -> None:
    """Make everything that a file of format 1 holds, except the journal's triggers, which follow from the models."""
    _people_and_sources()
    _codebook_and_themes()
    _memos_and_reviews()
    _outside_the_journal()
    op.execute(
        "CREATE VIRTUAL TABLE passage_index USING fts5(body, content='', tokenize='unicode61 remove_diacritics 0')"
    )


def _people_and_sources() -> None:
    _journalled(
        "study",
        [
            _text("title"),
            _text("approach"),
            _text("research_question"),
            _text("language"),
            _text("line_unit"),
            _whole("line_width"),
            _whole("created"),
        ],
    )
    _journalled("coder", [_text("name"), _text("initials"), _text("colour"), _text("role"), _whole("created")])
    _journalled(
        "source",
        [
            _text("name"),
            _text("kind"),
            _text("language"),
            _bytes("text_hash"),
            _whole("text_version"),
            _whole("characters"),
            _whole("words"),
            _text("direction"),
            _bytes("original_hash", nullable=True),
            _text("original_name"),
            _text("format"),
            _text("encoding"),
            _text("study_label"),
            _text("sample_label"),
            _whole("position"),
            _text("note"),
            _whole("created"),
        ],
    )
    _journalled("participant", [_text("name"), _text("note"), _whole("position"), _whole("created")])
    _journalled(
        "participation",
        [_bytes("participant_id"), _bytes("source_id")],
        sa.UniqueConstraint("participant_id", "source_id", name="uq_participation_participant_id_source_id"),
        _owned("participation", "participant_id", "participant"),
        _owned("participation", "source_id", "source"),
    )
    op.create_index("ix_participation_source_id", "participation", ["source_id"])
    _journalled(
        "speaker",
        [_bytes("source_id"), _text("label"), _bytes("participant_id", nullable=True), _yesno("interviewer")],
        sa.UniqueConstraint("source_id", "label", name="uq_speaker_source_id_label"),
        _owned("speaker", "source_id", "source"),
        _linked("speaker", "participant_id", "participant"),
    )
    op.create_index("ix_speaker_participant_id", "speaker", ["participant_id"])
    _journalled(
        "turn",
        [
            _bytes("source_id"),
            _bytes("speaker_id", nullable=True),
            _whole("start"),
            _whole("end"),
            _whole("speech"),
            _whole("begin_ms", nullable=True),
            _whole("end_ms", nullable=True),
        ],
        sa.CheckConstraint('"start" <= speech AND speech <= "end"', name=op.f("ck_turn_span")),
        _owned("turn", "source_id", "source"),
        _linked("turn", "speaker_id", "speaker"),
    )
    op.create_index("ix_turn_source_id_start", "turn", ["source_id", "start"])
    _journalled("attribute", [_text("name"), _text("type"), _text("scope"), _text("options"), _whole("position")])
    _journalled(
        "attribute_value",
        [
            _bytes("attribute_id"),
            _bytes("participant_id", nullable=True),
            _bytes("source_id", nullable=True),
            _text("value"),
        ],
        _owned("attribute_value", "attribute_id", "attribute"),
        _owned("attribute_value", "participant_id", "participant"),
        _owned("attribute_value", "source_id", "source"),
    )
    op.create_index("ix_attribute_value_attribute_id", "attribute_value", ["attribute_id"])
    op.create_index("ix_attribute_value_participant_id", "attribute_value", ["participant_id"])
    op.create_index("ix_attribute_value_source_id", "attribute_value", ["source_id"])
    _journalled(
        "reading",
        [_bytes("coder_id"), _bytes("source_id"), _whole("read", nullable=True), _whole("finished", nullable=True)],
        sa.UniqueConstraint("coder_id", "source_id", name="uq_reading_coder_id_source_id"),
        _owned("reading", "coder_id", "coder"),
        _owned("reading", "source_id", "source"),
    )
    op.create_index("ix_reading_source_id", "reading", ["source_id"])


def _codebook_and_themes() -> None:
    _journalled(
        "code",
        [
            _text("name"),
            _text("kind"),
            _yesno("codable"),
            _text("definition"),
            _text("include"),
            _text("exclude"),
            _text("example"),
            _text("colour"),
            _text("origin"),
            _text("stance"),
            _bytes("coder_id", nullable=True),
            _whole("created"),
        ],
        _linked("code", "coder_id", "coder"),
    )
    op.create_index("ix_code_coder_id", "code", ["coder_id"])
    _journalled(
        "code_place",
        [_bytes("code_id"), _bytes("parent_id", nullable=True), _whole("position"), _yesno("main")],
        sa.UniqueConstraint("code_id", "parent_id", name="uq_code_place_code_id_parent_id"),
        _owned("code_place", "code_id", "code"),
        _owned("code_place", "parent_id", "code"),
    )
    op.create_index("ix_code_place_parent_id", "code_place", ["parent_id"])
    _journalled(
        "coding",
        [
            _bytes("source_id"),
            _bytes("code_id"),
            _bytes("coder_id"),
            _whole("start"),
            _whole("end"),
            _whole("text_version"),
            _whole("weight", nullable=True),
            _text("note"),
            _whole("created"),
        ],
        sa.CheckConstraint('"start" >= 0 AND "start" < "end"', name=op.f("ck_coding_span")),
        _owned("coding", "source_id", "source"),
        _owned("coding", "code_id", "code"),
        _owned("coding", "coder_id", "coder"),
    )
    op.create_index("ix_coding_code_id_source_id", "coding", ["code_id", "source_id"])
    op.create_index("ix_coding_source_id_start", "coding", ["source_id", "start"])
    _journalled("level", [_text("name"), _whole("position")])
    _journalled(
        "theme",
        [
            _bytes("parent_id", nullable=True),
            _bytes("level_id", nullable=True),
            _text("name"),
            _text("idea"),
            _text("definition"),
            _text("boundaries"),
            _text("status"),
            _text("stance"),
            _yesno("core"),
            _whole("position"),
            _bytes("coder_id", nullable=True),
            _whole("created"),
        ],
        _linked("theme", "parent_id", "theme"),
        _linked("theme", "level_id", "level"),
        _linked("theme", "coder_id", "coder"),
    )
    op.create_index("ix_theme_coder_id", "theme", ["coder_id"])
    op.create_index("ix_theme_level_id", "theme", ["level_id"])
    op.create_index("ix_theme_parent_id", "theme", ["parent_id"])
    _journalled(
        "theme_code",
        [_bytes("theme_id"), _bytes("code_id"), _whole("position")],
        sa.UniqueConstraint("theme_id", "code_id", name="uq_theme_code_theme_id_code_id"),
        _owned("theme_code", "theme_id", "theme"),
        _owned("theme_code", "code_id", "code"),
    )
    op.create_index("ix_theme_code_code_id", "theme_code", ["code_id"])
    _journalled(
        "quote",
        [
            _bytes("theme_id", nullable=True),
            _bytes("code_id", nullable=True),
            _bytes("source_id"),
            _bytes("coding_id", nullable=True),
            _whole("start"),
            _whole("end"),
            _text("kind"),
            _whole("position"),
            _text("translation"),
            _text("translator"),
            _text("note"),
            _whole("created"),
        ],
        sa.CheckConstraint('"start" >= 0 AND "start" < "end"', name=op.f("ck_quote_span")),
        _owned("quote", "theme_id", "theme"),
        _owned("quote", "code_id", "code"),
        _owned("quote", "source_id", "source"),
        _linked("quote", "coding_id", "coding"),
    )
    op.create_index("ix_quote_code_id", "quote", ["code_id"])
    op.create_index("ix_quote_coding_id", "quote", ["coding_id"])
    op.create_index("ix_quote_source_id", "quote", ["source_id"])
    op.create_index("ix_quote_theme_id", "quote", ["theme_id"])
    _journalled(
        "relation",
        [
            _text("name"),
            _bytes("from_theme_id", nullable=True),
            _bytes("from_code_id", nullable=True),
            _bytes("to_theme_id", nullable=True),
            _bytes("to_code_id", nullable=True),
            _text("note"),
        ],
        _owned("relation", "from_theme_id", "theme"),
        _owned("relation", "from_code_id", "code"),
        _owned("relation", "to_theme_id", "theme"),
        _owned("relation", "to_code_id", "code"),
    )
    op.create_index("ix_relation_from_code_id", "relation", ["from_code_id"])
    op.create_index("ix_relation_from_theme_id", "relation", ["from_theme_id"])
    op.create_index("ix_relation_to_code_id", "relation", ["to_code_id"])
    op.create_index("ix_relation_to_theme_id", "relation", ["to_theme_id"])


def _memos_and_reviews() -> None:
    _journalled(
        "memo",
        [
            _text("title"),
            _text("kind"),
            _text("body"),
            _bytes("coder_id", nullable=True),
            _whole("created"),
            _whole("modified"),
        ],
        _linked("memo", "coder_id", "coder"),
    )
    op.create_index("ix_memo_coder_id", "memo", ["coder_id"])
    _journalled(
        "memo_link",
        [
            _bytes("memo_id"),
            _bytes("code_id", nullable=True),
            _bytes("theme_id", nullable=True),
            _bytes("source_id", nullable=True),
            _bytes("participant_id", nullable=True),
            _bytes("coding_id", nullable=True),
            _bytes("other_id", nullable=True),
            _whole("start", nullable=True),
            _whole("end", nullable=True),
        ],
        _owned("memo_link", "memo_id", "memo"),
        _owned("memo_link", "code_id", "code"),
        _owned("memo_link", "theme_id", "theme"),
        _owned("memo_link", "source_id", "source"),
        _owned("memo_link", "participant_id", "participant"),
        _owned("memo_link", "coding_id", "coding"),
        _owned("memo_link", "other_id", "memo"),
    )
    op.create_index("ix_memo_link_code_id", "memo_link", ["code_id"])
    op.create_index("ix_memo_link_coding_id", "memo_link", ["coding_id"])
    op.create_index("ix_memo_link_memo_id", "memo_link", ["memo_id"])
    op.create_index("ix_memo_link_other_id", "memo_link", ["other_id"])
    op.create_index("ix_memo_link_participant_id", "memo_link", ["participant_id"])
    op.create_index("ix_memo_link_source_id", "memo_link", ["source_id"])
    op.create_index("ix_memo_link_theme_id", "memo_link", ["theme_id"])
    _journalled("review_round", [_text("name"), _text("audience"), _text("note"), _whole("created")])
    _journalled(
        "review_answer",
        [
            _bytes("round_id"),
            _bytes("theme_id", nullable=True),
            _text("person"),
            _text("helper"),
            _text("easy"),
            _text("right"),
            _text("words"),
            _text("decision"),
            _whole("created"),
        ],
        _owned("review_answer", "round_id", "review_round"),
        _linked("review_answer", "theme_id", "theme"),
    )
    op.create_index("ix_review_answer_round_id", "review_answer", ["round_id"])
    op.create_index("ix_review_answer_theme_id", "review_answer", ["theme_id"])
    _journalled(
        "easy_page",
        [_bytes("theme_id", nullable=True), _text("title"), _whole("version"), _whole("position"), _whole("created")],
        _linked("easy_page", "theme_id", "theme"),
    )
    op.create_index("ix_easy_page_theme_id", "easy_page", ["theme_id"])
    _journalled(
        "easy_statement",
        [
            _bytes("page_id"),
            _text("text"),
            _bytes("picture_hash", nullable=True),
            _text("picture_words"),
            _whole("position"),
        ],
        _owned("easy_statement", "page_id", "easy_page"),
    )
    op.create_index("ix_easy_statement_page_id", "easy_statement", ["page_id"])


def _outside_the_journal() -> None:
    op.create_table("text", _bytes("hash"), _bytes("body"), sa.PrimaryKeyConstraint("hash", name="pk_text"))
    op.create_table("blob", _bytes("hash"), _bytes("body"), sa.PrimaryKeyConstraint("hash", name="pk_blob"))
    op.create_table(
        "change",
        _whole("seq"),
        _text("label"),
        _text("about"),
        _whole("at"),
        _bytes("coder_id", nullable=True),
        _whole("session"),
        _whole("undoes", nullable=True),
        _whole("undo_top", nullable=True),
        _whole("redo_top", nullable=True),
        _whole("rows"),
        _text("tables"),
        _bytes("images", nullable=True),
        sa.PrimaryKeyConstraint("seq", name="pk_change"),
    )
    op.create_table("journal_gate", _whole("id"), _whole("mode"), sa.PrimaryKeyConstraint("id", name="pk_journal_gate"))
    op.create_table(
        "journal_row",
        _whole("n"),
        _text("op"),
        _text("tbl"),
        _text("key"),
        _text("row"),
        sa.PrimaryKeyConstraint("n", name="pk_journal_row"),
    )
    op.create_table("meta", _text("key"), _text("value"), sa.PrimaryKeyConstraint("key", name="pk_meta"))
    op.create_table(
        "view_state",
        _bytes("coder_id"),
        _text("key"),
        _text("value"),
        sa.PrimaryKeyConstraint("coder_id", "key", name="pk_view_state"),
    )
    op.create_table(
        "indexed_text",
        _whole("number"),
        _bytes("source_id"),
        _bytes("text_hash"),
        _whole("stretches"),
        sa.UniqueConstraint("source_id", name="uq_indexed_text_source_id"),
        sa.PrimaryKeyConstraint("number", name="pk_indexed_text"),
    )


def _journalled(name: str, columns: list[sa.Column[Any]], *rules: sa.schema.SchemaItem) -> None:
    key = sa.PrimaryKeyConstraint("id", name=f"pk_{name}")
    op.create_table(name, _bytes("id"), *columns, *rules, key, sqlite_with_rowid=False)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=False)


def _whole(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _yesno(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _bytes(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.LargeBinary(), nullable=nullable)


def _owned(table: str, column: str, owner: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{owner}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE")


def _linked(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}", ondelete="SET NULL")
