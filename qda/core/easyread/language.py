"""What is known of a language for checking: lists of words, how common words are, a model where there is one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from qda import resources
from qda.core import text as written
from qda.core.easyread.models import load_model
from qda.core.lemmas import lemma
from qda.core.stopwords import stop_words, tag

if TYPE_CHECKING:
    from spacy.language import Language as Model

_REMEMBERED = 4_000  # sentences; a summary has about a hundred
_WITHOUT_SPACES = frozenset(("zh", "ja", "ko"))  # their words are told apart by programs that aren't here
_APOSTROPHES = str.maketrans("’ʼ", "''")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence, [start, end) in it; `small` has small letters and plain apostrophes."""

    start: int
    end: int
    text: str
    small: str
    lemma: str


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign as a model sees it; `head` is the index of the one it hangs on, `morph` its features."""

    start: int
    end: int
    text: str
    pos: str
    tag: str
    dep: str
    head: int
    morph: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence analysed: its words, and its tokens where there is a model (else none)."""

    text: str
    words: tuple[Word, ...]
    tokens: tuple[Token, ...] = ()

    @property
    def modelled(self) -> bool:
        """Say whether a model looked at it."""
        return bool(self.tokens)

    def token_at(self, start: int) -> Token | None:
        """Return the token that begins at a place, None where none does or there is no model."""
        return next((one for one in self.tokens if one.start == start), None)


class Phrases:
    """Phrases of one or more words, found in any form of their words and with any capitals, the longest first."""

    def __init__(self, phrases: Iterable[str], code: str) -> None:
        self._by_first: dict[str, list[tuple[str, tuple[frozenset[str], ...]]]] = {}
        for phrase in sorted(phrases, key=len, reverse=True):
            forms = tuple(_forms(phrase[start:end], code) for start, end in written.words(phrase))
            for form in forms[0] if forms else ():
                self._by_first.setdefault(form, []).append((phrase, forms))

    def find(self, sentence: Parsed) -> list[tuple[int, int, str]]:
        """Return where phrases stand in a sentence, none within another: start, end, the phrase as it is listed."""
        found: list[tuple[int, int, str]] = []
        words = sentence.words
        place = 0
        while place < len(words):
            phrase, length = self._at(words, place)
            if length:
                found.append((words[place].start, words[place + length - 1].end, phrase))
            place += length or 1
        return found

    def _at(self, words: Sequence[Word], place: int) -> tuple[str, int]:
        for form in (words[place].small, words[place].lemma):
            for phrase, forms in self._by_first.get(form, ()):
                here = words[place : place + len(forms)]
                if len(here) == len(forms) and all(
                    one.small in may or one.lemma in may for one, may in zip(here, forms, strict=True)
                ):
                    return phrase, len(forms)
        return "", 0


def _forms(word: str, code: str) -> frozenset[str]:
    small = word.lower().translate(_APOSTROPHES)
    return frozenset({small, lemma(word, code), lemma(small, code)})


class Language:
    """One language: lists of words by what they are for, and the analysis of sentences, kept for those seen lately."""

    def __init__(self, code: str, model: Model | None) -> None:
        self.code = tag(code)
        self._model = model
        self._lists = _lists(self.code)
        self._seen: dict[str, Parsed] = {}
        self._phrases: dict[str, Phrases] = {}

    @property
    def modelled(self) -> bool:
        """Say whether there is a model for it."""
        return self._model is not None

    def words(self, name: str) -> tuple[str, ...]:
        """Return a list of words; without one for this language it is empty."""
        found = self._lists.get(name, ())
        return tuple(found)

    def set_of(self, name: str) -> frozenset[str]:
        """Return a list of words as a set."""
        return _set(self.code, name)

    def pairs(self, name: str) -> Mapping[str, str]:
        """Return words with what is said of each, for example what to say instead."""
        found: Mapping[str, str] = self._lists.get(name, {})
        return found

    def groups(self, name: str) -> tuple[tuple[str, ...], ...]:
        """Return groups of words that belong together."""
        return tuple(tuple(group) for group in self._lists.get(name, ()))

    def said(self, name: str) -> str:
        """Return something that is said in this language, "" where it is not known."""
        return str(self._lists.get(name, ""))

    def number(self, name: str, usual: int) -> int:
        """Return a number that the language has for something."""
        return int(self._lists.get(name, usual))

    def pattern(self, name: str) -> re.Pattern[str] | None:
        """Return the pattern of a name, in any capitals; None where the language has none."""
        return _pattern(self.code, name)

    @cached_property
    def stops(self) -> frozenset[str]:
        """Return the words that say little by themselves."""
        return stop_words(self.code)

    def phrases(self, name: str) -> Phrases:
        """Return a list, or the keys of pairs, as phrases to be found in sentences."""
        if name not in self._phrases:
            self._phrases[name] = Phrases(self._lists.get(name, ()), self.code)
        return self._phrases[name]

    def lemma(self, word: str) -> str:
        """Return the base form of a word."""
        return lemma(word, self.code)

    def zipf(self, word: Word) -> float | None:
        """Return how common a word is in any of its forms (Zipf scale: 7 the most, 0 unknown); None: nobody counted."""
        return frequency(word.small, word.lemma, self.code)

    def parse(self, sentence: str) -> Parsed:
        """Return a sentence analysed."""
        found = self._seen.get(sentence)
        if found is None:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            found = Parsed(sentence, tuple(self._words(sentence)), tuple(self._tokens(sentence)))
            self._seen[sentence] = found
        return found

    def _words(self, sentence: str) -> Iterator[Word]:
        for start, end in written.words(sentence):
            word = sentence[start:end]
            small = word.lower().translate(_APOSTROPHES)
            # The lists know the first word of a sentence by its small letters; German nouns by their capital.
            form = word if self.code in ("de", "lb") and start else small
            yield Word(start, end, word, small, lemma(form, self.code))

    def _tokens(self, sentence: str) -> Iterator[Token]:
        if self._model is None:
            return
        for one in self._model(sentence.translate(_APOSTROPHES)):
            yield Token(
                *(one.idx, one.idx + len(one.text), one.text, one.pos_, one.tag_, one.dep_, one.head.i, str(one.morph))
            )


@lru_cache(maxsize=16)
def language(code: str, *, model: bool = True) -> Language:
    """Return what is known of a language (BCP 47 tag); without `model` as if there were none."""
    return Language(code, load_model(tag(code)) if model else None)


@lru_cache(maxsize=20_000)
def frequency(word: str, base: str, code: str) -> float | None:
    """Return how common a word or its base form is on the Zipf scale (wordfreq, Speer 2022), the higher of both."""
    import wordfreq

    if code not in _counted():
        return None
    return max(float(wordfreq.zipf_frequency(form, code, wordlist="small")) for form in {word, base})


@cache
def _counted() -> frozenset[str]:
    import wordfreq

    return frozenset(wordfreq.available_languages("small")) - _WITHOUT_SPACES


@cache
def _lists(code: str) -> Mapping[str, Any]:
    path = resources.path("easyread", "words", f"{code}.toml")
    if not path.is_file():
        return MappingProxyType({})
    return MappingProxyType(tomllib.loads(path.read_text(encoding="utf-8")))


@cache
def _set(code: str, name: str) -> frozenset[str]:
    return frozenset(_lists(code).get(name, ()))


@cache
def _pattern(code: str, name: str) -> re.Pattern[str] | None:
    written_as = _lists(code).get(name)
    return None if written_as is None else re.compile(written_as, re.IGNORECASE)
