"""Making framework matrices, of codes, themes or a list of headings, with a column for each case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core.codebook import CodeRow, codes
from qda.core.naming import clean, required
from qda.core.participants import participants
from qda.core.tables.axes import value_heads, values_of
from qda.core.tables.frameworks import CASES, get_frame
from qda.core.themes.outline import ThemeRow, themes
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.ids import new_id
from qda.storage.models import Frame, FrameColumn, FrameRow, Source


def add_frame(
    session: Session,
    name: str,
    *,
    cases: str = "participant",
    attribute_id: str | None = None,
    headings: Iterable[str] = (),
    code_ids: Iterable[str] = (),
    theme_ids: Iterable[str] = (),
    lines: str = "",
) -> str:
    """Make a framework matrix and return its id.

    Its rows are these codes and themes, nested as they are in codebook and outline, and the `lines` of a text, nested
    as they are indented. Columns are all there are of `cases`; for ``free`` they are `headings`, one where none is
    given. Raises RefusedError for cases that there are not, or values of no attribute.
    """
    if cases not in CASES or (cases == "value") != (attribute_id is not None):
        raise RefusedError(_("Columns are participants, sources, the values of an attribute, or headings of your own."))
    last = session.scalar(select(func.max(Frame.position)))
    frame = Frame(
        id=new_id(),
        name=required(name, _("A framework matrix needs a name.")),
        cases=cases,
        attribute_id=attribute_id,
        position=0 if last is None else last + 1,
    )
    session.add(frame)
    session.flush()
    _add_things(session, frame.id, "code_id", code_ids, codes(session))
    _add_things(session, frame.id, "theme_id", theme_ids, themes(session))
    _add_lines(session, frame.id, lines)
    names = [heading for heading in map(clean, headings) if heading]
    if cases == "free":
        _add_columns(session, frame.id, [{"name": one} for one in names or [_("Summary")]])
    else:
        renew_columns(session, frame.id)
    return frame.id


def _add_things(
    session: Session,
    frame_id: str,
    kind: str,
    wanted: Iterable[str],
    known: Sequence[CodeRow] | Sequence[ThemeRow],
) -> None:
    """Add rows of codes or themes; one stands below the nearest above it that has a row, too."""
    ids = set(wanted)
    parents = {thing.id: thing.parent for thing in known}
    if strange := ids.difference(parents):
        raise NotFoundError(_("{n} of what the rows were to be made of is gone.").format(n=len(strange)))
    made: dict[str, str] = {}
    position = _next_row(session, frame_id)
    for thing in known:
        if thing.id not in ids:
            continue
        above = parents[thing.id]
        while above is not None and above not in made:
            above = parents[above]
        row = FrameRow(id=new_id(), frame_id=frame_id, parent_id=made[above] if above else None, position=position)
        setattr(row, kind, thing.id)
        made[thing.id] = row.id
        position += 1
        session.add(row)
        session.flush()


def _add_lines(session: Session, frame_id: str, text: str) -> None:
    above: list[tuple[int, str]] = []
    position = _next_row(session, frame_id)
    for line in text.expandtabs(4).splitlines():
        name = clean(line)
        if not name:
            continue
        indent = len(line) - len(line.lstrip())
        while above and above[-1][0] >= indent:
            above.pop()
        row = FrameRow(
            id=new_id(), frame_id=frame_id, parent_id=above[-1][1] if above else None, name=name, position=position
        )
        position += 1
        session.add(row)
        session.flush()
        above.append((indent, row.id))


def _next_row(session: Session, frame_id: str) -> int:
    last = session.scalar(select(func.max(FrameRow.position)).where(FrameRow.frame_id == frame_id))
    return 0 if last is None else last + 1


def renew_columns(session: Session, frame_id: str) -> int:
    """Add a column for each participant, source or value that has none yet, and return how many were added."""
    frame = get_frame(session, frame_id)
    here = session.scalars(select(FrameColumn).where(FrameColumn.frame_id == frame_id)).all()
    if frame.cases == "participant":
        has = {column.participant_id for column in here}
        fresh = [{"participant_id": one.id} for one in participants(session) if one.id not in has]
    elif frame.cases == "source":
        has = {column.source_id for column in here}
        ids = session.scalars(select(Source.id).order_by(Source.position, Source.id))
        fresh = [{"source_id": source_id} for source_id in ids if source_id not in has]
    elif frame.cases == "value" and frame.attribute_id:
        names = {column.name for column in here}
        heads = value_heads(values_of(session, frame.attribute_id))
        fresh = [{"name": head.key} for head in heads if head.key and head.key not in names]
    else:
        fresh = []
    _add_columns(session, frame_id, fresh)
    return len(fresh)


def _add_columns(session: Session, frame_id: str, fresh: Sequence[Mapping[str, str]]) -> list[str]:
    last = session.scalar(select(func.max(FrameColumn.position)).where(FrameColumn.frame_id == frame_id))
    first = 0 if last is None else last + 1
    rows = [
        FrameColumn(id=new_id(), frame_id=frame_id, position=first + number, **facts)
        for number, facts in enumerate(fresh)
    ]
    session.add_all(rows)
    session.flush()
    return [row.id for row in rows]


def add_column(session: Session, frame_id: str, name: str) -> str:
    """Add a column with a heading of its own, whatever the others are (a mixed group), and return its id."""
    get_frame(session, frame_id)
    name = required(name, _("A column needs a heading."))
    return _add_columns(session, frame_id, [{"name": name}])[0]


def edit_frame(session: Session, frame_id: str, **values: str) -> None:
    """Change name or note of a framework matrix."""
    row = get_frame(session, frame_id)
    if "name" in values:
        row.name = required(values.pop("name"), _("A framework matrix needs a name."))
    if "note" in values:
        row.note = values.pop("note").strip()
    if values:
        raise TypeError(f"a framework matrix has no {', '.join(values)}")


def delete_frame(session: Session, frame_id: str) -> None:
    """Delete a framework matrix with its summaries; codes, sources and passages stay."""
    session.delete(get_frame(session, frame_id))
    session.flush()
