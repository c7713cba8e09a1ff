"""What two separate projects have in common: which things of the other one may be the same as things here.

Sources are the same where their texts are (by sha-256). Codes, participants and attributes are proposed by path or
name. A coder is the same by id alone: two people may have one name, so a name is only a proposal that somebody has to
confirm, and so is what is merely spelled alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.codebook import codes
from qda.storage.models import Attribute, Coder, Participant, Source

KINDS = ("source", "coder", "code", "participant", "attribute")
BEFORE, ID, TEXT, PATH, NAME, SIMILAR = "before", "id", "text", "path", "name", "similar"
_ALIKE = 0.8  # of two names spelled alike: twice the letters they share, over all their letters


@dataclass(frozen=True, slots=True)
class Match:
    """A thing of the other project, and what it may be here: `ours` is None where nothing here is like it.

    `how` says why: joined before, the same id, text, path or name, or a similar name. `joined` says what happens
    unless somebody decides otherwise: they become one, or are kept apart.
    """

    kind: str
    id: str
    name: str
    ours: str | None = None
    ours_name: str = ""
    how: str = ""
    joined: bool = False


class Known(NamedTuple):
    """A thing by which two projects are compared.

    `sign` is what two of them must share (a text's hash; what an attribute is of, and its type), `last` the name alone
    of what is named by its path.
    """

    id: str
    name: str
    sign: object = None
    last: str = ""


def known_things(session: Session) -> dict[str, list[Known]]:
    """Return what a project has of each kind, in the project's order; a code's name is its path."""
    sources = select(Source.id, Source.name, Source.text_hash).order_by(Source.position, Source.id)
    attributes = select(Attribute.id, Attribute.name, Attribute.scope, Attribute.type).order_by(Attribute.position)
    return {
        "source": [Known(key, name, text) for key, name, text in session.execute(sources)],
        "coder": [Known(*row) for row in session.execute(select(Coder.id, Coder.name).order_by(Coder.id))],
        "code": [Known(row.id, row.path, None, row.name) for row in codes(session)],
        "participant": [
            Known(*row) for row in session.execute(select(Participant.id, Participant.name).order_by(Participant.id))
        ],
        # An attribute of sources is none of participants, and a number is no text, whatever they are called.
        "attribute": [Known(key, name, (scope, type_)) for key, name, scope, type_ in session.execute(attributes)],
    }


def matches(
    ours: Mapping[str, list[Known]], theirs: Mapping[str, list[Known]], before: Mapping[str, str] | None = None
) -> list[Match]:
    """Say of everything in the other project what it may be here (:func:`known_things` of both).

    Nothing here is proposed twice for one kind: the surest proposal has it. `before` are the ids of theirs and ours
    that were joined already.
    """
    return [match for kind in KINDS for match in _of_kind(kind, ours[kind], theirs[kind], before or {})]


def _of_kind(kind: str, ours: list[Known], theirs: list[Known], before: Mapping[str, str]) -> Iterable[Match]:
    free = {one.id: one for one in ours}
    found: dict[str, Match] = {}
    for other in theirs:
        mine = free.pop(before.get(other.id, ""), None)
        if mine is not None:
            found[other.id] = Match(kind, other.id, other.name, mine.id, mine.name, BEFORE, joined=True)
    for how, joined, sign in _ways(kind):
        signs: dict[object, list[str]] = {}
        for one in free.values():
            signs.setdefault(sign(one), []).append(one.id)
        for other in theirs:
            alike = signs.get(sign(other))
            if other.id not in found and alike:
                one = free.pop(alike.pop(0))
                found[other.id] = Match(kind, other.id, other.name, one.id, one.name, how, joined)
    if kind != "source":
        for other in theirs:
            near = _nearest(other, free.values()) if other.id not in found else None
            if near is not None:
                found[other.id] = Match(kind, other.id, other.name, near.id, near.name, SIMILAR)
                del free[near.id]
    return [found.get(other.id) or Match(kind, other.id, other.name) for other in theirs]


def _ways(kind: str) -> list[tuple[str, bool, Callable[[Known], object]]]:
    """Return the ways in which things of a kind are the same, the surest first: how, whether joined, by what."""
    if kind == "source":
        # A source that has our id but other words is another text; which it is, its words say alone.
        return [(TEXT, True, lambda one: one.sign)]
    ways: list[tuple[str, bool, Callable[[Known], object]]] = [(ID, True, lambda one: one.id)]
    if kind == "code":
        ways.append((PATH, True, lambda one: one.name.casefold()))
        # The same word under another category may mean something else.
        return [*ways, (NAME, False, lambda one: one.last.casefold())]
    return [*ways, (NAME, kind != "coder", lambda one: (one.name.casefold(), one.sign))]


def _nearest(other: Known, ours: Iterable[Known]) -> Known | None:
    """Return what is spelled most like `other`, where anything is spelled like it."""
    words = SequenceMatcher(b=_spelled(other), autojunk=False)
    best, most = None, _ALIKE
    for one in ours:
        words.set_seq1(_spelled(one))
        if one.sign == other.sign and words.real_quick_ratio() > most and words.quick_ratio() > most:
            likeness = words.ratio()
            if likeness > most:
                best, most = one, likeness
    return best


def _spelled(one: Known) -> str:
    return (one.last or one.name).casefold()
