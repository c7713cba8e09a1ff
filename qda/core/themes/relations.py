"""Relations: named, directed ties between themes and codes, under the study's own list of names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from qda.core.naming import required
from qda.core.settings_of_study import listed, put_setting
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.ids import new_id
from qda.storage.models import Code, Journalled, Relation, Theme

NAMES_KEY = "relations.names"
_MODELS: dict[str, type[Journalled]] = {"theme": Theme, "code": Code}
_NAMELESS = _("Say how the two are related: “leads to”, “is part of”, …")


@dataclass(frozen=True, slots=True, order=True)
class Node:
    """What can be related: `kind` is ``theme`` or ``code``."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class RelationName:
    """What a relation can be called. One that is `mutual` holds in both directions alike: “contradicts”."""

    name: str
    mutual: bool = False


STANDARD = (
    RelationName(_("is part of")),
    RelationName(_("leads to")),
    RelationName(_("is a condition of")),
    RelationName(_("helps")),
    RelationName(_("hinders")),
    RelationName(_("contradicts"), mutual=True),
)
"""The names that a study begins with."""


@dataclass(frozen=True, slots=True)
class RelationRow:
    """A relation as it reads, from `start` to `end`, with the names both have now."""

    id: str
    name: str
    start: Node
    start_name: str
    end: Node
    end_name: str
    note: str
    mutual: bool

    @property
    def sentence(self) -> str:
        """Return the relation as a line: “Waiting” leads to “Giving up”."""
        return _("“{start}” {name} “{end}”").format(start=self.start_name, name=self.name, end=self.end_name)

    def other(self, node: Node) -> Node:
        """Return the end that `node` is not."""
        return self.end if self.start == node else self.start


def relation_names(session: Session) -> list[RelationName]:
    """Return what relations can be called in this study, in its own order; names in use only stand last."""
    own = listed(session, NAMES_KEY)
    known = list(STANDARD) if own is None else [RelationName(one["name"], bool(one["mutual"])) for one in own]
    has = {one.name for one in known}
    used = session.scalars(select(Relation.name).distinct().order_by(Relation.name))
    return known + [RelationName(name) for name in used if name not in has]


def set_relation_names(session: Session, names: Iterable[RelationName]) -> None:
    """Let these be the study's names of relations, in this order; a name in use stays with the relations that have it.

    Raises RefusedError for an empty name.
    """
    wanted: dict[str, bool] = {}
    for one in names:
        wanted.setdefault(required(one.name, _NAMELESS), one.mutual)
    put_setting(session, NAMES_KEY, [{"name": name, "mutual": mutual} for name, mutual in wanted.items()])


def rename_relations(session: Session, old: str, new: str) -> int:
    """Give every relation called `old` the name `new`, in the list of names too; return how many there were.

    Where two things are related under both names already, one relation is left, with the notes of both.
    """
    new = required(new, _NAMELESS)
    names = [RelationName(new, one.mutual) if one.name == old else one for one in relation_names(session)]
    set_relation_names(session, names)
    found = list(session.scalars(select(Relation.id).where(Relation.name == old)))
    session.execute(update(Relation).where(Relation.name == old).values(name=new))
    session.expire_all()
    join_doubles(session)
    return len(found)


def relations(session: Session, node: Node | None = None) -> list[RelationRow]:
    """Return all relations, or those of one theme or code, oldest first."""
    query = select(Relation).order_by(Relation.id)
    if node is not None:
        query = query.where(or_(_at("from", node), _at("to", node)))
    rows = list(session.scalars(query))
    if not rows:
        return []
    names: dict[Node, str] = {}
    for model in (Theme, Code):
        for key, name in session.execute(select(model.id, model.name)):
            names[Node(model.__tablename__, key)] = name
    mutual = {one.name for one in relation_names(session) if one.mutual}
    found = []
    for row in rows:
        start, end = _node(row.from_theme_id, row.from_code_id), _node(row.to_theme_id, row.to_code_id)
        words = (start, names[start], end, names[end])
        found.append(RelationRow(row.id, row.name, *words, row.note, row.name in mutual))
    return found


def relate(session: Session, start: Node, name: str, end: Node, note: str = "") -> str:
    """Relate `start` to `end` under a name, known or new, and return the relation's id.

    A relation that is there already stays one, and takes the note where one is given. Raises RefusedError for a thing
    related to itself and a missing name, NotFoundError for what is not in the project.
    """
    name = required(name, _NAMELESS)
    if start == end:
        raise RefusedError(_("Nothing is related to itself. Choose two different themes or codes."))
    for node in (start, end):
        _refuse_nothing(session, node)
    same = _same(session, start, name, end)
    if same is not None:
        same.note = note.strip() or same.note
        return same.id
    row = Relation(id=new_id(), name=name, note=note.strip(), **_columns(start, end))
    session.add(row)
    session.flush()
    return row.id


def edit_relation(session: Session, relation_id: str, *, name: str | None = None, note: str | None = None) -> None:
    """Change name or note of a relation; RefusedError where the two are related under that name already."""
    row = _relation(session, relation_id)
    if name is not None and (name := required(name, _NAMELESS)) != row.name:
        start, end = _node(row.from_theme_id, row.from_code_id), _node(row.to_theme_id, row.to_code_id)
        if _same(session, start, name, end) is not None:
            raise RefusedError(_("The two are related under that name already."))
        row.name = name
    if note is not None:
        row.note = note.strip()
    session.flush()


def turn_relation(session: Session, relation_id: str) -> None:
    """Let a relation go the other way; RefusedError where there is such a one already."""
    row = _relation(session, relation_id)
    start, end = _node(row.from_theme_id, row.from_code_id), _node(row.to_theme_id, row.to_code_id)
    if _same(session, end, row.name, start) is not None:
        raise RefusedError(_("The two are related under that name in both directions already."))
    for column, value in _columns(end, start).items():
        setattr(row, column, value)
    session.flush()


def remove_relations(session: Session, relation_ids: Sequence[str]) -> None:
    """Take relations away; what they related stays."""
    for relation_id in relation_ids:
        session.delete(_relation(session, relation_id))
    session.flush()


def move_relations(session: Session, old: Node, new: Node) -> None:
    """Let `new` have the relations of `old`, which becomes one with it; what would relate it to itself goes."""
    for row in session.scalars(select(Relation).where(or_(_at("from", old), _at("to", old)))).all():
        start, end = _node(row.from_theme_id, row.from_code_id), _node(row.to_theme_id, row.to_code_id)
        start, end = (new if start == old else start), (new if end == old else end)
        if start == end:
            session.delete(row)
        else:
            for column, value in _columns(start, end).items():
                setattr(row, column, value)
    session.flush()
    join_doubles(session)


def join_doubles(session: Session) -> None:
    """Leave one of relations that say the same, the oldest, with the notes of all."""
    kept: dict[tuple[str, Node, Node], Relation] = {}
    for row in session.scalars(select(Relation).order_by(Relation.id)).all():
        start, end = _node(row.from_theme_id, row.from_code_id), _node(row.to_theme_id, row.to_code_id)
        first = kept.setdefault((row.name, start, end), row)
        if first is not row:
            first.note = "\n".join(dict.fromkeys(note for note in (first.note, row.note) if note))
            session.delete(row)
    session.flush()


def _node(theme_id: str | None, code_id: str | None) -> Node:
    return Node("theme", theme_id) if theme_id is not None else Node("code", code_id or "")


def _columns(start: Node, end: Node) -> dict[str, str | None]:
    return {
        f"{side}_{kind}_id": node.id if node.kind == kind else None
        for side, node in (("from", start), ("to", end))
        for kind in ("theme", "code")
    }


def _at(side: str, node: Node) -> ColumnElement[bool]:
    column: ColumnElement[str] = getattr(Relation, f"{side}_{node.kind}_id")
    return column == node.id


def _same(session: Session, start: Node, name: str, end: Node) -> Relation | None:
    query = select(Relation).where(and_(Relation.name == name, _at("from", start), _at("to", end)))
    return session.scalars(query.limit(1)).first()


def _refuse_nothing(session: Session, node: Node) -> None:
    if session.get(_MODELS[node.kind], node.id) is None:
        raise NotFoundError(_("What was to be related is not in this project any more."))


def _relation(session: Session, relation_id: str) -> Relation:
    row = session.get(Relation, relation_id)
    if row is None:
        raise NotFoundError(_("That relation is not in this project any more."))
    return row
