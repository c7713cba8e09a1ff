"""Meetings of a round: when, where, how long, who was there in which role; answers on paper or by pack count as one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.consent import day
from qda.core.naming import clean, one_of
from qda.core.review import points
from qda.core.review.people import ROLES, get_person
from qda.core.review.rounds import FORMS, get_round
from qda.core.text import canonical
from qda.errors import NotFoundError
from qda.i18n import _
from qda.storage.models import MeetingPerson, ReviewMeeting, ReviewResponse

CHECK_INS: Mapping[str, str] = {"good": _("Good"), "so": _("So-so"), "bad": _("Not good")}
"""How a meeting was for somebody, as they say at its end."""


class Present(NamedTuple):
    """Somebody at a meeting; `supporter` whether a supporter may be there (yes, no, ""), `check_in` how it was."""

    person_id: str
    role: str
    supporter: str
    check_in: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting; `date` YYYY-MM-DD or "", `minutes` how long it took."""

    id: str
    round_id: str
    form: str
    date: str
    place: str
    minutes: int | None
    note: str
    people: tuple[Present, ...]


def meetings(session: Session, round_id: str | None = None) -> list[Meeting]:
    """Return the meetings of a round or all, by date and then as they were written down."""
    there: dict[str, list[Present]] = {}
    for row in session.scalars(select(MeetingPerson).order_by(MeetingPerson.id)):
        there.setdefault(row.meeting_id, []).append(Present(row.person_id, row.role, row.supporter, row.check_in))
    query = select(ReviewMeeting).order_by(ReviewMeeting.date, ReviewMeeting.id)
    if round_id is not None:
        query = query.where(ReviewMeeting.round_id == round_id)
    return [
        Meeting(
            *(row.id, row.round_id, row.form, row.date, row.place, row.minutes, row.note),
            tuple(there.get(row.id, ())),
        )
        for row in session.scalars(query)
    ]


def one_meeting(session: Session, meeting_id: str) -> Meeting:
    """Return one meeting; NotFoundError where there is none."""
    round_id = get_meeting(session, meeting_id).round_id
    return next(one for one in meetings(session, round_id) if one.id == meeting_id)


def add_meeting(session: Session, round_id: str, people: Iterable[tuple[str, str]] = (), **values: object) -> str:
    """Add a meeting with (person id, role) of who was there, and return its id; `values` as in :func:`edit_meeting`."""
    row = ReviewMeeting(round_id=get_round(session, round_id).id)
    session.add(row)
    session.flush()
    edit_meeting(session, row.id, **values)
    for person_id, role in people:
        put_present(session, row.id, person_id, role=role)
    return row.id


def edit_meeting(session: Session, meeting_id: str, **values: object) -> None:
    """Change a meeting: form, date (YYYY-MM-DD or ""), place, minutes (None: not known), note."""
    row = get_meeting(session, meeting_id)
    for column, value in values.items():
        if column == "form":
            row.form = one_of(str(value), FORMS)
        elif column == "date":
            row.date = day(str(value))
        elif column == "place":
            row.place = clean(str(value))
        elif column == "minutes":
            row.minutes = None if value is None else max(0, int(str(value)))
        elif column == "note":
            row.note = canonical(str(value)).strip()
        else:
            raise ValueError(f"{column} is nothing that a meeting has")
    session.flush()


def put_present(session: Session, meeting_id: str, person_id: str, **values: str) -> None:
    """Say that somebody was at a meeting: role there (the person's own where not given), supporter, check_in."""
    get_meeting(session, meeting_id)
    who = get_person(session, person_id)
    row = session.scalar(
        select(MeetingPerson).where(MeetingPerson.meeting_id == meeting_id, MeetingPerson.person_id == person_id)
    )
    if row is None:
        row = MeetingPerson(meeting_id=meeting_id, person_id=person_id, role=who.role)
        session.add(row)
    known: Mapping[str, Collection[str]] = {"role": ROLES, "supporter": ("yes", "no", "")}
    for column, value in values.items():
        if column in known:
            one_of(value, known[column])
        if column not in ("role", "supporter", "check_in"):
            raise ValueError(f"{column} is nothing that is said of somebody at a meeting")
        setattr(row, column, clean(value))
    session.flush()


def remove_present(session: Session, meeting_id: str, person_id: str) -> None:
    """Take somebody out of a meeting; what the person said at it stays."""
    query = select(MeetingPerson).where(MeetingPerson.meeting_id == meeting_id, MeetingPerson.person_id == person_id)
    row = session.scalar(query)
    if row is not None:
        session.delete(row)
        session.flush()


def remove_meeting(session: Session, meeting_id: str) -> None:
    """Take a meeting away with what was said at it, and with what was raised by that and is not decided yet."""
    row = get_meeting(session, meeting_id)
    points.forget_answers(session, select(ReviewResponse).where(ReviewResponse.meeting_id == meeting_id))
    session.delete(row)
    session.flush()


def get_meeting(session: Session, meeting_id: str) -> ReviewMeeting:
    """Return the row of a meeting; NotFoundError where there is none."""
    row = session.get(ReviewMeeting, meeting_id)
    if row is None:
        raise NotFoundError(_("That meeting is not in this project any more."))
    return row
