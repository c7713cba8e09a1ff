"""Letters are found where they stand, whatever folding makes of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qda.core.literal import FoldedText
from qda.storage.fulltext import fold

TEXT = "Die Straße, die STRASSE und die straßen-\nbahn. 😀 İstanbul, e\u0301te\u0301. ẞ"


def found(text: str, words: str) -> list[str]:
    return [text[start:end] for start, end in FoldedText(text).places(words)]


def test_capitals_and_letters_that_fold_into_two_are_found_in_their_place() -> None:
    assert found(TEXT, "strasse") == ["Straße", "STRASSE", "straße"]
    assert found(TEXT, "straße") == ["Straße", "STRASSE", "straße"]
    assert found(TEXT, "istanbul") == ["İstanbul"]
    assert found(TEXT, "😀 i") == ["😀 İ"]


def test_white_space_is_any_white_space_and_none_is_nothing() -> None:
    assert found(TEXT, "straßen- bahn") == ["straßen-\nbahn"]
    assert found(TEXT, "  ") == found(TEXT, "") == found("", "a") == []


def test_signs_are_taken_as_they_are() -> None:
    assert found("what (then)? what. then", "(then)?") == ["(then)?"]
    assert found("a.b axb", "a.b") == ["a.b"]


@given(st.text("aßsSİiẞ é\u0301😀", max_size=30), st.text("aßsi é", min_size=1, max_size=3))
def test_every_place_folds_to_what_was_looked_for(text: str, words: str) -> None:
    last = 0
    for start, end in FoldedText(text).places(words):
        assert last <= start < end <= len(text)
        # A place holds whole letters: where half of a ß was asked for, the ß is shown.
        assert "".join(fold(words).split()) in "".join(fold(text[start:end]).split())
        last = start
