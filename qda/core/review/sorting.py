"""Sorting together: people put cards with what was said on piles and name them; a pile becomes a candidate theme.

Piles belong to a meeting, and to all who sorted there. They are a record of what people did, and never coded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core.naming import clean
from qda.core.review.items import get_item
from qda.core.review.meetings import get_meeting, meetings
from qda.core.review.pack_content import Card, Content
from qda.core.review.people import LIVED
from qda.core.themes.outline import add_theme
from qda.core.themes.quotes import pick_quote
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.models import Pile, PileCard, Quote, ReviewItem, ReviewMeeting, Theme, ThemeCredit

FEWEST = 5
"""So many cards are there to be sorted at least: with fewer there is nothing to put together."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """A pile with the ids of the items on it, in order; `theme_id` is the candidate theme that it became."""

    id: str
    meeting_id: str
    name: str
    theme_id: str | None
    item_ids: tuple[str, ...]


class SortStep(NamedTuple):
    """One thing at a time: hello, where (card number `card`), name (pile number `pile`), end; numbers from 0."""

    kind: str
    card: int = -1
    pile: int = -1


def piles(session: Session, *, meeting_id: str | None = None, round_id: str | None = None) -> list[Sorted]:
    """Return the piles of a meeting, of a round, or of all, in the order in which they were begun."""
    query = select(Pile).join(ReviewMeeting, ReviewMeeting.id == Pile.meeting_id)
    if meeting_id is not None:
        query = query.where(Pile.meeting_id == meeting_id)
    if round_id is not None:
        query = query.where(ReviewMeeting.round_id == round_id)
    cards: dict[str, list[str]] = {}
    for pile_id, item_id in session.execute(
        select(PileCard.pile_id, PileCard.item_id).order_by(PileCard.position, PileCard.id)
    ):
        cards.setdefault(pile_id, []).append(item_id)
    rows = session.scalars(query.order_by(Pile.meeting_id, Pile.position, Pile.id))
    return [Sorted(row.id, row.meeting_id, row.name, row.theme_id, tuple(cards.get(row.id, ()))) for row in rows]


def to_sort(shown: Content) -> list[Card]:
    """Return the cards of a round that can be sorted: what people said. RefusedError for fewer than five."""
    cards = [one for one in shown.cards if one.kind == "quote"]
    if len(cards) < FEWEST:
        sentence = _("To sort together, the round has to show {n} quotes or more that may be quoted; it shows {there}.")
        raise RefusedError(sentence.format(n=FEWEST, there=len(cards)))
    return cards


def steps(cards: Sequence[Card], made: Sequence[Sorted]) -> list[SortStep]:
    """Return the steps: every card finds its place, then every pile gets its name."""
    where = [SortStep("where", number) for number in range(len(cards))]
    return [SortStep("hello"), *where, *(SortStep("name", pile=number) for number in range(len(made))), SortStep("end")]


def put_card(session: Session, meeting_id: str, item_id: str, pile_id: str | None = None) -> str:
    """Put a card on a pile (None: a new one), off the pile where it was; return the pile's id.

    Raises RefusedError for what this meeting's round doesn't show, or for a pile of another meeting.
    """
    meeting, item = get_meeting(session, meeting_id), get_item(session, item_id)
    if item.round_id != meeting.round_id:
        raise RefusedError(_("That is not shown in the round of this meeting."))
    if pile_id is None:
        count = session.scalar(select(func.max(Pile.position)).where(Pile.meeting_id == meeting_id))
        pile = Pile(meeting_id=meeting_id, position=0 if count is None else count + 1)
        session.add(pile)
        session.flush()
    else:
        pile = _pile(session, pile_id)
        if pile.meeting_id != meeting_id:
            raise RefusedError(_("That pile was made at another meeting."))
    on = session.scalar(select(PileCard.id).where(PileCard.pile_id == pile.id, PileCard.item_id == item_id))
    if on is None:
        take_off(session, meeting_id, item_id)
        last = session.scalar(select(func.max(PileCard.position)).where(PileCard.pile_id == pile.id))
        session.add(PileCard(pile_id=pile.id, item_id=item_id, position=0 if last is None else last + 1))
        session.flush()
    return pile.id


def take_off(session: Session, meeting_id: str, item_id: str) -> None:
    """Take a card off its pile; a pile without cards goes, unless it became a theme."""
    query = select(PileCard).join(Pile, Pile.id == PileCard.pile_id)
    for row in session.scalars(query.where(Pile.meeting_id == meeting_id, PileCard.item_id == item_id)).all():
        pile = _pile(session, row.pile_id)
        session.delete(row)
        session.flush()
        left = session.scalar(select(PileCard.id).where(PileCard.pile_id == pile.id).limit(1))
        if left is None and pile.theme_id is None:
            session.delete(pile)
            session.flush()


def name_pile(session: Session, pile_id: str, name: str) -> None:
    """Give a pile the name that people found for it; "" takes it away."""
    _pile(session, pile_id).name = clean(name)
    session.flush()


def make_theme(session: Session, pile_id: str, coder_id: str | None = None) -> str:
    """Make a candidate theme of a pile, with its quotes, owed to those with lived experience who sorted; its id.

    Raises RefusedError for a pile without a name, and for one that is a theme already.
    """
    pile = _pile(session, pile_id)
    if pile.theme_id is not None and session.get(Theme, pile.theme_id) is not None:
        raise RefusedError(_("The pile “{name}” is a theme already.").format(name=pile.name))
    if not pile.name:
        raise RefusedError(_("Ask the people who made the pile what they call it; a theme needs a name."))
    theme_id = add_theme(session, pile.name, coder_id=coder_id, status="candidate")
    query = (
        select(Quote)
        .join(ReviewItem, ReviewItem.quote_id == Quote.id)
        .join(PileCard, PileCard.item_id == ReviewItem.id)
    )
    for quote in session.scalars(query.where(PileCard.pile_id == pile_id).order_by(PileCard.position)).all():
        pick_quote(session, quote.source_id, quote.start, quote.end, theme_id=theme_id, coding_id=quote.coding_id)
    for one in sorters(session, pile.meeting_id):
        session.add_all(ThemeCredit(theme_id=theme_id, person_id=one, how=how) for how in ("sorting", "naming"))
    pile.theme_id = theme_id
    session.flush()
    return theme_id


def sorters(session: Session, meeting_id: str) -> list[str]:
    """Return the ids of those at a meeting to whom its piles are owed: who lived it, by the role they had there."""
    meeting = next((one for one in meetings(session) if one.id == meeting_id), None)
    return [] if meeting is None else [one.person_id for one in meeting.people if one.role in LIVED]


def _pile(session: Session, pile_id: str) -> Pile:
    row = session.get(Pile, pile_id)
    if row is None:
        raise NotFoundError(_("That pile is not in this project any more."))
    return row
