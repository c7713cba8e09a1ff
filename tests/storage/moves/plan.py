"""Moves of planning double coding and of saying what was looked over."""

from __future__ import annotations

from fractions import Fraction

from sqlalchemy.orm import Session

from qda.core import coder_merge, plan, verifying
from qda.core.draws import UNITS, Draw
from qda.storage import models
from tests.storage.moves.base import WEIGHTS, Moves, move


@move(plan.plan_round)
def _(m: Moves, s: Session) -> object:
    share = m.random.choice((None, Fraction(1, 3), Fraction(1, 10)))
    wanted = Draw(m.random.choice(UNITS), share, None, m.random.randrange(99), m.maybe_one(s, models.Attribute))
    choices = {"kind": m.random.choice(plan.KINDS), "task": m.random.choice(plan.TASKS)}
    return plan.plan_round(
        s, m.words(), wanted, m.some(s, models.Coder), **choices, pairs=m.maybe(), blind=m.maybe(), note=m.prose()
    )


@move(plan.edit_round)
def _(m: Moves, s: Session) -> object:
    kind = m.random.choice(plan.KINDS)
    return plan.edit_round(s, m.one(s, models.CodingRound), name=m.words(), kind=kind, blind=m.maybe(), note=m.prose())


@move(plan.remove_round)
def _(m: Moves, s: Session) -> object:
    return plan.remove_round(s, m.one(s, models.CodingRound))


@move(verifying.verify)
def _(m: Moves, s: Session) -> object:
    return verifying.verify(
        s,
        m.one(s, models.Coder),
        m.some(s, models.Source),
        whose_id=m.maybe_one(s, models.Coder),
        note=m.prose(),
        verified=m.maybe(),
    )


@move(coder_merge.join_coders)
def _(m: Moves, s: Session) -> object:
    gone, kept = m.one(s, models.Coder), m.one(s, models.Coder)
    return coder_merge.join_coders(s, gone, kept, weights=m.random.choice(WEIGHTS))
