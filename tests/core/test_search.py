"""Search: words, phrases, beginnings and parts of words, in scripts with and without spaces, at their true offsets."""

from __future__ import annotations

import pytest

from qda.core import documents
from qda.core.importers import Imported
from qda.core.search import search
from qda.storage.project import Project

TEXT = """I: How was the mask? The MASK, I mean.
Ana: A prison mask 😀, unmasked. Masks everywhere; mask_2.
Ben: In der Straße, STRASSE oder Strasse; Maße.
Cem: İstanbul and ISTANBUL, naïve café, cafe\u0301.
Li: 我们去了医院，医院很远。
Som: ฉันไปโรงพยาบาลเมื่อวาน
Ira: नमस्ते दुनिया, नमस्कार.
Eli: הוא אמר שלום, مرحبا بالعالم.
Zoe: She didn't, he didn’t; prison,
mask on two lines. Σοφός ΣΟΦΟΣ."""


@pytest.fixture(scope="module")
def voices(tmp_path_factory):
    """A project with one source of many scripts, open to read."""
    with Project.create(tmp_path_factory.mktemp("search") / "study.loom") as project:
        with project.change("Import") as session:
            documents.add_source(session, Imported("Voices", TEXT))
        with project.read() as session:
            yield session


def hits(s, words: str, **how) -> list[str]:
    found = search(s, words, **how)
    assert all(TEXT[hit.start : hit.end] == hit.text for hit in found)
    assert [hit.start for hit in found] == sorted({hit.start for hit in found})
    return [hit.text for hit in found]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("mask", ["mask", "MASK", "mask", "mask", "mask"]),
        (" Mask ", ["mask", "MASK", "mask", "mask", "mask"]),
        ("mask*", ["mask", "MASK", "mask", "Masks", "mask", "mask"]),
        ("unmask", []),
        ("unmask*", ["unmasked"]),
        ("prison mask", ["prison mask"]),  # not over the line end
        ("PRISON  mask", ["prison mask"]),
        ("prison ma*", ["prison mask"]),
        ("pris* mask", ["prison mask"]),
        ("mask prison", []),
        ("mask_2", ["mask_2"]),
        ("straße", ["Straße", "STRASSE", "Strasse"]),
        ("STRASSE", ["Straße", "STRASSE", "Strasse"]),
        ("stras*", ["Straße", "STRASSE", "Strasse"]),
        ("masse", ["Maße"]),
        ("istanbul", ["İstanbul", "ISTANBUL"]),
        ("İstanbul", ["İstanbul", "ISTANBUL"]),
        ("café", ["café"]),
        ("cafe\u0301", ["cafe\u0301"]),
        ("cafe", []),
        ("医院", ["医院", "医院"]),
        ("院很", ["院很"]),
        ("โรงพยาบาล", ["โรงพยาบาล"]),
        ("नमस्ते", ["नमस्ते"]),
        ("नम*", ["नमस्ते", "नमस्कार"]),
        ("שלום", ["שלום"]),
        ("مرحبا بالعالم", ["مرحبا بالعالم"]),
        ("didn't", ["didn't", "didn’t"]),
        ("σοφος", ["ΣΟΦΟΣ"]),
        ("ΣΟΦΌΣ", ["Σοφός"]),
        ("😀", ["😀"]),
        ("😀, unmasked", ["unmasked"]),
        ("?", ["?"]),
        ("", []),
        ("   ", []),
        ('"', []),
        ("AND", ["and"]),
        ("NEAR(mask)", []),
        ("body:mask", []),
        ("*", []),
        ("_", ["_"]),
    ],
)
def test_words_are_found_where_they_stand(voices, words, found):
    assert hits(voices, words) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ask", ["ask", "ASK", "ask", "ask", "ask", "ask", "ask"]),
        ("asked. m", ["asked. M"]),
        ("ss", ["ß", "SS", "ss", "ß"]),
        ("ße", ["ße", "SSE", "sse", "ße"]),
        ("sse, str", ["ße, STR"]),
        ("i̇", []),
        ("on,\nmask", ["on,\nmask"]),
        (".*", []),
    ],
)
def test_parts_of_words_are_found_with_letters_that_fold_to_two(voices, words, found):
    assert hits(voices, words, inside=True) == found


@pytest.mark.parametrize("inside", [False, True])
def test_no_more_is_found_than_was_asked_for(voices, inside):
    every = search(voices, "mask", inside=inside)
    assert search(voices, "mask", limit=3, inside=inside) == every[:3]
    assert search(voices, "mask", limit=0, inside=inside) == []


def test_the_index_follows_what_is_added_removed_and_undone(project):
    def places() -> list[tuple[str, int]]:
        with project.read() as s:
            return [(hit.source, hit.start) for hit in search(s, "mask")]

    with project.change("Import") as s:
        first = documents.add_source(s, Imported("One", "A mask."))
        documents.add_source(s, Imported("Two", "No cover.\nThe mask, the mask."))
    assert places() == [("One", 2), ("Two", 14), ("Two", 24)]
    with project.change("Remove") as s:
        documents.remove_source(s, first)
    assert places() == [("Two", 14), ("Two", 24)]
    project.undo()
    assert sorted(places()) == [("One", 2), ("Two", 14), ("Two", 24)]
    project.undo()
    assert places() == []
    project.redo()
    project.redo()
    assert places() == [("Two", 14), ("Two", 24)]


def test_the_same_text_in_two_sources_is_found_in_both(project):
    with project.change("Import") as s:
        one, _two = (documents.add_source(s, Imported("Same", "The mask.")) for _time in range(2))
    with project.read() as s:
        assert [hit.source for hit in search(s, "mask")] == ["Same", "Same (2)"]
    with project.change("Remove") as s:
        documents.remove_source(s, one)
    with project.read() as s:
        assert [hit.source for hit in search(s, "mask")] == ["Same (2)"]
