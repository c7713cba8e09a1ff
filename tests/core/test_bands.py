"""Bands of a frequency rating: every number in one band, and what is left out or doubled is named."""

from __future__ import annotations

import pytest

from qda.core.tables.bands import DEFAULT, Band, bands, note, parse, printed, rating, set_bands
from qda.errors import RefusedError


def test_the_usual_bands_rate_every_number_once():
    usual = parse(DEFAULT)
    assert usual == (Band("A", 10, None), Band("B", 7, 9), Band("C", 4, 6), Band("D", 1, 3))
    assert "".join(rating(usual, number) for number in range(1, 13)) == "DDDCCCBBBAAA"
    assert rating(usual, 0) == ""
    assert printed(usual) == "A ≥ 10, B 7–9, C 4–6, D ≤ 3" and parse(printed(usual)) == usual


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (">10, 7-9, 4-6, <3", "These bands leave out 10 and 3."),
        ("<3, 4-6, 7-9, >10", "These bands leave out 3 and 10."),
        ("A >= 10, B 7-10, C 4-6, D <= 3", "These bands hold 10 twice."),
        ("A >= 10, B 4-6", "These bands leave out 7–9 and 1–3."),
        ("D <= 3, C 4-6", "These bands leave out 7 and more."),
        ("A >= 5, B > 3, D <= 2", "These bands leave out 3. These bands hold 5 and more twice."),
        ("A, B", "“A” is no band."),
        ("A 9-7, B < 7", "“A 9-7” goes backwards."),
        ("A >= 4, a <= 3", "Two bands are called A."),
        (" ", "Write at least one band"),
        ("A >= 1000000000", "The numbers of a band have at most 5 digits."),
        ("A 1-1000000000", "The numbers of a band have at most 5 digits."),
        ("A >= 1" + "0" * 5_000, "The numbers of a band have at most 5 digits."),
    ],
)
def test_a_hole_an_overlap_and_what_is_no_band_are_named(words, sentence):
    with pytest.raises(RefusedError) as refused:
        parse(words)
    assert refused.value.sentence.startswith(sentence)


@pytest.mark.parametrize(
    "words", ["high: 10+; low ≤ 9", "Level 1: >= 3, Level 2: 2, Level 3: 1", "many > 5, some 2 to 5, one < 2"]
)
def test_bands_are_written_in_many_ways(words):
    assert all(sum(band.holds(number) for band in parse(words)) == 1 for number in range(1, 50))


def test_bands_are_a_setting_of_the_study_and_the_note_says_what_the_usual_ones_close(s):
    assert note(bands(s)).startswith("Rating by number: A ≥ 10, B 7–9, C 4–6, D ≤ 3. The bands close the holes")
    set_bands(s, "many >= 3, few < 3")
    assert [rating(bands(s), number) for number in (1, 2, 3)] == ["few", "few", "many"]
    assert note(bands(s)) == "Rating by number: many ≥ 3, few ≤ 2."
    with pytest.raises(RefusedError):
        set_bands(s, ">10, 7-9, 4-6, <3")
    assert printed(bands(s)) == "many ≥ 3, few ≤ 2"
    set_bands(s, "")
    assert bands(s) == parse(DEFAULT)
