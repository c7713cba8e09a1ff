"""The study that is brought into: made once a run, a copy of its own for each process, always as it was."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from random import Random

from sqlalchemy.orm import Session

from qda.errors import QdaError
from qda.storage.project import Project
from tests.fuzz.corpus import made_by

_MOVES = 60


@cache
def study_file() -> bytes:
    """Return the study that everything is brought into, with a pack that was handed out."""
    from qda.core.review import packs, people, rounds
    from tests.storage.study import make_study

    def make(path: Path) -> None:
        with make_study(path) as project, project.change("Hand out") as session:
            [jo, *_rest] = people.people(session)
            people.edit_person(session, jo.id, code="K7")
            packs.hand_out(session, rounds.find_round(session, "First look"))

    return made_by(make, "study.loom")


@cache
def gone_on_file() -> bytes:
    """Return the study as somebody went on in a copy of it, so that a merge reads what they did in its history."""
    from tests.storage.moves import MOVES, Moves

    def make(path: Path) -> None:
        path.write_bytes(study_file())
        moves = Moves(Random(1), path.parent)
        with Project.open(path) as project:
            for name in moves.random.choices(sorted(MOVES), k=_MOVES):
                with suppress(QdaError), project.change(name) as session:
                    MOVES[name](moves, session)
            for act in (project.undo, project.undo, project.redo):
                act()

    return made_by(make, "study.loom")


@cache
def study() -> Project:
    """Return a study of this process's own, which goes with it: no connection may come from before a fork."""
    path = Path(tempfile.mkdtemp(prefix="fuzz-")) / "study.loom"
    path.write_bytes(study_file())
    return Project.open(path)


class _TakenBack(Exception):  # noqa: N818 - no error: it ends a change that shall leave nothing
    """Ends the change."""


@contextmanager
def in_study() -> Iterator[Session]:
    """Give a session of a change that writes everything it is given, and is taken back at its end."""
    try:
        with study().change("Fuzz") as session:
            yield session
            session.flush()
            raise _TakenBack
    except _TakenBack:
        pass


@contextmanager
def opened() -> Iterator[Session]:
    """Give a session of a copy of the study that is closed again."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        path = Path(folder) / "study.loom"
        path.write_bytes(study_file())
        with Project.open(path) as project, project.read() as session:
            yield session
