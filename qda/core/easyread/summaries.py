"""Easy-read summaries: usually one, in a second language another."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core.naming import clean, required
from qda.core.text import canonical
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.models import EasySummary
from qda.storage.texts import put_blob

SIZES = (14, 16, 18, 20, 21, 24)
"""Text sizes in points that a page may have; less than 14 is too small in every standard."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary; `thresholds` are the numbers of its profile that were changed, `size` the text size in points."""

    id: str
    title: str
    language: str
    profile: str
    thresholds: Mapping[str, float]
    size: int
    logo_hash: bytes | None
    note: str


def summaries(session: Session) -> list[Summary]:
    """Return all summaries in their order."""
    query = select(EasySummary).order_by(EasySummary.position, EasySummary.id)
    return [_summary(row) for row in session.scalars(query)]


def summary(session: Session, summary_id: str) -> Summary:
    """Return one summary; NotFoundError where there is none."""
    return _summary(get_summary(session, summary_id))


def _summary(row: EasySummary) -> Summary:
    return Summary(
        *(row.id, row.title, row.language, row.profile, _thresholds(row.thresholds), row.size, row.logo_hash, row.note)
    )


def _thresholds(written: str) -> dict[str, float]:
    try:
        return {str(rule): float(number) for rule, number in json.loads(written or "{}").items()}
    except (ValueError, TypeError, AttributeError):
        return {}


def add_summary(session: Session, title: str, language: str = "en", **values: Any) -> str:
    """Add a summary and return its id; `values` as in :func:`edit_summary`."""
    title = required(title, _("An easy-read summary needs a title."))
    count = session.scalar(select(func.count()).select_from(EasySummary)) or 0
    row = EasySummary(title=title, language=clean(language), position=count)
    session.add(row)
    session.flush()
    edit_summary(session, row.id, **values)
    return row.id


def edit_summary(session: Session, summary_id: str, **values: Any) -> None:
    """Change a summary: title, language, profile, thresholds (numbers by rule), size (points), note, logo (the bytes of
    a picture file, None takes it away).

    Raises RefusedError for a size below 14 points.
    """
    row = get_summary(session, summary_id)
    for column, value in values.items():
        if column == "title":
            row.title = required(value, _("An easy-read summary needs a title."))
        elif column in ("language", "profile"):
            setattr(row, column, clean(value))
        elif column == "thresholds":
            row.thresholds = json.dumps(dict(value), sort_keys=True) if value else ""
        elif column == "size":
            if int(value) < SIZES[0]:
                raise RefusedError(_("Easy read has letters of at least {n} points.").format(n=SIZES[0]))
            row.size = int(value)
        elif column == "logo":
            row.logo_hash = None if value is None else put_blob(session, value)
        elif column == "note":
            row.note = canonical(value).strip()
        else:
            raise ValueError(f"{column} is nothing that a summary has")
    session.flush()


def remove_summary(session: Session, summary_id: str) -> None:
    """Take a summary away with its pages and versions."""
    session.delete(get_summary(session, summary_id))
    session.flush()


def get_summary(session: Session, summary_id: str) -> EasySummary:
    """Return the row of a summary; NotFoundError where there is none."""
    row = session.get(EasySummary, summary_id)
    if row is None:
        raise NotFoundError(_("That easy-read summary is not in this project any more."))
    return row
