"""Moves of what is printed of participants."""

from __future__ import annotations

from sqlalchemy.orm import Session

from qda.core.privacy import printing
from qda.storage import models
from tests.storage.moves.base import Moves, move


@move(printing.print_attribute)
def _(m: Moves, s: Session) -> object:
    return printing.print_attribute(s, m.one(s, models.Attribute), m.random.choice(tuple(printing.WAYS)))


@move(printing.print_only)
def _(m: Moves, s: Session) -> object:
    return printing.print_only(s, m.one(s, models.Attribute))


@move(printing.split_labels)
def _(m: Moves, s: Session) -> object:
    return printing.split_labels(s, split=m.maybe())
