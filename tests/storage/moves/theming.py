"""Moves of relations between themes and codes, of stances, and of sheets of categories."""

from __future__ import annotations

from sqlalchemy.orm import Session

from qda.core.themes import category, relations, stances
from qda.core.themes.relations import Node, RelationName
from qda.storage import models
from tests.storage.moves.base import Moves, move


def _node(m: Moves, s: Session) -> Node:
    return Node("theme", m.one(s, models.Theme)) if m.maybe() else Node("code", m.one(s, models.Code))


def _name(m: Moves, s: Session) -> str:
    names = relations.relation_names(s)
    return m.random.choice(names).name if names and m.maybe() else m.prose()


@move(relations.relate)
def _(m: Moves, s: Session) -> object:
    return relations.relate(s, _node(m, s), _name(m, s), _node(m, s), m.prose())


@move(relations.edit_relation)
def _(m: Moves, s: Session) -> object:
    return relations.edit_relation(s, m.one(s, models.Relation), name=_name(m, s), note=m.prose())


@move(relations.turn_relation)
def _(m: Moves, s: Session) -> object:
    return relations.turn_relation(s, m.one(s, models.Relation))


@move(relations.remove_relations)
def _(m: Moves, s: Session) -> object:
    return relations.remove_relations(s, m.some(s, models.Relation, 2))


@move(relations.rename_relations)
def _(m: Moves, s: Session) -> object:
    return relations.rename_relations(s, _name(m, s), m.prose())


@move(relations.set_relation_names)
def _(m: Moves, s: Session) -> object:
    names = [RelationName(m.prose(), m.maybe()) for _time in range(3)]
    return relations.set_relation_names(s, names)


@move(relations.move_relations)
def _(m: Moves, s: Session) -> object:
    return relations.move_relations(s, _node(m, s), _node(m, s))


@move(relations.join_doubles)
def _(m: Moves, s: Session) -> object:
    from qda.storage.ids import new_id

    # Nothing of ours leaves two that say the same: a copy of one is made, as an old copy of a project may bring it.
    row = s.get(models.Relation, m.one(s, models.Relation))
    assert row is not None
    ends = {
        f"{side}_{kind}_id": getattr(row, f"{side}_{kind}_id") for side in ("from", "to") for kind in ("theme", "code")
    }
    s.add(models.Relation(id=new_id(), name=row.name, note=m.prose(), **ends))
    s.flush()
    row.note = m.prose()
    return relations.join_doubles(s)


@move(stances.set_stances)
def _(m: Moves, s: Session) -> object:
    return stances.set_stances(s, [m.prose(), m.prose()])


@move(stances.rename_stance)
def _(m: Moves, s: Session) -> object:
    return stances.rename_stance(s, stances.stances(s)[-1], m.prose())


@move(category.edit_sheet)
def _(m: Moves, s: Session) -> object:
    return category.edit_sheet(s, m.one(s, models.Theme), variation=m.prose(), gaps=m.prose() if m.maybe() else None)


@move(category.add_property)
def _(m: Moves, s: Session) -> object:
    seen = m.maybe_one(s, models.Source)
    return category.add_property(s, m.one(s, models.Theme), m.prose(), m.prose(), note=m.prose(), source_id=seen)


@move(category.edit_property)
def _(m: Moves, s: Session) -> object:
    values = {"name": m.prose(), "range": m.prose(), "source_id": m.maybe_one(s, models.Source)}
    return category.edit_property(s, m.one(s, models.CategoryProperty), **values)


@move(category.remove_properties)
def _(m: Moves, s: Session) -> object:
    return category.remove_properties(s, m.some(s, models.CategoryProperty, 2))


@move(category.tell_gain)
def _(m: Moves, s: Session) -> object:
    return category.tell_gain(s, m.one(s, models.Theme), m.one(s, models.Source), m.prose() if m.maybe() else " ")
