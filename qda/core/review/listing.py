"""What a review came to, in rows for lists and data: people stand there by their codes, never by their names."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from qda.core.review.answers import answers
from qda.core.review.items import items
from qda.core.review.people import people
from qda.core.review.points import points
from qda.core.review.rounds import find_round, rounds
from qda.core.themes.outline import themes


@dataclass(frozen=True, slots=True)
class Said:
    """An answer: who (a code) said what to which question about what was `shown`, and who helped."""

    round: str
    person: str
    helper: str
    shown: str
    question: str
    answer: str
    words: str


@dataclass(frozen=True, slots=True)
class Raised:
    """A point, how far it is (`state`), who raised it (codes), and what was decided."""

    state: str
    theme: str
    kind: str
    raised_by: tuple[str, ...]
    words: str
    outcome: str
    why: str
    before: str
    after: str


def said(session: Session, name: str = "") -> list[Said]:
    """Return what was said in the round of this name or id, in all for ""; NotFoundError where there is none."""
    wanted = find_round(session, name) if name else None
    codes = {person.id: person.code for person in people(session)}
    return [
        Said(
            *(one.name, codes[row.person_id], codes.get(row.helper_id or "", "")),
            *(shown[row.item_id].title or shown[row.item_id].words, row.question, row.answer, row.words),
        )
        for one in rounds(session)
        if wanted in (None, one.id)
        for shown in [{item.id: item for item in items(session, one.id)}]
        for row in answers(session, one.id)
    ]


def raised(session: Session, name: str = "") -> list[Raised]:
    """Return the points of the round of this name or id, of all for ""; NotFoundError where there is none."""
    codes = {person.id: person.code for person in people(session)}
    names = {theme.id: theme.name for theme in themes(session)}
    return [
        Raised(
            *(point.state, names.get(point.theme_id or "", ""), point.kind),
            tuple(codes[one.person_id] for one in point.raised),
            *(point.words, point.outcome, point.why, point.before, point.after),
        )
        for point in points(session, find_round(session, name) if name else None)
    ]
