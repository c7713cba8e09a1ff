"""What figures of agreement say in words, sentence by sentence."""

from __future__ import annotations

import pytest

from qda.core.agreement import wording
from qda.core.agreement.asking import ALL, SET, THEME, UNITS
from tests.core.agreement.figures import ANN, BEN, CY, NAMES, PLAIN, made


@pytest.mark.parametrize(
    ("unit", "one", "many"),
    [
        ("character", "1 character", "1,200 characters"),
        ("word", "1 word", "1,200 words"),
        ("sentence", "1 sentence", "1,200 sentences"),
        ("line", "1 line", "1,200 lines"),
        ("turn", "1 turn", "1,200 turns"),
        ("passage", "1 character", "1,200 characters"),
    ],
)
def test_units_have_names_with_plurals(unit, one, many):
    assert wording.units(unit, 1) == one
    assert wording.units(unit, 1200) == many


def test_every_unit_and_statistic_has_a_title():
    assert wording.UNIT_TITLES.keys() == set(UNITS)
    assert wording.title_of("u-alpha") == "Unitizing alpha (u-alpha)"
    assert wording.title_of("of another program") == "of another program"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.7149, "71 %"),
        (1.0, "100 %"),
        (0.9999, "over 99 %"),
        (0.0, "0 %"),
        (0.0004, "under 1 %"),
        (0.5, "50 %"),
        (None, "–"),
    ],
)
def test_shares_are_whole_and_never_more_than_they_are(value, said):
    assert wording.percent(value) == said


@pytest.mark.parametrize(
    ("value", "said"), [(0.7149, "0.71"), (-0.123, "−0.12"), (-0.001, "0.00"), (1.0, "1.00"), (None, "–")]
)
def test_coefficients_have_two_decimals(value, said):
    assert wording.decimals(value) == said


def test_a_value_is_a_share_or_a_coefficient_or_undefined():
    assert wording.value_of(PLAIN) == "0.71"
    assert wording.value_of(made(statistic="percent", value=0.976)) == "98 %"
    assert wording.value_of(made(value=None)) == "undefined"
    assert wording.interval(PLAIN) == "0.60 to 0.80"
    assert wording.interval(made(statistic="percent")) == "60 % to 80 %"
    assert wording.interval(made(low=None)) == ""


def test_names_in_a_sentence():
    assert [wording.joined(list("ABC")[:n]) for n in range(4)] == ["", "A", "A and B", "A, B and C"]
    people = (ANN, BEN, CY)
    assert wording.names_of(people) == {"a": "Ann Noor", "b": "Ben Ito", "c": "Cy Li"}
    assert wording.names_of(people, "initials") == {"a": "AN", "b": "BI", "c": "Cy Li"}
    assert wording.names_of(people, "numbers") == {"a": "coder 1", "b": "coder 2", "c": "coder 3"}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {},
            "Of 100 sentences that at least one of Ann and Ben coded “Fear”, 71 were coded by both (71 %).",
        ),
        (
            {"any_coded": 2, "all_coded": 1, "unit": "line"},
            "Of 2 lines that at least one of Ann and Ben coded “Fear”, 1 was coded by both (50 %).",
        ),
        (
            {"any_coded": 1, "all_coded": 0, "unit": "turn"},
            "Of 1 turn that at least one of Ann and Ben coded “Fear”, none was coded by both (0 %).",
        ),
        (
            {"coders": ("a", "b", "c")},
            "Of 100 sentences that at least one of Ann, Ben and Cy coded “Fear”, 71 were coded by all of them (71 %).",
        ),
        (
            {"coders": ("a", "b", "c"), "all_coded": 0},
            "Of 100 sentences that at least one of Ann, Ben and Cy coded “Fear”, none was coded by all of them (0 %).",
        ),
        (
            {"scope": THEME},
            "Of 100 sentences that at least one of Ann and Ben gave a code of the theme “Fear”, "
            "71 were coded by both (71 %).",
        ),
        (
            {"scope": SET},
            "Of 100 sentences that at least one of Ann and Ben gave a code below “Fear”, 71 were coded by both (71 %).",
        ),
        (
            {"scope": ALL, "unit": "passage"},
            "Over all codes, each counted by itself: of 100 characters that at least one of Ann and Ben coded, "
            "71 were coded by both (71 %).",
        ),
        ({"any_coded": 0, "all_coded": 0}, "None of Ann and Ben coded “Fear” in 1,200 sentences."),
        ({"any_coded": 0, "all_coded": 0, "scope": ALL}, "None of Ann and Ben coded anything here."),
        ({"n": 0}, "There is nothing that Ann and Ben have all finished."),
    ],
)
def test_a_result_reads_plainly(changed, said):
    assert wording.plain_reading(made(**changed), NAMES, "Fear") == said


def test_a_value_is_told_with_its_interval_or_why_there_is_none():
    title = wording.title_of("cohen-kappa")
    assert wording.told(PLAIN) == f"{title} is 0.71 (95 % interval 0.60 to 0.80)."
    none = made(low=None, high=None, why_no_interval="There are fewer than ten sources.")
    assert wording.told(none) == f"{title} is 0.71. There are fewer than ten sources."
    undefined = made(value=None, low=None, high=None, reason="Undefined, because nobody coded it.")
    assert wording.told(undefined) == f"{title}: Undefined, because nobody coded it."


def test_what_stands_beside_a_value():
    assert wording.beside(PLAIN) == (
        "Judged: 1,200 sentences in 12 sources. They say the same on 98 % of them. On average a coder coded 7 % of "
        "them (prevalence index −0.86, bias index 0.00)."
    )
    assert wording.beside(made(observed=None, sources=1)) == "Judged: 1,200 sentences in 1 source."
    assert wording.beside(made(observed=None, scope=ALL)) == (
        "Judged: 1,200 sentences in 12 sources, counted once for each code."
    )
    assert wording.beside(made(n=0)) == ""


def test_bands_are_those_of_the_paper_with_its_caveat():
    values = (-0.1, 0.0, 0.2, 0.21, 0.4, 0.5, 0.61, 0.8, 0.81, 1.0)
    assert [wording.band(value) for value in values] == [
        *("poor", "slight", "slight", "fair", "fair"),
        *("moderate", "substantial", "substantial", "almost perfect", "almost perfect"),
    ]
    assert wording.band(None) == ""
    assert "arbitrary" in wording.band_caveat()
