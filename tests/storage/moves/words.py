"""Moves of the project's word list."""

from __future__ import annotations

from sqlalchemy.orm import Session

from qda.core import wordlist
from qda.storage import models
from tests.storage.moves.base import Moves, move


@move(wordlist.add_entry)
def _(m: Moves, s: Session) -> object:
    return wordlist.add_entry(s, m.words(), [m.prose(), m.words()], why=m.prose(), context=m.words())


@move(wordlist.edit_entry)
def _(m: Moves, s: Session) -> object:
    values = m.random.choice(({"preferred": m.words()}, {"avoid": [m.prose()]}, {"dissent": m.prose()}))
    return wordlist.edit_entry(s, m.one(s, models.Wording), **values)


@move(wordlist.remove_entry)
def _(m: Moves, s: Session) -> object:
    return wordlist.remove_entry(s, m.one(s, models.Wording))
