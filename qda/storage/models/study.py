"""The study itself: its people, its guide, how its sources came about, and its words."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qda.storage.models.base import Base, Journalled, link_column, now_ms, owner_column, text_column


class Study(Journalled, Base):
    """The project itself: one row. `line_unit` (turn, sentence, fixed) fixes the citable lines for everybody."""

    __tablename__ = "study"
    title: Mapped[str] = text_column()
    approach: Mapped[str] = text_column("reflexive")
    research_question: Mapped[str] = text_column()
    language: Mapped[str] = text_column()
    line_unit: Mapped[str] = text_column("turn")
    line_width: Mapped[int] = mapped_column(default=72)
    created: Mapped[int] = mapped_column(default=now_ms)


class Setting(Journalled, Base):
    """A fact or choice of the study that has no table of its own, by key (:mod:`qda.core.settings_of_study`)."""

    __tablename__ = "setting"
    key: Mapped[str] = text_column()
    value: Mapped[str] = text_column()
    rules = (UniqueConstraint("key"),)


class Concept(Journalled, Base):
    """A sensitising concept: what the researchers bring along and keep in view beside the codes."""

    __tablename__ = "concept"
    name: Mapped[str] = text_column()
    words: Mapped[str] = text_column()
    position: Mapped[int] = mapped_column(default=0)


class GuideVersion(Journalled, Base):
    """One version of the interview guide; `date` as people write it."""

    __tablename__ = "guide_version"
    name: Mapped[str] = text_column()
    date: Mapped[str] = text_column()
    text: Mapped[str] = text_column()
    why: Mapped[str] = text_column()
    position: Mapped[int] = mapped_column(default=0)


class InterviewSheet(Journalled, Base):
    """How a source came about; `minutes` is its length, `date` ISO 8601 (or a part of it: 2026, 2026-03)."""

    __tablename__ = "interview_sheet"
    source_id: Mapped[str] = owner_column("source", index=False)
    interviewer: Mapped[str] = text_column()
    relationship: Mapped[str] = text_column()
    date: Mapped[str] = text_column()
    place: Mapped[str] = text_column()
    mode: Mapped[str] = text_column()
    minutes: Mapped[int | None]
    others: Mapped[str] = text_column()
    guide_id: Mapped[str | None] = link_column("guide_version")
    transcribed_by: Mapped[str] = text_column()
    checked_by: Mapped[str] = text_column()
    note: Mapped[str] = text_column()
    rules = (UniqueConstraint("source_id"),)


class Recruitment(Journalled, Base):
    """One person (by a code, never a name) who was approached: approached, agreed, declined or withdrew, and why."""

    __tablename__ = "recruitment"
    label: Mapped[str] = text_column()
    outcome: Mapped[str] = text_column("approached")
    date: Mapped[str] = text_column()
    how: Mapped[str] = text_column()
    why: Mapped[str] = text_column()
    participant_id: Mapped[str | None] = link_column("participant")
    position: Mapped[int] = mapped_column(default=0)


class SamplingTarget(Journalled, Base):
    """How many participants are wanted in one cell of the sampling grid: a value of one attribute, or of two."""

    __tablename__ = "sampling_target"
    attribute_id: Mapped[str] = owner_column("attribute")
    value: Mapped[str] = text_column()
    across_id: Mapped[str | None] = owner_column("attribute")
    across: Mapped[str] = text_column()
    wanted: Mapped[int] = mapped_column(default=0)


class Wording(Journalled, Base):
    """An entry of the project's word list: what to call something in a context, what not, why, and who said so.

    `avoid` is a JSON list of wordings; `dissent` what others say to the contrary.
    """

    __tablename__ = "wording"
    preferred: Mapped[str] = text_column()
    avoid: Mapped[str] = text_column("[]")
    context: Mapped[str] = text_column()
    why: Mapped[str] = text_column()
    said_by: Mapped[str] = text_column()
    dissent: Mapped[str] = text_column()
    created: Mapped[int] = mapped_column(default=now_ms)


class Coder(Journalled, Base):
    """A person who codes: an id, never a name."""

    __tablename__ = "coder"
    name: Mapped[str] = text_column()
    initials: Mapped[str] = text_column()
    colour: Mapped[str] = text_column("blue")
    role: Mapped[str] = text_column()
    created: Mapped[int] = mapped_column(default=now_ms)
