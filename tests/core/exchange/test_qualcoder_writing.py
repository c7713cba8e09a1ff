"""A project written for QualCoder is one by its own schema, and comes back as it was."""

from __future__ import annotations

import io
import sqlite3
from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.core.exchange.bundle import (
    About,
    Area,
    Bundle,
    CodeItem,
    CodingItem,
    LinkItem,
    MediaItem,
    MediaMark,
    NoteItem,
    SetItem,
    TextItem,
    User,
)
from qda.core.exchange.qualcoder import read, write
from qda.errors import CancelledError, RefusedError
from tests.core.exchange.qualcoder_project import SCHEMA, TEXT, WHEN, by_hand, by_machine, make, shown

PARTS = ("users", "codes", "sources", "codings", "variables", "values", "persons", "sets", "media", "description", "id")


def rows(path, question):
    connection = sqlite3.connect(path / "data.qda")
    found = connection.execute(question).fetchall()
    connection.close()
    return found


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    return read(make(tmp_path_factory.mktemp("theirs") / "Falls.qda"))


@pytest.fixture(scope="module")
def written(first, tmp_path_factory):
    path = tmp_path_factory.mktemp("ours") / "Falls.qda"
    return path, write(path, first)


def test_what_came_from_qualcoder_comes_back_the_same(first, written):
    path, losses = written
    back = read(path)
    for part in PARTS:
        assert getattr(back, part) == getattr(first, part), part
    assert [replace(one, id="") for one in back.links] == [replace(one, id="") for one in first.links]
    assert {(one.body, len(one.about)) for one in back.notes} >= {("An accent", 1), ("Began today.", 0)}
    assert back.notes[-1] == first.notes[-1]  # which passages are important
    assert {(one.kind, one.what) for one in losses} == {("dropped", "Files of sources"), ("moved", "Links of memos")}


def test_its_tables_have_the_columns_of_qualcoders_own(written, tmp_path):
    theirs = sqlite3.connect(tmp_path / "theirs.db")
    theirs.executescript(SCHEMA)
    for (table,) in theirs.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        there = [row[1:3] for row in theirs.execute(f"PRAGMA table_info({table})")]
        ours = [row[1:3] for row in rows(written[0], f"PRAGMA table_info({table})")]
        assert [(name, kind.lower()) for name, kind in ours][: len(there)] == [
            (name, kind.lower()) for name, kind in there
        ]
    theirs.close()
    (project,) = rows(written[0], "SELECT databaseversion, about, codername FROM project")
    assert project[0] == "v17"
    assert "QualCoder" in project[1]
    assert sorted(one.name for one in written[0].iterdir()) == ["audio", "data.qda", "documents", "images", "video"]


def test_each_coding_lies_where_qualcoders_window_shows_its_words(written):
    found = rows(written[0], "SELECT seltext, pos0, pos1, fulltext FROM code_text JOIN source ON source.id = fid")
    assert len(found) == 5
    for words, start, end, text in found:
        units = text.encode("utf-16-le")
        assert units[start * 2 : end * 2].decode("utf-16-le") == words


def test_no_row_is_without_a_time(written):
    for table in (
        "source",
        "code_name",
        "code_cat",
        "cases",
        "code_text",
        "code_image",
        "code_av",
        "annotation",
        "journal",
    ):
        assert all(date for (date,) in rows(written[0], f"SELECT date FROM {table}")), table


def test_attributes_have_a_row_for_each_case_or_file(written):
    assert rows(written[0], "SELECT name, attr_type, id, value FROM attribute ORDER BY name, id") == [
        ("Age", "case", 1, "81"),
        ("Age", "case", 2, ""),
        ("Place", "file", 1, "Kitchen"),
        ("Place", "file", 2, ""),
        ("Place", "file", 3, ""),
        ("Place", "file", 4, ""),
    ]


def test_what_qualcoder_cannot_hold_is_told_and_made_to_fit(tmp_path):
    codes = (
        CodeItem("a" * 32, "Fear"),
        CodeItem("b" * 32, "Kinds of fear", "a" * 32, codable=False),
        CodeItem("c" * 32, "Fear", "b" * 32),
        CodeItem("d" * 32, "fear"),
    )
    text = TextItem(
        "1" * 32, "a/b: c?.txt", "I fell. I fell.", original=b"x", original_name="../a:b.txt", moments=((0, 5),)
    )
    twin = TextItem("2" * 32, "a/b: c?.txt", "Again.", original=b"y", original_name="A_b.txt")
    codings = (
        CodingItem("e" * 32, text.id, "a" * 32, "f" * 32, 0, 6, "one"),
        CodingItem("0" * 32, text.id, "a" * 32, "f" * 32, 0, 6, "two"),
        CodingItem("9" * 32, text.id, "a" * 32, None, 8, 14),
    )
    bundle = Bundle(
        users=(User("f" * 32, "Ann"), User("8" * 32, "Ann")),
        codes=codes,
        sources=(text, twin),
        codings=codings,
        notes=(NoteItem("7" * 32, "On fear", "It grows.", (About("code", "a" * 32), About("coding", "9" * 32))),),
        sets=(SetItem("6" * 32, "Mine", (("code", "a" * 32),)),),
        links=(LinkItem("5" * 32, "causes", ("code", "a" * 32), ("code", "d" * 32)),),
    )
    path = tmp_path / "small.qda"
    told = {(one.kind, one.what) for one in write(path, bundle)}
    assert told == {
        ("moved", "Names of codes"),
        ("moved", "Codes"),
        ("moved", "Coded passages"),
        ("moved", "Links of memos"),
        ("dropped", "Sets"),
        ("dropped", "Links"),
        ("dropped", "Moments of recordings"),
    }
    assert rows(path, "SELECT name, supercid FROM code_name") == [
        ("Fear", None),
        ("Kinds of fear", 1),
        ("Fear (2)", 2),
        ("fear", None),
    ]
    assert rows(path, "SELECT memo, owner FROM code_text") == [("one\n\ntwo", "Ann"), ("", "default")]
    assert rows(path, "SELECT name FROM coder_names") == [("Ann",), ("Ann (2)",)]
    assert rows(path, "SELECT jentry FROM journal") == [("It grows.\n\nAbout: Fear; Fear: “I fell”",)]
    assert sorted(one.name for one in (path / "documents").iterdir()) == ["A_b (2).txt", "a_b.txt"]
    back = read(path)
    assert [one.id for one in back.codes] == [one.id for one in codes]
    assert [(one.id, one.start, one.end) for one in back.codings] == [("e" * 32, 0, 6), ("9" * 32, 8, 14)]


def test_parts_of_pages_keep_their_place(tmp_path):
    document = pypdfium2.PdfDocument.new()
    document.new_page(300, 400)
    kept = io.BytesIO()
    document.save(kept)
    document.close()
    area = Area(page=0, left=10, top=380, right=60, bottom=350)  # from the lower left
    mark = MediaMark("a" * 32, area, "c" * 32, "b" * 32, "Important in QualCoder", "Too steep", 1_700_000_000_000)
    bundle = Bundle(
        users=(User("b" * 32, "Ann"),),
        codes=(CodeItem("c" * 32, "Ramp"),),
        sources=(
            TextItem("d" * 32, "plan.pdf", "A plan", original=kept.getvalue(), original_name="plan.pdf", format=".pdf"),
        ),
        media=(MediaItem("e" * 32, "plan.pdf", "pdf", kept.getvalue(), "plan.pdf", marks=(mark,)),),
    )
    path = tmp_path / "plan.qda"
    assert write(path, bundle) == ()
    (part,) = rows(path, "SELECT x1, y1, width, height, pdf_page, memo, important FROM code_image")
    assert part == (10, 20, 50, 30, 0, "Too steep", 1)
    assert rows(path, "SELECT name, mediapath FROM source") == [("plan.pdf", "/docs/plan.pdf")]
    back = read(path)
    assert back.media == bundle.media
    assert [one.id for one in back.sources] == ["d" * 32]


def test_nothing_is_left_of_a_project_that_was_not_written(tmp_path):
    with pytest.raises(RefusedError, match=r"\.qda"):
        write(tmp_path / "folder", Bundle())
    with pytest.raises(CancelledError):
        write(tmp_path / "new.qda", Bundle(), lambda done, _total: done < 3)
    with pytest.raises(RefusedError, match=r"x\.qda could not be written: No such file"):
        write(tmp_path / "nowhere" / "x.qda", Bundle())
    assert list(tmp_path.iterdir()) == []
    write(tmp_path / "new.qda", Bundle())
    with pytest.raises(RefusedError, match="there already"):
        write(tmp_path / "new.qda", Bundle())


SIGNS = st.lists(
    st.sampled_from(["a", " ", ".", "😀", "👩‍🦽", "e\u0301", "ש", "\r\n", "\u2028", "ß", "中"]), min_size=4
)


@settings(max_examples=15, deadline=None)
@given(signs=SIGNS, data=st.data())
def test_words_are_the_same_whatever_the_text_and_however_it_was_coded(tmp_path_factory, signs, data):
    """Words marked by hand or found by machine are the words of the coding here, and again after writing."""
    stored = TEXT + "".join(f"{n}{sign}" for n, sign in enumerate(signs))
    folder = make(tmp_path_factory.mktemp("any") / "any.qda", stored)
    whole = shown(stored)
    start = data.draw(st.integers(whole.index("fall again"), len(whole) - 2))
    wanted = whole[start : data.draw(st.integers(start + 1, len(whole)))]
    counted = by_hand if data.draw(st.booleans()) else by_machine
    words, begin, end = counted(stored, wanted)
    connection = sqlite3.connect(folder / "data.qda")
    put = "INSERT INTO code_text (cid, fid, seltext, pos0, pos1, owner, date) VALUES (3, 1, ?, ?, ?, 'Dee', ?)"
    connection.execute(put, (words, begin, end, WHEN))
    connection.commit()
    connection.close()
    bundle = read(folder)
    assert coded_by_dee(bundle) == wanted
    write(folder.with_name("back.qda"), bundle)
    back = read(folder.with_name("back.qda"))
    assert coded_by_dee(back) == wanted
    assert back.codings == bundle.codings


def coded_by_dee(bundle):
    (dee,) = (one.id for one in bundle.users if one.name == "Dee")
    (coding,) = (one for one in bundle.codings if one.coder == dee)
    (text,) = (one.text for one in bundle.sources if one.id == coding.source)
    return text[coding.start : coding.end]
