"""What people say and how it is coded: sources, participants, codebook, codings, readings."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qda.storage.models.base import Base, Journalled, link_column, now_ms, owner_column, text_column


class Source(Journalled, Base):
    """One transcript, report, answer sheet or field note. `text_hash` names its canonical text in the text store."""

    __tablename__ = "source"
    name: Mapped[str] = text_column()
    kind: Mapped[str] = text_column("interview")
    language: Mapped[str] = text_column()
    text_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    text_version: Mapped[int] = mapped_column(default=1)
    characters: Mapped[int] = mapped_column(default=0)
    words: Mapped[int] = mapped_column(default=0)
    direction: Mapped[str] = text_column("ltr")
    original_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    original_name: Mapped[str] = text_column()
    format: Mapped[str] = text_column()
    encoding: Mapped[str] = text_column()
    study_label: Mapped[str] = text_column()
    sample_label: Mapped[str] = text_column()
    position: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = text_column()
    created: Mapped[int] = mapped_column(default=now_ms)


class Participant(Journalled, Base):
    """Who spoke or was studied, by pseudonym."""

    __tablename__ = "participant"
    name: Mapped[str] = text_column()
    note: Mapped[str] = text_column()
    position: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=now_ms)


class Participation(Journalled, Base):
    """A participant is in a source as a whole."""

    __tablename__ = "participation"
    participant_id: Mapped[str] = owner_column("participant", index=False)
    source_id: Mapped[str] = owner_column("source")
    rules = (UniqueConstraint("participant_id", "source_id"),)


class Speaker(Journalled, Base):
    """A speaker of one source by the label its text has; perhaps a participant, perhaps the interviewer."""

    __tablename__ = "speaker"
    source_id: Mapped[str] = owner_column("source", index=False)
    label: Mapped[str] = text_column()
    participant_id: Mapped[str | None] = link_column("participant")
    interviewer: Mapped[bool] = mapped_column(default=False)
    rules = (UniqueConstraint("source_id", "label"),)


class TurnRow(Journalled, Base):
    """One speaker's stretch of a source (:class:`qda.core.text.Turn`); times in milliseconds of the recording."""

    __tablename__ = "turn"
    source_id: Mapped[str] = owner_column("source", index=False)
    speaker_id: Mapped[str | None] = link_column("speaker", index=False)
    start: Mapped[int]
    end: Mapped[int]
    speech: Mapped[int]
    begin_ms: Mapped[int | None]
    end_ms: Mapped[int | None]
    # No index of speakers: it would be a third of all that turns take, and serve only where a speaker is removed.
    rules = (CheckConstraint('"start" <= speech AND speech <= "end"', name="span"), Index(None, "source_id", "start"))


class Attribute(Journalled, Base):
    """A named, typed fact about participants (or sources): text, number, choice, choices, date, yesno."""

    __tablename__ = "attribute"
    name: Mapped[str] = text_column()
    type: Mapped[str] = text_column("text")
    scope: Mapped[str] = text_column("participant")
    options: Mapped[str] = text_column("[]")
    position: Mapped[int] = mapped_column(default=0)


class AttributeValue(Journalled, Base):
    """One value of an attribute; several rows, several values. A value per interview names participant and source."""

    __tablename__ = "attribute_value"
    attribute_id: Mapped[str] = owner_column("attribute")
    participant_id: Mapped[str | None] = owner_column("participant")
    source_id: Mapped[str | None] = owner_column("source")
    value: Mapped[str] = text_column()


class Code(Journalled, Base):
    """A label for a meaning. `kind` code or category; `origin` inductive, a priori, in vivo; `stance` an open list."""

    __tablename__ = "code"
    name: Mapped[str] = text_column()
    kind: Mapped[str] = text_column("code")
    codable: Mapped[bool] = mapped_column(default=True)
    definition: Mapped[str] = text_column()
    include: Mapped[str] = text_column()
    exclude: Mapped[str] = text_column()
    example: Mapped[str] = text_column()
    colour: Mapped[str] = text_column("blue")
    origin: Mapped[str] = text_column("inductive")
    stance: Mapped[str] = text_column()
    coder_id: Mapped[str | None] = link_column("coder", index=False)
    created: Mapped[int] = mapped_column(default=now_ms)
    rules = (Index(None, "coder_id"),)


class CodePlace(Journalled, Base):
    """Where a code stands in the codebook: one main place, and others by reference."""

    __tablename__ = "code_place"
    code_id: Mapped[str] = owner_column("code", index=False)
    parent_id: Mapped[str | None] = owner_column("code")
    position: Mapped[int] = mapped_column(default=0)
    main: Mapped[bool] = mapped_column(default=True)
    rules = (UniqueConstraint("code_id", "parent_id"),)


class Coding(Journalled, Base):
    """Coder x code x passage. Codings of one code by one coder never share a character (the join rule)."""

    __tablename__ = "coding"
    source_id: Mapped[str] = owner_column("source", index=False)
    code_id: Mapped[str] = owner_column("code", index=False)
    coder_id: Mapped[str] = owner_column("coder", index=False)
    start: Mapped[int]
    end: Mapped[int]
    text_version: Mapped[int] = mapped_column(default=1)
    weight: Mapped[int | None]
    note: Mapped[str] = text_column()
    created: Mapped[int] = mapped_column(default=now_ms)
    rules = (
        CheckConstraint('"start" >= 0 AND "start" < "end"', name="span"),
        Index(None, "source_id", "start"),
        # Counts of codes x sources come from the index alone. None of coders: they are few, and seldom removed.
        Index(None, "code_id", "source_id"),
    )


class Reading(Journalled, Base):
    """What a coder says of a source: read, finished. Only finished sources count for agreement."""

    __tablename__ = "reading"
    coder_id: Mapped[str] = owner_column("coder", index=False)
    source_id: Mapped[str] = owner_column("source")
    read: Mapped[int | None]
    finished: Mapped[int | None]
    rules = (UniqueConstraint("coder_id", "source_id"),)


class ReadingCodes(Journalled, Base):
    """The codebook as it was when a source was finished: `text_hash` names it in the text store (qda.core.meanings)."""

    __tablename__ = "reading_codes"
    reading_id: Mapped[str] = owner_column("reading", index=False)
    text_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    rules = (UniqueConstraint("reading_id"),)


class Reread(Journalled, Base):
    """A coder has read a finished source again for a code that came late; `meaning` signs what the code meant then.

    A signature of :func:`qda.core.meanings.signature`: where the code means something else now, it is to be read again.
    """

    __tablename__ = "reread"
    coder_id: Mapped[str] = owner_column("coder", index=False)
    source_id: Mapped[str] = owner_column("source")
    code_id: Mapped[str] = owner_column("code")
    meaning: Mapped[str] = text_column()
    at: Mapped[int] = mapped_column(default=now_ms)
    rules = (UniqueConstraint("coder_id", "source_id", "code_id"),)


class CodebookVersion(Journalled, Base):
    """The codebook as it was at a moment, under a name; `text_hash` names its JSON in the text store."""

    __tablename__ = "codebook_version"
    name: Mapped[str] = text_column()
    note: Mapped[str] = text_column()
    text_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    coder_id: Mapped[str | None] = link_column("coder", index=False)
    at: Mapped[int] = mapped_column(default=now_ms)
    rules = (Index(None, "coder_id"),)
