"""What lies outside the journal: texts and files by hash, the journal itself, views, the full-text index."""

from __future__ import annotations

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from qda.storage.ids import Uid
from qda.storage.models.base import Base
from qda.storage.odd_values import Whole, WholeOrEmpty, Words


class StoredText(Base):
    """Canonical texts by sha-256: compressed UTF-8."""

    __tablename__ = "text"
    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class TextDifference(Base):
    """An older text as its difference from a newer one: `base` names that one, `body` is the packed difference.

    A text is either here or whole in :class:`StoredText` (:mod:`qda.storage.texts`).
    """

    __tablename__ = "text_difference"
    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    base: Mapped[bytes] = mapped_column(LargeBinary(32))
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
    label: Mapped[str] = mapped_column(Words)
    about: Mapped[str] = mapped_column(Words, default="")
    at: Mapped[int] = mapped_column(Whole)
    coder_id: Mapped[str | None] = mapped_column(Uid)
    session: Mapped[int] = mapped_column(Whole)
    undoes: Mapped[int | None] = mapped_column(WholeOrEmpty)
    undo_top: Mapped[int | None] = mapped_column(WholeOrEmpty)
    redo_top: Mapped[int | None] = mapped_column(WholeOrEmpty)
    rows: Mapped[int] = mapped_column(Whole, default=0)
    tables: Mapped[str] = mapped_column(Words, default="")
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
