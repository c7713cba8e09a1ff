"""What an action did, told by its numbers."""

from __future__ import annotations

from collections.abc import Iterable


def counted(parts: Iterable[tuple[int, str]]) -> str:
    """Return one sentence of the words whose number isn't nought; nothing where all are."""
    words = ", ".join(words for count, words in parts if count)
    return words[:1].upper() + words[1:] + "." if words else ""
