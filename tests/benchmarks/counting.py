"""What is counted over all codings without a window: codes that stand together, saturation, coverage."""

from __future__ import annotations

from pathlib import Path

from qda.core.tables import cooccurrence as together
from qda.core.tables.coverage import coverage as measure
from qda.core.tables.nearness import LINES
from qda.core.tables.saturation import ORDERS, Wanted, saturation
from qda.storage import texts
from qda.storage.project import Project
from tests.benchmarks.rounds import Measured, alternate


def cooccurrence(path: Path, rounds: int) -> Measured:
    """Count which codes overlap anywhere."""
    return _cooccurrence(path, rounds, together.Wanted())


def cooccurrence_near(path: Path, rounds: int) -> Measured:
    """Count which codes stand within two lines of each other, each with all below it; the texts not in memory."""
    return _cooccurrence(path, rounds, together.Wanted(how=LINES, within=2, below=True))


def _cooccurrence(path: Path, rounds: int, wanted: together.Wanted) -> Measured:
    with Project.open(path) as project:
        notes: list[str] = []

        def work() -> None:
            with project.read() as session:
                found = together.cooccurrence(session, wanted)
            assert found.pairs
            pairs = sum(pair.number for pair in found.pairs.values())
            notes[:] = [f"{len(found.codes)} codes, {pairs:,} pairs of passages"]

        measured = alternate(work, None, rounds, before=texts._cache.clear)
        measured.note = notes[0]
        return measured


def new_codes(path: Path, rounds: int) -> Measured:
    """Find out where new sources stopped to bring new codes, in both orders."""
    with Project.open(path) as project:

        def work() -> None:
            with project.read() as session:
                for order in ORDERS:
                    assert saturation(session, Wanted(order=order)).steps

        return alternate(work, None, rounds)


def coverage(path: Path, rounds: int) -> Measured:
    """Measure the share coded of every source and the longest uncoded stretches."""
    with Project.open(path) as project:

        def work() -> None:
            with project.read() as session:
                assert measure(session).gaps

        return alternate(work, None, rounds, before=texts._cache.clear)
