"""RQDA: what is in a project of its own schema comes whole, and what lies in its trash stays there."""

from __future__ import annotations

import sqlite3

import pytest

from qda.core.exchange.bundle import Area
from qda.core.exchange.rqda import read
from qda.errors import UnreadableFileError
from tests.core.exchange.rqda_project import TEXT, make


@pytest.fixture
def project(tmp_path):
    return make(tmp_path / "Falls.rqda")


def test_what_is_in_a_project_comes_and_covers_the_same_words(project):
    bundle = read(project)
    names = {one.id: one.name for one in (*bundle.users, *bundle.codes, *bundle.persons)}
    (source,) = bundle.sources
    assert source.text == TEXT.replace("\r\n", "\n")
    assert (source.name, source.description, source.original) == ("one", "First", TEXT.encode())
    coded = [(names[one.coder], names[one.code], source.text[one.start : one.end], one.note) for one in bundle.codings]
    assert coded == [
        ("ann", "fear", "twice.\nBen", "n"),
        ("ann", "fear", "afraid", ""),
        ("ben", "help", "people 👩‍🦽", ""),
    ]
    tree = [(one.name, names.get(one.parent), one.codable, one.description, one.colour) for one in bundle.codes]
    assert tree == [
        ("feelings", None, False, "All", ""),
        ("others", None, False, "", ""),
        ("fear", "feelings", True, "Being afraid", "#ff8800"),
        ("help", None, True, "", ""),
    ]
    assert bundle.codings[0].created == source.created
    assert source.created is not None


def test_cases_attributes_notes_and_pictures_come(project):
    bundle = read(project)
    (source,) = bundle.sources
    ann, ben = bundle.persons
    assert (ann.sources, ann.passages, ann.description) == ((source.id,), (), "Lives alone")
    assert [source.text[start:end] for _id, start, end in ben.passages] == ["Ben: Were you afraid?"]
    variables = {one.id: (one.name, one.type, one.scope) for one in bundle.variables}
    assert [(variables[one.variable], one.value) for one in bundle.values] == [
        (("age", "number", "participant"), "81"),
        (("place", "text", "source"), "Kitchen"),
    ]
    diary, who, asks = bundle.notes
    assert (diary.title, diary.body) == ("Diary", "Began.")
    assert source.text[who.about[0].start : who.about[0].end] == "👩"
    assert [one.kind for one in asks.about] == ["person", "source"]
    assert [(one.name, one.members) for one in bundle.sets] == [("Interviews", (("source", source.id),))]
    (ramp,) = bundle.media
    assert [(one.area, one.note) for one in ramp.marks] == [(Area(left=10, top=20, right=30, bottom=40), "Steep")]


def test_what_has_no_place_is_told_and_the_trash_too(project):
    told = {(one.kind, one.what, one.where): one.count for one in read(project).losses}
    assert told == {
        ("moved", "Codes in several categories", "fear"): 1,
        ("unplaced", "Coded passages", ""): 1,
        ("unplaced", "Coded passages", "one"): 1,
        ("moved", "Coded passages", "one"): 1,
        ("dropped", "Deleted things", ""): 2,
        ("dropped", "Makers of codes, cases and attributes", ""): 8,
    }


def test_a_project_of_the_first_versions_reads_too(project):
    connection = sqlite3.connect(project)
    for table in ("coding2", "annotation", "image", "imageCoding", "attributes", "caseAttr", "fileAttr", "journal"):
        connection.execute(f"DROP TABLE {table}")
    connection.close()
    bundle = read(project)
    assert len(bundle.codings) == 2
    assert bundle.variables == ()
    assert read(project) == bundle


def test_what_is_no_project_is_refused(tmp_path):
    path = tmp_path / "no.rqda"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE source (a)")
    connection.close()
    with pytest.raises(UnreadableFileError, match="no project of RQDA"):
        read(path)
