"""What people said of a theme in rounds of review, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.storage.models import ReviewAnswer, ReviewRound


@dataclass(frozen=True, slots=True)
class Check:
    """What one person answered: whether it is easy to understand and right, in their words; and what was decided."""

    round: str
    audience: str
    at: int
    person: str
    helper: str
    easy: str
    right: str
    words: str
    decision: str


def checks(session: Session, theme_id: str) -> list[Check]:
    """Return what people said of a theme, round by round, oldest first; times in milliseconds since 1970."""
    query = (
        select(ReviewAnswer, ReviewRound)
        .join(ReviewRound, ReviewRound.id == ReviewAnswer.round_id)
        .where(ReviewAnswer.theme_id == theme_id)
        .order_by(ReviewRound.created, ReviewRound.id, ReviewAnswer.created, ReviewAnswer.id)
    )
    return [
        Check(
            *(shown.name, shown.audience, answer.created, answer.person, answer.helper),
            *(answer.easy, answer.right, answer.words, answer.decision),
        )
        for answer, shown in session.execute(query)
    ]
