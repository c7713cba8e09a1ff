"""The command ``python -m tests.benchmarks``, as scripts use it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.__main__ import Result
from tests.benchmarks.operations import OPERATIONS, find
from tests.benchmarks.rounds import Measured

ROOT = Path(__file__).parents[2]
FIELDS = ["operation", "size", "median", "p95", "floor", "ratio", "target", "memory_mb"]


def test_json_has_a_row_for_each_operation_with_the_promised_fields() -> None:
    command = [sys.executable, "-m", "tests.benchmarks", "--size", "S", "--json", "--only", "counts", "file"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    counts, file = json.loads(done.stdout)
    assert list(counts) == list(file) == FIELDS
    assert (counts["operation"], counts["size"], counts["target"]) == ("counts of codes x sources", "S", None)
    assert 0 < counts["median"] <= counts["p95"] < 10
    assert counts["floor"] is counts["ratio"] is None
    assert 10 < counts["memory_mb"] < 1_000
    assert file["median"] is None and 1 < file["ratio"] < 10


def test_medians_percentiles_ratios_and_verdicts_are_reckoned_from_the_rounds() -> None:
    measured = Measured(work=[3.0, 1.0, 2.0], floor=[1.0, 0.5, 4.0], memory_mb=20.0)
    result = Result(find("docx"), "L", 2, measured)
    assert (result.median, result.p95, result.floor, result.ratio, result.good) == (2.0, 3.0, 1.0, 2.0, True)
    assert Result(find("docx"), "L", 1.9, measured).good is False
    twenty = Measured(work=[float(n) for n in range(1, 21)])
    assert Result(find("apply"), "L", None, twenty).p95 == 19.0
    assert Result(find("apply"), "L", None, Measured(work=[0.049])).good is True
    assert Result(find("apply"), "L", None, Measured(work=[0.051])).good is False
    assert Result(find("apply"), "L", None, Measured(work=[0.04, 0.04, 0.11])).good is False
    assert Result(find("memory"), "L", None, Measured(memory_mb=301.0)).good is False
    assert Result(find("file"), "S", None, Measured(ratio=9.0)).good is None


def test_every_operation_names_a_function_that_is_there() -> None:
    import importlib

    for operation in OPERATIONS:
        module, _colon, function = operation.where.partition(":")
        if module != "screen":  # needs Qt's platform to be chosen before; its functions are run by the benchmarks
            assert callable(getattr(importlib.import_module(f"tests.benchmarks.{module}"), function))
    assert len({operation.name for operation in OPERATIONS}) == len(OPERATIONS)
