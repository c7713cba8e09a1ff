"""Moves of the simple screen: people who sit down at it, skip, take back, and sort together."""

from __future__ import annotations

from sqlalchemy.orm import Session

from qda.core.review import items, sitting, sorting
from qda.core.review.rounds import ASKS
from qda.storage import models
from tests.storage.moves.base import Moves, move


@move(sitting.begin)
def _(m: Moves, s: Session) -> object:
    who = m.some(s, models.ReviewPerson, 2)
    return sitting.begin(s, m.one(s, models.ReviewRound), who, m.maybe_one(s, models.ReviewMeeting), "2026-05-06")


def _shown(m: Moves, s: Session, meeting_id: str) -> str:
    meeting = s.get_one(models.ReviewMeeting, meeting_id)
    return m.random.choice([one.id for one in items.items(s, meeting.round_id)] or [m.one(s, models.ReviewItem)])


@move(sitting.pass_over)
def _(m: Moves, s: Session) -> object:
    meeting, asks = m.one(s, models.ReviewMeeting), m.random.sample(list(ASKS), 2)
    who = m.one(s, models.ReviewPerson)
    return sitting.pass_over(s, meeting, _shown(m, s, meeting), who, asks, m.maybe_one(s, models.ReviewPerson))


@move(sitting.take_back)
def _(m: Moves, s: Session) -> object:
    said = s.get_one(models.ReviewResponse, m.one(s, models.ReviewResponse))
    only = m.random.choice(("", "skipped"))
    return sitting.take_back(s, said.meeting_id, said.item_id, said.person_id, list(ASKS), only)


@move(sorting.put_card)
def _(m: Moves, s: Session) -> object:
    if m.maybe():
        pile = s.get_one(models.Pile, m.one(s, models.Pile))
        return sorting.put_card(s, pile.meeting_id, _shown(m, s, pile.meeting_id), pile.id)
    meeting = m.one(s, models.ReviewMeeting)
    return sorting.put_card(s, meeting, _shown(m, s, meeting))


@move(sorting.take_off)
def _(m: Moves, s: Session) -> object:
    card = s.get_one(models.PileCard, m.one(s, models.PileCard))
    return sorting.take_off(s, s.get_one(models.Pile, card.pile_id).meeting_id, card.item_id)


@move(sorting.name_pile)
def _(m: Moves, s: Session) -> object:
    return sorting.name_pile(s, m.one(s, models.Pile), m.words() if m.maybe() else "")


@move(sorting.make_theme)
def _(m: Moves, s: Session) -> object:
    pile = m.one(s, models.Pile)
    sorting.name_pile(s, pile, m.words())
    return sorting.make_theme(s, pile, m.maybe_one(s, models.Coder))
