"""Moves of commentaries by people who lived it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from qda.core.review import commentary
from qda.storage import models
from tests.storage.moves.base import Moves, move


@move(commentary.add_commentary)
def _(m: Moves, s: Session) -> object:
    return commentary.add_commentary(s, m.prose(), m.some(s, models.ReviewPerson), m.prose())


def _written(m: Moves, s: Session) -> tuple[str, str]:
    """Return a commentary and one of its authors."""
    author = s.get_one(models.CommentaryAuthor, m.one(s, models.CommentaryAuthor))
    return author.commentary_id, author.person_id


@move(commentary.edit_commentary)
def _(m: Moves, s: Session) -> object:
    return commentary.edit_commentary(s, *_written(m, s), title=m.words(), words=m.prose())


@move(commentary.add_author)
def _(m: Moves, s: Session) -> object:
    return commentary.add_author(s, *_written(m, s), m.one(s, models.ReviewPerson))


@move(commentary.remove_commentary)
def _(m: Moves, s: Session) -> object:
    return commentary.remove_commentary(s, *_written(m, s))
