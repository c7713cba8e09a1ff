"""What a code means is its words: a redefinition is told from a new name, a move and a colour."""

from __future__ import annotations

import json

import pytest

from qda.core import codebook, meanings
from qda.core.meanings import signature

DEFINED = ("Barriers > The mask", "Hiding what one feels.", "also jokes", "not shyness", "I smiled")


def with_(place: int, words: str) -> meanings.Meaning:
    changed = list(DEFINED)
    changed[place] = words
    return tuple(changed)


@pytest.mark.parametrize("place", range(1, 5), ids=codebook.TEXTS)
def test_each_of_a_codes_words_is_part_of_what_it_means(place):
    assert signature(with_(place, "Something else.")) != signature(DEFINED)
    assert signature(with_(place, "")) != signature(DEFINED)
    assert signature(with_(place, f"  {DEFINED[place]}\n".replace(" ", "  "))) == signature(DEFINED)


def test_words_that_move_from_one_field_to_another_mean_something_else():
    assert signature(("A", "x", "", "", "")) != signature(("A", "", "x", "", ""))


def test_a_defined_code_may_be_called_and_stand_otherwise():
    assert signature(with_(0, "The mask")) == signature(with_(0, "Feelings > Masking")) == signature(DEFINED)


def test_a_code_without_words_means_what_it_is_called_wherever_it_stands():
    bare = signature(("Barriers > The mask", "", " ", "", ""))
    assert bare == signature(("the  Mask", "", "", "", ""))
    assert bare != signature(("Barriers > Masks", "", "", "", ""))
    assert bare != signature(("Barriers > The mask", "Hiding what one feels.", "", "", ""))


def test_a_name_is_never_taken_for_a_definition():
    assert signature(("mask", "", "", "", "")) != signature(("other", "mask", "", "", ""))


def test_a_kept_codebook_is_canonical_and_read_back(s):
    codebook.add_path(s, "Barriers > Straße 😀")
    codebook.add_code(s, "Help", definition='Anybody\n"who" helps', colour="red")
    book = codebook.codes(s)
    kept = meanings.written(book)
    assert (
        kept
        == meanings.written(book[::-1])
        == json.dumps(json.loads(kept), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    )
    assert "Barriers > Straße 😀" in kept and "red" not in kept
    assert meanings.signatures_in(kept) == {code.id: signature(meanings.meaning_of(code)) for code in book}
    with pytest.raises(ValueError, match="no codebook"):
        meanings.signatures_in('{"fields": ["path"], "codes": {}}')
    with pytest.raises(ValueError):
        meanings.signatures_in("An interview.")
