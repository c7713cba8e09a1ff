"""From a recipe to a text: each part is done as its product would be, then all are one document with one numbering."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.exporters import Product, ProductOptions
from qda.core.exporters.colophon import Colophon
from qda.core.exporters.gathered import gathering
from qda.core.exporters.grid import Grid, visible
from qda.core.exporters.preset_notices import by_preset, preset_notices
from qda.core.exporters.prose import Block, Heading, Part, Prose, Turn, block
from qda.core.papers.presets import presets
from qda.core.reports.recipes import RecipePart, RecipeRow
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _

_FEW = 4  # columns of words for which a page that stands upright has room
_SUFFIXES = {"pages": ".docx", "figure": ".svg"}


class Assembled(NamedTuple):
    """A report as a text, and sentences on what of it could not be had."""

    prose: Prose
    notices: tuple[str, ...]


def assemble(session: Session, recipe: RecipeRow, facts: Colophon) -> Assembled:
    """Do every part of a recipe, by the rules of its journal where it names one; what goes against them is told.

    A part that has nothing to say is left out and told; so is one that isn't known.
    Raises RefusedError where nothing is left to be written.
    """
    known, journal = exporters.products(), presets().get(recipe.preset)
    parts: list[Part] = []
    notices: list[str] = []
    for part in recipe.parts:
        if not part.included:
            continue
        chosen = {"preset": journal.name, **part.chosen} if journal else part.chosen
        try:
            parts.extend(_chapter(session, replace(part, chosen=chosen), known, notices))
        except (RefusedError, NotFoundError) as error:
            sentence = _("“{part}” is left out: {why}")
            notices.append(sentence.format(part=title_of(part, known), why=error.sentence))
    if not parts:
        nothing = _("There is nothing in the report “{name}” to write yet. Add a part to it.").format(name=recipe.name)
        raise RefusedError(" ".join((nothing, *notices)))
    if journal:
        notices += preset_notices(journal, parts, {part.product for part in recipe.parts if part.included})
        parts = by_preset(journal, parts)
    title = visible(recipe.title or facts.title or recipe.name)
    return Assembled(Prose(title, tuple(parts)), tuple(dict.fromkeys(notices)))


def title_of(part: RecipePart, known: dict[str, Product]) -> str:
    """Return what a part is called: its heading, else the title of its product, else its first words."""
    if part.heading:
        return part.heading
    if part.product:
        return known[part.product].title if part.product in known else part.product
    return part.words.partition("\n")[0][:60] or _("Words of your own")


def _chapter(session: Session, part: RecipePart, known: dict[str, Product], notices: list[str]) -> Iterator[Part]:
    held = _held(session, part, known, notices) if part.product else []
    if not held and not part.words and not part.heading:
        return
    yield Turn(_wide(held))
    if part.headed and (part.product or part.heading):
        yield Heading(title_of(part, known))
    yield from _own_words(part.words)
    for one in held:
        yield replace(one, level=one.level + 1) if isinstance(one, Heading) and part.headed else one


def _wide(held: Sequence[Part]) -> bool:
    """Say whether a part is tables for pages on their side; wide ones within a text get such pages to themselves."""
    tables = [one for one in held if isinstance(one, Grid)]
    text = any(isinstance(one, Heading | Block) for one in held)
    return not text and any(len(one.columns) > _FEW and not one.upright for one in tables)


def _own_words(words: str) -> Iterator[Block]:
    for line in words.split("\n"):
        if line.strip():
            yield block(line.strip().removeprefix("- "), "item" if line.strip().startswith("- ") else "text")


def _held(session: Session, part: RecipePart, known: dict[str, Product], notices: list[str]) -> Sequence[Part]:
    """Return what the product of a part holds, by its own writer; its notices are told with the part's title."""
    product = known.get(part.product)
    if product is None:
        raise NotFoundError(_("There is no product called {name}.").format(name=part.product))
    if part.form not in product.forms:
        raise RefusedError(_("It can't stand in a report; write it by itself."))
    names = {choice.name for choice in product.choices}
    chosen = {name: value for name, value in part.chosen.items() if name in names}
    options = ProductOptions(counts=part.counts, definitions=part.definitions, chosen=chosen)
    with tempfile.TemporaryDirectory(prefix="themeloom-") as folder, gathering() as held:
        written = exporters.write(session, product, Path(folder) / f"part{_SUFFIXES[part.form]}", options)
    title = title_of(part, known)
    notices.extend(f"{title}: {notice}" for notice in written.notices)
    if not held:
        raise RefusedError(_("It can't stand in a report; write it by itself."))
    return held
