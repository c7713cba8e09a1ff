"""The codebook: a tree of codes and categories, each with a definition; a code may stand in several places.

`path` is the way to a code's main place, names joined by `` > ``. Names are unlike only among neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from qda.core.coding import apply_code, join_overlaps
from qda.core.memos import move_links
from qda.core.naming import clean, distinct, required
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.ids import new_id
from qda.storage.models import Code, CodePlace, Coding, Quote, Relation, ThemeCode

SEPARATOR = " > "
COLOURS = (
    *("sky", "orange", "green", "violet", "amber", "teal", "rose", "indigo"),
    *("olive", "magenta", "cyan", "red", "blue", "brown", "pink", "slate"),
)
_FIELDS = ("name", "kind", "codable", "definition", "include", "exclude", "example", "colour", "origin", "stance")


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code at its main place. `depth` counts from 0; `also` are the ids of other codes under which it stands too."""

    id: str
    name: str
    path: str
    parent: str | None
    depth: int
    kind: str
    codable: bool
    definition: str
    include: str
    exclude: str
    example: str
    colour: str
    origin: str
    stance: str
    also: tuple[str, ...] = ()


def codes(session: Session) -> list[CodeRow]:
    """Return the whole codebook in tree order, each code once, at its main place."""
    # Columns, not objects: this is read after every change of the codebook, and a study may have thousands of codes.
    rows = {row.id: row for row in session.execute(select(Code.id, *(getattr(Code, name) for name in _FIELDS)))}
    children: dict[str | None, list[str]] = {}
    also: dict[str, list[str]] = {}
    places = select(CodePlace.code_id, CodePlace.parent_id, CodePlace.main)
    for code_id, parent_id, main in session.execute(places.order_by(CodePlace.position, CodePlace.id)):
        if main:
            children.setdefault(parent_id, []).append(code_id)
        elif parent_id is not None:
            also.setdefault(code_id, []).append(parent_id)
    result: list[CodeRow] = []
    # Written without recursion: an import may bring a tree of any depth.
    waiting: list[tuple[str, str | None, str, int]]
    waiting = [(code_id, None, "", 0) for code_id in reversed(children.get(None, []))]
    while waiting:
        code_id, parent, prefix, depth = waiting.pop()
        code = rows[code_id]
        path = prefix + code.name
        details = (code.definition, code.include, code.exclude, code.example, code.colour, code.origin, code.stance)
        shown = (code_id, code.name, path, parent, depth, code.kind, code.codable, *details)
        result.append(CodeRow(*shown, also=tuple(also.get(code_id, ()))))
        below = children.get(code_id, [])
        waiting.extend((child, code_id, path + SEPARATOR, depth + 1) for child in reversed(below))
    return result


def add_code(
    session: Session,
    name: str,
    parent: str | None = None,
    *,
    kind: str = "code",
    colour: str = "",
    coder_id: str | None = None,
    **details: str,
) -> str:
    """Add a code under `parent` (None: at the top), last among its siblings, and return its id.

    Without a colour it takes its category's, or at the top the one least used there. `details` are definition,
    include, exclude, example, origin, stance. Raises RefusedError where a sibling has that name.
    """
    name = _free_name(session, name, parent)
    code = Code(id=new_id(), name=name, kind=kind, coder_id=coder_id, colour=colour or _colour(session, parent))
    session.add(code)
    session.flush()
    session.add(CodePlace(code_id=code.id, parent_id=parent, position=_last_position(session, parent) + 1))
    session.flush()
    if details:
        edit_code(session, code.id, **details)
    return code.id


def add_path(session: Session, path: str, *, coder_id: str | None = None) -> str:
    """Return the id of the code at `path` (``Category > Code``), making whatever is missing of it."""
    parent: str | None = None
    names = [clean(part) for part in path.split(">")]
    if not all(names):
        raise RefusedError(_("“{path}” is not a path of codes such as Category > Code.").format(path=path))
    for level, name in enumerate(names):
        found = _child(session, parent, name)
        if found is None:
            kind = "code" if level == len(names) - 1 else "category"
            found = add_code(session, name, parent, kind=kind, coder_id=coder_id)
        parent = found
    assert parent is not None
    return parent


def apply_new(
    session: Session, coder_id: str, path: str, source_id: str, start: int, end: int, *, in_vivo: bool = False
) -> str:
    """Give a passage the code at `path`, making it where it is missing, and return the code's id.

    With `in_vivo`, a code that is made here has that origin: its name is in the person's own words.
    """
    known = set(session.scalars(select(Code.id)))
    code_id = add_path(session, path, coder_id=coder_id)
    if in_vivo and code_id not in known:
        edit_code(session, code_id, origin="in vivo")
    apply_code(session, coder_id, code_id, source_id, start, end)
    return code_id


def find_code(session: Session, name: str) -> str:
    """Return the id of the code with this id, path or (where only one has it) name."""
    wanted = clean(name)
    rows = codes(session)
    path = SEPARATOR.join(clean(part) for part in wanted.split(">"))
    for candidates in (
        [row.id for row in rows if row.id == wanted],
        [row.id for row in rows if row.path.casefold() == path.casefold()],
        [row.id for row in rows if row.name.casefold() == wanted.casefold()],
    ):
        if len(candidates) == 1:
            return candidates[0]
        if candidates:
            raise RefusedError(_("Several codes are called {name}; use the whole path.").format(name=name))
    raise NotFoundError(_("There is no code called {name}.").format(name=name))


def edit_code(session: Session, code_id: str, **values: str | bool) -> None:
    """Change fields of a code: name, kind, codable, definition, include, exclude, example, colour, origin, stance."""
    code = _code(session, code_id)
    if "name" in values:
        parent = session.scalar(
            select(CodePlace.parent_id).where(CodePlace.code_id == code_id, CodePlace.main.is_(True))
        )
        values["name"] = _free_name(session, str(values["name"]), parent, besides=code_id)
    for field, value in values.items():
        if field not in _FIELDS:
            raise TypeError(f"a code has no {field}")
        setattr(code, field, value)


def move_code(session: Session, code_id: str, parent: str | None, position: int | None = None) -> None:
    """Move a code with all below it under `parent` at `position` among its siblings (None: last)."""
    code = _code(session, code_id)
    _refuse_cycle(session, code_id, parent)
    _free_name(session, code.name, parent, besides=code_id)
    place = session.scalars(select(CodePlace).where(CodePlace.code_id == code_id, CodePlace.main.is_(True))).one()
    reference = session.scalar(
        select(CodePlace).where(CodePlace.code_id == code_id, CodePlace.parent_id == parent, CodePlace.main.is_(False))
    )
    if reference is not None:
        session.delete(reference)
        session.flush()
    place.parent_id = parent
    siblings = list(
        session.scalars(
            select(CodePlace)
            .where(CodePlace.parent_id == parent if parent else CodePlace.parent_id.is_(None), CodePlace.id != place.id)
            .order_by(CodePlace.position, CodePlace.id)
        )
    )
    siblings.insert(len(siblings) if position is None else max(0, min(position, len(siblings))), place)
    for number, sibling in enumerate(siblings):
        sibling.position = number


def move_codes(session: Session, code_ids: Sequence[str], parent: str | None) -> None:
    """Move several codes, in this order, to the end of those under `parent`."""
    for code_id in code_ids:
        move_code(session, code_id, parent)


def recolour(session: Session, code_ids: Sequence[str], colour: str) -> None:
    """Give codes one of COLOURS."""
    if colour not in COLOURS:
        raise RefusedError(_("There is no code colour {colour}.").format(colour=colour))
    for code_id in code_ids:
        _code(session, code_id).colour = colour


def refer_code(session: Session, code_id: str, parent: str, *, refer: bool = True) -> None:
    """Let a code stand under another category too, by reference, or take such a reference away."""
    _code(session, code_id)
    _code(session, parent)
    place = session.scalar(select(CodePlace).where(CodePlace.code_id == code_id, CodePlace.parent_id == parent))
    if not refer:
        if place is not None and not place.main:
            session.delete(place)
        return
    if place is None:
        _refuse_cycle(session, code_id, parent)
        position = _last_position(session, parent) + 1
        session.add(CodePlace(code_id=code_id, parent_id=parent, position=position, main=False))


@dataclass(frozen=True, slots=True)
class CodeUse:
    """What hangs on some codes: numbers to show before deleting or merging them; `codes` includes those below."""

    codes: int
    codings: int
    themes: int


def use_of(session: Session, code_ids: Sequence[str]) -> CodeUse:
    """Count what hangs on these codes and all below them."""
    all_ids = _below(session, code_ids)

    def count(column: InstrumentedAttribute[str]) -> int:
        query = select(func.count()).where(column.in_(all_ids))
        return session.scalar(query) or 0

    return CodeUse(len(all_ids), count(Coding.code_id), count(ThemeCode.code_id))


def delete_codes(session: Session, code_ids: Sequence[str]) -> CodeUse:
    """Delete codes with all below them and their codings; return what went. Undo brings everything back."""
    use = use_of(session, code_ids)
    for code_id in _below(session, code_ids):
        session.delete(_code(session, code_id))
    session.flush()
    return use


def merge_codes(session: Session, code_ids: Iterable[str], target: str, *, join_definitions: bool = True) -> int:
    """Merge codes into `target` and return how many codings were joined because both codes lay on the same words.

    Codings, themes, quotes, memos and relations move to the target, codes below become its children, definitions are
    put together (or the target's kept, with ``join_definitions=False``).
    """
    kept = _code(session, target)
    merged = [_code(session, code_id) for code_id in dict.fromkeys(code_ids) if code_id != target]
    for code in merged:
        _refuse_cycle(session, code.id, target)
    for code in merged:
        _move_uses(session, code.id, target)
        if join_definitions:
            for field in ("definition", "include", "exclude", "example"):
                parts = [getattr(kept, field), getattr(code, field)]
                setattr(kept, field, "\n".join(dict.fromkeys(part for part in parts if part)))
        session.flush()
        session.delete(code)
        session.flush()
    session.expire_all()
    return join_overlaps(session, target)


def _move_uses(session: Session, code_id: str, target: str) -> None:
    session.execute(update(Coding).where(Coding.code_id == code_id).values(code_id=target))
    move_links(session, "code_id", [code_id], target)
    _move_exemplars(session, code_id, target)
    session.execute(update(Relation).where(Relation.from_code_id == code_id).values(from_code_id=target))
    session.execute(update(Relation).where(Relation.to_code_id == code_id).values(to_code_id=target))
    session.execute(delete(Relation).where(Relation.from_code_id == target, Relation.to_code_id == target))
    has = set(session.scalars(select(ThemeCode.theme_id).where(ThemeCode.code_id == target)))
    for link in session.scalars(select(ThemeCode).where(ThemeCode.code_id == code_id)).all():
        if link.theme_id in has:
            session.delete(link)
        else:
            link.code_id = target
    for place in session.scalars(select(CodePlace).where(CodePlace.parent_id == code_id)).all():
        if place.main:
            child = _code(session, place.code_id)
            child.name = _free_spelling(session, child.name, target, besides=child.id)
            move_code(session, child.id, target)
        elif place.code_id == target or _child_place(session, place.code_id, target):
            session.delete(place)
        else:
            place.parent_id = target
        session.flush()


def _move_exemplars(session: Session, code_id: str, target: str) -> None:
    passage = select(Quote.source_id, Quote.start, Quote.end)
    has = set(session.execute(passage.where(Quote.code_id == target)))
    for quote in session.scalars(select(Quote).where(Quote.code_id == code_id)).all():
        if (quote.source_id, quote.start, quote.end) in has:
            session.delete(quote)
        else:
            quote.code_id = target


def _child_place(session: Session, code_id: str, parent: str) -> bool:
    query = select(CodePlace.id).where(CodePlace.code_id == code_id, CodePlace.parent_id == parent)
    return session.scalar(query) is not None


def _siblings(session: Session, parent: str | None) -> list[tuple[str, str]]:
    query = select(Code.id, Code.name).join(CodePlace, CodePlace.code_id == Code.id).where(CodePlace.main.is_(True))
    query = query.where(CodePlace.parent_id.is_(None) if parent is None else CodePlace.parent_id == parent)
    return list(session.execute(query))


def _child(session: Session, parent: str | None, name: str) -> str | None:
    wanted = name.casefold()
    return next((key for key, known in _siblings(session, parent) if known.casefold() == wanted), None)


def _free_name(session: Session, name: str, parent: str | None, besides: str | None = None) -> str:
    name = required(name, _("A code needs a name."))
    if parent is not None:
        _code(session, parent)
    if ">" in name:
        raise RefusedError(_("A code's name can't hold “>”, which stands between the names of a path."))
    if _child(session, parent, name) not in (None, besides):
        raise RefusedError(_("There is a code called “{name}” here already.").format(name=name))
    return name


def _free_spelling(session: Session, name: str, parent: str, besides: str) -> str:
    return distinct(name, (known for key, known in _siblings(session, parent) if key != besides))


def _last_position(session: Session, parent: str | None) -> int:
    query = select(func.max(CodePlace.position))
    query = query.where(CodePlace.parent_id.is_(None) if parent is None else CodePlace.parent_id == parent)
    last = session.scalar(query)
    return -1 if last is None else last


def _colour(session: Session, parent: str | None) -> str:
    if parent is not None:
        return _code(session, parent).colour
    used = [
        colour
        for (colour,) in session.execute(
            select(Code.colour)
            .join(CodePlace, CodePlace.code_id == Code.id)
            .where(CodePlace.parent_id.is_(None), CodePlace.main.is_(True))
        )
    ]
    return min(COLOURS, key=lambda colour: (used.count(colour), COLOURS.index(colour)))


def _below(session: Session, code_ids: Sequence[str]) -> list[str]:
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


def _refuse_cycle(session: Session, code_id: str, parent: str | None) -> None:
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


def _code(session: Session, code_id: str) -> Code:
    code = session.get(Code, code_id)
    if code is None:
        raise NotFoundError(_("That code is not in this project any more."))
    return code
