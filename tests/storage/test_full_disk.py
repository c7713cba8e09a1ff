"""A disk that is full, read only or gone says so, keeps the work in hand, and harms no file; on a real file system."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from qda.core import codebook, participants
from qda.core.check import check
from qda.core.withdrawal.removing import withdraw
from qda.errors import ProjectFileError
from qda.storage import backups
from qda.storage.project import Project
from qda.storage.rewriting import DUE, purge
from tests.storage.study import dump, make_study

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only the superuser mounts a disk of a few megabytes"
)
SIZE_MB = 24


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "study.loom"
    make_study(path).close()
    return path


def mount(place: Path, *options: str) -> None:
    subprocess.run(["mount", *options, str(place)], check=True, capture_output=True)


@contextmanager
def disk_at(place: Path, megabytes: int = SIZE_MB) -> Iterator[Path]:
    """Mount a small disk at `place` for a while."""
    place.mkdir(exist_ok=True)
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)], check=False, capture_output=True
    )
    if made.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True, capture_output=True)


@pytest.fixture
def disk(tmp_path) -> Iterator[Path]:
    with disk_at(tmp_path / "stick") as place:
        yield place


def fill(place: Path) -> Path:
    """Take all room that is left."""
    filler = place / "filler"
    with filler.open("ab", buffering=0) as file:
        for size in (1_048_576, 4_096):
            with suppress(OSError):
                while file.write(b"\0" * size):
                    pass
    return filler


def write(project: Project, name: str, definition: str = "") -> None:
    with project.change("Add code") as session:
        codebook.add_code(session, name, definition=definition)


def names(project: Project) -> set[str]:
    with project.read() as session:
        return {row.name for row in codebook.codes(session)}


LONG = "".join(chr(0x4E00 + n * 7919 % 20_000) for n in range(60_000))  # hardly shrinks


def test_on_a_full_disk_an_action_is_refused_as_a_whole_and_done_again_when_there_is_room(disk, whole):
    path = disk / "study.loom"
    with Project.open(Path(shutil.copy(whole, path))) as project:
        write(project, "Before")
        filler = fill(disk)
        with pytest.raises(ProjectFileError, match=r"disk is full.*Make room and do it again"):
            write(project, "Too much", LONG)
        assert "Before" in names(project) and "Too much" not in names(project)
        filler.unlink()
        write(project, "Too much", LONG)
        assert check(project) == []
    with Project.open(path) as project:
        assert {"Before", "Too much"} <= names(project) and check(project) == []


def test_a_withdrawal_that_finds_no_room_to_clear_the_file_changes_nothing(disk, whole, tmp_path, monkeypatch):
    monkeypatch.setenv("THEMELOOM_BACKUPS", str(tmp_path / "kept"))
    path = disk / "study.loom"
    with Project.open(Path(shutil.copy(whole, path))) as project:
        with project.read() as session:
            person = next(one for one in participants.participants(session) if one.name == "Carla")
        before = dump(project)
        filler = fill(disk)
        os.truncate(filler, filler.stat().st_size - path.stat().st_size)
        with pytest.raises(ProjectFileError, match=r"Nothing was changed\. Make room"):
            withdraw(project, person.id)
        assert dump(project) == before
        filler.unlink()
        withdraw(project, person.id)
        assert check(project) == [] and dump(project) != before


def test_a_file_that_can_not_be_cleared_after_a_rewriting_says_that_it_was_done(disk, whole, monkeypatch):
    path = disk / "study.loom"
    with Project.open(Path(shutil.copy(whole, path))) as project:
        with project.rewriting("Rewrite"):
            pass
        filler = fill(disk)
        with pytest.raises(ProjectFileError, match=r"It is done in study\.loom.*still in the file"):
            purge(path)
        filler.unlink()
    Project.open(path).close()
    with Project.open(path) as project:
        assert project.meta(DUE) is None


def test_a_project_that_can_not_be_taken_in_at_the_end_keeps_its_log_and_loses_nothing(disk, whole):
    path = disk / "study.loom"
    project = Project.open(Path(shutil.copy(whole, path)))
    write(project, "Long", LONG)
    filler = fill(disk)
    with pytest.raises(ProjectFileError, match=r"saved.*study.loom-wal"):
        project.close()
    filler.unlink()
    with Project.open(path) as project:
        assert "Long" in names(project) and check(project) == []
    assert [one.name for one in disk.iterdir()] == ["study.loom"]


def test_a_backup_that_finds_no_room_leaves_nothing_half_done_and_is_made_later(disk, whole, tmp_path, monkeypatch):
    monkeypatch.setenv("THEMELOOM_BACKUPS", str(disk / "backups"))
    path = tmp_path / "study.loom"
    with Project.open(Path(shutil.copy(whole, path))) as project:
        assert backups.make(path, "opened")
        filler = fill(disk)
        write(project, "Later", LONG)
        with pytest.raises(ProjectFileError, match=r"No backup of study\.loom .*Make room"):
            backups.make(path, "working")
        assert len(backups.backups(path)) == 1
        assert list(disk.rglob("*.part*")) == []
        assert check(project) == []
        filler.unlink()
        made = backups.make(path, "working")
    assert made is not None
    with Project.open(made.path, read_only=True) as project:
        assert "Later" in names(project) and check(project) == []


def test_restoring_onto_a_full_disk_leaves_what_is_there(disk, whole, tmp_path, monkeypatch):
    monkeypatch.setenv("THEMELOOM_BACKUPS", str(tmp_path / "kept"))
    path = disk / "study.loom"
    Project.open(Path(shutil.copy(whole, path))).close()
    made = backups.make(path, "asked")
    assert made is not None
    with Project.open(path) as project:
        write(project, "After")
    before = path.read_bytes()
    filler = fill(disk)
    with pytest.raises(ProjectFileError, match="nothing was changed"):
        backups.restore(path, made)
    assert path.read_bytes() == before
    filler.unlink()
    backups.restore(path, made)
    with Project.open(path) as project:
        assert "After" not in names(project) and check(project) == []


def test_on_a_disk_that_can_only_be_read_a_project_is_shown_and_says_so(disk, whole):
    path = disk / "study.loom"
    with Project.open(Path(shutil.copy(whole, path))) as project:
        write(project, "Before")
    mount(disk, "-o", "remount,ro")
    try:
        with Project.open(path) as project:
            assert project.read_only and "Before" in names(project)
            with pytest.raises(ProjectFileError, match="reading only"):
                write(project, "After")
        with pytest.raises(ProjectFileError, match="cannot be written"):
            Project.create(disk / "other.loom")
        assert backups.make(path, "opened"), "what can only be read is backed up all the same"
    finally:
        mount(disk, "-o", "remount,rw")
    with Project.open(path) as project:
        write(project, "After")
        assert {"Before", "After"} <= names(project) and check(project) == []


def test_a_medium_that_was_pulled_out_is_told_and_what_was_done_is_on_it(disk, whole, tmp_path):
    path = disk / "study.loom"
    project = Project.open(Path(shutil.copy(whole, path)))
    write(project, "Before")
    kept = tmp_path / "pulled out"
    kept.mkdir()
    mount(kept, "--move", str(disk))
    try:
        with pytest.raises(ProjectFileError, match="There is no file"):
            Project.open(path)
        with pytest.raises(ProjectFileError, match=r"No backup of study\.loom|There is no file"):
            backups.make(path, "working")
        with pytest.raises(ProjectFileError, match=r"is saved, but part of it lies in study\.loom-wal"):
            project.close()
    finally:
        mount(disk, "--move", str(kept))
    with Project.open(path) as project:
        assert "Before" in names(project) and check(project) == []
