"""A process killed while it backs up, migrates, merges, puts pseudonyms in or locks leaves a whole file.

Each kill falls at a random moment of the work, or, for every other one, between BEGIN and COMMIT, where the child
stands still until the blow. Backups that were acknowledged are there, and every backup that is there is whole. Every
other kill falls on a locked project; there, what locks gives it another passphrase.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.engine import Engine

from qda.core import codebook, documents, merging, participants
from qda.core.check import check
from qda.core.importers import Imported
from qda.core.pseudonyms.applying import apply
from qda.core.pseudonyms.keyfile import new_key
from qda.core.pseudonyms.table import Entry, table
from qda.storage import backups, drivers, keyring, locking, schema
from qda.storage.models import Pseudonymising
from qda.storage.project import Project
from tests.nightly import cases
from tests.storage.killing import strike

DATA = Path(__file__).parents[1] / "data"
SECRET, OTHER = "seven grey herons", "a spoon of wet sand"
derived = cache(keyring.derived)
FEW = 1_000
"""Rounds by which keys are derived here. So many as people have take a fifth of a second, and are no part of a kill."""


def before_commits(stand: Callable[..., None]) -> None:
    """Let `stand` be called before each commit that is not a look."""
    event.listen(Engine, "commit", stand)


def before_exports_end(stand: Callable[..., None]) -> None:
    """Let `stand` be called before each commit of a file that is written with another key."""
    usual: Any = drivers._cipher()

    def execute(connection: Any, statement: str, *values: Any) -> Any:
        if statement == "COMMIT":
            stand()
        return usual.execute(connection, statement, *values)

    standing = type("Standing", (usual,), {"execute": execute})
    drivers._cipher = lambda: standing  # type: ignore[assignment]


@dataclass(frozen=True)
class Work:
    """One kind of work: what makes its files in a folder, and what a child does with them.

    It is held before one of its first `commits`, by `hold`, or killed within `latest` seconds, when it is over.
    """

    prepare: Callable[[Path], Path]
    act: Callable[[Path, Connection], None]
    hold: Callable[[Callable[..., None]], None] = before_commits
    commits: int = 1
    latest: float = 0.5
    rounds: tuple[int, int] = (2, 40)  # at day and at night


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


def _with_backups(folder: Path) -> Path:
    path = _new(folder)
    backups.make(path, "asked")
    _code(path, "Second")
    backups.make(path, "asked")
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


def lock(path: Path, reports: Connection) -> None:
    (locking.change_passphrase if keyring.is_locked(path) else locking.lock)(path, OTHER)
    reports.send(("locked", ""))


WORKS = {
    "backing up": Work(_new, back_up),
    "migrating": Work(_old, migrate),
    "merging": Work(_with_copy, merge),
    "pseudonymising": Work(_new, pseudonymise),
    # The project is written first and put in its place last; the second commit is that of its newest backup.
    "locking": Work(_with_backups, lock, hold=before_exports_end, commits=3, latest=1, rounds=(3, 40)),
}


def child(name: str, path: Path, reports: Connection, *, held: int | None) -> None:
    """Do the work; a `held` one stands still before its commit of that number."""
    numbers = itertools.count()

    def stand(*_connection: object) -> None:
        if next(numbers) == held:
            reports.send(("inside", ""))
            time.sleep(600)

    os.environ["THEMELOOM_BACKUPS"] = str(path.with_name("kept"))  # the server that forks has that of its own start
    keyring.ROUNDS = FEW
    if keyring.is_locked(path):
        keyring.give(path, SECRET)
    reports.send(("ready", ""))
    if held is not None:
        WORKS[name].hold(stand)
    WORKS[name].act(path, reports)
    reports.send(("over", ""))
    time.sleep(600)


def kill_one(name: str, path: Path, random: Random, *, held: int | None) -> list[tuple[str, str]]:
    """Let a child work and kill it; return what it reported."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.storage.test_kill_care"])
    receiving, sending = context.Pipe(duplex=False)
    worker = context.Process(target=child, args=(name, path, sending), kwargs={"held": held})
    worker.start()
    sending.close()
    reports = [receiving.recv()]
    if held is not None:
        while reports[-1][0] not in ("inside", "over"):
            reports.append(receiving.recv())
    else:
        time.sleep(random.random() * WORKS[name].latest)
    return reports + strike(worker, receiving)


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


def lock_all(folder: Path) -> None:
    """Lock all project files in a folder as they are, of whatever format, with one key."""
    files = list(folder.rglob("*.loom"))
    for number, path in enumerate(files):
        made = path.with_name(f"{path.name}.locked")
        if not number:
            keyring.give(made, SECRET)
        else:
            keyring.share(files[0], made)
        drivers.export(path, None, made, keyring.key(made))
        made.replace(path)
        keyring.share(made, path)


def passphrase(path: Path) -> str | None:
    """Return which of the two passphrases opens a file, None for one that is plain."""
    salt = drivers.salt_of(path)
    if salt is None:
        return None
    (words,) = [one for one in (SECRET, OTHER) if drivers.opens(path, derived(one, salt))]
    return words


def see_locks(path: Path, before: str | None, *, done: bool) -> None:
    """See that a locking that was killed can be taken up, and that nothing of before is left then."""

    def found() -> list[str | None]:
        return [passphrase(one.path) for one in backups.backups(path)]

    now = passphrase(path)
    assert now in ((OTHER,) if done else (before, OTHER))
    assert set(found()) <= ({OTHER} if now == OTHER else {before, OTHER}), "the project comes last"
    if before is None:
        locking.lock(path, OTHER)
    else:
        locking.change_passphrase(path, OTHER)
    assert [passphrase(path), *found()] == [OTHER] * 3
    assert {one.suffix for one in path.parent.rglob("*") if one.is_file()} <= {".loom", ".place"}, "parts are left"
    assert whole(path) == {"First", "Second"}


@pytest.mark.parametrize("name", WORKS)
def test_a_kill_in_the_middle_leaves_a_whole_file_and_whole_backups(name, tmp_path, monkeypatch):
    random = Random(name)
    work = WORKS[name]
    inside = 0
    rounds = cases(*work.rounds)
    plain, locked = tmp_path / "plain", tmp_path / "locked"
    plain.mkdir()
    monkeypatch.setattr(keyring, "ROUNDS", FEW)
    monkeypatch.setenv("THEMELOOM_BACKUPS", str(plain / "kept"))
    work.prepare(plain)
    shutil.copytree(plain, locked)
    lock_all(locked)
    monkeypatch.setattr(keyring, "asker", passphrase)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    for number in range(rounds):
        # Of four kills in a row one is held and locked, one neither, one only held, and one only locked.
        is_locked = number % 4 in (0, 3)
        folder = Path(shutil.copytree(locked if is_locked else plain, tmp_path / f"round {number}"))
        monkeypatch.setenv("THEMELOOM_BACKUPS", str(folder / "kept"))
        path = folder / "study.loom"
        held = (number // 2 + 1) % work.commits if number % 2 == 0 else None
        reports = kill_one(name, path, random, held=held)
        inside += reports[-1][0] == "inside"
        done = {said for said, _which in reports}
        names = whole(path)
        assert not is_locked or passphrase(path) is not None
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
        if name == "locking":
            see_locks(path, SECRET if is_locked else None, done="locked" in done)
        shutil.rmtree(folder)
    assert inside * 3 >= rounds, "a third of the kills must fall between BEGIN and COMMIT"
