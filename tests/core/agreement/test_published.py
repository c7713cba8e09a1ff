"""Every published value of the worked examples beside a checkout, and what other programs answer on the same.

Where programs differ from one another the tests say why, and which one we follow.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

import qda
from qda.core.agreement import find_statistic
from qda.core.agreement.alpha import alpha_by
from qda.core.agreement.kappas import expected_of_two
from qda.core.agreement.prevalence import bias_index, prevalence_index
from qda.core.agreement.ratings import ratings_of
from tests.core.agreement.published import FOLDER, OURS, Case, cases, from_table

CASES = list(cases())
# What the table below tells of the set-valued example, beside what all programs agree on.
OWN_DISTANCES = {"alpha_set_distance(dkpro)", "alpha_masi(dkpro)", "alpha_masi(nltk)", "weighted_kappa"}


def digits(value: float) -> int:
    """Return how many places behind the point were printed."""
    return len(f"{value!r}".partition(".")[2])


def ours(case: Case, name: str) -> float:
    statistic, level = OURS[name]
    if level == "interval" and not all(isinstance(value, (int, float)) for value in case.ratings.values):
        level = "ordinal"  # quadratic weights of words are those of their places
    return float(find_statistic(statistic).score(case.ratings, level))


def test_all_examples_of_ratings_are_there(shared: Path) -> None:
    assert len(CASES) >= 44


@pytest.mark.parametrize("case", CASES, ids=str)
def test_published_values_to_the_printed_digits(shared: Path, case: Case) -> None:
    for row in case.data["expected"]:
        if row["statistic"] in OWN_DISTANCES:
            continue
        # "Within one unit of the last digit" is where a paper cut digits off (.234375 as .2343) or rounded parts first.
        unit = 10.0 ** -digits(row["value"])
        room = 0.5000001 * unit if row["verdict"] == "agrees" else unit
        assert ours(case, row["statistic"]) == pytest.approx(row["value"], abs=room), row["statistic"]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_values_of_independent_programs(shared: Path, case: Case) -> None:
    seen = 0
    for row in case.data["library_answers"]:
        if row["statistic"] not in OWN_DISTANCES:
            assert ours(case, row["statistic"]) == pytest.approx(row["value"], abs=1e-9), row
            seen += 1
    assert seen


def test_the_folder_holds_no_statistic_that_is_not_looked_at(shared: Path) -> None:
    names = {row["statistic"] for case in CASES for part in ("expected", "library_answers") for row in case.data[part]}
    assert names - OURS.keys() == OWN_DISTANCES


def test_weights_of_a_paper_s_own(shared: Path) -> None:
    case = next(case for case in CASES if "disagreement_weights" in case.data)
    units = from_table(case.data["table"], case.data["categories"])
    found = qda.agreement(units, "weighted-kappa", weights=case.data["disagreement_weights"])
    assert found.value == pytest.approx(0.347826087, abs=1e-9)
    for row in case.data["expected"]:
        if row["statistic"] == "weighted_kappa":
            assert round(float(found), digits(row["value"])) == row["value"]


def test_alpha_of_sets_is_another_number_with_another_distance(shared: Path) -> None:
    """DKPro weighs monotonicity the other way round and lets an empty set be near to all.

    We follow the paper (Passonneau 2006), as NLTK does; with DKPro's table of distances ours is DKPro's value.
    """
    case = next(case for case in CASES if "set_order" in case.data)
    order = [frozenset(name) for name in case.data["set_order"]]
    units = [tuple(frozenset(codes) for codes in pair) for pair in case.data["pairs"]]
    answers = {row["statistic"]: row["value"] for row in case.data["library_answers"]}
    own = np.array(case.data["set_distance_x3"]) / 3
    masi = np.array(case.data["masi_distance_of_dkpro"])
    ratings = ratings_of(units, order)
    assert float(alpha_by(ratings, own)) == pytest.approx(answers["alpha_set_distance(dkpro)"], abs=1e-9)
    assert float(alpha_by(ratings, masi)) == pytest.approx(answers["alpha_masi(dkpro)"], abs=1e-9)
    ours = float(qda.agreement(units, "krippendorff-alpha-masi"))
    assert ours == pytest.approx(answers["alpha_masi(nltk)"], abs=1e-9)
    assert ours != pytest.approx(answers["alpha_masi(dkpro)"], abs=1e-2)


def test_real_codes_with_what_stands_beside_their_kappas(shared: Path) -> None:
    """38 codes of two analysts: a both, b and c one only, d neither; 14 of them were never given by one of the two."""
    import json

    data = json.loads((FOLDER / "real_spanish_interviews_38codes_2x2.json").read_text(encoding="utf-8"))
    undefined = 0
    for row in data["codes"]:
        a, b, c, d = (row[letter] for letter in "abcd")
        units = from_table([[d, c], [b, a]], [0, 1])
        ratings = ratings_of(units, [0, 1])
        published = row["published"]
        kappa = qda.agreement(units, "cohen-kappa", values=[0, 1])
        if kappa.value is None:
            undefined += 1
            assert "nobody varied" in kappa.reason
        else:
            assert kappa.value == pytest.approx(published["kappa"], abs=0.00051)
            assert kappa.value == pytest.approx(row["library"]["statsmodels 0.15.0 cohen_kappa"], abs=1e-8)
        adjusted = qda.agreement(units, "brennan-prediger", values=[0, 1])
        assert float(qda.agreement(units, "percent")) == pytest.approx(published["Po"], abs=0.00051)
        assert float(expected_of_two(ratings)) == pytest.approx(published["Pe"], abs=0.00051)
        assert abs(float(prevalence_index(ratings))) == pytest.approx(abs(published["PI"]), abs=0.00051)
        assert abs(float(bias_index(ratings))) == pytest.approx(abs(published["BI"]), abs=0.00051)
        if adjusted.value is not None:
            assert adjusted.value == pytest.approx(published["PABAK"], abs=0.00051)
        assert math.isfinite(float(adjusted)) == (kappa.value is not None)
    assert undefined < 38
