"""Identifiers in strings: whole words, any letters, the longest first, what stays."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.core.pseudonyms.table import Entry, Kept, Table, table
from qda.errors import RefusedError

PEOPLE = table(
    [
        Entry("Maria", "Eva"),
        Entry("Christina M", "Nora B"),
        Entry("Christina", "Nora"),
        Entry("José Núñez", "P4"),
        Entry("Trondheim", "[town]", "place"),
        Entry("Will", "Tom", small=False),
        Entry("Jürgen", "Hans", genitive=True),
        Entry("P", "Q"),
        Entry("12.3.1980", "[date]", "other"),
        Entry("王小明", "李雷"),
    ]
)


@pytest.mark.parametrize(
    ("said", "then"),
    [
        ("Maria went.", "Eva went."),
        ("MARIA'S bag, Maria's and maria’s.", "EVA'S bag, Eva's and eva’s."),
        ("Marian and Rosamaria stay.", "Marian and Rosamaria stay."),
        ("Ann-Maria", "Ann-Eva"),
        ("christina m. met Christina", "Nora B. met Nora"),
        ("Christina\nM", "Nora B"),
        ("I saw José\u00a0Núñez and JOSÉ NÚÑEZ.", "I saw P4 and P4."),
        (unicodedata.normalize("NFD", "José Núñez"), "P4"),
        ("From Trondheim's station in TRONDHEIM", "From [town]'s station in [town]"),
        ("Will will go; WILL too.", "Tom will go; TOM too."),
        ("Jürgens Hund, Jürgen's, JÜRGENS", "Hans’ Hund, Hans's, HANS’"),
        ("P and P1 and Pia", "Q and P1 and Pia"),
        ("maria2.docx, interview_Maria.txt", "eva2.docx, interview_Eva.txt"),
        ("born 12.3.1980, not 112.3.1980 or 12.3.19801", "born [date], not 112.3.1980 or 12.3.19801"),
        ("我见到王小明了。", "我见到李雷了。"),
        ("Ma\u00adria", "Eva"),
        ("😀Maria😀", "😀Eva😀"),
    ],
)
def test_what_is_replaced_by_what(said: str, then: str) -> None:
    assert PEOPLE.finder().words(said) == then


def test_a_place_that_stays_stays_with_the_same_words_around_it() -> None:
    text = "In May we met May.\nIn  May we met nobody."
    may = table([Entry("May", "Ida")])
    first = may.finder().hits(text)[0]
    finder = table([Entry("May", "Ida")], [Kept(first.words, first.before, first.after)]).finder()
    assert finder.words(text) == "In May we met Ida.\nIn  Ida we met nobody."
    assert [hit.kept for hit in finder.hits(text)] == [True, False, False]


def test_passages_move_with_what_took_a_names_place() -> None:
    text = "I asked Maria and Christina M twice."
    moved = PEOPLE.finder().replaced(text)
    assert moved.text == "I asked Eva and Nora B twice."
    for words, then in (("asked Maria", "asked Eva"), ("twice", "twice"), ("and Chris", "and Nora B")):
        start = text.index(words)
        place = moved.place(start, start + len(words))
        assert place is not None
        assert moved.text[slice(*place)] == then


@pytest.mark.parametrize(
    ("entries", "named"),
    [
        ([Entry("Maria", "Eva"), Entry("MARIA", "Ida")], "twice"),
        ([Entry("Maria", "")], "no pseudonym"),
        ([Entry(" - ", "Eva")], "names nobody"),
        ([Entry("Maria", "Ben"), Entry("Ben", "Tom")], "nobody could tell"),
        ([Entry("Maria", "Maria K")], "nobody could tell"),
        ([Entry("Maria", "Eva", "hero")], "hero"),
    ],
)
def test_a_table_nobody_could_follow_is_refused(entries: list[Entry], named: str) -> None:
    with pytest.raises(RefusedError, match=named):
        table(entries)


def test_an_empty_table_changes_nothing() -> None:
    assert Table().finder().words("Maria") == "Maria"


_NAMES = st.lists(
    st.sampled_from(["Ana", "Ana B", "Bo", "Ida Li", "Li", "Straße", "Cafe\u0301"]), unique=True, min_size=1
)
_PARTS = ["Ana", " ", "B", "Bo", "ida", "LI", "'s", "x", "STRASSE", "Café", "\n", ". ", "7", "😀"]


@settings(max_examples=150, deadline=None)
@given(_NAMES, st.lists(st.sampled_from(_PARTS)))
def test_no_name_of_the_table_is_left_and_all_else_stays(names: list[str], parts: list[str]) -> None:
    finder = table(Entry(name, f"[{number}]") for number, name in enumerate(names)).finder()
    text = "".join(parts)
    moved = finder.replaced(text)
    assert finder.hits(moved.text) == []
    rest = 0
    for start, end, new_start, new_end in moved.swaps:
        assert moved.place(start, end) == (new_start, new_end)
        rest += end - start - (new_end - new_start)
    assert len(moved.text) == len(text) - rest
