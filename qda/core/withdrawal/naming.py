"""Names that are common words, too: a participant called Nurse is no reason to take nurses out of everything."""

from __future__ import annotations

import re
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.importers.speaker_words import ROLES
from qda.core.withdrawal.own_words import tells
from qda.storage.models import (
    Attribute,
    AttributeValue,
    Code,
    Participant,
    ReviewPerson,
    Source,
    Speaker,
    Theme,
)
from qda.storage.texts import load_text


def names_of(session: Session, people: Collection[str]) -> list[str]:
    """Return what participants (by their ids) are called: in the list, as speakers, among those who review."""
    reviewing = ReviewPerson.participant_id.in_(people)
    asked = (
        select(Participant.name).where(Participant.id.in_(people)),
        select(Speaker.label).where(Speaker.participant_id.in_(people)),
        select(ReviewPerson.name).where(reviewing),
        select(ReviewPerson.credited_as).where(reviewing),
    )
    return sorted({name for query in asked for name in session.scalars(query) if tells(name)})


def common_names(session: Session, people: Collection[str]) -> tuple[str, ...]:
    """Return those names of participants (by their ids) that are words of the study as well, in their order.

    A name is a word where it is a role, the name of a code or theme or somebody else's value of an attribute, or where
    a text has it with a small letter.
    """
    return common_among(session, names_of(session, people), people)


def common_among(session: Session, asked: Collection[str], people: Collection[str] = ()) -> tuple[str, ...]:
    """Return those of some names that are words of the study as well, whatever is known of `people` (by their ids)."""
    if not asked:
        return ()
    known = {word.casefold() for word in ROLES}
    others = select(AttributeValue.value).where(AttributeValue.participant_id.not_in(people))
    for query in (select(Code.name), select(Theme.name), select(Attribute.options), others):
        for words in session.scalars(query.distinct()):
            known |= {part.strip(' "[]').casefold() for part in re.split(r"[,;\n]", words)}
    open_ = [one for one in asked if one.casefold() not in known and one != one.lower()]
    small = _written_small(session, open_)
    return tuple(one for one in asked if one.casefold() in known or one in small)


def _written_small(session: Session, names: Collection[str]) -> set[str]:
    found: set[str] = set()
    for text_hash in session.scalars(select(Source.text_hash)) if names else ():
        text = load_text(session, text_hash)
        found |= {one for one in names if re.search(rf"(?<!\w){re.escape(one.lower())}(?!\w)", text)}
        if len(found) == len(names):
            break
    return found
