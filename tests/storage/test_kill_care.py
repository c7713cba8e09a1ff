"""A process killed while it backs up, migrates, merges or puts pseudonyms in leaves a whole file, before or after.

Each kill falls at a random moment of the work, or, for every other one, between BEGIN and COMMIT, where the child
stands still until the blow. Backups that were acknowledged are there, and every backup that is there is whole.
"""

from __future__ import annotations

import multiprocessing
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import event, select
from sqlalchemy.engine import Engine

from qda.core import codebook, documents, merging, participants
from qda.core.check import check
from qda.core.importers import Imported
from qda.core.pseudonyms.applying import apply
from qda.core.pseudonyms.keyfile import new_key
from qda.core.pseudonyms.table import Entry, table
from qda.storage import backups, schema
from qda.storage.models import Pseudonymising
from qda.storage.project import Project
from tests.nightly import cases

DATA = Path(__file__).parents[1] / "data"
LATEST = 0.5  # seconds; the work of each kind is over before


@dataclass(frozen=True)
class Work:
    """One kind of work: what makes its files in a folder, and what a child does with them."""

    prepare: Callable[[Path], Path]
    act: Callable[[Path, Connection], None]


def _code(path: Path, name: str) -> None:
    with Project.open(path) as project, project.change("Add code") as session:
        codebook.add_code(session, name)


def _new(folder: Path) -> Path:
    path = folder / "study.loom"
    with Project.create(path) as project, project.change("Set up") as session:
        participants.add_participant(session, "Marianne")
        documents.add_source(session, Imported("Talk of Marianne", "I: Hello.\nMarianne: I am Marianne. " * 400))
        codebook.add_code(session, "First")
    return path


def _old(folder: Path) -> Path:
    return Path(shutil.copy(DATA / "format1.loom", folder / "study.loom"))


def _with_copy(folder: Path) -> Path:
    path = _new(folder)
    with Project.open(path) as project:
        merging.copy_project(project, folder / "copy.loom")
    for number in range(20):
        _code(folder / "copy.loom", f"Theirs {number}")
    _code(path, "Ours")
    return path


def back_up(path: Path, reports: Connection) -> None:
    with Project.open(path) as project:
        for number in range(200):
            with project.change("Add code") as session:
                codebook.add_code(session, f"Code {number}")
            reports.send(("code", f"Code {number}"))
            made = backups.make(path, "asked")
            assert made is not None
            reports.send(("backup", made.path.name))


def migrate(path: Path, reports: Connection) -> None:
    Project.open(path).close()
    reports.send(("migrated", ""))


def merge(path: Path, reports: Connection) -> None:
    with Project.open(path) as project:
        plan = merging.preview(project, path.with_name("copy.loom"))
        reports.send(("looked", ""))
        merging.merge(project, plan)
        reports.send(("merged", ""))


def pseudonymise(path: Path, reports: Connection) -> None:
    with Project.open(path) as project:
        apply(project, new_key(table([Entry("Marianne", "P1")])))
        reports.send(("replaced", ""))


WORKS = {
    "backing up": Work(_new, back_up),
    "migrating": Work(_old, migrate),
    "merging": Work(_with_copy, merge),
    "pseudonymising": Work(_new, pseudonymise),
}


def child(name: str, path: Path, reports: Connection, *, held: bool) -> None:
    """Do the work; a `held` one stands still before its first commit that is not a look."""

    def stand(_connection: object) -> None:
        reports.send(("inside", ""))
        time.sleep(600)

    reports.send(("ready", ""))
    if held:
        event.listen(Engine, "commit", stand)
    WORKS[name].act(path, reports)
    reports.send(("over", ""))
    time.sleep(600)


def kill_one(name: str, path: Path, random: Random, *, held: bool) -> list[tuple[str, str]]:
    """Let a child work and kill it; return what it reported."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.storage.test_kill_care"])
    receiving, sending = context.Pipe(duplex=False)
    worker = context.Process(target=child, args=(name, path, sending), kwargs={"held": held})
    worker.start()
    sending.close()
    reports = [receiving.recv()]
    if held:
        while reports[-1][0] not in ("inside", "over"):
            reports.append(receiving.recv())
    else:
        time.sleep(random.random() * LATEST)
    worker.kill()
    worker.join()
    try:
        while True:
            reports.append(receiving.recv())
    except EOFError:
        receiving.close()
    return reports


def whole(path: Path) -> set[str]:
    """Return the names of the codes in a file that must be whole."""
    with Project.open(path) as project, project.read() as session:
        assert not project.read_only, "the lock of the dead still holds"
        assert check(project) == []
        return {row.name for row in codebook.codes(session)}


def look_at_backups(path: Path, scratch: Path) -> list[str]:
    found = backups.backups(path)
    for number, backup in enumerate(found):
        copy = scratch / f"{number}.loom"
        schema.backup(backup.path, copy)
        whole(copy)
        copy.unlink()
    return [one.path.name for one in found]


@pytest.mark.parametrize("name", WORKS)
def test_a_kill_in_the_middle_leaves_a_whole_file_and_whole_backups(name, tmp_path, monkeypatch):
    random = Random(name)
    inside = 0
    rounds = cases(3, 40)
    made = tmp_path / "made"
    made.mkdir()
    monkeypatch.setenv("THEMELOOM_BACKUPS", str(tmp_path / "kept at first"))
    WORKS[name].prepare(made)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    for number in range(rounds):
        folder = Path(shutil.copytree(made, tmp_path / f"round {number}"))
        monkeypatch.setenv("THEMELOOM_BACKUPS", str(folder / "kept"))
        path = folder / "study.loom"
        reports = kill_one(name, path, random, held=number % 2 == 0)
        inside += reports[-1][0] == "inside"
        done = {said for said, _which in reports}
        names = whole(path)
        kept = look_at_backups(path, scratch)
        assert {which for said, which in reports if said == "code"} <= names
        assert {which for said, which in reports if said == "backup"} <= set(kept)
        if "merged" in done:
            assert {f"Theirs {n}" for n in range(20)} <= names
        if name == "merging":
            assert len({one for one in names if one.startswith("Theirs")}) in (0, 20), "half a merge"
        if name == "pseudonymising":
            with Project.open(path) as project, project.read() as session:
                replaced = session.scalar(select(Pseudonymising.id)) is not None
                (person,) = participants.participants(session)
            assert replaced or "replaced" not in done
            assert (person.name == "P1") == replaced, "half of the names"
        shutil.rmtree(folder)
    assert inside * 3 >= rounds, "a third of the kills must fall between BEGIN and COMMIT"
