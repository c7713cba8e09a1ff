"""Moves of joining separate projects."""

from __future__ import annotations

from sqlalchemy.orm import Session

from qda.core.merging import memory
from qda.core.merging.plan import Plan
from qda.storage import models
from qda.storage.ids import new_id
from qda.storage.lineage import Point
from tests.storage.moves.base import Moves, move


@move(memory.keep)
def _(m: Moves, s: Session) -> object:
    plan = Plan("other.loom", m.prose(), (m.words(),), {"code": 1}, {}, {}, 3, (), (), (m.prose(),), None)
    known = memory.Memory(new_id(), Point(new_id(), 3, ""), {new_id(): new_id()})
    return memory.keep(s, m.maybe_one(s, models.Coder), plan, (), known)
