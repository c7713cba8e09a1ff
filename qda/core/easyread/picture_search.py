"""Finds pictures by words: what they stand for, other words for it, and what the project showed them for before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.easyread.own_pictures import MEDIA, drawings
from qda.core.easyread.pictures import PictureRow, pictures
from qda.core.lemmas import lemmas
from qda.core.stopwords import stop_words
from qda.storage.fulltext import fold
from qda.storage.models import EasyStatement

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_PREFIX = 2  # letters after which the beginning of a word counts
_WHOLE, _IDEA, _ALONE, _PHRASE, _OTHER, _BEGINS, _SHOWN = 100.0, 12.0, 6.0, 8.0, 4.0, 2.0, 6.0
_OWN = 0.9  # a picture of the project stands before a drawing that comes along and fits as well


@dataclass(frozen=True, slots=True)
class Found:
    """A picture that was found: one of the project (`picture_id`), or a drawing that comes along (`drawing`).

    `shown` says that the project shows it already for words like these; `used` how often it is shown at all.
    """

    picture_id: str
    drawing: str
    hash: bytes
    media: str
    kind: str
    idea: str
    words: str
    search: str
    credit: str
    used: int
    shown: bool
    score: float


def find(session: Session, query: str, language: str) -> list[Found]:
    """Return the pictures that fit the words of somebody who searches, best first; all of them for no words.

    Words may be begun only, and may stand in any form.
    """
    typed = [fold(word) for word in _WORD.findall(query)]
    return _ranked(session, fold(query.strip()), typed, language, begun=True)


def suggest(session: Session, text: str, language: str, most: int = 12) -> list[Found]:
    """Return pictures for a statement, best first: what it was shown with before comes first."""
    left_out = stop_words(language)
    said = [fold(word) for word in _WORD.findall(text) if fold(word) not in left_out]
    return _ranked(session, fold(text.strip(" .!?")), said, language, begun=False)[:most] if said else []


def same_idea(session: Session, picture_id: str) -> list[PictureRow]:
    """Return the other pictures of the project that stand for the same thing: one of them is enough."""
    there = pictures(session)
    idea = next((fold(one.idea) for one in there if one.id == picture_id), "")
    return [one for one in there if idea and one.id != picture_id and fold(one.idea) == idea]


class _Known:
    """The words by which a picture is found, in all their forms."""

    def __init__(self, idea: str, search: str, language: str, words: str = "") -> None:
        self.idea = fold(idea.strip())
        self.phrases = {fold(one.strip()) for one in search.split(",") if one.strip()}
        self.idea_words = _forms(idea, language)
        self.other_words = _forms(f"{search} {words}", language)


def _ranked(session: Session, whole: str, words: list[str], language: str, *, begun: bool) -> list[Found]:
    shown = _shown(session, language)
    asked = [lemmas(word, language) for word in words]
    found: list[Found] = []
    there = pictures(session)
    for row in there:
        known = _Known(row.idea, row.search, language, row.words)
        memory = sum(1 for forms in asked if forms & shown.get(row.id, frozenset()))
        score = _score(whole, words, known, language, begun=begun) + _SHOWN * memory
        found.append(_found(row, memory > 0, score))
    taken = {row.idea.casefold() for row in there if row.kind == "own"}
    for name, one in drawings(language).items():
        if one.idea.casefold() not in taken:
            search = ", ".join(one.search)
            known = _Known(one.idea, search, language)
            score = _OWN * _score(whole, words, known, language, begun=begun)
            found.append(Found("", name, b"", MEDIA, "own", one.idea, one.words, search, "", 0, False, score))
    if not words:
        return found
    return sorted((one for one in found if one.score > 0), key=lambda one: (-one.score, -one.used, one.idea))


def _score(whole: str, words: list[str], known: _Known, language: str, *, begun: bool) -> float:
    score = 0.0
    if whole and whole == known.idea:
        score += _WHOLE
    elif whole in known.phrases:
        score += _WHOLE / 2
    for word in words:
        forms = lemmas(word, language)
        if known.idea in forms:
            score += _IDEA + _ALONE
        elif forms & known.idea_words:
            score += _IDEA
        elif forms & known.phrases:
            score += _PHRASE
        elif forms & known.other_words:
            score += _OTHER
        elif begun and len(word) >= _PREFIX and any(one.startswith(word) for one in known.idea_words):
            score += 2 * _BEGINS
        elif begun and len(word) >= _PREFIX and any(one.startswith(word) for one in known.other_words):
            score += _BEGINS
        elif begun:
            return 0.0  # who types two words wants both
    return score


def _shown(session: Session, language: str) -> dict[str, frozenset[str]]:
    """Return the words of the statements that each picture stands beside, in all their forms, small words left out."""
    left_out = stop_words(language)
    said: dict[str, set[str]] = {}
    query = select(EasyStatement.picture_id, EasyStatement.text).where(EasyStatement.picture_id.is_not(None))
    for key, text in session.execute(query):
        words = (word for word in _WORD.findall(text) if fold(word) not in left_out)
        said.setdefault(str(key), set()).update(_each(words, language))
    return {key: frozenset(words) for key, words in said.items()}


def _forms(words: str, language: str) -> frozenset[str]:
    return frozenset(_each(_WORD.findall(words), language))


def _each(words: Iterable[str], language: str) -> Iterator[str]:
    for word in words:
        yield from lemmas(word, language)


def _found(row: PictureRow, shown: bool, score: float) -> Found:
    credit = row.credit or row.set_credit
    return Found(
        *(row.id, "", row.hash, row.media, row.kind, row.idea, row.words, row.search, credit, row.used, shown, score)
    )
