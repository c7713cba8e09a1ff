"""Rounds of work and floor, one after the other, and what they took."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class Measured:
    """What an operation took: seconds of each round of the work and of its floor, and the most memory in MB.

    `ratio` is given where it isn't one of times; `note` says what a reader of the table should know.
    """

    work: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)
    memory_mb: float | None = None
    ratio: float | None = None
    note: str = ""


def timed(work: Callable[[], Any]) -> float:
    """Return the seconds that `work` takes; rubbish is collected before, not within."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def alternate(
    work: Callable[[], Any],
    floor: Callable[[], Any] | None,
    rounds: int,
    *,
    before: Callable[[], Any] | None = None,
) -> Measured:
    """Measure `work` and `floor` in turn, after a first round that isn't counted; `before` goes before each work."""
    measured = Measured()
    for number in range(rounds + 1):
        if floor is not None:
            took = timed(floor)
            if number:
                measured.floor.append(took)
        if before is not None:
            before()
        took = timed(work)
        if number:
            measured.work.append(took)
    return measured


def peak_mb() -> float:
    """Return the most memory that this process has held so far, in MB of 1,000,000 bytes."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1_024 / 1e6
    import resource  # where there is no /proc; macOS counts bytes

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
