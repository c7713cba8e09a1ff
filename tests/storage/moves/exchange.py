"""Moves of projects of other programs."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from qda.core.exchange import drafting, reports, taking
from qda.core.exchange.bundle import Bundle, Loss, User
from qda.storage import models
from tests.core.exchange.bundles import foreign
from tests.storage.moves.base import Moves, move


def _bundle(m: Moves) -> Bundle:
    """Return a project of another program or a part of it, so that parts are new and parts are known."""
    bundle = foreign()
    if m.maybe():
        bundle = replace(bundle, codings=bundle.codings[: m.random.randrange(8)], notes=bundle.notes[:2], sets=())
    if m.maybe():
        bundle = Bundle(program=m.prose(), users=(User("00ff" * 8, m.prose()),), description=m.prose())
    return bundle


@move(taking.take_in)
def _(m: Moves, s: Session) -> object:
    return taking.take_in(s, _bundle(m), file_name=m.prose(), coder_id=m.maybe_one(s, models.Coder))


@move(drafting.write)
def _(m: Moves, s: Session) -> object:
    return drafting.write(s, taking.draft_of(s, _bundle(m)))


@move(reports.keep)
def _(m: Moves, s: Session) -> object:
    losses = (Loss("moved", m.words(), m.prose(), m.prose(), 3),)
    return reports.keep(s, reports.Report(m.prose(), m.prose(), m.words(), losses=losses))
