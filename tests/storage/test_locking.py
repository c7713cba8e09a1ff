"""Locking, unlocking and another passphrase: all of the project with its backups, and nothing plain stays."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from qda.core import codebook
from qda.core.check import check
from qda.errors import CancelledError, LockedError, ProjectFileError, RefusedError
from qda.storage import backups, drivers, keyring, locking
from qda.storage import engine as engines
from qda.storage.project import Project
from tests.storage.searching import leftovers
from tests.storage.study import make_study

SECRET, OTHER = "seven grey herons", "a spoon of wet sand"


@pytest.fixture(autouse=True)
def alone(tmp_path, monkeypatch):
    monkeypatch.setattr(keyring, "asker", None)
    monkeypatch.setenv("THEMELOOM_BACKUPS", str(tmp_path / "kept"))


@pytest.fixture
def whole_study(tmp_path) -> Path:
    """Return a study of everything with two backups."""
    path = tmp_path / "study.loom"
    make_study(path).close()
    return with_backups(path)


@pytest.fixture
def study(tmp_path) -> Path:
    """Return a small study with two backups."""
    path = tmp_path / "study.loom"
    with Project.create(path) as project, project.change("Add code") as session:
        codebook.add_code(session, "Waiting for the herons")
    return with_backups(path)


def with_backups(path: Path) -> Path:
    backups.make(path, "asked")
    add(path, "Later")
    backups.make(path, "asked")
    return path


def add(path: Path, name: str) -> None:
    with Project.open(path) as project, project.change("Add code") as session:
        codebook.add_code(session, name)


def tear(path: Path) -> None:
    """Tear every other page of a file but the first few."""
    with path.open("r+b") as file:
        for page in range(9, path.stat().st_size // drivers.PAGE, 2):
            file.seek(page * drivers.PAGE)
            file.write(b"torn" * 500)


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of all tables with their row ids, where they have any."""
    with closing(engines.connect(path, "mode=ro")) as connection:
        tables = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
        found = {}
        for name, sql in tables:
            columns = "*" if "WITHOUT ROWID" in sql.upper() or "VIRTUAL" in sql.upper() else "rowid, *"
            found[name] = sorted(connection.execute(f'SELECT {columns} FROM "{name}"').fetchall(), key=repr)
        return found


def everything(folder: Path) -> Iterable[Path]:
    return (one for one in folder.rglob("*") if one.is_file())


def words_of(path: Path) -> list[str]:
    """Return words of a study that its plain file shows, and that chance does not make."""
    with Project.open(path, read_only=True) as project, project.read() as session:
        names = {word for code in codebook.codes(session) for word in code.name.split() if len(word) >= 5}
    return [*names, "SQLite format 3", "CREATE TABLE", "project_id", "passage_index"]


def showing(folder: Path, words: list[str]) -> dict[str, list[Path]]:
    """Return which words the bytes of which files show."""
    held = {path: path.read_bytes().lower() for path in everything(folder)}
    forms = {word: [word.lower().encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")] for word in words}
    return {
        word: found
        for word in words
        if (found := [path for path, data in held.items() if any(form in data for form in forms[word])])
    }


def test_a_locked_project_and_its_backups_show_no_plain_text_open_or_closed(whole_study, tmp_path):
    words = words_of(whole_study)
    before = showing(tmp_path, words)
    assert {len(before[word]) for word in ("SQLite format 3", "CREATE TABLE", "passage_index")} == {3}
    assert len(before) >= 10, "the search finds what is plain"
    locking.lock(whole_study, SECRET)
    assert showing(tmp_path, words) == {}
    with Project.open(whole_study) as project:
        with project.change("Add code") as session:
            codebook.add_code(session, "Later than later")
        assert whole_study.with_name("study.loom-wal").stat().st_size > 0
        assert backups.make(whole_study, "working")
        assert showing(tmp_path, [*words, "Later than later"]) == {}
    assert showing(tmp_path, [*words, "Later than later"]) == {}
    assert leftovers(whole_study, ["Later"]), "what is looked for is there all the same"


def test_every_row_comes_through_both_ways_and_all_is_whole(whole_study):
    before = rows(whole_study)
    done = locking.lock(whole_study, SECRET)
    assert (done.backups, done.dropped, done.left, done.plain) == (2, (), (), ())
    keyring.forget_all()
    with pytest.raises(LockedError):
        Project.open(whole_study)
    with pytest.raises(LockedError, match="does not open"):
        Project.open(whole_study, passphrase=OTHER)
    with Project.open(whole_study, passphrase=SECRET) as project:
        assert check(project) == []
    assert rows(whole_study) == before
    assert engines.header(whole_study)[:2] == (engines.APPLICATION_ID, 7)
    assert [keyring.is_locked(one.path) for one in backups.backups(whole_study)] == [True, True]

    locking.unlock(whole_study)
    keyring.forget_all()
    assert not keyring.is_locked(whole_study)
    assert rows(whole_study) == before
    assert [keyring.is_locked(one.path) for one in backups.backups(whole_study)] == [False, False]
    with Project.open(whole_study) as project:
        assert check(project) == []
        assert project.undo() is not None
    with closing(sqlite3.connect(whole_study)) as plain:
        assert plain.execute("PRAGMA user_version").fetchone() == (7,)


def test_with_another_passphrase_the_old_one_opens_nothing_any_more(study, tmp_path):
    locking.lock(study, SECRET)
    salts = {drivers.salt_of(one) for one in everything(tmp_path) if one.suffix == ".loom"}
    locking.change_passphrase(study, OTHER)
    assert not salts & {drivers.salt_of(one) for one in everything(tmp_path) if one.suffix == ".loom"}
    keyring.forget_all()
    for path in (study, *(one.path for one in backups.all_backups(project_of(tmp_path)))):
        with pytest.raises(LockedError, match="does not open"):
            keyring.give(path, SECRET)
    with Project.open(study, passphrase=OTHER) as project:
        assert check(project) == []
    assert all(keyring.is_known(one.path) for one in backups.backups(study))


def project_of(folder: Path) -> str:
    return next(one.name for one in (folder / "kept").iterdir())


def test_what_a_cut_off_locking_left_behind_goes_and_the_rest_is_locked(study, tmp_path):
    """As a kill in the middle leaves it: a backup is locked, another is not, and plain copies lie about."""
    first, second = backups.backups(study)
    words = words_of(study)
    key = locking._new_key(study, SECRET)
    assert locking._rekey_backup(first.path, key, ())
    keyring.forget(first.path)
    shutil.copy(study, study.with_name("study.loom.abc123.part"))
    shutil.copy(study, second.path.with_name("0123abcd.part"))
    done = locking.lock(study, SECRET)
    assert (done.backups, done.left) == (2, ())
    assert showing(tmp_path, words) == {}
    salts = {drivers.salt_of(one) for one in everything(tmp_path) if one.suffix == ".loom"}
    assert len(salts) == 1, "one key opens them all"
    assert not list(tmp_path.rglob("*.part*"))

    assert locking.lock(study, SECRET).backups == 2, "once more changes nothing"
    with pytest.raises(LockedError, match="does not open"):
        locking.lock(study, OTHER)


def test_a_damaged_backup_is_not_left_in_plain_and_a_strange_one_stays(study, tmp_path):
    first, _second = backups.backups(study)
    tear(first.path)
    done = locking.lock(study, SECRET)
    assert (done.backups, done.dropped) == (1, (first.path,))
    assert not first.path.exists()
    with Project.open(study) as project, project.change("Add code") as session:
        codebook.add_code(session, "Newest")
    strange = backups.make(study, "asked")
    assert strange is not None
    kept = locking._new_key(strange.path, "of another time")
    assert locking._rekey_backup(strange.path, kept, ())
    keyring.forget(strange.path)
    done = locking.change_passphrase(study, OTHER)
    assert (done.backups, done.left) == (1, (strange.path,))
    keyring.give(strange.path, "of another time")


def test_what_was_put_aside_in_plain_is_named(study):
    aside = study.with_name("study (put aside 2026-01-01 120000).loom")
    shutil.copy(study, aside)
    assert locking.lock(study, SECRET).plain == (aside,)


def test_an_open_or_damaged_project_is_refused_and_stays_as_it_is(study, tmp_path):
    with Project.open(study), pytest.raises(RefusedError, match="is open"):
        locking.lock(study, SECRET)
    with Project.open(study, read_only=True) as project, project.read() as session:
        codebook.codes(session)
        with pytest.raises(RefusedError, match="reading"):
            locking.lock(study, SECRET)
    with pytest.raises(RefusedError, match="at least one"):
        locking.lock(study, "")
    for act in (lambda: locking.unlock(study), lambda: locking.change_passphrase(study, OTHER)):
        with pytest.raises(RefusedError, match="is not locked"):
            act()
    before = rows(study)
    with pytest.raises(CancelledError):
        locking.lock(study, SECRET, lambda done, total: done < 1)
    assert rows(study) == before
    assert not keyring.is_locked(study) and not list(tmp_path.rglob("*.part*"))
    tear(study)
    before = study.read_bytes()
    with pytest.raises(ProjectFileError, match="qda check"):
        locking.lock(study, SECRET)
    assert study.read_bytes() == before and not list(tmp_path.rglob("*.part*"))


def test_a_full_disk_leaves_the_project_as_it_was(study, monkeypatch):
    def full(*_given: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(drivers, "export", full)
    before = rows(study)
    with pytest.raises(ProjectFileError, match="Make room"):
        locking.lock(study, SECRET)
    assert rows(study) == before and not keyring.is_locked(study)


def test_old_bytes_are_overwritten_before_they_go_but_not_under_another_name(tmp_path):
    written: list[bytes] = []
    path, other = tmp_path / "old", tmp_path / "snapshot of somebody"
    for linked in (False, True):
        path.write_bytes(b"plain" * 1000)
        if linked:
            os.link(path, other)
        handle = os.open(path, os.O_RDONLY)  # what the disk holds after the name is gone
        try:
            locking.wipe(path)
            written.append(os.pread(handle, 9999, 0))
        finally:
            os.close(handle)
        assert not path.exists()
    assert written == [bytes(5000), b"plain" * 1000]


def test_a_backup_put_back_has_the_key_it_was_made_with(study):
    plain = backups.make(study, "asked")
    assert plain is not None
    kept = Path(shutil.copy(plain.path, study.with_name("kept.loom")))
    locking.lock(study, SECRET)
    shutil.copy(kept, plain.path)  # as a backup of the backups brings it back
    keyring.forget(plain.path)
    backups.restore(study, plain)
    assert not keyring.is_locked(study)
    with Project.open(study) as project:
        assert check(project) == []
