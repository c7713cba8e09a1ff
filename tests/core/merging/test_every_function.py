"""A study with something of everything, and any core function that writes, at random in it and in a copy of it.

Less is known here of what must come of it than in test_any_order.py, but nothing is left out: the merge is sound, once,
and taken back by one undo.
"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest

from qda.core.check import check
from qda.core.merging import copy_project, merge, preview
from qda.errors import QdaError, QuestionError
from qda.storage.project import Project
from tests.core.merging.team import rows_of
from tests.storage.moves import MOVES, Moves
from tests.storage.study import make_study


def work(project: Project, seed: int, steps: int) -> None:
    """Do random things, some of which are refused; take one in ten back."""
    random = Random(seed)
    moves = Moves(random, project.path.parent)
    for name in random.choices(sorted(MOVES), k=steps):
        try:
            with project.change(name) as session:
                MOVES[name](moves, session)
        except (QdaError, QuestionError):
            continue
        if random.random() < 0.1:
            project.undo()


def bring_back(project: Project, path: Path, seed: int) -> None:
    """Merge a copy with random choices and look whether that is sound, once, and taken back as a whole."""
    before, random = rows_of(project), Random(seed)
    plan = preview(project, path)
    choices = {one.key: random.choice(one.choices) for one in plan.conflicts}
    report = merge(project, plan, choices)
    after, changes = rows_of(project), len(project.history())
    assert check(project) == []
    again = preview(project, path)
    assert merge(project, again, choices).id == "", (again.new, again.changed, again.removed)
    assert rows_of(project) == after and len(project.history()) == changes
    if report.id:
        project.undo()
        assert rows_of(project) == before
        project.redo()
        assert rows_of(project) == after


def live(folder: Path, seed: int, steps: int) -> None:
    """Let two people work apart, bring back, work on, and bring back once more."""
    with make_study(folder / "study.loom") as project:
        copy = folder / "copy.loom"
        copy_project(project, copy)
        for turn in range(2):
            work(project, seed + turn, steps)
            with Project.open(copy) as other:
                work(other, seed + 100 + turn, steps)
            bring_back(project, copy, seed)
        assert check(project) == []


@pytest.mark.parametrize("seed", range(1, 4))
def test_any_work_in_a_copy_comes_back_sound_and_once(tmp_path: Path, seed: int) -> None:
    live(tmp_path, seed, 25)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(int(os.environ.get("SEED", "1000")), int(os.environ.get("SEED", "1000")) + 200))
def test_very_much_work_in_a_copy_comes_back_sound_and_once(tmp_path: Path, seed: int) -> None:
    live(tmp_path, seed, 60)
