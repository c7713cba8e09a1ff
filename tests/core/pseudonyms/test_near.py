"""Words almost like a name are found; other words and other names are not."""

from __future__ import annotations

import pytest

from qda.core.pseudonyms.near import near_spellings


@pytest.mark.parametrize(
    "word",
    [
        "Annelies",
        "Anneliese",
        "Annalise",
        "Annelise\u0301",
        "Ánnelise",
        "Annelises",
        "Annelisen",
        "LiebeAnnelise",
        "Annleise",
    ],
)
def test_a_word_that_is_almost_a_name(word: str) -> None:
    assert near_spellings(["Annelise Berg"], [word]) == {word: "Annelise Berg"}


@pytest.mark.parametrize("word", ["annelies", "Annelise", "Hannelore", "Anne", "Elise", "Bert", "Berge"])
def test_a_word_that_is_none(word: str) -> None:
    assert near_spellings(["Annelise"], [word]) == {}


def test_a_name_of_few_letters_is_near_to_nothing() -> None:
    assert near_spellings(["Bo", "Ida"], ["Boo", "Idas", "Ada"]) == {}


def test_a_short_name_has_endings_but_is_no_other_short_word():
    assert near_spellings(["Rolf Tveiten"], ["Role", "Roll", "Rolfs"]) == {"Rolfs": "Rolf Tveiten"}


@pytest.mark.parametrize("word", ["ומריה", "למריה", "שלמריה", "כשמריה", "מַרְיָה", "לְמַרְיָה"])
def test_a_name_behind_letters_that_are_words_in_hebrew_is_almost_it(word: str) -> None:
    assert near_spellings(["מריה כהן"], [word]) == {word: "מריה כהן"}


@pytest.mark.parametrize("word", ["ومحمد", "لمحمد", "مُحَمَّد", "بمحمّد"])
def test_a_name_behind_letters_that_are_words_in_arabic_is_almost_it(word: str) -> None:
    assert near_spellings(["محمد"], [word]) == {word: "محمد"}


def test_to_the_with_a_name_is_almost_the_name_with_the_article() -> None:
    assert near_spellings(["الأمير"], ["للأمير", "للبيت"]) == {"للأمير": "الأمير"}


@pytest.mark.parametrize("word", ["תמריה", "מריהו", "בלי", "ומי"])
def test_other_words_of_a_writing_without_capitals_are_passed_over(word: str) -> None:
    assert near_spellings(["מריה", "מי"], [word]) == {}
