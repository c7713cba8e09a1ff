"""Stop words: the words of a language that say little by themselves, and by them a guess what language a text is in."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from qda import resources
from qda.core.text import MARKS

_SAME = {"no": "nb", "nn": "nb"}
_RUN = re.compile(rf"(?:[^\W\d_]|[{MARKS}])+")
_LOOKED_AT = 20_000  # characters of a text; more tell no more
_LEAST_SHARE = 0.2
_LEAST_WORDS = 5


def stop_words(language: str) -> frozenset[str]:
    """Return the stop words of a language in small letters, apostrophes as ``'``.

    `language` is a tag such as ``de`` or ``en-GB``. A language without a list, or none (""), has no stop words.
    """
    return _listed(tag(language))


def tag(language: str) -> str:
    """Return the bare code of a language tag: ``en`` for ``en-GB``, ``nb`` for any Norwegian."""
    code = re.split(r"[-_]", language.strip().casefold())[0]
    return _SAME.get(code, code)


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of all languages that have stop words."""
    return tuple(sorted(path.stem for path in resources.path("stopwords").glob("*.txt")))


@cache
def _listed(code: str) -> frozenset[str]:
    if code not in languages():
        return frozenset()
    return frozenset(resources.path("stopwords", f"{code}.txt").read_text(encoding="utf-8").split())


def guess_language(text: str) -> str:
    """Return the code of the language whose stop words make up most of `text`, "" where none is frequent enough."""
    words = Counter(word.casefold() for word in _RUN.findall(text[:_LOOKED_AT]))
    total = sum(words.values())
    best, most = "", max(_LEAST_WORDS - 1, int(total * _LEAST_SHARE))
    for code in languages():
        found = sum(count for word, count in words.items() if word in _listed(code))
        if found > most:
            best, most = code, found
    return best
