"""What screens, packs and papers say: the same sentences in every language, with the same blanks in them."""

from __future__ import annotations

import re
import tomllib

import pytest

from qda.core.review.plain import USUAL, words
from qda.resources import path

LANGUAGES = sorted(file.stem for file in path("plain").glob("*.toml"))
_BLANK = re.compile(r"\{\w+\}")
_NEVER = re.compile(r"\b(code book|coder|coding|theme|category|flag|stance)\b", re.IGNORECASE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_there_with_its_blanks(language):
    english, said = words(USUAL), words(language)
    assert {key: sorted(_BLANK.findall(one)) for key, one in said.items()} == {
        key: sorted(_BLANK.findall(one)) for key, one in english.items()
    }
    own = tomllib.loads(path("plain", f"{language}.toml").read_text(encoding="utf-8"))
    assert {f"{name}.{key}" for name, section in own.items() for key in section} == set(english)


def test_a_language_with_a_region_is_its_language_and_an_unknown_one_is_english():
    assert words("de-AT") == words("de") != words("en")
    assert words("xx") == words("en")


def test_words_of_researchers_are_not_among_them():
    assert [one for one in words("en").values() if _NEVER.search(one)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sign_never_stands_alone_at_the_start_of_a_line(language):
    # French puts a space before these: an ordinary one breaks where words are very large.
    assert [one for one in words(language).values() if re.search(r" [?!:;]", one)] == []
