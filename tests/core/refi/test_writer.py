"""What we write is valid, the same bytes each time, and comes back as it was, in both profiles."""

from __future__ import annotations

import random
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

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
    PersonItem,
    SetItem,
    TextItem,
    User,
    ValueItem,
    Variable,
)
from qda.core.refi import codebook, reader, writer
from qda.core.refi.schema import check, faults
from qda.core.refi.texts import TRANSCRIPT_OF
from qda.core.refi.values import derived
from qda.core.refi.write_sources import Profile
from qda.errors import CancelledError, RefusedError, UnreadableFileError

PROFILES: tuple[Profile, ...] = ("standard", "nvivo")
_PARTS = (
    "users", "codes", "sources", "codings", "notes", "variables", "values", "persons", "sets", "links", "media",
    "title", "description",
)  # fmt: skip


def _id(*parts: object) -> str:
    return derived("test", *parts)


ANNA, BEN, WORK, REST, UP = (_id(name) for name in ("Anna", "Ben", "work", "rest", "up"))
TALK, SURVEY, MARIA, MEMO = (_id(name) for name in ("talk", "survey", "Maria", "memo"))
FILM, MAP, PAGE = (_id(name) for name in ("film", "map", "page"))
_WORK, _FILM, _MARIA = About("code", WORK), About("media", FILM), About("person", MARIA)


@pytest.fixture(scope="module")
def everything() -> Bundle:
    """A project with one of each thing that the format holds."""
    talk = "A: How was it? 😀\nMaria: Hard & <long>, e\u0301t 𝒳.\n\nA: שלום\n"
    return Bundle(
        title="A study",
        description="What & why\nin two lines",
        users=(User(ANNA, 'Anna "A"', "AN"), User(BEN, "Ben")),
        codes=(
            CodeItem(UP, "All", codable=False, description="heading"),
            CodeItem(WORK, "work & more", UP, description="Two\nlines", colour="#46aa00"),
            CodeItem(_id("deep"), "deep <one>", WORK),
            CodeItem(REST, "rest"),
            CodeItem(_id("again"), "rest", UP),
        ),
        sources=(
            TextItem(TALK, "Talk", talk, description="first", moments=((0, 0), (18, 4_200)), coder=ANNA, created=1_000),
            TextItem(SURVEY, "Survey", "One line"),
        ),
        codings=(
            CodingItem(_id("c1"), TALK, WORK, ANNA, 18, 40, "strong", 1_700_000_000_123),
            CodingItem(_id("c2"), TALK, REST, ANNA, 18, 40, "strong", 1_700_000_001_000),
            CodingItem(_id("c3"), TALK, WORK, BEN, 18, 40),
            CodingItem(_id("c4"), TALK, _id("deep"), None, 15, 16),
            CodingItem(_id("c5"), SURVEY, WORK, ANNA, 0, 8),
        ),
        notes=(
            NoteItem(MEMO, "On work", "**Hard**\n\n- one", (_WORK, About("source", TALK, 25, 29)), "", ANNA, 5, 6),
            NoteItem(_id("n2"), "", "whole", (About("source", SURVEY), About("coding", _id("c1")), _FILM)),
            NoteItem(_id("n3"), "About people", "said", (About("memo", MEMO), _MARIA, About("coder", BEN))),
            NoteItem(_id("n4"), "Free", "nothing", ()),
        ),
        variables=(
            Variable(_id("v1"), "Age", "number", "participant", "in years"),
            Variable(_id("v2"), "Site", "text", "source"),
            Variable(_id("v3"), "Consent", "yesno"),
            Variable(_id("v4"), "Day", "date", "source"),
        ),
        values=(
            ValueItem(_id("v1"), MARIA, "34.5"),
            ValueItem(_id("v2"), TALK, "North & Co"),
            ValueItem(_id("v3"), MARIA, "yes"),
            ValueItem(_id("v4"), TALK, "2026-03-01"),
        ),
        persons=(PersonItem(MARIA, "Maria", "a nurse", (SURVEY,), ((TALK, 18, 44),)), PersonItem(_id("p2"), "P2")),
        sets=(SetItem(_id("s1"), "Pilot", (("code", WORK), ("source", TALK), ("media", MAP), ("memo", MEMO)), "why"),),
        links=(
            LinkItem(derived("transcript", TALK, FILM), TRANSCRIPT_OF, ("source", TALK), ("media", FILM)),
            LinkItem(_id("l1"), "hinders", ("code", WORK), ("code", REST), "OneWay", "because"),
        ),
        media=(
            MediaItem(
                FILM, "Film", "video", b"film", "Film.mp4", "seen",
                (
                    MediaMark(_id("m1"), Area(begin=10, end=90), WORK, ANNA, "Laughter", "loud"),
                    MediaMark(_id("m0"), Area(), REST),
                ),
            ),
            MediaItem(
                MAP, "Map", "picture", b"map", "Map.jpg", "",
                (MediaMark(_id("m2"), Area(left=1, top=2, right=30, bottom=40), None, BEN, "", "here"),),
            ),
            MediaItem(
                PAGE, "Page", "pdf", b"%PDF", "Page.pdf", "",
                (MediaMark(_id("m3"), Area(page=2, left=1, top=90, right=30, bottom=40), WORK, BEN),),
            ),
        ),
    )  # fmt: skip


def _plain(bundle: Bundle, part: str) -> object:
    """Return a part as it can come back: without the file that a text came as, in no order of its own."""
    found = getattr(bundle, part)
    if part == "sources":
        found = [replace(one, original=None, original_name="", format="") for one in found]
    if part == "notes":
        found = [replace(one, about=tuple(sorted(one.about, key=repr))) for one in found]
    return sorted(found, key=repr) if isinstance(found, list | tuple) else found


@pytest.mark.parametrize("profile", PROFILES)
def test_all_comes_back(tmp_path: Path, everything: Bundle, profile: Profile) -> None:
    losses = writer.write(tmp_path / "a.qdpx", everything, profile=profile)
    again = reader.read(tmp_path / "a.qdpx")
    for part in _PARTS:
        assert _plain(again, part) == _plain(everything, part), part
    assert again.losses == ()
    assert [one.what for one in losses] == (["Passages that may lie elsewhere"] if profile == "standard" else [])


@pytest.mark.parametrize("profile", PROFILES)
def test_the_same_project_gives_the_same_bytes(tmp_path: Path, everything: Bundle, profile: Profile) -> None:
    writer.write(tmp_path / "a.qdpx", everything, profile=profile)
    writer.write(tmp_path / "b.qdpx", everything, profile=profile)
    assert (tmp_path / "a.qdpx").read_bytes() == (tmp_path / "b.qdpx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.qdpx") as archive:  # nor does it depend on the day or the system
        assert {(one.date_time, one.create_system) for one in archive.infolist()} == {((1980, 1, 1, 0, 0, 0), 3)}


def test_the_parts_of_the_archive(tmp_path: Path, everything: Bundle) -> None:
    """Valid by the schema of the standard, in both profiles; texts as each is asked to have them."""
    for profile in PROFILES:
        path = tmp_path / f"{profile}.qdpx"
        writer.write(path, everything, profile=profile)
        with zipfile.ZipFile(path) as archive:
            assert archive.namelist()[0] == "project.qde"
            assert all(name.startswith("sources/") for name in archive.namelist()[1:])
            data = archive.read("project.qde")
            assert faults(data, "Project.xsd") == []
            guid = "-".join((TALK[:8], TALK[8:12], TALK[12:16], TALK[16:20], TALK[20:]))
            text = archive.read(f"sources/{guid}.txt")
        said = everything.sources[0].text
        expected = said.encode() if profile == "standard" else b"\xef\xbb\xbf" + said.replace("\n", "\r\n").encode()
        assert text == expected
        # The passage after the emoji: code points, or UTF-16 units and two signs for the line end.
        assert f'startPosition="{18 if profile == "standard" else 20}"'.encode() in data
        assert b"richTextPath" not in data


def test_what_the_format_cannot_hold_is_told(tmp_path: Path) -> None:
    bundle = Bundle(
        codes=(CodeItem(WORK, "work\x0b"),),
        sources=(
            TextItem(TALK, "Talk", "words", language="en", original=b"PK", format=".docx", moments=((0, 5), (2, 9))),
        ),
        notes=(NoteItem(MEMO, "m", "b", (), "reflexive"),),
        variables=(Variable(_id("v"), "Role", "choices"), Variable(_id("w"), "Share", "number")),
        values=(
            ValueItem(_id("v"), MARIA, "nurse"),
            ValueItem(_id("v"), MARIA, "carer"),
            ValueItem(_id("w"), MARIA, "85 %"),
        ),
        persons=(PersonItem(MARIA, "Maria"),),
        sets=(SetItem(_id("s"), "People", (("person", MARIA),)),),
        media=(MediaItem(FILM, "Film", "video", marks=(MediaMark(_id("m"), Area(begin=4), WORK),)),),
    )
    losses = writer.write(tmp_path / "a.qdpx", bundle)
    assert {(one.what, one.count) for one in losses} == {
        ("Control characters", 1),
        ("Original files", 1),
        ("Languages of sources", 1),
        ("Times in texts", 2),
        ("Kinds of memos", 1),
        ("Options of attributes", 1),
        ("Members of sets", 1),
        ("Files", 1),
        ("Parts of files", 1),
    }
    again = reader.read(tmp_path / "a.qdpx")
    assert again.codes[0].name == "work"
    assert {(one.name, one.type) for one in again.variables} == {("Role", "text"), ("Share", "text")}
    assert [one.value for one in again.values] == ["nurse; carer", "85 %"]
    losses = codebook.write(tmp_path / "a.qdc", replace(bundle, sets=(SetItem(_id("s"), "S", (("source", TALK),)),)))
    assert {one.what for one in losses} == {"Control characters", "Members of sets"}


def test_an_empty_project_and_an_empty_codebook(tmp_path: Path) -> None:
    assert writer.write(tmp_path / "a.qdpx", Bundle()) == ()
    assert reader.read(tmp_path / "a.qdpx").codes == ()
    with pytest.raises(RefusedError, match="no codes"):
        codebook.write(tmp_path / "a.qdc", Bundle())
    assert not (tmp_path / "a.qdc").exists()


def test_what_is_not_valid_is_not_written(tmp_path: Path) -> None:
    assert faults(b'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"/>', "Codebook.xsd")
    with pytest.raises(RefusedError, match="standard"):
        check(b'<Project xmlns="urn:QDA-XML:project:1.0" name="a"><Users/></Project>', "Project.xsd")
    with pytest.raises(RefusedError):
        writer.write(tmp_path / "a.qdpx", Bundle(codes=(CodeItem("no id at all", "a"),)))
    assert not (tmp_path / "a.qdpx").exists()


def test_half_a_file_never_replaces_a_whole_one(
    tmp_path: Path, everything: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.qdpx").write_bytes(b"the one before")
    write, parts = zipfile.ZipFile.writestr, iter(range(3))

    def full(*given: Any, **named: Any) -> None:
        if next(parts, None) is None:
            raise OSError(28, "No space left on device")
        write(*given, **named)

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(OSError, match="No space"):
        writer.write(tmp_path / "a.qdpx", everything)
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("a.qdpx", b"the one before")]


def test_a_person_can_stop_it(tmp_path: Path, everything: Bundle) -> None:
    with pytest.raises(CancelledError):
        writer.write(tmp_path / "a.qdpx", everything, progress=lambda _done, _all: False)
    assert not (tmp_path / "a.qdpx").exists()


_TEXT = st.text(st.sampled_from("ab é\n.😀𝒳中שe\u0301\u2028\t&<>\"'"), min_size=1, max_size=40)


@st.composite
def _projects(draw: st.DrawFn) -> Bundle:
    """Projects with texts of every script and codings anywhere in them."""
    texts = draw(st.lists(_TEXT, min_size=1, max_size=3))
    sources = tuple(TextItem(_id("source", n), f"Source {n}", text) for n, text in enumerate(texts))
    users = (User(ANNA, "Anna"), User(BEN, "Ben"))
    codes = (CodeItem(WORK, "work"), CodeItem(REST, "rest", WORK))
    given: dict[tuple[object, ...], CodingItem] = {}
    notes = []
    for number in range(draw(st.integers(0, 8))):
        source = draw(st.sampled_from(sources))
        start = draw(st.integers(0, len(source.text) - 1))
        end = draw(st.integers(start + 1, len(source.text)))
        code, coder = draw(st.sampled_from((WORK, REST))), draw(st.sampled_from((ANNA, BEN, None)))
        note = draw(st.sampled_from(("", "why\nso", "<&>")))
        coding = CodingItem(
            _id("coding", number), source.id, code, coder, start, end, note, draw(st.none() | st.integers(1, 2**41))
        )
        given.setdefault((source.id, code, coder, start, end), coding)
        if draw(st.booleans()):
            notes.append(
                NoteItem(_id("note", number), f"N{number}", "said\n\nagain", (About("source", source.id, start, end),))
            )
    return Bundle(
        users=users, codes=codes, sources=sources, codings=tuple(given.values()), notes=tuple(notes), title="T"
    )


@given(_projects(), st.sampled_from(PROFILES))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_project_comes_back(tmp_path: Path, bundle: Bundle, profile: Profile) -> None:
    writer.write(tmp_path / "a.qdpx", bundle, profile=profile)
    again = reader.read(tmp_path / "a.qdpx")
    for part in _PARTS:
        assert _plain(again, part) == _plain(bundle, part), part


_STRANGE = ("", "0", "-1", "99999999", "x", "😀", "{}", "../..", "true", "00000000-0000-0000-0000-000000000000")


def _spoil(root: Any, drawn: random.Random) -> None:
    """Take away, empty, swap and rename things in a project file."""
    elements = list(root.iter())
    guids = [one.get("guid") for one in elements if one.get("guid")]
    for _number in range(drawn.randint(1, 20)):
        one = drawn.choice(elements[1:])
        match drawn.randrange(6):
            case 0 if one.getparent() is not None:
                one.getparent().remove(one)
            case 1 if one.attrib:
                one.set(drawn.choice(list(one.attrib)), drawn.choice((*_STRANGE, *guids)))
            case 2 if one.attrib:
                del one.attrib[drawn.choice(list(one.attrib))]
            case 3:
                one.text = drawn.choice(_STRANGE)
            case 4:
                one.tag = drawn.choice(elements).tag
            case _ if one.get("guid"):
                one.set("guid", drawn.choice(guids))


@pytest.mark.parametrize("seed", range(25))
def test_a_spoilt_project_is_refused_or_read_and_can_be_written(tmp_path: Path, everything: Bundle, seed: int) -> None:
    """Whatever is wrong in a file: a sentence, or a project of which all passages leave and come back."""
    writer.write(tmp_path / "a.qdpx", everything)
    with zipfile.ZipFile(tmp_path / "a.qdpx") as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(files["project.qde"])
    _spoil(root, random.Random(seed))
    files["project.qde"] = etree.tostring(root)
    with zipfile.ZipFile(tmp_path / "b.qdpx", "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    try:
        bundle = reader.read(tmp_path / "b.qdpx")
    except UnreadableFileError:
        return
    for profile in PROFILES:
        writer.write(tmp_path / "c.qdpx", bundle, profile=profile)
        again = reader.read(tmp_path / "c.qdpx")
        assert _plain(again, "codings") == _plain(bundle, "codings")
