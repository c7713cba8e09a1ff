"""Moves of the study's approach, levels, sheets and lists."""

from __future__ import annotations

from sqlalchemy.orm import Session

from qda.core import study
from qda.core.themes import levels
from qda.storage import models
from tests.storage.moves.base import Moves, move

# Approach and levels -------------------------------------------------------------------------------------------------


@move(study.change_approach)
def _(m: Moves, s: Session) -> object:
    return study.change_approach(s, m.random.choice(study.APPROACHES), levels=m.random.choice(("ask", "take", "keep")))


@move(study.show)
def _(m: Moves, s: Session) -> object:
    return study.show(s, m.random.choice(study.SWITCHES), m.random.choice((True, False, None)))


@move(study.choose_school)
def _(m: Moves, s: Session) -> object:
    own = (m.words(), m.prose(), m.words()) if m.maybe() else ()
    return study.choose_school(s, m.random.choice(("own", "charmaz", "birks-mills", "corbin-strauss")), own)


@move(levels.add_level)
def _(m: Moves, s: Session) -> object:
    return levels.add_level(s, m.words(2))


@move(levels.rename_level)
def _(m: Moves, s: Session) -> object:
    return levels.rename_level(s, m.one(s, models.Level), m.prose())


@move(levels.move_level)
def _(m: Moves, s: Session) -> object:
    return levels.move_level(s, m.one(s, models.Level), m.random.randint(0, 4))


@move(levels.turn_levels)
def _(m: Moves, s: Session) -> object:
    return levels.turn_levels(s)


@move(levels.remove_level)
def _(m: Moves, s: Session) -> object:
    themes = m.random.choice(("ask", "none", m.one(s, models.Level)))
    return levels.remove_level(s, m.one(s, models.Level), themes=themes)


@move(levels.take_levels)
def _(m: Moves, s: Session) -> object:
    return levels.take_levels(s, [m.words(1), m.words(2)], levels=m.random.choice(("ask", "take", "keep")))
