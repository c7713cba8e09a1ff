"""Moves of deciding about sources."""

from __future__ import annotations

from sqlalchemy.orm import Session

from qda.core import judgements
from qda.storage import models
from tests.storage.moves.base import Moves, move

_SAID = ("include", "85 %", "3", "yes", "no", "")


@move(judgements.judge)
def _(m: Moves, s: Session) -> object:
    wanted = (m.one(s, models.Attribute), m.one(s, models.Source), m.one(s, models.Coder))
    return judgements.judge(s, *wanted, [m.random.choice((*_SAID, m.words()))])


@move(judgements.adopt)
def _(m: Moves, s: Session) -> object:
    chosen = {m.one(s, models.Source): m.random.choice(_SAID)} if m.maybe() else {}
    return judgements.adopt(s, m.one(s, models.Attribute), m.some(s, models.Coder), chosen)
