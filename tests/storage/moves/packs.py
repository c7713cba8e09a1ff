"""Moves of packs and paper forms, and of the answers that come back to them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from qda.core.review import pack_import, packs
from qda.core.review.rounds import ASKS
from qda.errors import RefusedError
from qda.storage import models
from tests.core.review.packing import said, seal
from tests.storage.moves.base import Moves, move


@move(packs.hand_out)
def _(m: Moves, s: Session) -> object:
    to_whom = m.some(s, models.ReviewPerson, 2) if m.maybe() else ()
    form = m.random.choice(packs.FORMS)
    return packs.hand_out(s, m.one(s, models.ReviewRound), to_whom, form, m.maybe_one(s, models.Coder))


@move(pack_import.take_back)
def _(m: Moves, s: Session) -> object:
    there = [one for one in packs.packs(s) if one.form == "pack"]
    if not there:
        raise RefusedError("there is no pack yet")
    pack = m.random.choice(there)
    asked = m.random.sample([ask for ask in ASKS if ask in pack.shown["asks"]], 1)
    answers = [
        {
            "item": card["id"],
            "question": ask,
            "answer": m.random.choice(("yes", "no", "skipped", "")),
            "words": m.prose(),
        }
        for card in pack.shown["items"]
        for ask in asked
    ]
    run = f"{m.random.getrandbits(128):032x}"
    person = m.random.choice(list(pack.people))
    return pack_import.take_back(s, seal(pack, said(pack, run=run, person=person, answers=answers)), "answers.json")
