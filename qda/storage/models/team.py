"""Several coders: who codes what twice, who looked it over, how differences were settled, what copies brought back."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qda.storage.models.base import Base, Journalled, link_column, now_ms, owner_column, text_column


class CodingRound(Journalled, Base):
    """A round of double coding: `kind` training or counted; a sample of sources, turns or pages (`unit`).

    `how` it was drawn (all, chosen, random, stratified): a `share` in thousandths or a `number`, with a `seed` that
    draws it again, by the values of an attribute. In a `blind` round nobody sees others' work before finishing.
    """

    __tablename__ = "coding_round"
    name: Mapped[str] = text_column()
    kind: Mapped[str] = text_column("counted")
    unit: Mapped[str] = text_column("source")
    how: Mapped[str] = text_column("random")
    share: Mapped[int | None]
    number: Mapped[int | None]
    attribute_id: Mapped[str | None] = link_column("attribute", index=False)
    seed: Mapped[int] = mapped_column(default=0)
    blind: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = text_column()
    position: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=now_ms)
    rules = (Index(None, "attribute_id"),)


class Assignment(Journalled, Base):
    """A source of a round, or a stretch of it, given to a coder: to `code` it, or to `verify` what others coded.

    `end` is None where it goes to the end of the source.
    """

    __tablename__ = "assignment"
    round_id: Mapped[str] = owner_column("coding_round", index=False)
    coder_id: Mapped[str] = owner_column("coder", index=False)
    source_id: Mapped[str] = owner_column("source")
    start: Mapped[int] = mapped_column(default=0)
    end: Mapped[int | None]
    task: Mapped[str] = text_column("code")
    rules = (
        UniqueConstraint("round_id", "coder_id", "source_id", "start", "task"),
        CheckConstraint('"start" >= 0 AND "start" < "end"', name="span"),
        Index(None, "coder_id"),
    )


class Verification(Journalled, Base):
    """A coder has looked over what another one (None: anybody) coded in a source: not the same as coding it alone."""

    __tablename__ = "verification"
    source_id: Mapped[str] = owner_column("source", index=False)
    coder_id: Mapped[str] = owner_column("coder", index=False)
    whose_id: Mapped[str | None] = link_column("coder", index=False)
    note: Mapped[str] = text_column()
    at: Mapped[int] = mapped_column(default=now_ms)
    rules = (
        UniqueConstraint("source_id", "coder_id", "whose_id"),
        Index(None, "coder_id"),
        Index(None, "whose_id"),
    )


class Judgement(Journalled, Base):
    """What one coder decided of a source, as a value of an attribute (include, exclude, a rating), for itself."""

    __tablename__ = "judgement"
    attribute_id: Mapped[str] = owner_column("attribute", index=False)
    source_id: Mapped[str] = owner_column("source")
    coder_id: Mapped[str] = owner_column("coder")
    value: Mapped[str] = text_column()
    note: Mapped[str] = text_column()
    at: Mapped[int] = mapped_column(default=now_ms)
    rules = (UniqueConstraint("attribute_id", "source_id", "coder_id"),)


class Resolution(Journalled, Base):
    """How a difference between coders was settled, or that it is to be talked about later.

    `kind` missing, code or border; `sides` what each had, as JSON; `outcome` the way it was settled.
    """

    __tablename__ = "resolution"
    source_id: Mapped[str] = owner_column("source", index=False)
    start: Mapped[int]
    end: Mapped[int]
    text_version: Mapped[int] = mapped_column(default=1)
    code_id: Mapped[str | None] = link_column("code")
    kind: Mapped[str] = text_column()
    sides: Mapped[str] = text_column("[]")
    outcome: Mapped[str] = text_column()
    note: Mapped[str] = text_column()
    coder_id: Mapped[str | None] = link_column("coder")
    at: Mapped[int] = mapped_column(default=now_ms)
    rules = (CheckConstraint('"start" >= 0 AND "start" < "end"', name="span"), Index(None, "source_id", "start"))


class AgreementSnapshot(Journalled, Base):
    """Figures of agreement as they were at a time, as JSON; `discussed` says that coders had talked before."""

    __tablename__ = "agreement_snapshot"
    name: Mapped[str] = text_column()
    note: Mapped[str] = text_column()
    figures: Mapped[str] = text_column("{}")
    discussed: Mapped[bool] = mapped_column(default=False)
    coder_id: Mapped[str | None] = link_column("coder")
    at: Mapped[int] = mapped_column(default=now_ms)


class MergeReport(Journalled, Base):
    """What a merged copy brought, as JSON; `copy_id` is the id of that copy."""

    __tablename__ = "merge_report"
    name: Mapped[str] = text_column()
    copy_id: Mapped[str] = text_column()
    report: Mapped[str] = text_column("{}")
    coder_id: Mapped[str | None] = link_column("coder")
    at: Mapped[int] = mapped_column(default=now_ms)
