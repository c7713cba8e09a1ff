"""Moves of what moves with a text in which names were replaced. Replacing them is none: it can't be undone."""

from __future__ import annotations

from sqlalchemy.orm import Session

from qda.core.correcting import spans
from qda.storage import models
from tests.storage.moves.base import Moves, move


@move(spans.move_links_in_memos)
def _(m: Moves, s: Session) -> object:
    return spans.move_links_in_memos(s, m.one(s, models.Source), lambda a, b: (a, b - 1) if b - a > 1 else None)
