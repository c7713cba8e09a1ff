"""Turns of a corrected text: those that stay move along."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from qda.core.correcting.spans import Place
from qda.storage.models import TurnRow


def move(session: Session, source_id: str, place: Place) -> None:
    """Move the turns of a source to where they lie in its new text; those of which nothing is left go."""
    columns = select(TurnRow.id, TurnRow.start, TurnRow.end, TurnRow.speech)
    moves, gone = [], []
    for key, start, end, speech in session.execute(columns.where(TurnRow.source_id == source_id)).all():
        found = place(start, end)
        if found is None:
            gone.append(key)
            continue
        said = place(speech, end) if speech < end else None
        begins = said[0] if said is not None else found[1]
        if (found[0], found[1], begins) != (start, end, speech):
            moves.append({"key": key, "first": found[0], "last": found[1], "said": begins})
    for first in range(0, len(gone), 500):
        session.execute(delete(TurnRow).where(TurnRow.id.in_(gone[first : first + 500])))
    if moves:
        table: Any = TurnRow.__table__
        values: dict[str, Any] = {"start": bindparam("first"), "end": bindparam("last"), "speech": bindparam("said")}
        session.connection().execute(update(table).where(table.c.id == bindparam("key")).values(values), moves)
    session.expire_all()
