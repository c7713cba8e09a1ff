"""The tables of a project file.

Journalled tables hold what people make; each has one 16-byte primary key `id`, no REAL column (JSON images would lose
bits) and foreign keys that say what goes when its owner goes. The others (`text`, `blob`, `change`, `meta`,
`view_state`, the full-text index) lie outside the journal. Times are milliseconds since 1970 (UTC); offsets are code
points of the source's canonical text.
"""

from __future__ import annotations

import time
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, MetaData, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from qda.storage.ids import Uid, new_id


def now_ms() -> int:
    """Return the time in milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000


class Base(DeclarativeBase):
    """All tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Journalled:
    """What every journalled table has; the order of ids is the order of making."""

    # The key comes first: in a table without rowid where it doesn't, SQLite 3.40's integrity check sees NULLs.
    id: Mapped[str] = mapped_column(Uid, primary_key=True, default=new_id, sort_order=-1)

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> Any:
        return (*getattr(cls, "rules", ()), {"sqlite_with_rowid": False, "info": {"journal": True}})


def _owner(target: str, *, index: bool = True) -> Any:
    """Return a column that goes with its owner."""
    return mapped_column(Uid, ForeignKey(f"{target}.id", ondelete="CASCADE"), index=index)


def _link(target: str, *, index: bool = True) -> Any:
    """Return a column that is emptied when what it points to goes."""
    return mapped_column(Uid, ForeignKey(f"{target}.id", ondelete="SET NULL"), index=index)


def _text(default: str = "") -> Any:
    return mapped_column(String, default=default)


class Study(Journalled, Base):
    """The project itself: one row. `line_unit` (turn, sentence, fixed) fixes the citable lines for everybody."""

    __tablename__ = "study"
    title: Mapped[str] = _text()
    approach: Mapped[str] = _text("reflexive")
    research_question: Mapped[str] = _text()
    language: Mapped[str] = _text()
    line_unit: Mapped[str] = _text("turn")
    line_width: Mapped[int] = mapped_column(default=72)
    created: Mapped[int] = mapped_column(default=now_ms)


class Coder(Journalled, Base):
    """A person who codes: an id, never a name."""

    __tablename__ = "coder"
    name: Mapped[str] = _text()
    initials: Mapped[str] = _text()
    colour: Mapped[str] = _text("blue")
    role: Mapped[str] = _text()
    created: Mapped[int] = mapped_column(default=now_ms)


class Source(Journalled, Base):
    """One transcript, report, answer sheet or field note. `text_hash` names its canonical text in the text store."""

    __tablename__ = "source"
    name: Mapped[str] = _text()
    kind: Mapped[str] = _text("interview")
    language: Mapped[str] = _text()
    text_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    text_version: Mapped[int] = mapped_column(default=1)
    characters: Mapped[int] = mapped_column(default=0)
    words: Mapped[int] = mapped_column(default=0)
    direction: Mapped[str] = _text("ltr")
    original_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    original_name: Mapped[str] = _text()
    format: Mapped[str] = _text()
    encoding: Mapped[str] = _text()
    study_label: Mapped[str] = _text()
    sample_label: Mapped[str] = _text()
    position: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = _text()
    created: Mapped[int] = mapped_column(default=now_ms)


class Participant(Journalled, Base):
    """Who spoke or was studied, by pseudonym."""

    __tablename__ = "participant"
    name: Mapped[str] = _text()
    note: Mapped[str] = _text()
    position: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=now_ms)


class Participation(Journalled, Base):
    """A participant is in a source as a whole."""

    __tablename__ = "participation"
    participant_id: Mapped[str] = _owner("participant", index=False)
    source_id: Mapped[str] = _owner("source")
    rules = (UniqueConstraint("participant_id", "source_id"),)


class Speaker(Journalled, Base):
    """A speaker of one source by the label its text has; perhaps a participant, perhaps the interviewer."""

    __tablename__ = "speaker"
    source_id: Mapped[str] = _owner("source", index=False)
    label: Mapped[str] = _text()
    participant_id: Mapped[str | None] = _link("participant")
    interviewer: Mapped[bool] = mapped_column(default=False)
    rules = (UniqueConstraint("source_id", "label"),)


class TurnRow(Journalled, Base):
    """One speaker's stretch of a source (:class:`qda.core.text.Turn`); times in milliseconds of the recording."""

    __tablename__ = "turn"
    source_id: Mapped[str] = _owner("source", index=False)
    speaker_id: Mapped[str | None] = _link("speaker", index=False)
    start: Mapped[int]
    end: Mapped[int]
    speech: Mapped[int]
    begin_ms: Mapped[int | None]
    end_ms: Mapped[int | None]
    # No index of speakers: it would be a third of all that turns take, and serve only where a speaker is removed.
    rules = (CheckConstraint('"start" <= speech AND speech <= "end"', name="span"), Index(None, "source_id", "start"))


class Attribute(Journalled, Base):
    """A named, typed fact about participants (or sources): text, number, choice, choices, date, yesno."""

    __tablename__ = "attribute"
    name: Mapped[str] = _text()
    type: Mapped[str] = _text("text")
    scope: Mapped[str] = _text("participant")
    options: Mapped[str] = _text("[]")
    position: Mapped[int] = mapped_column(default=0)


class AttributeValue(Journalled, Base):
    """One value of an attribute; several rows, several values. A value per interview names participant and source."""

    __tablename__ = "attribute_value"
    attribute_id: Mapped[str] = _owner("attribute")
    participant_id: Mapped[str | None] = _owner("participant")
    source_id: Mapped[str | None] = _owner("source")
    value: Mapped[str] = _text()


class Code(Journalled, Base):
    """A label for a meaning. `kind` code or category; `origin` inductive, a priori, in vivo; `stance` an open list."""

    __tablename__ = "code"
    name: Mapped[str] = _text()
    kind: Mapped[str] = _text("code")
    codable: Mapped[bool] = mapped_column(default=True)
    definition: Mapped[str] = _text()
    include: Mapped[str] = _text()
    exclude: Mapped[str] = _text()
    example: Mapped[str] = _text()
    colour: Mapped[str] = _text("blue")
    origin: Mapped[str] = _text("inductive")
    stance: Mapped[str] = _text()
    coder_id: Mapped[str | None] = _link("coder", index=False)
    created: Mapped[int] = mapped_column(default=now_ms)
    rules = (Index(None, "coder_id"),)


class CodePlace(Journalled, Base):
    """Where a code stands in the codebook: one main place, and others by reference."""

    __tablename__ = "code_place"
    code_id: Mapped[str] = _owner("code", index=False)
    parent_id: Mapped[str | None] = _owner("code")
    position: Mapped[int] = mapped_column(default=0)
    main: Mapped[bool] = mapped_column(default=True)
    rules = (UniqueConstraint("code_id", "parent_id"),)


class Coding(Journalled, Base):
    """Coder x code x passage. Codings of one code by one coder never share a character (the join rule)."""

    __tablename__ = "coding"
    source_id: Mapped[str] = _owner("source", index=False)
    code_id: Mapped[str] = _owner("code", index=False)
    coder_id: Mapped[str] = _owner("coder", index=False)
    start: Mapped[int]
    end: Mapped[int]
    text_version: Mapped[int] = mapped_column(default=1)
    weight: Mapped[int | None]
    note: Mapped[str] = _text()
    created: Mapped[int] = mapped_column(default=now_ms)
    rules = (
        CheckConstraint('"start" >= 0 AND "start" < "end"', name="span"),
        Index(None, "source_id", "start"),
        # Counts of codes x sources come from the index alone. None of coders: they are few, and seldom removed.
        Index(None, "code_id", "source_id"),
    )


class Reading(Journalled, Base):
    """What a coder says of a source: read, finished. Only finished sources count for agreement."""

    __tablename__ = "reading"
    coder_id: Mapped[str] = _owner("coder", index=False)
    source_id: Mapped[str] = _owner("source")
    read: Mapped[int | None]
    finished: Mapped[int | None]
    rules = (UniqueConstraint("coder_id", "source_id"),)


class ReadingCodes(Journalled, Base):
    """The codebook as it was when a source was finished: `text_hash` names it in the text store (qda.core.meanings)."""

    __tablename__ = "reading_codes"
    reading_id: Mapped[str] = _owner("reading", index=False)
    text_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    rules = (UniqueConstraint("reading_id"),)


class Reread(Journalled, Base):
    """A coder has read a finished source again for a code that came late; `meaning` signs what the code meant then.

    A signature of :func:`qda.core.meanings.signature`: where the code means something else now, it is to be read again.
    """

    __tablename__ = "reread"
    coder_id: Mapped[str] = _owner("coder", index=False)
    source_id: Mapped[str] = _owner("source")
    code_id: Mapped[str] = _owner("code")
    meaning: Mapped[str] = _text()
    at: Mapped[int] = mapped_column(default=now_ms)
    rules = (UniqueConstraint("coder_id", "source_id", "code_id"),)


class Level(Journalled, Base):
    """One name in the project's ordered list of levels above codes (subtheme, theme, core theme; …)."""

    __tablename__ = "level"
    name: Mapped[str] = _text()
    position: Mapped[int] = mapped_column(default=0)


class Theme(Journalled, Base):
    """A theme: an object of its own. `status` is candidate, reviewed, named or set aside."""

    __tablename__ = "theme"
    parent_id: Mapped[str | None] = _link("theme")
    level_id: Mapped[str | None] = _link("level")
    name: Mapped[str] = _text()
    idea: Mapped[str] = _text()
    definition: Mapped[str] = _text()
    boundaries: Mapped[str] = _text()
    status: Mapped[str] = _text("candidate")
    stance: Mapped[str] = _text()
    core: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    coder_id: Mapped[str | None] = _link("coder", index=False)
    created: Mapped[int] = mapped_column(default=now_ms)
    rules = (Index(None, "coder_id"),)


class ThemeCode(Journalled, Base):
    """A theme draws on a code; a code may serve several themes."""

    __tablename__ = "theme_code"
    theme_id: Mapped[str] = _owner("theme", index=False)
    code_id: Mapped[str] = _owner("code")
    position: Mapped[int] = mapped_column(default=0)
    rules = (UniqueConstraint("theme_id", "code_id"),)


class Quote(Journalled, Base):
    """A passage picked for a theme or as an example of a code: chosen, counter or exemplar; with its translation."""

    __tablename__ = "quote"
    theme_id: Mapped[str | None] = _owner("theme")
    code_id: Mapped[str | None] = _owner("code")
    source_id: Mapped[str] = _owner("source")
    coding_id: Mapped[str | None] = _link("coding")
    start: Mapped[int]
    end: Mapped[int]
    kind: Mapped[str] = _text("chosen")
    position: Mapped[int] = mapped_column(default=0)
    translation: Mapped[str] = _text()
    translator: Mapped[str] = _text()
    note: Mapped[str] = _text()
    created: Mapped[int] = mapped_column(default=now_ms)
    rules = (CheckConstraint('"start" >= 0 AND "start" < "end"', name="span"),)


class Relation(Journalled, Base):
    """A named, directed relation between two themes or codes."""

    __tablename__ = "relation"
    name: Mapped[str] = _text()
    from_theme_id: Mapped[str | None] = _owner("theme")
    from_code_id: Mapped[str | None] = _owner("code")
    to_theme_id: Mapped[str | None] = _owner("theme")
    to_code_id: Mapped[str | None] = _owner("code")
    note: Mapped[str] = _text()


class Memo(Journalled, Base):
    """A dated, typed note: analytic, theoretical, methodological, reflexive, code, case or familiarisation."""

    __tablename__ = "memo"
    title: Mapped[str] = _text()
    kind: Mapped[str] = _text("analytic")
    body: Mapped[str] = _text()
    coder_id: Mapped[str | None] = _link("coder", index=False)
    created: Mapped[int] = mapped_column(default=now_ms)
    modified: Mapped[int] = mapped_column(default=now_ms)
    rules = (Index(None, "coder_id"),)


class MemoLink(Journalled, Base):
    """A memo is about a thing or a passage (`source_id` with `start` and `end`); the memo outlives the thing."""

    __tablename__ = "memo_link"
    memo_id: Mapped[str] = _owner("memo")
    code_id: Mapped[str | None] = _owner("code")
    theme_id: Mapped[str | None] = _owner("theme")
    source_id: Mapped[str | None] = _owner("source")
    participant_id: Mapped[str | None] = _owner("participant")
    coding_id: Mapped[str | None] = _owner("coding")
    other_id: Mapped[str | None] = _owner("memo")
    start: Mapped[int | None]
    end: Mapped[int | None]


class ReviewRound(Journalled, Base):
    """Themes or pages shown to people (co-researchers, participants, team)."""

    __tablename__ = "review_round"
    name: Mapped[str] = _text()
    audience: Mapped[str] = _text()
    note: Mapped[str] = _text()
    created: Mapped[int] = mapped_column(default=now_ms)


class ReviewAnswer(Journalled, Base):
    """What one person said about one theme in a round, and what was decided."""

    __tablename__ = "review_answer"
    round_id: Mapped[str] = _owner("review_round")
    theme_id: Mapped[str | None] = _link("theme")
    person: Mapped[str] = _text()
    helper: Mapped[str] = _text()
    easy: Mapped[str] = _text()
    right: Mapped[str] = _text()
    words: Mapped[str] = _text()
    decision: Mapped[str] = _text()
    created: Mapped[int] = mapped_column(default=now_ms)


class EasyPage(Journalled, Base):
    """One page of an easy-read summary, tied to a theme, in versions."""

    __tablename__ = "easy_page"
    theme_id: Mapped[str | None] = _link("theme")
    title: Mapped[str] = _text()
    version: Mapped[int] = mapped_column(default=1)
    position: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=now_ms)


class EasyStatement(Journalled, Base):
    """One statement of an easy-read page with its picture."""

    __tablename__ = "easy_statement"
    page_id: Mapped[str] = _owner("easy_page")
    text: Mapped[str] = _text()
    picture_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    picture_words: Mapped[str] = _text()
    position: Mapped[int] = mapped_column(default=0)


# Outside the journal ------------------------------------------------------------------------------------------------


class StoredText(Base):
    """Canonical texts by sha-256: compressed UTF-8."""

    __tablename__ = "text"
    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class Blob(Base):
    """Original files and pictures by sha-256."""

    __tablename__ = "blob"
    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class ChangeRow(Base):
    """One finished action: the journal. `images` holds the packed row images (:mod:`qda.storage.journal`).

    `undo_top` and `redo_top` are the changes that undo and redo take next, as things stand after this change.
    `about` names what the change was about (:func:`qda.storage.journal.write_about`), so that labels hold no names.
    """

    __tablename__ = "change"
    seq: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str]
    about: Mapped[str] = _text()
    at: Mapped[int]
    coder_id: Mapped[str | None] = mapped_column(Uid)
    session: Mapped[int]
    undoes: Mapped[int | None]
    undo_top: Mapped[int | None]
    redo_top: Mapped[int | None]
    rows: Mapped[int] = mapped_column(default=0)
    tables: Mapped[str] = mapped_column(default="")
    images: Mapped[bytes | None] = mapped_column(LargeBinary)


class JournalGate(Base):
    """One row that says whether journalled tables may change: 0 shut, 1 recording, 2 replaying (images muted)."""

    __tablename__ = "journal_gate"
    id: Mapped[int] = mapped_column(primary_key=True)
    mode: Mapped[int] = mapped_column(default=0)


class JournalRow(Base):
    """Row images of the change in progress; empty between changes."""

    __tablename__ = "journal_row"
    n: Mapped[int] = mapped_column(primary_key=True)
    op: Mapped[str]
    tbl: Mapped[str]
    key: Mapped[str]
    row: Mapped[str]


class Meta(Base):
    """Facts about the file: project id, branch point of a copy, who holds it."""

    __tablename__ = "meta"
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class ViewState(Base):
    """Reading positions and layouts of a coder; never journalled."""

    __tablename__ = "view_state"
    coder_id: Mapped[str] = mapped_column(Uid, primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class IndexedText(Base):
    """Which text of a source the full-text index holds, in how many row ids (at least one) from `number` on."""

    __tablename__ = "indexed_text"
    number: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[str] = mapped_column(Uid, unique=True)
    text_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    stretches: Mapped[int]


def journalled_tables() -> list[Any]:
    """Return the journalled tables, owners before what they own."""
    return [table for table in Base.metadata.sorted_tables if table.info.get("journal")]
