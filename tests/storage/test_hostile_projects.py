"""Project files that somebody made to do harm: refused or harmless, and nothing outside is touched."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from qda.errors import ProjectFileError
from qda.storage import backups
from qda.storage.project import Project
from qda.storage.snapshot import Snapshot
from tests.storage.study import make_study

KEPT = sorted((Path(__file__).parents[1] / "data").glob("format*.loom"))
STRANGERS = (
    "CREATE TRIGGER strange AFTER INSERT ON source BEGIN DELETE FROM coding; END",
    "CREATE TRIGGER strange BEFORE UPDATE ON meta BEGIN SELECT load_extension('/tmp/x.so'); END",
    "CREATE VIEW strange AS SELECT writefile('/tmp/x', 'x')",
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A study as it rests."""
    path = tmp_path_factory.mktemp("whole") / "study.loom"
    make_study(path).close()
    return path.read_bytes()


def _run(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = OFF")
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize("statement", STRANGERS)
@pytest.mark.parametrize("kept", [KEPT[0], KEPT[-1]], ids=lambda path: path.stem)
def test_what_a_stranger_put_into_a_file_never_runs(tmp_path: Path, kept: Path, statement: str) -> None:
    """Also not while an older file is brought to the present format, which writes to every table."""
    path = tmp_path / "theirs.loom"
    path.write_bytes(kept.read_bytes())
    _run(path, statement)
    before = path.read_bytes()
    with pytest.raises(ProjectFileError, match="did not make"):
        Project.open(path)
    assert path.read_bytes() == before
    with pytest.raises(ProjectFileError, match="did not make"):
        Snapshot(path)


@pytest.mark.parametrize("name", ["../../away", "/away", "..", "", "a\x00b", "x" * 300, "🗝", 7])
def test_an_id_that_is_a_way_leads_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: bytes, name: object
) -> None:
    inside = tmp_path / "user" / "data" / "backups"
    monkeypatch.setenv("THEMELOOM_BACKUPS", str(inside))
    place = backups.folder(name)  # type: ignore[arg-type]
    assert place.parent == inside and place.resolve().parent == inside.resolve()
    (tmp_path / "study.loom").write_bytes(whole)
    with closing(sqlite3.connect(tmp_path / "study.loom", isolation_level=None)) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'project_id'", (name,))
    made = backups.make(tmp_path / "study.loom", "merged")
    assert made is not None and made.path.parent.parent == inside
    assert sorted(path.name for path in tmp_path.iterdir()) == ["study.loom", "user"]


def test_pragmas_for_files_of_others_hold_on_every_connection(tmp_path: Path, whole: bytes) -> None:
    (tmp_path / "study.loom").write_bytes(whole)
    with Project.open(tmp_path / "study.loom") as project, project.read() as session:
        for pragma, value in (("cell_size_check", 1), ("trusted_schema", 0), ("query_only", 1)):
            assert session.connection().exec_driver_sql(f"PRAGMA {pragma}").scalar() == value, pragma
        with pytest.raises(Exception, match=r"not authorized|no such function"):
            session.connection().exec_driver_sql("SELECT load_extension('x')")


@pytest.mark.parametrize("damage", ["half", "newer", "foreign", "empty", "text", "zeros"])
def test_other_files_are_refused_in_words_and_stay_as_they_are(tmp_path: Path, whole: bytes, damage: str) -> None:
    path, data = tmp_path / "file.loom", whole
    path.write_bytes(whole)
    if damage == "newer":
        _run(path, "PRAGMA user_version = 99")
    elif damage == "foreign":
        _run(path, "PRAGMA application_id = 1")
    else:
        broken = {"half": data[: len(data) // 2], "empty": b"", "text": b"Ana: No bus.\n" * 99, "zeros": bytes(9_999)}
        path.write_bytes(broken[damage])
    before = path.read_bytes()
    for use in (Project.open, Snapshot, lambda path: Project.open(path, read_only=True)):
        with pytest.raises(ProjectFileError) as refused:
            use(path)
        assert str(refused.value).endswith(".") and path.name in str(refused.value)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
