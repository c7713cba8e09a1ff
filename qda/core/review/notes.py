"""Notes for the researcher about a round: what its answers can't tell, never about one person, and never kept."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.review.answers import answers
from qda.core.review.items import items
from qda.core.review.people import LIVED, people
from qda.core.review.rounds import ASKS, OTHER_WAY, one_round
from qda.i18n import _, n_
from qda.storage.models import MeetingPerson, ReviewItem, ReviewResponse, Theme

FEW = 3
"""Below so many people's answers, a round says little about a question."""


class Note(NamedTuple):
    """A note: kind all-yes, few or unseen; in words; the question or the theme that it is about."""

    kind: str
    words: str
    question: str = ""
    theme_id: str | None = None


def notes(session: Session, round_id: str) -> list[Note]:
    """Return what to keep in mind about a round's answers, question by question."""
    found: list[Note] = []
    said: dict[str, list[str]] = defaultdict(list)
    who: dict[str, set[str]] = defaultdict(set)
    for one in answers(session, round_id):
        if one.answer and one.answer != "skipped":
            said[one.question].append(one.answer)
            who[one.question].add(one.person_id)
    shown = len(items(session, round_id))
    for question in one_round(session, round_id).asks:
        if question not in OTHER_WAY:
            continue
        words = ASKS[question]
        if len(said[question]) > 1 and set(said[question]) == {"yes"}:
            sentence = _(
                "Everything was answered with yes: “{question}” Many people say yes to be kind. Ask again the other "
                "way round, or talk it over."
            )
            found.append(Note("all-yes", sentence.format(question=words), question))
        if said[question] and (len(who[question]) < FEW or len(said[question]) < shown):
            given = n_("{n} answer", "{n} answers", len(said[question]))
            counted = n_("{n} person", "{n} people", len(who[question]))
            things = n_("{n} thing", "{n} things", shown)
            sentence = _("“{question}” has {given} by {counted} about {things}: that tells little.")
            filled = sentence.format(question=words, given=given, counted=counted, things=things)
            found.append(Note("few", filled, question))
    return found


def unseen(session: Session) -> list[Note]:
    """Return the themes that nobody with lived experience has seen in any round; none where there was no round yet."""
    if session.scalar(select(ReviewItem.id).limit(1)) is None:
        return []
    seen = seen_themes(session)
    sentence = _("Nobody with lived experience has looked at “{theme}” yet.")
    rows = session.execute(select(Theme.id, Theme.name).where(Theme.status != "set aside").order_by(Theme.position))
    return [Note("unseen", sentence.format(theme=name), "", key) for key, name in rows if key not in seen]


def seen_themes(session: Session) -> set[str]:
    """Return the ids of the themes to which somebody who lived it, by role or at a meeting, has said something."""
    there = {person.id for person in people(session) if person.role in LIVED}
    there.update(session.scalars(select(MeetingPerson.person_id).where(MeetingPerson.role.in_(LIVED))))
    query = (
        select(ReviewItem.theme_id)
        .join(ReviewResponse, ReviewResponse.item_id == ReviewItem.id)
        .where(ReviewResponse.person_id.in_(there), ReviewResponse.answer != "skipped")
    )
    return set(session.scalars(query.where(ReviewItem.theme_id.is_not(None))))
