"""Moves of recipes of reports."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from qda.core.reports import recipes
from qda.core.reports.recipes import FORMS, RecipePart
from qda.storage import models
from tests.storage.moves.base import Moves, move


def _parts(m: Moves) -> list[RecipePart]:
    products = ("theme-table", "codebook", "", "nothing like it")
    return [
        RecipePart(
            m.random.choice(products),
            m.random.choice(FORMS),
            heading=m.prose(),
            words=m.prose(),
            chosen={m.words(1): m.prose()},
            included=m.maybe(),
        )
        for _number in range(m.random.randint(0, 3))
    ]


@move(recipes.add_recipe)
def _(m: Moves, s: Session) -> object:
    return recipes.add_recipe(s, m.words(6), _parts(m), coder_id=m.maybe_one(s, models.Coder))


@move(recipes.edit_recipe)
def _(m: Moves, s: Session) -> object:
    values = {
        "title": m.prose(),
        "preset": m.words(1) if m.maybe() else None,
        "parts": _parts(m) if m.maybe() else None,
    }
    return recipes.edit_recipe(s, m.one(s, models.Recipe), name=m.words(6) if m.maybe() else None, **values)


@move(recipes.use_template)
def _(m: Moves, s: Session) -> object:
    data = b"PK\x03\x04" + m.prose().encode() if m.maybe() else None
    return recipes.use_template(s, m.one(s, models.Recipe), data, m.prose())


@move(recipes.remove_recipe)
def _(m: Moves, s: Session) -> object:
    return recipes.remove_recipe(s, m.one(s, models.Recipe))


@move(recipes.note_written)
def _(m: Moves, s: Session) -> object:
    path = m.folder / f"{m.words(1)}.docx"
    return recipes.note_written(s, m.one(s, models.Recipe), path, Path(m.folder))
