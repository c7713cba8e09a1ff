"""QualCoder: every coding covers the words that were marked, by hand or by machine, and nothing is lost unsaid."""

from __future__ import annotations

import shutil
import sqlite3

import pytest

from qda.core.exchange.bundle import Area
from qda.core.exchange.qualcoder import read
from qda.errors import UnreadableFileError
from tests.core.exchange.qualcoder_project import TEXT, make, shown


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make(tmp_path_factory.mktemp("other") / "Falls.qda")


@pytest.fixture(scope="module")
def bundle(folder):
    return read(folder)


def change(folder, script):
    connection = sqlite3.connect(folder / "data.qda")
    connection.executescript(script)
    connection.close()


def coded(bundle):
    """Coder, code and words of each coding."""
    names = {one.id: one.name for one in (*bundle.users, *bundle.codes)}
    texts = {one.id: one.text for one in bundle.sources}
    return sorted((names[one.coder], names[one.code], texts[one.source][one.start : one.end]) for one in bundle.codings)


def test_every_coding_covers_the_words_that_were_marked(bundle):
    assert coded(bundle) == [
        ("Ann", "Fear", "afraid to fall again"),
        ("Ann", "Fear of falling", "😀 twice.\nBen"),
        ("Ben", "Fear", "said.\nAnn: I was"),
        ("Ben", "Help", "people 👩‍🦽 helped"),
        ("Ben", "Help", "שלום"),
    ]
    assert not [one for one in bundle.losses if one.what == "Coded passages"]
    assert [one.note for one in bundle.codings if one.note] == ["See the diary"]
    assert all(one.created for one in bundle.codings)


def test_texts_come_whole_with_their_files(bundle, folder):
    first, second = bundle.sources
    assert first.text == shown(TEXT)
    assert (first.name, first.description, first.format) == ("one.txt", "At home", ".txt")
    assert first.original == (folder / "documents" / "one.txt").read_bytes()
    assert (second.text, second.original, second.original_name) == ("Typed by hand.", b"Typed by hand.", "Notes.txt")


def test_categories_and_codes_below_codes_are_one_tree(bundle):
    by_id = {one.id: one for one in bundle.codes}
    tree = [(one.name, by_id[one.parent].name if one.parent else "", one.codable, one.colour) for one in bundle.codes]
    assert tree == [
        ("Feelings", "", False, ""),
        ("Hard ones", "Feelings", False, ""),
        ("Fear", "Hard ones", True, "#ff8800"),
        ("Fear of falling", "Fear", True, ""),
        ("Help", "", True, ""),
    ]
    assert bundle.codes[2].description == "Being afraid"
    assert [one.name for one in bundle.users] == ["Ann", "Ben", "Cy"]


def test_cases_attributes_and_notes_keep_what_they_are_about(bundle):
    ann, ben = bundle.persons
    text = bundle.sources[0]
    assert (ann.name, ann.sources, ann.passages) == ("Ann B.", (text.id,), ())
    (passage,) = ben.passages
    assert text.text[passage[1] : passage[2]] == "Ben: Were you afraid?"
    variables = {one.id: (one.name, one.type, one.scope, one.description) for one in bundle.variables}
    assert [(variables[one.variable], one.of, one.value) for one in bundle.values] == [
        (("Age", "number", "participant", "In years"), ann.id, "81"),
        (("Place", "text", "source", ""), text.id, "Kitchen"),
    ]
    diary, accent, asks, important = bundle.notes
    assert (diary.title, diary.body, diary.about) == ("Diary", "Began today.", ())
    assert text.text[accent.about[0].start : accent.about[0].end] == "Cafe\u0301"
    assert [one.id for one in asks.about] == [ben.id, text.id]
    assert bundle.description == "Falls 📌 at home"
    marked = {one.id: text.text[one.start : one.end] for one in bundle.codings}
    assert [marked[one.id] for one in important.about] == ["afraid to fall again"]


def test_files_without_words_come_with_their_coded_parts(bundle):
    ramp, talk = bundle.media
    assert (ramp.kind, ramp.data, ramp.description) == ("picture", b"picture", "The ramp\nPlace: Street")
    assert [(one.area, one.note) for one in ramp.marks] == [(Area(left=10, top=20, right=40, bottom=60), "Too steep")]
    assert (talk.kind, talk.data, [one.area for one in talk.marks]) == ("audio", None, [Area(begin=1500, end=4000)])
    assert {(one.name, one.origin[0], one.target[0]) for one in bundle.links} == {
        ("Transcript", "media", "source"),
        ("Case", "person", "media"),
    }
    told = {(one.what, one.where): one for one in bundle.losses}
    assert talk.description == "audio:C:/Users/ann/talk.mp3"
    assert told["Graphs", ""].count == 1


def test_a_zip_and_the_file_itself_are_the_same_project(folder, bundle, tmp_path):
    packed = shutil.make_archive(str(tmp_path / "sent"), "zip", folder.parent, folder.name)
    zipped = read(tmp_path / "sent.zip")
    assert packed.endswith("sent.zip")
    assert (zipped.sources, zipped.codings, zipped.media) == (bundle.sources, bundle.codings, bundle.media)
    opened = tmp_path / "open.qda"
    shutil.copytree(folder, opened)
    connection = sqlite3.connect(opened / "data.qda")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("INSERT INTO code_name (cid, name) VALUES (50, 'Newest')")
    connection.commit()
    shutil.make_archive(str(tmp_path / "open"), "zip", opened.parent, opened.name)
    connection.close()
    assert "Newest" in {one.name for one in read(tmp_path / "open.zip").codes}
    assert read(folder / "data.qda") == bundle


def test_what_has_no_place_is_told(tmp_path):
    folder = make(tmp_path / "worn.qda")
    (folder / "documents" / "one.txt").unlink()
    change(
        folder,
        """
        UPDATE source SET mediapath = 'docs:/home/ann/notes.docx' WHERE id = 2;
        INSERT INTO code_text (cid, fid, seltext, pos0, pos1, owner) VALUES (99, 1, 'Ann', 0, 3, 'Ann'),
          (1, 77, 'gone', 0, 4, 'Ann'), (1, 2, 'far', 900, 903, 'Ann'), (1, 2, 'Mended', 0, 5, 'Ann');
        INSERT INTO case_text (caseid, fid, pos0, pos1) VALUES (1, 77, 0, 4), (9, 1, 0, 4);
        UPDATE code_cat SET supercatid = 2 WHERE catid = 1;
        INSERT INTO attribute_type (name, caseOrFile) VALUES ('Mood', 'journal');
        """,
    )
    bundle = read(folder)
    told = {(one.kind, one.what, one.where): one.count for one in bundle.losses}
    assert told["dropped", "Files of sources", "one.txt"] == told["dropped", "Files of sources", "Notes"] == 1
    assert told["unplaced", "Coded passages", "one.txt"] == 1  # its code is gone
    assert told["unplaced", "Coded passages", ""] == 1  # its source is gone
    assert told["unplaced", "Passages of cases", ""] == told["unplaced", "Passages of cases", "one.txt"] == 1
    assert told["unplaced", "Coded passages", "Notes"] == 1  # outside the text
    assert told["moved", "Coded passages", "Notes"] == 1  # its words are others now
    assert told["moved", "Codes", ""] == 1  # categories in a ring
    assert told["dropped", "Attributes", "Mood"] == 1
    assert ("Ann", "Fear", "Typed") in coded(bundle)
    assert {one.name for one in bundle.codes} >= {"Feelings", "Hard ones"}


def test_ids_are_the_same_again_and_not_those_of_a_colleagues_other_codes(folder, bundle, tmp_path):
    copy = tmp_path / "copy.qda"
    shutil.copytree(folder, copy)
    change(copy, "INSERT INTO code_name (cid, name) VALUES (4, 'Joy')")
    other = tmp_path / "other.qda"
    shutil.copytree(folder, other)
    change(other, "INSERT INTO code_name (cid, name) VALUES (4, 'Grief')")
    mine, theirs = ({one.id: one.name for one in read(path).codes} for path in (copy, other))
    assert {name for key, name in mine.items() if key in theirs} == {one.name for one in bundle.codes}


def test_an_old_project_reads_without_what_it_lacks(tmp_path):
    folder = tmp_path / "old.qda"
    folder.mkdir()
    connection = sqlite3.connect(folder / "data.qda")
    connection.executescript(
        """
        CREATE TABLE project (databaseversion text, date text, memo text, about text);
        CREATE TABLE source (id integer primary key, name text, fulltext text, imagepath text, memo text, owner text,
          date text, unique(name));
        CREATE TABLE code_text (cid integer, fid integer, seltext text, pos0 integer, pos1 integer, owner text,
          date text, memo text, unique(cid, fid, pos0, pos1, owner));
        CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text, date text,
          color text, unique(name));
        INSERT INTO project VALUES ('v1', '2019-01-01 10:00:00', '', 'QualCoder 1.0');
        INSERT INTO source (id, name, fulltext) VALUES (1, 'a', 'one two');
        INSERT INTO source (id, name, imagepath) VALUES (2, 'b.png', '/images/b.png'), (3, 'c.mp3', '/audio/c.mp3');
        INSERT INTO source (id, name, fulltext) VALUES (4, 'c.mp3.transcribed', 'Hello.');
        INSERT INTO code_name (cid, name) VALUES (1, 'Two');
        INSERT INTO code_text (cid, fid, seltext, pos0, pos1, owner) VALUES (1, 1, 'two', 4, 7, 'me');
        """
    )
    connection.close()
    bundle = read(folder)
    assert coded(bundle) == [("me", "Two", "two")]
    assert [one.kind for one in bundle.media] == ["picture", "audio"]
    assert [(one.name, one.target[1]) for one in bundle.links] == [("Transcript", bundle.sources[1].id)]


def test_files_outside_the_project_are_not_read(tmp_path):
    folder = make(tmp_path / "sly.qda")
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "images" / "link.png").symlink_to(tmp_path / "secret.txt")
    change(
        folder,
        """
        UPDATE source SET mediapath = '/images/../../secret.txt' WHERE id = 3;
        INSERT INTO source (name, mediapath) VALUES ('link', '/images/link.png');
        INSERT INTO source (name, mediapath) VALUES ('long', '/images/' || printf('%.*c', 5000, 'x'));
        """,
    )
    assert [one.data for one in read(folder).media] == [None, None, None, None]


@pytest.mark.parametrize("harm", ["empty", "another"])
def test_what_is_no_project_is_refused(tmp_path, harm):
    folder = tmp_path / "no.qda"
    folder.mkdir()
    if harm == "another":
        connection = sqlite3.connect(folder / "data.qda")
        connection.execute("CREATE TABLE project (name)")
        connection.close()
    with pytest.raises(UnreadableFileError, match=r"no\.qda is no project of QualCoder"):
        read(folder)
