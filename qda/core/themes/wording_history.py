"""How the wording of a theme went: its name, idea, definition and boundaries over time, read from the journal."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.history import Reader
from qda.storage import journal
from qda.storage.models import ChangeRow, Coder

WORDED = ("name", "idea", "definition", "boundaries")


@dataclass(frozen=True, slots=True)
class Wording:
    """One step: who worded a field anew, when (milliseconds since 1970), and what it said before ("" at first)."""

    change: int
    at: int
    coder: str
    field: str
    before: str
    after: str


def wordings(session: Session, theme_id: str) -> list[Wording]:
    """Return how a theme was worded over time, oldest first.

    What was undone is left out, and so are the undo and redo themselves: what stands is told as it came about. Fields
    are given in the order of WORDED within a change. Only changes that touched a theme are read.
    """
    columns = (ChangeRow.seq, ChangeRow.undoes, ChangeRow.at, ChangeRow.coder_id, ChangeRow.tables)
    reader, wanted = Reader(), []
    for seq, undoes, at, coder_id, tables in session.execute(select(*columns).order_by(ChangeRow.seq.desc())):
        in_force, _decided = reader.fate(seq, undoes)
        if undoes is None and in_force and "theme" in tables.split(","):
            wanted.append((seq, at, coder_id))
    people = dict(session.execute(select(Coder.id, Coder.name)).all())
    key = theme_id.upper()
    found: list[Wording] = []
    for seq, at, coder_id in reversed(wanted):
        steps: dict[str, tuple[str, str]] = {}
        for image in journal.images_of(session.connection(), seq):
            if image.table != "theme" or image.key.upper() != key or image.op == "d":
                continue
            for field in WORDED:
                if field in image.row:
                    before, after = image.row[field] if image.op == "u" else ("", image.row[field])
                    # A theme may be touched several times in one change: the first word and the last one count.
                    steps[field] = (steps[field][0] if field in steps else before, after)
        for field in WORDED:
            before, after = steps.get(field, ("", ""))
            if before != after:
                found.append(Wording(seq, at, people.get(coder_id or "", ""), field, before, after))
    return found
