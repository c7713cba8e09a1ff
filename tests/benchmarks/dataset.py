"""What leaves a study as data: all coded passages with their words as a workbook and as text, and everything."""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path

from sqlalchemy import insert, select

from qda.core import exporters
from qda.storage.ids import new_id
from qda.storage.models import Coding
from qda.storage.project import Project
from tests.benchmarks.rounds import Measured, alternate, peak_mb

_MANY, _FEW = 100_000, 5_000  # coded passages; few in the smallest study


def quotes_xlsx(path: Path, rounds: int) -> Measured:
    """Write every coded passage with its words as a workbook."""
    return _written(path, "quotes", ".xlsx", rounds)


def quotes_csv(path: Path, rounds: int) -> Measured:
    """Write every coded passage with its words as text with commas."""
    return _written(path, "quotes", ".csv", rounds)


def everything(path: Path, rounds: int) -> Measured:
    """Write the folder of all tables in all forms."""
    return _written(path, "everything", ".zip", rounds)


def _written(path: Path, product: str, suffix: str, rounds: int) -> Measured:
    with tempfile.TemporaryDirectory() as name, Project.open(path) as project:
        number = _filled(project)
        file = Path(name) / f"all{suffix}"

        def work() -> None:
            with project.read() as session:
                exporters.export(session, product, file)

        measured = alternate(work, None, rounds)
        measured.memory_mb = peak_mb()
        measured.note = f"{number:,} coded passages, {file.stat().st_size / 1e6:.1f} MB"
    return measured


def _filled(project: Project) -> int:
    """Give the study as many codings as are measured, by repeating its own under other codes; return their number."""
    with project.read() as session:
        columns = (Coding.source_id, Coding.coder_id, Coding.start, Coding.end)
        rows = [row._asdict() for row in session.execute(select(*columns).order_by(Coding.id))]
        code_ids = sorted(set(session.scalars(select(Coding.code_id))))
    missing = (_MANY if len(rows) > _FEW * 3 else _FEW) - len(rows)
    if missing > 0:
        made = itertools.islice(itertools.product(code_ids, rows), missing)
        with project.change("Code more") as session:
            session.execute(insert(Coding), [{"id": new_id(), "code_id": code_id, **row} for code_id, row in made])
    return max(len(rows), len(rows) + missing)
