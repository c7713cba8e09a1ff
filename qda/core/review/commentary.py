"""Lived-experience commentaries: texts of people who lived it, by name, that nobody but their authors changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core.naming import required
from qda.core.review.people import get_person, people
from qda.core.text import canonical
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.models import Commentary, CommentaryAuthor, now_ms


@dataclass(frozen=True, slots=True)
class Comment:
    """A commentary; `by` are its authors as they want to be named, `modified` in ms since 1970."""

    id: str
    title: str
    words: str
    authors: tuple[str, ...]
    by: tuple[str, ...]
    modified: int


def commentaries(session: Session) -> list[Comment]:
    """Return all commentaries in their order."""
    names = {one.id: one.printed for one in people(session)}
    authors: dict[str, list[str]] = {}
    query = select(CommentaryAuthor).order_by(CommentaryAuthor.position, CommentaryAuthor.id)
    for row in session.scalars(query):
        authors.setdefault(row.commentary_id, []).append(row.person_id)
    return [
        Comment(
            *(row.id, row.title, row.words, tuple(authors.get(row.id, ()))),
            tuple(names[one] for one in authors.get(row.id, ())),
            row.modified,
        )
        for row in session.scalars(select(Commentary).order_by(Commentary.position, Commentary.id))
    ]


def add_commentary(session: Session, title: str, authors: Iterable[str], words: str = "") -> str:
    """Add a commentary by some people of the review, and return its id; RefusedError where nobody wrote it."""
    who = [get_person(session, one).id for one in dict.fromkeys(authors)]
    if not who:
        raise RefusedError(_("Say who writes the commentary: only its authors can change it."))
    count = session.scalar(select(func.count()).select_from(Commentary)) or 0
    row = Commentary(title=required(title, _("A commentary needs a title.")), position=count)
    row.words = canonical(words).strip()
    session.add(row)
    session.flush()
    for position, one in enumerate(who):
        session.add(CommentaryAuthor(commentary_id=row.id, person_id=one, position=position))
    session.flush()
    return row.id


def edit_commentary(session: Session, commentary_id: str, by: str, **values: str) -> None:
    """Let one of its authors, `by`, change a commentary: title, words. RefusedError for anybody else."""
    row = _authored(session, commentary_id, by)
    for column, value in values.items():
        if column == "title":
            row.title = required(value, _("A commentary needs a title."))
        elif column == "words":
            row.words = canonical(value).strip()
        else:
            raise ValueError(f"{column} is nothing that a commentary has")
    row.modified = now_ms()
    session.flush()


def add_author(session: Session, commentary_id: str, by: str, person_id: str) -> None:
    """Let one of its authors take somebody in as another; RefusedError for anybody else."""
    _authored(session, commentary_id, by)
    there = _authors(session, commentary_id)
    if person_id not in there:
        new = get_person(session, person_id).id
        session.add(CommentaryAuthor(commentary_id=commentary_id, person_id=new, position=len(there)))
        session.flush()


def remove_commentary(session: Session, commentary_id: str, by: str | None) -> None:
    """Let one of its authors take a commentary away, anybody where all its authors are gone; RefusedError otherwise."""
    if _authors(session, commentary_id) or session.get(Commentary, commentary_id) is None:
        session.delete(_authored(session, commentary_id, by))
    else:
        session.delete(session.get_one(Commentary, commentary_id))
    session.flush()


def may_change(session: Session, commentary_id: str, person_id: str | None) -> bool:
    """Say whether somebody is one of the authors; a commentary whose authors are all gone is nobody's to change."""
    return person_id in _authors(session, commentary_id)


def _authors(session: Session, commentary_id: str) -> list[str]:
    query = select(CommentaryAuthor.person_id).where(CommentaryAuthor.commentary_id == commentary_id)
    return list(session.scalars(query))


def _authored(session: Session, commentary_id: str, by: str | None) -> Commentary:
    row = session.get(Commentary, commentary_id)
    if row is None:
        raise NotFoundError(_("That commentary is not in this project any more."))
    if not may_change(session, commentary_id, by):
        names = {one.id: one.name for one in people(session)}
        authors = ", ".join(names[one] for one in _authors(session, commentary_id))
        authors = authors or _("people who take part no more")
        raise RefusedError(_("Only its authors change a commentary. This one is by {names}.").format(names=authors))
    return row
