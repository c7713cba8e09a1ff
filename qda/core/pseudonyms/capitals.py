"""Words that look like names by their capitals alone, in any language that has them, without a model.

A name is written with a capital inside sentences and hardly ever in small letters. German and Luxembourgish write all
nouns so: there a word is a noun, and no name, that an article or the like goes before, or that ends as only nouns do,
and one that is not more frequent in these texts than it is in the language at large (wordfreq).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from qda.core.importers.speaker_words import NEVER, PARTICLES, ROLES, word_set
from qda.core.lemmas import lemma
from qda.core.pseudonyms.finding import key_of
from qda.core.stopwords import stop_words, tag
from qda.core.text import MARKS

_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}])*+(?:[’'-][^\W\d_]+)*+")
_ENDS = frozenset('.!?:;…\n\t"“”„»«()[]–—|*#>•·')
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
_ABBREVIATED = word_set("dr prof mr mrs ms mme mlle sr sra")
_TITLES = _ABBREVIATED | word_set(
    "herr herrn frau doktor professor schwester pfleger miss sir señor señora monsieur madame"
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
    english german french spanish norwegian hon
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
            # A comma without a space parts cells of a table.
            first = not last or between == "," or not _ENDS.isdisjoint(between)
            self.total += 1
            if word[:1].isupper() and not (len(word) > 1 and word.isupper()):
                self.anywhere[word] += 1
                if not first:
                    self.inside[word] += 1
                before = last.casefold()
                if before in _BEFORE_NOUNS and not first:
                    self.nounlike[word] += 1
                if before in _TITLES and (not first or (between == ". " and before in _ABBREVIATED)):
                    self.titled.add(word)
                row = [*row, word] if row and between == " " else [word]
                if 1 < len(row) <= _LONGEST:
                    self.rows[" ".join(row)] += 1
            else:
                row = []
                if word.islower():
                    self.small[word] += 1
            last, last_end = word, match.end()


def likely_names(texts: Iterable[tuple[str, str]], known: Collection[str] = (), *, once: bool = False) -> Counter[str]:
    """Return words and rows of words of (text, language) pairs that look like names, with how often they stand there.

    A word counts that does so twice, and with `once` one that does so once, but in languages that write all nouns so;
    a row ("Maria Lind") counts once more than its words do. What has no other words than `known` names is left out.
    """
    seen: dict[str, _Seen] = {}
    for text, language in texts:
        seen.setdefault(tag(language), _Seen()).look(text)
    passed = {part for name in known for part in _parts(name)}
    found: Counter[str] = Counter()
    for code, one in seen.items():
        names = {word for word in (*one.inside, *one.titled) if _is_name(word, code, one)}
        least = 1 if once and code not in _NOUNS else _LEAST
        for word in names:
            if one.anywhere[word] >= least or word in one.titled:
                found[word] += one.anywhere[word]
        for row, times in one.rows.items():
            if all(word in names for word in row.split(" ")):
                found[row] += times
    return Counter({name: times for name, times in found.items() if not passed.issuperset(_parts(name))})


def _parts(name: str) -> list[str]:
    return [key_of(_bare(part)) for part in _WORD.findall(name)]


def _bare(word: str) -> str:
    """Return a word without what an apostrophe parts from it: "I'm", "Maria’s", "d’Anna", but O'Brien is one name."""
    head, apostrophe, rest = re.sub("’", "'", word).partition("'")
    if not apostrophe or not (rest[:1].isupper() and rest[1:2].islower()):
        return head
    return f"{word[:2]}{_bare(rest)}" if head == "O" else _bare(rest)


def _is_name(word: str, code: str, seen: _Seen) -> bool:
    small = word.casefold()
    if (
        len(word) < 2
        or small in _NO_NAMES
        or small.removesuffix("s") in _NO_NAMES
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
