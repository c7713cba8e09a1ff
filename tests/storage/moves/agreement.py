"""Moves of figures of agreement that are kept."""

from __future__ import annotations

from sqlalchemy.orm import Session

from qda.core.agreement import snapshots
from qda.errors import RefusedError
from qda.storage import models
from tests.storage.agreed import agreed
from tests.storage.moves.base import Moves, move


@move(snapshots.keep_snapshot)
def _(m: Moves, s: Session) -> object:
    people = m.some(s, models.Coder, 3)
    if len(people) < 2:
        raise RefusedError("one coder agrees with nobody")
    found = agreed(people, m.one(s, models.Code), m.some(s, models.Source), m.random.random(), talked=m.maybe())
    coder = m.maybe_one(s, models.Coder)
    return snapshots.keep_snapshot(s, found, m.words(), m.prose(), methods=m.prose(), coder_id=coder)


@move(snapshots.delete_snapshot)
def _(m: Moves, s: Session) -> object:
    return snapshots.delete_snapshot(s, m.one(s, models.AgreementSnapshot))
