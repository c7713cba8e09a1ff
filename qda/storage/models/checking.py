"""Checking with people, and easy read."""

from __future__ import annotations

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from qda.storage.models.base import Base, Journalled, link_column, now_ms, owner_column, text_column


class ReviewRound(Journalled, Base):
    """Themes or pages shown to people (co-researchers, participants, team)."""

    __tablename__ = "review_round"
    name: Mapped[str] = text_column()
    audience: Mapped[str] = text_column()
    note: Mapped[str] = text_column()
    created: Mapped[int] = mapped_column(default=now_ms)


class ReviewAnswer(Journalled, Base):
    """What one person said about one theme in a round, and what was decided."""

    __tablename__ = "review_answer"
    round_id: Mapped[str] = owner_column("review_round")
    theme_id: Mapped[str | None] = link_column("theme")
    person: Mapped[str] = text_column()
    helper: Mapped[str] = text_column()
    easy: Mapped[str] = text_column()
    right: Mapped[str] = text_column()
    words: Mapped[str] = text_column()
    decision: Mapped[str] = text_column()
    created: Mapped[int] = mapped_column(default=now_ms)


class EasyPage(Journalled, Base):
    """One page of an easy-read summary, tied to a theme, in versions."""

    __tablename__ = "easy_page"
    theme_id: Mapped[str | None] = link_column("theme")
    title: Mapped[str] = text_column()
    version: Mapped[int] = mapped_column(default=1)
    position: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=now_ms)


class EasyStatement(Journalled, Base):
    """One statement of an easy-read page with its picture."""

    __tablename__ = "easy_statement"
    page_id: Mapped[str] = owner_column("easy_page")
    text: Mapped[str] = text_column()
    picture_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    picture_words: Mapped[str] = text_column()
    position: Mapped[int] = mapped_column(default=0)
