"""Words that look like names by their capitals alone, in any language that has them, without a model.

A name is written with a capital inside sentences and hardly ever in small letters. German and Luxembourgish write all
nouns so: there a word is a noun, and no name, that an article or the like goes before, or that ends as only nouns do,
and one that is not more frequent in these texts than it is in the language at large (wordfreq).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from qda.core.importers.speaker_words import NEVER, PARTICLES, ROLES, word_set
from qda.core.lemmas import lemma
from qda.core.stopwords import stop_words, tag
from qda.core.text import MARKS

_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}])*+(?:[’'-][^\W\d_]+)*+")
_ENDS = frozenset('.!?:;…\n"“”„»«()[]–—')
"""After these a word has its capital from its place."""
_NOUNS = ("de", "lb")
_BEFORE_NOUNS = word_set(
    """
    der die das dem den des ein eine einen einem einer eines kein keine keinen keinem keiner mein meine meinen meinem
    meiner dein deine sein seine seinen seinem seiner ihr ihre ihren ihrem ihrer unser unsere unseren unserem euer eure
    im am vom zum zur beim ans ins diese dieser dieses diesem diesen jede jeder jedes jedem jeden welche welcher viel
    viele vielen alle allen mehr wenig wenige manche einige etwas nichts zwei drei vier fünf große großer großen gute
    guten neue neuen ganze ganzen erste ersten letzte letzten
    """
)
_TITLES = word_set(
    "herr herrn frau dr doktor prof professor schwester pfleger mr mrs ms miss sir señor señora monsieur"
)
_NOUN_ENDS = (
    "ung",
    "ungen",
    "heit",
    "heiten",
    "keit",
    "keiten",
    "schaft",
    "schaften",
    "tion",
    "tionen",
    "tät",
    "täten",
)
_SHARE_OF_NOUNS = 0.25
_OVER = 3  # so many times as frequent as in the language at large
_NO_NAMES = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december christmas easter god lord covid corona internet okay ok yeah oh ah hm mhm uh um
    english german french spanish norwegian
    montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli oktober dezember gott
    """
)
_LEAST = 2
_LONGEST = 4  # words in a row that make one name


@dataclass(slots=True)
class _Seen:
    """How a word of one language is written in all its texts."""

    inside: Counter[str] = field(default_factory=Counter)
    anywhere: Counter[str] = field(default_factory=Counter)
    small: Counter[str] = field(default_factory=Counter)
    nounlike: Counter[str] = field(default_factory=Counter)
    titled: set[str] = field(default_factory=set)
    rows: Counter[str] = field(default_factory=Counter)
    total: int = 0

    def look(self, text: str) -> None:
        """Count the words of a text."""
        row: list[str] = []
        last, last_end = "", 0
        for match in _WORD.finditer(text):
            word = _bare(match[0])
            between = text[last_end : match.start()]
            first = not last or not _ENDS.isdisjoint(between)
            self.total += 1
            if word[:1].isupper() and not (len(word) > 1 and word.isupper()):
                self.anywhere[word] += 1
                if not first:
                    self.inside[word] += 1
                before = last.casefold()
                if before in _BEFORE_NOUNS and not first:
                    self.nounlike[word] += 1
                if before in _TITLES:
                    self.titled.add(word)
                row = [*row, word] if row and between == " " else [word]
                if 1 < len(row) <= _LONGEST:
                    self.rows[" ".join(row)] += 1
            else:
                row = []
                if word.islower():
                    self.small[word] += 1
            last, last_end = word, match.end()


def likely_names(texts: Iterable[tuple[str, str]]) -> Counter[str]:
    """Return words and rows of words of (text, language) pairs that look like names, with how often they stand there.

    A word counts that does so twice; a row ("Maria Lind") counts once more than its words do.
    """
    seen: dict[str, _Seen] = {}
    for text, language in texts:
        seen.setdefault(tag(language), _Seen()).look(text)
    found: Counter[str] = Counter()
    for code, one in seen.items():
        names = {word for word in one.inside if _is_name(word, code, one)}
        for word in names:
            if one.anywhere[word] >= _LEAST or word in one.titled:
                found[word] += one.anywhere[word]
        for row, times in one.rows.items():
            if all(word in names for word in row.split(" ")):
                found[row] += times
    return found


def _bare(word: str) -> str:
    """Return a word without a possessive or what else an apostrophe put to it ("I'm", "Maria’s")."""
    return re.split("[’']", word, maxsplit=1)[0]


def _is_name(word: str, code: str, seen: _Seen) -> bool:
    small = word.casefold()
    if (
        len(word) < 2
        or small in _NO_NAMES
        or small in _TITLES
        or small in ROLES
        or small in NEVER
        or small in PARTICLES
    ):
        return False
    if word in seen.titled:
        return True
    if small in stop_words(code) or seen.small[word.lower()] * 4 > seen.anywhere[word]:
        return False
    return code not in _NOUNS or not _is_noun(word, code, seen)


def _is_noun(word: str, code: str, seen: _Seen) -> bool:
    if word.endswith(_NOUN_ENDS) or seen.nounlike[word] > _SHARE_OF_NOUNS * seen.anywhere[word]:
        return True
    from qda.core.easyread.language import frequency

    if lemma(word, code) != word.casefold():  # a plural or a case of another word
        return True
    usual = frequency(word.lower(), word.lower(), code)
    if not usual:
        return False
    return seen.anywhere[word] / max(seen.total, 1) < _OVER * 10 ** (usual - 9)
