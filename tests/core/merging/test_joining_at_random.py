"""Two projects begun apart, with random work in both, become one: sound, whole, once, and taken back by one undo."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.core import coders
from qda.core.check import check
from qda.core.merging import joining
from qda.storage.project import Project
from tests.core.merging import model, team
from tests.core.merging.settings import LONG, SHORT
from tests.core.merging.team import WORK, Worker, rows_of

STEPS = st.lists(
    st.tuples(st.booleans(), st.sampled_from(sorted(WORK)), st.lists(st.integers(0, 97), min_size=4, max_size=4)),
    max_size=14,
)


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return two projects with the same transcripts and codes that know nothing of each other."""
    folder = tmp_path_factory.mktemp("apart")
    for name in ("ours", "theirs"):
        team.begin(folder / f"{name}.loom").close()
    return folder / "ours.loom", folder / "theirs.loom"


@given(before=STEPS, after=STEPS, people=st.booleans())
@SHORT
def test_random_projects_are_joined(bases: tuple[Path, Path], before: list, after: list, people: bool) -> None:
    _live(bases, before, after, people)


@pytest.mark.long
@given(before=STEPS, after=STEPS, people=st.booleans())
@LONG
def test_very_many_random_projects_are_joined(
    bases: tuple[Path, Path], before: list, after: list, people: bool
) -> None:
    _live(bases, before, after, people)


def _live(bases: tuple[Path, Path], before: list, after: list, people: bool) -> None:
    """Work, join, work on, join again; `people` says whether those of one name are one person."""
    pairs = [("coder", name, name) for name in ("Ann Noor", "Ben Okri")] if people else []
    with TemporaryDirectory() as name:
        places = [Path(shutil.copy(base, name)) for base in bases]
        with Project.open(places[0]) as ours:
            for steps in (before, after):
                with Project.open(places[1]) as theirs:
                    _work((ours, theirs), steps)
                _join(ours, places[1], pairs)
                pairs = []  # it remembers


def _work(projects: tuple[Project, Project], steps: list) -> None:
    workers = []
    for project in projects:
        with project.read() as session:
            ann, ben = (row.id for row in coders.coders(session)[:2])
        workers.append(Worker(project, ben, ann))
    for here, what, numbers in steps:
        team.do(workers[here], what, numbers)


def _join(ours: Project, path: Path, pairs: list[joining.Pair]) -> None:
    before = rows_of(ours)
    plan = joining.preview_join(ours, path, pairs)
    report = joining.join(ours, plan)
    after = rows_of(ours)
    assert check(ours) == []
    lost = model.missing(before, before, [], after)
    # A passage that has another code now may have become part of one that had it already.
    done = {*plan.draft.joint.removed, *(place[:2] for place in plan.draft.joint.filled)}
    assert [one for one in lost if one not in done] == []
    if not any(table in plan.changed or table in plan.removed for table in ("coding", "source", "code")):
        fresh = {row["id"]: row for row in plan.draft.joint.new.get("coding", ())}
        both = model.covered(before["coding"]) | model.covered(fresh)
        assert model.covered(after["coding"]) == both
    changes = len(ours.history())
    again = joining.preview_join(ours, path)
    assert again.empty, (again.new, again.changed, again.removed, again.conflicts)
    assert joining.join(ours, again).id == "" and rows_of(ours) == after and len(ours.history()) == changes
    if report.id:
        ours.undo()
        assert rows_of(ours) == before
        ours.redo()
