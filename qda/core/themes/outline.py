"""The outline of themes: making, describing, nesting and listing them, and the codes on which they draw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from qda.core.naming import clean, required, unknown
from qda.core.tables.frame_names import keep_theme_name
from qda.core.themes import placing
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.ids import new_id
from qda.storage.models import Code, Level, Theme, ThemeCode

STATUSES = ("candidate", "reviewed", "named", "set aside")
_FIELDS = ("name", "idea", "definition", "boundaries", "status", "stance", "core", "level_id")


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme as the outline shows it. `level` is the name of its level, `code_ids` the codes it draws on, in order."""

    id: str
    name: str
    parent: str | None
    depth: int
    level: str
    status: str
    idea: str
    definition: str
    boundaries: str
    stance: str
    core: bool
    code_ids: tuple[str, ...]


def themes(session: Session) -> list[ThemeRow]:
    """Return all themes, parents before children, in the order of the outline."""
    levels = dict(session.execute(select(Level.id, Level.name)).all())
    drawn: dict[str, list[str]] = {}
    links = select(ThemeCode.theme_id, ThemeCode.code_id).order_by(ThemeCode.position, ThemeCode.id)
    for theme_id, code_id in session.execute(links):
        drawn.setdefault(theme_id, []).append(code_id)
    children: dict[str | None, list[Any]] = {}
    # Columns, not objects: the outline is read with every list of quotes.
    columns = (Theme.id, Theme.parent_id, *(getattr(Theme, name) for name in _FIELDS))
    for theme in session.execute(select(*columns).order_by(Theme.position, Theme.id)):
        children.setdefault(theme.parent_id, []).append(theme)
    result: list[ThemeRow] = []
    stack = [(theme, 0) for theme in reversed(children.get(None, []))]
    while stack:
        theme, depth = stack.pop()
        result.append(
            ThemeRow(
                id=theme.id,
                name=theme.name,
                parent=theme.parent_id,
                depth=depth,
                level=levels.get(theme.level_id or "", ""),
                status=theme.status,
                idea=theme.idea,
                definition=theme.definition,
                boundaries=theme.boundaries,
                stance=theme.stance,
                core=theme.core,
                code_ids=tuple(drawn.get(theme.id, ())),
            )
        )
        stack.extend((child, depth + 1) for child in reversed(children.get(theme.id, [])))
    return result


def levels(session: Session) -> list[tuple[str, str]]:
    """Return (id, name) of the project's levels above codes, lowest first."""
    return list(session.execute(select(Level.id, Level.name).order_by(Level.position, Level.id)))


def set_levels(session: Session, names: Sequence[str]) -> None:
    """Give the project these levels in this order; a level that keeps its name keeps its themes.

    Raises RefusedError where a theme would lose its level (:mod:`qda.core.themes.levels` asks what becomes of it).
    """
    wanted = list(dict.fromkeys(required(name, _("A level needs a name.")) for name in names))
    known = {row.name: row for row in session.scalars(select(Level))}
    for position, name in enumerate(wanted):
        if name in known:
            known.pop(name).position = position
        else:
            session.add(Level(name=name, position=position))
    for row in known.values():
        if session.scalar(select(Theme.id).where(Theme.level_id == row.id).limit(1)) is not None:
            sentence = _("Themes are on the level “{level}”. Put them on another one first.")
            raise RefusedError(sentence.format(level=row.name))
        session.delete(row)


def add_theme(
    session: Session,
    name: str,
    parent: str | None = None,
    *,
    code_ids: Iterable[str] = (),
    coder_id: str | None = None,
    **details: str | bool,
) -> str:
    """Add a theme under `parent`, drawing on `code_ids`, and return its id."""
    name = required(name, _("A theme needs a name."))
    if parent is not None:
        _theme(session, parent)
    theme = Theme(
        id=new_id(), name=name, parent_id=parent, coder_id=coder_id, position=_last_position(session, parent) + 1
    )
    session.add(theme)
    session.flush()
    if details:
        edit_theme(session, theme.id, **details)
    add_codes(session, theme.id, code_ids)
    return theme.id


def edit_theme(session: Session, theme_id: str, **values: str | bool | None) -> None:
    """Change fields of a theme: name, idea, definition, boundaries, status, stance, core, level_id."""
    theme = _theme(session, theme_id)
    if "name" in values:
        values["name"] = required(str(values["name"]), _("A theme needs a name."))
    if "status" in values and values["status"] not in STATUSES:
        raise RefusedError(_("A theme can't be “{status}”.").format(status=values["status"]))
    if values.get("level_id") is not None and session.get(Level, values["level_id"]) is None:
        raise NotFoundError(_("That level is not in this project any more."))
    for field, value in values.items():
        if field not in _FIELDS:
            raise TypeError(f"a theme has no {field}")
        setattr(theme, field, value)
    session.flush()


def move_theme(session: Session, theme_id: str, parent: str | None, position: int | None = None) -> None:
    """Move a theme with its subthemes under `parent` at `position` among its siblings (None: last)."""
    theme = _theme(session, theme_id)
    step = parent
    while step is not None:
        if step == theme_id:
            raise RefusedError(_("A theme can't be moved below itself."))
        step = _theme(session, step).parent_id
    if theme.parent_id != parent:
        placing.forget_cluster(session, theme_id)
    theme.parent_id = parent
    query = select(Theme).where(Theme.parent_id == parent if parent else Theme.parent_id.is_(None))
    siblings = [row for row in session.scalars(query.order_by(Theme.position, Theme.id)) if row.id != theme_id]
    siblings.insert(len(siblings) if position is None else max(0, min(position, len(siblings))), theme)
    for number, sibling in enumerate(siblings):
        sibling.position = number


def delete_theme(session: Session, theme_id: str) -> None:
    """Delete a theme; its subthemes move up to its place, its codes and passages stay untouched."""
    theme = _theme(session, theme_id)
    places = placing.lifted(session, theme_id)
    for child in session.scalars(select(Theme).where(Theme.parent_id == theme_id).order_by(Theme.position)).all():
        move_theme(session, child.id, theme.parent_id)
    placing.place(session, placing.BOARD, places)
    session.flush()
    keep_theme_name(session, theme_id, theme.name)
    session.delete(theme)
    session.flush()


def add_codes(session: Session, theme_id: str, code_ids: Iterable[str]) -> int:
    """Let a theme draw on codes and return how many were new to it."""
    _theme(session, theme_id)
    has = set(session.scalars(select(ThemeCode.code_id).where(ThemeCode.theme_id == theme_id)))
    fresh = [code_id for code_id in dict.fromkeys(code_ids) if code_id not in has]
    for number, code_id in enumerate(fresh, start=len(has)):
        if session.get(Code, code_id) is None:
            raise NotFoundError(_("That code is not in this project any more."))
        session.add(ThemeCode(theme_id=theme_id, code_id=code_id, position=number))
    session.flush()
    return len(fresh)


def remove_code(session: Session, theme_id: str, code_id: str) -> None:
    """Let a theme draw on a code no more."""
    placing.forget_card(session, theme_id, code_id)
    session.execute(delete(ThemeCode).where(ThemeCode.theme_id == theme_id, ThemeCode.code_id == code_id))


def find_theme(session: Session, name: str) -> str:
    """Return the id of the theme with this id or name; NotFoundError or RefusedError where that isn't one."""
    wanted = clean(name)
    rows = session.execute(select(Theme.id, Theme.name)).all()
    found = [key for key, known in rows if key == wanted] or [
        key for key, known in rows if known.casefold() == wanted.casefold()
    ]
    if len(found) > 1:
        raise RefusedError(_("Several themes are called {name}; use the id.").format(name=name))
    if not found:
        raise unknown(_("There is no theme called {name}."), name, (known for _key, known in rows))
    return found[0]


def _last_position(session: Session, parent: str | None) -> int:
    query = select(func.max(Theme.position))
    last = session.scalar(query.where(Theme.parent_id == parent if parent else Theme.parent_id.is_(None)))
    return -1 if last is None else last


def _theme(session: Session, theme_id: str) -> Theme:
    theme = session.get(Theme, theme_id)
    if theme is None:
        raise NotFoundError(_("That theme is not in this project any more."))
    return theme
