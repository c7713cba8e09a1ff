"""Framework matrices: a frame of headings by cases, with a written summary in each cell and what it rests on.

The frame may be made of codes or themes, of a list of headings, or grow row by row; rows that came from the data are
marked as added. Columns are participants, sources, the values of an attribute, or free headings (which may be one only,
where there are no cases). A row of a code or theme is called like it unless it has a name of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.naming import clean, only_id
from qda.core.participants import participants, voices
from qda.core.privacy.withholding import may_show
from qda.core.retrieval import Filter, Passages
from qda.core.tables.axes import values_of
from qda.errors import NotFoundError
from qda.i18n import _
from qda.storage.models import Code, Coder, Frame, FrameCell, FrameColumn, FrameQuote, FrameRow, Source, Theme

CASES = {
    "participant": _("Participants"),
    "source": _("Sources"),
    "value": _("Values of an attribute"),
    "free": _("Headings of your own"),
}


@dataclass(frozen=True, slots=True)
class FrameFacts:
    """A framework matrix without its cells. `cases` is one of CASES."""

    id: str
    name: str
    cases: str
    attribute_id: str | None
    note: str


@dataclass(frozen=True, slots=True)
class FrameLine:
    """A row: `depth` counts from 0; `own` is the name it has of its own, "" where it is called like its code."""

    id: str
    name: str
    own: str
    parent: str | None
    depth: int
    code_id: str | None
    theme_id: str | None
    about: str
    added: bool


@dataclass(frozen=True, slots=True)
class FrameCase:
    """A column; `name` is that of its participant or source, else its own."""

    id: str
    name: str
    participant_id: str | None
    source_id: str | None


@dataclass(frozen=True, slots=True)
class PutQuote:
    """A passage on which a summary rests, with its words; offsets in code points."""

    id: str
    source_id: str
    source: str
    start: int
    end: int
    text: str
    participants: tuple[str, ...]
    lines: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What is written in a cell, when (milliseconds since 1970) and by whom ("" where that isn't known)."""

    summary: str = ""
    done: bool = False
    coder: str = ""
    modified: int = 0
    quotes: tuple[PutQuote, ...] = ()


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Framework:
    """A framework matrix with everything in it; `cells` by row id and column id, those alone that hold something."""

    facts: FrameFacts
    rows: tuple[FrameLine, ...]
    columns: tuple[FrameCase, ...]
    cells: Mapping[tuple[str, str], Cell]

    def cell(self, row_id: str, column_id: str) -> Cell:
        """Return what is in a cell."""
        return self.cells.get((row_id, column_id), EMPTY)


# Reading -------------------------------------------------------------------------------------------------------------


def frames(session: Session) -> list[FrameFacts]:
    """Return all framework matrices in order."""
    query = select(Frame.id, Frame.name, Frame.cases, Frame.attribute_id, Frame.note)
    return [FrameFacts(*row) for row in session.execute(query.order_by(Frame.position, Frame.id))]


def find_frame(session: Session, name: str) -> str:
    """Return the id of the framework matrix with this id or name; NotFoundError or RefusedError where it isn't one."""
    return only_id(
        session.execute(select(Frame.id, Frame.id.label("key"), Frame.name)).all(),
        clean(name),
        several=_("Several framework matrices are called {name}; use the id."),
        nothing=_("There is no framework matrix called {name}."),
    )


def framework(session: Session, frame_id: str) -> Framework:
    """Return a framework matrix with all its cells and the words of the passages they rest on."""
    row = get_frame(session, frame_id)
    facts = FrameFacts(row.id, row.name, row.cases, row.attribute_id, row.note)
    return Framework(
        facts, tuple(_rows(session, frame_id)), tuple(_columns(session, frame_id)), _cells(session, frame_id)
    )


def _rows(session: Session, frame_id: str) -> list[FrameLine]:
    query = (
        select(FrameRow, Code.name, Theme.name)
        .outerjoin(Code, Code.id == FrameRow.code_id)
        .outerjoin(Theme, Theme.id == FrameRow.theme_id)
        .where(FrameRow.frame_id == frame_id)
        .order_by(FrameRow.position, FrameRow.id)
    )
    children: dict[str | None, list[tuple[FrameRow, str]]] = {}
    for row, code, theme in session.execute(query):
        children.setdefault(row.parent_id, []).append((row, row.name or code or theme or ""))
    found: list[FrameLine] = []
    waiting = [(one, 0) for one in reversed(children.get(None, []))]
    while waiting:
        (row, name), depth = waiting.pop()
        found.append(
            FrameLine(row.id, name, row.name, row.parent_id, depth, row.code_id, row.theme_id, row.about, row.added)
        )
        waiting.extend((child, depth + 1) for child in reversed(children.get(row.id, [])))
    return found


def _columns(session: Session, frame_id: str) -> list[FrameCase]:
    people = {person.id: person.name for person in participants(session)}
    sources = dict(session.execute(select(Source.id, Source.name)).all())
    query = select(FrameColumn).where(FrameColumn.frame_id == frame_id).order_by(FrameColumn.position, FrameColumn.id)
    return [
        FrameCase(
            row.id,
            people.get(row.participant_id or "") or sources.get(row.source_id or "") or row.name,
            row.participant_id,
            row.source_id,
        )
        for row in session.scalars(query)
    ]


def _cells(session: Session, frame_id: str) -> dict[tuple[str, str], Cell]:
    query = select(FrameCell, Coder.name).join(FrameRow, FrameRow.id == FrameCell.row_id)
    query = query.outerjoin(Coder, Coder.id == FrameCell.coder_id).where(FrameRow.frame_id == frame_id)
    rows = session.execute(query).all()
    put = _put(session, [cell.id for cell, _coder in rows])
    return {
        (cell.row_id, cell.column_id): Cell(
            cell.summary, cell.done, coder or "", cell.modified, tuple(put.get(cell.id, ()))
        )
        for cell, coder in rows
    }


def _put(session: Session, cell_ids: Sequence[str]) -> dict[str, list[PutQuote]]:
    if not cell_ids:
        return {}
    query = select(FrameQuote, Source.name).join(Source, Source.id == FrameQuote.source_id)
    rows = session.execute(
        query.where(FrameQuote.cell_id.in_(cell_ids)).order_by(FrameQuote.position, FrameQuote.id)
    ).all()
    rows = [row for row in rows if may_show(row[0].source_id, row[0].start, row[0].end)]
    words = Passages(session, (quote.source_id for quote, _name in rows))
    speaking = voices(session) if rows else None
    people = {person.id: person.name for person in participants(session)} if rows else {}
    found: dict[str, list[PutQuote]] = {}
    for quote, source in rows:
        span = (quote.source_id, quote.start, quote.end)
        whose = tuple(people[key] for key in speaking.of(*span)) if speaking is not None else ()
        found.setdefault(quote.cell_id, []).append(
            PutQuote(quote.id, span[0], source, *span[1:], words.text(*span), whose, words.lines(*span))
        )
    return found


def offered(session: Session, found: Framework, row_id: str, column_id: str, *, code_id: str | None = None) -> Filter:
    """Return the filter for the quotes of a row's code or theme, or of `code_id` instead, and of a column's case.

    A row of neither has all quotes of the case, a column of no case those of everybody.
    """
    row = next(one for one in found.rows if one.id == row_id)
    column = next(one for one in found.columns if one.id == column_id)
    people: tuple[str, ...] | None = (column.participant_id,) if column.participant_id else None
    sources: tuple[str, ...] | None = (column.source_id,) if column.source_id else None
    if found.facts.cases == "value" and found.facts.attribute_id and column.name:
        values = values_of(session, found.facts.attribute_id)
        having = values.sources if values.of_sources else values.own
        ids = tuple(key for key, some in having.items() if column.name in some)
        people, sources = (None, ids) if values.of_sources else (ids, None)
    code = code_id or row.code_id
    theme_id = row.theme_id if code is None else None
    return Filter(code_ids=(code,) if code else None, theme_id=theme_id, participant_ids=people, source_ids=sources)


def get_frame(session: Session, frame_id: str) -> Frame:
    """Return a framework matrix; NotFoundError where it is gone."""
    row = session.get(Frame, frame_id)
    if row is None:
        raise NotFoundError(_("That framework matrix is not in this project any more."))
    return row
