"""Taguette: highlights counted in bytes over HTML cover the same words here, whoever made them and however long ago."""

from __future__ import annotations

import sqlite3
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.core.exchange.taguette import read
from qda.core.exchange.taguette_text import lay_out
from qda.core.importers import ReadOptions
from qda.core.importers.html import read as read_page
from qda.core.text import canonical
from qda.errors import UnreadableFileError
from tests.core.exchange.taguette_project import PAGE, Counted, make


def letters(text):
    """What stays whatever is done to line ends, white space and the bullets of lists."""
    return "".join(text.replace("• ", "").split())


@pytest.fixture
def project(tmp_path):
    return make(tmp_path / "taguette.sqlite3")


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
    assert sorted(one.name for one in bundle.users) == ["ann", "ben"]


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


def test_hostile_contents_take_no_time():
    begun = monotonic()
    for piece in ("<a", '<a b="', "<a " + "x" * 9, "<p>", "</p>", "<li><b>"):
        assert lay_out(f"{piece * 10_000}end").text.endswith("end")
    assert monotonic() - begun < 10  # a tenth of it, where the machine has nothing else to do


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
    assert laid.text == canonical(laid.text)
    found = laid.text[span[0] : span[1]] if span else ""
    # A byte order mark at the beginning is no part of a text.
    assert letters(found).lstrip("\ufeff") == letters(counted.text[start:end]).lstrip("\ufeff")
