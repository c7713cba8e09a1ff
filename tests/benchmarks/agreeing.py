"""Agreement of coders: all codes of a study with intervals, and one code as somebody looks at it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import insert, select

from qda.core import coders
from qda.core.agreement.asking import Ask
from qda.core.agreement.comparing import compare
from qda.storage.ids import new_id
from qda.storage.models import Coding, Reading, Source
from qda.storage.project import Project
from tests.benchmarks.rounds import Measured, alternate

CODERS = 4


@contextmanager
def _team(path: Path) -> Iterator[Project]:
    """Open a copy of a project in which four coders have finished everything; new ones code what the first one did."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        shutil.copyfile(path, copy)
        with Project.open(copy) as project:
            with project.change("Finish") as session:
                people = [person.id for person in coders.coders(session, counted=False)]
                columns = (Coding.source_id, Coding.code_id, Coding.start, Coding.end)
                coded = session.execute(select(*columns).where(Coding.coder_id == people[0])).mappings().all()
                while len(people) < CODERS:
                    people.append(coders.add_coder(session, f"Coder {len(people) + 1}"))
                    # Every fourth passage is missed, a different one by each.
                    theirs = [row for place, row in enumerate(coded) if (place + len(people)) % 4]
                    session.execute(insert(Coding), [{"id": new_id(), "coder_id": people[-1], **row} for row in theirs])
                sources = session.scalars(select(Source.id)).all()
                said = [{"coder_id": who, "source_id": source} for who in people for source in sources]
                session.execute(insert(Reading), [{"id": new_id(), "read": 1, "finished": 1, **row} for row in said])
            yield project


def agreement(path: Path, rounds: int) -> Measured:
    """Compare four coders on every code, pair by pair and together, sentence by sentence, with intervals."""
    with _team(path) as project:
        notes: list[str] = []

        def work() -> None:
            with project.read() as session:
                found = compare(session, Ask())
            assert found.results
            notes[:] = [f"{len(found.codes)} codes, {len(found.results):,} figures; sentences cut before"]

        measured = alternate(work, None, rounds)
        measured.note = notes[0]
        return measured


def agreement_code(path: Path, rounds: int) -> Measured:
    """Compare four coders on one code, sentence by sentence, with intervals."""
    with _team(path) as project, project.read() as session:
        code = session.scalars(select(Coding.code_id).limit(1)).one()

        def work() -> None:
            assert compare(session, Ask(code_ids=(code,))).results

        return alternate(work, None, rounds)
