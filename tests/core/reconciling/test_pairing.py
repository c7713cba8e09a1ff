"""What coders differ on: which passages belong together, and of which kind the difference is."""

from __future__ import annotations

from itertools import permutations
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.core.coding import Span
from qda.core.reconciling import BORDER, CODE, KINDS, MISSING
from qda.core.reconciling.pairing import pair


def test_a_code_that_one_gave_and_the_other_did_not_is_missing(desk):
    desk.code("A", "X", 10, 20)
    assert desk.told() == [(MISSING, 10, 20, {"A": [("X", 10, 20)], "B": []})]


def test_the_same_passage_with_the_same_code_is_agreed(desk):
    desk.code("A", "X", 10, 20)
    desk.code("B", "X", 10, 20)
    assert desk.told() == []
    assert desk.spans(desk.look().agreed) == [("X", 10, 20)]


def test_one_character_more_is_another_border(desk):
    desk.code("A", "X", 10, 20)
    desk.code("B", "X", 10, 21)
    assert desk.told() == [(BORDER, 10, 21, {"A": [("X", 10, 20)], "B": [("X", 10, 21)]})]


def test_touching_passages_are_two_incidents_and_never_meet(desk):
    desk.code("A", "X", 10, 20)
    desk.code("B", "X", 20, 30)
    assert [told[:3] for told in desk.told()] == [(MISSING, 10, 20), (MISSING, 20, 30)]


def test_two_touching_passages_against_one_over_both_are_one_difference_of_borders(desk):
    desk.code("A", "X", 10, 20)
    desk.code("A", "X", 20, 30)
    desk.code("B", "X", 10, 30)
    assert desk.told() == [(BORDER, 10, 30, {"A": [("X", 10, 20), ("X", 20, 30)], "B": [("X", 10, 30)]})]


def test_a_passage_that_reaches_into_two_of_the_others_belongs_to_both(desk):
    desk.code("A", "X", 10, 30)
    desk.code("A", "X", 40, 60)
    desk.code("B", "X", 25, 45)
    assert [told[:3] for told in desk.told()] == [(BORDER, 10, 60)]


@pytest.mark.parametrize(
    ("span", "kinds"),
    [
        ((10, 20), [CODE]),  # the same words
        ((10, 30), [CODE]),  # half of what both cover
        ((10, 31), [MISSING, MISSING]),  # less than half
        ((14, 24), [MISSING, MISSING]),
        ((20, 30), [MISSING, MISSING]),  # touching
    ],
)
def test_other_codes_on_largely_the_same_words_are_a_difference_of_code(desk, span, kinds):
    desk.code("A", "X", 10, 20)
    desk.code("B", "Y", *span)
    assert [told[0] for told in desk.told()] == kinds


def test_the_passages_that_share_most_are_paired_first(desk):
    desk.code("A", "X", 10, 20)
    desk.code("B", "Y", 10, 18)
    desk.code("B", "Z", 10, 19)
    assert desk.told() == [
        (MISSING, 10, 18, {"A": [], "B": [("Y", 10, 18)]}),
        (CODE, 10, 20, {"A": [("X", 10, 20)], "B": [("Z", 10, 19)]}),
    ]


def test_a_second_code_beside_one_that_is_agreed_is_missing_not_another(desk):
    desk.code("A", "X", 10, 20)
    desk.code("A", "Y", 10, 20)
    desk.code("B", "X", 10, 20)
    assert desk.told() == [(MISSING, 10, 20, {"A": [("Y", 10, 20)], "B": []})]


def test_three_coders_differ_once_about_one_passage(desk):
    for who, end in (("A", 20), ("B", 22)):
        desk.code(who, "X", 10, end)
    sides = {"A": [("X", 10, 20)], "B": [("X", 10, 22)], "C": []}
    assert desk.told("ABC") == [(MISSING, 10, 22, sides)], "one has nothing, whatever the others' borders"
    desk.code("C", "Y", 10, 21)
    assert desk.told("ABC") == [(CODE, 10, 22, sides | {"C": [("Y", 10, 21)]})]
    desk.code("C", "X", 10, 20)
    assert [told[0] for told in desk.told("ABC")] == [MISSING, BORDER]
    desk.code("A", "X", 10, 22)
    desk.code("C", "X", 10, 22)
    assert desk.spans(desk.look("ABC").agreed) == [("X", 10, 22)]


def test_three_codes_of_three_coders_are_one_difference(desk):
    for who, what in ("AX", "BY", "CZ"):
        desk.code(who, what, 10, 20)
    (told,) = desk.told("ABC")
    assert told[0] == CODE
    (without,) = [one for one in desk.told("ABD") if one[0] == CODE]
    assert without[3]["D"] == []


def test_a_key_stays_while_others_code_elsewhere_and_goes_when_the_passage_is_coded_otherwise(desk):
    desk.code("A", "X", 10, 20)
    desk.code("B", "X", 10, 25)
    before = desk.one().difference.key
    desk.code("A", "Y", 10, 20)
    desk.code("C", "X", 10, 20)
    assert before in {case.difference.key for case in desk.cases()}
    desk.code("B", "X", 10, 26)
    assert before not in {case.difference.key for case in desk.cases()}


CODINGS = st.lists(
    st.tuples(st.sampled_from("XYZ"), st.sampled_from("ABC"), st.integers(0, 60), st.integers(1, 25)), max_size=24
)


def _rows(drawn):
    """Return codings as the join rule allows them, from (code, coder, start, length)."""
    by: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for code, coder, start, length in sorted(drawn, key=lambda one: one[2]):
        spans = by.setdefault((code, coder), [])
        if not spans or spans[-1][1] <= start:
            spans.append((start, start + length))
    rows = [(code, coder, *span) for (code, coder), spans in by.items() for span in spans]
    return [Span(str(number), *row) for number, row in enumerate(rows)]


@settings(deadline=None)
@given(CODINGS)
def test_every_passage_is_agreed_or_in_one_difference_and_order_plays_no_part(drawn):
    rows = _rows(drawn)
    found = pair("s", rows, "ABC")
    listed = [(held.code_id, side.coder_id, held.start, held.end) for one in found.differences for side in one.sides
              for held in side.held]  # fmt: skip
    agreed = [(held.code_id, coder, held.start, held.end) for held in found.agreed for coder in "ABC"]
    assert sorted(listed + agreed) == sorted(row[1:] for row in rows)
    for one in found.differences:
        by_code = {code: {side.coder_id for side in one.sides for held in side.held if held.code_id == code}
                   for code in one.code_ids}  # fmt: skip
        assert one.kind in KINDS
        assert (len(by_code) > 1) == (one.kind == CODE)
        assert (by_code[one.code_ids[0]] == set("ABC")) == (one.kind == BORDER)
    assert pair("s", rows[::-1], "ABC") == found
    for order in permutations("ABC"):
        assert {one.key for one in pair("s", rows, order).differences} == {one.key for one in found.differences}


@settings(deadline=None)
@given(CODINGS)
def test_a_coder_and_a_copy_differ_on_nothing(drawn):
    rows = [row._replace(coder_id=who) for row in _rows(drawn) if row.coder_id == "A" for who in "AB"]
    found = pair("s", rows, "AB")
    assert found.differences == ()
    assert len(found.agreed) * 2 == len(rows)


def test_many_codes_on_the_same_words_are_compared_quickly():
    rows = [
        Span(f"{code}{who}{place}", f"{code}{who}", who, place * 50, place * 50 + 40)
        for code in range(8)
        for who in "ABCD"
        for place in range(150)
    ]
    began = perf_counter()
    found = pair("s", rows, "ABCD")
    assert perf_counter() - began < 2
    assert len(found.differences) == 8 * 150
