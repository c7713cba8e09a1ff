"""Names that people type: cleaned of what no name holds, and unlike their neighbours where that matters."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qda.core.text import canonical
from qda.errors import RefusedError

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


def distinct(name: str, taken: Iterable[str]) -> str:
    """Return `name`, with a number after it where it is taken already (capitals don't tell names apart)."""
    names = {other.casefold() for other in taken}
    candidate, number = name, 2
    while candidate.casefold() in names:
        candidate, number = f"{name} ({number})", number + 1
    return candidate
