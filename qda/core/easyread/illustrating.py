"""Gives a statement or a hard word the picture that somebody chose, in one step with keeping it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from qda.core.easyread import pages, pictures
from qda.core.naming import clean


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen: a picture of the project, a drawing that comes along, a file (`data`), or nothing at all.

    `words` is the alternative text as it was written; `idea` and `kind` are for a file.
    """

    picture_id: str = ""
    drawing: str = ""
    data: bytes = b""
    words: str = ""
    idea: str = ""
    kind: str = "photo"


def take(session: Session, chosen: Chosen, language: str = "en") -> str | None:
    """Bring what was chosen into the project and return its picture, None for no picture."""
    if chosen.data:
        return pictures.add_picture(session, chosen.data, chosen.words, idea=chosen.idea, kind=chosen.kind)
    key = chosen.picture_id or (pictures.use_drawing(session, chosen.drawing, language) if chosen.drawing else None)
    if key is not None and clean(chosen.words) and clean(chosen.words) != pictures.get_picture(session, key).words:
        pictures.edit_picture(session, key, words=chosen.words)
    return key


def illustrate(session: Session, statement_id: str, chosen: Chosen, language: str = "en") -> str | None:
    """Let a statement show what was chosen; return the picture."""
    key = take(session, chosen, language)
    pages.edit_statement(session, statement_id, picture_id=key)
    return key
