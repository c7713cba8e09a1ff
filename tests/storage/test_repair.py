"""What can be read of a damaged project is rescued into a new one that is whole; the rest is listed."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from random import Random

import pytest

from qda.core.check import check
from qda.errors import ProjectFileError, RefusedError
from qda.storage import backups, keyring, locking
from qda.storage.project import Project
from qda.storage.repair import rescue
from tests.nightly import cases
from tests.storage.damage import harm
from tests.storage.study import dump


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("THEMELOOM_BACKUPS", str(tmp_path / "kept"))


def held(path: Path) -> dict[str, dict]:
    with Project.open(path) as project:
        findings = check(project)
        assert findings == [], findings
        return dump(project)


def test_a_file_that_is_whole_comes_over_whole(path, tmp_path):
    before = held(path)
    done = rescue(path, tmp_path / "new.loom")
    assert done.lost == [] and done.found == 0 and done.read > 100
    assert held(tmp_path / "new.loom") == before
    with pytest.raises(RefusedError, match="exists already"):
        rescue(path, tmp_path / "new.loom")


def test_rows_that_are_gone_from_a_table_come_back_from_the_journal(path, tmp_path):
    before = held(path)
    harm(path, "DELETE FROM coding", "DELETE FROM memo")
    done = rescue(path, tmp_path / "new.loom")
    assert done.found >= len(before["coding"]) + len(before["memo"])
    assert held(tmp_path / "new.loom") == before


def test_values_that_a_disk_changed_are_put_right_by_the_journal(path, tmp_path):
    before = held(path)
    harm(path, "UPDATE coding SET start = start + 1", "UPDATE code SET name = name || '!'")
    done = rescue(path, tmp_path / "new.loom")
    assert done.lost == [] and done.found == len(before["coding"]) + len(before["code"])
    assert held(tmp_path / "new.loom") == before


def test_a_lost_text_comes_back_from_a_backup_or_takes_its_source_with_it(path, tmp_path):
    before = held(path)
    backups.make(path, "asked")
    harm(path, "DELETE FROM text WHERE hash = (SELECT min(text_hash) FROM source)")
    assert rescue(path, tmp_path / "new.loom").lost == []
    assert held(tmp_path / "new.loom") == before
    shutil.rmtree(tmp_path / "kept")
    done = rescue(path, tmp_path / "less.loom")
    assert any("its text is nowhere" in one for one in done.lost)
    assert len(held(tmp_path / "less.loom")["source"]) == len(before["source"]) - 1


def test_a_history_that_can_not_be_read_is_cut_where_it_is_sound(path, tmp_path):
    before = held(path)
    harm(path, "UPDATE change SET images = x'00' WHERE seq = 3")
    done = rescue(path, tmp_path / "new.loom")
    assert any("of the history" in one for one in done.lost)
    assert held(tmp_path / "new.loom") == before
    with Project.open(tmp_path / "new.loom") as project:
        assert project.undo() is None and len(project.history()) > 1


def test_rows_of_values_that_can_not_be_are_counted_by_table(path, tmp_path):
    harm(path, "UPDATE text SET body = 'no longer packed'")
    done = rescue(path, tmp_path / "new.loom")
    assert any(one.startswith("text: ") and one.endswith("rows are damaged.") for one in done.lost)
    assert held(tmp_path / "new.loom")["source"] == {}


@pytest.mark.parametrize("seed", range(cases(4, 200)))
def test_torn_pages_cost_what_was_on_them_and_the_new_file_is_sound(path, tmp_path, seed):
    random = Random(seed)
    data = bytearray(path.read_bytes())
    (size,) = sqlite3.connect(path).execute("PRAGMA page_size").fetchone()
    pages = len(data) // size
    # The first pages hold what the tables are; without them nothing can be found, which is told below.
    for page in random.sample(range(pages // 3, pages), 3):
        kind = random.randrange(3)
        torn = b"\0" * size if kind == 0 else random.randbytes(size)
        begin = page * size + (size // 2 if kind == 2 else 0)
        data[begin : (page + 1) * size] = torn[: (page + 1) * size - begin]
    path.write_bytes(data)
    done = rescue(path, tmp_path / "new.loom")
    with Project.open(tmp_path / "new.loom") as project:
        off = {one.kind for one in check(project)}
    # What the file says of itself is sound; what the study lacks is listed by `qda check`.
    assert not off & {"pages", "format", "tables", "triggers", "foreign keys", "journal", "undo", "gate", "full text"}
    assert done.read > 0
    assert path.read_bytes() == data


def test_without_the_list_of_tables_nothing_is_found_and_that_is_told(path, tmp_path):
    data = bytearray(path.read_bytes())
    data[200:40_960] = b"\xa6" * (40_960 - 200)
    path.write_bytes(data)
    with pytest.raises(ProjectFileError, match=r"Nothing of study\.loom can be read"):
        rescue(path, tmp_path / "new.loom")
    assert not (tmp_path / "new.loom").exists()


def test_what_is_no_project_is_refused(tmp_path):
    (tmp_path / "x.loom").write_bytes(b"nothing" * 1_000)
    with pytest.raises(ProjectFileError, match=r"Nothing of x\.loom can be read"):
        rescue(tmp_path / "x.loom", tmp_path / "new.loom")
    with pytest.raises(ProjectFileError, match="There is no file"):
        rescue(tmp_path / "y.loom", tmp_path / "new.loom")
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".loom"] == ["x.loom"]


def sealed_pages(path: Path, hit: set[int]) -> None:
    """Change one byte of each of the pages `hit`, counted from 1."""
    data = bytearray(path.read_bytes())
    for page in hit:
        data[(page - 1) * 4096 + 1_000] ^= 0x10
    path.write_bytes(data)


def test_of_a_locked_file_all_but_the_damaged_page_is_rescued(path, tmp_path):
    before = held(path)
    locking.lock(path, "three small grey herons")
    with Project.open(path, read_only=True) as project, project.read() as session:
        query = "SELECT rootpage FROM sqlite_master WHERE name IN ('memo', 'theme') ORDER BY rootpage"
        hit = [page for (page,) in session.connection().exec_driver_sql(query)]
    sealed_pages(path, set(hit))
    data = path.read_bytes()
    with Project.open(path, read_only=True) as project:
        found = [one for one in check(project) if one.kind == "pages"]
    assert [one.what for one in found] == [f"2 pages are not as they were written: {hit[0]}, {hit[1]}."]
    done = rescue(path, tmp_path / "new.loom")
    assert any(f"of the locked file are not as they were written: {hit[0]}, {hit[1]}." in one for one in done.lost)
    assert path.read_bytes() == data and sorted(tmp_path.glob("*.part*")) == []
    with Project.open(tmp_path / "new.loom") as project:
        now = dump(project)
        assert check(project) == []
    assert {name: len(rows) for name, rows in now.items()} == {name: len(rows) for name, rows in before.items()}
    assert keyring.is_locked(tmp_path / "new.loom")


def test_of_a_locked_file_with_a_torn_list_of_tables_the_others_are_rescued(path, tmp_path):
    before = held(path)
    locking.lock(path, "three small grey herons")
    sealed_pages(path, {9})
    rescue(path, tmp_path / "new.loom")
    assert held(tmp_path / "new.loom")["coding"] == before["coding"]
