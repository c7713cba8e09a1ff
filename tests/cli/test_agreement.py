"""`qda agreement` on a table of ratings from anywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Answer

Qda = Callable[..., Answer]
SCREENING = "record,Ann,Ben\n" + "".join(
    f"R{at},{one},{other}\n"
    for at, (one, other) in enumerate([("in", "in")] * 15 + [("out", "out")] * 32 + [("in", "out")] * 3 + [("in", "")])
)


@pytest.fixture
def screening(tmp_path: Path) -> Path:
    path = tmp_path / "screening.csv"
    path.write_text(SCREENING, encoding="utf-8")
    return path


def test_a_table_in_words(qda: Qda, screening: Path) -> None:
    answer = qda("agreement", screening)
    assert answer.code == 0
    line = next(line for line in answer.out.splitlines() if line.startswith("percent"))
    assert line.split()[:2] == ["percent", "0.940"]
    assert " to " in line
    assert "Left out: R50. Only one coder rated it." in answer.out


def test_the_fields_of_json(qda: Qda, screening: Path) -> None:
    found = qda("agreement", screening, "--json").json
    assert found["coders"] == ["Ann", "Ben"]
    assert len(found["sources"]) == 50
    assert found["left_out"] == [{"source": "R50", "reason": "Only one coder rated it."}]
    results = {row["statistic"]: row for row in found["results"]}
    assert {"percent", "cohen-kappa", "krippendorff-alpha", "fleiss-kappa", "holsti", "gwet-ac1"} <= results.keys()
    kappa = results["cohen-kappa"]
    # po = 47/50, pe = (18 * 15 + 32 * 35) / 2500
    assert kappa["value"] == pytest.approx((0.94 - 0.556) / (1 - 0.556))
    assert kappa["low"] < kappa["value"] < kappa["high"]
    assert (kappa["code"], kappa["reason"], kappa["n"], kappa["coders"]) == (None, None, 50, ["Ann", "Ben"])
    assert qda("agreement", screening, "--json", "--seed", 3).json != found
    assert qda("agreement", screening, "--json").json == found


def test_chosen_statistics_and_levels(qda: Qda, tmp_path: Path) -> None:
    path = tmp_path / "grades.tsv"
    path.write_text("unit\ta\tb\tc\n1\tlow\tlow\tmid\n2\tmid\tmid\tmid\n3\thigh\tmid\thigh\n", encoding="utf-8")
    chosen = ("--statistics", "krippendorff-alpha,percent", "--json")
    found = qda("agreement", path, "--level", "ordinal", "--order", "low,mid,high", *chosen).json
    assert [row["statistic"] for row in found["results"]] == ["krippendorff-alpha", "percent"]
    assert found["results"][0]["low"] is None
    assert "3 of them are too few" in found["results"][0]["why_no_interval"]


def test_undefined_with_its_reason(qda: Qda, tmp_path: Path) -> None:
    path = tmp_path / "same.csv"
    path.write_text("unit,a,b\n1,yes,yes\n2,yes,yes\n", encoding="utf-8")
    results = {row["statistic"]: row for row in qda("agreement", path, "--json").json["results"]}
    assert results["percent"]["value"] == 1
    assert results["cohen-kappa"]["value"] is None
    assert "nobody varied" in results["cohen-kappa"]["reason"]
    assert "nobody varied" in qda("agreement", path).out


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--level", "rank"), "no level of measurement"),
        (("--level", "interval"), "takes numbers"),
        (("--level", "ordinal"), "no order of their own"),
        (("--statistics", "kappa"), "There is no statistic kappa"),
        (("--order", "in"), "not among the values"),
    ],
)
def test_refusals_are_one_sentence(qda: Qda, screening: Path, options: tuple[str, ...], why: str) -> None:
    answer = qda("agreement", screening, *options)
    assert (answer.code, answer.out) == (1, "")
    assert why in answer.err
    assert len(answer.err.splitlines()) == 1


def test_a_statistic_of_two_and_no_file(qda: Qda, tmp_path: Path) -> None:
    path = tmp_path / "three.csv"
    path.write_text("unit,a,b,c\n1,1,2,1\n2,2,2,2\n", encoding="utf-8")
    answer = qda("agreement", path, "--statistics", "scott-pi")
    assert answer.code == 1
    assert "take fleiss-kappa" in answer.err
    assert qda("agreement", tmp_path / "none.csv").code == 1
