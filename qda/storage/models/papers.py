"""What comes from and goes to papers and other programs: files without text, imports, reports, quotes as printed."""

from __future__ import annotations

from sqlalchemy import LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qda.storage.models.base import Base, Journalled, link_column, now_ms, owner_column, text_column


class ImportReport(Journalled, Base):
    """What was brought in from another program's project: what came, what moved and what has no place here (JSON)."""

    __tablename__ = "import_report"
    program: Mapped[str] = text_column()
    file_name: Mapped[str] = text_column()
    content: Mapped[str] = text_column()
    coder_id: Mapped[str | None] = link_column("coder")
    at: Mapped[int] = mapped_column(default=now_ms)


class MediaFile(Journalled, Base):
    """A picture, recording, film or scanned page that another program had as a source; its file, if it came along.

    `kind` is picture, audio, video or pdf.
    """

    __tablename__ = "media_file"
    name: Mapped[str] = text_column()
    kind: Mapped[str] = text_column("picture")
    hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    original_name: Mapped[str] = text_column()
    note: Mapped[str] = text_column()
    position: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=now_ms)


class MediaSelection(Journalled, Base):
    """A part of such a file that somebody coded or noted; `area` says where as JSON (:mod:`qda.core.exchange.media`).

    One row for each code of each coder; without a code it is a note on the part.
    """

    __tablename__ = "media_selection"
    media_id: Mapped[str] = owner_column("media_file")
    code_id: Mapped[str | None] = owner_column("code")
    coder_id: Mapped[str | None] = link_column("coder")
    area: Mapped[str] = text_column()
    name: Mapped[str] = text_column()
    note: Mapped[str] = text_column()
    created: Mapped[int] = mapped_column(default=now_ms)


class QuoteWords(Journalled, Base):
    """A picked quote as it is printed: cuts as […], words added in brackets; the source keeps what was said."""

    __tablename__ = "quote_words"
    quote_id: Mapped[str] = owner_column("quote", index=False)
    words: Mapped[str] = text_column()
    coder_id: Mapped[str | None] = link_column("coder")
    at: Mapped[int] = mapped_column(default=now_ms)
    rules = (UniqueConstraint("quote_id"),)


class Recipe(Journalled, Base):
    """A report as it is put together: its parts in order and what was chosen for each (JSON), so that it can be redone.

    `template_hash` names a Word template of the user's own, whose styles the report takes.
    """

    __tablename__ = "recipe"
    name: Mapped[str] = text_column()
    preset: Mapped[str] = text_column()
    content: Mapped[str] = text_column("{}")
    template_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    template_name: Mapped[str] = text_column()
    written: Mapped[str] = text_column()
    position: Mapped[int] = mapped_column(default=0)
    coder_id: Mapped[str | None] = link_column("coder")
    modified: Mapped[int] = mapped_column(default=now_ms)
