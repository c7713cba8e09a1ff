"""Where codes stand in the codebook: neighbours, names that are free among them, the colour that is theirs."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from qda.core.naming import distinct, required
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.models import Code, CodePlace

# In the order in which they are given to codes at the top: neighbours in it are easily told apart.
COLOURS = (
    *("sky", "orange", "green", "violet", "amber", "teal", "rose", "indigo"),
    *("olive", "magenta", "cyan", "red", "blue", "brown", "pink", "slate"),
)


def get_code(session: Session, code_id: str) -> Code:
    """Return a code; raise NotFoundError where it is not in the project any more."""
    code = session.get(Code, code_id)
    if code is None:
        raise NotFoundError(_("That code is not in this project any more."))
    return code


def main_place(session: Session, code_id: str) -> CodePlace:
    """Return where a code stands first of all."""
    return session.scalars(select(CodePlace).where(CodePlace.code_id == code_id, CodePlace.main.is_(True))).one()


def place_under(session: Session, code_id: str, parent: str | None) -> CodePlace | None:
    """Return the place of a code directly under `parent`, main or by reference, or None."""
    return session.scalar(select(CodePlace).where(CodePlace.code_id == code_id, _under(parent)))


def places_under(session: Session, parent: str | None) -> list[CodePlace]:
    """Return all places directly under `parent` (None: at the top) in their order, references too."""
    query = select(CodePlace).where(_under(parent)).order_by(CodePlace.position, CodePlace.id)
    return list(session.scalars(query))


def last_position(session: Session, parent: str | None) -> int:
    """Return the position of the last place under `parent`, -1 where there is none."""
    last = session.scalar(select(func.max(CodePlace.position)).where(_under(parent)))
    return -1 if last is None else last


def child_called(session: Session, parent: str | None, name: str) -> str | None:
    """Return the id of the code that has this name (capitals aside) and its main place under `parent`, or None."""
    wanted = name.casefold()
    return next((key for key, known in _children(session, parent) if known.casefold() == wanted), None)


def free_name(session: Session, name: str, parent: str | None, besides: str | None = None) -> str:
    """Return `name` cleaned; raise RefusedError where it is none, or another code under `parent` has it."""
    name = required(name, _("A code needs a name."))
    if parent is not None:
        get_code(session, parent)
    if ">" in name:
        raise RefusedError(_("A code's name can't hold “>”, which stands between the names of a path."))
    if child_called(session, parent, name) not in (None, besides):
        raise RefusedError(_("There is a code called “{name}” here already.").format(name=name))
    return name


def free_spelling(session: Session, name: str, parent: str, besides: str) -> str:
    """Return `name`, with a number where another code under `parent` has it."""
    return distinct(name, (known for key, known in _children(session, parent) if key != besides))


def default_colour(session: Session, parent: str | None) -> str:
    """Return the colour of a new code: its category's, or at the top the one least used there."""
    if parent is not None:
        return get_code(session, parent).colour
    query = select(Code.colour).join(CodePlace, CodePlace.code_id == Code.id)
    used = list(session.scalars(query.where(CodePlace.parent_id.is_(None), CodePlace.main.is_(True))))
    return min(COLOURS, key=lambda colour: (used.count(colour), COLOURS.index(colour)))


def codes_below(session: Session, code_ids: Sequence[str]) -> list[str]:
    """Return the ids of these codes and of all whose main place lies below them, the deepest last."""
    children: dict[str, list[str]] = {}
    query = select(CodePlace.parent_id, CodePlace.code_id).where(CodePlace.main.is_(True))
    for parent_id, code_id in session.execute(query):
        if parent_id is not None:
            children.setdefault(parent_id, []).append(code_id)
    found: dict[str, None] = {}
    waiting = list(code_ids)
    while waiting:
        code_id = waiting.pop()
        if code_id not in found:
            found[code_id] = None
            waiting.extend(children.get(code_id, []))
    return list(found)


def refuse_cycle(session: Session, code_id: str, parent: str | None) -> None:
    """Raise RefusedError where `parent` is the code itself or stands below it, be it by reference."""
    above: dict[str, list[str]] = {}
    for child, over in session.execute(select(CodePlace.code_id, CodePlace.parent_id)):
        if over is not None:
            above.setdefault(child, []).append(over)
    waiting = [parent] if parent is not None else []
    seen: set[str] = set()
    while waiting:
        step = waiting.pop()
        if step == code_id:
            raise RefusedError(_("A code can't be moved below itself."))
        if step not in seen:
            seen.add(step)
            waiting.extend(above.get(step, []))


def _children(session: Session, parent: str | None) -> list[tuple[str, str]]:
    query = select(Code.id, Code.name).join(CodePlace, CodePlace.code_id == Code.id).where(CodePlace.main.is_(True))
    return [(code_id, name) for code_id, name in session.execute(query.where(_under(parent)))]


def _under(parent: str | None) -> ColumnElement[bool]:
    return CodePlace.parent_id.is_(None) if parent is None else CodePlace.parent_id == parent
