"""The files of other programs and of the standard's annexes give what is in them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from qda.core.exchange.bundle import Bundle
from qda.core.refi import codebook, reader


@pytest.fixture(scope="module")
def samples(shared: Path) -> Path:
    return shared / "refi-qda" / "samples"


def _lost(bundle: Bundle, kind: str, what: str) -> int:
    return sum(one.count for one in bundle.losses if (one.kind, one.what) == (kind, what))


def _marks(bundle: Bundle) -> int:
    return sum(mark.code is not None for item in bundle.media for mark in item.marks)


@pytest.mark.parametrize("file", ["Project.qde", "TestProject.qdpx"])
def test_the_simple_project_of_the_standard(samples: Path, file: str) -> None:
    """Its files are missing: each is told by name, and all the rest is read."""
    bundle = reader.read(samples / "atlasti8-sky-loom-refi-qda" / file)
    assert bundle.title == "ATLAS.ti standard project"
    assert [one.name for one in bundle.users] == ["ATLAS.ti", "Friedrich Markgraf", "Sebastian Petrausch"]
    assert len(bundle.codes) == 14
    assert "Coke::diet Coke" in {one.name for one in bundle.codes}
    missing = [one.where for one in bundle.losses if one.what == "Sources"]
    assert len(missing) == 6 + 2  # texts, and the texts of PDF files
    assert Counter(one.kind for one in bundle.media) == {"pdf": 2, "picture": 1, "audio": 1, "video": 2}
    assert all(one.data is None for one in bundle.media)
    # Sixteen codings: seven of missing texts, two that repeat a box, and the boxes, pictures and stretches themselves.
    assert _lost(bundle, "unplaced", "Coded passages") == 7
    assert _marks(bundle) == 7
    assert len(bundle.notes) == 2
    (favourite,) = (one for one in bundle.notes if one.title == "My favorite Coke ad")
    assert [about.kind for about in favourite.about] == ["media"]  # the link from a memo to a stretch of a film
    assert bundle.notes[0].body.endswith("\n\nday to day log about this amazing project")
    assert _lost(bundle, "dropped", "Maps and networks") == 1
    feelings = next(one for one in bundle.sets if one.name == "Feelings")
    assert len(feelings.members) == 6


def test_the_complex_project_of_the_standard(samples: Path) -> None:
    """A draft's namespace, members named in other ways, names in Arabic and Chinese."""
    bundle = reader.read(samples / "transana322-spec-annexA3" / "project.qde")
    assert (len(bundle.users), len(bundle.codes), len(bundle.notes), len(bundle.sets)) == (63, 19, 40, 6)
    assert sum(not one.codable for one in bundle.codes) == 7
    assert Counter(one.kind for one in bundle.media) == {"picture": 5, "video": 5}
    texts = [one for one in bundle.losses if one.what == "Sources"]
    assert len(texts) == 6 + 5  # documents and transcripts
    assert _lost(bundle, "unplaced", "Coded passages") + _marks(bundle) == 66
    clip = next(one for one in bundle.media if one.name == "English Episode 1")
    assert [(mark.area.begin, mark.area.end) for mark in clip.marks if mark.area.begin is not None] != []
    picture = next(one for one in bundle.media if one.name == "English Snapshot 1")
    area = picture.marks[0].area
    assert area.top is not None and area.bottom is not None and area.top < area.bottom  # the file has them reversed
    library = next(one for one in bundle.sets if one.name == "English Library 1")
    assert ("memo", "07569629" + "7c9b4417aa62988d78e9a0bc") in library.members


def test_a_project_of_qualcoder(samples: Path) -> None:
    bundle = reader.read(samples / "qualcoder38-generated-synthetic" / "synth.qdpx")
    assert (bundle.title, bundle.description) == ("synth", 'Project memo <b>&amp; "quotes"')
    assert [one.name for one in bundle.codes] == ["free code", "Category A", "code one", "sub of one"]
    assert [one.codable for one in bundle.codes] == [True, False, True, True]
    texts = {one.id: one for one in bundle.sources}
    assert [(one.name, one.format) for one in texts.values()] == [("interview1.txt", ".txt"), ("doc2.docx", ".docx")]
    words = [texts[one.source].text[one.start : one.end] for one in bundle.codings]
    twice = "How are you? 😀"
    assert words == [twice, twice, "Fine & well <ok>.", "中文 text.\nEnd", "two lines"]
    names = {one.id: one.name for one in bundle.users}
    assert [names[one.coder or ""] for one in bundle.codings] == ["anna", "ben", "anna", "ben", "ben"]
    assert [one.note for one in bundle.codings] == ["coding memo", "", "", "", ""]
    (person,) = bundle.persons
    assert [texts[one].name for one in person.sources] == ["doc2.docx"]  # the case names the file, not the source
    facts = {
        (v.name, v.scope, v.type): one.value for one in bundle.values for v in bundle.variables if v.id == one.variable
    }
    assert facts == {("age", "participant", "number"): "34", ("site", "source", "text"): "Town & Co"}
    annotation = next(one for one in bundle.notes if one.body == "annotation one")
    assert [(one.kind, one.start, one.end) for one in annotation.about] == [("source", 0, 9)]
    (picture,) = bundle.media
    assert picture.data is not None and picture.data[:3] == b"\xff\xd8\xff"
    area = picture.marks[0].area
    assert (area.left, area.top, area.right, area.bottom) == (10, 20, 110, 70)
    # Only the first annotation of a document is tied to it; the other says so.
    assert [one.what for one in bundle.losses] == ["Annotated passages"]


@pytest.mark.parametrize(
    ("file", "codes", "sets", "program"),
    [
        ("spec-annexA1-codebook/codebook.qdc", 6, 0, ""),
        ("atlasti23-requal-test/codebook_atlasti_win_23.4.0.qdc", 1, 1, "ATLAS.ti Win 23.4.0"),
        ("qualcoder38-generated-synthetic/Codebook-synth.qdc", 4, 0, "QualCoder"),
    ],
)
def test_codebooks(samples: Path, tmp_path: Path, file: str, codes: int, sets: int, program: str) -> None:
    bundle = codebook.read(samples / file)
    assert (len(bundle.codes), len(bundle.sets), bundle.program, bundle.losses) == (codes, sets, program, ())
    codebook.write(tmp_path / "again.qdc", bundle)
    again = codebook.read(tmp_path / "again.qdc")
    assert (again.codes, again.sets) == (bundle.codes, bundle.sets)
