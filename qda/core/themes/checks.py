"""What people said of a theme in rounds of review, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.review.people import people
from qda.core.review.points import Point, points
from qda.core.review.rounds import ABOUT
from qda.storage.models import ReviewItem, ReviewMeeting, ReviewResponse, ReviewRound

_OTHER = {"yes": "no", "no": "yes"}


@dataclass(frozen=True, slots=True)
class Check:
    """What one person said of one thing shown: whether it is easy to understand and right, and in their words.

    `easy` and `right` are yes, unsure, no, skipped or "" (not asked), whichever way round was asked; `shown` are the
    words that the person saw, where these were not the theme's own; `decision` is what became of it, and `states` how
    far the points are that were raised by it (:data:`qda.core.review.points.STATES`); `date` the meeting's day.
    """

    round: str
    audience: str
    at: int
    person: str
    helper: str
    easy: str
    right: str
    words: str
    decision: str
    shown: str = ""
    states: tuple[str, ...] = ()
    date: str = ""


def checks(session: Session, theme_id: str) -> list[Check]:
    """Return what people said of a theme, round by round, oldest first; times in milliseconds since 1970."""
    query = (
        select(ReviewResponse, ReviewItem, ReviewRound, ReviewMeeting.date)
        .join(ReviewItem, ReviewItem.id == ReviewResponse.item_id)
        .join(ReviewMeeting, ReviewMeeting.id == ReviewResponse.meeting_id)
        .join(ReviewRound, ReviewRound.id == ReviewItem.round_id)
        .where(ReviewItem.theme_id == theme_id)
        .order_by(ReviewRound.created, ReviewRound.id, ReviewMeeting.date, ReviewMeeting.id, ReviewItem.position)
        .order_by(ReviewResponse.person_id, ReviewResponse.id)
    )
    names = {person.id: person.name for person in people(session)}
    raised = {one.response_id: point for point in points(session, theme_id=theme_id) for one in point.raised}
    found: dict[tuple[str, str, str], Check] = {}
    for said, item, shown, date in session.execute(query):
        key = (said.meeting_id, item.id, said.person_id)
        before = found.get(key) or Check(
            *(shown.name, shown.audience, said.at, names.get(said.person_id, ""), ""),
            *("", "", "", "", "" if item.kind == "theme" else item.words),
            date=date,
        )
        found[key] = _with(before, said, names.get(said.helper_id or "", ""), raised.get(said.id))
    return list(found.values())


def talked(session: Session, theme_id: str) -> list[tuple[Point, tuple[str, ...]]]:
    """Return the points on a theme that were raised in talk, not by an answer, with the names of who raised each."""
    names = {person.id: person.name for person in people(session)}
    return [
        (point, tuple(names.get(one.person_id, "") for one in point.raised))
        for point in points(session, theme_id=theme_id)
        if not any(one.response_id for one in point.raised)
    ]


def _with(check: Check, said: ReviewResponse, helper: str, point: Point | None) -> Check:
    about = ABOUT[said.question]
    answer = _OTHER.get(said.answer, said.answer) if said.question in ("hard", "wrong") else said.answer
    words = "\n".join(part for part in (check.words, said.words) if part)
    both = " ".join(part for part in (check.decision, "" if point is None else decision(point)) if part)
    return replace(
        check,
        easy=answer if about == "easy" else check.easy,
        right=answer if about == "right" else check.right,
        words=words,
        helper=helper or check.helper,
        decision=both,
        states=check.states if point is None else tuple(dict.fromkeys((*check.states, point.state))),
    )


def decision(point: Point) -> str:
    """Return what was decided on a point, as it was written down: why, and the words that stand there now."""
    return "\n".join(part for part in (point.why, point.after) if part)
