"""Names that are common words, too: a participant called Nurse is no reason to take nurses out of everything."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from qda.core.importers.speaker_words import ROLES, telling_parts
from qda.core.pseudonyms.finding import key_of
from qda.core.withdrawal.own_words import tells
from qda.i18n import _, n_
from qda.storage.models import (
    Attribute,
    AttributeValue,
    Code,
    Coder,
    Participant,
    ReviewPerson,
    Source,
    Speaker,
    Theme,
)
from qda.storage.texts import load_text


def names_of(session: Session, people: Collection[str]) -> list[str]:
    """Return what participants (by their ids) are called: in the list, as speakers, among those who review.

    Of a name of several words each that names somebody by itself is one, too, unless somebody else is called so.
    """
    whole = _whole_names(session, people)
    known = _words_of(_others(session, people, whole))
    return sorted(whole | {part for part in _parts(whole) if key_of(part) not in known})


def others_names(session: Session, people: Collection[str]) -> tuple[str, ...]:
    """Return the names of others in which a word of the names of participants (by their ids) stands, in order.

    Labels of speakers of whom nobody said who they are may mean the participants, and are not among them.
    """
    whole = _whole_names(session, people)
    words = _words_of(whole)
    others = _others(session, people, whole, Speaker.participant_id.not_in(people))
    return tuple(sorted(name for name in others if not words.isdisjoint(_words_of([name]))))


@dataclass(frozen=True, slots=True)
class Shared:
    """Names by which somebody else is called, too: parts of names that `stay` for that, and whole ones that `go`."""

    stay: tuple[str, ...] = ()
    go: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " ".join(filter(None, (_staying(self.stay), _going(self.go))))


def shared_names(session: Session, people: Collection[str]) -> Shared:
    """Return by which names of participants (by their ids) somebody else is called as well."""
    whole = _whole_names(session, people)
    keys = set(map(key_of, whole))
    known = _words_of(_others(session, people, whole))
    stay = {part for part in _parts(whole) if key_of(part) in known and key_of(part) not in keys}
    return Shared(tuple(sorted(stay)), tuple(sorted(name for name in whole if key_of(name) in known)))


def _staying(names: Sequence[str]) -> str:
    if not names:
        return ""
    words = n_(
        "{names} stays where others say or write it: somebody else is called so, too.",
        "{names} stay where others say or write them: somebody else is called so, too.",
        len(names),
        names=_quoted(names),
    )
    return words + " " + _("Look there whom they mean, and correct what means this person.")


def _going(names: Sequence[str]) -> str:
    if not names:
        return ""
    words = n_(
        "{names} goes wherever it stands alone, though somebody else is called so, too.",
        "{names} go wherever they stand alone, though somebody else is called so, too.",
        len(names),
        names=_quoted(names),
    )
    return words + " " + _("Where others mean that person, write the whole name there first.")


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def _whole_names(session: Session, people: Collection[str]) -> set[str]:
    queries = _asked(Participant.id.in_(people), Speaker.participant_id.in_(people), _reviewing(people))
    return {name for query in queries for name in session.scalars(query) if tells(name)}


def _parts(names: Collection[str]) -> set[str]:
    return {part for name in names for part in telling_parts(name) if tells(part)}


def _others(
    session: Session, people: Collection[str], whole: Collection[str], speaking: ColumnElement[bool] | None = None
) -> set[str]:
    """Return what others than `people` are called, but for who is called just as they are.

    `speaking` says which speakers are others; without it, those are too of whom nobody said who they are.
    """
    if speaking is None:
        speaking = Speaker.participant_id.is_(None) | Speaker.participant_id.not_in(people)
    queries = _asked(Participant.id.not_in(people), speaking, ReviewPerson.id.not_in(_ids_reviewing(people)))
    keys = set(map(key_of, whole))
    names = {name for query in (*queries, select(Coder.name)) for name in session.scalars(query)}
    return {name for name in names if key_of(name) not in keys}


def _words_of(names: Collection[str]) -> set[str]:
    """Return names and their telling parts as they are compared."""
    return {key_of(part) for name in names for part in (name, *telling_parts(name))}


def _asked(
    listed: ColumnElement[bool], speaking: ColumnElement[bool], reviewing: ColumnElement[bool]
) -> tuple[Select[str], ...]:
    """Return what asks for the names of those in the list, who speak, and who review, for whom that holds."""
    return (
        select(Participant.name).where(listed),
        select(Speaker.label).where(speaking),
        select(ReviewPerson.name).where(reviewing),
        select(ReviewPerson.credited_as).where(reviewing),
    )


def _reviewing(people: Collection[str]) -> ColumnElement[bool]:
    return ReviewPerson.id.in_(_ids_reviewing(people))


def _ids_reviewing(people: Collection[str]) -> Select[str]:
    return select(ReviewPerson.id).where(ReviewPerson.participant_id.in_(people))


def common_names(session: Session, people: Collection[str]) -> tuple[str, ...]:
    """Return those names of participants (by their ids) that are words of the study as well, in their order.

    A name is a word where it is a role or among the words of the study, or where a text has it with a small letter.
    """
    return common_among(session, names_of(session, people), people)


def common_among(session: Session, asked: Collection[str], people: Collection[str] = ()) -> tuple[str, ...]:
    """Return those of some names that are words of the study as well, whatever is known of `people` (by their ids)."""
    if not asked:
        return ()
    known = {word.casefold() for word in ROLES} | study_words(session, people)
    open_ = [one for one in asked if one.casefold() not in known and one != one.lower()]
    small = _written_small(session, open_)
    return tuple(one for one in asked if one.casefold() in known or one in small)


def study_words(session: Session, people: Collection[str]) -> set[str]:
    """Return what codes, themes and values of attributes are called, in small letters; not values of `people` (ids)."""
    others = select(AttributeValue.value).where(AttributeValue.participant_id.not_in(people))
    known: set[str] = set()
    for query in (select(Code.name), select(Theme.name), select(Attribute.options), others):
        for words in session.scalars(query.distinct()):
            known |= {part.strip(' "[]').casefold() for part in re.split(r"[,;\n]", words)}
    return known


def _written_small(session: Session, names: Collection[str]) -> set[str]:
    found: set[str] = set()
    for text_hash in session.scalars(select(Source.text_hash)) if names else ():
        text = load_text(session, text_hash)
        found |= {one for one in names if re.search(rf"(?<!\w){re.escape(one.lower())}(?!\w)", text)}
        if len(found) == len(names):
            break
    return found
