"""What the tests of easy-read rules share: the words that one rule has something to say about."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from qda.core.easyread.checking import check_text
from qda.core.easyread.hints import Hint, KnownWords
from qda.core.easyread.profiles import Profile, profile

PROFILES = {"en": "uk", "de": "leichte-sprache", "es": "lectura-facil", "fr": "falc", "nb": "lettlest"}


@cache
def only(rule: str, name: str) -> Profile:
    """A profile in which one rule alone is looked at."""
    whole = profile(name)
    return whole.adjusted({other: -1 for other in whole.rules if other != rule})


def hints(
    rule: str,
    text: str,
    name: str = "uk",
    *,
    numbers: Mapping[str, float] | None = None,
    known: KnownWords | None = None,
    model: bool | None = None,
) -> list[Hint]:
    """The hints of one rule for a text; where nothing is said of a model, the same with it and without."""
    asked = only(rule, name).adjusted(numbers or {})
    language, known = asked.language or "en", known or KnownWords()
    found = check_text(text, asked, language, known, model=bool(model))
    if model is None and language == "en":
        assert check_text(text, asked, language, known, model=True) == found
    return found


def hits(rule: str, text: str, name: str = "uk", **options) -> list[str]:
    """The words that one rule has something to say about."""
    return [hint.text for hint in hints(rule, text, name, **options)]
