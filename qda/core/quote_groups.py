"""Quotes in groups, to be compared with each other: by source, participant, coder or a value of an attribute."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.attributes import attribute_rows, values
from qda.core.participants import participants
from qda.core.retrieval import QuoteRow
from qda.i18n import _
from qda.storage.models import Coder, Source

WAYS = ("source", "participant", "coder")
"""How quotes can be grouped, besides by the name of an attribute (``attribute:Role``) and not at all (nothing)."""
_ATTRIBUTE = "attribute:"
_LAST = "\uffff"  # sorts after all words
_ValuesOf = Callable[[QuoteRow], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Group:
    """A group of quotes: what it is called, and where it stands among the others (`key` sorts)."""

    key: tuple[float | str, ...]
    words: str


class Grouping:
    """Says to which group a quote belongs; each quote belongs to one.

    What two people said together (or somebody with two values of the attribute) is a group of its own, "Ana, Ben", so
    that the numbers of all groups add up to the number of quotes.
    """

    def __init__(self, way: str, places: Mapping[str, int], values: _ValuesOf | None = None) -> None:
        self.way = way
        self._places = places
        self._values: _ValuesOf = values or (lambda _quote: ())
        self._groups: dict[object, Group] = {}

    def of(self, quote: QuoteRow) -> Group:
        """Return the group of a quote."""
        if self.way == "source":
            what: object = quote.source_id
        elif self.way == "coder":
            what = quote.coder
        elif self.way == "participant":
            what = quote.participants
        else:
            what = quote.source_id, quote.participants
        group = self._groups.get(what)
        if group is None:
            group = self._groups[what] = self._group(quote)
        return group

    def _group(self, quote: QuoteRow) -> Group:
        if self.way == "source":
            return Group((self._places.get(quote.source_id, 0),), quote.source)
        if self.way == "coder":
            return Group((self._places.get(quote.coder, 0), quote.coder), quote.coder)
        if self.way == "participant":
            places = sorted((self._places.get(name, 0), name) for name in quote.participants)
            names = [name for _place, name in places]
            among: tuple[float | str, ...] = tuple(part for place in places for part in place)
            return Group(among or (float("inf"), _LAST), ", ".join(names) or _("No participant"))
        ordered = sorted(map(_by_number, set(self._values(quote))))
        key = tuple(part for value in ordered for part in value)
        return Group(key or (float("inf"), _LAST), ", ".join(value for _n, value in ordered) or _("No value"))


def _by_number(value: str) -> tuple[float, str]:
    """Return what sorts numbers as numbers, and words by the alphabet after them."""
    try:
        return float(value.replace(",", ".")), value
    except ValueError:
        return float("inf"), value


def ways(session: Session) -> list[tuple[str, str]]:
    """Return (way, words) of every way to group quotes in this project."""
    words = {"source": _("By source"), "participant": _("By participant"), "coder": _("By coder")}
    named = [(_ATTRIBUTE + row.name, _("By {attribute}").format(attribute=row.name)) for row in attribute_rows(session)]
    return [*words.items(), *named]


def grouping(session: Session, way: str) -> Grouping | None:
    """Read what is needed to group quotes in a `way`; None where they are not to be grouped, or no more so."""
    if way == "source":
        ids = session.scalars(select(Source.id).order_by(Source.position, Source.id))
        return Grouping(way, {key: place for place, key in enumerate(ids)})
    if way == "coder":
        names = session.scalars(select(Coder.name).order_by(Coder.id))
        return Grouping(way, {name: place for place, name in enumerate(names)})
    if way == "participant":
        return Grouping(way, {person.name: place for place, person in enumerate(participants(session))})
    name = way.removeprefix(_ATTRIBUTE)
    row = next((row for row in attribute_rows(session) if row.name == name), None)
    if way == name or row is None:
        return None
    key, known = row.id, values(session)
    if row.scope == "source":
        return Grouping(way, {}, lambda quote: known.of_source(key, quote.source_id))
    people = {person.name: person.id for person in participants(session)}
    return Grouping(
        way,
        {},
        lambda quote: (
            value for name in quote.participants for value in known.at(key, people.get(name, ""), quote.source_id)
        ),
    )
