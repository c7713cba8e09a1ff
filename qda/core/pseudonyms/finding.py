"""Identifiers found in any string: whole words in any letters, the longest first, with what takes their place.

A string is cut into runs of letters and runs of digits; an identifier is a row of such runs with what stands between
them. Composed and decomposed letters, kinds of apostrophes, hyphens and spaces are the same. In scripts that put no
space between words an identifier is found inside them, too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

from qda.core.replacing import Replaced, replaced
from qda.core.text import MARKS

AROUND = 24
"""So many characters before and after a hit tell it from others with the same words."""
_LONG_ENOUGH = 3
"""A name of so many letters is one beside digits, too (maria2.docx); “P” is none in “P1”."""
_TOKEN = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}])*+|\d++")
_SPACE = re.compile(r"\s+")
_SAME = {ord(sign): plain for plain, signs in {"'": "’ʼ‘`´", "-": "‐‑‒–_"}.items() for sign in signs}
_UNSEEN = {0xAD: None, 0x200B: None, 0x200C: None, 0x200D: None, 0x2060: None, 0xFEFF: None}
# Scripts that part no words by spaces, and Korean, which writes particles onto them.
_UNPARTED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U000323af]"
)
_HISSING = "sxzßSXZ"
_REMEMBERED = 50_000


class Identifier(Protocol):
    """What a finder asks of an entry of a table."""

    @property
    def name(self) -> str: ...
    @property
    def pseudonym(self) -> str: ...
    @property
    def small(self) -> bool: ...
    @property
    def genitive(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Hit:
    """An identifier at ``[start, end)`` of a string: which (`name`), what takes its place, and what stands around it.

    `before` and `after` have one space for each stretch of white space inside; `kept` says that it stays as it is.
    """

    start: int
    end: int
    name: str
    words: str
    instead: str
    before: str
    after: str
    kept: bool = False


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to write an identifier: its runs, what stands between them, and the end that was put on ("s" or "")."""

    entry: Identifier
    runs: tuple[str, ...]
    gaps: tuple[str, ...]
    ending: str = ""


class Finder:
    """Finds the identifiers of a table; `kept` are (words, before, after) of places where they stay.

    Those of the names `left` stay everywhere, and so does what is inside of them.
    """

    def __init__(
        self,
        entries: Iterable[Identifier],
        kept: Collection[tuple[str, str, str]] = (),
        left: Collection[str] = (),
    ) -> None:
        self._kept, self._left = frozenset(kept), frozenset(left)
        self._forms: dict[str, list[_Form]] = {}
        self._inside: list[tuple[re.Pattern[str], Identifier]] = []
        for entry in entries:
            if _UNPARTED.search(entry.name):
                self._inside.append((_anywhere(entry.name), entry))
                continue
            for form in _forms(entry):
                self._forms.setdefault(form.runs[0], []).append(form)
        self._short = lru_cache(_REMEMBERED)(lambda words: self.replaced(words).text)

    def hits(self, text: str) -> list[Hit]:
        """Return all hits in `text` in order, none within another: of those that share words, the longest counts."""
        found = sorted(self._candidates(text), key=lambda one: (one[0] - one[1], one[0]))
        taken: list[tuple[int, int, Identifier, str]] = []
        covered: set[int] = set()
        for start, end, entry, ending in found:
            if covered.isdisjoint(range(start, end)):
                covered.update(range(start, end))
                taken.append((start, end, entry, ending))
        return [self._hit(text, *one) for one in sorted(taken, key=lambda one: one[0])]

    def everywhere(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield where each identifier stands in `text` (start, end, name), one within another, too."""
        yield from ((start, end, entry.name) for start, end, entry, _ending in self._candidates(text))

    def replaced(self, text: str) -> Replaced:
        """Return `text` with every hit replaced that does not stay."""
        return replaced(text, ((one.start, one.end, one.instead) for one in self.hits(text) if not one.kept))

    def words(self, text: str) -> str:
        """Return `text` with every hit replaced that does not stay; short strings are remembered."""
        return self._short(text) if len(text) <= 200 else self.replaced(text).text

    def _hit(self, text: str, start: int, end: int, entry: Identifier, ending: str) -> Hit:
        words = _SPACE.sub(" ", text[start:end])
        before = _SPACE.sub(" ", text[max(0, start - AROUND) : start]).strip()
        after = _SPACE.sub(" ", text[end : end + AROUND]).strip()
        instead = _instead(text[start:end], entry, ending)
        stays = entry.name in self._left or (words, before, after) in self._kept
        return Hit(start, end, entry.name, words, instead, before, after, stays)

    def _candidates(self, text: str) -> Iterator[tuple[int, int, Identifier, str]]:
        for pattern, entry in self._inside:
            yield from ((match.start(), match.end(), entry, "") for match in pattern.finditer(text))
        if not self._forms:
            return
        runs = list(_TOKEN.finditer(text))
        for number, run in enumerate(runs):
            for form in self._forms.get(key_of(run[0]), ()):
                if _fits(text, runs, number, form):
                    end = runs[number + len(form.runs) - 1].end()
                    if form.entry.small or _written_as_name(text[run.start() : end], form.entry.name):
                        yield run.start(), end, form.entry, form.ending


def key_of(words: str) -> str:
    """Return words as they are compared: in small letters, composed, one kind of each sign, nothing that can't be seen.

    White space counts as one space.
    """
    if words.isascii():
        return _SPACE.sub(" ", words.lower().replace("_", "-").replace("`", "'"))
    plain = unicodedata.normalize("NFC", words.translate(_UNSEEN)).casefold()
    return _SPACE.sub(" ", unicodedata.normalize("NFC", plain).translate(_SAME))


def _forms(entry: Identifier) -> Iterator[_Form]:
    matches = list(_TOKEN.finditer(entry.name))
    runs = tuple(key_of(match[0]) for match in matches)
    gaps = tuple(key_of(entry.name[one.end() : other.start()]) for one, other in pairwise(matches))
    yield _Form(entry, runs, gaps)
    if entry.genitive and runs[-1].isalpha() and runs[-1][-1] not in _HISSING:
        yield _Form(entry, (*runs[:-1], runs[-1] + "s"), gaps, "s")


def _fits(text: str, runs: list[re.Match[str]], number: int, form: _Form) -> bool:
    """Say whether the runs of a form stand in `text` from run `number` on, and nothing that is one word with them."""
    last = number + len(form.runs) - 1
    if last >= len(runs):
        return False
    for at, wanted in enumerate(form.runs):
        if at and key_of(runs[number + at][0]) != wanted:
            return False
        if at and not _same_gap(text[runs[number + at - 1].end() : runs[number + at].start()], form.gaps[at - 1]):
            return False
    before, after = text[runs[number].start() - 1 : runs[number].start()], text[runs[last].end() : runs[last].end() + 1]
    return not (_joined(before, form.runs[0]) or _joined(after, form.runs[-1]))


def _joined(beside: str, run: str) -> bool:
    """Say whether a character beside a run makes it another word; a name beside digits is one still."""
    return beside.isalnum() and not (run.isalpha() and len(run) >= _LONG_ENOUGH and beside.isdigit())


def _same_gap(there: str, wanted: str) -> bool:
    if wanted == " ":
        return bool(there) and (there.isspace() or key_of(there) == "-")
    return key_of(there).strip() == wanted.strip() and bool(there) == bool(wanted)


def _written_as_name(words: str, name: str) -> bool:
    """Say whether words are written with a capital, as names are; a name that has none itself needs none."""
    return not words.islower() or name.islower()


def _anywhere(name: str) -> re.Pattern[str]:
    """Return what finds a name of a script without spaces, in both forms of its letters."""
    forms = dict.fromkeys(unicodedata.normalize(form, name) for form in ("NFC", "NFD"))
    return re.compile("|".join(re.escape(form) for form in forms), re.IGNORECASE)


def _instead(words: str, entry: Identifier, ending: str) -> str:
    """Return what takes the place of `words`: in capitals or small letters where they are, with the same ending."""
    pseudonym = entry.pseudonym
    if pseudonym.endswith("]"):
        return pseudonym
    plain = pseudonym.isalpha()
    if len(words) > 1 and words.isupper() and not entry.name.isupper():
        pseudonym, ending = (pseudonym.upper(), ending.upper())
    elif plain and words.islower() and not entry.name.islower():
        pseudonym = pseudonym.lower()
    return pseudonym + (("’" if pseudonym[-1:] in _HISSING else ending) if ending else "")
