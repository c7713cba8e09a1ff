"""A study and a copy of it, in each of which tens of thousands of passages were coded since, become one."""

from __future__ import annotations

import time
from pathlib import Path

from sqlalchemy import select

from qda.core import coders
from qda.core.check import check
from qda.core.merging import copy_project, merge, preview
from qda.progress import Progress
from qda.storage.ids import new_id
from qda.storage.models import Code, Source
from qda.storage.project import Project
from tests.benchmarks.generate import record
from tests.benchmarks.rounds import Measured, alternate

_EACH, _FEW = 50_000, 2_500  # codings on each side; few in the smallest study
_SMALL = 20  # sources
_SHARED = 50  # every so manieth coding is somebody's who worked in both, on words that overlap


def merge_copies(path: Path, rounds: int) -> Measured:
    """Look at the copy and merge it; between rounds the merge is undone. At the end the study is checked."""
    other = path.with_name("copy.loom")
    with Project.open(path) as project:
        with project.change("Add coders") as session:
            people = [coders.add_coder(session, name) for name in ("Both", "Here", "There")]
        copy_project(project, other)
        each = _code(project, people[:2], 0)
        with Project.open(other) as copy:
            _code(copy, (people[0], people[2]), 10)
        told: list[int] = []
        brought: list[int] = []

        def work() -> None:
            report = merge(project, preview(project, other, _tell(told)), {}, _tell(told))
            brought.append(report.new["coding"])

        def undo() -> None:
            if brought:
                project.undo()

        measured = alternate(work, None, rounds, before=undo)
        start = time.perf_counter()
        assert check(project) == [] and brought[-1] >= each * 0.9
        took = time.perf_counter() - start
        steps = len(told) // len(brought)
        measured.note = f"2 x {each:,} codings; progress told {steps} times; the check afterwards took {took:.1f} s"
        return measured


def _code(project: Project, people: tuple[str, ...] | list[str], shift: int) -> int:
    """Code the sources evenly, each coding a change of its own; return how many there are."""
    with project.read() as session:
        sources = list(session.scalars(select(Source.id).order_by(Source.id)))
        codes = list(session.scalars(select(Code.id).where(Code.kind == "code").order_by(Code.id)))
    each = _EACH if len(sources) > _SMALL else _FEW
    rows: list[dict[str, object]] = []
    for number in range(each):
        cell, at = divmod(number, len(sources) * len(codes))
        start = 60 * cell + shift
        rows.append(
            {
                "id": new_id(),
                "source_id": sources[at % len(sources)],
                "code_id": codes[at // len(sources)],
                "coder_id": people[bool(number % _SHARED)],
                "start": start,
                "end": start + 40,
                "text_version": 1,
                "weight": None,
                "note": "",
                "created": 1_700_000_000_000 + number,
            }
        )
    record(project, rows)
    return each


def _tell(told: list[int]) -> Progress:
    def progress(done: int, _all: int) -> bool:
        told.append(done)
        return True

    return progress
