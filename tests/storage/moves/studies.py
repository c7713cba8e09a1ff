"""Moves of the study itself."""

from __future__ import annotations

from sqlalchemy.orm import Session

from qda.core import settings_of_study
from tests.storage.moves.base import Moves, move


@move(settings_of_study.put_setting)
def _(m: Moves, s: Session) -> object:
    value = m.random.choice((m.prose(), [m.words(), m.words()], {"a": 1}, None))
    return settings_of_study.put_setting(s, m.random.choice(("ratings.bands", "guide.school", "x")), value)
