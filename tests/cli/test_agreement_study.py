"""`qda agreement` on a project: how far its coders agree, code by code and over all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Answer
from tests.core.agreement import double

Qda = Callable[..., Answer]


@pytest.fixture
def twice(tmp_path: Path) -> Path:
    path = tmp_path / "twice.loom"
    double.make(path)
    return path


def test_the_fields_of_json(qda: Qda, twice: Path) -> None:
    found = qda("agreement", twice, "--json").json
    assert (found["unit"], found["coders"]) == ("sentence", ["Ann Noor", "Ben Ito"])
    assert found["sources"] == ["Interview 1", "Interview 2"]
    assert found["left_out"] == [{"source": "Interview 3", "reason": "Only Ann Noor finished it."}]
    rows = {(row["code"], row["statistic"]): row for row in found["results"]}
    # Of eight sentences in each interview Ann hid in two and Ben in one of these.
    hiding = rows["Peers > Hiding", "percent"]
    assert (hiding["value"], hiding["n"], hiding["any_coded"], hiding["all_coded"]) == (14 / 16, 16, 4, 2)
    assert (hiding["coders"], hiding["sources"], hiding["reason"]) == (["Ann Noor", "Ben Ito"], 2, None)
    assert (hiding["low"], hiding["high"]) == (None, None)
    assert "too few" in hiding["why_no_interval"]
    kappa = rows["Peers > Hiding", "cohen-kappa"]["value"]
    assert kappa == pytest.approx((14 / 16 - 0.6875) / (1 - 0.6875))
    assert rows["Peers > Help", "krippendorff-alpha"]["value"] == 1
    assert rows["Peers > Unused", "cohen-kappa"]["value"] is None
    assert rows["Peers > Unused", "cohen-kappa"]["reason"].startswith("Undefined, because")
    assert rows[None, "percent"]["n"] == 32
    assert (None, "gwet-ac1") in rows and (None, "scott-pi") in rows
    assert found["independent"] and not found["training"] and found["round"] is None
    assert found["methods"].startswith("Two coders (AN and BI) independently coded 2 sources.")


def test_what_is_asked_for_is_compared(qda: Qda, twice: Path) -> None:
    options = ("--coders", "BI,Ann Noor", "--codes", "Help", "--sources", "Interview 1", "--unit", "word")
    found = qda("agreement", twice, *options, "--statistics", "percent,scott-pi", "--no-intervals", "--json").json
    assert (found["unit"], found["coders"], found["sources"]) == ("word", ["Ben Ito", "Ann Noor"], ["Interview 1"])
    values = {(row["code"], row["statistic"]): row["value"] for row in found["results"]}
    assert {code for code, _name in values} == {None, "Peers > Help"}, "all codes together are told of one code too"
    assert values[None, "percent"] == values["Peers > Help", "percent"]
    assert "For “Help”: " in found["methods"]
    assert {row["statistic"] for row in found["results"]} == {"percent", "scott-pi"}


def test_passages_of_free_length_have_the_unitizing_family(qda: Qda, twice: Path) -> None:
    found = qda("agreement", twice, "--unit", "passage", "--json").json
    rows = {(row["code"], row["statistic"]): row["value"] for row in found["results"]}
    assert rows["Peers > Help", "u-alpha"] == 1
    assert rows["Peers > Hiding", "u-alpha"] < 1
    assert "as passages of free length" in found["methods"]


def test_the_answer_for_people(qda: Qda, twice: Path) -> None:
    answer = qda("agreement", twice)
    assert answer.code == 0
    lines = answer.out.splitlines()
    assert lines[1].split("  ")[0] == "All codes"
    assert any("Peers > Unused" in line and "undefined" in line and "because" in line for line in lines)
    assert "Left out: Interview 3. Only Ann Noor finished it." in lines
    assert lines[-1].startswith("Two coders (AN and BI) independently coded 2 sources.")
    assert "Fleiss" not in answer.out
    assert "88 %" in answer.out and "0.875" not in answer.out


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--coders", "Nobody"), "Nobody"),
        (("--codes", "None such"), "None such"),
        (("--sources", "Interview 9"), "Interview 9"),
        (("--round", "Second"), "Second"),
        (("--statistics", "kappa"), "There is no statistic"),
        (("--sources", "Interview 3"), "nothing to compare"),
    ],
)
def test_refusals_are_one_sentence(qda: Qda, twice: Path, options: tuple[str, ...], why: str) -> None:
    answer = qda("agreement", twice, *options)
    assert (answer.code, answer.out) == (1, "")
    assert why in answer.err


def test_an_unknown_unit_is_wrong_usage(qda: Qda, twice: Path) -> None:
    answer = qda("agreement", twice, "--unit", "page")
    assert answer.code == 2
    assert "character" in answer.err
