"""Files that are no projects, or mean harm, are refused in a sentence; slips of programs are mended and told."""

from __future__ import annotations

import os
import zipfile
from functools import partialmethod
from pathlib import Path

import pytest

from qda.core.refi import codebook, draft, reader
from qda.core.refi.values import read_colour, read_guid, read_time, read_whole, write_time
from qda.errors import CancelledError, UnreadableFileError
from tests.core.refi.made import ANNA, archive, coding, guid, project, selection, text_source, uid

_TEXT = {f"{guid(9)}.txt": b"First words"}
_ENTITIES = '<!DOCTYPE Project [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>'


def _refused(path: Path) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        reader.read(path)
    assert caught.value.sentence.endswith(".")
    return caught.value.sentence


def test_what_is_no_project_is_refused(tmp_path: Path) -> None:
    for name, data in {
        "a.qdpx": b"",
        "b.qdpx": b"PK\x03\x04 half",
        "c.qdpx": os.urandom(300),
        "d.qde": b"<Project",
    }.items():
        (tmp_path / name).write_bytes(data)
        _refused(tmp_path / name)
    assert "no project" in _refused(archive(tmp_path / "e.qdpx", "<CodeBook/>"))
    assert "(a part whose name ends in .qde)" in _refused(archive(tmp_path / "f.qdpx", "", part="document.xml"))
    _refused(tmp_path / "missing.qdpx")
    (tmp_path / "g.qdc").write_bytes(b"<Project/>")
    with pytest.raises(UnreadableFileError, match="no codebook"):
        codebook.read(tmp_path / "g.qdc")
    with pytest.raises(UnreadableFileError):
        codebook.read(tmp_path / "missing.qdc")


def test_entities_are_refused_and_never_read(tmp_path: Path) -> None:
    for inside in ("&a;", "&b;"):
        whole = project("").replace("<Project", f"{_ENTITIES}<Project").replace("</Project>", f"{inside}</Project>")
        assert "entities" in _refused(archive(tmp_path / "a.qdpx", whole.replace("<Sources></Sources>", "")))
    (tmp_path / "a.qdc").write_text(f"{_ENTITIES}<CodeBook><Codes>&b;</Codes></CodeBook>")
    with pytest.raises(UnreadableFileError, match="entities"):
        codebook.read(tmp_path / "a.qdc")


def test_archives_that_reach_out_or_explode_are_refused(tmp_path: Path) -> None:
    for name in ("../out.txt", "/etc/passwd", "C:\\out.txt", "sources/../../out.txt"):
        path = archive(tmp_path / "a.qdpx", project(text_source(9)), {name: b"x"}, folder="")
        assert "outside itself" in _refused(path)
    bomb = archive(tmp_path / "b.qdpx", project(""), {"a.txt": b"\0" * 60_000_000})
    assert "bomb" in _refused(bomb)
    many = archive(tmp_path / "c.qdpx", project(""), {f"{n}.txt": b"" for n in range(10_001)})
    assert "parts" in _refused(many)


def test_xml_nested_without_end_is_refused(tmp_path: Path) -> None:
    codes = f'<Code guid="{guid(1)}" name="a">' * 5_000 + "</Code>" * 5_000
    _refused(archive(tmp_path / "a.qdpx", project("", codes=codes)))


def test_files_that_are_too_large_stay_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One by itself, and those that come when there is no more room for them; the rest is read without them."""
    inside = project(
        "".join(f'<PictureSource guid="{guid(n)}" name="P{n}" path="internal://{n}.png"/>' for n in range(3, 6))
        + text_source(9, attributes='richTextPath="internal://a.docx"')
        + text_source(10, name="Two")
    )
    files = {
        **_TEXT,
        f"{guid(10)}.txt": b"words",
        "3.png": b"x" * 90,
        "4.png": b"x" * 30,
        "5.png": b"x" * 30,
        "a.docx": b"PK" * 15,
    }
    path = archive(tmp_path / "a.qdpx", inside, files)
    monkeypatch.setattr(draft, "MOST_FILE", 40)
    monkeypatch.setattr(draft.Draft, "__init__", partialmethod(draft.Draft.__init__, _room=70, _text_room=15))
    bundle = reader.read(path)
    assert [one.data is not None for one in bundle.media] == [False, True, False]
    assert bundle.sources[0].original == files["a.docx"]
    assert [one.name for one in bundle.sources] == ["One"]
    assert [(one.what, one.where) for one in bundle.losses] == [("Sources", "Two"), ("Files", "P3"), ("Files", "P5")]


def test_a_path_longer_than_any_is_a_missing_file(tmp_path: Path) -> None:
    named = f'<TextSource guid="{guid(8)}" name="Long" plainTextPath="internal://{"a" * 5000}.txt"/>'
    assert reader.read(archive(tmp_path / "a.qdpx", project(named))).sources == ()


def test_paths_never_lead_out_of_the_project(tmp_path: Path) -> None:
    """Neither an absolute path nor steps upward, nor a link in the folder beside the project, opens a file."""
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    (tmp_path / "a Media").mkdir()
    (tmp_path / "a Media" / "linked.txt").symlink_to(secret)
    for address in (
        f"absolute://{secret}",
        f"{secret}",
        "relative:///../secret.txt",
        "relative:///linked.txt",
        "../secret.txt",
    ):
        inside = project(text_source(9).replace(f"internal://{guid(9)}.txt", address))
        bundle = reader.read(archive(tmp_path / "a.qdpx", inside))
        assert bundle.sources == ()
        assert [(one.kind, one.what) for one in bundle.losses] == [("unplaced", "Sources")]


def test_unknown_codes_and_coders_and_a_missing_text_are_told(tmp_path: Path) -> None:
    stranger = guid(77)
    inside = text_source(
        9,
        selection(100, 0, 5, coding(200, by=stranger), coding(201, 66), coding(202, 2, by="")) + selection(101, 6, 11),
    ) + text_source(10, selection(110, 0, 5, coding(210)) + selection(111, 0, 5, said="Hm"), name="Gone")
    bundle = reader.read(archive(tmp_path / "a.qdpx", project(inside), _TEXT))
    assert [(one.id, one.coder) for one in bundle.codings] == [(uid(200), uid(77)), (uid(202), None)]
    assert [(one.name, one.initials) for one in bundle.users if one.id == uid(77)] == [("Unknown coder 1", "?")]
    told = {(one.kind, one.what, one.where) for one in bundle.losses}
    assert told == {
        ("unplaced", "Sources", "Gone"),
        ("unplaced", "Coded passages", "Gone"),
        ("unplaced", "Passages with a note", "Gone"),
        ("unplaced", "Coded passages", "One"),
        ("moved", "Coders", "Unknown coder 1"),
        ("dropped", "Marked passages", "One"),
    }


def test_passages_outside_the_text_are_cut_or_told(tmp_path: Path) -> None:
    spans = [(6, 99), (50, 60), (5, 5), (-3, 5), (11, 6)]
    inside = text_source(9, "".join(selection(100 + n, a, b, coding(200 + n)) for n, (a, b) in enumerate(spans)))
    inside += text_source(
        10, selection(120, 0, 2, coding(220)).replace('endPosition="2"', 'endPosition="x"'), name="Two"
    )
    bundle = reader.read(archive(tmp_path / "a.qdpx", project(inside), {**_TEXT, f"{guid(10)}.txt": b"Two"}))
    # The last is the first once more, cut: one coding.
    assert [(one.start, one.end) for one in bundle.codings] == [(6, 11), (0, 5)]
    assert sorted((one.kind, one.where) for one in bundle.losses if one.what == "Passages") == [
        ("moved", "One, characters -3 to 5"),
        ("moved", "One, characters 6 to 99"),
        ("unplaced", "One, characters 5 to 5"),
        ("unplaced", "One, characters 50 to 60"),
        ("unplaced", "Two"),
    ]


def test_two_things_of_one_identity_both_come(tmp_path: Path) -> None:
    codes = f'<Code guid="{guid(1)}" name="a" isCodable="true"/><Code guid="{{{guid(1).upper()}}}" name="b"/>'
    passages = selection(100, 0, 5, coding(200)) + selection(100, 6, 11, coding(200))
    inside = text_source(9, passages) + text_source(9, name="Two")
    bundle = reader.read(archive(tmp_path / "a.qdpx", project(inside, codes=codes), _TEXT))
    for things in (bundle.codes, bundle.sources, bundle.codings):
        assert len({one.id for one in things}) == len(things) == 2
    assert {one.code for one in bundle.codings} == {uid(1)}
    again = reader.read(tmp_path / "a.qdpx")
    assert again == bundle  # also identities that had to be made are the same each time


def test_xml_that_is_none_is_mended_where_that_is_plain(tmp_path: Path) -> None:
    """QualCoder does not escape annotations; NVivo lets control characters through."""
    body = "<PlainTextContent>R&D < 3 &#x0B;ok\x0c &amp; &#8217;</PlainTextContent>"
    note = f'<Notes><Note guid="{guid(30)}" name="N">{body}</Note></Notes>'
    bundle = reader.read(archive(tmp_path / "a.qdpx", "  \n" + project(text_source(9), more=f"@{note}"), _TEXT))
    assert bundle.notes[0].body == "R&D < 3 ok & ’"
    assert [(one.kind, one.what, one.count) for one in bundle.losses] == [("moved", "Places in the project file", 4)]
    _refused(archive(tmp_path / "b.qdpx", project(text_source(9)).replace("</Sources>", "")))


def test_texts_that_are_not_utf8_are_told(tmp_path: Path) -> None:
    said = "Wir müssen über Größe reden, sagte Frau Müller."
    at = said.index("Größe")
    inside = project(text_source(9, selection(100, at, at + 5, coding(200))))
    for encoding in ("cp1252", "utf-16"):
        path = archive(tmp_path / "a.qdpx", inside, {f"{guid(9)}.txt": said.encode(encoding)})
        bundle = reader.read(path)
        (one,) = bundle.codings
        assert bundle.sources[0].text[one.start : one.end] == "Größe"
        assert [(loss.kind, loss.what) for loss in bundle.losses] == [("moved", "Sources")]


def test_one_damaged_file_keeps_no_other_out(tmp_path: Path) -> None:
    inside = project(text_source(9) + text_source(10, selection(100, 0, 5, coding(200)), name="Two"))
    path = archive(tmp_path / "a.qdpx", inside, {**_TEXT, f"{guid(10)}.txt": b"words " * 200})
    data = path.read_bytes()
    at = data.index(guid(10).encode()) + len(guid(10)) + 4
    path.write_bytes(data[: at + 2] + b"\xff\xff\xff" + data[at + 5 :])
    bundle = reader.read(path)
    assert [one.name for one in bundle.sources] == ["One"]
    assert [(one.what, one.where) for one in bundle.losses] == [("Sources", "Two"), ("Coded passages", "Two")]


def test_a_person_can_stop_it(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.qdpx", project(text_source(9)), _TEXT)
    with pytest.raises(CancelledError):
        reader.read(path, lambda done, _all: done < 2)


def test_what_the_standard_does_not_know_is_told(tmp_path: Path) -> None:
    inside = project(text_source(9, more="<Weight>3</Weight><Weight/>"))
    bundle = reader.read(archive(tmp_path / "a.qdpx", inside, _TEXT))
    assert [(one.kind, one.what, one.count) for one in bundle.losses] == [("dropped", "Elements “Weight”", 2)]


def test_single_values() -> None:
    assert read_guid(f"{{{ANNA.upper()}}}") == ANNA.replace("-", "")
    assert read_guid("") == read_guid(None) == ""
    assert read_guid("12") == read_guid(" 12 ") != read_guid("13")
    colours = ["#F0a", "#46AA00", "#46AA00FF", "RGB(70, 170,0)", "rgba(70 170 0 / 0.5)", "red", "#12", None]
    assert [read_colour(one) for one in colours] == ["#ff00aa", "#46aa00", "#46aa00", "#46aa00", "#46aa00", "", "", ""]
    same = ["2018-10-04T22:56:11Z", "2018-10-04T22:56:11", "2018-10-05T00:56:11+02:00", "2018-10-04 22:56:11.000Z"]
    assert {read_time(one) for one in same} == {1_538_693_771_000}
    assert [read_time(one) for one in ("", None, "2018-13-01T00:00:00Z", "yesterday")] == [None] * 4
    assert write_time(1_538_693_771_000) == same[0]
    assert read_time(write_time(1_538_693_771_042)) == 1_538_693_771_042
    # .NET writes the first for no time; a zone puts the second beyond the calendar.
    assert [read_time(one) for one in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-23:59")] == [None] * 2
    assert [read_whole(one) for one in ("12", "-3", "12.0", "1e9", "", None, "9" * 40)] == [
        12,
        -3,
        12,
        None,
        None,
        None,
        None,
    ]


def test_files_of_the_system_are_no_projects(tmp_path: Path) -> None:
    path = tmp_path / "a.qdpx"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("__MACOSX/._project.qde", b"\0\1")
        made.writestr("._project.qde", b"\0\1")
        made.writestr("Study/project.qde", project(text_source(9)))
        made.writestr(f"Study/Sources/{guid(9)}.txt", b"Right")
        made.writestr(f"old/{guid(9)}.txt", b"Wrong")
    assert reader.read(path).sources[0].text == "Right"
