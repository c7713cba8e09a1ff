"""What is made of the codes: themes, quotes, relations, memos, and where things stand on board and map."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qda.storage.models.base import Base, Journalled, link_column, now_ms, owner_column, text_column


class Level(Journalled, Base):
    """One name in the project's ordered list of levels above codes (subtheme, theme, core theme; …)."""

    __tablename__ = "level"
    name: Mapped[str] = text_column()
    position: Mapped[int] = mapped_column(default=0)


class Theme(Journalled, Base):
    """A theme: an object of its own. `status` is candidate, reviewed, named or set aside."""

    __tablename__ = "theme"
    parent_id: Mapped[str | None] = link_column("theme")
    level_id: Mapped[str | None] = link_column("level")
    name: Mapped[str] = text_column()
    idea: Mapped[str] = text_column()
    definition: Mapped[str] = text_column()
    boundaries: Mapped[str] = text_column()
    status: Mapped[str] = text_column("candidate")
    stance: Mapped[str] = text_column()
    core: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    coder_id: Mapped[str | None] = link_column("coder", index=False)
    created: Mapped[int] = mapped_column(default=now_ms)
    rules = (Index(None, "coder_id"),)


class ThemeCode(Journalled, Base):
    """A theme draws on a code; a code may serve several themes."""

    __tablename__ = "theme_code"
    theme_id: Mapped[str] = owner_column("theme", index=False)
    code_id: Mapped[str] = owner_column("code")
    position: Mapped[int] = mapped_column(default=0)
    rules = (UniqueConstraint("theme_id", "code_id"),)


class Quote(Journalled, Base):
    """A passage picked for a theme or as an example of a code: chosen, counter or exemplar; with its translation."""

    __tablename__ = "quote"
    theme_id: Mapped[str | None] = owner_column("theme")
    code_id: Mapped[str | None] = owner_column("code")
    source_id: Mapped[str] = owner_column("source")
    coding_id: Mapped[str | None] = link_column("coding")
    start: Mapped[int]
    end: Mapped[int]
    kind: Mapped[str] = text_column("chosen")
    position: Mapped[int] = mapped_column(default=0)
    translation: Mapped[str] = text_column()
    translator: Mapped[str] = text_column()
    note: Mapped[str] = text_column()
    created: Mapped[int] = mapped_column(default=now_ms)
    rules = (CheckConstraint('"start" >= 0 AND "start" < "end"', name="span"),)


class Relation(Journalled, Base):
    """A named, directed relation between two themes or codes."""

    __tablename__ = "relation"
    name: Mapped[str] = text_column()
    from_theme_id: Mapped[str | None] = owner_column("theme")
    from_code_id: Mapped[str | None] = owner_column("code")
    to_theme_id: Mapped[str | None] = owner_column("theme")
    to_code_id: Mapped[str | None] = owner_column("code")
    note: Mapped[str] = text_column()


class Memo(Journalled, Base):
    """A dated, typed note: analytic, theoretical, methodological, reflexive, code, case or familiarisation."""

    __tablename__ = "memo"
    title: Mapped[str] = text_column()
    kind: Mapped[str] = text_column("analytic")
    body: Mapped[str] = text_column()
    coder_id: Mapped[str | None] = link_column("coder", index=False)
    created: Mapped[int] = mapped_column(default=now_ms)
    modified: Mapped[int] = mapped_column(default=now_ms)
    rules = (Index(None, "coder_id"),)


class MemoLink(Journalled, Base):
    """A memo is about a thing or a passage (`source_id` with `start` and `end`); the memo outlives the thing."""

    __tablename__ = "memo_link"
    memo_id: Mapped[str] = owner_column("memo")
    code_id: Mapped[str | None] = owner_column("code")
    theme_id: Mapped[str | None] = owner_column("theme")
    source_id: Mapped[str | None] = owner_column("source")
    participant_id: Mapped[str | None] = owner_column("participant")
    coding_id: Mapped[str | None] = owner_column("coding")
    other_id: Mapped[str | None] = owner_column("memo")
    start: Mapped[int | None]
    end: Mapped[int | None]


class Placement(Journalled, Base):
    """Where a thing stands on a surface (board, map), in the surface's own units.

    On the board a theme alone is a cluster with its size, a code alone a card that lies loose, and both together the
    card of the code in that cluster. On the map a theme or a code is a node.
    """

    __tablename__ = "placement"
    surface: Mapped[str] = text_column("board")
    theme_id: Mapped[str | None] = owner_column("theme")
    code_id: Mapped[str | None] = owner_column("code")
    x: Mapped[int] = mapped_column(default=0)
    y: Mapped[int] = mapped_column(default=0)
    width: Mapped[int | None]
    height: Mapped[int | None]
    rules = (UniqueConstraint("surface", "theme_id", "code_id"),)


class Confidence(Journalled, Base):
    """What people say of their confidence in a theme as a finding: a level, CERQual's four components, and why."""

    __tablename__ = "confidence"
    theme_id: Mapped[str] = owner_column("theme", index=False)
    level: Mapped[str] = text_column()
    methodological: Mapped[str] = text_column()
    coherence: Mapped[str] = text_column()
    adequacy: Mapped[str] = text_column()
    relevance: Mapped[str] = text_column()
    why: Mapped[str] = text_column()
    coder_id: Mapped[str | None] = link_column("coder", index=False)
    at: Mapped[int] = mapped_column(default=now_ms)
    rules = (UniqueConstraint("theme_id"), Index(None, "coder_id"))


class CategorySheet(Journalled, Base):
    """What is known of a category of a grounded theory: how it varies, what is still missing."""

    __tablename__ = "category_sheet"
    theme_id: Mapped[str] = owner_column("theme", index=False)
    variation: Mapped[str] = text_column()
    gaps: Mapped[str] = text_column()
    rules = (UniqueConstraint("theme_id"),)


class CategoryProperty(Journalled, Base):
    """A property of a category with the range over which it varies; `source_id` is where it was first seen."""

    __tablename__ = "category_property"
    theme_id: Mapped[str] = owner_column("theme")
    source_id: Mapped[str | None] = link_column("source")
    name: Mapped[str] = text_column()
    range: Mapped[str] = text_column()
    note: Mapped[str] = text_column()
    position: Mapped[int] = mapped_column(default=0)


class CategoryGain(Journalled, Base):
    """What one source added to a category, in the researcher's words."""

    __tablename__ = "category_gain"
    theme_id: Mapped[str] = owner_column("theme", index=False)
    source_id: Mapped[str] = owner_column("source")
    words: Mapped[str] = text_column()
    rules = (UniqueConstraint("theme_id", "source_id"),)
