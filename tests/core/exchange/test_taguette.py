"""Taguette: highlights counted in bytes over HTML cover the same words here, whoever made them and however long ago."""

from __future__ import annotations

import json
import sqlite3
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.core.exchange.taguette import read
from qda.core.exchange.taguette_text import lay_out
from qda.core.importers import ReadOptions
from qda.core.importers.html import read as read_page
from qda.errors import UnreadableFileError

# As Taguette's own migrations make them (without indexes), the tag above a tag included.
SCHEMA = """
CREATE TABLE users (login VARCHAR(30) NOT NULL PRIMARY KEY, created DATETIME NOT NULL, hashed_password VARCHAR(192));
CREATE TABLE projects (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL,
  description TEXT NOT NULL, created DATETIME NOT NULL);
CREATE TABLE project_members (project_id INTEGER NOT NULL, user_login VARCHAR(30) NOT NULL,
  privileges VARCHAR(11) NOT NULL, PRIMARY KEY (project_id, user_login));
CREATE TABLE documents (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL,
  description TEXT NOT NULL, filename VARCHAR(200) NOT NULL, created DATETIME NOT NULL, project_id INTEGER NOT NULL,
  text_direction VARCHAR(13) NOT NULL, contents TEXT NOT NULL);
CREATE TABLE commands (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, date DATETIME NOT NULL,
  user_login VARCHAR(30) NOT NULL, project_id INTEGER NOT NULL, document_id INTEGER, payload TEXT NOT NULL);
CREATE TABLE tags (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, project_id INTEGER NOT NULL,
  path VARCHAR(200) NOT NULL, description TEXT NOT NULL, parent_id INTEGER, UNIQUE (project_id, path));
CREATE TABLE highlights (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL,
  start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, snippet TEXT NOT NULL);
CREATE TABLE highlight_tags (highlight_id INTEGER NOT NULL, tag_id INTEGER NOT NULL,
  PRIMARY KEY (highlight_id, tag_id));
INSERT INTO projects VALUES (1, 'Falls', 'At home 😀', '2021-02-03 04:05:06.789000');
INSERT INTO project_members VALUES (1, 'ann', 'ADMIN'), (1, 'ben', 'TAG');
INSERT INTO tags VALUES (1, 1, 'fear', 'Being afraid', NULL), (2, 1, 'fear.again', '', 1), (3, 1, 'help', '', NULL);
"""
PAGE = (
    "<h1>Talk</h1>\r\n<p>Ann: I <b>fe</b>ll 😀 twice &amp; more.<br>Ben: Were\xa0you   afraid?</p>\r\n\r\n"
    '<p>Cafe\u0301 people <a href="https://example.org/?a&gt;b" title="x > y">👩‍🦽 helped</a>, שלום they said.</p>\r\n'
    "<ul>\r\n<li>I was afraid</li>\r\n<li>to fall &lt;again&gt;.</li>\r\n</ul>"
)


class Counted(HTMLParser):
    """The text between tags as a browser counts it, read by another parser than ours."""

    def __init__(self, contents):
        super().__init__()
        self.text = ""
        self.feed(contents.replace("\r\n", "\n"))
        self.close()

    def handle_data(self, data):
        self.text += data

    def offsets(self, start, end):
        return len(self.text[:start].encode()), len(self.text[:end].encode())

    def of(self, words):
        start = self.text.index(words)
        return self.offsets(start, start + len(words))


def letters(text):
    """What stays whatever is done to line ends, white space and the bullets of lists."""
    return "".join(text.replace("• ", "").split())


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "taguette.sqlite3"
    connection = sqlite3.connect(path)
    connection.executescript(f"PRAGMA synchronous = OFF; BEGIN; {SCHEMA} COMMIT;")
    where = "1, 1, 'One', 'First', 'C:\\talks\\one.docx', '2021-03-04 05:06:07.000008'"
    connection.execute(
        "INSERT INTO documents (id, project_id, name, description, filename, created, text_direction, contents)"
        f" VALUES ({where}, 'LEFT_TO_RIGHT', ?)",
        (PAGE,),
    )
    counted = Counted(PAGE)
    for number, (words, tags) in enumerate(
        [("fell 😀 twice & more.", (1,)), ("people 👩‍🦽 helped", (3, 1)), ("afraid\nto", ()), ("שלום", (2,))], 1
    ):
        start, end = counted.of(words)
        connection.execute("INSERT INTO highlights VALUES (?, 1, ?, ?, '')", (number, start, end))
        connection.executemany("INSERT INTO highlight_tags VALUES (?, ?)", [(number, tag) for tag in tags])

    def did(date, login, **payload):
        command = "INSERT INTO commands (date, user_login, project_id, document_id, payload) VALUES (?, ?, 1, 1, ?)"
        connection.execute(command, (date, login, json.dumps(payload)))

    did("2021-03-05 10:00:00.000000", "ann", type="highlight_add", highlight_id=1, tags=[1])
    did("2021-03-05 11:00:00.000000", "ben", type="highlight_add", highlight_id=2, tags=[9])
    did("2021-03-05 11:30:00.000000", "ben", type="tag_merge", src_tag_id=9, dest_tag_id=3)
    did("2021-03-05 12:00:00.000000", "ann", type="highlight_add", highlight_id=2, tags=[3, 1])
    did("2021-03-05 13:00:00.000000", "ben", type="highlight_add", id=3, tags=[])
    connection.execute("INSERT INTO commands VALUES (99, '', 'ann', 1, 1, 'no json')")
    connection.commit()
    connection.close()
    return path


def change(path, script):
    connection = sqlite3.connect(path)
    connection.executescript(script)
    connection.close()


def coded(bundle):
    names = {one.id: one.name for one in (*bundle.users, *bundle.codes)}
    text = bundle.sources[0].text
    return [(names.get(one.coder), names[one.code], text[one.start : one.end]) for one in bundle.codings]


def test_highlights_cover_the_same_words_and_know_who_gave_which_tag(project):
    bundle = read(project)
    assert bundle.sources[0].text == (
        "Talk\nAnn: I fell 😀 twice & more.\nBen: Were\xa0you afraid?\nCafe\u0301 people 👩‍🦽 helped, שלום they said.\n"
        "• I was afraid\n• to fall <again>."
    )
    assert coded(bundle) == [
        ("ann", "fear", "fell 😀 twice & more."),
        ("ben", "help", "people 👩‍🦽 helped"),
        ("ann", "fear", "people 👩‍🦽 helped"),
        (None, "fear.again", "שלום"),
    ]
    assert bundle.codings[0].created == 1_614_938_400_000
    (note,) = bundle.notes
    assert (note.title, note.body) == ("Highlight without a tag", "afraid\n• to")
    assert {one.name for one in bundle.users} == {"ann", "ben"}
    assert note.coder in {one.id for one in bundle.users if one.name == "ben"}
    assert bundle.losses == ()


def test_tags_documents_and_project_come_with_what_is_said_of_them(project):
    bundle = read(project)
    by_id = {one.id: one.name for one in bundle.codes}
    assert [(one.name, by_id.get(one.parent or ""), one.description) for one in bundle.codes] == [
        ("fear", None, "Being afraid"),
        ("fear.again", "fear", ""),
        ("help", None, ""),
    ]
    (source,) = bundle.sources
    assert (source.name, source.description, source.original_name) == ("One", "First", "one.html")
    assert source.original == PAGE.encode()
    assert (bundle.title, bundle.description) == ("Falls", "At home 😀")


def test_several_projects_come_under_their_names(project):
    change(
        project,
        """
        INSERT INTO projects VALUES (2, 'Work', '', '2022-01-01 00:00:00');
        INSERT INTO project_members VALUES (2, 'ann', 'ADMIN');
        INSERT INTO tags VALUES (8, 2, 'fear', '', NULL);
        INSERT INTO documents
          VALUES (7, 'Two', '', 'b.txt', '2022-01-02 00:00:00', 2, 'LEFT_TO_RIGHT', '<p>Work fear</p>');
        INSERT INTO highlights VALUES (50, 7, 5, 9, '');
        INSERT INTO highlight_tags VALUES (50, 8);
        """,
    )
    bundle = read(project)
    by_id = {one.id: one for one in bundle.codes}
    assert [(one.name, by_id[one.parent].name if one.parent else "") for one in bundle.codes] == [
        ("Falls", ""),
        ("Work", ""),
        ("fear", "Falls"),
        ("fear.again", "fear"),
        ("help", "Falls"),
        ("fear", "Work"),
    ]
    last = bundle.codings[-1]
    assert bundle.sources[1].text[last.start : last.end] == "fear"
    # Nobody but ann can have made it, though no command tells.
    assert {one.id: one.name for one in bundle.users}[last.coder] == "ann"


def test_what_has_no_place_is_told(project):
    change(
        project,
        """
        INSERT INTO highlights VALUES (60, 1, 90000, 90010, ''), (61, 1, 5, 4, ''), (62, 33, 0, 4, '');
        INSERT INTO highlight_tags VALUES (60, 1), (61, 1), (62, 1), (1, 77);
        INSERT INTO tags VALUES (80, 44, 'lost', '', NULL);
        UPDATE tags SET parent_id = 2 WHERE id = 1;
        """,
    )
    bundle = read(project)
    told = {(one.kind, one.what, one.where, one.count) for one in bundle.losses}
    assert ("unplaced", "Highlights", "One", 2) in told
    assert ("unplaced", "Highlights", "One", 1) in told
    assert ("unplaced", "Highlights", "", 1) in told
    assert ("unplaced", "Tags", "lost", 1) in told
    assert ("moved", "Tags", "", 1) in told
    assert len(bundle.codings) == 4


def test_a_file_from_before_tags_had_tags_above_reads_too(project):
    change(project, "ALTER TABLE tags DROP COLUMN parent_id; DROP TABLE commands; DROP TABLE project_members;")
    bundle = read(project)
    assert [(one.name, one.parent) for one in bundle.codes] == [("fear", None), ("fear.again", None), ("help", None)]
    assert {coder for coder, _code, _words in coded(bundle)} == {None}


def test_what_is_no_project_is_refused(project):
    change(project, "DROP TABLE highlights")
    with pytest.raises(UnreadableFileError, match="no project of Taguette"):
        read(project)


def test_the_text_is_the_one_of_a_page_that_is_imported(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(f"<html><body>{PAGE}</body></html>", encoding="utf-8", newline="")
    (imported,) = read_page(page, ReadOptions(encoding="utf-8"))
    assert lay_out(PAGE).text == imported.text


@pytest.mark.parametrize("piece", ["<a", '<a b="', "<a " + "x" * 9, "<p>", "</p>", "<li><b>"])
def test_hostile_contents_take_no_time(piece):
    assert lay_out(f"{piece * 30_000}end").text.endswith("end")


BITS = st.sampled_from(
    [
        "word",
        " ",
        "\n",
        "😀",
        "👩‍🦽",
        "e\u0301",
        "שלום",
        "&amp;",
        "&nbsp;",
        "<p>",
        "</p>",
        "<br>",
        "<b>",
        "</b>",
        "\r\n",
        "<li>",
    ]
)


@settings(max_examples=120, deadline=None)
@given(bits=st.lists(BITS, min_size=3, max_size=40), data=st.data())
def test_any_bytes_are_the_same_letters(bits, data):
    contents = "".join(bits)
    counted = Counted(contents)
    start = data.draw(st.integers(0, len(counted.text)))
    end = data.draw(st.integers(start, len(counted.text)))
    laid = lay_out(contents)
    span = laid.span(*counted.offsets(start, end))
    assert letters(laid.text[span[0] : span[1]] if span else "") == letters(counted.text[start:end])
