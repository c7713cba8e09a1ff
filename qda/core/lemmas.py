"""Base forms of words, go for goes and went, from word lists of many languages that come along (simplemma)."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from qda.core.stopwords import tag
from qda.storage.fulltext import fold

if TYPE_CHECKING:
    from simplemma import Lemmatizer

_REMEMBERED = 50_000  # words of a study; a transcript of 100,000 words has some 8,000 different ones
# Languages of the lists under another code.
_SAME = dict.fromkeys(("bs", "hr", "sr", "sh"), "hbs")
_CAPITALS = ("de", "lb")  # languages that write nouns with a capital
# Where the lists take a word for its rarer meaning (gone for a form of gan), what it nearly always is in speech.
_SPOKEN_ENGLISH = """
broke:break drunk:drink feeling:feel felt:feel gone:go left:leave lives:life shook:shake shot:shoot swore:swear
thought:think wives:wife won:win worse:bad
"""
_SPOKEN = {"en": dict(pair.split(":") for pair in _SPOKEN_ENGLISH.split()), "nb": {"går": "gå"}}


def lemma(word: str, language: str) -> str:
    """Return the base form of `word` in small letters; in a language without lists the word itself so.

    `language` is a tag such as ``de`` or ``en-GB``. Of a noun of a language that writes it with a capital, the capital
    tells more: ``Waren`` is Ware, ``waren`` is sein.
    """
    return _lemma(word, tag(language))


def lemmas(word: str, language: str) -> frozenset[str]:
    """Return all base forms that `word` may have, however it is written, itself among them; in small letters."""
    code = tag(language)
    small = word.lower()
    ways = {word, small, small[:1].upper() + small[1:]} if code in _CAPITALS else {word, small}
    return frozenset({fold(word), *(_lemma(way, code) for way in ways)})


def has_lemmas(language: str) -> bool:
    """Tell whether there are word lists for a language."""
    code = tag(language)
    return _SAME.get(code, code) in _listed()


@cache
def _listed() -> frozenset[str]:
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    return frozenset(SUPPORTED_LANGUAGES)


@cache
def _lists() -> Lemmatizer:
    from simplemma import Lemmatizer
    from simplemma.strategies import DefaultStrategy

    # The lists as they lie in the file: a tenth of the memory, and words are looked up once.
    return Lemmatizer(cache_max_size=1, lemmatization_strategy=DefaultStrategy(low_memory=True))


@lru_cache(maxsize=_REMEMBERED)
def _lemma(word: str, code: str) -> str:
    spoken = _SPOKEN.get(code, {}).get(word.lower())
    if spoken is not None:
        return spoken
    listed = _SAME.get(code, code)
    if listed not in _listed() or not word:
        return fold(word)
    return fold(_lists().lemmatize(word, lang=listed))
