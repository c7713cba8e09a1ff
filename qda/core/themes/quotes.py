"""Quotes picked by people: chosen for a theme, set against it, or standing as an example of a code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core.documents import source
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.ids import new_id
from qda.storage.models import Code, Coding, Quote, Theme

KINDS = ("chosen", "counter", "exemplar")


@dataclass(frozen=True, slots=True)
class Picked:
    """A picked passage; offsets in code points of the source's text."""

    id: str
    theme_id: str | None
    code_id: str | None
    source_id: str
    start: int
    end: int
    kind: str
    position: int
    translation: str
    translator: str
    note: str


def picked_quotes(session: Session, *, theme_id: str | None = None, kind: str | None = None) -> list[Picked]:
    """Return picked quotes in order, of one theme and kind or of all."""
    columns = (getattr(Quote, field.name) for field in fields(Picked))
    query = select(*columns).order_by(Quote.theme_id, Quote.position, Quote.id)
    if theme_id is not None:
        query = query.where(Quote.theme_id == theme_id)
    if kind is not None:
        query = query.where(Quote.kind == kind)
    return [Picked(*row) for row in session.execute(query)]


def pick_quote(
    session: Session,
    source_id: str,
    start: int,
    end: int,
    *,
    theme_id: str | None = None,
    code_id: str | None = None,
    coding_id: str | None = None,
    kind: str = "chosen",
) -> str:
    """Pick a passage for a theme (chosen, counter) or a code (exemplar); picking it again changes its kind.

    Raises RefusedError for a passage outside the text.
    """
    if kind not in KINDS or (theme_id is None) == (code_id is None):
        raise TypeError("a quote is picked for one theme or one code, as chosen, counter or exemplar")
    if not 0 <= start < end <= source(session, source_id).characters:
        raise RefusedError(_("That passage does not lie in the text."))
    for model, key in ((Theme, theme_id), (Code, code_id), (Coding, coding_id)):
        if key is not None and session.get(model, key) is None:
            raise NotFoundError(_("What the quote was to be picked for is not in this project any more."))
    owner = Quote.theme_id == theme_id if theme_id is not None else Quote.code_id == code_id
    same = select(Quote).where(owner, Quote.source_id == source_id, Quote.start == start, Quote.end == end)
    row = session.scalar(same)
    if row is not None:
        row.kind = kind
        return row.id
    last = session.scalar(select(func.max(Quote.position)).where(owner))
    row = Quote(
        id=new_id(),
        theme_id=theme_id,
        code_id=code_id,
        source_id=source_id,
        coding_id=coding_id,
        start=start,
        end=end,
        kind=kind,
        position=0 if last is None else last + 1,
    )
    session.add(row)
    session.flush()
    return row.id


def pick_codings(session: Session, theme_id: str, coding_ids: Sequence[str], *, kind: str = "chosen") -> list[str]:
    """Pick the passages of coded passages for a theme."""
    picked = []
    for coding_id in coding_ids:
        coding = session.get(Coding, coding_id)
        if coding is None:
            raise NotFoundError(_("That coded passage is not in this project any more."))
        picked.append(
            pick_quote(
                session, coding.source_id, coding.start, coding.end, theme_id=theme_id, coding_id=coding_id, kind=kind
            )
        )
    return picked


def pick_passages(
    session: Session, theme_id: str, passages: Sequence[tuple[str, int, int]], *, kind: str = "chosen"
) -> list[str]:
    """Pick passages, (source id, start, end) each, for a theme and return the ids of the picked quotes."""
    return [pick_quote(session, *passage, theme_id=theme_id, kind=kind) for passage in passages]


def edit_quote(session: Session, quote_id: str, **values: str) -> None:
    """Change translation, translator or note of a picked quote."""
    row = _quote(session, quote_id)
    for field, value in values.items():
        if field not in ("translation", "translator", "note"):
            raise TypeError(f"a quote has no {field}")
        setattr(row, field, value.strip())


def move_quote(session: Session, quote_id: str, position: int) -> None:
    """Put a picked quote at `position` (from 0) among those of its theme or code."""
    moved = _quote(session, quote_id)
    owner = Quote.theme_id == moved.theme_id if moved.theme_id else Quote.code_id == moved.code_id
    rows = list(session.scalars(select(Quote).where(owner).order_by(Quote.position, Quote.id)))
    rows.remove(moved)
    rows.insert(max(0, min(position, len(rows))), moved)
    for number, row in enumerate(rows):
        row.position = number


def unpick_quotes(session: Session, quote_ids: Sequence[str]) -> None:
    """Pick quotes no more; their codings stay."""
    for quote_id in quote_ids:
        session.delete(_quote(session, quote_id))


def _quote(session: Session, quote_id: str) -> Quote:
    row = session.get(Quote, quote_id)
    if row is None:
        raise NotFoundError(_("That quote is not picked any more."))
    return row
