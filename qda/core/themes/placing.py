"""Where things stand on a surface: kept places of clusters, cards and nodes, and what becomes of them.

On the board a place is counted from the corner of what the thing stands in: a card and a subtheme from their cluster's,
a cluster at the top from the board's own. So a cluster that is moved takes all with it, and one row is written. On the
map places are those of the middle of a node on the whole figure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.models import Code, Placement, Theme, ThemeCode

BOARD, MAP = "board", "map"
SURFACES = (BOARD, MAP)
FARTHEST = 1_000_000
"""How far from the corner anything may stand, in units of the surface."""

Key = tuple[str | None, str | None]
"""What stands somewhere: a theme alone, a code alone, or a code in a theme, as (theme id, code id)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing stands: whole units, to the right and down."""

    theme_id: str | None
    code_id: str | None
    x: int
    y: int


def places(session: Session, surface: str) -> dict[Key, tuple[int, int]]:
    """Return what was put somewhere by hand on a surface, and where; all else is laid out by the program."""
    columns = (Placement.theme_id, Placement.code_id, Placement.x, Placement.y)
    rows = session.execute(select(*columns).where(Placement.surface == surface).order_by(Placement.id))
    return {(theme_id, code_id): (x, y) for theme_id, code_id, x, y in rows}


def place(session: Session, surface: str, wanted: Iterable[Place]) -> None:
    """Keep where things stand; raises RefusedError for a surface there is none of, or a place out of all bounds."""
    if surface not in SURFACES:
        raise RefusedError(_("There is no surface called {name}.").format(name=surface))
    rows = {
        (row.theme_id, row.code_id): row
        for row in session.scalars(select(Placement).where(Placement.surface == surface))
    }
    for one in wanted:
        if max(abs(one.x), abs(one.y)) > FARTHEST:
            raise RefusedError(_("Nothing can stand that far away."))
        row = rows.get((one.theme_id, one.code_id))
        if row is None:
            _refuse_unknown(session, one)
            row = Placement(surface=surface, theme_id=one.theme_id, code_id=one.code_id, x=one.x, y=one.y)
            rows[one.theme_id, one.code_id] = row
            session.add(row)
        elif (row.x, row.y) != (one.x, one.y):
            row.x, row.y = one.x, one.y
    session.flush()


def _refuse_unknown(session: Session, one: Place) -> None:
    if one.theme_id is None and one.code_id is None:
        raise TypeError("a theme, a code or a code in a theme stands somewhere")
    if one.theme_id is not None and session.get(Theme, one.theme_id) is None:
        raise NotFoundError(_("That theme is not in this project any more."))
    if one.code_id is not None and session.get(Code, one.code_id) is None:
        raise NotFoundError(_("That code is not in this project any more."))
    drawn = select(ThemeCode.id).where(ThemeCode.theme_id == one.theme_id, ThemeCode.code_id == one.code_id)
    if one.theme_id is not None and one.code_id is not None and session.scalar(drawn) is None:
        raise NotFoundError(_("That card does not stand in this theme any more."))


def lay_out_anew(session: Session, surface: str) -> int:
    """Forget all that was put somewhere by hand on a surface, and return how many places that were."""
    return len(session.execute(delete(Placement).where(Placement.surface == surface).returning(Placement.id)).all())


# What becomes of places when themes and codes change ------------------------------------------------------------------


def forget_cluster(session: Session, theme_id: str) -> None:
    """Forget where a cluster stood in the one it is taken out of."""
    alone = (Placement.theme_id == theme_id, Placement.code_id.is_(None))
    session.execute(delete(Placement).where(Placement.surface == BOARD, *alone))


def forget_card(session: Session, theme_id: str, code_id: str) -> None:
    """Forget where the card of a code stood in a cluster that it is taken out of."""
    session.execute(delete(Placement).where(Placement.theme_id == theme_id, Placement.code_id == code_id))


def lifted(session: Session, theme_id: str) -> list[Place]:
    """Return where the subthemes of a theme will stand when it is gone: where they stand now, seen from above it.

    What was laid out by the program is laid out anew.
    """
    kept = places(session, BOARD)
    corner = kept.get((theme_id, None))
    if corner is None:
        return []
    below = session.scalars(select(Theme.id).where(Theme.parent_id == theme_id).order_by(Theme.position, Theme.id))
    stood = ((child, kept.get((child, None))) for child in below)
    return [Place(child, None, corner[0] + at[0], corner[1] + at[1]) for child, at in stood if at is not None]


def merge_places(session: Session, code_id: str, target: str) -> None:
    """Let the cards and nodes of a code that is merged away be the target's where it has none yet."""
    rows = session.scalars(select(Placement).where(Placement.code_id.in_((code_id, target)))).all()
    has = {(row.surface, row.theme_id) for row in rows if row.code_id == target}
    for row in rows:
        if row.code_id == code_id and (row.surface, row.theme_id) not in has:
            row.code_id = target
    session.flush()
