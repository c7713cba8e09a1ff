"""What a correction does to the passages that it touches, shown before it is accepted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.correcting.naming import coder_of, name_of
from qda.core.correcting.spans import Place, models
from qda.core.replacing import Swap
from qda.storage.models import Coding

_AROUND = 40  # characters of context


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage with a little of what stands before and after it, paragraphs included."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Boundary:
    """A passage that a correction touches: in the old text ``[start, end)`` with the words `was`, and what it becomes.

    `kind` is a table (a key of :data:`qda.core.correcting.naming.KINDS`), `name` that of its code, theme or memo,
    `coder_id` whose it is. `place` and `becomes` are None where it has no words, or no place, in the new text.
    """

    id: str
    kind: str
    name: str
    coder_id: str | None
    start: int
    end: int
    was: Excerpt
    place: tuple[int, int] | None
    becomes: Excerpt | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a correction would do: the new text, where it differs, and the passages that it touches, by place.

    `swaps` are (start, end, new start, new end). `emptied` are those of the `boundaries` that would be put aside;
    `moved` counts the passages that only lie elsewhere, with the same words; `joined` counts codings that would become
    part of another one.
    """

    text: str
    swaps: tuple[Swap, ...]
    boundaries: tuple[Boundary, ...]
    moved: int
    joined: int

    @property
    def emptied(self) -> tuple[Boundary, ...]:
        """Return the passages that would be put aside."""
        return tuple(one for one in self.boundaries if one.place is None)


def preview(session: Session, source_id: str, old: str, new: str, swaps: Sequence[Swap], place: Place) -> Preview:
    """Say what becomes of the passages of a source whose text `old` is to be `new`, as `place` moves them."""
    found: list[Boundary] = []
    moved = 0
    for model in models():
        columns = model.__table__.columns.keys()
        query = select(*(getattr(model, name) for name in columns)).where(model.source_id == source_id)
        for row in session.execute(query.where(model.start.is_not(None), model.end.is_not(None))):
            start, end = row.start, row.end
            there = place(start, end)
            if not _touched(swaps, start, end) and there is not None:
                moved += there != (start, end)
                continue
            values = dict(zip(columns, row, strict=True))
            found.append(
                Boundary(
                    id=row.id,
                    kind=model.__tablename__,
                    name=name_of(session, values),
                    coder_id=coder_of(session, values),
                    start=start,
                    end=end,
                    was=excerpt(old, start, end),
                    place=there,
                    becomes=excerpt(new, *there) if there is not None else None,
                )
            )
    found.sort(key=lambda one: (one.start, one.end, one.kind, one.id))
    return Preview(new, tuple(swaps), tuple(found), moved, _joined(session, source_id, place))


def excerpt(text: str, start: int, end: int) -> Excerpt:
    """Return a passage with what stands around it."""
    return Excerpt(text[max(0, start - _AROUND) : start], text[start:end], text[end : end + _AROUND])


def _touched(swaps: Sequence[Swap], start: int, end: int) -> bool:
    """Tell whether something is replaced in a passage, or just beside it."""
    first = bisect_left(swaps, start, key=lambda swap: swap[1])
    return first < len(swaps) and swaps[first][0] <= end


def _joined(session: Session, source_id: str, place: Place) -> int:
    """Count the codings that would overlap one of the same code and coder, and become part of it."""
    reach: dict[tuple[str, str], int] = {}
    joined = 0
    columns = (Coding.coder_id, Coding.code_id, Coding.start, Coding.end)
    query = select(*columns).where(Coding.source_id == source_id).order_by(Coding.start, Coding.end)
    for coder_id, code_id, start, end in session.execute(query):
        there = place(start, end)
        if there is not None:
            joined += there[0] < reach.get((coder_id, code_id), 0)
            reach[coder_id, code_id] = max(reach.get((coder_id, code_id), 0), there[1])
    return joined
