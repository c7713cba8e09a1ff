"""A process killed at any moment loses at most the action in progress, and that as a whole.

A child codes in a loop and reports on a pipe what it is about to do and what is done. It is killed without warning: at
random moments, and at moments between BEGIN and COMMIT where it is held until the blow falls, so that those are counted
and not guessed. A part of the kills falls on a locked project, whose pages and log SQLCipher writes.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import sqlite3
import time
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any, ClassVar

import pytest
from sqlalchemy import event, func, select

from qda.core import codebook, coders, coding, documents
from qda.core.check import check
from qda.core.importers import Imported
from qda.core.themes import outline, quotes
from qda.errors import LockedError
from qda.storage import keyring, migrations, schema
from qda.storage.models import Coding, Quote
from qda.storage.project import Project
from tests.nightly import cases
from tests.storage.killing import strike

SECRET = "seven grey herons"
LENGTH = 100_000
STEP = 10
# Where a child may be held until it is killed; all of them lie between BEGIN and COMMIT.
INSIDE = ("begun", "coded", "picked", "recorded")


def made(place: Path, passphrase: str | None = None) -> Path:
    with Project.create(place, passphrase=passphrase) as project, project.change("Set up") as session:
        coders.add_coder(session, "Ann")
        code = codebook.add_code(session, "Code")
        outline.add_theme(session, "Theme", code_ids=[code])
        documents.add_source(session, Imported("Long", "x" * LENGTH))
    return place


def code_for_ever(path: Path, passphrase: str | None, reports: Connection, first: int, hold: str, hold_at: int) -> None:
    """Code passage after passage, each with a quote for a theme; stand still at `hold` of the action `hold_at`."""
    project = Project.open(path, passphrase=passphrase)
    assert not project.read_only

    def at(moment: str, number: int) -> None:
        reports.send((moment, number))
        if moment == hold and number == first + hold_at:
            time.sleep(600)

    number = first
    assert project._writer is not None
    event.listen(project._writer, "commit", lambda _connection: at("recorded", number))
    with project.read() as session:
        (coder,) = (person.id for person in coders.coders(session))
        (code,) = (row.id for row in codebook.codes(session))
        (theme,) = (row.id for row in outline.themes(session))
        ((source, _name),) = documents.source_names(session)
    for number in itertools.count(first):
        with project.change("Apply code", [("code", code)]) as session:
            at("begun", number)
            applied = coding.apply_code(session, coder, code, source, number * STEP, number * STEP + 5)
            at("coded", number)
            quotes.pick_codings(session, theme, [applied.id])
            session.flush()
            at("picked", number)
        at("done", number)


def kill_one(
    context: Any, path: Path, passphrase: str | None, first: int, hold: str, hold_at: int, most: int
) -> list[tuple[str, int]]:
    """Let a child work until it stands at `hold` or has reported `most` times; kill it and return what it reported."""
    receiving, sending = context.Pipe(duplex=False)
    child = context.Process(target=code_for_ever, args=(path, passphrase, sending, first, hold, hold_at))
    child.start()
    sending.close()
    reports: list[tuple[str, int]] = [receiving.recv()]
    while reports[-1] != (hold, first + hold_at) and len(reports) < most:
        reports.append(receiving.recv())
    return reports + strike(child, receiving)


def coded(path: Path) -> list[int]:
    """Return the numbers of the actions that are in the file, each of them whole."""
    with Project.open(path) as project:
        assert not project.read_only, "the lock of the dead still holds"
        assert check(project) == []
        with project.read() as session:
            starts = sorted(session.scalars(select(Coding.start)))
            assert sorted(session.scalars(select(Quote.start))) == starts, "half an action"
            assert session.scalar(select(func.count()).select_from(Quote).where(Quote.coding_id.is_(None))) == 0
        applied = [change for change in project.history() if change.label == "Apply code"]
        assert len(applied) == len(starts), "an action without its record, or a record without its action"
        assert all(change.rows == 2 for change in applied)
    return [start // STEP for start in starts]


def run(path: Path, rounds: int, seed: int, passphrase: str | None = None) -> None:
    """Kill `rounds` children, nearly half of them while they stand inside a transaction; count those that did."""
    random = Random(seed)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.storage.test_kill", "qda.core.check"])
    acknowledged: set[int] = set()
    inside = first = 0
    held = rounds * 45 // 100
    plan = [True] * held + [False] * (rounds - held)
    random.shuffle(plan)
    for number, is_held in enumerate(plan):
        hold = random.choice(INSIDE) if is_held else ""
        most = 99 if is_held else random.randint(1, 30)
        reports = kill_one(context, path, passphrase, first, hold, random.randrange(4), most)
        # Only what is certain is counted: the child stood still there and never got to the commit.
        inside += bool(hold) and reports[-1][0] == hold
        fresh = {done for moment, done in reports if moment == "done"}
        acknowledged |= fresh
        there = coded(path)
        assert acknowledged <= set(there), f"round {number}: an acknowledged coding is gone"
        begun = max(started for _moment, started in reports)
        assert set(there) - acknowledged <= {begun}, f"round {number}: more is there than was begun"
        assert not (is_held and begun in there), f"round {number}: a commit that never was"
        acknowledged |= set(there)
        assert list(path.parent.glob("*")) == [path], "one file after a clean close"
        first = begun + 1
    assert inside * 3 >= rounds, "a third of the kills must fall between BEGIN and COMMIT"
    assert len(coded(path)) > rounds


def test_kills_at_many_moments_lose_nothing_that_was_done(tmp_path):
    run(made(tmp_path / "study.loom"), 36, seed=1)


def test_kills_at_many_moments_lose_nothing_of_a_locked_project(tmp_path):
    path = made(tmp_path / "study.loom", SECRET)
    run(path, cases(14, 600), seed=3, passphrase=SECRET)
    keyring.forget(path)
    assert keyring.is_locked(path)
    with pytest.raises(LockedError):
        Project.open(path)


@pytest.mark.long
def test_kills_at_very_many_moments_lose_nothing_that_was_done(tmp_path):
    run(made(tmp_path / "study.loom"), 2_000, seed=int(os.environ.get("SEED", "2")))


class Watched(sqlite3.Connection):
    """A connection that says, when it is closed, how it waited for the disk, and how many rows it has changed."""

    seen: ClassVar[list[tuple[str, int, int, int]]] = []

    def __init__(self, database: str, *rest: Any, **options: Any) -> None:
        super().__init__(database, *rest, **options)
        self.database = database

    def close(self) -> None:
        levels = (self.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "foreign_keys"))
        self.seen.append((self.database, *levels, self.total_changes))
        super().close()


def test_every_writing_connection_waits_for_the_disk(tmp_path, monkeypatch):
    """A kill shows that a commit is whole, not that it is on disk: that is `synchronous=FULL`, on each connection."""
    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Watched))
    Watched.seen.clear()
    path, old = tmp_path / "study.loom", tmp_path / "old.loom"
    with Project.create(path) as project:
        with project.change("Add code") as session:
            codebook.add_code(session, "Code")
            assert session.connection().exec_driver_sql("PRAGMA synchronous").scalar() == 2
            assert session.connection().exec_driver_sql("PRAGMA recursive_triggers").scalar() == 1
            assert session.connection().exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        project.undo()
    made = len(writing())
    with Project.open(path):
        pass
    opened = len(writing())
    schema.backup(path, tmp_path / "backup.loom")
    saved = len(writing())
    old.touch()
    migrations.upgrade(old, schema.REVISIONS[schema.FORMAT])
    assert 0 < made < opened < saved < len(writing()), "some way of writing made no connection at all"
    assert {level for _database, level, _keys, _changes in writing()} == {2}
    # Only a migration changes rows without foreign keys, and sees to them at its end.
    assert {old.name in database for database, _level, keys, changes in writing() if changes and not keys} == {True}


def writing() -> list[tuple[str, int, int, int]]:
    return [seen for seen in Watched.seen if "mode=ro" not in seen[0]]
