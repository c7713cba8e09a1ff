"""Single cells: words, the words inside JSON, and the hashes of texts and files that have become others."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from qda.storage.rewriting.shape import TEXT

_ID = re.compile(r"(?:[0-9a-fA-F]{32}){1,2}")
_FIELD = re.compile(r"[a-z0-9_]*")
_KEPT = 50_000
Place = Callable[[int, int], tuple[int, int] | None]


class Cells:
    """What stands in a cell after the rewriting.

    `texts` and `files` are sha-256 as 64 capital hexadecimal digits and what is there instead (None: nothing): apart,
    since a text and the plain file it came from have one hash. `named` gathers the hashes that JSON names, so that
    their files stay.
    """

    def __init__(self, words: Callable[[str], str], texts: Mapping[str, str], files: Mapping[str, str | None]) -> None:
        self._words = words
        self.texts = dict(texts)
        self.files = dict(files)
        self.named: set[str] = set()
        self._known: dict[str, str] = {}

    def text(self, value: str) -> str:
        """Return what stands in a cell of words; JSON is rewritten string by string, and stays as it was set."""
        known = self._known.get(value)
        if known is None:
            known = self._text(value)
            if len(value) < 200 and len(self._known) < _KEPT:
                self._known[value] = known
        return known

    def _text(self, value: str) -> str:
        if value[:1] in ("{", "[") and value[-1:] in ("}", "]"):
            try:
                held = json.loads(value)
            except (ValueError, RecursionError):
                return self._words(value)
            new = self.inside(held)
            return value if new == held else written_like(value, held, new)
        if _ID.fullmatch(value):
            return self._hash(value)
        return self._words(value)

    def inside(self, held: Any) -> Any:
        """Return what parsed JSON becomes; keys that are names of fields stay."""
        if isinstance(held, str):
            return self.text(held)
        if isinstance(held, list):
            return [self.inside(one) for one in held]
        if isinstance(held, dict):
            return {key if _FIELD.fullmatch(key) else self.text(key): self.inside(one) for key, one in held.items()}
        return held

    def _hash(self, value: str) -> str:
        if len(value) != 64:
            return value
        new = self.files.get(value.upper()) or self.texts.get(value.upper()) or value
        self.named.add(new.upper())
        return new.lower() if value.islower() else new

    def hash(self, column: str, value: str | None) -> str | None:
        """Return what a column names that named a text or a file (hexadecimal digits)."""
        if value is None:
            return None
        return self.texts.get(value, value) if column == TEXT else self.files.get(value, value)


def written_like(was: str, held: Any, new: Any) -> str:
    """Return JSON of `new` set as `was` is, which says `held`."""
    ways: list[dict[str, Any]] = [
        {"ensure_ascii": ascii_, "separators": apart}
        for ascii_ in (False, True)
        for apart in ((",", ":"), (", ", ": "))
    ]
    way = next((one for one in ways if json.dumps(held, **one) == was), ways[1])
    return json.dumps(new, **way)


def placed_in_sides(place: Place, value: str) -> str:
    """Return the sides of a settled difference with their passages ([code, start, end]) where they lie now."""
    try:
        held = json.loads(value)
    except ValueError:
        return value
    new = _moved(place, held)
    return value if new == held else written_like(value, held, new)


def _moved(place: Place, held: Any) -> Any:
    if isinstance(held, dict):
        return {key: _moved(place, one) for key, one in held.items()}
    if not isinstance(held, list):
        return held
    if len(held) == 3 and isinstance(held[0], str) and all(type(one) is int for one in held[1:]):
        span = place(held[1], held[2])
        return [held[0], *span] if span else None
    moved = [_moved(place, one) for one in held]
    return [new for new, old in zip(moved, held, strict=True) if new is not None or old is None]
