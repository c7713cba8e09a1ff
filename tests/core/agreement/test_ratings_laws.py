"""What must hold for any ratings, and that ours are the numbers of independent programs on any table."""

from __future__ import annotations

import math
import random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.core.agreement import find_statistic, statistics
from qda.core.agreement.ratings import ratings_of
from qda.core.agreement.sets import jaccard_distance, masi_distance

SETS = ("krippendorff-alpha-masi", "krippendorff-alpha-jaccard")
NAMES = [name for name in statistics() if name not in SETS]
WITH_LEVELS = [(name, level) for name in NAMES for level in find_statistic(name).levels]


def tables(
    coders: int | None = None, *, missing: bool = True, low: int = 0
) -> st.SearchStrategy[list[tuple[Any, ...]]]:
    cell = st.integers(low, 4)
    answer = st.one_of(st.none(), cell, cell, cell) if missing else cell
    width = st.just(coders) if coders else st.integers(2, 5)
    return width.flatmap(lambda wide: st.lists(st.tuples(*[answer] * wide), min_size=1, max_size=12))


def value(units: Any, name: str, level: str = "nominal", values: Any = None) -> float:
    return float(find_statistic(name).score(ratings_of(units, values), level))


def same(one: float, other: float) -> bool:
    return (math.isnan(one) and math.isnan(other)) or math.isclose(one, other, abs_tol=1e-9)


@pytest.mark.parametrize(("name", "level"), WITH_LEVELS)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_order_names_and_number_of_units_make_no_difference(name: str, level: str, data: st.DataObject) -> None:
    units = data.draw(tables(2 if find_statistic(name).pairs else None))
    told = value(units, name, level)
    chance = random.Random(data.draw(st.integers(0, 99)))
    order = list(range(len(units[0])))
    chance.shuffle(order)
    assert same(told, value(chance.sample(units, len(units)), name, level))
    if name not in ("dice",):
        assert same(told, value([[row[place] for place in order] for row in units], name, level))
    if name not in ("krippendorff-alpha",):  # n - 1 of alpha is of a finite sample
        assert same(told, value(units * 3, name, level))
    if level == "nominal" and find_statistic(name).levels == ("nominal",) and name != "dice":
        words = dict(zip(range(5), chance.sample("vwxyz", 5), strict=True))
        assert same(told, value([[None if a is None else words[a] for a in row] for row in units], name, level))


@pytest.mark.parametrize(("name", "level"), WITH_LEVELS)
@given(answers=st.lists(st.integers(0, 4), min_size=2, max_size=12))
@settings(max_examples=20, deadline=None)
def test_a_coder_agrees_with_itself(name: str, level: str, answers: list[int]) -> None:
    units = [(answer, answer) for answer in answers]
    told = value(units, name, level)
    if len(set(answers)) > 1 and (name != "dice" or len(set(answers)) == 2):
        assert told == pytest.approx(1)
    elif name not in ("percent", "holsti"):
        assert math.isnan(told)


@pytest.mark.parametrize(("name", "level"), WITH_LEVELS)
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_alternatives_at_once_are_each_by_itself(name: str, level: str, data: st.DataObject) -> None:
    ratings = ratings_of(data.draw(tables(2 if find_statistic(name).pairs else None)))
    size = ratings.counts.shape[-1]
    counts = np.array(data.draw(st.lists(st.integers(0, 3), min_size=6 * size, max_size=6 * size)), dtype=np.float64)
    counts = counts.reshape(2, 3, size)
    score = find_statistic(name).score
    together = score(ratings.with_counts(counts), level)
    assert together.shape == (2, 3)
    for at in np.ndindex(2, 3):
        assert same(float(together[at]), float(score(ratings.with_counts(counts[at]), level)))


@given(tables())
@settings(max_examples=60, deadline=None)
def test_alpha_is_that_of_the_package_krippendorff(units: list[tuple[Any, ...]]) -> None:
    krippendorff = pytest.importorskip("krippendorff")
    matrix = np.array([[math.nan if cell is None else float(cell) for cell in row] for row in units]).T
    for level in ("nominal", "ordinal", "interval", "ratio"):
        ours = value(units, "krippendorff-alpha", level)
        if not math.isnan(ours):
            theirs = krippendorff.alpha(matrix, level_of_measurement=level)
            assert ours == pytest.approx(theirs, abs=1e-9)


@given(tables(2, missing=False))
@settings(max_examples=60, deadline=None)
def test_kappas_of_two_are_those_of_scikit_learn(units: list[tuple[int, int]]) -> None:
    from sklearn.metrics import cohen_kappa_score

    one, other = zip(*units, strict=True)
    for name, weights in (
        ("cohen-kappa", None),
        ("weighted-kappa", "linear"),
        ("weighted-kappa-quadratic", "quadratic"),
    ):
        ours = value(units, name, "nominal", range(5))
        if not math.isnan(ours):
            theirs = cohen_kappa_score(one, other, weights=weights, labels=range(5))
            assert ours == pytest.approx(theirs, abs=1e-9)


@given(tables(missing=False))
@settings(max_examples=60, deadline=None)
def test_kappas_of_several_are_those_of_statsmodels(units: list[tuple[int, ...]]) -> None:
    from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

    table, _values = aggregate_raters(np.array(units), n_cat=5)
    for name, method in (("fleiss-kappa", "fleiss"), ("randolph-kappa", "randolph")):
        ours = value(units, name, values=range(5))
        if not math.isnan(ours):
            assert ours == pytest.approx(fleiss_kappa(table, method), abs=1e-9)


@given(tables(missing=False))
@settings(max_examples=40, deadline=None)
def test_pairs_and_sets_are_those_of_nltk(units: list[tuple[int, ...]]) -> None:
    from nltk.metrics.agreement import AnnotationTask
    from nltk.metrics.distance import jaccard_distance as jaccard

    task = AnnotationTask([(coder, at, answer) for at, row in enumerate(units) for coder, answer in enumerate(row)])
    assert value(units, "percent") == pytest.approx(task.avg_Ao(), abs=1e-9)
    light, conger = value(units, "light-kappa"), value(units, "conger-kappa")
    if not math.isnan(light):
        assert light == pytest.approx(task.kappa(), abs=1e-9)
    if not math.isnan(conger):
        assert conger == pytest.approx(task.multi_kappa(), abs=1e-9)
    # Bits of the answers as codes on a unit; never an empty set, which NLTK's Jaccard can't divide.
    codes = [tuple(frozenset(bit for bit in range(3) if answer + 1 & 1 << bit) for answer in row) for row in units]
    given = [(coder, at, answer) for at, row in enumerate(codes) for coder, answer in enumerate(row)]
    for name, distance in zip(SETS, (masi_distance, jaccard), strict=True):
        ours = value(codes, name)
        if not math.isnan(ours):
            assert ours == pytest.approx(AnnotationTask(given, distance=distance).alpha(), abs=1e-9)


def test_distances_of_sets() -> None:
    a, ab, bc, none = frozenset("a"), frozenset("ab"), frozenset("bc"), frozenset[str]()
    assert (masi_distance(a, a), masi_distance(none, none)) == (0, 0)
    assert masi_distance(a, ab) == pytest.approx(1 - 1 / 2 * 2 / 3)
    assert masi_distance(ab, bc) == pytest.approx(1 - 1 / 3 * 1 / 3)
    assert (masi_distance(a, bc), masi_distance(a, none), jaccard_distance(a, none)) == (1, 1, 1)
    assert jaccard_distance(ab, bc) == pytest.approx(2 / 3)


def test_a_thousand_samples_of_many_units_take_no_time() -> None:
    """500 codes of four coders in 16 patterns, 1,000 samples of each: what a bootstrap asks for."""
    import time

    rows = [[pattern >> coder & 1 for coder in range(4)] for pattern in range(16)]
    counts = np.random.default_rng(1).integers(0, 50, size=(1000, 50, 16)).astype(np.float64)
    ratings = ratings_of(rows, [0, 1]).with_counts(counts)
    begun = time.perf_counter()
    for name in ("krippendorff-alpha", "light-kappa", "gwet-ac1"):
        assert find_statistic(name).score(ratings, "nominal").shape == (1000, 50)
    assert time.perf_counter() - begun < 2
