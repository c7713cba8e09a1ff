"""Finding a code by a few typed letters: which of the codebook's codes are meant, the likeliest first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core.codebook import CodeRow
from qda.storage.models import Coding

# How well a code fits what was typed. From MEANT on, it is taken before the offer to make a new code.
EXACT, BEGINS, MEANT = 50, 40, 30
_INSIDE, _PATH, _LETTERS, _DEFINITION = 20, 15, 10, 5
_WORD_BREAK = re.compile(r"[\s\-–—/_.,;:>()\[\]“”\"'’]+")
_BREAK = "\0"
# Scripts that write words without a space between them: there a word begins with any letter.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


def fold(words: str) -> str:
    """Return `words` for comparing: without capitals and accents."""
    if words.isascii():
        return words.lower()
    decomposed = unicodedata.normalize("NFKD", words.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@dataclass(frozen=True, slots=True)
class Found:
    """A code that was found, and how well it fits: from :data:`MEANT` on, what was typed is plainly part of its name.

    `by_definition` is true where only its definition holds the words.
    """

    code: CodeRow
    fit: int

    @property
    def by_definition(self) -> bool:
        """Tell whether the words stand in the definition alone."""
        return self.fit == _DEFINITION


@dataclass(frozen=True, slots=True)
class Habits:
    """What makes a code likely: used `lately` (latest first), `near` the passage, often (`counts`); all by code id."""

    counts: Mapping[str, int]
    lately: Sequence[str] = ()
    near: Mapping[str, int] | None = None

    def likelihood(self) -> dict[str, float]:
        """Return how likely each code is apart from what is typed; the code used last is likeliest."""
        most = max(self.counts.values(), default=0) or 1
        likely = {code_id: 0.4 * count / most for code_id, count in self.counts.items()}
        for place, code_id in enumerate(self.lately):
            likely[code_id] = likely.get(code_id, 0.0) + (1 - place / len(self.lately)) + (0 if place else 9)
        closest = max((self.near or {}).values(), default=0) or 1
        for code_id, share in (self.near or {}).items():
            likely[code_id] = likely.get(code_id, 0.0) + 0.8 * share / closest
        return likely


class _Folded:
    """One thing to be found, made ready for comparing; `*_words` have a break before each word."""

    __slots__ = ("definition", "letters", "name", "name_words", "path", "path_words")

    def __init__(self, name: str, path: str, definition: str = "") -> None:
        self.name, self.path, self.definition = fold(name), fold(path), fold(definition)
        self.name_words = _BREAK + _WORD_BREAK.sub(_BREAK, self.name)
        self.path_words = _BREAK + _WORD_BREAK.sub(_BREAK, self.path)
        self.letters = frozenset(self.path)


class _Typed:
    """What was typed, made ready for comparing with every code."""

    __slots__ = ("definable", "key", "letters", "starts", "together", "unspaced", "words")

    def __init__(self, typed: str) -> None:
        self.key = _key(typed)
        self.words = _words(typed)
        self.starts = [_BREAK + word for word in self.words]
        self.together = "".join(self.words)
        self.letters = frozenset(self.together)
        self.unspaced = all(_UNSPACED.match(word) is not None for word in self.words)
        self.definable = all(len(word) > 2 for word in self.words)


class CodeFinder:
    """Finds codes of one codebook; its names are folded once, not at every key."""

    def __init__(self, book: Sequence[CodeRow]) -> None:
        self.book = list(book)
        self._folded = [(code, _Folded(code.name, code.path, code.definition)) for code in self.book if code.codable]
        self._names = {_key(words): code for code in self.book for words in (code.path, code.name)}

    def known(self, name: str) -> CodeRow | None:
        """Return the code or heading with this very name or path, or None."""
        return self._names.get(_key(name))

    def find(self, typed: str, habits: Habits | None = None) -> list[Found]:
        """Return the codes that `typed` may mean, best first; without letters, all of them, the likeliest first.

        The very name or path fits best; then what begins the words of the name, in their order; then letters inside a
        word, the path alone, letters in order (``pmsk`` finds *prison mask*), and the definition. Codes that fit
        equally well stand by `habits`. Codes that are only headings are left out.
        """
        likely = habits.likelihood() if habits is not None else {}
        wanted = _Typed(typed)
        scored = []
        for code, item in self._folded:
            fit = _fit(item, wanted)
            if fit:
                scored.append(((-fit, -likely.get(code.id, 0.0), len(code.name), code.path), Found(code, fit)))
        scored.sort(key=lambda pair: pair[0])
        return [found for _order, found in scored]


def ranked(typed: str, things: Sequence[tuple[str, str]]) -> list[int]:
    """Return the numbers of the `things`, each a name and the way to it, that `typed` may mean.

    They are compared as codes are, best first; those that fit equally well stay in their order.
    """
    wanted = _Typed(typed)
    fits = [_fit(_Folded(name, f"{way} > {name}"), wanted) for name, way in things]
    return sorted((number for number, fit in enumerate(fits) if fit), key=lambda number: -fits[number])


def _key(path: str) -> str:
    return " > ".join(" ".join(fold(part).split()) for part in path.split(">"))


def _words(typed: str) -> list[str]:
    return [word for word in _WORD_BREAK.split(fold(typed)) if word]


def _fit(item: _Folded, wanted: _Typed) -> int:
    """Return how well a code fits, 0 where it doesn't; it is asked of every code at every key."""
    if not wanted.words or wanted.key in (item.name, item.path):
        return EXACT
    if wanted.letters <= item.letters:  # else neither name nor path can hold what is wanted
        if _begin_words(wanted, item.name_words, item.name):
            return BEGINS if item.name.startswith(wanted.key) else MEANT
        if _holds(item.name, wanted.words):
            return _INSIDE
        if _holds(item.path, wanted.words):
            # A word of the way and then one of the name is meant; the way alone fits all that stand there.
            last = item.name_words.find(wanted.starts[-1]) >= 0
            return MEANT if last and _begin_words(wanted, item.path_words, item.path) else _PATH
        if len(wanted.together) > 1 and _in_turn(wanted.together, item.name):
            return _LETTERS
    return _DEFINITION if wanted.definable and _holds(item.definition, wanted.words) else 0


def _begin_words(wanted: _Typed, words: str, whole: str) -> bool:
    """Say whether each wanted word begins a later word than the one before, or is meant inside unspaced script."""
    return _in_turn(wanted.starts, words) or (wanted.unspaced and _holds(whole, wanted.words))


def _in_turn(parts: Iterable[str], whole: str) -> bool:
    """Say whether `whole` holds all parts, each after the one before."""
    place = 0
    for part in parts:
        place = whole.find(part, place) + len(part)
        if place < len(part):
            return False
    return True


def _holds(whole: str, words: Sequence[str]) -> bool:
    for word in words:  # noqa: SIM110 (a generator would cost more than what it asks)
        if word not in whole:
            return False
    return True


def matching(typed: str, name: str) -> list[tuple[int, int]]:
    """Return the parts ``[start, end)`` of `name` that the letters of `typed` found, to be shown, in order."""
    folded, origin = _folded_with_places(name)
    marked: set[int] = set()
    wanted = _words(typed)
    for word in wanted:
        starts = [found.start() for found in re.finditer(re.escape(word), folded)]
        at_word = [start for start in starts if start == 0 or _WORD_BREAK.match(folded[start - 1])]
        if starts:
            start = (at_word or starts)[0]
            marked.update(origin[start : start + len(word)])
    if wanted and not marked:
        place = 0
        for letter in "".join(wanted):
            place = folded.find(letter, place) + 1
            if place == 0:
                return []
            marked.add(origin[place - 1])
    return _runs(marked)


def _folded_with_places(name: str) -> tuple[str, list[int]]:
    """Return `name` folded, and for each letter of it the place in `name` from which it comes."""
    folded, origin = [], []
    for place, char in enumerate(name):
        parts = fold(char)
        folded.append(parts)
        origin += [place] * len(parts)
    return "".join(folded), origin


def _runs(places: Iterable[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for place in sorted(places):
        if runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs


def used_near(session: Session, source_id: str, start: int, end: int) -> dict[str, int]:
    """Return how many codings of each code touch ``[start, end)`` of a source, by any coder."""
    query = (
        select(Coding.code_id, func.count())
        .where(Coding.source_id == source_id, Coding.start < end, Coding.end > start)
        .group_by(Coding.code_id)
    )
    return dict(session.execute(query).all())


def used_in(session: Session, code_ids: Sequence[str]) -> dict[str, int]:
    """Return in how many sources each of these codes is used itself, without those below it."""
    query = (
        select(Coding.code_id, func.count(Coding.source_id.distinct()))
        .where(Coding.code_id.in_(code_ids))
        .group_by(Coding.code_id)
    )
    return dict(session.execute(query).all())
