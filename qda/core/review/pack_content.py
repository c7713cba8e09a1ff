"""What a pack or a paper form shows of a round: words, pictures, voices and codes of people; only what was allowed.

A quote is shown where everybody who speaks in it said yes to being quoted, a picture or a voice where whoever it shows
or is said yes; what was refused and what nobody asked is left out and counted. People are codes, never names.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import consent
from qda.core.consent import LeftOut
from qda.core.easyread.assembling import Allowed
from qda.core.easyread.booklet import Picture
from qda.core.exporters.colophon import colophon
from qda.core.review.items import Item, items
from qda.core.review.people import Reviewer, people
from qda.core.review.quoting import Quoting
from qda.core.review.rounds import one_round
from qda.core.text import sentences
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.models import EasyStatement
from qda.storage.texts import digest

FORMAT = "themeloom-pack"
VERSION = 1
WHO: Mapping[str, tuple[str, ...]] = {
    "co-researchers": ("co-researcher",),
    "participants": ("participant",),
    "team": ("team", "researcher"),
}
"""Roles of those to whom a round is shown, by its audience."""
MOST_HELPERS = 3
"""So many people who help can be told apart on one screen of five choices; of more, nobody is named by a code."""


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence or statement; `picture` and `voice` are keys (sha-256 in hex), "" for none."""

    words: str
    picture: str = ""
    voice: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """Something shown, by the id of its item; `note` comes before it: what may upset in it."""

    id: str
    kind: str
    title: str
    note: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """All that is shown; `people` and `helpers` are codes with the ids that they stand for.

    `pictures` and `voices` (WAV) by key; `owed` are lines that the owners of pictures ask for.
    """

    title: str
    language: str
    asks: tuple[str, ...]
    shuffled: bool
    support_name: str
    support_phone: str
    people: Mapping[str, str]
    helpers: Mapping[str, str]
    cards: tuple[Card, ...]
    pictures: Mapping[str, Picture]
    voices: Mapping[str, bytes]
    owed: tuple[str, ...]
    left_out: LeftOut

    def written(self, public_key: str = "") -> str:
        """Return it as JSON fit for a page of HTML: the same things always give the same characters."""
        shown: dict[str, Any] = {
            "format": FORMAT,
            "version": VERSION,
            "title": self.title,
            "language": self.language,
            "asks": list(self.asks),
            "shuffled": self.shuffled,
            "support": [self.support_name, self.support_phone],
            "people": [list(one) for one in self.people.items()],
            "helpers": [list(one) for one in self.helpers.items()],
            "items": [_written(card) for card in self.cards],
            "pictures": {key: [one.media, one.words] for key, one in self.pictures.items()},
            "credits": list(self.owed),
            "key": public_key,
        }
        packed = json.dumps(shown, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        # No "</script>" and no comment can begin in it; to JSON it is the same.
        return packed.replace("<", "\\u003c")


def _written(card: Card) -> dict[str, Any]:
    parts = [[part.words, part.picture, part.voice] for part in card.parts]
    return {"id": card.id, "kind": card.kind, "title": card.title, "note": card.note, "parts": parts}


def content(session: Session, round_id: str, people_ids: Sequence[str] = ()) -> Content:
    """Return what a round shows to `people_ids` (none: to all whom it is for), and what was left out of it.

    Raises RefusedError where it shows nothing that is allowed, or where there is nobody to show it to.
    """
    about = one_round(session, round_id)
    everybody = people(session)
    wanted = _wanted(everybody, people_ids, WHO[about.audience])
    helping = [one for one in everybody if one.role == "supporter"]
    allowed = Allowed(session)
    found = _Cards(session, allowed)
    shown = items(session, round_id)
    cards = tuple(card for item in shown if (card := found.card(item)) is not None)
    left_out = consent.counted([*found.verdicts, *allowed.kept_out])
    if not cards:
        nothing = _("The round “{name}” shows nothing yet; choose first what it shows.").format(name=about.name)
        raise RefusedError(f"{nothing} {consent.left_out_words(left_out)}".strip())
    return Content(
        about.name,
        about.language or colophon(session).language,
        about.asks,
        about.shuffled,
        about.support_name,
        about.support_phone,
        {one.code: one.id for one in wanted},
        {one.code: one.id for one in helping} if len(helping) <= MOST_HELPERS else {},
        cards,
        found.pictures,
        found.voices,
        tuple(dict.fromkeys(line for line in allowed.credits if line)),
        left_out,
    )


def _wanted(everybody: list[Reviewer], people_ids: Sequence[str], roles: tuple[str, ...]) -> list[Reviewer]:
    if not people_ids:
        there = [one for one in everybody if one.role in roles]
        if not there:
            raise RefusedError(_("Nobody is in the review whom this round is for; add people first."))
        return there
    known = {one.id: one for one in everybody}
    if any(one not in known for one in people_ids):
        raise NotFoundError(_("Nobody with this id takes part in the review."))
    return [known[one] for one in dict.fromkeys(people_ids)]


class _Cards:
    """Makes cards of items, and gathers the pictures and voices that they need."""

    def __init__(self, session: Session, allowed: Allowed) -> None:
        self.pictures: dict[str, Picture] = {}
        self.voices: dict[str, bytes] = {}
        self.verdicts: list[bool | None] = []
        self._session = session
        self._allowed = allowed
        self._quoting = Quoting(session)

    def card(self, item: Item) -> Card | None:
        if item.kind == "quote":
            said = self._quoting.may_show(item.quote_id)
            if said is not True:
                self.verdicts.append(said)
                return None
        parts = tuple(self._statements(item) if item.kind in ("page", "statement") else self._sentences(item))
        return Card(item.id, item.kind, item.title, item.content_note, parts) if parts else None

    def _sentences(self, item: Item) -> list[Part]:
        """Return the sentences of a theme or quote; its picture stays beside each of them."""
        picture = self._picture(item.picture_id)
        if item.voice_hash is not None:  # nobody knows whose voice it is
            self.verdicts.append(None)
        words = item.words_now(self._quoting)
        return [Part(words[start:end], picture) for start, end in sentences(words)]

    def _statements(self, item: Item) -> list[Part]:
        """Return the lines of a page or statement, each with the picture and voice of the statement it came from."""
        query = select(EasyStatement)
        if item.kind == "page":
            query = query.where(EasyStatement.page_id == item.page_id)
        else:
            query = query.where(EasyStatement.id == item.statement_id)
        known = {row.text: row for row in self._session.scalars(query)}
        made = []
        for number, words in enumerate(filter(None, map(str.strip, item.words.split("\n")))):
            row = known.get(words)
            own = row.picture_id if row is not None and item.kind == "page" else None
            picture = self._picture(own or (item.picture_id if number == 0 else None))
            made.append(Part(words, picture, self._voice(item, row)))
        return made

    def _picture(self, picture_id: str | None) -> str:
        found = self._allowed.picture(picture_id)
        if found is None:
            return ""
        self.pictures[found.key] = found
        return found.key

    def _voice(self, item: Item, row: EasyStatement | None) -> str:
        """Return the key of the recording of a statement's present words, as long as it is known whose voice it is."""
        wanted = item.voice_hash if item.kind == "statement" else row and row.voice_hash
        if wanted is None:
            return ""
        if row is None or row.voice_hash != wanted:
            self.verdicts.append(None)
            return ""
        data = self._allowed.voice(wanted, row.voice_person_id)
        if data is None:
            return ""
        key = digest(data).hex()
        self.voices[key] = data
        return key
