"""A process killed in the middle of a merge leaves the project as it was before (M5); the next try does all of it.

A child merges and is held at some statement between BEGIN and COMMIT, or right before the commit, until it is killed.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import event

from qda.core import coding
from qda.core.check import check
from qda.core.merging import copy_project, merge, preview
from qda.storage.models import Code, Source
from qda.storage.project import Project
from tests.core.merging import team
from tests.core.merging.team import Rows, Worker, nth, rows_of

ROUNDS = 12
NEVER = -9


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Return a study and a copy of it, in both of which somebody has worked on."""
    hub, copy = tmp_path / "study.loom", tmp_path / "copy.loom"
    with team.begin(hub) as project:
        copy_project(project, copy)
        _work(project, 3)
    with Project.open(copy) as project:
        _work(project, 40)
    return hub, copy


def _work(project: Project, passages: int) -> None:
    with project.read() as session:
        ben = coding.codings(session, nth(session, Source, 1))[0].coder_id
    worker = Worker(project, ben, ben)
    for number in range(passages):
        with project.change("Apply code") as session:
            source = nth(session, Source, number)
            coding.apply_code(session, ben, nth(session, Code, number), source, number, number + 1)
    for name in ("add_memo", "add_theme", "add_participant", "add_source"):
        assert team.do(worker, name, [passages, 1, 1, 1])


def merge_and_stop(hub: Path, copy: Path, reports: Connection, hold_at: int) -> None:
    """Merge, telling of each statement of the writing transaction; stand still at one, or at the commit (-1)."""
    with Project.open(hub) as project:
        plan = preview(project, copy)
        assert project._writer is not None
        begun = [0, 0]

        def at(*_what: Any) -> None:
            begun[0] += begun[1]
            reports.send(begun[0])
            if begun[0] == hold_at:
                time.sleep(600)

        def begin(_connection: Any) -> None:
            begun[1] = 1

        def commit(_connection: Any) -> None:
            if begun[0]:
                reports.send(-1)
                if hold_at == -1:
                    time.sleep(600)
            begun[1] = 0

        event.listen(project._writer, "begin", begin)
        event.listen(project._writer, "after_cursor_execute", at)
        event.listen(project._writer, "commit", commit)
        merge(project, plan, {})
    reports.send(-2)


def killed(hub: Path, copy: Path, hold_at: int) -> list[int]:
    """Kill a child that stands still in its merge; return what it told."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.core.merging.test_kill"])
    receiving, sending = context.Pipe(duplex=False)
    child = context.Process(target=merge_and_stop, args=(hub, copy, sending, hold_at))
    child.start()
    sending.close()
    told: list[int] = []
    try:
        while not told or told[-1] not in (hold_at, -2):
            told.append(receiving.recv())
    except EOFError:
        told.append(-3)
    child.kill()
    child.join()
    receiving.close()
    return told


def state(path: Path) -> tuple[Rows, int]:
    with Project.open(path) as project:
        assert not project.read_only, "the lock of the dead still holds"
        assert check(project) == []
        return rows_of(project), len(project.history())


def run(hub: Path, copy: Path, rounds: int, seed: int) -> None:
    before = state(hub)
    trial = hub.with_name("trial.loom")
    trial.write_bytes(hub.read_bytes())
    statements = max(killed(trial, copy, NEVER))
    assert statements > 10 and state(trial)[1] == before[1] + 1, "unhindered, it is one change"
    moments = [-1, 1, statements, *Random(seed).choices(range(1, statements + 1), k=rounds)]
    for moment in moments:
        told = killed(hub, copy, moment)
        assert told[-1] == moment, "it was to be killed inside the merge"
        assert state(hub) == before, f"killed at {moment} of {statements}"
        assert sorted(path.name for path in hub.parent.glob("*")) == ["copy.loom", "study.loom", "trial.loom"]
    with Project.open(hub) as project:
        merge(project, preview(project, copy), {})
        with Project.open(trial, read_only=True) as other:
            assert rows_of(project, but=["merge_report"]) == rows_of(other, but=["merge_report"])


def test_m5_killed_in_the_middle_of_a_merge_the_project_is_as_before(files: tuple[Path, Path]) -> None:
    run(*files, ROUNDS, seed=1)


@pytest.mark.long
def test_m5_killed_at_very_many_moments_of_a_merge(files: tuple[Path, Path]) -> None:
    run(*files, 300, seed=int(os.environ.get("SEED", "2")))
