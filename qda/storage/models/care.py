"""Care for participants: versions of texts, what a correction left without words, pseudonyms, withdrawals."""

from __future__ import annotations

from sqlalchemy import LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qda.storage.models.base import Base, Journalled, link_column, now_ms, owner_column, text_column


class TextVersion(Journalled, Base):
    """One version of a source's text that was current once: `text_hash` names it in the text store.

    `number` counts from 1 as `source.text_version` does; `how` says what ended it: edit, replace, pseudonymise,
    withdraw or merge, and `coder_id` by whom; copy is the text of a copy that was merged, which was never the present
    one here. The present text has no row.
    """

    __tablename__ = "text_version"
    source_id: Mapped[str] = owner_column("source", index=False)
    number: Mapped[int]
    text_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    how: Mapped[str] = text_column("edit")
    note: Mapped[str] = text_column()
    coder_id: Mapped[str | None] = link_column("coder")
    at: Mapped[int] = mapped_column(default=now_ms)
    rules = (UniqueConstraint("source_id", "number"),)


class Unplaced(Journalled, Base):
    """What a correction left without words (`why` emptied) or without a place (unplaced), kept until a person decides.

    It has the id that the row had. `kind` is the row's table; `rows` are JSON [[table, row], …] of the row itself and
    of what would have gone with it (links of memos), ids as hexadecimal digits; its span lies in version `version` of
    the text. `place` is where its words would stand in the present text.
    """

    __tablename__ = "unplaced"
    source_id: Mapped[str] = owner_column("source")
    kind: Mapped[str] = text_column("coding")
    why: Mapped[str] = text_column("emptied")
    rows: Mapped[str] = text_column("[]")
    version: Mapped[int] = mapped_column(default=1)
    place: Mapped[int] = mapped_column(default=0)
    coder_id: Mapped[str | None] = link_column("coder")
    at: Mapped[int] = mapped_column(default=now_ms)


class Pseudonymising(Journalled, Base):
    """Names were replaced everywhere, at a time, by somebody: `counts` JSON by kind of place, and no name.

    `key_print` tells, by a keyed hash, whether a key file is the one that was made then. A copy without this row is
    from before.
    """

    __tablename__ = "pseudonymising"
    counts: Mapped[str] = text_column("{}")
    key_print: Mapped[str] = text_column()
    coder_id: Mapped[str | None] = link_column("coder")
    at: Mapped[int] = mapped_column(default=now_ms)


class Withdrawal(Journalled, Base):
    """Somebody was taken out for good: `counts` JSON of what was removed, by kind; no content and no name."""

    __tablename__ = "withdrawal"
    counts: Mapped[str] = text_column("{}")
    note: Mapped[str] = text_column()
    coder_id: Mapped[str | None] = link_column("coder")
    at: Mapped[int] = mapped_column(default=now_ms)


class Tombstone(Journalled, Base):
    """What went with a withdrawal and must not come back: `kind` a table or "text", `mark` an id or a keyed hash."""

    __tablename__ = "tombstone"
    withdrawal_id: Mapped[str] = owner_column("withdrawal")
    kind: Mapped[str] = text_column()
    mark: Mapped[str] = text_column()
    rules = (UniqueConstraint("kind", "mark"),)
