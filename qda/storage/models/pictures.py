"""Pictures of easy-read pages and of the review, and the sets that they come from."""

from __future__ import annotations

from sqlalchemy import Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from qda.storage.models.base import Base, Journalled, link_column, now_ms, text_column


class PictureSet(Journalled, Base):
    """A set of pictures from elsewhere: whose it is, under which licence, and the line that has to be printed."""

    __tablename__ = "picture_set"
    name: Mapped[str] = text_column()
    licence: Mapped[str] = text_column()
    credit: Mapped[str] = text_column()
    commercial: Mapped[bool] = mapped_column(default=True)
    created: Mapped[int] = mapped_column(default=now_ms)


class Picture(Journalled, Base):
    """A picture that this project uses or may use; `hash` names its file. `kind` is photo, drawing, symbol or own.

    `idea` is what it stands for, so that the same thing has the same picture; `words` is its alternative text; `media`
    its type (image/png, image/jpeg, image/svg+xml); `search` other words by which it is found. `participant_id` and
    `person_id` name whom a photo shows: without their consent it is not printed.
    """

    __tablename__ = "picture"
    set_id: Mapped[str | None] = link_column("picture_set")
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    media: Mapped[str] = text_column()
    kind: Mapped[str] = text_column("drawing")
    idea: Mapped[str] = text_column()
    words: Mapped[str] = text_column()
    search: Mapped[str] = text_column()
    credit: Mapped[str] = text_column()
    participant_id: Mapped[str | None] = link_column("participant", index=False)
    person_id: Mapped[str | None] = link_column("review_person", index=False)
    created: Mapped[int] = mapped_column(default=now_ms)
    rules = (Index(None, "participant_id"), Index(None, "person_id"))
