"""Sets of codes on units: the quick way comes out as the statistic of sets on a table of all units does."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.core.agreement import find_statistic
from qda.core.agreement.counting import Intervals
from qda.core.agreement.ratings import ratings_of
from qda.core.agreement.setwise import SETWISE, likeness, runs, set_alphas, set_counts

SIZE, CODERS, CODES = 12, 3, 4
BORDERS = np.array([0, 5, SIZE])
coded = st.lists(
    st.tuples(st.integers(0, CODES - 1), st.integers(0, CODERS - 1), st.integers(0, 11), st.integers(1, 6)), max_size=14
)


def counted(drawn):
    # A passage lies in one source.
    rows = [(code, coder, at, min(at + long, 5 if at < 5 else SIZE)) for code, coder, at, long in drawn]
    columns = np.array(rows, dtype=np.int64).reshape(-1, 4)
    found = runs(Intervals(*(columns[:, place] for place in range(4))), CODERS, SIZE, CODES, BORDERS)
    alike = likeness(found)
    assert alike is not None
    blocks = np.searchsorted(BORDERS, found.first, side="right") - 1
    units = [
        [frozenset(code for code, who, a, b in rows if who == coder and a <= at < b) for coder in range(CODERS)]
        for at in range(SIZE)
    ]
    return set_counts(found, alike, blocks, 2), units


@settings(max_examples=150, deadline=None)
@given(coded, st.sampled_from([[0, 1, 2], [0, 1], [2, 0]]), st.sampled_from([(1, 1), (2, 0), (1, 3)]))
def test_alpha_of_sets_is_that_of_the_table_of_units(drawn, coders, weights):
    counts, units = counted(drawn)
    quick = set_alphas(counts, coders, np.array([0, 1]), np.array([5, 7]), np.array([weights], dtype=np.float64))
    table = [
        [unit[coder] for coder in coders]
        for at, unit in enumerate(units)
        for _time in range(weights[0] if at < 5 else weights[1])
    ]
    for place, name in enumerate(SETWISE):
        slow = find_statistic(name).score(ratings_of(table), "nominal")
        assert (np.isnan(slow) and np.isnan(quick[place, 0])) or quick[place, 0] == pytest.approx(float(slow), abs=1e-9)


def test_one_source_of_two_can_count_alone():
    counts, units = counted([(0, 0, 0, 5), (1, 1, 0, 3), (2, 2, 7, 2), (0, 1, 6, 4)])
    quick = set_alphas(counts, [0, 1, 2], np.array([1]), np.array([7]), np.ones((1, 1)))
    for place, name in enumerate(SETWISE):
        assert quick[place, 0] == pytest.approx(float(find_statistic(name).score(ratings_of(units[5:]), "nominal")))
