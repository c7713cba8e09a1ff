"""Pages of a summary and their statements, one idea each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core.easyread.summaries import get_summary
from qda.core.naming import clean, one_of
from qda.errors import NotFoundError
from qda.i18n import _
from qda.storage.models import EasyPage, EasyStatement, Picture, ReviewPerson, Theme
from qda.storage.texts import put_blob

KINDS = ("front", "theme", "next", "contact")
"""Kinds of pages, in the order in which a booklet has them; word list and credits are made when it is printed."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement; `voice_hash` names a recording of it, by `voice_person_id`."""

    id: str
    page_id: str
    text: str
    picture_id: str | None
    voice_hash: bytes | None
    voice_person_id: str | None


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page with its statements in order."""

    id: str
    summary_id: str
    theme_id: str | None
    kind: str
    title: str
    statements: tuple[Statement, ...]


def pages(session: Session, summary_id: str | None = None) -> list[PageRow]:
    """Return the pages of a summary or all, in printing order: front, themes, what happens next, contact."""
    query = select(EasyPage).order_by(EasyPage.summary_id, EasyPage.position, EasyPage.id)
    if summary_id is not None:
        query = query.where(EasyPage.summary_id == summary_id)
    said: dict[str, list[Statement]] = {}
    for row in session.scalars(select(EasyStatement).order_by(EasyStatement.position, EasyStatement.id)):
        one = Statement(row.id, row.page_id, row.text, row.picture_id, row.voice_hash, row.voice_person_id)
        said.setdefault(row.page_id, []).append(one)
    found = [
        PageRow(row.id, row.summary_id, row.theme_id, row.kind, row.title, tuple(said.get(row.id, ())))
        for row in session.scalars(query)
    ]
    return sorted(found, key=lambda page: (page.summary_id, KINDS.index(page.kind)))


def add_page(
    session: Session, summary_id: str, title: str = "", kind: str = "theme", theme_id: str | None = None
) -> str:
    """Add a page at the end of its kind and return its id; without a title, a theme's page has the theme's name."""
    get_summary(session, summary_id)
    one_of(kind, KINDS)
    theme = None if theme_id is None else session.get(Theme, theme_id)
    if theme_id is not None and theme is None:
        raise NotFoundError(_("That theme is not in this project any more."))
    last = session.scalar(select(func.max(EasyPage.position)).where(EasyPage.summary_id == summary_id))
    row = EasyPage(summary_id=summary_id, theme_id=theme_id, kind=kind, position=0 if last is None else last + 1)
    row.title = clean(title) or (theme.name if theme else "")
    session.add(row)
    session.flush()
    return row.id


def edit_page(session: Session, page_id: str, **values: str | None) -> None:
    """Change a page: title, theme_id."""
    row = get_page(session, page_id)
    for column, value in values.items():
        if column == "title":
            row.title = clean(value or "")
        elif column == "theme_id":
            row.theme_id = value
        else:
            raise ValueError(f"{column} is nothing that a page has")
    session.flush()


def move_page(session: Session, page_id: str, position: int) -> None:
    """Put a page at another position among the pages of its summary and kind, counted from 0."""
    row = get_page(session, page_id)
    query = select(EasyPage).where(EasyPage.summary_id == row.summary_id, EasyPage.kind == row.kind)
    there = session.scalars(query.order_by(EasyPage.position, EasyPage.id)).all()
    places = [one.position for one in there]
    others = [one for one in there if one.id != page_id]
    others.insert(max(0, position), row)
    for place, one in zip(places, others, strict=True):
        one.position = place
    session.flush()


def remove_page(session: Session, page_id: str) -> None:
    """Take a page away with its statements; versions keep it."""
    session.delete(get_page(session, page_id))
    session.flush()


def add_statement(session: Session, page_id: str, text: str = "", position: int | None = None, **values: Any) -> str:
    """Add a statement to a page, without a position at its end; return its id (`values`: :func:`edit_statement`)."""
    there = _statements(session, get_page(session, page_id).id)
    row = EasyStatement(page_id=page_id, text=clean(text))
    session.add(row)
    session.flush()
    there.insert(len(there) if position is None else max(0, position), row)
    _number(there)
    edit_statement(session, row.id, **values)
    return row.id


def edit_statement(session: Session, statement_id: str, **values: Any) -> None:
    """Change a statement: text (one line), picture_id, voice (the bytes of a WAV file or None), voice_person_id."""
    row = get_statement(session, statement_id)
    for column, value in values.items():
        if column == "text":
            row.text = clean(value)
        elif column == "picture_id":
            if value is not None and session.get(Picture, value) is None:
                raise NotFoundError(_("That picture is not in this project any more."))
            row.picture_id = value
        elif column == "voice":
            row.voice_hash = None if value is None else put_blob(session, value)
        elif column == "voice_person_id":
            if value is not None and session.get(ReviewPerson, value) is None:
                raise NotFoundError(_("Nobody with this id takes part in the review."))
            row.voice_person_id = value
        else:
            raise ValueError(f"{column} is nothing that a statement has")
    session.flush()


def move_statement(session: Session, statement_id: str, position: int) -> None:
    """Put a statement at another position of its page, counted from 0."""
    row = get_statement(session, statement_id)
    others = [one for one in _statements(session, row.page_id) if one.id != statement_id]
    others.insert(max(0, position), row)
    _number(others)
    session.flush()


def remove_statement(session: Session, statement_id: str) -> None:
    """Take a statement away."""
    session.delete(get_statement(session, statement_id))
    session.flush()


def _statements(session: Session, page_id: str) -> list[EasyStatement]:
    query = select(EasyStatement).where(EasyStatement.page_id == page_id)
    return list(session.scalars(query.order_by(EasyStatement.position, EasyStatement.id)))


def _number(statements: list[EasyStatement]) -> None:
    for number, one in enumerate(statements):
        if one.position != number:
            one.position = number


def get_page(session: Session, page_id: str) -> EasyPage:
    """Return the row of a page; NotFoundError where there is none."""
    row = session.get(EasyPage, page_id)
    if row is None:
        raise NotFoundError(_("That page is not in this project any more."))
    return row


def get_statement(session: Session, statement_id: str) -> EasyStatement:
    """Return the row of a statement; NotFoundError where there is none."""
    row = session.get(EasyStatement, statement_id)
    if row is None:
        raise NotFoundError(_("That statement is not in this project any more."))
    return row
