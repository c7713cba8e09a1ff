"""A whole project out to REFI-QDA, and in again as another program's."""

from __future__ import annotations

import tempfile
from pathlib import Path

from qda.core import exporters
from qda.core.exchange import read, taking
from qda.storage.project import Project
from tests.benchmarks.rounds import Measured, alternate, peak_mb


def export_project(path: Path, rounds: int) -> Measured:
    """Write the project; the file is checked against the standard as for a user."""
    with Project.open(path) as project, tempfile.TemporaryDirectory() as folder, project.read() as session:
        file = Path(folder) / "study.qdpx"
        measured = alternate(lambda: exporters.export(session, "project", file), None, rounds)
        measured.memory_mb = peak_mb()
        measured.note = f"a file of {file.stat().st_size / 1e6:.1f} MB"
        return measured


def import_project(path: Path, rounds: int) -> Measured:
    """Read such a file and bring all of it into a new project, as one change."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "study.qdpx"
        with Project.open(path) as project, project.read() as session:
            exporters.export(session, "project", file)
        studies: list[Project] = []

        def new() -> None:
            if studies:
                studies[-1].close()
            studies.append(Project.create(Path(folder) / f"{len(studies)}.loom"))

        def work() -> None:
            with studies[-1].change("Bring in") as session:
                taken.append(taking.take_in(session, read(file)).new["codings"])

        taken: list[int] = []
        measured = alternate(work, None, rounds, before=new)
        measured.memory_mb = peak_mb()
        measured.note = f"{taken[-1]:,} coded passages; the memory is that of the export before, too"
        studies[-1].close()
        return measured
