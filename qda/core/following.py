"""What the last change did to codings, read from the journal: views follow it without reading everything anew."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.coding import CodingRow, codings_by_id
from qda.storage import journal
from qda.storage.models import ChangeRow

# Changes of these tables alone leave codebook, people and texts as they are.
TABLES = frozenset({"coding", "quote", "memo_link"})
# With these a change may have made codes besides.
MAKING = TABLES | {"code", "code_place"}
_MOST = 200  # rows; what touches more is quicker read anew


@dataclass(frozen=True, slots=True)
class Recoded:
    """Codings that a change made or altered, as they are now, ids of those it took away, and numbers by code.

    `numbers` are how many codings more (or fewer, below zero) each code has. `made` are codes that are new; nothing
    else of the codebook is another than it was.
    """

    rows: tuple[CodingRow, ...]
    gone: frozenset[str]
    numbers: dict[str, int]
    made: frozenset[str] = frozenset()


def latest(session: Session) -> int:
    """Return the number of the last change."""
    return journal.next_seq(session.connection()) - 1


def recoded(session: Session, change: int) -> Recoded | None:
    """Return what `change`, the last one, did to codings and which codes it made.

    None where that is too much to be followed, or where the codebook changed in any other way.
    """
    rows = session.scalar(select(ChangeRow.rows).where(ChangeRow.seq == change))
    if rows is None or rows > _MOST:
        return None
    numbers: dict[str, int] = {}
    touched: dict[str, None] = {}
    made: set[str] = set()
    places: set[str] = set()
    for image in journal.images_of(session.connection(), change):
        if image.table in ("code", "code_place"):
            if image.op != "i":
                return None
            if image.table == "code":
                made.add(image.key.lower())
            else:
                places.add(image.row["code_id"].lower())
        if image.table != "coding":
            continue
        touched[image.key.lower()] = None
        code = image.row.get("code_id")
        before, after = code if isinstance(code, list) else (code, code)
        for code_id, step in ((before, -1), (after, 1)):
            # An inserted row has no code before, a deleted one none after, and an update without the code neither.
            if code_id is not None and image.op != ("i" if step < 0 else "d"):
                numbers[code_id.lower()] = numbers.get(code_id.lower(), 0) + step
    if places - made:
        return None
    found = tuple(codings_by_id(session, list(touched)))
    return Recoded(found, frozenset(touched).difference(row.id for row in found), numbers, frozenset(made))
