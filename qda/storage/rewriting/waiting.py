"""Passages that wait for a place (`unplaced`): they lie in a version of a text, and that may become another text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session

from qda.storage.models import Source, TextVersion, Unplaced
from qda.storage.rewriting.cells import written_like
from qda.storage.rewriting.past import Row, moved
from qda.storage.rewriting.plan import NewText
from qda.storage.rewriting.shape import shapes

TABLE = Unplaced.__tablename__


class Waiting:
    """Knows in which new text each passage lies that waits; `texts` are the new ones by the hash of the old."""

    def __init__(self, session: Session, texts: Mapping[str, NewText]) -> None:
        ever = union_all(
            select(TextVersion.source_id, TextVersion.number, TextVersion.text_hash),
            select(Source.id, Source.text_version, Source.text_hash),
        )
        named = ((one.upper(), number, key.hex().upper()) for one, number, key in session.execute(ever))
        self._versions: dict[tuple[Any, Any], NewText] = {
            (one, number): texts[key] for one, number, key in named if key in texts
        }
        now = session.execute(select(Source.id, Source.text_hash))
        hashes = ((one.upper(), key.hex().upper()) for one, key in now)
        self._now: dict[Any, NewText] = {one: texts[key] for one, key in hashes if key in texts}
        rows = session.execute(select(Unplaced.id, Unplaced.source_id, Unplaced.version))
        self._known = {key.upper(): (source_id.upper(), version) for key, source_id, version in rows}

    def gone(self, session: Session) -> set[str]:
        """Return the ids (capital digits) of those of which nothing is left."""
        rows = session.execute(select(Unplaced.id, Unplaced.rows))
        return {key.upper() for key, kept in rows if self.moved(key.upper(), {"rows": kept}) is None}

    def moved(self, key: str, row: Row) -> dict[str, Any] | None:
        """Return which columns of a row, or of some columns of one, hold other places; None where nothing is left."""
        source_id, version = self._known.get(key, (row.get("source_id"), row.get("version")))
        new: dict[str, Any] = {}
        text = self._versions.get((source_id, version))
        if text is not None and "rows" in row:
            placed = _placed(text, row["rows"])
            if placed is None:
                return None
            new["rows"] = placed
        present = self._now.get(source_id)
        if present is not None and "place" in row:
            there = moved(present, {"start": row["place"], "end": None}, ("start",))
            new["place"] = there["start"] if there is not None else row["place"]
        return new


def _placed(text: NewText, written: str) -> str | None:
    """Return kept rows with their passages in a new text, None where nothing of the first is left.

    What can't be read stays, and the check finds it.
    """
    try:
        held = json.loads(written)
        kept = [(name, row, moved(text, row, shapes()[name].spans) if "start" in row else row) for name, row in held]
        own = kept[0][2]
    except (ValueError, TypeError, KeyError, IndexError):
        return written
    if own is None:
        return None
    new = [[name, row] for name, _was, row in kept if row is not None]
    return written if new == held else written_like(written, held, new)
