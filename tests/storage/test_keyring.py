"""Locked project files: whose passphrase opens them, what lies on the disk, and how copies of them are opened."""

from __future__ import annotations

import gzip
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from qda.core import codebook
from qda.errors import LockedError, ProjectFileError, RefusedError
from qda.storage import copying, drivers, keyring, schema
from qda.storage import engine as engines
from qda.storage.project import Project
from qda.storage.snapshot import Snapshot

SECRET = "seven grey herons"


@pytest.fixture(autouse=True)
def nobody_is_asked(monkeypatch):
    monkeypatch.setattr(keyring, "asker", None)


@pytest.fixture
def locked(tmp_path) -> Path:
    path = tmp_path / "study.loom"
    with Project.create(path, passphrase=SECRET) as project, project.change("Add code") as session:
        codebook.add_code(session, "Waiting room")
    keyring.forget(path)
    return path


def codes(project: Project) -> list[str]:
    with project.read() as session:
        return [code.name for code in codebook.codes(session)]


def test_a_locked_project_opens_by_its_passphrase_only(locked):
    assert keyring.is_locked(locked) and not keyring.is_known(locked)
    with pytest.raises(LockedError, match="is locked"):
        Project.open(locked)
    with pytest.raises(LockedError, match="does not open study"):
        Project.open(locked, passphrase="seven grey heron")
    with pytest.raises(RefusedError):
        Project.open(locked, passphrase="")
    assert list(locked.parent.glob("*")) == [locked], "looking at it leaves nothing beside it"
    with Project.open(locked, passphrase=SECRET) as project:
        assert codes(project) == ["Waiting room"]
    with Project.open(locked, read_only=True) as project:
        assert codes(project) == ["Waiting room"], "the key is kept until it is forgotten"
    keyring.forget(locked)
    with pytest.raises(LockedError):
        Project.open(locked, read_only=True)


def test_marks_typed_in_one_piece_or_two_are_the_same_passphrase(tmp_path):
    path = tmp_path / "study.loom"
    Project.create(path, passphrase="fünf Reiher").close()
    keyring.forget(path)
    Project.open(path, passphrase="fu\u0308nf Reiher").close()


def test_any_program_that_knows_sqlcipher_opens_it_by_the_passphrase(locked):
    dbapi2 = pytest.importorskip("sqlcipher3.dbapi2")
    with closing(dbapi2.connect(str(locked))) as other:
        other.execute(f"PRAGMA key = '{SECRET}'")
        assert other.execute("SELECT name FROM code").fetchall() == [("Waiting room",)]
        assert other.execute("PRAGMA application_id").fetchone() == (engines.APPLICATION_ID,)


def test_whoever_meets_a_locked_file_may_be_asked(locked, monkeypatch):
    asked: list[Path] = []

    def answer(path: Path) -> str | None:
        asked.append(path)
        return SECRET if len(asked) > 1 else None

    monkeypatch.setattr(keyring, "asker", answer)
    with pytest.raises(LockedError):
        Project.open(locked)
    with Project.open(locked) as project:
        assert codes(project) == ["Waiting room"]
    assert asked == [locked, locked], "asked once each time, not for every connection"


def test_backups_snapshots_and_copies_have_the_same_lock_and_ask_nobody(locked, tmp_path):
    saved, copy = tmp_path / "saved.loom", tmp_path / "copy.loom"
    with Project.open(locked, passphrase=SECRET) as project:
        schema.backup(locked, saved)
        copying.make_copy(project, copy, lambda session: None)
    snapshot = Snapshot(copy)
    held = snapshot._file
    assert drivers.salt_of(held) is not None, "what is looked at in a folder of our own is no plain copy"
    snapshot.close()
    elsewhere = copy.rename(tmp_path / "brought back.loom")
    for path in (saved, elsewhere):
        assert drivers.salt_of(path) == drivers.salt_of(locked)
        with Project.open(path) as project:
            assert codes(project) == ["Waiting room"]
    keyring.forget_all()
    for path in (locked, saved, elsewhere):
        assert not keyring.is_known(path)


def test_a_plain_project_has_no_passphrase_and_may_follow_a_locked_one(locked):
    keyring.give(locked, SECRET)
    locked.unlink()
    with Project.create(locked) as project:
        assert codes(project) == []
    assert not keyring.is_locked(locked) and keyring.is_known(locked)
    with pytest.raises(RefusedError, match="is not locked"):
        Project.open(locked, passphrase=SECRET)


@pytest.mark.parametrize("crypt", [False, True])
def test_failures_of_both_libraries_are_alike(tmp_path, crypt):
    path = tmp_path / "study.loom"
    with Project.create(path, passphrase=SECRET if crypt else None) as project:
        with closing(engines.connect(path)) as connection:
            with pytest.raises(sqlite3.OperationalError, match="no such table") as told:
                connection.execute("SELECT * FROM nowhere")
            assert told.value.sqlite_errorcode == sqlite3.SQLITE_ERROR
            with pytest.raises(sqlite3.IntegrityError):
                connection.cursor().execute("INSERT INTO meta VALUES ('project_id', 'again')")
        with pytest.raises(ProjectFileError, match="only be read"), project.read() as session:
            session.connection().exec_driver_sql("DELETE FROM meta")
    assert codes_after_damage(path) == ProjectFileError


def codes_after_damage(path: Path) -> type[BaseException] | None:
    """Return what opening says of a file with torn pages after its first."""
    with path.open("r+b") as file:
        for page in range(1, path.stat().st_size // drivers.PAGE):
            file.seek(page * drivers.PAGE + 100)
            file.write(b"torn" * 200)
    try:
        with Project.open(path) as project:
            codes(project)
    except ProjectFileError as error:
        return type(error)
    return None


def test_a_locked_file_that_is_cut_off_is_told_as_a_plain_one_is(locked):
    keyring.give(locked, SECRET)
    os.truncate(locked, locked.stat().st_size // 2)
    with pytest.raises(ProjectFileError, match="cut off or damaged"):
        Project.open(locked)


def test_what_is_no_locked_project_is_not_taken_for_one(tmp_path):
    words = "We waited for an hour, and nobody came. " * 600
    (tmp_path / "words.loom").write_text(words, encoding="utf-8")
    (tmp_path / "packed.loom").write_bytes(gzip.compress(os.urandom(300) + words.encode() * 40))
    (tmp_path / "empty.loom").touch()
    (tmp_path / "picture.loom").write_bytes((Path(__file__).parents[2] / "packaging" / "themeloom.png").read_bytes())
    for path in tmp_path.iterdir():
        assert not keyring.is_locked(path), path.name


def test_without_sqlcipher_a_locked_project_says_what_is_missing(locked, monkeypatch):
    monkeypatch.setattr(keyring, "asker", lambda path: SECRET)
    monkeypatch.setitem(__import__("sys").modules, "sqlcipher3", None)
    drivers._cipher.cache_clear()
    with pytest.raises(LockedError, match="sqlcipher3"):
        Project.open(locked)
    drivers._cipher.cache_clear()
