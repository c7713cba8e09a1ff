"""Recipes: a report as people put it together, its parts in order and what was chosen for each.

A recipe holds no results. It is done again whenever the report is written, so that the file is never older than the
study. Which products there are is not known here; a part whose product is gone is told when the report is written.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core.naming import clean, only_id, required
from qda.core.text import canonical
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.models import Recipe, now_ms
from qda.storage.texts import put_blob

FORMS = ("pages", "figure")
"""What of a product a part shows: its text or table, or its figure."""

_NO_NAME = _("A report needs a name.")


@dataclass(frozen=True, slots=True)
class RecipePart:
    """One part of a report: a product ("" for words alone), in one of FORMS, with what was chosen about it.

    `heading` is "" for the product's title. `words` are the authors' own and stand before what the product says.
    `counts` and `definitions` are as in :class:`~qda.core.exporters.ProductOptions`. One that is not `included` keeps
    its place and its choices, but isn't written.
    """

    product: str = ""
    form: str = "pages"
    heading: str = ""
    headed: bool = True
    words: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    counts: bool | None = None
    definitions: bool = True
    included: bool = True


@dataclass(frozen=True, slots=True)
class RecipeRow:
    """A recipe: `title` is that of the document ("" for the study's), `written` the file it was last written to.

    `written` is said from the folder of the project where it can be. `modified` is in milliseconds since 1970.
    """

    id: str
    name: str
    title: str
    preset: str
    parts: tuple[RecipePart, ...]
    template_hash: bytes | None
    template_name: str
    written: str
    modified: int


def recipes(session: Session) -> list[RecipeRow]:
    """Return the recipes in their order."""
    return [_as_row(row) for row in session.scalars(select(Recipe).order_by(Recipe.position, Recipe.id))]


def recipe(session: Session, recipe_id: str) -> RecipeRow:
    """Return one recipe; NotFoundError where it is gone."""
    return _as_row(_get(session, recipe_id))


def find_recipe(session: Session, name: str = "") -> str:
    """Return the id of a recipe by its name or id, "" for the first.

    RefusedError where the project has no recipe at all, NotFoundError where none has that name.
    """
    known = session.execute(select(Recipe.id, Recipe.name).order_by(Recipe.position, Recipe.id)).all()
    if not known:
        raise RefusedError(_("There is no report in this project yet. Put one together in Report, Report."))
    if not name:
        return str(known[0].id)
    return only_id(
        [(row.id, row.name) for row in known],
        name,
        several=_("Several reports are called {name}; name one by its id."),
        nothing=_("There is no report called {name}."),
    )


def add_recipe(session: Session, name: str, parts: Sequence[RecipePart] = (), *, coder_id: str | None = None) -> str:
    """Add a recipe after the others and return its id; RefusedError for a name that is taken."""
    row = Recipe(
        name=_free(session, name),
        content=_content("", parts),
        position=session.scalar(select(func.count()).select_from(Recipe)) or 0,
        coder_id=coder_id,
    )
    session.add(row)
    session.flush()
    return row.id


def edit_recipe(
    session: Session,
    recipe_id: str,
    *,
    name: str | None = None,
    title: str | None = None,
    preset: str | None = None,
    parts: Sequence[RecipePart] | None = None,
) -> None:
    """Change what is given of a recipe; RefusedError for a name that is taken."""
    row = _get(session, recipe_id)
    if name is not None:
        row.name = _free(session, name, but=row.id)
    if preset is not None:
        row.preset = preset
    if title is not None or parts is not None:
        now = _as_row(row)
        row.content = _content(now.title if title is None else clean(title), now.parts if parts is None else parts)
    row.modified = now_ms()


def use_template(session: Session, recipe_id: str, data: bytes | None, name: str = "") -> None:
    """Keep a Word file whose styles the report takes, None for ours again; RefusedError for what is no Word file."""
    row = _get(session, recipe_id)
    if data is not None and not data.startswith(b"PK\x03\x04"):
        raise RefusedError(
            _("{name} is no Word file (.docx, .dotx). Choose one whose styles you want.").format(name=name)
        )
    row.template_hash = None if data is None else put_blob(session, data)
    row.template_name = "" if data is None else clean(name)
    row.modified = now_ms()


def remove_recipe(session: Session, recipe_id: str) -> None:
    """Remove a recipe; what was written by it stays where it is."""
    session.delete(_get(session, recipe_id))


def note_written(session: Session, recipe_id: str, path: Path, folder: Path) -> None:
    """Keep where a report was written to, as said from the project's `folder`, so that it can be written there again.

    That path holds no name of a person's home where the file lies near the project, which others get copies of.
    """
    _get(session, recipe_id).written = said_from(path, folder)


def said_from(path: Path, folder: Path) -> str:
    """Return a path as it is said from a folder; whole where they are on different disks."""
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:
        return path.resolve().as_posix()


def read_content(content: str) -> tuple[str, tuple[RecipePart, ...]]:
    """Return title and parts that a recipe's JSON tells of; ValueError where it tells of none."""
    told = json.loads(content)
    if not isinstance(told, dict):
        raise ValueError(content)
    parts = told.get("parts", [])
    if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
        raise ValueError(content)
    if not all(isinstance(part.get("chosen", {}), dict) for part in parts):
        raise ValueError(content)
    known = {one.name for one in fields(RecipePart)}
    # What a later version may add to a part is passed over.
    return str(told.get("title", "")), tuple(
        RecipePart(**{name: value for name, value in part.items() if name in known}) for part in parts
    )


def _content(title: str, parts: Sequence[RecipePart]) -> str:
    told: list[dict[str, Any]] = [
        {**asdict(part), "words": canonical(part.words).strip(), "heading": clean(part.heading)} for part in parts
    ]
    return json.dumps({"title": title, "parts": told}, ensure_ascii=False, sort_keys=True)


def _as_row(row: Recipe) -> RecipeRow:
    title, parts = read_content(row.content)
    return RecipeRow(
        *(row.id, row.name, title, row.preset, parts),
        *(row.template_hash, row.template_name, row.written, row.modified),
    )


def _free(session: Session, name: str, but: str | None = None) -> str:
    name = required(name, _NO_NAME)
    taken = session.scalars(select(Recipe.name).where(Recipe.id.is_distinct_from(but)))
    if name.casefold() in (other.casefold() for other in taken):
        raise RefusedError(_("There is a report called {name} already.").format(name=name))
    return name


def _get(session: Session, recipe_id: str) -> Recipe:
    row = session.get(Recipe, recipe_id)
    if row is None:
        raise NotFoundError(_("That report is not in this project any more."))
    return row
