"""Moves of board and map: cards, clusters and nodes, and where they stand."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.themes import board, placing, thematic_map
from qda.core.themes.placing import Place
from qda.core.themes.relations import Node
from qda.storage import models
from tests.storage.moves.base import Moves, move


def _cards(m: Moves, s: Session) -> list[board.Card]:
    """Return some cards, in clusters and in the tray."""
    drawn = select(models.ThemeCode.theme_id, models.ThemeCode.code_id).order_by(models.ThemeCode.id)
    rows = [(theme_id, code_id) for theme_id, code_id in s.execute(drawn)]
    standing = m.random.sample(rows, min(len(rows), m.random.randint(0, 3)))
    return [*standing, *((None, code_id) for code_id in m.some(s, models.Code, 2))]


def _at(m: Moves) -> tuple[int, int]:
    return m.random.randint(-900, 900), m.random.choice((0, 40, 10**6, 10**7))


@move(placing.place)
def _(m: Moves, s: Session) -> object:
    theme_id, code_id = m.maybe_one(s, models.Theme), m.maybe_one(s, models.Code)
    if theme_id is None and code_id is None:
        theme_id = m.one(s, models.Theme)
    return placing.place(s, m.random.choice(("board", "map", "wall")), [Place(theme_id, code_id, *_at(m))])


@move(placing.lay_out_anew)
def _(m: Moves, s: Session) -> object:
    return placing.lay_out_anew(s, m.random.choice(placing.SURFACES))


@move(placing.forget_cluster)
def _(m: Moves, s: Session) -> object:
    return placing.forget_cluster(s, m.one(s, models.Theme))


@move(placing.forget_card)
def _(m: Moves, s: Session) -> object:
    row = s.get_one(models.ThemeCode, m.one(s, models.ThemeCode))
    return placing.forget_card(s, row.theme_id, row.code_id)


@move(placing.merge_places)
def _(m: Moves, s: Session) -> object:
    """Of what lies loose it may be done alone; cards in themes go with what these draw on, when codes are merged."""
    loose = select(models.Placement.code_id).where(models.Placement.theme_id.is_(None))
    codes = sorted(code_id for code_id in s.scalars(loose) if code_id is not None)
    target = m.one(s, models.Code)
    held = select(models.Placement.code_id).where(models.Placement.theme_id.is_not(None))
    free = [code_id for code_id in codes if code_id not in set(s.scalars(held)) and code_id != target]
    return placing.merge_places(s, free[0], target) if free else None


@move(board.put_cards)
def _(m: Moves, s: Session) -> object:
    cards, theme_id = _cards(m, s), m.one(s, models.Theme)
    places = [Place(theme_id, cards[0][1], *_at(m))] if m.maybe() else []
    return board.put_cards(s, cards, theme_id, copy=m.maybe(), places=places)


@move(board.take_out)
def _(m: Moves, s: Session) -> object:
    return board.take_out(s, _cards(m, s))


@move(board.gather)
def _(m: Moves, s: Session) -> object:
    cards = _cards(m, s) if m.maybe() else []
    return board.gather(
        s, cards, parent=m.maybe_one(s, models.Theme), at=_at(m), coder_id=m.maybe_one(s, models.Coder), copy=m.maybe()
    )


@move(board.put_clusters)
def _(m: Moves, s: Session) -> object:
    theme_id = m.one(s, models.Theme)
    return board.put_clusters(s, [theme_id], m.maybe_one(s, models.Theme), [Place(theme_id, None, *_at(m))])


@move(thematic_map.choose_layout)
def _(m: Moves, s: Session) -> object:
    return thematic_map.choose_layout(s, m.random.choice(("radial", "force", "levels", "spiral")))


@move(thematic_map.show_codes)
def _(m: Moves, s: Session) -> object:
    return thematic_map.show_codes(s, shown=m.maybe())


@move(thematic_map.move_nodes)
def _(m: Moves, s: Session) -> object:
    node = Node("theme", m.one(s, models.Theme)) if m.maybe() else Node("code", m.one(s, models.Code))
    return thematic_map.move_nodes(s, {node: _at(m)})
