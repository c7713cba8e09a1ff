"""What a rewriting is told: words, texts and files that become others, and rows that were never there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Cell = str | None | Callable[[str], str]
Single = Mapping[str, Mapping[str, Mapping[str, Cell]]]


def _same(words: str) -> str:
    return words


@dataclass(frozen=True, slots=True)
class NewText:
    """What takes the place of a text: `text` of so many `words`, and where passages of the old one lie in it.

    `place(start, end)` is in code points and half-open; None means that nothing of the passage is left: then what had
    it goes.
    """

    text: str
    place: Callable[[int, int], tuple[int, int] | None]
    words: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a file shall hold otherwise, from its beginning on.

    `words` gives for what somebody wrote what shall stand there instead; `texts` name by their sha-256 those of the
    text store that become others; `gone` are ids by table, with which everything goes that belongs to them; `blobs`
    are files by sha-256 that become others or (None) none. Texts that are not named stay, but for codebooks as they
    were, to which `words` is put. `cells` are what single columns hold (table, id, column), now and whenever they were,
    or what makes it of what they held.
    """

    words: Callable[[str], str] = _same
    texts: Mapping[bytes, NewText] = field(default_factory=dict)
    gone: Mapping[str, frozenset[str]] = field(default_factory=dict)
    blobs: Mapping[bytes, bytes | None] = field(default_factory=dict)
    cells: Single = field(default_factory=dict)


@dataclass(slots=True)
class Counts:
    """What a rewriting did.

    `removed` rows by table; `written` cells of rows that hold other words now; `moved` passages; `past` row images of
    the history that are others or gone; `texts` and `files` that are others or gone.
    """

    removed: dict[str, int] = field(default_factory=dict)
    written: int = 0
    moved: int = 0
    past: int = 0
    texts: int = 0
    files: int = 0
