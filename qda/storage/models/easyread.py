"""The easy-read summary: pages of statements with pictures, the words it explains, its versions, who agreed."""

from __future__ import annotations

from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qda.storage.models.base import Base, Journalled, link_column, now_ms, owner_column, text_column


class EasySummary(Journalled, Base):
    """An easy-read summary in one language; `thresholds` are the numbers of the profile that were changed (JSON).

    `size` is the text size in points. `logo_hash` is the user's logo file, shown only when its conditions hold.
    """

    __tablename__ = "easy_summary"
    title: Mapped[str] = text_column()
    language: Mapped[str] = text_column()
    profile: Mapped[str] = text_column("uk")
    thresholds: Mapped[str] = text_column()
    size: Mapped[int] = mapped_column(default=16)
    logo_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    note: Mapped[str] = text_column()
    position: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=now_ms)


class EasyPage(Journalled, Base):
    """One page: `kind` is front, theme, next or contact; tied to a theme where it tells one."""

    __tablename__ = "easy_page"
    summary_id: Mapped[str] = owner_column("easy_summary")
    theme_id: Mapped[str | None] = link_column("theme")
    kind: Mapped[str] = text_column("theme")
    title: Mapped[str] = text_column()
    position: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=now_ms)


class EasyStatement(Journalled, Base):
    """One statement of a page, one idea, with its picture and perhaps a recorded voice (WAV)."""

    __tablename__ = "easy_statement"
    page_id: Mapped[str] = owner_column("easy_page")
    text: Mapped[str] = text_column()
    picture_id: Mapped[str | None] = link_column("picture")
    voice_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    voice_person_id: Mapped[str | None] = link_column("review_person")
    position: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=now_ms)


class StatementTrace(Journalled, Base):
    """What a statement rests on: the theme, a code, a picked quote. Never printed."""

    __tablename__ = "statement_trace"
    statement_id: Mapped[str] = owner_column("easy_statement")
    theme_id: Mapped[str | None] = link_column("theme")
    code_id: Mapped[str | None] = link_column("code")
    quote_id: Mapped[str | None] = link_column("quote")


class HintDismissal(Journalled, Base):
    """A hint that somebody looked at and put aside, with the reason: the rule, and the words that it was about."""

    __tablename__ = "hint_dismissal"
    statement_id: Mapped[str] = owner_column("easy_statement", index=False)
    rule: Mapped[str] = text_column()
    words: Mapped[str] = text_column()
    reason: Mapped[str] = text_column()
    coder_id: Mapped[str | None] = link_column("coder", index=False)
    at: Mapped[int] = mapped_column(default=now_ms)
    rules = (UniqueConstraint("statement_id", "rule", "words"), Index(None, "coder_id"))


class HardWord(Journalled, Base):
    """An entry of the word bank: a hard word (or several), explained in the next sentence and in the list at the end.

    `familiar` words need no explanation: the people the page is for know them. `by` is who wrote the explanation.
    """

    __tablename__ = "hard_word"
    language: Mapped[str] = text_column()
    word: Mapped[str] = text_column()
    explanation: Mapped[str] = text_column()
    familiar: Mapped[bool] = mapped_column(default=False)
    by: Mapped[str] = text_column()
    picture_id: Mapped[str | None] = link_column("picture")
    created: Mapped[int] = mapped_column(default=now_ms)
    rules = (UniqueConstraint("language", "word"),)


class EasyVersion(Journalled, Base):
    """A summary as it was at a moment, to be shown and agreed: `content` is its JSON, pictures are named by hash.

    Two copies can each have kept a version of one number: both stay, as what people agreed to.
    """

    __tablename__ = "easy_version"
    summary_id: Mapped[str] = owner_column("easy_summary", index=False)
    number: Mapped[int]
    note: Mapped[str] = text_column()
    content: Mapped[str] = text_column()
    coder_id: Mapped[str | None] = link_column("coder", index=False)
    at: Mapped[int] = mapped_column(default=now_ms)
    rules = (Index(None, "summary_id", "number"), Index(None, "coder_id"))


class EasyVersionPicture(Journalled, Base):
    """A picture that a version shows: `hash` names its file, so that it stays where nothing else shows it any more."""

    __tablename__ = "easy_version_picture"
    version_id: Mapped[str] = owner_column("easy_version", index=False)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    rules = (UniqueConstraint("version_id", "hash"),)


class EasyAgreement(Journalled, Base):
    """A person agreed to a version ("we agree this page"); `page` is a page's id in it, "" for the whole.

    `reader` says that a person with intellectual disability read it as a native reader of its language, which a logo
    needs; `words` is what the person wanted to add.
    """

    __tablename__ = "easy_agreement"
    version_id: Mapped[str] = owner_column("easy_version", index=False)
    person_id: Mapped[str] = owner_column("review_person")
    page: Mapped[str] = text_column()
    reader: Mapped[bool] = mapped_column(default=False)
    words: Mapped[str] = text_column()
    date: Mapped[str] = text_column()
    created: Mapped[int] = mapped_column(default=now_ms)
    rules = (UniqueConstraint("version_id", "person_id", "page"),)
