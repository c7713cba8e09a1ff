"""Framework matrices: rows of a frame, columns of cases, written summaries and the passages they rest on."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qda.storage.models.base import Base, Journalled, link_column, now_ms, owner_column, text_column


class Frame(Journalled, Base):
    """A framework matrix. `cases` says what its columns are: participant, source, value (of an attribute), free."""

    __tablename__ = "frame"
    name: Mapped[str] = text_column()
    cases: Mapped[str] = text_column("participant")
    attribute_id: Mapped[str | None] = link_column("attribute", index=False)
    note: Mapped[str] = text_column()
    position: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=now_ms)
    rules = (Index(None, "attribute_id"),)


class FrameRow(Journalled, Base):
    """A row of a framework matrix: a heading of the frame, perhaps a code or a theme; one with a parent is below it."""

    __tablename__ = "frame_row"
    frame_id: Mapped[str] = owner_column("frame")
    parent_id: Mapped[str | None] = owner_column("frame_row")
    code_id: Mapped[str | None] = link_column("code")
    theme_id: Mapped[str | None] = link_column("theme")
    name: Mapped[str] = text_column()
    about: Mapped[str] = text_column()
    added: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)


class FrameColumn(Journalled, Base):
    """A column of a framework matrix: a participant, a source, a value of an attribute, or a free heading."""

    __tablename__ = "frame_column"
    frame_id: Mapped[str] = owner_column("frame")
    participant_id: Mapped[str | None] = owner_column("participant")
    source_id: Mapped[str | None] = owner_column("source")
    name: Mapped[str] = text_column()
    position: Mapped[int] = mapped_column(default=0)


class FrameCell(Journalled, Base):
    """The written summary of a row in a column; `done` where its writer calls it finished."""

    __tablename__ = "frame_cell"
    row_id: Mapped[str] = owner_column("frame_row", index=False)
    column_id: Mapped[str] = owner_column("frame_column")
    summary: Mapped[str] = text_column()
    done: Mapped[bool] = mapped_column(default=False)
    coder_id: Mapped[str | None] = link_column("coder", index=False)
    modified: Mapped[int] = mapped_column(default=now_ms)
    rules = (UniqueConstraint("row_id", "column_id"), Index(None, "coder_id"))


class FrameQuote(Journalled, Base):
    """A passage on which the summary of a cell rests."""

    __tablename__ = "frame_quote"
    cell_id: Mapped[str] = owner_column("frame_cell")
    source_id: Mapped[str] = owner_column("source")
    coding_id: Mapped[str | None] = link_column("coding")
    start: Mapped[int]
    end: Mapped[int]
    position: Mapped[int] = mapped_column(default=0)
    rules = (CheckConstraint('"start" >= 0 AND "start" < "end"', name="span"),)
