"""The way from something that was held back to the place it is about, as far as that is here."""

from __future__ import annotations

from sqlalchemy.orm import Session

from qda.core.documents import source_names, source_text
from qda.core.merging.plan import HeldBack


def place_of(session: Session, held: HeldBack) -> tuple[str, int, int] | None:
    """Return source and span of what was held back, or None where the title names no source that is here.

    Where its words don't stand in that source any more, the span is empty and lies at the beginning.
    """
    named = [(len(name), key) for key, name in source_names(session) if name and name in held.title]
    if not named:
        return None
    source_id = max(named)[1]
    words = held.words.removesuffix("…")
    start = source_text(session, source_id).find(words) if words else -1
    return (source_id, start, start + len(words)) if start >= 0 else (source_id, 0, 0)
