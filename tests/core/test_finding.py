"""Finding a code by a few letters: what is meant comes first, whatever the language, and what was found is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.core import codebook, coders, coding, documents, finding
from qda.core.codebook import CodeRow
from qda.core.finding import BEGINS, EXACT, MEANT, CodeFinder, Habits, matching
from qda.core.importers import Imported


def code(path: str, definition: str = "", codable: bool = True) -> CodeRow:
    above, _sep, name = path.rpartition(" > ")
    depth, kind = path.count(" > "), "code" if codable else "category"
    row = (path, name, path, above or None, depth, kind, codable, definition, "", "", "", "rose", "", "")
    return CodeRow(*row)


def found(typed: str, *paths: str, **more: object) -> list[str]:
    return [one.code.id for one in CodeFinder([code(path) for path in paths]).find(typed, **more)]


def fit(typed: str, path: str, definition: str = "") -> int:
    return next((one.fit for one in CodeFinder([code(path, definition)]).find(typed)), 0)


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        # the very name, then what begins with the letters, then words that begin so, then letters inside
        ("mask", ["mask", "mask of calm", "prison mask", "unmasked"]),
        ("pri ma", ["primal mask", "my prison mask", "mask of prison"]),
        # a word of the way with one of the name is meant; words in another order are not
        ("cult mask", ["Prison culture > mask", "mask culture of prisons"]),
    ],
)
def test_what_fits_better_stands_first(typed, order):
    assert found(typed, *order) == found(typed, *reversed(order)) == order


@pytest.mark.parametrize(
    ("typed", "path", "least", "most"),
    [
        ("prison mask", "Culture > prison mask", EXACT, EXACT),
        ("culture>prison  mask", "Culture > prison mask", EXACT, EXACT),
        ("PRISON", "prison mask", BEGINS, BEGINS),
        ("mas pri", "prison mask", 1, MEANT - 1),  # words in another order
        ("mask", "prison mask", MEANT, MEANT),
        ("cult mas", "Culture > prison mask", MEANT, MEANT),
        ("cult", "Culture > prison mask", 1, MEANT - 1),
        ("ask", "prison mask", 1, MEANT - 1),
        ("pmsk", "prison mask", 1, MEANT - 1),
        ("m", "prison", 0, 0),
        ("zz", "prison", 0, 0),
        ("kafe", "Café", 0, 0),
        ("cafe", "Café", EXACT, EXACT),
        ("STRASSE", "Straße", EXACT, EXACT),
        ("angst", "Ängste vor dem Amt", BEGINS, BEGINS),
        ("医院", "去医院看病", MEANT, EXACT),
        ("病", "去医院看病", MEANT, EXACT),
        ("مستشفى", "في مستشفى", MEANT, MEANT),
        ("co-worker", "my co-worker", MEANT, MEANT),
        ("worker", "my co-worker", MEANT, MEANT),
    ],
)
def test_how_well_a_code_fits(typed, path, least, most):
    assert least <= fit(typed, path) <= most


def test_a_definition_is_found_last_and_only_by_whole_looking_words():
    book = [code("trust", "Whom a person would ask"), code("asking"), code("masks")]
    ids = [(one.code.id, one.by_definition) for one in CodeFinder(book).find("ask")]
    assert ids == [("asking", False), ("masks", False), ("trust", True)]
    assert fit("as", "trust", "Whom a person would ask") == 0
    assert fit("ask whom", "trust", "Whom a person would ask") > 0


def test_headings_are_known_but_not_found():
    finder = CodeFinder([code("Access", codable=False), code("Access > referral")])
    assert [one.code.id for one in finder.find("acc")] == ["Access > referral"]
    known = finder.known(" ACCESS ")
    assert known is not None and known.id == "Access"
    assert finder.known("access>referral") is finder.known("Referral")
    assert finder.known("acc") is None and finder.known("") is None


def test_without_letters_all_codes_stand_by_their_likelihood():
    counts, paths = {"often": 9, "seldom": 1}, ("seldom", "lately", "often", "near", "latest", "never")
    habits = Habits(counts, ["latest", "lately"], {"near": 4})
    assert found("", *paths, habits=habits) == ["latest", "near", "lately", "often", "seldom", "never"]
    assert found(" ", *paths) == sorted(paths, key=lambda path: (len(path), path))


def test_habits_order_what_fits_equally_well_and_no_more():
    habits = Habits({"prison food": 50, "press": 0})
    assert found("pr", "press", "prison food", habits=habits) == ["prison food", "press"]
    assert found("press", "prison presses", "press", habits=Habits({"prison presses": 99})) == [
        "press",
        "prison presses",
    ]


@pytest.mark.parametrize(
    ("typed", "name", "shown"),
    [
        ("mask", "prison mask", ["mask"]),
        ("pri ma", "prison mask", ["pri", "ma"]),
        ("ask", "ask masks", ["ask"]),  # a beginning rather than the inside of a word
        ("pmsk", "prison mask", ["p", "m", "sk"]),
        ("strasse", "Die Straße", ["Straße"]),
        ("cafe", "Das Café", ["Café"]),
        ("院", "去医院", ["院"]),
        ("", "prison", []),
        ("zq", "prison", []),
        ("\U0001f600", "so \U0001f600 glad", ["\U0001f600"]),
    ],
)
def test_the_letters_that_were_found_are_told(typed, name, shown):
    assert [name[start:end] for start, end in matching(typed, name)] == shown


names = st.text(st.sampled_from("abßÉé İ医-> \U0001f600"), max_size=12)


@given(typed=names, name=names)
def test_what_is_marked_lies_in_the_name_in_order_and_apart(typed, name):
    runs = matching(typed, name)
    edges = [edge for run in runs for edge in run]
    assert edges == sorted(set(edges)) and all(0 <= edge <= len(name) for edge in edges)


@given(name=names.filter(lambda name: name.strip(" >-")))
def test_every_code_is_found_by_its_own_path(name):
    path = " ".join(name.replace(">", " ").split())
    if path:
        assert fit(path, path) == EXACT
        assert CodeFinder([code(path)]).known(path) is not None


@given(words=st.lists(st.text("abc", min_size=1, max_size=4), min_size=1, max_size=4), data=st.data())
def test_the_beginnings_of_words_in_their_order_are_always_meant(words, data):
    kept = sorted(data.draw(st.sets(st.integers(0, len(words) - 1), min_size=1)))
    typed = " ".join(words[place][: data.draw(st.integers(1, 4))] for place in kept)
    assert fit(typed, " ".join(words)) >= MEANT


def test_use_near_a_passage_and_in_sources(s):
    ann, ben = coders.add_coder(s, "Ann"), coders.add_coder(s, "Ben")
    one, two = (documents.add_source(s, Imported(name, "0123456789" * 3)) for name in ("One", "Two"))
    near, far, unused = (codebook.add_code(s, name) for name in ("near", "far", "unused"))
    for coder, code_id, source, start, end in (
        (ann, near, one, 0, 5),
        (ben, near, one, 2, 6),
        (ann, near, two, 0, 5),
        (ann, far, one, 20, 25),
    ):
        coding.apply_code(s, coder, code_id, source, start, end)
    assert finding.used_near(s, one, 4, 20) == {near: 2}
    assert finding.used_near(s, one, 5, 21) == {near: 1, far: 1}
    assert finding.used_in(s, [near, far, unused]) == {near: 2, far: 1}
    assert finding.used_in(s, []) == {}
