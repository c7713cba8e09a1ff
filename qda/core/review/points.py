"""Open points: what people raised, what was decided and by whom, and whether those who raised it were shown the answer.

A point closes only when everybody who raised it has been shown the answer; "we still disagree" stays in the record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from qda.core.naming import clean, one_of, required
from qda.core.review.people import get_person
from qda.core.review.rounds import ABOUT, AGAINST, get_round
from qda.core.text import canonical
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.ids import new_id
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


def follow(session: Session, said: ReviewResponse, item: ReviewItem, before: str = "", *, forget: bool = False) -> None:
    """Let the points follow an answer that was written down or changed; `before` are the words that it had.

    What was decided is about the words of then, which stay; with `forget` they go from there, too.
    """
    here = session.scalar(select(PointRaised).where(PointRaised.response_id == said.id))
    if forget:
        _unsay(session, said, before, decided=True)
    if not _raises(said):
        if here is not None:
            let_go(session, said, before)
        return
    kind = ABOUT[said.question]
    point: ReviewPoint | None = None if here is None else session.get_one(ReviewPoint, here.point_id)
    if point is None and said.question != "missing":
        point = _same(session, item, kind)
    if point is None:
        point = ReviewPoint(round_id=item.round_id, theme_id=item.theme_id, page_id=item.page_id, item_id=item.id)
        point.id = _id_of(session, said)
        point.kind, point.words = kind, said.words
        session.add(point)
        session.flush()
    elif not point.outcome:
        if before != said.words and not _others_say(session, said, point, before):
            point.words = _without(point.words, before, said.words)
        point.words = _with(point.words, said.words)
    query = select(PointRaised).where(PointRaised.point_id == point.id, PointRaised.person_id == said.person_id)
    if session.scalar(query) is None:
        session.add(PointRaised(point_id=point.id, response_id=said.id, person_id=said.person_id))
    session.flush()


def _id_of(session: Session, said: ReviewResponse) -> str:
    """Return the id of the point that an answer raises: where two copies hold the same answer, its point is one."""
    about = f"{said.meeting_id} {said.item_id} {said.person_id} {said.question}"
    made = hashlib.sha256(about.encode()).hexdigest()[:32]
    return made if session.get(ReviewPoint, made) is None else new_id()


def _raises(said: ReviewResponse) -> bool:
    return bool(said.words) if said.question == "missing" else AGAINST[said.question] == said.answer


def _with(words: str, more: str) -> str:
    """Return the words of a point with one more saying below them, as long as it does not stand there."""
    return words if not more or f"\n{more}\n" in f"\n{words}\n" else f"{words}\n{more}".strip()


def _without(words: str, said: str, instead: str = "") -> str:
    """Return the words of a point without one saying, or with another in its place."""
    place = f"\n{instead}\n" if instead else "\n"
    return f"\n{words}\n".replace(f"\n{said}\n", place, 1).strip() if said else words


def _others_say(session: Session, said: ReviewResponse, point: ReviewPoint, words: str) -> bool:
    """Say whether another answer brings the same words to a point; each answer about what is missing has its own."""
    if said.question == "missing":
        return False
    about = [question for question in AGAINST if ABOUT[question] == point.kind]
    query = select(ReviewResponse).where(
        *(ReviewResponse.item_id == said.item_id, ReviewResponse.id != said.id, ReviewResponse.words == words),
        ReviewResponse.question.in_(about),
    )
    return any(_raises(one) for one in session.scalars(query))


def _unsay(session: Session, said: ReviewResponse, words: str, *, decided: bool) -> None:
    """Take words of an answer out of the points that it is or was in; out of decided ones with `decided`."""
    query = select(ReviewPoint).where(ReviewPoint.item_id == said.item_id, ReviewPoint.kind == ABOUT[said.question])
    if said.question == "missing":
        query = query.join(PointRaised, PointRaised.point_id == ReviewPoint.id)
        query = query.where(PointRaised.response_id == said.id)
    for point in session.scalars(query).all():
        if (decided or not point.outcome) and not _others_say(session, said, point, words):
            point.words = _without(point.words, words)
    session.flush()


def _same(session: Session, item: ReviewItem, kind: str) -> ReviewPoint | None:
    """Return the point that others raised about the same item, as long as it is open."""
    query = select(ReviewPoint).where(
        ReviewPoint.item_id == item.id, ReviewPoint.kind == kind, ReviewPoint.outcome == ""
    )
    return session.scalar(query.limit(1))


def let_go(session: Session, said: ReviewResponse, before: str = "", *, forget: bool = False) -> None:
    """Take out of its point who raised it by this answer, and the words (`before`, else what the answer says).

    A point that nobody raises any more goes, unless it was decided; with `forget` the words go from decided ones, too.
    """
    _unsay(session, said, before or said.words, decided=forget)
    for row in session.scalars(select(PointRaised).where(PointRaised.response_id == said.id)).all():
        point = session.get_one(ReviewPoint, row.point_id)
        if point.outcome:
            continue
        other = _said_again(session, said)
        if other is not None:
            row.response_id = other.id
            continue
        session.delete(row)
        session.flush()
        _drop_unless_raised(session, point)
    session.flush()


def _said_again(session: Session, said: ReviewResponse) -> ReviewResponse | None:
    """Return another answer by which the same person raises the same thing, at another meeting perhaps."""
    if said.question == "missing":
        return None
    query = select(ReviewResponse).where(
        *(ReviewResponse.item_id == said.item_id, ReviewResponse.person_id == said.person_id),
        ReviewResponse.id != said.id,
    )
    same = (one for one in session.scalars(query) if ABOUT[one.question] == ABOUT[said.question])
    return next((one for one in same if _raises(one)), None)


def _drop_unless_raised(session: Session, point: ReviewPoint) -> None:
    if session.scalar(select(PointRaised.id).where(PointRaised.point_id == point.id).limit(1)) is None:
        session.delete(point)
        session.flush()


def forget_answers(session: Session, query: Select[ReviewResponse]) -> None:
    """Let answers that are about to be removed leave their points: who raised them, and what they said there.

    Each goes with it, for an answer that is gone raises nothing.
    """
    for said in session.scalars(query).all():
        let_go(session, said, forget=True)
        session.delete(said)
        session.flush()


def forget_person(session: Session, person_id: str) -> None:
    """Let somebody who is about to be removed leave all points, also those raised in talk; what was decided stays."""
    forget_answers(session, select(ReviewResponse).where(ReviewResponse.person_id == person_id))
    for row in session.scalars(select(PointRaised).where(PointRaised.person_id == person_id)).all():
        point = session.get_one(ReviewPoint, row.point_id)
        session.delete(row)
        session.flush()
        if point.outcome:
            alone = session.scalar(select(PointRaised.id).where(PointRaised.point_id == point.id).limit(1)) is None
            point.words = "" if alone else point.words
        else:
            _drop_unless_raised(session, point)
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
