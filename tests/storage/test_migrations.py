"""Older formats: the first revision makes what the models say, and a file that must change is safe while it does."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, create_engine, inspect

from qda.core.check import check
from qda.errors import ProjectFileError
from qda.storage import backups, journal, migrations, schema
from qda.storage.models import Base, journalled_tables
from qda.storage.project import Project
from tests.rights import as_somebody_else, folder_for_all
from tests.storage.study import dump

KEPT = sorted((Path(__file__).parents[1] / "data").glob("format*.loom"))
NOW = schema.FORMAT
REVISIONS = {**schema.REVISIONS, NOW + 1: "next"}

# A made-up next format: the table that owns most others is rebuilt, which with foreign keys on would delete them all.
NEXT = """
import os, time
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "next", "{before}", None, None
def upgrade():
    with op.batch_alter_table("source", recreate="always") as table:
        table.add_column(sa.Column("mood", sa.String(), nullable=False, server_default="calm"))
    {more}
"""


def objects(path: Path) -> dict[tuple[str, str], str]:
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    connection.close()
    return {(kind, name): " ".join((sql or "").split()) for kind, name, sql in rows}


def tables(path: Path) -> dict[str, dict[str, object]]:
    """Every table with its columns, keys and indexes, as SQLite understands them."""
    engine = create_engine(f"sqlite:///{path}")
    looked = inspect(engine)
    found = {
        name: {
            "columns": [
                (c["name"], str(c["type"]), c["nullable"], c["default"], c["primary_key"])
                for c in looked.get_columns(name)
            ],
            "keys": looked.get_foreign_keys(name),
            "indexes": sorted(looked.get_indexes(name), key=lambda index: str(index["name"])),
            "unique": sorted(looked.get_unique_constraints(name), key=lambda rule: str(rule["name"])),
            "checks": looked.get_check_constraints(name),
        }
        for name in looked.get_table_names()
        if not name.startswith("passage_index")
    }
    engine.dispose()
    return found


def test_migrations_alone_make_the_same_file_as_the_models(tmp_path):
    made, migrated = tmp_path / "made.loom", tmp_path / "migrated.loom"
    schema.create(made)
    migrated.touch()
    migrations.upgrade(migrated, schema.REVISIONS[schema.FORMAT])
    assert objects(migrated) == objects(made)
    assert tables(migrated) == tables(made)
    assert set(tables(made)) == {*Base.metadata.tables, "alembic_version"}
    assert schema.inspect(migrated) == schema.FORMAT


def test_the_triggers_record_every_column_of_every_journalled_table(tmp_path):
    path = tmp_path / "made.loom"
    schema.create(path)
    found = {name: sql for (kind, name), sql in objects(path).items() if kind == "trigger"}
    assert set(found) == {
        f"journal_{table.name}_{event}"
        for table in journalled_tables()
        for event in ("insert", "update", "delete", "key")
    }
    for table in journalled_tables():
        for column in table.columns:
            binary = isinstance(getattr(column.type, "impl", column.type), LargeBinary)
            if column.name == "id":
                assert "WHEN OLD.id IS NOT NEW.id" in found[f"journal_{table.name}_key"]
                continue
            for event, rows in (("insert", ("NEW",)), ("delete", ("OLD",)), ("update", ("OLD", "NEW"))):
                for row in rows:
                    value = f'{row}."{column.name}"'
                    assert (f"hex({value})" if binary else value) in found[f"journal_{table.name}_{event}"]
                assert f"'{column.name}'" in found[f"journal_{table.name}_{event}"]


def test_no_journalled_column_would_lose_bits_in_json():
    kinds = {str(column.type) for table in journalled_tables() for column in table.columns}
    assert kinds <= {"VARCHAR", "INTEGER", "BOOLEAN", "BLOB"}
    for table in journalled_tables():
        assert [column.name for column in table.primary_key] == ["id"]


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.stem)
def test_a_kept_file_of_each_format_opens_and_goes_back_and_forth(kept, tmp_path):
    path = tmp_path / kept.name
    shutil.copy(kept, path)
    with Project.open(path) as project:
        assert check(project) == []
        as_found = dump(project)
        actions = sum(change.undoes is None for change in project.history())
        assert as_found["coding"] and as_found["theme"] and as_found["source"]
        redone = 0
        while project.redo():
            redone += 1
        assert redone == 1
        at_the_end = dump(project)
        assert at_the_end["memo_link"]
        undone = 0
        while project.undo():
            undone += 1
        assert undone == actions - 1, "all but the start of the project"
        assert not any(dump(project)[table] for table in at_the_end if table != "study")
        assert check(project) == []
    with Project.open(path) as project:
        while project.redo():
            pass
        assert dump(project) == at_the_end
        assert check(project) == []
        for _step in range(redone):
            project.undo()
        assert dump(project) == as_found


def test_there_is_a_kept_file_for_every_format():
    assert [path.stem for path in KEPT] == [f"format{number}" for number in range(1, schema.FORMAT + 1)]


@pytest.fixture
def next_format(tmp_path, monkeypatch):
    """Give a function that makes the program one format newer, whose revision does `more` at its end."""

    def make(more: str = "pass") -> None:
        folder = tmp_path / "100% new"
        shutil.copytree(migrations.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
        script = NEXT.format(more=more, before=schema.REVISIONS[NOW])
        (folder / "versions" / "next.py").write_text(script, encoding="utf-8")
        monkeypatch.setattr(migrations, "FOLDER", folder)
        monkeypatch.setattr(schema, "FORMAT", NOW + 1)
        monkeypatch.setattr(schema, "REVISIONS", REVISIONS)

    return make


@pytest.fixture
def old(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("THEMELOOM_BACKUPS", str(tmp_path / "backups"))
    path = tmp_path / "study.loom"
    shutil.copy(KEPT[-1], path)
    return path


def test_an_older_file_is_backed_up_and_then_brought_up_to_date(next_format, old):
    with Project.open(old) as project:
        before = dump(project)
    bytes_before = old.read_bytes()
    next_format()
    with Project.open(old) as project:
        after = dump(project)
        # Rebuilding `source` took none of its children with it, and lost none of the triggers.
        assert after == before
        assert check_but_columns(project) == []
        while project.redo():
            pass
        redone = dump(project)
        while project.undo():
            pass
        while project.redo():
            pass
        assert dump(project) == redone
    connection = sqlite3.connect(old)
    assert connection.execute("SELECT DISTINCT mood FROM source").fetchall() == [("calm",)]
    assert connection.execute("PRAGMA user_version").fetchone() == (NOW + 1,)
    connection.close()
    (backup,) = backups.backups(old)
    assert backup.why == "migrated"
    assert contents(backup.path) == contents_of(bytes_before, old.parent / "before.loom")
    assert [path.name for path in old.parent.iterdir() if path.name.startswith("study")] == [old.name]


def check_but_columns(project: Project) -> list[object]:
    """Return what is off, the column aside that the made-up format has and the models haven't."""
    return [finding for finding in check(project) if (finding.kind, finding.where) != ("tables", "source")]


def contents(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    lines = [
        *(str(row) for name in ("coding", "code", "source", "change", "text", "memo", "indexed_text")
          for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY 1')),
        str(connection.execute("PRAGMA user_version").fetchone()),
    ]  # fmt: skip
    connection.close()
    return lines


def contents_of(data: bytes, path: Path) -> list[str]:
    path.write_bytes(data)
    return contents(path)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ('op.execute("DELETE FROM code")', "left as it is"),
        ('op.execute("INSERT INTO nowhere VALUES (1)")', "no such table"),
    ],
    ids=["rows left pointing nowhere", "a statement that fails"],
)
def test_a_migration_that_goes_wrong_leaves_the_file_as_it_was(next_format, old, more, words):
    before = contents(old)
    next_format(more)
    with pytest.raises(ProjectFileError, match=words):
        Project.open(old)
    assert contents(old) == before
    assert not old.with_name(old.name + ".lock").exists()


def _migrate_and_stop(path: Path, folder: Path, reports) -> None:
    migrations.FOLDER, schema.FORMAT, schema.REVISIONS = folder, NOW + 1, REVISIONS
    os.environ["REPORT_TO"] = str(reports.fileno())
    Project.open(path)


def test_a_kill_in_the_middle_of_a_migration_leaves_the_old_file(next_format, old, monkeypatch):
    before = contents(old)
    # Pages spill into the file long before the commit, so that the rollback journal really has something to take back.
    next_format(
        'op.execute("PRAGMA cache_size = 2"); '
        'op.execute("CREATE TABLE junk AS SELECT randomblob(4000) FROM coding, code, turn"); '
        'os.write(int(os.environ["REPORT_TO"]), b"now"); time.sleep(60)'
    )
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    child = context.Process(target=_migrate_and_stop, args=(old, migrations.FOLDER, sending))
    child.start()
    # With this end shut, a child that fails is heard as silence instead of being waited for.
    sending.close()
    assert os.read(receiving.fileno(), 3) == b"now"
    child.kill()
    child.join()
    assert old.with_name(old.name + "-journal").exists(), "the kill came outside the transaction"
    monkeypatch.undo()
    with Project.open(old) as project:
        assert check(project) == []
    assert contents(old) == before
    receiving.close()


def test_the_header_alone_is_not_believed_after_a_crash(old, tmp_path):
    """A commit cut off between writing page 1 and dropping the rollback journal: the header lies until rolled back."""
    child = multiprocessing.get_context("spawn").Process(target=_write_header_and_die, args=(old,))
    child.start()
    child.join()
    assert old.with_name(old.name + "-journal").exists()
    assert schema.settle(old) == NOW
    assert not old.with_name(old.name + "-journal").exists()


def _write_header_and_die(path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("PRAGMA user_version = 0")
    connection.execute("CREATE TABLE junk AS SELECT randomblob(4000) FROM coding, code, turn")
    os._exit(1)


def test_an_older_file_that_cannot_be_written_is_not_opened_halfway(next_format, old):
    with folder_for_all() as folder:
        frozen = folder / "study.loom"
        shutil.copy(old, frozen)
        next_format()
        with as_somebody_else(), pytest.raises(ProjectFileError, match="older version"):
            Project.open(frozen, read_only=True)


def test_an_older_file_that_somebody_holds_is_not_updated_under_their_hands(next_format, old):
    with Project.open(old):
        next_format()
        with pytest.raises(ProjectFileError, match="older version"):
            Project.open(old, read_only=True)


def test_an_older_file_that_is_only_read_is_brought_up_to_date_first(next_format, old):
    with Project.open(old) as project:
        before = dump(project)
    next_format()
    with Project.open(old, read_only=True) as project:
        assert project.read_only
        assert dump(project) == before
    assert [one.why for one in backups.backups(old)] == ["migrated"]


def test_taking_the_triggers_off_leaves_others_and_none_of_ours(tmp_path):
    path = tmp_path / "made.loom"
    schema.create(path)
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TRIGGER other AFTER INSERT ON meta BEGIN SELECT 1; END")
        journal.remove(connection)
    engine.dispose()
    assert [name for kind, name in objects(path) if kind == "trigger"] == ["other"]
