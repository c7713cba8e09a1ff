"""How programs of this kind misstate agreement, each as a scenario to survive (hazards.md, A1 to A6)."""

from __future__ import annotations

import pytest

from qda.core import readings
from tests.core.agreement.team import Team

KAPPA = "cohen-kappa"
PERCENT = "percent"


def test_chance_coding_has_a_kappa_of_zero(pair: Team):
    pair.gives("Ann", "Mask", "One", (0, 500))
    pair.gives("Ben", "Mask", "One", (250, 750))
    pair.everybody_finished()
    found = pair.compare(unit="character", statistics=(KAPPA, PERCENT))
    kappa = pair.result(found, KAPPA, "Mask")
    assert kappa.value == pytest.approx(0)
    assert pair.result(found, PERCENT, "Mask").value == pytest.approx(0.5)
    assert (kappa.n, kappa.any_coded, kappa.all_coded, kappa.sources) == (1000, 750, 250, 1)
    assert (kappa.prevalence, kappa.prevalence_index, kappa.bias_index) == (0.5, 0, 0)


def test_who_marks_everything_agrees_with_nobody_beyond_chance(pair: Team):
    pair.gives("Ann", "Mask", "One", (0, 1000))
    pair.gives("Ben", "Mask", "One", (0, 500))
    pair.everybody_finished()
    found = pair.compare(unit="character", statistics=(KAPPA, PERCENT))
    kappa = pair.result(found, KAPPA, "Mask")
    assert kappa.value == pytest.approx(0)
    assert kappa.observed == pytest.approx(0.5)
    assert (kappa.positive, kappa.negative) == (pytest.approx(2 / 3), 0)
    assert (kappa.prevalence, kappa.bias_index) == (0.75, 0.5)


def test_overlapping_passages_of_one_code_count_once(pair: Team):
    pair.code("Fear", "Mask")
    pair.gives("Ann", "Mask", "One", (0, 300))
    pair.gives("Ann", "Fear", "One", (200, 400))  # below the same code, so the overlap is Mask twice
    pair.gives("Ben", "Mask", "One", (0, 400))
    pair.everybody_finished()
    for unit in ("character", "passage"):
        found = pair.compare(unit=unit, code_ids=(pair.codes["Mask"],))
        row = next(one for one in found.results if one.scope == "code")
        assert (row.any_coded, row.all_coded, row.observed) == (400, 400, 1)
        assert row.value == pytest.approx(1)


def test_a_source_that_only_one_has_finished_is_left_out_and_listed(pair: Team):
    pair.source("Two", "y" * 100)
    pair.source("Six", "z" * 100)
    pair.gives("Ann", "Mask", "One", (0, 500))
    pair.gives("Ben", "Mask", "One", (0, 500))
    pair.gives("Ann", "Mask", "Two", (0, 100))
    pair.everybody_finished()
    readings.finish(pair.session, pair.who["Ben"], [pair.sources["Two"]], finished=False)
    readings.finish(pair.session, pair.who["Ann"], [pair.sources["Six"]], finished=False)
    readings.finish(pair.session, pair.who["Ben"], [pair.sources["Six"]], finished=False)
    found = pair.compare(unit="character", statistics=(PERCENT,))
    assert [row.name for row in found.sources] == ["One"]
    assert [(row.name, row.reason) for row in found.left_out] == [
        ("Two", "Only Ann finished it."),
        ("Six", "None of them finished it."),
    ]
    row = pair.result(found, PERCENT, "Mask")
    assert (row.n, row.value, row.sources) == (1000, 1, 1)


def test_coding_nothing_in_a_finished_source_is_a_judgement(pair: Team):
    pair.source("Two", "y" * 100)
    pair.gives("Ann", "Mask", "One", (0, 500))
    pair.gives("Ben", "Mask", "One", (0, 500))
    pair.gives("Ann", "Mask", "Two", (0, 100))
    pair.everybody_finished()
    row = pair.result(pair.compare(unit="character", statistics=(PERCENT,)), PERCENT, "Mask")
    assert row.n == 1100
    assert row.value == pytest.approx(1000 / 1100)


@pytest.mark.parametrize("unit", ["character", "word", "sentence"])
def test_one_character_in_a_long_passage_is_no_full_agreement(s, unit):
    team = Team(s)
    team.source("Long", "Word after word. " * 1200)
    team.code("Mask")
    team.gives("Ann", "Mask", "Long", (0, 20_000))
    team.gives("Ben", "Mask", "Long", (9_000, 9_001))
    team.everybody_finished()
    row = team.result(team.compare(unit=unit, statistics=(PERCENT,)), PERCENT, "Mask")
    assert row.value < 0.03
    assert row.positive < 0.01


@pytest.mark.parametrize("spans", [(), ((0, 1000),)])
def test_without_variation_kappa_is_undefined_with_a_reason_and_percent_beside_it(pair: Team, spans):
    pair.gives("Ann", "Mask", "One", *spans)
    pair.gives("Ben", "Mask", "One", *spans)
    pair.everybody_finished()
    found = pair.compare(unit="character", statistics=(KAPPA, PERCENT), code_ids=(pair.codes["Mask"],))
    kappa = pair.result(found, KAPPA, "Mask")
    assert kappa.value is None
    assert kappa.reason
    assert (kappa.low, kappa.high) == (None, None)
    assert kappa.why_no_interval
    assert kappa.observed == 1
    assert pair.result(found, PERCENT, "Mask").value == 1
    alpha = pair.result(pair.compare(unit="passage", code_ids=(pair.codes["Mask"],)), "u-alpha", "Mask")
    assert alpha.value is None
    assert alpha.reason.startswith("Undefined, because")
