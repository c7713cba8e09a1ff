"""Random moves by statements instead of core functions: bulk ones, and rows that no core function makes yet."""

from __future__ import annotations

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from qda.storage import models
from qda.storage.ids import new_id
from tests.storage.moves import Moves


def in_bulk(m: Moves, s: Session) -> object:
    """Statements that the ORM's events never see: bulk update and delete, INSERT OR REPLACE, tables without a core."""
    which = m.random.randrange(5)
    if which == 0:
        return s.execute(update(models.Coding).values(note=m.prose(), weight=7))
    if which == 1:
        # Only codes with nothing below them: the database alone would leave those below without a place.
        parents = select(models.CodePlace.parent_id).where(models.CodePlace.parent_id.is_not(None))
        wanted = models.Code.id.in_(m.some(s, models.Code, 2))
        return s.execute(delete(models.Code).where(wanted, models.Code.id.not_in(parents)))
    if which == 2:
        return s.execute(update(models.Code).values(colour=models.Code.name, codable=True))
    if which == 3:
        key = bytes.fromhex(m.one(s, models.Level))
        row = (key, m.prose(), 5)
        return s.connection().exec_driver_sql("INSERT OR REPLACE INTO level (id, name, position) VALUES (?, ?, ?)", row)
    themes = (m.maybe_one(s, models.Theme), m.maybe_one(s, models.Theme))
    s.add(models.Relation(name=m.prose(), from_theme_id=m.one(s, models.Theme), to_code_id=m.one(s, models.Code)))
    review = models.ReviewRound(id=new_id(), name=m.prose(), asks="easy")
    summary = models.EasySummary(id=new_id(), title=m.prose())
    s.add_all([review, summary])
    s.flush()
    s.add(models.ReviewItem(round_id=review.id, theme_id=themes[1], words=m.prose()))
    s.add(models.EasyPage(summary_id=summary.id, theme_id=themes[0], title=m.prose()))
    return None
