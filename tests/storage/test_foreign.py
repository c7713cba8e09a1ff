"""SQLite files of other programs are read row by row; what such a file could do besides is refused or left out."""

from __future__ import annotations

import sqlite3

import pytest

from qda.errors import UnreadableFileError
from qda.storage.foreign import MOST_TABLES, opened, table_names, write_new


@pytest.fixture
def other(tmp_path):
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.executescript(
        """
        CREATE TABLE Code (id integer primary key, Name text, "odd ""name" text);
        INSERT INTO Code VALUES (2, 'Fear 😀', 'b'), (1, 'Joy', NULL);
        CREATE VIEW code_visible AS SELECT * FROM Code;
        """
    )
    connection.close()
    return path


def changed(path, script):
    connection = sqlite3.connect(path)
    connection.executescript(script)
    connection.close()
    return path


def test_rows_come_with_what_an_older_file_lacks_as_nothing(other):
    with opened(other) as foreign:
        assert foreign.columns == {"code": ("id", "name", 'odd "name')}
        assert list(foreign.rows("CODE", "name", "colour", 'odd "name')) == [
            ("Joy", None, None),
            ("Fear 😀", None, "b"),
        ]
        assert list(foreign.rows("journal", "name")) == []
    assert table_names(other) == {"code"}
    assert [one.name for one in other.parent.iterdir()] == ["other.db"]  # nothing is left beside it


def test_text_that_is_no_utf8_comes_with_a_mark(other):
    changed(other, "INSERT INTO Code VALUES (3, CAST(x'4dfc6465' AS TEXT), NULL)")
    with opened(other) as foreign:
        assert [name for (name,) in foreign.rows("code", "name")][-1] == "M\ufffdde"


def test_the_newest_rows_are_seen_where_the_other_program_still_has_it_open(other):
    connection = sqlite3.connect(other)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("INSERT INTO Code VALUES (9, 'Late', NULL)")
    connection.commit()
    with opened(other) as foreign:
        assert ("Late",) in list(foreign.rows("code", "name"))
    connection.close()


def test_only_stored_columns_of_plain_tables_are_seen_and_nothing_of_the_file_runs(other):
    changed(
        other,
        """
        CREATE TABLE made (a integer, b integer GENERATED ALWAYS AS (a + 1) VIRTUAL);
        INSERT INTO made (a) VALUES (1);
        CREATE VIRTUAL TABLE words USING fts5(body);
        CREATE TRIGGER change AFTER INSERT ON Code BEGIN DELETE FROM Code; END;
        """,
    )
    with opened(other) as foreign:
        assert foreign.columns["made"] == ("a",)
        assert "words" not in foreign.columns
        assert "code_visible" not in foreign.columns
        assert list(foreign.rows("words", "body")) == list(foreign.rows("code_visible", "name")) == []
        with pytest.raises(sqlite3.DatabaseError, match=r"not authorized|prohibited"):
            foreign._connection.execute("SELECT load_extension('x')")
        with pytest.raises(sqlite3.DatabaseError, match=r"not authorized|prohibited"):
            foreign._connection.execute("SELECT * FROM code_visible")
        with pytest.raises(sqlite3.DatabaseError, match="not authorized"):
            foreign._connection.execute("ATTACH 'more.db' AS more")


@pytest.mark.parametrize("harm", ["words", "cut", "swapped", "journal", "many"])
def test_what_is_damaged_or_hostile_is_refused_with_a_sentence(other, harm):
    if harm == "words":
        other.write_text("no database at all, but long enough to hold a header " * 4)
    elif harm == "cut":
        changed(other, f"INSERT INTO Code VALUES (3, '{'x' * 20_000}', NULL)")
        other.write_bytes(other.read_bytes()[:4096])
    elif harm == "swapped":
        data = bytearray(other.read_bytes())
        data[4096:4608] = b"\xff" * 512
        other.write_bytes(data)
    elif harm == "journal":
        other.with_name("other.db-journal").write_bytes(b"half a change")
    else:
        changed(other, "".join(f"CREATE TABLE t{n} (a);" for n in range(MOST_TABLES)))
    with pytest.raises(UnreadableFileError, match=r"other\.db"), opened(other) as foreign:
        list(foreign.rows("code", "name"))


def test_a_new_file_is_whole_or_not_there(tmp_path):
    path = tmp_path / "new.db"
    schema = ["CREATE TABLE a (id integer primary key, name text, unique(name))"]
    write_new(path, schema, [("a", (1, "one")), ("a", (2, "two"))])
    with opened(path) as foreign:
        assert list(foreign.rows("a", "id", "name")) == [(1, "one"), (2, "two")]
    twice = tmp_path / "twice.db"
    with pytest.raises(sqlite3.IntegrityError):
        write_new(twice, schema, [("a", (1, "one")), ("a", (2, "one"))])
    assert not twice.exists()
    with pytest.raises(OSError, match="disk is full"):
        write_new(twice, ["PRAGMA max_page_count = 3", *schema], [("a", (1, "x" * 50_000))])
    assert not twice.exists()
