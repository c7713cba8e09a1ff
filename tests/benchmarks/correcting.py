"""A correction of a long transcript, accepted: passages and turns moved, the change on disk."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from sqlalchemy import func, select

from qda.core.correcting import edit
from qda.storage.models import Coding, Source
from qda.storage.project import Project
from tests.benchmarks.rounds import Measured, alternate


def correct_long(path: Path, rounds: int) -> Measured:
    """Mend a word near the beginning of the longest transcript, so that nearly all passages in it lie elsewhere."""
    with Project.open(path) as project:
        with project.read() as session:
            source_id, length = session.execute(
                select(Source.id, Source.characters).order_by(Source.characters.desc()).limit(1)
            ).one()
            coded = session.scalar(select(func.count()).where(Coding.source_id == source_id))
        numbers = count()

        def work() -> None:
            with project.change("Correct text") as session:
                edit.correct(session, source_id, [(40, 41, f"x{next(numbers)} ")])

        measured = alternate(work, None, rounds)
        measured.note = f"{length:,} characters, {coded:,} codings"
        return measured
