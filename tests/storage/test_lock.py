"""The lock: who holds a project is known, also from another machine; what the dead left behind is no hindrance."""

from __future__ import annotations

import json
import multiprocessing
import os
import socket
from dataclasses import asdict
from pathlib import Path

import pytest

from qda.core import codebook
from qda.core.check import check
from qda.errors import ProjectFileError
from qda.storage import lock
from qda.storage.lock import COUNTS_MS, Holder, ProjectLock
from qda.storage.models import now_ms
from qda.storage.project import Project


@pytest.fixture
def path(tmp_path) -> Path:
    place = tmp_path / "study.loom"
    Project.create(place).close()
    return place


def leave(path: Path, machine: str, age: int, process: int = 4711) -> Holder:
    """Leave the note of somebody who was last seen `age` milliseconds ago."""
    holder = Holder("eva", machine, process, now_ms() - age - 60_000, now_ms() - age)
    path.with_name(path.name + ".holder").write_text(json.dumps(asdict(holder)))
    return holder


def test_a_project_that_another_machine_holds_is_read_only_though_no_lock_reaches_here(path):
    left = leave(path, "other-machine", 60_000)
    with Project.open(path) as project:
        assert project.read_only and project.holder == left
        words = r"eva @ other-machine, last seen at \d\d:\d\d"
        with pytest.raises(ProjectFileError, match=words), project.change("Add code"):
            pytest.fail("changed under somebody's hands")
    # The note is theirs, and stays.
    assert sorted(one.name for one in path.parent.iterdir()) == ["study.loom", "study.loom.holder"]


@pytest.mark.parametrize("age", [COUNTS_MS + 60_000, -2 * COUNTS_MS], ids=["not seen for long", "its clock is wrong"])
def test_a_note_that_another_machine_left_behind_is_known_as_such(path, age):
    left = leave(path, "other-machine", age)
    with Project.open(path) as project:
        assert not project.read_only and project.left_by == left
    assert [one.name for one in path.parent.iterdir()] == ["study.loom"]


def test_a_note_of_this_machine_or_of_nobody_hinders_nothing(path):
    leave(path, socket.gethostname(), 0)
    with Project.open(path) as project:
        assert not project.read_only
    for words in ("", "{}", '{"person": 1}', "[]"):
        path.with_name("study.loom.holder").write_text(words)
        with Project.open(path) as project:
            assert not project.read_only and project.left_by is None


def test_a_holder_says_again_that_it_is_there_and_hears_of_another(path, monkeypatch):
    start = now_ms()
    with Project.open(path) as project:
        assert project.say_still_here() is None
        monkeypatch.setattr(lock, "now_ms", lambda: start + 3 * COUNTS_MS)
        assert project.say_still_here() is None
        note = ProjectLock(path).holder()
        assert note.seen == start + 3 * COUNTS_MS > note.since
        assert not note.counts(note.seen), "of this machine the lock itself tells"
        theirs = Holder("eva", "other-machine", 1, note.seen, note.seen)
        path.with_name("study.loom.holder").write_text(json.dumps(asdict(theirs)))
        assert project.say_still_here() == theirs
        assert project.say_still_here() is None
    with Project.open(path, read_only=True) as project:
        assert project.say_still_here() is None


@pytest.fixture
def no_locks(monkeypatch) -> None:
    """A share that knows no locks."""

    def refuse(_lock: object, *_more: object, **_options: object) -> None:
        raise NotImplementedError

    monkeypatch.setattr("filelock.FileLock.acquire", refuse)


def dead_process() -> int:
    child = multiprocessing.get_context("spawn").Process(target=os.getpid)
    child.start()
    child.join()
    assert child.pid is not None
    return child.pid


def test_where_a_share_knows_no_locks_a_file_stands_for_one(path, no_locks):
    with Project.open(path) as project:
        assert not project.read_only
        with Project.open(path) as second:
            assert second.read_only and second.holder is not None and second.holder.process == os.getpid()
        with project.change("Add code") as session:
            codebook.add_code(session, "Code")
    assert [one.name for one in path.parent.iterdir()] == ["study.loom"]


@pytest.mark.parametrize("left", ["dead here", "dead there", "alive here", "alive there"])
def test_a_lock_that_is_only_a_file_is_known_as_stale_by_its_note(path, no_locks, left):
    path.with_name("study.loom.lock").touch()
    if left == "dead here":
        leave(path, socket.gethostname(), 60_000, dead_process())
    elif left == "dead there":
        leave(path, "other-machine", 2 * COUNTS_MS)
    elif left == "alive here":
        leave(path, socket.gethostname(), 2 * COUNTS_MS, os.getpid())
    else:
        leave(path, "other-machine", 60_000)
    with Project.open(path) as project:
        assert project.read_only == left.startswith("alive")
        assert check(project) == []
