"""The reporting guidelines by item: number, what it asks, in words of our own, and which facts may answer it.

They stand in ``resources/papers/checklists``, a file a guideline, each with its source and with what it was held
against; what could not be confirmed is marked there.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from qda.errors import NotFoundError
from qda.i18n import _
from qda.resources import path

NAMES = ("rtarg", "coreq", "srqr", "entreq")
"""The guidelines; the one for reflexive analysis is offered first, since the others don't fit it well."""
_USUAL = {"reflexive": "rtarg", "review": "entreq"}


@dataclass(frozen=True, slots=True)
class Item:
    """An item: `facts` are names of what a project may know of it, `authors` what only they can add.

    `reflexive` says why it needs a reasoned “not applicable” in a reflexive analysis, "" where it doesn't.
    """

    number: str
    section: str
    heading: str
    asks: str
    facts: tuple[str, ...]
    authors: str
    reflexive: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Guideline:
    """A guideline: its short `title`, its full `name`, its `source`, and what it was held against (`read`).

    `unconfirmed` says what nobody could look up. `approach` is the way of working that it is for, "" for any.
    """

    key: str
    title: str
    name: str
    source: str
    read: str
    unconfirmed: str
    approach: str
    items: tuple[Item, ...]


def guideline(key: str) -> Guideline:
    """Return a guideline by its key; NotFoundError for one that there isn't."""
    if key not in NAMES:
        raise NotFoundError(
            _("There is no checklist called {name}; there are {names}.").format(name=key, names=", ".join(NAMES))
        )
    return _read(key)


def usual(approach: str) -> str:
    """Return the key of the guideline that goes with an approach."""
    return _USUAL.get(approach, "coreq")


@lru_cache
def _read(key: str) -> Guideline:
    told = tomllib.loads(path("papers", "checklists", f"{key}.toml").read_text(encoding="utf-8"))
    items = tuple(
        Item(
            number=one["number"],
            section=one["section"],
            heading=one["heading"],
            asks=one["asks"],
            facts=tuple(one.get("facts", ())),
            authors=one.get("authors", ""),
            reflexive=one.get("reflexive", ""),
            confirmed=one.get("confirmed", True),
        )
        for one in told["item"]
    )
    about = (told["title"], told["name"], told["source"], told["read"])
    return Guideline(key, *about, told.get("unconfirmed", ""), told.get("approach", ""), items)
