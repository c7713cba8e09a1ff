"""Moves of easy-read pages begun from themes, their traces and hints, the word bank, versions and agreements."""

from __future__ import annotations

import hashlib

from sqlalchemy.orm import Session

from qda.core.easyread import agreeing, bank, dismissing, from_theme, trace, versions
from qda.storage import models
from tests.core.easyread.picture_room import photo
from tests.storage.moves.base import Moves, move

_MODELS = {"theme": models.Theme, "code": models.Code, "quote": models.Quote}


@move(from_theme.page_from_theme)
def _(m: Moves, s: Session) -> object:
    chosen = m.some(s, models.Quote) if m.maybe() else None
    return from_theme.page_from_theme(s, m.one(s, models.EasySummary), m.one(s, models.Theme), chosen)


@move(trace.rest_on)
def _(m: Moves, s: Session) -> object:
    kind = m.random.choice(list(trace.KINDS))
    return trace.rest_on(s, m.one(s, models.EasyStatement), kind, m.one(s, _MODELS[kind]))


@move(trace.rest_no_more)
def _(m: Moves, s: Session) -> object:
    row = s.get_one(models.StatementTrace, m.one(s, models.StatementTrace))
    kind = next(kind for kind in trace.KINDS if getattr(row, f"{kind}_id") is not None)
    return trace.rest_no_more(s, row.statement_id, kind, getattr(row, f"{kind}_id"))


@move(trace.rest_on_these)
def _(m: Moves, s: Session) -> object:
    things = [("code", one) for one in m.some(s, models.Code)] + [("theme", one) for one in m.some(s, models.Theme)]
    return trace.rest_on_these(s, m.one(s, models.EasyStatement), things)


@move(bank.add_word)
def _(m: Moves, s: Session) -> object:
    language = m.random.choice(("en", "de"))
    return bank.add_word(s, language, m.prose(), m.prose(), familiar=m.maybe(), by=m.words())


@move(bank.edit_word)
def _(m: Moves, s: Session) -> object:
    values = {"explanation": m.prose(), "familiar": m.maybe(), "picture_id": m.maybe_one(s, models.Picture)}
    return bank.edit_word(s, m.one(s, models.HardWord), word=m.prose(), **values)


@move(bank.remove_word)
def _(m: Moves, s: Session) -> object:
    return bank.remove_word(s, m.one(s, models.HardWord))


@move(dismissing.put_hint_aside)
def _(m: Moves, s: Session) -> object:
    coder = m.maybe_one(s, models.Coder)
    rule = m.random.choice(("W1", "W5"))
    return dismissing.put_hint_aside(s, m.one(s, models.EasyStatement), rule, m.words(), m.prose(), coder)


@move(dismissing.bring_hint_back)
def _(m: Moves, s: Session) -> object:
    return dismissing.bring_hint_back(s, m.one(s, models.HintDismissal))


@move(versions.keep_version)
def _(m: Moves, s: Session) -> object:
    return versions.keep_version(s, m.one(s, models.EasySummary), m.maybe_one(s, models.Coder), m.prose())


@move(versions.remove_version)
def _(m: Moves, s: Session) -> object:
    return versions.remove_version(s, m.one(s, models.EasyVersion))


@move(agreeing.agree)
def _(m: Moves, s: Session) -> object:
    page = m.one(s, models.EasyPage) if m.maybe() else ""
    said = {"reader": m.maybe(), "words": m.prose(), "date": m.random.choice(("", "2026-05-01"))}
    return agreeing.agree(s, m.one(s, models.EasyVersion), m.one(s, models.ReviewPerson), page, **said)


@move(agreeing.agree_no_more)
def _(m: Moves, s: Session) -> object:
    return agreeing.agree_no_more(s, m.one(s, models.EasyAgreement))


@move(agreeing.put_logo)
def _(m: Moves, s: Session) -> object:
    red, green, blue = hashlib.sha256(m.prose().encode()).digest()[:3]
    data = photo((red, green, blue), (4, 4)) if m.maybe() else None
    return agreeing.put_logo(s, m.one(s, models.EasySummary), data)


@move(from_theme.begin_page)
def _(m: Moves, s: Session) -> object:
    return from_theme.begin_page(s, m.one(s, models.EasySummary), m.random.choice(("front", "next", "contact")))
