"""Names that people type: cleaned of what no name holds, and unlike their neighbours where that matters."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from qda.core.text import canonical
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _

_SPACE = re.compile(r"\s+")


def clean(name: str) -> str:
    """Return `name` on one line, without white space around it."""
    return _SPACE.sub(" ", canonical(name)).strip()


def required(name: str, sentence: str) -> str:
    """Return `name` cleaned; raise RefusedError with `sentence` where nothing is left."""
    name = clean(name)
    if not name:
        raise RefusedError(sentence)
    return name


def one_of(value: str, known: Collection[str]) -> str:
    """Return `value` where it is one of the words that are `known`; raise RefusedError with these for any other."""
    if value not in known:
        there = ", ".join(one for one in known if one)
        raise RefusedError(_("“{value}” is none of these: {known}.").format(value=value, known=there))
    return value


def whole_number(words: str, what: str) -> int:
    """Return the whole number that somebody typed for `what`; RefusedError for anything else, or below nought."""
    try:
        number = int(words.strip())
    except ValueError:
        number = -1
    if number < 0:
        raise RefusedError(_("{what}: “{words}” is not a whole number.").format(what=what, words=words))
    return number


def distinct(name: str, taken: Iterable[str]) -> str:
    """Return `name`, with a number after it where it is taken already (capitals don't tell names apart)."""
    names = {other.casefold() for other in taken}
    candidate, number = name, 2
    while candidate.casefold() in names:
        candidate, number = f"{name} ({number})", number + 1
    return candidate


def only_id(rows: Iterable[Sequence[Any]], wanted: str, *, several: str, nothing: str) -> str:
    """Return the first item, an id, of the one row that holds `wanted`; an earlier column counts more than a later one.

    `several` and `nothing` are sentences with ``{name}``: the first is raised as RefusedError where rows share what is
    wanted, the other as NotFoundError where none has it.
    """
    rows = list(rows) if wanted else []
    for column in range(len(rows[0]) if rows else 0):
        found = [str(row[0]) for row in rows if row[column] == wanted]
        if len(found) == 1:
            return found[0]
        if found:
            raise RefusedError(several.format(name=wanted))
    raise unknown(nothing, wanted, (str(known) for row in rows for known in row[1:]))


def unknown(nothing: str, wanted: str, known: Iterable[str]) -> NotFoundError:
    """Return the error for a name that nothing has: the sentence `nothing` with ``{name}``, and the likeliest ones."""
    from difflib import get_close_matches  # only where something went wrong

    names = {name.casefold(): name for name in known if name}
    words = nothing.format(name=wanted)
    near = [names[key] for key in get_close_matches(wanted.casefold(), names, 3)]
    return NotFoundError(f"{words} {_('Did you mean {names}?').format(names=', '.join(near))}" if near else words)
