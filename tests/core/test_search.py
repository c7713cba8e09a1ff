"""Search: words, phrases, beginnings and parts of words, in scripts with and without spaces, at their true offsets."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.core import documents
from qda.core import search as searching
from qda.core.importers import Imported
from qda.core.search import search
from qda.core.wording import wording
from qda.errors import CancelledError
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
        ("*mask", ["mask", "MASK", "mask", "mask", "mask"]),
        ("*masked", ["unmasked"]),
        ("*nmask*", ["unmasked"]),
        ("m?sk", ["mask", "MASK", "mask", "mask", "mask"]),
        ("?ask?", ["mask", "MASK", "mask", "mask", "mask"]),
        ("m*s", ["Masks"]),
        ("mask?", ["mask", "MASK", "mask", "mask", "mask"]),
        ("pri?on *ask", ["prison mask"]),
        ("mask | unmasked", ["mask", "MASK", "mask", "unmasked", "mask", "mask"]),
        ("masks|医院|", ["Masks", "医院", "医院"]),
        ("| |", []),
        ('"A prison mask 😀, unmasked."', ["A prison mask 😀, unmasked."]),
        ("“a prison mask”", ["A prison mask"]),
        ('"prison  mask"', []),
        ('"prison mask" unmasked', ["prison mask 😀, unmasked"]),
        ('"mask*"', []),
        ('"a | b"', []),
        ('"ask"', []),
        ("stra*e", ["Straße", "STRASSE", "Strasse"]),
        ("*anbul", ["İstanbul", "ISTANBUL"]),
        ("医*", ["医院", "医院很远"]),
        ("ปโร* | 我们", ["我们", "ปโรงพยาบาลเมื่อวาน"]),
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


# Wildcards, forms, and how much is read ------------------------------------------------------------------------------

_SIGNS = "abcäßİ"
_ASKED = st.lists(st.text(_SIGNS + "*?", min_size=1, max_size=4), min_size=1, max_size=2)
_SAID = st.text(_SIGNS.upper() + _SIGNS + "é  ,.-\n", max_size=60)


def naively(text: str, words: list[str]) -> list[tuple[int, int]]:
    """Find words next to each other by going through them one by one."""
    forms = [
        re.compile(re.escape(searching.fold(word).rstrip("?")).replace(r"\*", ".*").replace(r"\?", "."))
        for word in words
    ]
    found, line_start = [], 0
    for line in text.split("\n"):
        said = [(match.group(), match.span()) for match in re.finditer(r"[^\W_]+", line)]
        place = 0
        while place + len(forms) <= len(said):
            here = said[place : place + len(forms)]
            if all(form.fullmatch(searching.fold(word)) for form, (word, _span) in zip(forms, here, strict=True)):
                found.append((line_start + here[0][1][0], line_start + here[-1][1][1]))
                place += len(forms)
            else:
                place += 1
        line_start += len(line) + 1
    return found


@given(_SAID, _ASKED.filter(lambda words: all(re.search(r"\w", word) for word in words)))
def test_wildcards_find_what_going_through_the_words_finds(text, words):
    wanted = wording(" ".join(words))
    assert wanted is not None
    found = [(hit.start, hit.end) for hit in searching._hits("", "", text, 0, len(text), wanted)]
    assert found == naively(text, words)


_SOME = st.sampled_from(["mask", "*ask", "m?s*", "pris*", "die", "*", "naïve", "i*", '"prison mask"'])


@given(words=st.lists(_SOME, min_size=1, max_size=4), bar=st.booleans())
def test_the_index_finds_what_a_look_through_the_texts_finds(voices, words, bar):
    wanted = wording((" | " if bar else " ").join(words))
    if wanted is not None:
        assert list(searching.hits(voices, wanted)) == list(searching.hits(voices, replace(wanted, expression=None)))


@pytest.mark.parametrize(
    ("language", "words", "found"),
    [
        ("en", "go", ["went", "goes", "Going", "gone"]),
        ("en", "went home", ["went home"]),
        ("en", "go home | die", ["went home"]),
        ("en", '"go"', []),
        ("en", "go*", ["goes", "Going", "gone"]),
        ("de", "gehen", ["ging", "gegangen"]),
        ("de", "haus", ["Haus", "Häuser"]),
        ("de", "straße", ["Straßen"]),
        ("", "go", ["went", "goes", "Going", "gone"]),
        ("zh", "go", []),
    ],
)
def test_other_forms_of_words_are_found_in_the_language_of_the_text(project, language, words, found):
    english = "She went home and he goes there. I am Going to be gone before you have it, they said, and we are in."
    german = "Er ging in das Haus, die Häuser sind gegangen. Wir waren auf den Straßen und nicht mit dem Bus da."
    text = german if language == "de" else english
    with project.change("Import") as s:
        documents.add_source(s, Imported("One", text, language=language))
    with project.read() as s:
        assert [hit.text for hit in search(s, words, forms=True)] == found


def test_of_a_letter_that_is_everywhere_only_the_first_places_are_read(project, monkeypatch):
    with project.change("Import") as s:
        for number in range(30):
            documents.add_source(s, Imported(f"Source {number}", "A mask is a mask, as I said.\n" * 200))
    read = []
    load = searching.load_text
    monkeypatch.setattr(searching, "load_text", lambda session, key: read.append(key) or load(session, key))
    with project.read() as s:
        for how in ({}, {"inside": True}):
            for words in ("a", "a*", "*a", "?s"):
                assert len(search(s, words, limit=100, **how)) == 100
                assert len(read) == 1, words
                read.clear()


def test_a_search_that_nobody_waits_for_any_more_ends(voices):
    for wanted in (wording("mask"), wording("ask", inside=True)):
        assert wanted is not None
        with pytest.raises(CancelledError):
            list(searching.hits(voices, wanted, progress=lambda _done, _all: False))
    with pytest.raises(CancelledError):
        searching.asked(voices, "go", forms=True, progress=lambda _done, _all: False)


def test_only_the_sources_that_were_asked_for_are_searched(project):
    with project.change("Import") as s:
        one, two = (documents.add_source(s, Imported(name, "The mask.")) for name in ("One", "Two"))
    with project.read() as s:
        wanted = wording("mask")
        assert wanted is not None
        assert [hit.source_id for hit in searching.hits(s, wanted, source_ids={two})] == [two]
        assert [hit.source_id for hit in searching.hits(s, wanted)] == [one, two]
