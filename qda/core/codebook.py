"""The codebook: a tree of codes and categories, each with a definition; a code may stand in several places.

`path` is the way to a code's main place, names joined by `` > ``. Names are unlike only among neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from qda.core.codebook_places import (
    COLOURS,
    child_called,
    codes_below,
    default_colour,
    free_name,
    get_code,
    last_position,
    main_place,
    place_under,
    places_under,
    refuse_cycle,
)
from qda.core.coding import apply_code
from qda.core.naming import clean
from qda.core.tables.frame_names import keep_code_name
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.ids import new_id
from qda.storage.models import Code, CodePlace, Coding, ThemeCode

SEPARATOR = " > "
KINDS = ("code", "category")
ORIGINS = ("inductive", "a priori", "in vivo")
STANCES = ("barrier", "enabler", "both")
TEXTS = ("definition", "include", "exclude", "example")
"""What a codebook says of a code in words."""
_FIELDS = ("name", "kind", "codable", *TEXTS, "colour", "origin", "stance")


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
    name = free_name(session, name, parent)
    code = Code(id=new_id(), name=name, kind=kind, coder_id=coder_id, colour=colour or default_colour(session, parent))
    session.add(code)
    session.flush()
    session.add(CodePlace(code_id=code.id, parent_id=parent, position=last_position(session, parent) + 1))
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
        found = child_called(session, parent, name)
        if found is None:
            kind = "code" if level == len(names) - 1 else "category"
            found = add_code(session, name, parent, kind=kind, coder_id=coder_id)
        parent = found
    assert parent is not None
    return parent


def apply_new(
    session: Session,
    coder_id: str,
    path: str,
    source_id: str,
    start: int,
    end: int,
    *,
    in_vivo: bool = False,
    weights: str = "ask",
) -> str:
    """Give a passage the code at `path`, making it where it is missing, and return the code's id.

    With `in_vivo`, a code that is made here has that origin: its name is in the person's own words. `weights` as in
    :mod:`qda.core.coding`.
    """
    known = set(session.scalars(select(Code.id)))
    code_id = add_path(session, path, coder_id=coder_id)
    if in_vivo and code_id not in known:
        edit_code(session, code_id, origin="in vivo")
    apply_code(session, coder_id, code_id, source_id, start, end, weights=weights)
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
            raise RefusedError(
                _("Several codes are called {name}; use the whole path, or the id where that is the same too.").format(
                    name=name
                )
            )
    raise NotFoundError(_("There is no code called {name}.").format(name=name))


def meant_beside(session: Session, code_id: str, words: str) -> str | None:
    """Return the id of the code meant by `words`, a path or a name, said of `code_id`; None where there is none.

    A name that a neighbour of `code_id` has means that one; else it may be any code that alone has it.
    """
    name = clean(words)
    neighbour = child_called(session, main_place(session, code_id).parent_id, name)
    if neighbour is not None:
        return neighbour
    try:
        return find_code(session, name)
    except NotFoundError:
        return None


def code_beside(session: Session, code_id: str, words: str, *, coder_id: str | None = None) -> str:
    """Return the id of the code meant by `words` (:func:`meant_beside`), making it beside `code_id` if need be."""
    known = meant_beside(session, code_id, words)
    if known is not None:
        return known
    if ">" in words:
        return add_path(session, words, coder_id=coder_id)
    return add_code(session, words, main_place(session, code_id).parent_id, coder_id=coder_id)


def edit_code(session: Session, code_id: str, **values: str | bool) -> None:
    """Change fields of a code: name, kind, codable, definition, include, exclude, example, colour, origin, stance.

    Raises RefusedError for a name that a sibling has, and for a kind or colour that there is not.
    """
    code = get_code(session, code_id)
    if "name" in values:
        parent = main_place(session, code_id).parent_id
        values["name"] = free_name(session, str(values["name"]), parent, besides=code_id)
    if values.get("kind", KINDS[0]) not in KINDS:
        raise RefusedError(_("There is no kind of code called {kind}.").format(kind=values["kind"]))
    if values.get("colour", COLOURS[0]) not in COLOURS:
        raise RefusedError(_("There is no code colour {colour}.").format(colour=values["colour"]))
    for field, value in values.items():
        if field not in _FIELDS:
            raise TypeError(f"a code has no {field}")
        setattr(code, field, value)


def edit_codes(session: Session, code_ids: Sequence[str], **values: str | bool) -> None:
    """Change the same fields of several codes to the same values."""
    for code_id in code_ids:
        edit_code(session, code_id, **values)


def move_code(session: Session, code_id: str, parent: str | None, position: int | None = None) -> None:
    """Move a code with all below it under `parent` at `position` among its siblings (None: last)."""
    code = get_code(session, code_id)
    refuse_cycle(session, code_id, parent)
    free_name(session, code.name, parent, besides=code_id)
    place = main_place(session, code_id)
    known = place_under(session, code_id, parent)
    if known is not None and not known.main:
        session.delete(known)
        session.flush()
    place.parent_id = parent
    siblings = [other for other in places_under(session, parent) if other.id != place.id]
    siblings.insert(len(siblings) if position is None else max(0, min(position, len(siblings))), place)
    for number, sibling in enumerate(siblings):
        sibling.position = number


def move_codes(session: Session, code_ids: Sequence[str], parent: str | None, before: str | None = None) -> None:
    """Move several codes, in this order, under `parent`: before the code `before`, or to the end."""
    for code_id in code_ids:
        others = [place.code_id for place in places_under(session, parent) if place.code_id != code_id]
        move_code(session, code_id, parent, others.index(before) if before in others else None)


def shift_codes(session: Session, code_ids: Sequence[str], by: int) -> None:
    """Move codes up (-1) or down (1) past one neighbour each, within the places where they stand first of all.

    At the end of their neighbours they stay. References among the neighbours are passed over.
    """
    parents = dict.fromkeys(main_place(session, code_id).parent_id for code_id in code_ids)
    for parent in parents:
        row = [place for place in places_under(session, parent) if place.main]
        order = row if by < 0 else row[::-1]
        for here in range(1, len(order)):
            if order[here].code_id in code_ids and order[here - 1].code_id not in code_ids:
                order[here - 1], order[here] = order[here], order[here - 1]
        for number, place in enumerate(order if by < 0 else order[::-1]):
            place.position = number


def refer_code(session: Session, code_id: str, parent: str, *, refer: bool = True) -> None:
    """Let a code stand under another category too, by reference, or take such a reference away."""
    get_code(session, code_id)
    get_code(session, parent)
    place = place_under(session, code_id, parent)
    if not refer:
        if place is not None and not place.main:
            session.delete(place)
        return
    if place is None:
        refuse_cycle(session, code_id, parent)
        position = last_position(session, parent) + 1
        session.add(CodePlace(code_id=code_id, parent_id=parent, position=position, main=False))
        session.flush()


def refer_codes(session: Session, code_ids: Sequence[str], parent: str) -> None:
    """Let several codes stand under another category too, by reference."""
    for code_id in code_ids:
        refer_code(session, code_id, parent)


def drop_references(session: Session, references: Sequence[tuple[str, str]]) -> None:
    """Take references away, each named by the code and the category under which it stands too."""
    for code_id, parent in references:
        refer_code(session, code_id, parent, refer=False)


def move_references(session: Session, references: Sequence[tuple[str, str]], parent: str) -> None:
    """Let codes stand under `parent` instead of where these references, of code and category, let them stand too."""
    drop_references(session, references)
    session.flush()
    refer_codes(session, [code_id for code_id, _under in references], parent)


@dataclass(frozen=True, slots=True)
class CodeUse:
    """What hangs on some codes: numbers to show before deleting or merging them; `codes` includes those below."""

    codes: int
    codings: int
    themes: int


def use_of(session: Session, code_ids: Sequence[str]) -> CodeUse:
    """Count what hangs on these codes and all below them."""
    all_ids = codes_below(session, code_ids)

    def count(column: InstrumentedAttribute[str]) -> int:
        query = select(func.count()).where(column.in_(all_ids))
        return session.scalar(query) or 0

    return CodeUse(len(all_ids), count(Coding.code_id), count(ThemeCode.code_id))


def delete_codes(session: Session, code_ids: Sequence[str]) -> CodeUse:
    """Delete codes with all below them and their codings; return what went. Undo brings everything back."""
    use = use_of(session, code_ids)
    for code_id in codes_below(session, code_ids):
        code = get_code(session, code_id)
        keep_code_name(session, code_id, code.name)
        session.delete(code)
    session.flush()
    return use
