"""Moves of codebook versions."""

from __future__ import annotations

from sqlalchemy.orm import Session

from qda.core.trail import decisions, versions
from qda.core.trail.events import Thing
from qda.storage import models
from tests.storage.moves.base import Moves, move


@move(versions.keep_version)
def _(m: Moves, s: Session) -> object:
    return versions.keep_version(s, m.words(), m.prose(), coder_id=m.maybe_one(s, models.Coder))


@move(versions.edit_version)
def _(m: Moves, s: Session) -> object:
    return versions.edit_version(s, m.one(s, models.CodebookVersion), name=m.words(), note=m.prose())


@move(versions.delete_version)
def _(m: Moves, s: Session) -> object:
    return versions.delete_version(s, m.one(s, models.CodebookVersion))


@move(decisions.write_why)
def _(m: Moves, s: Session) -> object:
    things = (Thing("code", m.one(s, models.Code)), Thing("theme", m.random.randbytes(16).hex()))
    decided = decisions.Decision(1, 1, None, m.words(), "made", f"made {m.prose()}", 0, things, True, ())
    return decisions.write_why(s, decided, m.prose(), coder_id=m.maybe_one(s, models.Coder))
