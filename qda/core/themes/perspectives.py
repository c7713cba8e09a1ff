"""A theme as told from each perspective: its quotes by role or any other attribute, and who is missing in each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.participants import ParticipantRow, attributes, participants
from qda.core.privacy.withholding import shown
from qda.core.retrieval import Filter, ThemeQuote, quotes, theme_quotes
from qda.errors import NotFoundError
from qda.i18n import _
from qda.storage.models import Attribute

KINDS = ("chosen", "counter", "coded")


@dataclass(frozen=True, slots=True)
class Perspective:
    """What people of one `value` of the attribute say of a theme ("": those without any, or nobody known).

    Who has two values, and what people of different values say together, is a perspective of its own, “peer worker,
    manager”, so that every quote stands once. `speaking` and `missing` are the names of those people with a quote for
    the theme, be it together with others, and of those without one.
    """

    value: str
    quotes: tuple[ThemeQuote, ...]
    speaking: tuple[str, ...]
    missing: tuple[str, ...]


def all_quotes(session: Session, theme_id: str) -> list[ThemeQuote]:
    """Return every passage of a theme once: chosen ones, different views, then coded passages nobody has picked.

    Of the last, `kind` is ``coded`` and `id` that of one of its codings.
    """
    picked = theme_quotes(session, theme_id)
    seen = {(quote.source_id, quote.start, quote.end) for quote in picked}
    found = sorted(picked, key=lambda quote: KINDS.index(quote.kind))
    for row in shown(quotes(session, Filter(theme_id=theme_id))):
        if (span := (row.source_id, row.start, row.end)) in seen:
            continue
        seen.add(span)
        found.append(
            ThemeQuote(
                *(row.id, theme_id, row.source_id, row.source, row.start, row.end, row.text),
                *(row.participants, row.lines, "coded", "", ""),
            )
        )
    return found


def perspectives(session: Session, theme_id: str, attribute: str, *, picked: bool = False) -> list[Perspective]:
    """Return a theme as told from each perspective, in the order of the attribute's options; what is mixed stands last.

    `picked` leaves out what nobody has picked for the theme, also in telling who is missing. Raises NotFoundError for
    an unknown attribute.
    """
    people = participants(session)
    places = {value: place for place, value in enumerate(_values(session, attribute, people))}

    def together(names: Iterable[str]) -> tuple[int, ...]:
        return tuple(sorted({places[value] for name in names for value in values[name]}))

    values = {person.name: person.attributes.get(attribute, ()) for person in people}
    said: dict[tuple[int, ...], list[ThemeQuote]] = {}
    heard: set[str] = set()
    for quote in all_quotes(session, theme_id):
        if not picked or quote.kind != "coded":
            said.setdefault(together(quote.participants), []).append(quote)
            heard.update(quote.participants)
    members: dict[tuple[int, ...], list[str]] = {}
    for person in people:
        members.setdefault(together([person.name]), []).append(person.name)
    names = list(places)
    return [
        Perspective(
            value=", ".join(names[place] for place in key),
            quotes=tuple(said.get(key, ())),
            speaking=tuple(name for name in members.get(key, ()) if name in heard),
            missing=tuple(name for name in members.get(key, ()) if name not in heard),
        )
        for key in sorted({*said, *members}, key=lambda key: (not key, key not in members, key))
    ]


def _values(session: Session, attribute: str, people: Sequence[ParticipantRow]) -> list[str]:
    """Return the values of an attribute: its options in their order, and others as they come."""
    known = {name: key for key, name, _type in attributes(session)}
    if attribute not in known:
        raise NotFoundError(_("There is no attribute called {name}.").format(name=attribute))
    options = json.loads(session.scalar(select(Attribute.options).where(Attribute.id == known[attribute])) or "[]")
    used = sorted({value for person in people for value in person.attributes.get(attribute, ())})
    return list(dict.fromkeys([*map(str, options), *used]))
