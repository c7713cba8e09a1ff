"""What participants and people of the review agreed to, as their forms say."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qda.storage.models.base import Base, Journalled, now_ms, owner_column, text_column


class Consent(Journalled, Base):
    """One person's consent: the form's version, the day it was given (YYYY-MM-DD), until when it can be taken back.

    It is a participant's, or of somebody who takes part in the review; `supported` says who helped to decide, and how.
    """

    __tablename__ = "consent"
    participant_id: Mapped[str | None] = owner_column("participant", index=False)
    person_id: Mapped[str | None] = owner_column("review_person")
    form: Mapped[str] = text_column()
    given: Mapped[str] = text_column()
    supported: Mapped[str] = text_column()
    deadline: Mapped[str] = text_column()
    note: Mapped[str] = text_column()
    created: Mapped[int] = mapped_column(default=now_ms)
    rules = (UniqueConstraint("participant_id", "person_id"),)


class ConsentAnswer(Journalled, Base):
    """What a person said to one thing that was asked (:data:`qda.core.consent.KINDS`): yes or no; no row, not asked."""

    __tablename__ = "consent_answer"
    consent_id: Mapped[str] = owner_column("consent", index=False)
    kind: Mapped[str] = text_column()
    answer: Mapped[str] = text_column()
    rules = (UniqueConstraint("consent_id", "kind"),)
