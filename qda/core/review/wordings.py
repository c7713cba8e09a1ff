"""What the words of a theme or page were when people saw them, and what they are now: a decision tells both."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.review.points import Point
from qda.storage.models import EasyPage, EasyStatement, ReviewItem, Theme


class Wordings(NamedTuple):
    """What a point is about, by its name now; the words that people saw, and what stands there now ("" for gone)."""

    name: str
    shown: str
    now: str


def wordings(session: Session, point: Point) -> Wordings:
    """Return the words that a point is about, then and now: of a sentence, a page, or a theme with its name."""
    item = session.get(ReviewItem, point.item_id) if point.item_id else None
    statement = session.get(EasyStatement, item.statement_id) if item is not None and item.statement_id else None
    page = session.get(EasyPage, point.page_id) if point.page_id else None
    theme = session.get(Theme, point.theme_id) if point.theme_id else None
    shown = "" if item is None else item.words
    if statement is not None:
        return Wordings(page.title if page is not None else "", shown, statement.text)
    if item is not None and item.kind == "quote":
        return Wordings(theme.name if theme is not None else "", shown, shown)
    if page is not None:
        query = select(EasyStatement.text).where(EasyStatement.page_id == page.id).order_by(EasyStatement.position)
        return Wordings(page.title, shown, "\n".join(session.scalars(query)))
    if theme is None:
        return Wordings(item.title if item is not None else "", shown, "")
    idea = theme.idea or theme.definition
    if item is None:
        return Wordings(theme.name, "", _themed(theme.name, idea))
    seen = _themed(item.title, "" if item.words == item.title else item.words)
    return Wordings(theme.name, seen, _themed(theme.name, idea))


def _themed(name: str, idea: str) -> str:
    return f"{name}: {idea}" if idea else name
