"""Benchmarks: ``python -m tests.benchmarks [--size S|M|L] [--only NAME ...] [--json]``.

Each operation runs in a process of its own, round about with its floor. Ratios are what counts: seconds differ from
machine to machine, and so do the few targets that are in seconds or MB.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import files, generate
from tests.benchmarks.operations import FILE_TARGETS, OPERATIONS, Operation
from tests.benchmarks.rounds import Measured

# Rounds of quick and of slow operations. Size S is a smoke: does everything still run, and about as fast?
_ROUNDS = {"S": (3, 1), "M": (9, 3), "L": (11, 5)}
_WORD_FILES = {"S": (10, 8_000), "M": (60, 10_000), "L": (60, 10_000)}


@dataclass(frozen=True, slots=True)
class Result:
    """One row: what was measured of an operation, and what it should be."""

    operation: Operation
    size: str
    target: float | None
    measured: Measured

    @property
    def median(self) -> float | None:
        """The median of the work, in seconds."""
        return statistics.median(self.measured.work) if self.measured.work else None

    @property
    def p95(self) -> float | None:
        """The 95th percentile of the work, in seconds: of few rounds the slowest."""
        ordered = sorted(self.measured.work)
        return ordered[math.ceil(0.95 * len(ordered)) - 1] if ordered else None

    @property
    def floor(self) -> float | None:
        """The median of the floor, in seconds."""
        return statistics.median(self.measured.floor) if self.measured.floor else None

    @property
    def ratio(self) -> float | None:
        """How many times the floor the work takes, or the file its text."""
        if self.measured.ratio is not None:
            return self.measured.ratio
        return self.median / self.floor if self.median and self.floor else None

    @property
    def good(self) -> bool | None:
        """Whether the target is reached; None where there is none."""
        pairs = [
            (self.ratio, self.target),
            (self.median, self.operation.limit),
            (self.p95, self.operation.limit_p95),
            (self.measured.memory_mb, self.operation.limit_mb),
        ]
        asked = [(value, most) for value, most in pairs if most is not None and value is not None]
        return all(value <= most for value, most in asked) if asked else None

    def fields(self) -> dict[str, object]:
        """The row as data; seconds, and the memory in MB of 1,000,000 bytes."""
        return {
            "operation": self.operation.words,
            "size": self.size,
            "median": self.median,
            "p95": self.p95,
            "floor": self.floor,
            "ratio": self.ratio,
            "target": self.target,
            "memory_mb": self.measured.memory_mb,
        }


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what is asked for and print it."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--size", choices=generate.SHAPES, default="S")
    parser.add_argument("--only", nargs="+", choices=[row.name for row in OPERATIONS], metavar="NAME")
    parser.add_argument("--json", action="store_true", help="print a list of objects")
    asked = parser.parse_args(arguments)
    wanted = [row for row in OPERATIONS if not asked.only or row.name in asked.only]
    if not asked.only:
        # The small ones have no target for the file, and M's own row is the same as this one; a smoke makes no M.
        wanted = [row for row in wanted if row.name != "file-m" or asked.size == "L"]
        wanted = [row for row in wanted if row.on != "M" or asked.size != "S"]
    results = _measure(wanted, asked.size)
    if asked.json:
        print(json.dumps([result.fields() for result in results], indent=1))
    else:
        _print_table(results)


def _measure(wanted: Sequence[Operation], size: str) -> Iterator[Result]:
    quick, slow = _ROUNDS[size]
    for operation in wanted:
        shown = operation.on if operation.on in generate.SHAPES else size
        path = _prepared(operation.on, size)
        command = [sys.executable, "-m", "tests.benchmarks.child", operation.name, str(path)]
        root = Path(__file__).parents[2]
        done = subprocess.run(
            [*command, str(slow if operation.slow else quick)], cwd=root, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(f"{operation.words}:\n{done.stderr}")
        measured = Measured(**json.loads(done.stdout.splitlines()[-1]))
        target = FILE_TARGETS.get(shown) if operation.where.endswith("file_size") else operation.target
        yield Result(operation, shown, target, measured)


def _prepared(on: str, size: str) -> Path:
    if on == "docx":
        count, words = _WORD_FILES[size]
        folder = Path(tempfile.gettempdir()) / "themeloom-benchmarks" / f"{count} docx of {words}"
        return folder if folder.is_dir() else files.word_files(folder, count, words)
    if on in generate.SHAPES:
        return generate.project(on)
    return generate.project(size, extras=on == "project") if on else Path()


# The table -----------------------------------------------------------------------------------------------------------

_HEADS = ("operation", "size", "median", "p95", "floor", "ratio", "target", "MB", "")
_FORM = "{:<50}{:>5}{:>10}{:>10}{:>10}{:>8}{:>9}{:>7}  {}"


def _print_table(results: Iterator[Result]) -> None:
    print(_FORM.format(*_HEADS))
    notes = []
    for result in results:
        memory = result.measured.memory_mb
        print(
            _FORM.format(
                result.operation.words,
                result.size,
                _seconds(result.median),
                _seconds(result.p95),
                _seconds(result.floor),
                "" if result.ratio is None else f"{result.ratio:.2f}",
                _target(result),
                "" if memory is None else f"{memory:.0f}",
                {True: "good", False: "MISSED", None: ""}[result.good],
            ),
            flush=True,
        )
        rounds = f"{len(result.measured.work)} rounds" if result.measured.work else ""
        notes.append(f"{result.operation.words}: " + "; ".join(filter(None, (rounds, result.measured.note))))
    print("\nMedian, 95th percentile and floor in milliseconds; MB is the most memory of the process, floor included.")
    print("\n".join(notes))


def _seconds(value: float | None) -> str:
    return "" if value is None else f"{value * 1_000:,.1f}"


def _target(result: Result) -> str:
    if result.target is not None:
        return f"{result.target:g} x"
    if result.operation.limit is not None:
        return f"{result.operation.limit * 1_000:g} ms"
    return f"{result.operation.limit_mb:g} MB" if result.operation.limit_mb is not None else ""


if __name__ == "__main__":
    main()
