"""`qda check` on files: each way of damaging one is found, none is raised, and a whole file gives no finding."""

from __future__ import annotations

import shutil
import sqlite3
import zlib
from pathlib import Path

import pytest

from qda.core import memos
from qda.core.check import check
from qda.errors import ProjectFileError
from qda.storage import check as file_check
from qda.storage.looking_back import backwards
from qda.storage.project import Project
from tests.storage.damage import behind_the_back, harm
from tests.storage.study import dump, make_study


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "study.loom"
    with make_study(path) as project:
        project.undo()
        project.undo()
        project.redo()
    return path


@pytest.fixture
def path(whole, tmp_path) -> Path:
    return Path(shutil.copy(whole, tmp_path / "study.loom"))


def kinds(path: Path) -> set[str]:
    """Return the kinds of findings; a file too damaged to open says so itself, as the command line reports it."""
    try:
        with Project.open(path, read_only=True) as project:
            return {finding.kind for finding in check(project)}
    except ProjectFileError as error:
        assert "damaged" in error.sentence
        return {"pages"}


def test_a_whole_project_has_nothing_off_whether_open_or_at_rest(whole):
    assert kinds(whole) == set()
    with Project.open(whole) as project:
        assert check(project) == []


FIRST_IMAGES = "(SELECT min(seq) FROM change WHERE images IS NOT NULL AND seq > 3)"

DAMAGE = {
    "application id": ("PRAGMA application_id = 7", "format"),
    "a table gone": ("DROP TABLE pack_return", "tables"),
    "a column more": ("ALTER TABLE memo ADD COLUMN mood TEXT", "tables"),
    "a row that points nowhere": ("DELETE FROM coder", "foreign keys"),
    "a text cut short": ("UPDATE text SET body = substr(body, 1, 20)", "texts"),
    "an original changed": ("UPDATE blob SET body = body || x'00'", "files"),
    "images that don't unpack": (f"UPDATE change SET images = x'00ff' WHERE seq = {FIRST_IMAGES}", "journal"),
    "images that are gone": (f"UPDATE change SET images = NULL WHERE seq = {FIRST_IMAGES}", "journal"),
    "images of another change": (
        f"UPDATE change SET images = (SELECT images FROM change WHERE seq = 1) WHERE seq = {FIRST_IMAGES} AND rows > 1",
        "journal",
    ),
    "an undo with images": ("UPDATE change SET images = x'00' WHERE undoes IS NOT NULL", "journal"),
    "a change about nonsense": ("UPDATE change SET about = '[' WHERE seq = 2", "journal"),
    "a passage that was moved": ("UPDATE coding SET start = start + 1 WHERE id = (SELECT min(id) FROM coding)", "rows"),
    "a passage gone": ("DELETE FROM coding WHERE id = (SELECT min(id) FROM coding)", "rows"),
    "an undo of itself": ("UPDATE change SET undoes = seq WHERE undoes IS NOT NULL", "rows"),
    "an undo of nothing": ("UPDATE change SET undoes = -1 WHERE undoes IS NOT NULL", "rows"),
    "undo that skips a change": ("UPDATE change SET undo_top = undo_top - 1 WHERE seq = 6", "undo"),
    "redo that leads nowhere": ("UPDATE change SET redo_top = 999 WHERE seq = (SELECT max(seq) FROM change)", "undo"),
    "a change taken out of the history": ("DELETE FROM change WHERE seq = 4", "undo"),
    "an undo of what was not due": ("UPDATE change SET undoes = 2 WHERE undoes IS NOT NULL", "undo"),
    "a gate left open": ("UPDATE journal_gate SET mode = 1", "gate"),
    "rows left in staging": ("INSERT INTO journal_row VALUES (1, 'd', 'code', '00', '{}')", "gate"),
    "a text the index doesn't know": ("DELETE FROM indexed_text", "full text"),
    "an index of another text": ("UPDATE indexed_text SET text_hash = randomblob(32)", "full text"),
    "an emptied index": ("INSERT INTO passage_index (passage_index) VALUES ('delete-all')", "full text"),
    "a paragraph too many": ("INSERT INTO passage_index (rowid, body) VALUES (9 << 32, 'ghost')", "full text"),
}


@pytest.mark.parametrize(("statement", "kind"), DAMAGE.values(), ids=DAMAGE.keys())
def test_every_harm_to_the_file_is_found(path, statement, kind):
    harm(path, statement)
    if kind == "format":  # such a file isn't opened at all; the check itself still names it
        with pytest.raises(ProjectFileError):
            Project.open(path)
        with Project(path, None).read() as session:
            found = {finding.kind for finding in file_check.run(session, file_check.checks())}
    else:
        found = kinds(path)
    assert kind in found


def test_the_cause_is_named_once_where_one_thing_is_off(path):
    harm(path, "UPDATE journal_gate SET mode = 1")
    with Project.open(path, read_only=True) as project:
        (finding,) = check(project)
    assert (finding.kind, finding.where) == ("gate", "journal_gate")
    assert finding.what.endswith(".")


def test_a_letter_that_a_disk_changed_is_named_by_row_and_column(path):
    with behind_the_back(path) as connection:
        [(key, _name)] = connection.execute("SELECT hex(id), name FROM code LIMIT 1").fetchall()
        connection.execute("UPDATE code SET name = name || '!' WHERE hex(id) = ?", (key,))
    with Project.open(path, read_only=True) as project:
        (finding,) = check(project)
    assert (finding.kind, finding.where) == ("rows", f"code {key.lower()}")
    assert finding.what == "This is not as its last change left it: name."


def test_looking_back_over_an_undo_of_itself_ends(path):
    harm(path, "UPDATE change SET undoes = seq WHERE undoes IS NOT NULL")
    with (
        Project.open(path, read_only=True) as project,
        project.read() as session,
        pytest.raises(ValueError, match="before"),
    ):
        for seen in backwards(session):
            list(seen.images())


def test_a_row_that_was_removed_and_is_there_is_found(path):
    with Project.open(path) as project:
        memo = dump(project)["memo"].popitem()[0]
        with project.change("Remove memo") as session:
            memos.delete_memo(session, memo)
    with behind_the_back(path) as connection:
        connection.execute(
            "INSERT INTO memo (id, title, body, kind, created, modified, coder_id) "
            "SELECT ?, '', '', 'free', 1, 1, id FROM coder LIMIT 1",
            (bytes.fromhex(memo),),
        )
    with Project.open(path, read_only=True) as project:
        found = {(finding.kind, finding.where, finding.what) for finding in check(project)}
    assert ("rows", f"memo {memo.lower()}", "This was removed, and is there.") in found


def test_a_text_replaced_by_another_is_found_though_it_reads_well(path):
    with behind_the_back(path) as connection:
        connection.execute("UPDATE text SET body = ?", (zlib.compress(b"Something else was said."),))
    assert {"texts", "sources", "full text"} <= kinds(path)


def test_a_missing_trigger_and_a_changed_one_are_found(path):
    with behind_the_back(path) as connection:
        pass
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER journal_code_update")
    connection.commit()
    connection.close()
    with Project.open(path, read_only=True) as project:
        (finding,) = check(project)
    assert (finding.kind, finding.where) == ("triggers", "journal_code_update")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER spy AFTER INSERT ON meta BEGIN DELETE FROM code; END",
        "CREATE VIEW peek AS SELECT * FROM source",
    ],
)
def test_strange_triggers_and_views_are_findings_though_such_a_file_is_not_opened(path, statement):
    harm(path, statement)
    with pytest.raises(ProjectFileError, match="did not make"):
        Project.open(path, read_only=True)
    with Project(path, None).read() as session:
        findings = file_check.run(session, file_check.checks())
    assert [finding.kind for finding in findings] == ["triggers"]


@pytest.mark.parametrize("place", [0.2, 0.4, 0.6, 0.8, 0.95])
def test_overwritten_pages_are_reported_and_nothing_is_raised(path, place):
    data = bytearray(path.read_bytes())
    start = int(len(data) * place) // 4096 * 4096
    data[start : start + 8192] = b"\xa5" * 8192
    path.write_bytes(data)
    assert "pages" in kinds(path)


def test_values_of_the_wrong_kind_are_reported_and_nothing_is_raised(path):
    harm(path, "UPDATE coding SET source_id = 'not bytes'", "UPDATE text SET body = 5", "UPDATE blob SET body = 'text'")
    assert {"foreign keys", "texts", "files"} <= kinds(path)
