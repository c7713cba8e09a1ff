"""Statistics of ratings on examples worked by hand, what makes each undefined, and what is refused."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest

import qda
from qda.core.agreement import statistics
from qda.core.agreement.kappas import largest_kappa
from qda.core.agreement.percent import negative_agreement, positive_agreement
from qda.core.agreement.prevalence import bias_index, prevalence_index
from qda.core.agreement.ratings import ratings_of
from qda.errors import NotFoundError, RefusedError
from tests.core.agreement.published import from_table

CORRECTED = [name for name in statistics() if name not in ("percent", "holsti", "dice")]
# Both 20 times yes, both 15 times no, 5 and 10 times only one of them.
YES_NO = from_table([[15, 10], [5, 20]], ["no", "yes"])
GRADES = [(1, 1), (1, 2), (2, 2), (3, 3), (3, 1)]


def value(units: object, name: str, level: str = "nominal", **more: object) -> float:
    return float(qda.agreement(units, name, level, **more))  # type: ignore[arg-type]


def test_two_coders_by_hand() -> None:
    # po = 35/50; pe = (25*20 + 25*30) / 50^2 = 1/2
    assert value(YES_NO, "percent") == pytest.approx(0.7)
    assert value(YES_NO, "cohen-kappa") == pytest.approx(0.4)
    # pi: shares 45/100 and 55/100
    chance = 0.45**2 + 0.55**2
    assert value(YES_NO, "scott-pi") == pytest.approx((0.7 - chance) / (1 - chance))
    assert value(YES_NO, "fleiss-kappa") == pytest.approx((0.7 - chance) / (1 - chance))
    # alpha: 100 answers, 30 of them in units that differ; 1 - 99 * 15 * 2 / (2 * 45 * 55)
    assert value(YES_NO, "krippendorff-alpha") == pytest.approx(1 - 99 * 30 / (2 * 45 * 55))
    assert value(YES_NO, "gwet-ac1") == pytest.approx((0.7 - 2 * 0.45 * 0.55) / (1 - 2 * 0.45 * 0.55))
    assert value(YES_NO, "brennan-prediger") == pytest.approx(0.4)
    assert value(YES_NO, "dice") == pytest.approx(2 * 20 / (2 * 20 + 15))
    ratings = ratings_of(YES_NO)
    assert float(positive_agreement(ratings)) == pytest.approx(40 / 55)
    assert float(negative_agreement(ratings)) == pytest.approx(30 / 45)
    assert float(prevalence_index(ratings)) == pytest.approx(5 / 50)
    assert float(bias_index(ratings)) == pytest.approx(-5 / 50)
    # With 25 and 30 times yes they can agree 25 + 20 times.
    assert float(largest_kappa(ratings)) == pytest.approx((0.9 - 0.5) / 0.5)


def test_weighted_kappa_and_alpha_of_grades_by_hand() -> None:
    # Given 1: 2 and 2; 2: 1 and 2; 3: 2 and 1. Apart: once 1, once 2 (3 with 1).
    linear = Fraction(5 * (1 + 2), 2 * (2 * 1 + 1 * 2) + 1 * (2 * 1 + 1 * 1) + 2 * (2 * 2 + 2 * 1))
    assert value(GRADES, "weighted-kappa") == pytest.approx(float(1 - linear))
    squared = Fraction(5 * (1 + 4), 2 * (2 * 1 + 1 * 4) + 1 * (2 * 1 + 1 * 1) + 2 * (2 * 4 + 2 * 1))
    assert value(GRADES, "weighted-kappa-quadratic", "interval") == pytest.approx(float(1 - squared))
    # Interval alpha: answers 1 four times, 2 and 3 three times each; 1 - 9 * 2 * 5 / (2 * (12*1 + 12*4 + 9*1))
    assert value(GRADES, "krippendorff-alpha", "interval") == pytest.approx(1 - 9 * 10 / (2 * (12 + 48 + 9)))
    # Ordinal: mean ranks 2, 5.5, 8.5
    apart = 3.5**2 + 6.5**2
    chance = 12 * 3.5**2 + 12 * 6.5**2 + 9 * 3**2
    assert value(GRADES, "krippendorff-alpha", "ordinal") == pytest.approx(1 - 9 * 2 * apart / (2 * chance))
    # Ratio: (1-2)/(1+2), (1-3)/(1+3), (2-3)/(2+3), squared
    apart, chance = 1 / 9 + 1 / 4, 12 / 9 + 12 / 4 + 9 / 25
    assert value(GRADES, "krippendorff-alpha", "ratio") == pytest.approx(1 - 9 * 2 * apart / (2 * chance))


def test_three_coders_by_hand() -> None:
    units = [("a", "a", "a"), ("a", "a", "b"), ("b", "b", "b"), ("a", "b", "b")]
    assert value(units, "percent") == pytest.approx((1 + 1 / 3 + 1 + 1 / 3) / 4)
    assert value(units, "fleiss-kappa") == pytest.approx((2 / 3 - 1 / 2) / (1 / 2))
    # a: 3/4, 2/4, 1/4; pairs give 2/4, 2/4 and 2/4 by chance
    pairs = [3 / 4 * 2 / 4 + 1 / 4 * 2 / 4, 3 / 4 * 1 / 4 + 1 / 4 * 3 / 4, 2 / 4 * 1 / 4 + 2 / 4 * 3 / 4]
    chance = sum(pairs) / 3
    assert value(units, "conger-kappa") == pytest.approx((2 / 3 - chance) / (1 - chance))
    kappas = [(3 / 4 - pairs[0]) / (1 - pairs[0]), (2 / 4 - pairs[1]) / (1 - pairs[1]), (3 / 4 - 1 / 2) / (1 / 2)]
    assert value(units, "light-kappa") == pytest.approx(sum(kappas) / 3)
    assert value(units, "randolph-kappa") == pytest.approx(1 / 3)


def test_a_category_that_was_declared_counts_though_nobody_gave_it() -> None:
    assert value(YES_NO, "brennan-prediger", values=["no", "yes", "unclear"]) == pytest.approx((0.7 - 1 / 3) / (2 / 3))
    for name in ("cohen-kappa", "krippendorff-alpha", "scott-pi"):
        assert value(YES_NO, name, values=["no", "yes", "unclear"]) == pytest.approx(value(YES_NO, name))


def test_chance_alone_and_one_who_marks_everything() -> None:
    """Hazards A1 and A2: one coder marks the first half, one the middle half; one marks all, one half."""
    halves = from_table([[250, 250], [250, 250]], [0, 1])
    assert value(halves, "cohen-kappa") == 0
    assert value(halves, "scott-pi") == 0
    assert value(from_table([[0, 500], [0, 500]], [0, 1]), "cohen-kappa") == 0


def test_one_unit_in_twenty_thousand_is_no_perfect_agreement() -> None:
    """Hazard A5: one coder marks one character of those that the other marked."""
    units = from_table([[100_000, 19_999], [0, 1]], [0, 1])
    assert value(units, "dice") < 0.001
    assert value(units, "cohen-kappa") < 0.001


@pytest.mark.parametrize("name", CORRECTED)
@pytest.mark.parametrize("answer", [0, 1])
def test_nothing_is_told_from_chance_where_nobody_varied(name: str, answer: int) -> None:
    """Hazard A6: both coded nothing, or everything; percent agreement stands beside it."""
    units = [(answer, answer)] * 30
    found = qda.agreement([(frozenset(), frozenset())] * 30 if "masi" in name or "jaccard" in name else units, name)
    assert found.value is None
    assert "nobody varied" in found.reason
    assert found.n == 30
    assert math.isnan(float(found))
    assert value(units, "percent") == 1
    declared = qda.agreement(units, name, values=[0, 1])
    assert declared.value is None
    assert declared.reason


@pytest.mark.parametrize("name", list(statistics()))
@pytest.mark.parametrize(
    ("units", "why"),
    [
        ([], "at least two coders"),
        ([(1,), (2,)], "at least two coders"),
        ([(None, None), (None, None)], "no unit was rated by two"),
        ([(1, None), (None, 2)], "no unit was rated by two"),
    ],
)
def test_nothing_to_compare_is_said(name: str, units: list[tuple[object, ...]], why: str) -> None:
    found = qda.agreement(units, name)
    assert (found.value, found.n) == (None, 0)
    assert why in found.reason


@pytest.mark.parametrize("name", list(statistics()))
def test_whatever_has_no_value_has_a_reason(name: str) -> None:
    tables = [
        [(1, 2)],
        [(1, 1)],
        [("x", "y"), ("y", "y")],
        [(-1, 0), (0, 2)],
        [(1, None, 2), (1, None, 2), (2, None, 2)],
    ]
    tables += [[(1, 1, None), (2, None, 2), (None, 1, 1)], [(frozenset("a"), frozenset()), (frozenset(), frozenset())]]
    for units in tables:
        for level in ("nominal", "interval", "ratio"):
            try:
                found = qda.agreement(units, name, level)
            except RefusedError:
                assert len(units[0]) > 2
                continue
            assert (found.value is None) == bool(found.reason), (units, level)
            assert found.value is None or math.isfinite(found.value)


def test_reasons_name_what_is_in_the_way() -> None:
    assert "“x” is none" in qda.agreement([("x", "y"), ("y", "y")], "krippendorff-alpha", "interval").reason
    assert "below zero, and -1" in qda.agreement([(-1, 0), (0, 2)], "krippendorff-alpha", "ratio").reason
    assert "two values" in qda.agreement(GRADES, "dice").reason
    assert "nobody gave the answer 1" in qda.agreement([(0, 0)], "dice", values=[0, 1]).reason
    assert "coder 2 rated nothing" in qda.agreement([(1, None, 2), (2, None, 2)], "conger-kappa").reason
    light = qda.agreement([(1, 1, 2), (1, 1, 1)], "light-kappa").reason
    assert "coder 1 and coder 2" in light
    assert "nobody varied" in light
    assert "words have no order" in qda.agreement([("x", "y"), ("y", "y")], "weighted-kappa").reason
    assert "sets of codes" in qda.agreement(GRADES, "krippendorff-alpha-masi").reason


def test_a_zero_in_ratios_and_numbers_below_zero_in_intervals() -> None:
    assert value([(0, 0), (0, 4), (4, 4)], "krippendorff-alpha", "ratio") == pytest.approx(1 - 5 * 2 / (2 * 9))
    shifted = [(one - 7, other - 7) for one, other in GRADES]
    assert value(shifted, "krippendorff-alpha", "interval") == pytest.approx(
        value(GRADES, "krippendorff-alpha", "interval")
    )


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_it_makes_no_difference_how_numbers_are_written(level: str) -> None:
    units = [(9, 10), (10, 10), (100, 9), (100, 100), (9, 9), (None, 10)]
    told = value(units, "krippendorff-alpha", level)
    for written in (float, str, lambda n: f"{n}.0", lambda n: f" {n},0", np.int64, np.float32, Fraction):
        again = [tuple(None if cell is None else written(cell) for cell in row) for row in units]
        assert value(again, "krippendorff-alpha", level) == pytest.approx(told, abs=1e-12)
    with_nan = np.array([[math.nan if cell is None else cell for cell in row] for row in units])
    assert value(with_nan, "krippendorff-alpha", level) == pytest.approx(told, abs=1e-12)


def test_words_in_an_order_are_as_their_places() -> None:
    words = {1: "low", 2: "middle", 3: "high"}
    units = [(words[one], words[other]) for one, other in GRADES]
    with pytest.raises(RefusedError, match="no order of their own"):
        qda.agreement(units, "krippendorff-alpha", "ordinal")
    for name in ("krippendorff-alpha", "weighted-kappa", "gwet-ac2"):
        assert value(units, name, "ordinal", values=list(words.values())) == pytest.approx(
            value(GRADES, name, "ordinal")
        )


def test_refusals_name_what_to_take() -> None:
    three = [(1, 2, 1), (2, 2, 2)]
    with pytest.raises(RefusedError, match="is of two coders, and here there are 3; take light-kappa, conger-kappa"):
        qda.agreement(three, "cohen-kappa")
    with pytest.raises(RefusedError, match="take fleiss-kappa"):
        qda.agreement(three, "scott-pi")
    with pytest.raises(RefusedError, match="take krippendorff-alpha"):
        qda.agreement(three, "weighted-kappa", "ordinal")
    with pytest.raises(NotFoundError, match="krippendorff-alpha-masi"):
        qda.agreement(three, "kappa")
    with pytest.raises(RefusedError, match="no level"):
        qda.agreement(three, "percent", "rank")
    with pytest.raises(RefusedError, match="differ in length"):
        qda.agreement([(1, 2), (1,)], "percent")
    with pytest.raises(RefusedError, match="not among"):
        qda.agreement(GRADES, "percent", values=[1, 2])
    with pytest.raises(RefusedError, match="3 rows and columns"):
        qda.agreement(GRADES, "weighted-kappa", weights=[[0, 1], [1, 0]])


def test_units_with_one_answer_by_each_rule() -> None:
    units = [(0, 0), (1, 1), (0, 1), (1, None), (None, 1), (1, None)]
    full = units[:3]
    for name in ("percent", "cohen-kappa", "scott-pi", "krippendorff-alpha", "brennan-prediger", "light-kappa"):
        assert value(units, name) == pytest.approx(value(full, name)), name
    # Holsti counts what each decided: 2 * 2 / (5 + 4).
    assert value(units, "holsti") == pytest.approx(4 / 9)
    # They tell how common the values are: 0 in half of three units of six.
    share = 1.5 / 6
    assert value(units, "gwet-ac1") == pytest.approx((2 / 3 - 2 * share * (1 - share)) / (1 - 2 * share * (1 - share)))


def test_intervals_over_units_are_drawn_by_a_seed() -> None:
    one = qda.agreement(YES_NO, "cohen-kappa", interval=True, seed=4)
    assert one == qda.agreement(YES_NO, "cohen-kappa", interval=True, seed=4)
    assert one.low is not None
    assert one.high is not None
    assert one.low < 0.4 < one.high
    # The delta method's standard error is .128: the ends lie about 1.96 of it from .4.
    assert one.low == pytest.approx(0.4 - 1.96 * 0.128, abs=0.04)
    assert one.high == pytest.approx(0.4 + 1.96 * 0.128, abs=0.04)
    few = qda.agreement(YES_NO[:9], "percent", interval=True)
    assert (few.low, few.high) == (None, None)
    assert "9 of them are too few" in few.why_no_interval
    rare = qda.agreement([(0, 0)] * 30 + [(0, 1)], "cohen-kappa", interval=True)
    assert "in more than a tenth of the samples" in rare.why_no_interval
