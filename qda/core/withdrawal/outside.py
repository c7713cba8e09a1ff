"""What was handed out before somebody withdrew and holds their words: packs, paper forms, copies of the project."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.withdrawal.certificate import COPY, HandedOut
from qda.core.withdrawal.gathering import own_words, reviewing
from qda.core.withdrawal.marks import Marks
from qda.core.withdrawal.stemming import stretches
from qda.storage import lineage
from qda.storage.models import Picture, Quote, ReviewItem, ReviewPack


def packs_holding(session: Session, theirs: Callable[[str], bool], marks: Marks) -> frozenset[str]:
    """Return the ids of packs and paper forms that show words of somebody, or pictures of them.

    `theirs` says of words whether some are theirs. Words of a pack stand sentence by sentence, so each card is looked
    at as a whole, too.
    """
    pictures = session.scalars(select(Picture.hash).where(Picture.participant_id.in_(marks.participants)))
    shown = {one.hex() for one in pictures}
    turns = stretches(session, marks.speakers)
    quoted = select(ReviewItem.id, Quote.source_id, Quote.start, Quote.end).join(Quote, Quote.id == ReviewItem.quote_id)
    items = {
        key
        for key, source_id, start, end in session.execute(quoted)
        if source_id in marks.sources or any(first < end and start < last for first, last in turns.get(source_id, ()))
    }
    found = set()
    for row in session.scalars(select(ReviewPack)):
        held: dict[str, Any] = json.loads(row.content or "{}")
        cards = held.get("items", ())
        if (
            shown & set(held.get("pictures", ()))
            or any(card["id"] in items for card in cards)
            or any(theirs(words) for words in _words(held))
            or any(theirs(" ".join(part[0] for part in card["parts"])) for card in cards)
        ):
            found.add(row.id)
    return frozenset(found)


def _words(held: Any) -> Iterator[str]:
    if isinstance(held, str):
        yield held
    elif isinstance(held, (list, dict)):
        for one in held.values() if isinstance(held, dict) else held:
            yield from _words(one)


def outside(session: Session, marks: Marks, *, names: bool = False) -> tuple[HandedOut, ...]:
    """Return what was handed out and holds words of somebody: packs and forms, and copies made since they were there.

    Every copy has all sources and participants in it, so it holds what was there when it was made. With `names`, names
    that are common words as well are among their words.
    """
    theirs = own_words(session, marks, stretches(session, marks.speakers), reviewing(session, marks), names=names)
    packs = packs_holding(session, theirs.holds, marks)
    rows = session.scalars(select(ReviewPack).where(ReviewPack.id.in_(packs)))
    found = [HandedOut(row.form, row.code, row.at) for row in rows]
    since = min((_made(one) for one in (*marks.participants, *marks.sources)), default=0)
    copies = json.loads(lineage.facts(session).get(lineage.COPIES, "[]"))
    found += [HandedOut(COPY, "", one["at"]) for one in copies if one["at"] >= since]
    return tuple(sorted(found, key=lambda one: (one.at, one.kind, one.code)))


def _made(thing_id: str) -> int:
    """Return when a thing was made (ms since 1970), as its UUIDv7 says; 0 for an id that came from elsewhere."""
    return int(thing_id[:12], 16) if thing_id[12] == "7" else 0
