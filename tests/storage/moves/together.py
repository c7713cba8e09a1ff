"""Moves of answers that are typed in, and of the table of consent."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import consent, consent_table
from qda.core.review import written
from qda.storage import models
from tests.storage.moves.base import Moves, move


@move(written.write_answers)
def _(m: Moves, s: Session) -> object:
    meeting, person = m.one(s, models.ReviewMeeting), m.one(s, models.ReviewPerson)
    round_id = s.get_one(models.ReviewMeeting, meeting).round_id
    shown = s.scalars(select(models.ReviewItem.id).where(models.ReviewItem.round_id == round_id)).all()
    cells = {(item, question): m.random.choice(("1", "3", "")) for item in shown for question in ("easy", "wrong")}
    cells |= {(item, "missing"): m.prose() for item in shown[:1]}
    return written.write_answers(s, meeting, person, cells, m.maybe_one(s, models.ReviewPerson))


@move(consent_table.fill_consents)
def _(m: Moves, s: Session) -> object:
    person = m.one(s, models.Participant)
    cells = {(person, kind): m.random.choice(("yes", "no", "")) for kind in m.random.sample(list(consent.KINDS), 2)}
    return consent_table.fill_consents(s, {**cells, (person, "note"): m.prose()})
