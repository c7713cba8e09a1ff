"""What a round shows: themes, easy-read pages and statements, quotes that may be quoted, in the words shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core import consent
from qda.core.consent import LeftOut
from qda.core.naming import clean
from qda.core.review import points
from qda.core.review.quoting import Quoting
from qda.core.review.rounds import get_round
from qda.core.text import canonical
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.models import EasyPage, EasyStatement, Picture, Quote, ReviewItem, ReviewResponse, Theme

KINDS = ("theme", "statement", "page", "quote")
_Row = TypeVar("_Row")


class Thing(NamedTuple):
    """Something that a round can show: a kind of :data:`KINDS`, and the id of that thing."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Item:
    """What is shown, in the words in which it was put to people; `words` has one sentence or quote, or several lines.

    `theme_id` and `page_id` are what answers are about, as far as there is such; `content_note` comes before it.
    """

    id: str
    round_id: str
    kind: str
    theme_id: str | None
    page_id: str | None
    statement_id: str | None
    quote_id: str | None
    title: str
    words: str
    picture_id: str | None
    voice_hash: bytes | None
    content_note: str
    position: int

    @property
    def thing(self) -> Thing:
        """Return what is shown; its id is "" where that is not in the project any more."""
        ids = {"theme": self.theme_id, "statement": self.statement_id, "page": self.page_id, "quote": self.quote_id}
        return Thing(self.kind, ids[self.kind] or "")

    def words_now(self, quoting: Quoting) -> str:
        """Return the words in which it may be shown or told by now: a quote has those of its source."""
        words = quoting.words(self.quote_id) if self.kind == "quote" else None
        return self.words if words is None else words


def items(session: Session, round_id: str) -> list[Item]:
    """Return what a round shows, in order."""
    query = select(ReviewItem).where(ReviewItem.round_id == round_id).order_by(ReviewItem.position, ReviewItem.id)
    return [
        Item(
            *(row.id, row.round_id, row.kind, row.theme_id, row.page_id, row.statement_id, row.quote_id),
            *(row.title, row.words, row.picture_id, row.voice_hash, row.content_note, row.position),
        )
        for row in session.scalars(query)
    ]


def add_items(session: Session, round_id: str, things: Sequence[Thing]) -> LeftOut:
    """Put things into a round in the words that they have now, after what is in it; what is in it already stays.

    Quotes that may not be quoted (refused, or nobody asked) are left out, and counted in what is returned.
    """
    get_round(session, round_id)
    there = {item.thing for item in items(session, round_id)}
    quoting = Quoting(session)
    position = session.scalar(select(func.max(ReviewItem.position)).where(ReviewItem.round_id == round_id))
    after = -1 if position is None else position
    verdicts: list[bool | None] = []
    for thing in dict.fromkeys(things):
        if thing in there:
            continue
        if thing.kind == "quote":
            verdicts.append(quoting.may_show(thing.id))
            if verdicts[-1] is not True:
                continue
        after += 1
        session.add(_item(session, thing, round_id, after, quoting))
    session.flush()
    return consent.counted(verdicts)


def _item(session: Session, thing: Thing, round_id: str, position: int, quoting: Quoting) -> ReviewItem:
    made = ReviewItem(round_id=round_id, kind=thing.kind, position=position)
    if thing.kind == "theme":
        theme = _there(session, Theme, thing.id)
        made.theme_id, made.title, made.words = theme.id, theme.name, theme.idea or theme.definition or theme.name
    elif thing.kind == "page":
        page = _there(session, EasyPage, thing.id)
        made.page_id, made.theme_id, made.title = page.id, page.theme_id, page.title
        query = select(EasyStatement).where(EasyStatement.page_id == page.id).order_by(EasyStatement.position)
        statements = session.scalars(query).all()
        made.words = "\n".join(one.text for one in statements)
        made.picture_id = next((one.picture_id for one in statements if one.picture_id), None)
    elif thing.kind == "statement":
        statement = _there(session, EasyStatement, thing.id)
        page = _there(session, EasyPage, statement.page_id)
        made.statement_id, made.page_id, made.theme_id = statement.id, page.id, page.theme_id
        made.title, made.words, made.picture_id = page.title, statement.text, statement.picture_id
        made.voice_hash = statement.voice_hash
    elif thing.kind == "quote":
        quote = _there(session, Quote, thing.id)
        made.quote_id, made.theme_id = quote.id, quote.theme_id
        words = quoting.words(quote.id)
        if words is None:
            raise RefusedError(_("Only quotes that were picked for a theme can be shown."))
        made.words = words
    else:
        raise RefusedError(_("“{kind}” can't be shown in a round.").format(kind=thing.kind))
    return made


def _there(session: Session, model: type[_Row], key: str) -> _Row:
    row = session.get(model, key)
    if row is None:
        raise NotFoundError(_("What was to be shown is not in this project any more."))
    return row


def edit_item(session: Session, item_id: str, **values: str | None) -> None:
    """Change how something is shown: title, words, picture_id, content_note.

    Raises RefusedError for the words of what was answered already: answers are about the words that people saw.
    """
    row = get_item(session, item_id)
    for column, value in values.items():
        if column in ("title", "content_note"):
            setattr(row, column, clean(value or ""))
        elif column == "words":
            words = canonical(value or "").strip()
            answered = session.scalar(select(ReviewResponse.id).where(ReviewResponse.item_id == item_id).limit(1))
            if words != row.words and answered:
                raise RefusedError(
                    _("People answered to these words already; show the new words in a round of its own.")
                )
            row.words = words
        elif column == "picture_id":
            if value is not None and session.get(Picture, value) is None:
                raise NotFoundError(_("That picture is not in this project any more."))
            row.picture_id = value
        else:
            raise ValueError(f"{column} is nothing that is shown")
    session.flush()


def move_item(session: Session, item_id: str, position: int) -> None:
    """Put something at another position of its round, counted from 0."""
    row = get_item(session, item_id)
    query = select(ReviewItem).where(ReviewItem.round_id == row.round_id)
    others = [one for one in session.scalars(query.order_by(ReviewItem.position, ReviewItem.id)) if one.id != item_id]
    others.insert(max(0, position), row)
    for number, one in enumerate(others):
        one.position = number
    session.flush()


def remove_items(session: Session, item_ids: Sequence[str]) -> None:
    """Take things out of a round, with what was answered to them and raised by that, unless it was decided."""
    for item_id in item_ids:
        row = get_item(session, item_id)
        points.forget_answers(session, select(ReviewResponse).where(ReviewResponse.item_id == item_id))
        session.delete(row)
    session.flush()


def get_item(session: Session, item_id: str) -> ReviewItem:
    """Return the row of something shown; NotFoundError where there is none."""
    row = session.get(ReviewItem, item_id)
    if row is None:
        raise NotFoundError(_("That is not shown in the round any more."))
    return row
