"""Rounds of review: what is asked, of whom, in which form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core.naming import clean, one_of, required
from qda.core.text import canonical
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.models import ReviewItem, ReviewMeeting, ReviewResponse, ReviewRound, now_ms

AUDIENCES: Mapping[str, str] = {
    "co-researchers": _("Co-researchers"),
    "participants": _("Participants"),
    "team": _("Team"),
}
"""To whom a round shows things."""
FORMS: Mapping[str, str] = {
    "screen": _("On this screen, together"),
    "pack": _("A pack to take away"),
    "paper": _("On paper"),
}
"""How a round shows them."""
ASKS: Mapping[str, str] = {
    "easy": _("Is this easy to understand?"),
    "right": _("Is this right, for you?"),
    "missing": _("What is missing?"),
    "hard": _("Is this hard to understand?"),
    "wrong": _("Is this wrong, for you?"),
}
"""Questions, in the order in which they are asked. The last two ask the first two the other way round."""
USUAL_ASKS = ("easy", "right", "missing")
OTHER_WAY = {"easy": "hard", "right": "wrong", "hard": "easy", "wrong": "right"}
"""A question asked the other way round."""
AGAINST = {"easy": "no", "right": "no", "hard": "yes", "wrong": "yes"}
"""The answer that says that something has to be looked at."""
ABOUT = {"easy": "easy", "hard": "easy", "right": "right", "wrong": "right", "missing": "missing"}
"""What a question is about, whichever way round it is asked."""


@dataclass(frozen=True, slots=True)
class Round:
    """A round, with what is in it counted; `asks` are keys of :data:`ASKS`, `closed` and `created` in ms since 1970."""

    id: str
    name: str
    audience: str
    form: str
    language: str
    asks: tuple[str, ...]
    shuffled: bool
    again_id: str | None
    support_name: str
    support_phone: str
    note: str
    closed: int | None
    created: int
    items: int
    meetings: int
    people: int
    answers: int


def rounds(session: Session) -> list[Round]:
    """Return all rounds in their order."""
    items = _counted(session, select(ReviewItem.round_id, func.count()).group_by(ReviewItem.round_id))
    meetings = _counted(session, select(ReviewMeeting.round_id, func.count()).group_by(ReviewMeeting.round_id))
    said = (
        select(ReviewMeeting.round_id, func.count(), func.count(ReviewResponse.person_id.distinct()))
        .join(ReviewResponse, ReviewResponse.meeting_id == ReviewMeeting.id)
        .group_by(ReviewMeeting.round_id)
    )
    answers = {round_id: (number, people) for round_id, number, people in session.execute(said)}
    return [
        Round(
            *(row.id, row.name, row.audience, row.form, row.language, tuple(row.asks.split()), row.shuffled),
            *(row.again_id, row.support_name, row.support_phone, row.note, row.closed, row.created),
            *(items.get(row.id, 0), meetings.get(row.id, 0), answers.get(row.id, (0, 0))[1]),
            answers.get(row.id, (0, 0))[0],
        )
        for row in session.scalars(select(ReviewRound).order_by(ReviewRound.position, ReviewRound.id))
    ]


def _counted(session: Session, query: object) -> dict[str, int]:
    return dict(session.execute(query).all())  # type: ignore[call-overload]


def one_round(session: Session, round_id: str) -> Round:
    """Return one round; NotFoundError where there is none."""
    get_round(session, round_id)
    return next(one for one in rounds(session) if one.id == round_id)


def find_round(session: Session, name: str) -> str:
    """Return the id of the round with this name or id; NotFoundError where there is none.

    "" is the last one that shows something already, or the last one.
    """
    there = rounds(session)
    showing = [one.id for one in there if one.items]
    if not name and showing:
        return showing[-1]
    named = [one.id for one in there if name in ("", one.id) or one.name.casefold() == name.casefold()]
    if not named:
        known = ", ".join(f"“{one.name}”" for one in there)
        sentence = (
            _("There is no round “{name}”; there are {known}.") if there else _("There is no round of review yet.")
        )
        raise NotFoundError(sentence.format(name=name, known=known))
    return named[-1]


def add_round(session: Session, name: str, **values: object) -> str:
    """Add a round and return its id; `values` as in :func:`edit_round`."""
    name = required(name, _("A round needs a name."))
    count = session.scalar(select(func.count()).select_from(ReviewRound)) or 0
    row = ReviewRound(name=name, asks=" ".join(USUAL_ASKS), position=count)
    session.add(row)
    session.flush()
    edit_round(session, row.id, **values)
    return row.id


def edit_round(session: Session, round_id: str, **values: object) -> None:
    """Change a round: name, audience, form, language, asks (keys of :data:`ASKS`), shuffled, support_name,
    support_phone, note. RefusedError for a choice that there is not, or no question.
    """
    row = get_round(session, round_id)
    for column, value in values.items():
        if column == "name":
            row.name = required(str(value), _("A round needs a name."))
        elif column == "audience":
            row.audience = one_of(str(value), AUDIENCES)
        elif column == "form":
            row.form = one_of(str(value), FORMS)
        elif column == "asks":
            row.asks = _asks(value)
        elif column == "shuffled":
            row.shuffled = bool(value)
        elif column in ("language", "support_name", "support_phone"):
            setattr(row, column, clean(str(value)))
        elif column == "note":
            row.note = canonical(str(value)).strip()
        else:
            raise ValueError(f"{column} is nothing that a round has")
    session.flush()


def _asks(value: object) -> str:
    wanted = value.split() if isinstance(value, str) else list(value) if isinstance(value, Sequence) else []
    for one in wanted:
        one_of(str(one), ASKS)
    if not wanted:
        raise RefusedError(_("A round asks at least one question."))
    return " ".join(ask for ask in ASKS if ask in wanted)


def ask_the_other_way(session: Session, round_id: str, name: str) -> str:
    """Add a round that shows the same and asks it the other way round, since many people say yes to please; its id."""
    before = one_round(session, round_id)
    asks = tuple(OTHER_WAY.get(ask, ask) for ask in before.asks)
    made = add_round(session, name, audience=before.audience, form=before.form, language=before.language, asks=asks)
    edit_round(session, made, support_name=before.support_name, support_phone=before.support_phone, shuffled=True)
    get_round(session, made).again_id = round_id
    kept = [column.name for column in ReviewItem.__table__.columns if column.name not in ("id", "round_id")]
    for item in session.scalars(
        select(ReviewItem).where(ReviewItem.round_id == round_id).order_by(ReviewItem.position)
    ):
        session.add(ReviewItem(round_id=made, **{column: getattr(item, column) for column in kept}))
    session.flush()
    return made


def close_round(session: Session, round_id: str, *, closed: bool = True) -> None:
    """End a round, or open it again."""
    row = get_round(session, round_id)
    row.closed = (row.closed or now_ms()) if closed else None
    session.flush()


def remove_round(session: Session, round_id: str) -> None:
    """Take a round away with its meetings, answers and points."""
    session.delete(get_round(session, round_id))
    session.flush()


def get_round(session: Session, round_id: str) -> ReviewRound:
    """Return the row of a round; NotFoundError where there is none."""
    row = session.get(ReviewRound, round_id)
    if row is None:
        raise NotFoundError(_("That round of review is not in this project any more."))
    return row
