"""Moves of settling what coders differ on."""

from __future__ import annotations

from sqlalchemy.orm import Session

from qda.core import coding
from qda.core.chosen import Choice
from qda.core.reconciling import Difference, Held, consensus, looking, resolutions, settling
from qda.errors import RefusedError
from qda.storage import models
from tests.storage.moves.base import Moves, move


def _coders(m: Moves, s: Session) -> list[str]:
    return m.some(s, models.Coder, 3)


def _difference(m: Moves, s: Session) -> Difference:
    """Return something that coders differ on."""
    people = _coders(m, s)
    found = [one for one in looking.looks(s, people) if one.cases]
    if not found:
        raise RefusedError("nobody differs")
    return m.random.choice(m.random.choice(found).cases).difference


def _held(m: Moves, s: Session) -> tuple[str, Held]:
    source = m.one(s, models.Source)
    return source, Held(m.one(s, models.Code), *m.span(s, source))


@move(settling.settle)
def _(m: Moves, s: Session) -> object:
    one, coder = _difference(m, s), m.one(s, models.Coder)
    outcome = m.random.choice(("took", "both", "new", "nobody", "later"))
    choices = [Choice(code_id=m.one(s, models.Code)), Choice(path=m.words(1))][: 1 + m.maybe()]
    took = m.random.sample(one.coder_ids, 1)
    return settling.settle(s, one, outcome, coder_id=coder, took=took, choices=choices, note=m.prose())


@move(settling.reopen)
def _(m: Moves, s: Session) -> object:
    return settling.reopen(s, _difference(m, s), coder_id=m.maybe_one(s, models.Coder))


@move(settling.note_on)
def _(m: Moves, s: Session) -> object:
    return settling.note_on(s, _difference(m, s), m.prose() if m.maybe() else "", coder_id=None)


@move(consensus.consensus_coder)
def _(_m: Moves, s: Session) -> object:
    return consensus.consensus_coder(s)


@move(consensus.give)
def _(m: Moves, s: Session) -> object:
    source, held = _held(m, s)
    return consensus.give(s, source, [held])


@move(consensus.take_back)
def _(m: Moves, s: Session) -> object:
    source, held = _held(m, s)
    consensus.give(s, source, [held])
    return consensus.take_back(s, source, [held._replace(end=held.start + 1)], _coders(m, s), ())


@move(consensus.take_agreed)
def _(m: Moves, s: Session) -> object:
    # Two people seldom agree by chance.
    row = s.get_one(models.Coding, m.one(s, models.Coding))
    people = [row.coder_id, m.one(s, models.Coder)]
    coding.apply_code(s, people[1], row.code_id, row.source_id, row.start, row.end)
    return consensus.take_agreed(s, row.source_id, people)


@move(consensus.finish_consensus)
def _(m: Moves, s: Session) -> object:
    return consensus.finish_consensus(s, m.one(s, models.Source), _coders(m, s), finished=m.maybe())


@move(resolutions.move_code)
def _(m: Moves, s: Session) -> object:
    return resolutions.move_code(s, m.one(s, models.Code), m.one(s, models.Code))


@move(resolutions.move_coder)
def _(m: Moves, s: Session) -> object:
    return resolutions.move_coder(s, m.one(s, models.Coder), m.one(s, models.Coder))
