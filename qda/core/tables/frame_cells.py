"""Cells of framework matrices: the written summary, the passages it rests on, and how far the work has come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core.documents import source
from qda.core.tables.frame_parts import get_column, get_row
from qda.core.tables.frameworks import Framework
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.ids import new_id
from qda.storage.models import Coding, FrameCell, FrameQuote, now_ms


def write_cell(
    session: Session,
    row_id: str,
    column_id: str,
    *,
    summary: str | None = None,
    done: bool | None = None,
    coder_id: str | None = None,
) -> None:
    """Write the summary of a cell, or say whether it is done; None leaves that as it is.

    Who wrote it last, and when, is kept. A cell that holds nothing any more is none. Raises RefusedError where row and
    column are of different matrices.
    """
    cell = _cell(session, row_id, column_id)
    new = (cell.summary if summary is None else summary.strip(), cell.done if done is None else done)
    if new == (cell.summary, cell.done):
        _drop_empty(session, cell)
        return
    cell.summary, cell.done = new
    cell.coder_id, cell.modified = coder_id, now_ms()
    session.flush()
    _drop_empty(session, cell)


def put_quotes(
    session: Session,
    row_id: str,
    column_id: str,
    passages: Sequence[tuple[str, int, int]],
    *,
    coder_id: str | None = None,
) -> int:
    """Let the summary of a cell rest on passages, (source id, start, end) each; return how many were new to it.

    Raises RefusedError for a passage that does not lie in its text.
    """
    cell = _cell(session, row_id, column_id)
    mine = select(FrameQuote).where(FrameQuote.cell_id == cell.id)
    has = {(row.source_id, row.start, row.end) for row in session.scalars(mine)}
    position = len(has)
    for source_id, start, end in dict.fromkeys(passages):
        if (source_id, start, end) in has:
            continue
        if not 0 <= start < end <= source(session, source_id).characters:
            raise RefusedError(_("That passage does not lie in the text."))
        same = select(Coding.id).where(Coding.source_id == source_id, Coding.start == start, Coding.end == end)
        session.add(
            FrameQuote(
                id=new_id(),
                cell_id=cell.id,
                source_id=source_id,
                coding_id=session.scalar(same.order_by(Coding.id).limit(1)),
                start=start,
                end=end,
                position=position,
            )
        )
        position += 1
    fresh = position - len(has)
    if fresh:
        cell.coder_id, cell.modified = coder_id, now_ms()
    session.flush()
    _drop_empty(session, cell)
    return fresh


def take_quotes(session: Session, quote_ids: Iterable[str]) -> None:
    """Let summaries rest on these passages no more; the passages themselves stay coded."""
    for quote_id in quote_ids:
        row = session.get(FrameQuote, quote_id)
        if row is None:
            raise NotFoundError(_("That passage is not in the cell any more."))
        cell = session.get_one(FrameCell, row.cell_id)
        session.delete(row)
        session.flush()
        _drop_empty(session, cell)


def placed(found: Framework) -> dict[tuple[str, int, int], list[str]]:
    """Return where passages were put, in words (row and column), by source id, start and end."""
    rows = {row.id: row.name for row in found.rows}
    columns = {column.id: column.name for column in found.columns}
    where: dict[tuple[str, int, int], list[str]] = {}
    for (row_id, column_id), cell in found.cells.items():
        for quote in cell.quotes:
            words = f"{rows[row_id]} · {columns[column_id]}"
            where.setdefault((quote.source_id, quote.start, quote.end), []).append(words)
    return where


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of `whole` cells are `written` (hold a summary) and how many their writers call `done`."""

    written: int
    done: int
    whole: int


def progress(found: Framework, *, row_id: str | None = None, column_id: str | None = None) -> Progress:
    """Return how far a framework matrix has come, or one row or column of it.

    The cells of a row that has rows below it need no summary; they count where they have one.
    """
    headings = {row.parent for row in found.rows}
    written = done = whole = 0
    for row in found.rows if row_id is None else [row for row in found.rows if row.id == row_id]:
        for column in found.columns if column_id is None else [one for one in found.columns if one.id == column_id]:
            cell = found.cell(row.id, column.id)
            filled = bool(cell.summary)
            written += filled
            done += cell.done
            whole += filled or cell.done or row.id not in headings
    return Progress(written, done, whole)


def _cell(session: Session, row_id: str, column_id: str) -> FrameCell:
    """Return a cell, made where it held nothing so far."""
    if get_row(session, row_id).frame_id != get_column(session, column_id).frame_id:
        raise RefusedError(_("That row and that column are of different framework matrices."))
    cell = session.scalar(select(FrameCell).where(FrameCell.row_id == row_id, FrameCell.column_id == column_id))
    if cell is None:
        cell = FrameCell(id=new_id(), row_id=row_id, column_id=column_id, summary="", done=False)
        session.add(cell)
        session.flush()
    return cell


def _drop_empty(session: Session, cell: FrameCell) -> None:
    rests = session.scalar(select(func.count()).where(FrameQuote.cell_id == cell.id))
    if not cell.summary and not cell.done and not rests:
        session.delete(cell)
        session.flush()
