"""Open points: what people raised, what was decided and by whom, and whether those who raised it were shown the answer.

A point closes only when everybody who raised it has been shown the answer; "we still disagree" stays in the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.naming import clean, one_of, required
from qda.core.review.people import get_person
from qda.core.review.rounds import ABOUT, AGAINST, get_round
from qda.core.text import canonical
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.models import PointRaised, ReviewItem, ReviewPoint, ReviewResponse, now_ms

KINDS: Mapping[str, str] = {
    "easy": _("Not easy to understand"),
    "right": _("Not right"),
    "missing": _("Something is missing"),
    "other": _("Something else"),
}
"""What a point is about."""
OUTCOMES: Mapping[str, str] = {"changed": _("We changed it"), "kept": _("We did not change it, because…")}
"""What can be decided."""
VERDICTS: Mapping[str, str] = {"agreed": _("That is fine"), "disagreed": _("We still disagree")}
"""What somebody says who was shown the answer."""
STATES: Mapping[str, str] = {
    "open": _("To be decided"),
    "decided": _("To be shown to those who raised it"),
    "closed": _("Answered"),
    "disagreed": _("We still disagree"),
}
"""How far a point is."""


class Raised(NamedTuple):
    """Who raised a point; what they said when its answer was shown: verdict ("" not shown), words, at which meeting."""

    person_id: str
    response_id: str | None
    verdict: str
    words: str
    meeting_id: str | None
    shown: int | None


@dataclass(frozen=True, slots=True)
class Point:
    """A point on a theme or page. `before` and `after` are what the words were and became; times in ms since 1970."""

    id: str
    round_id: str
    theme_id: str | None
    page_id: str | None
    item_id: str | None
    kind: str
    words: str
    outcome: str
    why: str
    before: str
    after: str
    decided_by: str
    decided: int | None
    created: int
    raised: tuple[Raised, ...]

    @property
    def state(self) -> str:
        """Return open, decided (but not shown to everybody who raised it), closed or disagreed."""
        if not self.outcome:
            return "open"
        if any(not one.verdict for one in self.raised):
            return "decided"
        return "disagreed" if any(one.verdict == "disagreed" for one in self.raised) else "closed"


def points(session: Session, round_id: str | None = None, *, theme_id: str | None = None) -> list[Point]:
    """Return the points of a round, of a theme or all, oldest first."""
    raised: dict[str, list[Raised]] = {}
    for row in session.scalars(select(PointRaised).order_by(PointRaised.id)):
        one = Raised(row.person_id, row.response_id, row.verdict, row.words, row.meeting_id, row.shown)
        raised.setdefault(row.point_id, []).append(one)
    query = select(ReviewPoint).order_by(ReviewPoint.created, ReviewPoint.id)
    if round_id is not None:
        query = query.where(ReviewPoint.round_id == round_id)
    if theme_id is not None:
        query = query.where(ReviewPoint.theme_id == theme_id)
    return [
        Point(
            *(row.id, row.round_id, row.theme_id, row.page_id, row.item_id, row.kind, row.words, row.outcome, row.why),
            *(row.before, row.after, row.decided_by, row.decided, row.created, tuple(raised.get(row.id, ()))),
        )
        for row in session.scalars(query)
    ]


def add_point(session: Session, round_id: str, words: str, people: Iterable[str], **values: str | None) -> str:
    """Add a point that people raised in talk, and return its id; `values`: kind, theme_id, page_id, item_id.

    Raises RefusedError where nobody raised it, or without words.
    """
    who = list(dict.fromkeys(people))
    if not who:
        raise RefusedError(_("Say who raised it: they are the ones to be shown the answer."))
    row = ReviewPoint(round_id=get_round(session, round_id).id, kind=str(values.get("kind") or "other"))
    row.words = required(words, _("Say what was raised."))
    one_of(row.kind, KINDS)
    row.theme_id, row.page_id, row.item_id = (values.get(name) for name in ("theme_id", "page_id", "item_id"))
    session.add(row)
    session.flush()
    for person_id in who:
        session.add(PointRaised(point_id=row.id, person_id=get_person(session, person_id).id))
    session.flush()
    return row.id


def follow(session: Session, said: ReviewResponse, item: ReviewItem) -> None:
    """Let the points follow an answer that was written down or changed."""
    missing = said.question == "missing" and bool(said.words)
    against = AGAINST.get(said.question) == said.answer
    here = session.scalar(select(PointRaised).where(PointRaised.response_id == said.id))
    if not (missing or against):
        if here is not None:
            let_go(session, said.id)
        return
    if here is not None:
        _say_again(session, session.get_one(ReviewPoint, here.point_id))
        return
    kind = ABOUT[said.question]
    point: ReviewPoint | None = None if missing else _same(session, item, kind)
    if point is None:
        point = ReviewPoint(round_id=item.round_id, theme_id=item.theme_id, page_id=item.page_id, item_id=item.id)
        point.kind, point.words = kind, said.words
        session.add(point)
        session.flush()
    elif said.words and said.words not in point.words:
        point.words = f"{point.words}\n{said.words}".strip()
    query = select(PointRaised).where(PointRaised.point_id == point.id, PointRaised.person_id == said.person_id)
    if session.scalar(query) is None:
        session.add(PointRaised(point_id=point.id, response_id=said.id, person_id=said.person_id))
    session.flush()


def _say_again(session: Session, point: ReviewPoint) -> None:
    """Let an open point say what those who raised it said by now; words often come after the answer."""
    if point.outcome:
        return
    query = (
        select(ReviewResponse.words)
        .join(PointRaised, PointRaised.response_id == ReviewResponse.id)
        .where(PointRaised.point_id == point.id)
        .order_by(PointRaised.id)
    )
    point.words = "\n".join(dict.fromkeys(filter(None, session.scalars(query))))
    session.flush()


def _same(session: Session, item: ReviewItem, kind: str) -> ReviewPoint | None:
    """Return the point that others raised about the same item, as long as it is open."""
    query = select(ReviewPoint).where(
        ReviewPoint.item_id == item.id, ReviewPoint.kind == kind, ReviewPoint.outcome == ""
    )
    return session.scalar(query.limit(1))


def let_go(session: Session, response_id: str) -> None:
    """Take out of its point who raised it by this answer; a point that nobody raises any more goes, unless decided."""
    for row in session.scalars(select(PointRaised).where(PointRaised.response_id == response_id)).all():
        point = session.get_one(ReviewPoint, row.point_id)
        if point.outcome:
            continue
        session.delete(row)
        session.flush()
        if session.scalar(select(PointRaised.id).where(PointRaised.point_id == point.id).limit(1)) is None:
            session.delete(point)
            session.flush()


def decide(
    session: Session,
    point_id: str,
    outcome: str,
    *,
    why: str = "",
    before: str = "",
    after: str = "",
    decided_by: str = "",
) -> None:
    """Say what was decided on a point, by whom: changed (from `before` to `after`) or kept (and `why`).

    "" opens it again. What people said to an earlier decision is about that one and is taken back. Raises RefusedError
    where it was kept without a reason, or changed without saying what.
    """
    row = _point(session, point_id)
    one_of(outcome, ("", *OUTCOMES))
    why, before, after = (canonical(words).strip() for words in (why, before, after))
    if outcome == "kept" and not why:
        raise RefusedError(_("Say why it was not changed: those who raised it will be told."))
    if outcome == "changed" and not (why or after):
        raise RefusedError(_("Say what was changed: those who raised it will be told."))
    decision = (outcome, why, before, after)
    if decision != (row.outcome, row.why, row.before, row.after):
        for one in session.scalars(select(PointRaised).where(PointRaised.point_id == point_id)):
            one.verdict, one.words, one.meeting_id, one.shown = "", "", None, None
        row.decided = now_ms() if outcome else None
    row.outcome, row.why, row.before, row.after = decision
    row.decided_by = clean(decided_by) if outcome else ""
    session.flush()


def show_answer(
    session: Session, point_id: str, person_id: str, verdict: str, words: str = "", meeting_id: str | None = None
) -> None:
    """Say that somebody who raised a point was shown what was decided, and what they said: agreed or disagreed.

    "" takes that back. Raises RefusedError where nothing is decided yet, or where the person did not raise it.
    """
    row = _point(session, point_id)
    one_of(verdict, ("", *VERDICTS))
    if not row.outcome:
        raise RefusedError(_("There is no answer to show yet: decide first."))
    query = select(PointRaised).where(PointRaised.point_id == point_id, PointRaised.person_id == person_id)
    one = session.scalar(query)
    if one is None:
        raise RefusedError(_("Only those who raised a point say whether its answer is fine."))
    one.verdict, one.words = verdict, canonical(words).strip()
    one.meeting_id, one.shown = (meeting_id, now_ms()) if verdict else (None, None)
    session.flush()


def remove_point(session: Session, point_id: str) -> None:
    """Take away a point that was written down by mistake; the answers stay."""
    session.delete(_point(session, point_id))
    session.flush()


def _point(session: Session, point_id: str) -> ReviewPoint:
    row = session.get(ReviewPoint, point_id)
    if row is None:
        raise NotFoundError(_("That point is not in this project any more."))
    return row
