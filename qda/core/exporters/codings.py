"""Codings as a table that `qda codings import` reads back: source, start, end, code, coder, note and more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.codebook import codes
from qda.core.coders import coders
from qda.core.exporters import ProductOptions, Written, formats
from qda.core.exporters.colophon import colophon
from qda.core.exporters.grid import Field, Listing, Value
from qda.core.retrieval import quotes
from qda.i18n import _
from qda.storage.models import Coding, Source

_Row = tuple[str, str, str, str, int, int, str, int | None]


@exporters.product(
    "codings",
    title=_("Coded passages for other programs"),
    about=_("Coded passages by position, to be read back or reckoned with elsewhere."),
    suffixes=(".csv", ".json"),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the codings that `options.wanted` lets through; all of them without it.

    Sources and coders stand by name, by id where a name would be taken for somebody else's.
    """
    query = (
        select(
            Coding.id,
            Coding.source_id,
            Coding.code_id,
            Coding.coder_id,
            Coding.start,
            Coding.end,
            Coding.note,
            Coding.weight,
        )
        .join(Source, Source.id == Coding.source_id)
        .order_by(Source.position, Source.id, Coding.start, Coding.end.desc(), Coding.id)
    )
    rows = session.execute(query).all()
    if options.wanted is not None:
        wanted = {row.id for row in quotes(session, options.wanted)}
        rows = [row for row in rows if row[0] in wanted]
    facts = colophon(session)
    listing = Listing(facts.title, "", _fields(), _data_rows(session, rows))
    return Written(path, tuple(formats.write_listing(path, listing, facts)), codings=len(rows))


def _fields() -> tuple[Field, ...]:
    names = ("source", "start", "end", "code", "coder", "note", "weight", "id", "source_id", "code_id", "coder_id")
    return tuple(Field(name, name, "") for name in names)


def _data_rows(session: Session, rows: Iterable[_Row]) -> Iterator[tuple[Value, ...]]:
    paths = {code.id: code.path for code in codes(session)}
    found = session.execute(select(Source.id, Source.name, Source.original_name)).all()
    sources = _names({key: (name, original) for key, name, original in found})
    people = _names({person.id: (person.name, person.initials) for person in coders(session)})
    for coding_id, source_id, code_id, coder_id, start, end, note, weight in rows:
        head = (sources[source_id], start, end, paths[code_id], people[coder_id], note, weight)
        yield (*head, coding_id, source_id, code_id, coder_id)


def _names(known: dict[str, tuple[str, str]]) -> dict[str, str]:
    """Return the name of each thing by id, or the id itself where another thing has that name or byname."""
    said = Counter(word for names in known.values() for word in {name.strip() for name in names})
    return {key: name if said[name.strip()] == 1 and name.strip() else key for key, (name, _by) in known.items()}
