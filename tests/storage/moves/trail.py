"""Moves of codebook versions."""

from __future__ import annotations

from sqlalchemy.orm import Session

from qda.core.trail import versions
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
