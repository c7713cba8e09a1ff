"""Words that are spelled almost like a name: typing errors, missing accents, endings of a language, names in one word.

A table does not replace them; they are shown before, so that a row can be made of them, and after, as what may be left.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.pseudonyms.finding import key_of
from qda.core.pseudonyms.places import strings
from qda.core.pseudonyms.table import Table
from qda.core.text import MARKS
from qda.storage.models import Source
from qda.storage.rewriting.shape import seen, shapes
from qda.storage.texts import load_text

_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}])*+")
_SHORTEST = 4  # letters of a name: a shorter one is near to too many words
_ENDING = 3  # letters that a language may put to a name
_INSIDE = 5  # letters of a name that is looked for inside other words
_STEPPED = 5  # letters of a name that may have one other letter: Rolf is one step from Role
_SHORTEST_UNCASED = 3  # letters of a name in a writing without capitals
_BEFORE = frozenset("ובכלמשה" + "وفبكلا")  # what Hebrew and Arabic write before a name, in one word with it
_MOST_BEFORE = 3


@dataclass(frozen=True, slots=True)
class Near:
    """A word that is almost a name of the table (`name`), and how often it stands in the project."""

    words: str
    name: str
    times: int


def near_spellings(names: Iterable[str], words: Iterable[str]) -> dict[str, str]:
    """Return those of `words` that are almost one of `names`, each with that name.

    Almost means: but for accents; up to three letters more at the end; and, of a name of five letters or more, one
    letter more, less, other, or changed with the next, or inside a longer word. Words in small letters alone are passed
    over, since most are just words. In writings without capitals (Hebrew, Arabic) it means: but for points, and
    with up to three of the letters before it that are words of their own there (and, to, from, the).
    """
    parts = {part: name for name in names for part in _WORD.findall(key_of(name))}
    wanted = {part: name for part, name in parts.items() if len(part) >= _shortest(part)}
    bare = {_bare(part): part for part in wanted}
    cut = {one: part for part in wanted for one in _shorter(_bare(part))}
    found: dict[str, str] = {}
    for word in dict.fromkeys(words):
        key = key_of(word)
        if key in wanted:
            continue
        if _has_no_capitals(word):
            part = _behind_letters(_bare(key), bare)
        elif word[:1] == word[:1].lower():
            continue
        else:
            part = _almost(_bare(key), bare, cut)
        if part is not None:
            found[word] = wanted[part]
    return found


def near_in(session: Session, made: Table) -> list[Near]:
    """Return what is spelled almost like a name of the table in texts and in everything else that has words.

    Pseudonyms of the table, and words in places that stay, are none. The most frequent come first.
    """
    known = {key_of(part) for one in made.entries for part in _WORD.findall(one.pseudonym)}
    known |= {key_of(part) for one in made.entries for part in _WORD.findall(one.name)}
    counts = _words_of(session)
    found = near_spellings((one.name for one in made.entries), (word for word in counts if key_of(word) not in known))
    rows = [Near(word, name, counts[word]) for word, name in found.items()]
    return sorted(rows, key=lambda one: (-one.times, one.words))


def _words_of(session: Session) -> Counter[str]:
    counts: Counter[str] = Counter()
    for key in session.scalars(select(Source.text_hash).order_by(Source.position, Source.id)):
        counts.update(_WORD.findall(load_text(session, key)))
    for shape in shapes().values():
        for row in session.execute(seen(shape, shape.words)) if shape.words else ():
            for value in row:
                for words in strings(value) if value else ():
                    counts.update(_WORD.findall(words))
    return counts


def _shortest(part: str) -> int:
    return _SHORTEST_UNCASED if _has_no_capitals(part) else _SHORTEST


def _has_no_capitals(word: str) -> bool:
    """Say whether a word is of a writing that has no capitals."""
    return word.lower() == word.upper()


def _behind_letters(word: str, bare: Mapping[str, str]) -> str | None:
    """Return the name that a word of a writing without capitals is, but for points and for letters before it."""
    for cut in range(_MOST_BEFORE + 1):
        if word[cut:] in bare and _BEFORE.issuperset(word[:cut]):
            return bare[word[cut:]]
    return bare.get("ال" + word[2:]) if word.startswith("لل") else None  # to the …: one letter falls


def _almost(word: str, bare: Mapping[str, str], cut: Mapping[str, str]) -> str | None:
    if word in bare:
        return bare[word]
    for less in range(1, _ENDING + 1):
        if len(word) - less >= _SHORTEST and word[:-less] in bare:
            return bare[word[:-less]]
    for one in (word, *_shorter(word)):
        near = bare.get(one) or cut.get(one)
        if near is not None and len(near) >= _STEPPED and _one_step(word, _bare(near)):
            return near
    if len(word) > _INSIDE:
        return next((part for name, part in bare.items() if len(name) >= _INSIDE and name in word), None)
    return None


def _shorter(word: str) -> Iterator[str]:
    """Yield a word without each of its letters: two words that are one step apart have one of these in common."""
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def _one_step(word: str, name: str) -> bool:
    """Say whether one letter more, less or other, or two letters changed, make one word of the other."""
    start = 0
    while start < min(len(word), len(name)) and word[start] == name[start]:
        start += 1
    rest, other = word[start:], name[start:]
    if not start:  # the first letter makes another name: Hanna, Janna
        return rest[1:] == other or rest == other[1:]
    return rest[1:] == other[1:] or rest[1:] == other or rest == other[1:] or _changed(rest, other)


def _changed(rest: str, other: str) -> bool:
    return len(rest) > 1 and rest[:2] == other[1::-1] and rest[2:] == other[2:]


def _bare(word: str) -> str:
    """Return a word without accents."""
    if word.isascii():
        return word
    return "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))
