"""Moves of what agreement of coders is counted over."""

from __future__ import annotations

from sqlalchemy.orm import Session

from qda.core import exclusive
from qda.storage import models
from tests.storage.moves.base import Moves, move


@move(exclusive.set_exclusive)
def _(m: Moves, s: Session) -> object:
    return exclusive.set_exclusive(s, m.one(s, models.Code), exclusive=m.random.random() < 0.8)
