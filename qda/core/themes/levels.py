"""The levels above codes: an ordered list of the project's own, either way up, from which no theme falls unasked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from qda.core.naming import distinct, required
from qda.errors import NotFoundError, QuestionError, RefusedError
from qda.i18n import _, n_
from qda.storage.models import Level, Theme

ASK, TAKE, KEEP, NONE = "ask", "take", "keep", "none"


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A level with the number of themes on it."""

    id: str
    name: str
    themes: int


def used_levels(session: Session) -> list[LevelRow]:
    """Return the project's levels with how many themes stand on each, the lowest first."""
    numbers = select(Theme.level_id, func.count()).where(Theme.level_id.is_not(None)).group_by(Theme.level_id)
    used = dict(session.execute(numbers).all())
    return [LevelRow(row.id, row.name, used.get(row.id, 0)) for row in _rows(session)]


def add_level(session: Session, name: str) -> str:
    """Add a level above all others and return its id; RefusedError for a name that is there already."""
    name = required(name, _("A level needs a name."))
    rows = _rows(session)
    _refuse_taken(name, rows)
    row = Level(name=name, position=len(rows))
    session.add(row)
    session.flush()
    return row.id


def rename_level(session: Session, level_id: str, name: str) -> None:
    """Give a level another name; its themes stay on it."""
    row = _level(session, level_id)
    name = required(name, _("A level needs a name."))
    _refuse_taken(name, [other for other in _rows(session) if other.id != level_id])
    row.name = name


def move_level(session: Session, level_id: str, position: int) -> None:
    """Put a level at `position` in the list, counted from 0, the lowest; its themes stay on it."""
    moved = _level(session, level_id)
    rows = [row for row in _rows(session) if row.id != level_id]
    rows.insert(max(0, min(position, len(rows))), moved)
    _number(rows)


def turn_levels(session: Session) -> None:
    """Turn the list the other way up: what was the highest level is the lowest."""
    _number(_rows(session)[::-1])


def remove_level(session: Session, level_id: str, *, themes: str = ASK) -> None:
    """Remove a level. `themes` is the id of the level its themes go to, or NONE to leave them without one.

    Raises QuestionError where themes stand on the level and nobody said what becomes of them.
    """
    row = _level(session, level_id)
    number = session.scalar(select(func.count()).where(Theme.level_id == level_id)) or 0
    if number and themes == ASK:
        others = [(other.id, _("Put them on “{level}”").format(level=other.name)) for other in _rows(session)]
        others = [answer for answer in others if answer[0] != level_id]
        many = n_("{n} theme is on this level.", "{n} themes are on this level.", number)
        sentence = _("“{level}”: {themes} What is to become of that?").format(level=row.name, themes=many)
        answers = (*others, (NONE, _("Leave them without a level")))
        raise QuestionError(sentence, tuple(key for key, _words in answers), "themes", answers)
    if number and themes != NONE:
        session.execute(update(Theme).where(Theme.level_id == level_id).values(level_id=_level(session, themes).id))
    session.delete(row)
    session.flush()
    _number(_rows(session))


def take_levels(session: Session, names: Sequence[str], *, usual: Sequence[str] = (), levels: str = ASK) -> None:
    """Give the levels the `names` of another way of working, the lowest first, as `levels` says: TAKE, KEEP or ASK.

    Taken, a level gets the name at its own place and keeps its themes; one for which there is no name goes only where
    no theme is on it. Asked (QuestionError) is where themes stand on levels, or where they are not the `usual` ones.
    """
    present = used_levels(session)
    if levels == KEEP or [row.name for row in present] == list(names):
        return
    touched = any(row.themes for row in present) or [row.name for row in present] not in ([], list(usual))
    if touched and levels == ASK:
        here, new = " < ".join(row.name for row in present), " < ".join(names)
        sentence = _(
            "The levels above codes are {here}. This approach usually has {new}. Taken over, a level gets the new name "
            "at its place, and every theme stays on its level."
        ).format(here=here, new=new)
        answers = ((KEEP, _("Keep {levels}").format(levels=here)), (TAKE, _("Take {levels}").format(levels=new)))
        raise QuestionError(sentence, (KEEP, TAKE), "levels", answers)
    rows = _rows(session)
    used = {row.id for row in present if row.themes}
    for row, name in zip(rows, names, strict=False):
        row.name = name
    kept = rows[: len(names)]
    for row in rows[len(names) :]:
        if row.id in used:
            row.name = distinct(row.name, (other.name for other in kept))
            kept.append(row)
        else:
            session.delete(row)
    kept += [Level(name=name) for name in names[len(rows) :]]
    session.add_all(kept)
    _number(kept)


def _refuse_taken(name: str, rows: Sequence[Level]) -> None:
    if any(row.name.casefold() == name.casefold() for row in rows):
        raise RefusedError(_("There is a level called {name} already.").format(name=name))


def _rows(session: Session) -> list[Level]:
    return list(session.scalars(select(Level).order_by(Level.position, Level.id)))


def _number(rows: Sequence[Level]) -> None:
    for position, row in enumerate(rows):
        row.position = position


def _level(session: Session, level_id: str) -> Level:
    row = session.get(Level, level_id)
    if row is None:
        raise NotFoundError(_("That level is not in this project any more."))
    return row
