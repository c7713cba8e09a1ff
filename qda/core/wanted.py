"""Names that people type, turned into the filter of retrieval."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from sqlalchemy.orm import Session

from qda.core import attributes, codebook, coders, documents
from qda.core.retrieval import Filter
from qda.core.themes import outline
from qda.errors import NotFoundError
from qda.i18n import _

Names = str | Iterable[str] | None
Where = Mapping[str, str] | Iterable[tuple[str, str]]


def filter_of(
    session: Session,
    *,
    code: Names = None,
    theme: str | None = None,
    source: Names = None,
    coder: Names = None,
    where: Where = (),
) -> Filter:
    """Return the filter for what people call so: all by name or id, codes by path too, coders by initials.

    `where` are attributes that a participant (or the source) must have, capitals aside. Raises NotFoundError for a name
    that isn't there, RefusedError for one that several things have.
    """
    return Filter(
        code_ids=_ids(codebook.find_code, session, code),
        theme_id=outline.find_theme(session, theme) if theme is not None else None,
        source_ids=_ids(documents.find_source, session, source),
        coder_ids=_ids(coders.find_coder, session, coder),
        attributes=_attributes(session, where.items() if isinstance(where, Mapping) else where),
    )


def _ids(find: Callable[[Session, str], str], session: Session, names: Names) -> tuple[str, ...] | None:
    if names is None:
        return None
    return tuple(find(session, name) for name in ([names] if isinstance(names, str) else names))


def _attributes(session: Session, pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return attributes and values as the project writes them."""
    wanted = list(pairs)
    if not wanted:
        return ()
    scopes = {row.name: row.scope for row in attributes.attribute_rows(session)}
    names = {name.casefold(): name for name in scopes}
    values = {
        (name, value.casefold()): value for name, found in attributes.known_values(session).items() for value in found
    }
    result = []
    for name, value in wanted:
        known = names.get(name.strip().casefold())
        if known is None:
            raise NotFoundError(
                _("There is no attribute called {name}. This project has: {known}.").format(
                    name=name, known=", ".join(names.values()) or _("none")
                )
            )
        written = values.get((known, value.strip().casefold()))
        if written is None:
            there = ", ".join(sorted(value for (name, _folded), value in values.items() if name == known))
            if scopes[known] == "source":
                sentence = _("No source has {value} as {name}. There is: {known}.")
            else:
                sentence = _("Nobody has {value} as {name}. There is: {known}.")
            raise NotFoundError(sentence.format(value=value, name=known, known=there or _("none")))
        result.append((known, written))
    return tuple(result)
