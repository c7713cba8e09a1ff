"""Random work in copies and in copies of copies, brought back in every order: nothing is lost, and twice is once.

hypothesis draws who takes a copy from whom and when, and who does what. A model beside the engine knows only rows: what
each side had, has now, and what both changed. What each test demands is said in its name.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qda.core import coders
from qda.core.check import check
from qda.core.merging import Plan, copy_project, merge, preview
from qda.storage.project import Project
from tests.core.merging import expected, model, team
from tests.core.merging.settings import LONG, SHORT
from tests.core.merging.team import WORK, Rows, Worker, rows_of

HUB = 0
STEPS = st.tuples(
    st.integers(0, 3),
    st.sampled_from([*sorted(WORK), "undo"]),
    st.lists(st.integers(0, 7), min_size=4, max_size=4),
)


@dataclass(slots=True)
class Story:
    """Who copies from whom (by number, the hub is 0) after how many steps; and the steps: (who, what, numbers)."""

    copies: list[tuple[int, int]]
    steps: list[tuple[int, str, list[int]]]


@st.composite
def stories(draw: st.DrawFn, most: int = 12) -> Story:
    steps = draw(st.lists(STEPS, min_size=1, max_size=most))
    number = draw(st.integers(1, 3))
    copies = [(draw(st.integers(0, one)), draw(st.integers(0, len(steps) // 2))) for one in range(number)]
    return Story(copies, steps)


@dataclass(slots=True)
class Told:
    """What a story leads to: the files, the hub first."""

    files: list[Path]
    branched: list[Rows] = field(default_factory=list)


def tell(story: Story, base: Path, folder: Path) -> Told:
    """Live through a story: every copy is taken when its time has come, and everybody works in their own file."""
    hub = folder / "hub.loom"
    shutil.copyfile(base, hub)
    told = Told([hub])
    with ExitStack() as stack:
        workers = [_worker(stack, hub, "Hub")]
        todo = sorted(enumerate(story.copies), key=lambda one: (one[1][1], one[0]))
        for number, (who, what, numbers) in enumerate([*story.steps, (0, "", [])]):
            while todo and (todo[0][1][1] <= number or number == len(story.steps)):
                _which, (parent, _when) = todo.pop(0)
                path = folder / f"copy{len(workers)}.loom"
                told.branched.append(rows_of(workers[parent % len(workers)].project))
                copy_project(workers[parent % len(workers)].project, path)
                workers.append(_worker(stack, path, f"Copy {len(workers)}"))
                told.files.append(path)
            worker = workers[who % len(workers)]
            if what == "undo":
                team.undo(worker)
            elif what:
                team.do(worker, what, numbers)
    return told


def _worker(stack: ExitStack, path: Path, name: str) -> Worker:
    project = stack.enter_context(Project.open(path))
    with project.read() as session:
        shared = coders.find_coder(session, "Ann Noor")
    with project.change("Join in") as session:
        own = coders.add_coder(session, name)
    return Worker(project, own, shared)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("base") / "base.loom"
    team.begin(path).close()
    return path


def root_of(story: Story, number: int) -> int:
    """Return which copy of the hub a copy (1, 2, …) goes back to."""
    order = [one for one, _taken in sorted(enumerate(story.copies, 1), key=lambda pair: (pair[1][1], pair[0]))]
    parents = {place: story.copies[one - 1][0] % place for place, one in enumerate(order, 1)}
    while parents[number] != HUB:
        number = parents[number]
    return number


def bring_back(hub: Project, path: Path, had: Sequence[Rows]) -> tuple[Plan, Rows]:
    """Merge a copy, every conflict at its default, and look at everything that must hold of any merge."""
    before, theirs = rows_of(hub), rows_of_file(path)
    plan = preview(hub, path)
    report = merge(hub, plan, {})
    after = rows_of(hub)
    assert check(hub) == []
    named = {one.key.split(":")[1] for one in plan.conflicts} | _accounted(after, report.id)
    _nothing_lost(before, theirs, after, had, named)
    _twice(hub, path, after)
    if report.id:
        hub.undo()
        assert rows_of(hub) == before, "one undo takes all of it back"
        hub.redo()
        assert rows_of(hub) == after
    return plan, after


def _accounted(after: Rows, report_id: str) -> set[str]:
    """Return the ids that the report of a merge answers for: held back, one with another, or replaced by another."""
    if not report_id:
        return set()
    sync = json.loads(after["merge_report"][report_id]["report"])["sync"]
    return {key for name in ("held", "same", "instead") for _table, key, *_to in sync[name]}


def _twice(hub: Project, path: Path, after: Rows) -> None:
    changes = len(hub.history())
    again = preview(hub, path)
    assert again.empty, (again.new, again.changed, again.removed, again.conflicts)
    assert merge(hub, again, {}).id == ""
    assert rows_of(hub) == after and len(hub.history()) == changes, "merged twice is merged once"


def rows_of_file(path: Path) -> Rows:
    with Project.open(path, read_only=True) as project:
        return rows_of(project)


def one_by_one(story: Story, told: Told, folder: Path) -> None:
    """Bring each copy back alone: its codings are the union of both, and the conflicts those that the model counts."""
    for number, path in enumerate(told.files[1:], 1):
        base = told.branched[root_of(story, number) - 1]
        ours, theirs = rows_of_file(told.files[HUB]), rows_of_file(path)
        with _hub(told, folder) as hub:
            plan, after = bring_back(hub, path, told.branched)
        _listed_exactly(plan, base, ours, theirs)
        codings = model.merged_codings(base, ours, theirs)
        if codings is not None and not plan.conflicts and not plan.held_back:
            assert model.covered(after["coding"]) == model.covered(codings)


def _listed_exactly(plan: Plan, base: Rows, ours: Rows, theirs: Rows) -> None:
    """Compare the conflicts with those of the model; weights that meet where passages overlap are asked beside them."""
    listed, wanted = {one.key for one in plan.conflicts}, expected.conflicts(base, ours, theirs)
    weights = {one for one in listed - wanted if one.startswith("coding:") and one.endswith(":weight")}
    assert listed - weights == wanted


def in_orders(told: Told, folder: Path, orders: Iterable[Sequence[Path]]) -> None:
    """Bring all copies back in several orders: where nobody had to choose, the same comes of it."""
    results = []
    for order in orders:
        with _hub(told, folder) as hub:
            had = [*told.branched]
            for path in order:
                before, theirs = rows_of(hub), rows_of_file(path)
                plan = preview(hub, path)
                report = merge(hub, plan, {})
                if plan.conflicts or plan.held_back:
                    return
                after = rows_of(hub)
                _nothing_lost(before, theirs, after, had, _accounted(after, report.id))
                had += [theirs, after]
            assert check(hub) == []
        results.append({name: rows for name, rows in after.items() if name != "merge_report"})
    for other in results[1:]:
        assert other == results[0]


def _nothing_lost(before: Rows, theirs: Rows, after: Rows, had: Sequence[Rows], named: set[str]) -> None:
    for lost in (model.missing(before, theirs, had, after), model.missing(theirs, before, had, after)):
        assert [one for one in lost if one[1] not in named] == []


@contextmanager
def _hub(told: Told, folder: Path) -> Iterator[Project]:
    path = folder / "again.loom"
    shutil.copyfile(told.files[HUB], path)
    with Project.open(path) as project:
        yield project
    path.unlink()


# What random work seldom does by itself in a few tries: the same thing changed on both sides, or gone on one.
CLASHES = Story(
    [(0, 0), (1, 1)],
    [
        (0, "define_code", [2, 1, 0, 0]),
        (1, "define_code", [2, 2, 0, 0]),
        (0, "remove", [0, 0, 0, 0]),
        (1, "note", [0, 1, 0, 0]),
        (1, "delete_code", [2, 0, 0, 0]),
        (0, "apply_own", [0, 2, 5, 5]),
        (2, "set_setting", [0, 1, 0, 0]),
        (0, "set_setting", [0, 2, 0, 0]),
        (2, "resize", [1, 3, 9, 0]),
        (0, "resize", [1, 4, 9, 0]),
    ],
)
APART = Story(
    [(0, 0), (1, 1), (0, 2)],
    [
        (1, "apply_shared", [0, 2, 30, 6]),
        (2, "apply_shared", [0, 2, 34, 6]),
        (0, "apply_shared", [0, 2, 38, 6]),
        (1, "add_memo", [1, 1, 0, 0]),
        (2, "add_theme", [1, 2, 0, 0]),
        (3, "add_source", [1, 0, 0, 0]),
        (3, "finish", [0, 1, 1, 0]),
        (1, "remove", [2, 0, 0, 0]),
    ],
)


@given(story=stories())
@example(story=CLASHES)
@example(story=APART)
@SHORT
def test_random_work_in_copies_comes_back_without_loss(base: Path, story: Story) -> None:
    with TemporaryDirectory() as name:
        told = tell(story, base, Path(name))
        one_by_one(story, told, Path(name))
        copies = told.files[1:]
        in_orders(told, Path(name), [copies, copies[::-1]])


@pytest.mark.long
@given(story=stories(most=40))
@LONG
def test_much_random_work_in_copies_comes_back_without_loss(base: Path, story: Story) -> None:
    with TemporaryDirectory() as name:
        told = tell(story, base, Path(name))
        one_by_one(story, told, Path(name))
        in_orders(told, Path(name), permutations(told.files[1:]))
