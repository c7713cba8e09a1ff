"""What is done on the theme board: cards put into clusters and taken out, cards made a cluster, clusters nested."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.themes import outline, placing
from qda.core.themes.placing import BOARD, Place
from qda.errors import RefusedError
from qda.i18n import _
from qda.storage.models import Theme

Card = tuple[str | None, str]
"""A card: the cluster it stands in (None: the tray of codes in no theme), and its code."""


def put_cards(
    session: Session, cards: Iterable[Card], theme_id: str, *, copy: bool = False, places: Iterable[Place] = ()
) -> int:
    """Put cards into a cluster, out of those they stand in unless `copy`, and return how many codes are new to it.

    `places` are kept on the board besides.
    """
    wanted = list(dict.fromkeys(cards))
    fresh = outline.add_codes(session, theme_id, [code_id for _from, code_id in wanted])
    if not copy:
        take_out(session, [card for card in wanted if card[0] != theme_id])
    placing.place(session, BOARD, places)
    return fresh


def take_out(session: Session, cards: Iterable[Card], places: Iterable[Place] = ()) -> None:
    """Take cards out of their clusters; the codes and their passages stay untouched. `places` are kept besides."""
    for theme_id, code_id in cards:
        if theme_id is not None:
            outline.remove_code(session, theme_id, code_id)
    placing.place(session, BOARD, places)


def gather(
    session: Session,
    cards: Sequence[Card],
    *,
    parent: str | None = None,
    at: tuple[int, int] | None = None,
    places: Iterable[Place] = (),
    coder_id: str | None = None,
    copy: bool = False,
) -> str:
    """Make cards a cluster, which is a theme called “Cluster N” until it is named, and return its id.

    It stands at `at`, seen from the corner of `parent`; `places` are kept besides. Raises RefusedError where there are
    no cards.
    """
    if not cards:
        raise RefusedError(_("Choose the cards first that are to become a cluster."))
    theme_id = outline.add_theme(session, free_name(session), parent, coder_id=coder_id)
    put_cards(session, cards, theme_id, copy=copy, places=places)
    if at is not None:
        placing.place(session, BOARD, [Place(theme_id, None, *at)])
    return theme_id


def free_name(session: Session) -> str:
    """Return the first of Cluster 1, Cluster 2, … that no theme is called."""
    names, number = set(session.scalars(select(Theme.name))), 1
    while (name := _("Cluster {n}").format(n=number)) in names:
        number += 1
    return name


def put_clusters(session: Session, theme_ids: Iterable[str], parent: str | None, places: Iterable[Place] = ()) -> None:
    """Put clusters into another one, as subthemes, or at the top (None); `places` are kept besides.

    Raises RefusedError where one would stand in itself.
    """
    for theme_id in theme_ids:
        if session.scalar(select(Theme.parent_id).where(Theme.id == theme_id)) != parent:
            outline.move_theme(session, theme_id, parent)
            session.flush()
    placing.place(session, BOARD, places)
