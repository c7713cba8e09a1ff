"""A theme as told from each perspective: its quotes by role or any other attribute, and who is missing in each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.participants import ParticipantRow, attributes, participants
from qda.core.retrieval import Filter, ThemeQuote, quotes, theme_quotes
from qda.errors import NotFoundError
from qda.i18n import _
from qda.storage.models import Attribute

KINDS = ("chosen", "counter", "coded")


@dataclass(frozen=True, slots=True)
class Perspective:
    """What people with one `value` of the attribute say of a theme ("": those without any, or nobody known).

    `speaking` and `missing` are the names of those people with a quote and of those without one.
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
    for row in quotes(session, Filter(theme_id=theme_id)):
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
    """Return a theme as seen by people with each value of an attribute, in the order of its options.

    What people of two values said together, or somebody with both, stands under each. `picked` leaves out what nobody
    has picked for the theme. Values that no person has are left out. Raises NotFoundError for an unknown attribute.
    """
    people = participants(session)
    values = _values(session, attribute, people)
    said = [quote for quote in all_quotes(session, theme_id) if not picked or quote.kind != "coded"]
    of: dict[str, tuple[str, ...]] = {person.name: person.attributes.get(attribute, ()) or ("",) for person in people}
    found = []
    for value in values:
        here = [person.name for person in people if value in of[person.name]]
        theirs = [
            quote
            for quote in said
            if any(value in of[name] for name in quote.participants) or not (quote.participants or value)
        ]
        heard = {name for quote in theirs for name in quote.participants}
        speaking = tuple(name for name in here if name in heard)
        found.append(Perspective(value, tuple(theirs), speaking, tuple(name for name in here if name not in heard)))
    return [one for one in found if one.quotes or one.speaking or one.missing]


def _values(session: Session, attribute: str, people: Sequence[ParticipantRow]) -> list[str]:
    """Return the values of an attribute: its options in their order, others as they come, and "" last."""
    known = {name: key for key, name, _type in attributes(session)}
    if attribute not in known:
        raise NotFoundError(_("There is no attribute called {name}.").format(name=attribute))
    options = json.loads(session.scalar(select(Attribute.options).where(Attribute.id == known[attribute])) or "[]")
    used = sorted({value for person in people for value in person.attributes.get(attribute, ())})
    return [*dict.fromkeys([*map(str, options), *used]), ""]
