"""Moves of framework matrices: making them, their rows and columns, and what is written in their cells."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.tables import frame_cells, frame_making, frame_names, frame_parts
from qda.errors import RefusedError
from qda.storage import models
from tests.storage.moves.base import Moves, move


def _cell(m: Moves, s: Session) -> tuple[str, str]:
    """Return row and column of a cell, mostly of one framework matrix."""
    frame = m.one(s, models.Frame)
    rows = sorted(s.scalars(select(models.FrameRow.id).where(models.FrameRow.frame_id == frame)))
    columns = sorted(s.scalars(select(models.FrameColumn.id).where(models.FrameColumn.frame_id == frame)))
    if not rows or not columns:
        raise RefusedError("there is no cell")
    return m.random.choice(rows), m.random.choice(columns)


@move(frame_making.add_frame)
def _(m: Moves, s: Session) -> object:
    cases = m.random.choice(("participant", "source", "value", "free", "case"))
    attribute = m.one(s, models.Attribute) if cases == "value" else None
    made = {"code_ids": m.some(s, models.Code), "theme_ids": m.some(s, models.Theme), "lines": m.prose()}
    return frame_making.add_frame(s, m.words(), cases=cases, attribute_id=attribute, headings=[m.words()], **made)


@move(frame_making.edit_frame)
def _(m: Moves, s: Session) -> object:
    return frame_making.edit_frame(s, m.one(s, models.Frame), name=m.words(), note=m.prose())


@move(frame_making.delete_frame)
def _(m: Moves, s: Session) -> object:
    return frame_making.delete_frame(s, m.one(s, models.Frame))


@move(frame_making.renew_columns)
def _(m: Moves, s: Session) -> object:
    frame = m.one(s, models.Frame)
    s.add(models.Participant(name=m.words()))
    s.flush()
    return frame_making.renew_columns(s, frame)


@move(frame_making.add_column)
def _(m: Moves, s: Session) -> object:
    return frame_making.add_column(s, m.one(s, models.Frame), m.words())


@move(frame_parts.add_row)
def _(m: Moves, s: Session) -> object:
    frame, code = m.one(s, models.Frame), m.maybe_one(s, models.Code)
    return frame_parts.add_row(s, frame, m.words(), m.maybe_one(s, models.FrameRow), code_id=code, added=m.maybe())


@move(frame_parts.edit_row)
def _(m: Moves, s: Session) -> object:
    name = m.random.choice(("", m.words()))
    return frame_parts.edit_row(s, m.one(s, models.FrameRow), name=name, about=m.prose(), added=m.maybe())


@move(frame_parts.move_row)
def _(m: Moves, s: Session) -> object:
    row, parent = m.one(s, models.FrameRow), m.maybe_one(s, models.FrameRow)
    return frame_parts.move_row(s, row, parent, m.random.choice((None, 0, 2)))


@move(frame_parts.shift_row)
def _(m: Moves, s: Session) -> object:
    return frame_parts.shift_row(s, m.one(s, models.FrameRow), m.random.choice((-1, 1)))


@move(frame_parts.indent_row)
def _(m: Moves, s: Session) -> object:
    return frame_parts.indent_row(s, m.one(s, models.FrameRow))


@move(frame_parts.outdent_row)
def _(m: Moves, s: Session) -> object:
    return frame_parts.outdent_row(s, m.one(s, models.FrameRow))


@move(frame_parts.delete_row)
def _(m: Moves, s: Session) -> object:
    return frame_parts.delete_row(s, m.one(s, models.FrameRow))


@move(frame_parts.edit_column)
def _(m: Moves, s: Session) -> object:
    return frame_parts.edit_column(s, m.one(s, models.FrameColumn), m.words())


@move(frame_parts.shift_column)
def _(m: Moves, s: Session) -> object:
    return frame_parts.shift_column(s, m.one(s, models.FrameColumn), m.random.choice((-1, 1)))


@move(frame_parts.delete_column)
def _(m: Moves, s: Session) -> object:
    return frame_parts.delete_column(s, m.one(s, models.FrameColumn))


@move(frame_cells.write_cell)
def _(m: Moves, s: Session) -> object:
    summary = m.random.choice(("", m.prose()))
    return frame_cells.write_cell(s, *_cell(m, s), summary=summary, done=m.maybe(), coder_id=m.one(s, models.Coder))


@move(frame_cells.put_quotes)
def _(m: Moves, s: Session) -> object:
    source = m.one(s, models.Source)
    passages = [(source, *m.span(s, source)) for _passage in range(2)]
    return frame_cells.put_quotes(s, *_cell(m, s), passages, coder_id=m.maybe_one(s, models.Coder))


@move(frame_cells.take_quotes)
def _(m: Moves, s: Session) -> object:
    return frame_cells.take_quotes(s, m.some(s, models.FrameQuote, 2))


@move(frame_names.keep_code_name)
def _(m: Moves, s: Session) -> object:
    return frame_names.keep_code_name(s, m.one(s, models.Code), m.words())


@move(frame_names.keep_theme_name)
def _(m: Moves, s: Session) -> object:
    theme = m.one(s, models.Theme)
    frame_parts.add_row(s, m.one(s, models.Frame), theme_id=theme)
    return frame_names.keep_theme_name(s, theme, m.words())


@move(frame_names.move_rows)
def _(m: Moves, s: Session) -> object:
    return frame_names.move_rows(s, m.one(s, models.Code), m.one(s, models.Code))
