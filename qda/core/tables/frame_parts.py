"""Rows and columns of a framework matrix that exists: adding, naming, nesting, moving, taking away."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core.naming import clean, required
from qda.core.tables.frameworks import get_frame
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.ids import new_id
from qda.storage.models import Code, FrameColumn, FrameRow, Theme

_NAMELESS = _("A row needs a heading, or a code or theme to be called like.")


def add_row(
    session: Session,
    frame_id: str,
    name: str = "",
    parent: str | None = None,
    *,
    code_id: str | None = None,
    theme_id: str | None = None,
    about: str = "",
    added: bool = True,
) -> str:
    """Add a row under `parent`, last there, and return its id; `added` marks it as come from the data.

    Raises RefusedError where it has neither a name nor a code or theme, or where `parent` is of another matrix.
    """
    get_frame(session, frame_id)
    _known(session, code_id, theme_id)
    if code_id is None and theme_id is None:
        name = required(name, _NAMELESS)
    if parent is not None and get_row(session, parent).frame_id != frame_id:
        raise RefusedError(_("That row is in another framework matrix."))
    last = session.scalar(select(func.max(FrameRow.position)).where(FrameRow.frame_id == frame_id))
    row = FrameRow(
        id=new_id(),
        frame_id=frame_id,
        parent_id=parent,
        code_id=code_id,
        theme_id=theme_id,
        name=clean(name),
        about=about.strip(),
        added=added,
        position=0 if last is None else last + 1,
    )
    session.add(row)
    session.flush()
    return row.id


def edit_row(session: Session, row_id: str, **values: str | bool | None) -> None:
    """Change a row: name, about, added, code_id, theme_id; without a name it is called like its code or theme."""
    row = get_row(session, row_id)
    _known(session, values.get("code_id"), values.get("theme_id"))
    for field, value in values.items():
        if field not in ("name", "about", "added", "code_id", "theme_id"):
            raise TypeError(f"a row has no {field}")
        setattr(row, field, clean(str(value)) if field == "name" else value)
    if not row.name and row.code_id is None and row.theme_id is None:
        raise RefusedError(_NAMELESS)
    session.flush()


def _known(session: Session, code_id: object, theme_id: object) -> None:
    if code_id is not None and session.get(Code, code_id) is None:
        raise NotFoundError(_("That code is not in this project any more."))
    if theme_id is not None and session.get(Theme, theme_id) is None:
        raise NotFoundError(_("That theme is not in this project any more."))


def move_row(session: Session, row_id: str, parent: str | None, position: int | None = None) -> None:
    """Move a row with all below it under `parent`, at `position` among its siblings (None: last)."""
    row = get_row(session, row_id)
    step = parent
    while step is not None:
        above = get_row(session, step)
        if step == row_id or above.frame_id != row.frame_id:
            raise RefusedError(_("A row can't be moved below itself, or into another framework matrix."))
        step = above.parent_id
    siblings = [one for one in _rows_under(session, row.frame_id, parent) if one.id != row_id]
    siblings.insert(len(siblings) if position is None else max(0, min(position, len(siblings))), row)
    row.parent_id = parent
    for number, one in enumerate(siblings):
        one.position = number
    session.flush()


def shift_row(session: Session, row_id: str, by: int) -> None:
    """Move a row up (-1) or down (1) past one sibling; at the end of them it stays."""
    row = get_row(session, row_id)
    siblings = [one.id for one in _rows_under(session, row.frame_id, row.parent_id)]
    place = siblings.index(row_id) + by
    if 0 <= place < len(siblings):
        move_row(session, row_id, row.parent_id, place)


def indent_row(session: Session, row_id: str) -> None:
    """Put a row below the sibling above it; the first of its siblings stays."""
    row = get_row(session, row_id)
    siblings = [one.id for one in _rows_under(session, row.frame_id, row.parent_id)]
    place = siblings.index(row_id)
    if place:
        move_row(session, row_id, siblings[place - 1])


def outdent_row(session: Session, row_id: str) -> None:
    """Put a row behind the one that it is below; one at the top stays."""
    row = get_row(session, row_id)
    if row.parent_id is not None:
        above = get_row(session, row.parent_id)
        siblings = [one.id for one in _rows_under(session, row.frame_id, above.parent_id)]
        move_row(session, row_id, above.parent_id, siblings.index(above.id) + 1)


def delete_row(session: Session, row_id: str) -> None:
    """Delete a row with its summaries; rows below it move up to its place."""
    row = get_row(session, row_id)
    place = [one.id for one in _rows_under(session, row.frame_id, row.parent_id)].index(row_id)
    for number, child in enumerate(_rows_under(session, row.frame_id, row_id), start=1):
        move_row(session, child.id, row.parent_id, place + number)
    session.expire(row)
    session.delete(row)
    session.flush()


def edit_column(session: Session, column_id: str, name: str) -> None:
    """Give a column another heading; that of a participant or source is its name and stays."""
    column = get_column(session, column_id)
    if column.participant_id or column.source_id:
        raise RefusedError(_("This column is called like its participant or source; rename that."))
    column.name = required(name, _("A column needs a heading."))


def shift_column(session: Session, column_id: str, by: int) -> None:
    """Move a column to the left (-1) or right (1) past one other; at the end of them it stays."""
    column = get_column(session, column_id)
    query = select(FrameColumn).where(FrameColumn.frame_id == column.frame_id)
    columns = list(session.scalars(query.order_by(FrameColumn.position, FrameColumn.id)))
    place = columns.index(column)
    columns.insert(max(0, place + by), columns.pop(place))
    for number, one in enumerate(columns):
        one.position = number
    session.flush()


def delete_column(session: Session, column_id: str) -> None:
    """Delete a column with its summaries."""
    session.delete(get_column(session, column_id))
    session.flush()


def _rows_under(session: Session, frame_id: str, parent: str | None) -> list[FrameRow]:
    query = select(FrameRow).where(
        FrameRow.frame_id == frame_id, FrameRow.parent_id == parent if parent else FrameRow.parent_id.is_(None)
    )
    return list(session.scalars(query.order_by(FrameRow.position, FrameRow.id)))


def get_row(session: Session, row_id: str) -> FrameRow:
    """Return a row; NotFoundError where it is gone."""
    row = session.get(FrameRow, row_id)
    if row is None:
        raise NotFoundError(_("That row is not in this project any more."))
    return row


def get_column(session: Session, column_id: str) -> FrameColumn:
    """Return a column; NotFoundError where it is gone."""
    column = session.get(FrameColumn, column_id)
    if column is None:
        raise NotFoundError(_("That column is not in this project any more."))
    return column
