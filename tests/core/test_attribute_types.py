"""Types of attributes: what each takes, how it is written down, and which one a column has."""

from __future__ import annotations

import pytest

from qda.core.attribute_types import guessed, number, parted, written


@pytest.mark.parametrize(
    ("type_", "typed", "kept"),
    [
        ("text", " two  words ", "two words"),
        ("number", "3,5", "3,5"),
        ("number", "85 %", "85 %"),
        ("number", "eleven", None),
        ("number", "nan", None),
        ("date", "14.3.2026", "2026-03-14"),
        ("date", "2026-3-4", "2026-03-04"),
        ("date", "2026-03", "2026-03"),
        ("date", "2026", "2026"),
        ("date", "2026-03-14 00:00:00", "2026-03-14"),
        ("date", "2026-02-30", None),
        ("date", "03/04/2026", None),  # nobody knows which of the two is the day
        ("yesno", "Yes", "yes"),
        ("yesno", "FALSE", "no"),
        ("yesno", "perhaps", None),
        ("choice", "a; b", "a; b"),
    ],
)
def test_a_value_is_written_down_as_its_type_has_it_or_refused(type_, typed, kept):
    assert written(type_, typed) == kept


def test_numbers_are_read_with_comma_and_percent():
    assert [number(value) for value in ("3,5", "85 %", "-2", "−2", "inf", "")] == [3.5, 85.0, -2.0, -2.0, None, None]


def test_only_several_choices_are_parted():
    assert parted("choices", "nurse; ; peer ;nurse") == ["nurse", "peer"]
    assert parted("text", "nurse; peer") == ["nurse; peer"]


@pytest.mark.parametrize(
    ("column", "type_"),
    [
        (["41", "", "7,5", "12 %"], "number"),
        (["007", "012"], "text"),
        (["yes", "No", ""], "yesno"),
        (["1", "0"], "number"),
        (["2026-03-14", "14.3.2026"], "date"),
        (["2019", "2024"], "number"),
        (["nurse", "patient", "nurse", "patient"], "choice"),
        (["nurse; peer", "peer", "nurse", "peer"], "choices"),
        (["Anna said", "Ben said"], "text"),
        ([], "text"),
    ],
)
def test_a_column_has_the_type_that_fits_all_of_it(column, type_):
    assert guessed(column)[0] == type_


def test_options_are_what_a_column_holds_in_its_order():
    assert guessed(["nurse; peer", "peer", "nurse", "peer"])[1] == ("nurse", "peer")
