"""The interview guide in its versions: what was asked from when on, and why it was changed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core.naming import clean, required
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.models import GuideVersion, InterviewSheet

_FIELDS = ("name", "date", "text", "why")


@dataclass(frozen=True, slots=True)
class GuideRow:
    """A version of the guide; `interviews` is the number of sources that were made with it."""

    id: str
    name: str
    date: str
    text: str
    why: str
    interviews: int


def guide_versions(session: Session) -> list[GuideRow]:
    """Return the versions of the guide in their order."""
    used = dict(
        session.execute(
            select(InterviewSheet.guide_id, func.count())
            .where(InterviewSheet.guide_id.is_not(None))
            .group_by(InterviewSheet.guide_id)
        ).all()
    )
    return [
        GuideRow(row.id, row.name, row.date, row.text, row.why, used.get(row.id, 0))
        for row in session.scalars(select(GuideVersion).order_by(GuideVersion.position, GuideVersion.id))
    ]


def add_guide(session: Session, name: str, **values: str) -> str:
    """Add a version of the guide after the others and return its id; `values` as in :func:`edit_guide`."""
    name = _free_name(session, name)
    row = GuideVersion(name=name, position=session.scalar(select(func.count()).select_from(GuideVersion)) or 0)
    session.add(row)
    session.flush()
    if values:
        edit_guide(session, row.id, **values)
    return row.id


def edit_guide(session: Session, guide_id: str, **values: str) -> None:
    """Change name, date, text or why of a version; `text` and `why` may have several lines."""
    row = _guide(session, guide_id)
    for field, value in values.items():
        if field not in _FIELDS:
            raise TypeError(f"a guide has no {field}")
        if field == "name":
            value = _free_name(session, value, guide_id)
        setattr(row, field, clean(value) if field == "date" else value.strip())
    session.flush()


def move_guide(session: Session, guide_id: str, position: int) -> None:
    """Put a version at `position` in the order of versions, counted from 0."""
    moved = _guide(session, guide_id)
    rows = list(session.scalars(select(GuideVersion).order_by(GuideVersion.position, GuideVersion.id)))
    rows.remove(moved)
    rows.insert(max(0, min(position, len(rows))), moved)
    for number, row in enumerate(rows):
        row.position = number


def remove_guide(session: Session, guide_id: str) -> None:
    """Remove a version; the sheets of interviews made with it no longer name one."""
    session.delete(_guide(session, guide_id))
    session.flush()


def _free_name(session: Session, name: str, but: str | None = None) -> str:
    name = required(name, _("A version of the guide needs a name, such as “1” or “after interview 8”."))
    for key, known in session.execute(select(GuideVersion.id, GuideVersion.name)):
        if known.casefold() == name.casefold() and key != but:
            raise RefusedError(_("There is a version of the guide called {name} already.").format(name=known))
    return name


def _guide(session: Session, guide_id: str) -> GuideVersion:
    row = session.get(GuideVersion, guide_id)
    if row is None:
        raise NotFoundError(_("That version of the guide is not in this project any more."))
    return row
