"""Who takes part in the review, in which role, and how each wants to be named."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.consent import Given, consents
from qda.core.naming import clean, one_of, required
from qda.core.text import canonical
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.models import EasyAgreement, ReviewPerson

ROLES: Mapping[str, str] = {
    "co-researcher": _("Co-researcher"),
    "participant": _("Participant"),
    "supporter": _("Supporter"),
    "researcher": _("Researcher"),
    "team": _("Team"),
}
"""Roles, and what they are called."""
LIVED = ("co-researcher", "participant")
"""Roles of people who lived what the study is about."""
CREDITS: Mapping[str, str] = {
    "full": _("Full name"),
    "first": _("First name"),
    "initials": _("Initials"),
    "other": _("Another name"),
    "none": _("Not named"),
}
"""How somebody wants to be named."""


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody who takes part. `printed` is how the person is named in what is written; `minutes` were worked."""

    id: str
    name: str
    code: str
    role: str
    credit: str
    credited_as: str
    printed: str
    participant_id: str | None
    coder_id: str | None
    minutes: int | None
    payment: str
    authorship: str
    contribution: str
    view: str
    note: str
    consent: Given

    @property
    def with_role(self) -> str:
        """Return the name with the role, as lists to choose from have it."""
        return f"{self.name} ({ROLES[self.role]})"


def people(session: Session) -> list[Reviewer]:
    """Return everybody who takes part in the review, in their order."""
    given = consents(session)
    rows = session.scalars(select(ReviewPerson).order_by(ReviewPerson.position, ReviewPerson.id)).all()
    return [_reviewer(row, given.get(row.id, Given())) for row in rows]


def person(session: Session, person_id: str) -> Reviewer:
    """Return one of them; NotFoundError where there is none."""
    return _reviewer(get_person(session, person_id), consents(session).get(person_id, Given()))


def _reviewer(row: ReviewPerson, given: Given) -> Reviewer:
    return Reviewer(
        row.id,
        row.name,
        row.code,
        row.role,
        row.credit,
        row.credited_as,
        printed_name(row.name, row.role, row.credit, row.credited_as, given),
        row.participant_id,
        row.coder_id,
        row.minutes,
        row.payment,
        row.authorship,
        row.contribution,
        row.view,
        row.note,
        given,
    )


def printed_name(name: str, role: str, credit: str, credited_as: str, given: Given) -> str:
    """Return how somebody is named in what is written: by name only where the person wants it and said so."""
    if given.answers.get("name") and credit != "none":
        words = name.split()
        said = {
            "full": credited_as or name,
            "first": credited_as or (words[0] if words else ""),
            "initials": credited_as or "".join(f"{word[0]}." for word in words),
            "other": credited_as,
        }.get(credit, "")
        if said:
            return said
    return _UNNAMED.get(role, _UNNAMED["team"])


_UNNAMED = {
    "co-researcher": _("a co-researcher"),
    "participant": _("a participant"),
    "supporter": _("a supporter"),
    "researcher": _("a researcher"),
    "team": _("a member of the team"),
}


def add_person(session: Session, name: str, role: str = "co-researcher", **values: str | int | None) -> str:
    """Add somebody who takes part, and return the id; the code for packs and paper is found where none is given.

    `values` as in :func:`edit_person`.
    """
    name = required(name, _("Somebody who takes part needs a name, or a word to know the person by."))
    codes = session.scalars(select(ReviewPerson.code)).all()
    row = ReviewPerson(name=name, role=one_of(role, ROLES), position=len(codes))
    session.add(row)
    session.flush()
    edit_person(session, row.id, **{"code": free_code(codes), **values})
    return row.id


def edit_person(session: Session, person_id: str, **values: str | int | None) -> None:
    """Change somebody: name, code, role, credit, credited_as, participant_id, coder_id, minutes, payment, authorship,
    contribution (CRediT roles, separated by semicolons), view, note.

    Raises RefusedError for a code that somebody else has, or for a role or credit that there is not.
    """
    row = get_person(session, person_id)
    for column, value in values.items():
        if column == "name":
            row.name = required(str(value), _("Somebody who takes part needs a name, or a word to know the person by."))
        elif column == "code":
            row.code = _own_code(session, person_id, str(value))
        elif column == "role":
            row.role = one_of(str(value), ROLES)
        elif column == "credit":
            row.credit = one_of(str(value), CREDITS)
        elif column in ("participant_id", "coder_id"):
            setattr(row, column, value or None)
        elif column == "minutes":
            row.minutes = None if value is None else max(0, int(value))
        elif column in ("credited_as", "payment", "authorship", "contribution"):
            setattr(row, column, clean(str(value)))
        elif column in ("view", "note"):
            setattr(row, column, canonical(str(value)).strip())
        else:
            raise ValueError(f"{column} is nothing that somebody who takes part has")
    session.flush()


def remove_person(session: Session, person_id: str) -> None:
    """Take somebody away with all that the person said, also in open and decided points.

    RefusedError where a version was agreed by them.
    """
    from qda.core.review.points import forget_person  # points look up their people here

    row = get_person(session, person_id)
    if session.scalar(select(EasyAgreement.id).where(EasyAgreement.person_id == person_id).limit(1)):
        raise RefusedError(
            _("{name} agreed to a version of the easy-read summary; take that back first.").format(name=row.name)
        )
    forget_person(session, person_id)
    session.delete(row)
    session.flush()


def get_person(session: Session, person_id: str) -> ReviewPerson:
    """Return the row of somebody who takes part; NotFoundError where there is none."""
    row = session.get(ReviewPerson, person_id)
    if row is None:
        raise NotFoundError(_("Nobody with this id takes part in the review."))
    return row


def free_code(taken: Collection[str]) -> str:
    """Return the first of P1, P2, … that nobody has; `taken` are codes in any letters."""
    there = {code.casefold() for code in taken}
    return next(code for number in count(1) if (code := f"P{number}").casefold() not in there)


def _own_code(session: Session, person_id: str, code: str) -> str:
    code = required(code, _("Everybody who takes part needs a code that stands for the name."))
    query = select(ReviewPerson.name, ReviewPerson.code).where(ReviewPerson.id != person_id)
    for name, other in session.execute(query):
        if other.casefold() == code.casefold():
            raise RefusedError(_("{name} has the code {code} already.").format(name=name, code=code))
    return code
