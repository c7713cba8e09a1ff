"""The file: one at rest, refused untouched where it isn't ours, safe where it can't be written, moved or shared."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import resource
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from qda.core import codebook, coders, documents
from qda.core.check import check
from qda.core.importers import Imported
from qda.errors import ProjectFileError, RefusedError
from qda.storage import drivers, schema
from qda.storage import engine as engines
from qda.storage.project import Project
from tests.storage.study import dump, make_study


def beside(path: Path) -> list[str]:
    return sorted(place.name for place in path.parent.iterdir())


# At rest and open ---------------------------------------------------------------------------------------------------


def test_one_file_rests_after_a_clean_close(tmp_path):
    path = tmp_path / "study.loom"
    project = Project.create(path)
    with project.change("Add code") as session:
        codebook.add_code(session, "Code")
    assert {"study.loom", "study.loom-wal", "study.loom.lock", "study.loom.holder"} <= set(beside(path))
    project.close()
    assert beside(path) == ["study.loom"]
    project.close()
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert connection.execute("PRAGMA application_id").fetchone() == (engines.APPLICATION_ID,)
    assert connection.execute("PRAGMA user_version").fetchone() == (schema.FORMAT,)
    connection.close()
    with Project.open(path, read_only=True) as project:
        assert len(dump(project)["code"]) == 1
    assert beside(path) == ["study.loom"]


def test_an_existing_file_is_not_overwritten(path):
    before = path.read_bytes()
    with pytest.raises(RefusedError, match="exists already"):
        Project.create(path)
    assert path.read_bytes() == before
    assert beside(path) == ["study.loom"]


def test_creating_where_nothing_can_be_written_leaves_nothing(tmp_path):
    with pytest.raises(ProjectFileError, match="cannot be written"):
        Project.create(tmp_path / "nowhere" / "study.loom")
    (tmp_path / "a file").write_text("x")
    with pytest.raises(ProjectFileError, match="cannot be written"):
        Project.create(tmp_path / "a file" / "study.loom")
    assert sorted(place.name for place in tmp_path.iterdir()) == ["a file"]


def test_a_half_made_project_of_a_crash_is_no_hindrance(tmp_path):
    (tmp_path / "study.loom.0a1b2c.part").write_bytes(b"half")
    with Project.create(tmp_path / "study.loom", title="Mine") as project, project.read() as session:
        assert documents.line_unit(session) == ("turn", 72)
    assert beside(tmp_path / "study.loom") == ["study.loom", "study.loom.0a1b2c.part"]


NAMES = (
    *("mit Leerzeichen.loom", "100% sure?.loom", "a#b&c=d;e.loom"),
    *("интервью 访谈 ü.loom", "emoji 😀.loom", 'it\'s "it".loom'),
)


@pytest.mark.parametrize("name", NAMES)
def test_any_name_a_person_gives_will_do(tmp_path, name):
    folder = tmp_path / f"folder of {name}"
    folder.mkdir()
    with make_study(folder / name) as project:
        before = dump(project)
    assert beside(folder / name) == [name]
    with Project.open(folder / name) as project:
        assert dump(project) == before
        assert check(project) == []


def test_a_relative_path_stays_right_when_the_folder_changes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    project = Project.create(Path("study.loom"))
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    with project.change("Add code") as session:
        codebook.add_code(session, "Code")
    project.close()
    assert beside(tmp_path / "study.loom") == ["elsewhere", "study.loom"]
    assert beside(tmp_path / "elsewhere" / "none") == []


def test_a_project_moved_while_closed_opens_with_its_history(path, tmp_path):
    place = tmp_path / "other" / "renamed.loom"
    place.parent.mkdir()
    path.rename(place)
    with Project.open(place) as project:
        before = dump(project)
        project.undo()
        project.redo()
        assert dump(project) == before


def test_a_project_begun_twice_at_once_is_made_once_and_nobodys_file_is_taken(tmp_path, monkeypatch):
    path = tmp_path / "study.loom"
    (tmp_path / "study.loom.part").write_text("a download of somebody")
    begin = schema.create

    def begin_while_another_does(unfinished: Path) -> None:
        monkeypatch.setattr(schema, "create", begin)
        Project.create(path, title="First").close()
        begin(unfinished)

    monkeypatch.setattr(schema, "create", begin_while_another_does)
    with pytest.raises(RefusedError, match="made by another program"):
        Project.create(path, title="Second")
    assert beside(path) == ["study.loom", "study.loom.part"]
    with Project.open(path) as project:
        assert [row[1] for row in dump(project)["study"].values()] == ["First"]


def test_a_link_to_a_project_opens_the_project(path, tmp_path):
    link = tmp_path / "link.loom"
    link.symlink_to(path)
    with Project.open(link) as project, Project.open(path) as second:
        assert project.path == path
        assert second.read_only


# Two at a time ------------------------------------------------------------------------------------------------------


def test_a_second_opening_reads_and_is_told_who_holds_the_project(path):
    with Project.open(path) as project:
        with Project.open(path) as second:
            assert second.read_only
            assert second.holder is not None
            assert second.holder.process == os.getpid()
            with pytest.raises(ProjectFileError, match=r"open elsewhere \(.+ @ .+\)"), second.change("Add code"):
                pytest.fail("a read-only project was changed")
            with project.change("Add code") as session:
                codebook.add_code(session, "Seen elsewhere")
            with second.read() as session:
                assert "Seen elsewhere" in {row.name for row in codebook.codes(session)}
        # Closing the second view must not let go of the first one's lock.
        with Project.open(path) as third:
            assert third.read_only
    assert beside(path) == ["study.loom"]


def hold(path: Path, answers: multiprocessing.connection.Connection) -> None:
    with Project.open(path) as project:
        answers.send((project.read_only, os.getpid()))
        answers.recv()
        with project.change("Add code") as session:
            codebook.add_code(session, "From the other process")
        answers.send("done")
        answers.recv()


def test_two_processes_share_a_project_one_writing(path):
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    other = context.Process(target=hold, args=(path, theirs))
    other.start()
    assert ours.recv() == (False, other.pid)
    with Project.open(path) as project:
        assert project.read_only
        assert project.holder is not None
        assert project.holder.process == other.pid
        ours.send("go on")
        assert ours.recv() == "done"
        with project.read() as session:
            assert "From the other process" in {row.name for row in codebook.codes(session)}
    ours.send("close")
    other.join()
    assert other.exitcode == 0
    with Project.open(path) as project:
        assert not project.read_only
        assert check(project) == []
    assert beside(path) == ["study.loom"]


def test_the_lock_of_a_dead_process_is_no_hindrance(path):
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    other = context.Process(target=hold, args=(path, theirs))
    other.start()
    assert ours.recv()[0] is False
    ours.send("go on")
    assert ours.recv() == "done"
    other.kill()
    other.join()
    assert {"study.loom.lock", "study.loom.holder", "study.loom-wal"} <= set(beside(path))
    with Project.open(path) as project:
        assert not project.read_only
        assert check(project) == []
        with project.read() as session:
            assert "From the other process" in {row.name for row in codebook.codes(session)}
    assert beside(path) == ["study.loom"]


# Not ours, not whole, not now ---------------------------------------------------------------------------------------


def newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {schema.FORMAT + 1}")
    connection.close()


def foreign(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE coding (id)")
    connection.close()


def cut(path: Path, share: float) -> None:
    os.truncate(path, int(path.stat().st_size * share))


REFUSED = {
    "newer version": (newer, "newer version"),
    "another program's database": (foreign, "not a Themeloom project"),
    "text": (lambda path: path.write_text("I: How was it?\n" * 500), "not a Themeloom project"),
    "zip": (lambda path: path.write_bytes(b"PK\x03\x04" + b"\0" * 5_000), "not a Themeloom project"),
    "empty": (lambda path: path.write_bytes(b""), "not a Themeloom project"),
    "half": (lambda path: cut(path, 0.5), "cut off"),
    "a page short": (lambda path: os.truncate(path, path.stat().st_size - 4096), "cut off"),
    "a byte short": (lambda path: os.truncate(path, path.stat().st_size - 1), "cut off"),
    "the header only": (lambda path: os.truncate(path, 100), "cut off|not a Themeloom"),
    "a bit of the header": (lambda path: os.truncate(path, 50), "not a Themeloom project"),
}


@pytest.mark.parametrize("read_only", [False, True], ids=["to write", "to read"])
@pytest.mark.parametrize(("spoil", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_whole_project_is_refused_and_stays_as_it_is(path, spoil, words, read_only):
    spoil(path)
    before = hashlib.sha256(path.read_bytes()).digest(), path.stat().st_mtime_ns
    with pytest.raises(ProjectFileError, match=words) as refusal:
        Project.open(path, read_only=read_only)
    assert path.name in refusal.value.sentence
    assert (hashlib.sha256(path.read_bytes()).digest(), path.stat().st_mtime_ns) == before
    assert beside(path) == ["study.loom"]


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(ProjectFileError, match="There is no file"):
        Project.open(tmp_path / "none.loom")
    (tmp_path / "folder.loom").mkdir()
    with pytest.raises(ProjectFileError, match="There is no file"):
        Project.open(tmp_path / "folder.loom")
    assert beside(tmp_path / "none.loom") == ["folder.loom"]


@pytest.mark.parametrize("read_only", [False, True], ids=["to write", "to read"])
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER spy AFTER INSERT ON meta BEGIN DELETE FROM meta; END",
        "CREATE VIEW peek AS SELECT * FROM source",
        "DROP TRIGGER journal_code_update; CREATE TRIGGER journal_code_update AFTER UPDATE ON code BEGIN SELECT 1; END",
    ],
    ids=["trigger", "view", "trigger by our name"],
)
def test_triggers_and_views_that_are_not_ours_keep_a_file_shut(path, statement, read_only):
    connection = sqlite3.connect(path)
    connection.executescript(statement)
    connection.close()
    before = path.read_bytes()
    with pytest.raises(ProjectFileError, match="did not make"):
        Project.open(path, read_only=read_only)
    assert path.read_bytes() == before
    assert beside(path) == ["study.loom"]


def test_a_damaged_file_is_named_damaged_and_lets_go_of_its_lock(path):
    data = bytearray(path.read_bytes())
    data[4096 : 4096 * 30] = b"\xa5" * (4096 * 29)
    path.write_bytes(data)
    for _time in range(2):
        with pytest.raises(ProjectFileError, match=r"damaged|qda check"), Project.open(path) as project:
            dump(project)
        assert beside(path) == ["study.loom"]


# Where one can't write ------------------------------------------------------------------------------------------------


@pytest.fixture
def locked_away(whole) -> Iterator[Path]:
    """A project in a folder of its own that everybody may enter, since root must step down to be kept out."""
    folder = Path(tempfile.mkdtemp(prefix="themeloom"))
    folder.chmod(0o755)
    yield Path(shutil.copy(whole, folder / "study.loom"))
    folder.chmod(0o755)
    shutil.rmtree(folder)


@contextmanager
def without_rights() -> Iterator[None]:
    """Be nobody for a while where the tests run as root, who may write everywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.mark.parametrize("kept_out", ["file", "folder"])
@pytest.mark.parametrize("journal_mode", ["delete", "wal"])
def test_a_project_that_cannot_be_written_opens_to_read(locked_away, kept_out, journal_mode):
    connection = sqlite3.connect(locked_away)
    assert connection.execute(f"PRAGMA journal_mode = {journal_mode}").fetchone() == (journal_mode,)
    connection.close()
    before = locked_away.read_bytes()
    locked_away.chmod(0o444)
    if kept_out == "folder":
        locked_away.parent.chmod(0o555)
    with without_rights(), Project.open(locked_away) as project:
        assert project.read_only
        assert project.holder is None
        assert len(dump(project)["code"]) == 5
        assert check(project) == []
        with pytest.raises(ProjectFileError, match="open for reading only"), project.change("Add code"):
            pytest.fail("a read-only project was changed")
        with pytest.raises(ProjectFileError, match="open for reading only"):
            project.undo()
    assert locked_away.read_bytes() == before
    assert beside(locked_away) == ["study.loom"]


def test_no_project_is_made_in_a_folder_that_cannot_be_written(locked_away):
    locked_away.parent.chmod(0o555)
    with without_rights(), pytest.raises(ProjectFileError, match="cannot be written"):
        Project.create(locked_away.with_name("new.loom"))
    assert beside(locked_away) == ["study.loom"]


def fill(project: Project, words: int) -> None:
    with project.change("Import source") as session:
        text = "".join(hashlib.sha256(bytes([n % 251, n // 251])).hexdigest() + " " for n in range(words))
        documents.add_source(session, Imported("Long", text))


def test_a_full_disk_is_said_and_harms_nothing(path):
    with Project.open(path) as project:
        before, history = dump(project), project.history()
        assert project._writer is not None
        with project._writer.connect() as connection:
            raw = connection.connection.dbapi_connection
        assert raw is not None
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
        raw.execute(f"PRAGMA max_page_count = {pages + 5}")
        with pytest.raises(ProjectFileError, match="The disk is full"):
            fill(project, 20_000)
        assert dump(project) == before
        assert project.history() == history
        assert check(project) == []
        # Room is made, and the same is done again.
        raw.execute("PRAGMA max_page_count = 1000000")
        fill(project, 20_000)
        assert len(dump(project)["source"]) == 3
        assert check(project) == []


def write_on_a_small_disk(path: Path, answers: multiprocessing.connection.Connection) -> None:
    project = Project.open(path)
    with project.change("Add coder") as session:
        coders.add_coder(session, "Fits")
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 50_000, resource.RLIM_INFINITY))
    for _time in range(2):
        try:
            fill(project, 20_000)
        except ProjectFileError as error:
            answers.send(error.sentence)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    with project.change("Add coder") as session:
        coders.add_coder(session, "Afterwards")
    project.close()


def test_a_write_that_the_system_cuts_off_harms_nothing(path):
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    other = context.Process(target=write_on_a_small_disk, args=(path, theirs))
    other.start()
    other.join()
    assert other.exitcode == 0
    for _time in range(2):
        assert ours.poll(0)
        assert "was not saved" in ours.recv()
    with Project.open(path) as project:
        assert check(project) == []
        tables = dump(project)
        assert len(tables["source"]) == 2
        names = {row[1] for row in tables["coder"].values()}
        assert {"Fits", "Afterwards"} <= names


def close_on_a_small_disk(path: Path, answers: multiprocessing.connection.Connection) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 20_000, resource.RLIM_INFINITY))
    try:
        with Project.open(path) as project:
            fill(project, 800)
            answers.send("saved")
    except ProjectFileError as error:
        answers.send(error.sentence)


def test_a_disk_too_full_to_close_on_loses_nothing_and_does_not_say_so(path):
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    other = context.Process(target=close_on_a_small_disk, args=(path, theirs))
    other.start()
    other.join()
    assert ours.recv() == "saved"
    assert "is saved, but part of it lies in study.loom-wal" in ours.recv()
    with Project.open(path) as project:
        assert len(dump(project)["source"]) == 3
        assert check(project) == []
    assert beside(path) == ["study.loom"]


def test_a_failure_is_not_drowned_by_that_of_closing(path, monkeypatch):
    monkeypatch.setattr("qda.storage.project._come_to_rest", lambda raw: raw.execute("no SQL at all"))
    with pytest.raises(RefusedError, match="exists already"), Project.open(path):
        Project.create(path)
    with pytest.raises(ProjectFileError, match=r"All that was done in study.loom is saved"), Project.open(path):
        pass


def test_a_project_opens_where_its_holder_cannot_be_written_down(path):
    path.with_name("study.loom.holder").mkdir()
    holder = Project.open(path)
    with Project.open(path) as second:
        assert second.holder is not None
        assert second.holder.words() == "another program"
    path.with_name("study.loom.holder").rmdir()
    holder.close()


def test_a_busy_file_is_said_to_be_written_by_another_program(path, monkeypatch):
    monkeypatch.setattr(drivers, "BUSY_SECONDS", 0.1)
    with Project.open(path) as project:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ProjectFileError, match="written by another program"), project.change("Add code"):
            pytest.fail("a change began while another program writes")
        other.execute("ROLLBACK")
        other.close()
        with project.change("Add code") as session:
            codebook.add_code(session, "Code")


def test_closing_while_another_still_reads_loses_nothing_and_the_next_opening_tidies_up(path, monkeypatch):
    monkeypatch.setattr(drivers, "BUSY_SECONDS", 0.1)
    with Project.open(path) as project:
        reader = Project.open(path)
        with reader.read() as session:
            codebook.codes(session)
            with project.change("Add code") as writing:
                codebook.add_code(writing, "Last")
            project.close()
    reader.close()
    with Project.open(path) as project, project.read() as session:
        assert not project.read_only
        assert "Last" in {row.name for row in codebook.codes(session)}
    assert beside(path) == ["study.loom"]
