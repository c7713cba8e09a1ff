"""Consent of each participant, and of each person of the review: what was asked, what was answered, until when.

What was never asked is neither yes nor no: ordinary products leave out what was refused; packs, easy read and the
record of co-production hold only what was allowed.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.naming import clean
from qda.core.text import canonical
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.models import Consent, ConsentAnswer, Participant, ReviewPerson

KINDS: Mapping[str, str] = {
    "take_part": _("Take part"),
    "quote": _("Be quoted"),
    "quote_easy": _("Be quoted in easy read"),
    "voice": _("Voice may be used"),
    "picture": _("Picture may be used"),
    "archive": _("Archive and reuse"),
    "recontact": _("Be asked again later"),
}
"""What a participant is asked, and what it is called."""
PERSON_KINDS: Mapping[str, str] = {
    "name": _("Be named"),
    "voice": _("Voice may be used"),
    "photo": _("Photo may be used"),
    "answers": _("Answers may be reported"),
}
"""What somebody who takes part in the review is asked."""
ANSWERS = ("yes", "no", "")


@dataclass(frozen=True, slots=True)
class Given:
    """One person's consent: `answers` by kind (True yes, False no, absent not asked); dates as YYYY-MM-DD or ""."""

    form: str = ""
    given: str = ""
    supported: str = ""
    deadline: str = ""
    note: str = ""
    answers: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many things were left out since their people refused, and how many since nobody has asked them."""

    refused: int = 0
    not_recorded: int = 0

    def __bool__(self) -> bool:
        return bool(self.refused or self.not_recorded)

    def __add__(self, other: LeftOut) -> LeftOut:
        return LeftOut(self.refused + other.refused, self.not_recorded + other.not_recorded)


def consents(session: Session) -> dict[str, Given]:
    """Return what is recorded by the id of the participant or person of the review; nobody without a record."""
    said: dict[str, dict[str, bool]] = {}
    for row in session.scalars(select(ConsentAnswer)):
        said.setdefault(row.consent_id, {})[row.kind] = row.answer == "yes"
    return {
        str(row.participant_id or row.person_id): Given(
            row.form, row.given, row.supported, row.deadline, row.note, said.get(row.id, {})
        )
        for row in session.scalars(select(Consent))
    }


def consent(session: Session, who: str) -> Given:
    """Return what is recorded of a participant or a person of the review; an empty record where there is none."""
    return consents(session).get(who, Given())


def allows(session: Session, who: str, kind: str) -> bool | None:
    """Return whether a participant or person of the review allowed something; None where nobody has recorded it."""
    return consent(session, who).answers.get(kind)


def allowed_by(known: Mapping[str, Given], who: Collection[str], kind: str) -> bool | None:
    """Return whether all of `who` allowed something, by all consents: False where one refused, None where one was not
    asked, or nobody is known.
    """
    said = [known.get(one, Given()).answers.get(kind) for one in who]
    if False in said:
        return False
    return None if None in said or not said else True


def counted(verdicts: Collection[bool | None]) -> LeftOut:
    """Return how many of what :func:`allowed_by` said keeps something out."""
    return LeftOut(sum(one is False for one in verdicts), sum(one is None for one in verdicts))


def left_out_words(left_out: LeftOut) -> str:
    """Return in a sentence what was left out, "" for nothing."""
    if not left_out:
        return ""
    return _("Left out: {refused} that people did not allow, {unknown} for which no consent is recorded.").format(
        refused=left_out.refused, unknown=left_out.not_recorded
    )


def record_consent(session: Session, who: str, answers: Mapping[str, bool | None] | None = None, **facts: str) -> None:
    """Record what a participant or person of the review agreed to; what isn't named stays as it is.

    `answers` by kind: True yes, False no, None takes the answer away. `facts`: form, given and deadline (YYYY-MM-DD or
    ""), supported, note. Raises RefusedError for another kind or for no date, NotFoundError for nobody.
    """
    person = session.get(ReviewPerson, who)
    if person is None and session.get(Participant, who) is None:
        raise NotFoundError(_("Nobody with this id is in the project."))
    kinds = KINDS if person is None else PERSON_KINDS
    column = Consent.participant_id if person is None else Consent.person_id
    row = session.scalar(select(Consent).where(column == who))
    if row is None:
        row = Consent(participant_id=who) if person is None else Consent(person_id=who)
        session.add(row)
        session.flush()
    for name, value in facts.items():
        if name in ("given", "deadline"):
            setattr(row, name, day(value))
        elif name in ("form", "supported", "note"):
            setattr(row, name, canonical(value).strip() if name == "note" else clean(value))
        else:
            raise RefusedError(_("“{name}” is nothing that a consent holds.").format(name=name))
    known = {one.kind: one for one in session.scalars(select(ConsentAnswer).where(ConsentAnswer.consent_id == row.id))}
    for kind, answer in (answers or {}).items():
        if kind not in kinds:
            raise RefusedError(_("“{name}” is nothing that is asked here.").format(name=kind))
        if answer is None:
            if kind in known:
                session.delete(known[kind])
        elif kind in known:
            known[kind].answer = "yes" if answer else "no"
        else:
            session.add(ConsentAnswer(consent_id=row.id, kind=kind, answer="yes" if answer else "no"))
    session.flush()


def day(words: str) -> str:
    """Return a day as YYYY-MM-DD, "" for none; RefusedError for what is no day."""
    words = clean(words)
    if not words:
        return ""
    try:
        return datetime.date.fromisoformat(words).isoformat()
    except ValueError:
        raise RefusedError(_("“{words}” is no day; write it like 2026-03-31.").format(words=words)) from None
