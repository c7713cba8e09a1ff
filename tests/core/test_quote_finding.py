"""Quotations are found where their words stand, whatever other programs and hands made of marks, offsets and cuts."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qda.core.quote_finding import DOUBTFUL, FOUND, MOVED, NOWHERE, THERE, Hints, QuoteFinder
from qda.core.text import Turn, Utf16Map

TEXT = (
    "Neil: I said \u201cno\u201d 😀\u00a0\u2013 it\u2019s the\u00a0ward… not me.\n"
    "Frank: Yes. They kept the door shut all night.\n"
    "Neil: Yes. And nobody came, nobody at all, until the morning shift began.\n"
    "Frank: Ich weiß, die STRASSE war laut. Start of the art.\n"
)
WIDE = "The door 😀😀 was shut.\n\nThe door was open.\nThe door was shut again."


def words(text: str, standing) -> list[str]:
    return [text[start:end] for start, end in standing.places]


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("They kept the door shut", "They kept the door shut"),
        ('I said "no" 😀 - it\'s the ward... not me.', "I said “no” 😀\u00a0– it’s the\u00a0ward… not me."),
        ("“They kept the   door\r\nshut”", "They kept the door shut"),
        ("ich weiss, die straße war LAUT", "Ich weiß, die STRASSE war laut"),
        ("nobody came […] until the morning", "nobody came, nobody at all, until the morning"),
        (
            "nobody came, [not one,] until [...] shift began",
            "nobody came, nobody at all, until the morning shift began",
        ),
        ("art", "art"),
        ("all night.\nNeil: Yes.", "all night.\nNeil: Yes."),
    ],
)
def test_words_are_found_with_other_marks_spaces_capitals_and_cuts(quote, found):
    standing = QuoteFinder(TEXT).find(quote)
    assert (standing.kind, words(TEXT, standing)) == (FOUND, [found])


def test_words_that_stand_twice_are_doubtful_until_something_tells_them_apart():
    labels = list(re.finditer("^(Neil|Frank): [^\n]*", TEXT, re.MULTILINE))
    turns = [Turn(label.start(), label.end(), label.end(1) + 2, label[1]) for label in labels]
    lines = [(turn.start, turn.end) for turn in turns]
    finder = QuoteFinder(TEXT, turns, lines, {"Frank": "Participant 2"})
    first, second = TEXT.index("Yes."), TEXT.rindex("Yes.")
    doubt = finder.find("Yes.")
    assert (doubt.kind, doubt.places) == (DOUBTFUL, ((first, first + 4), (second, second + 4)))
    for hints, start in (
        (Hints(after=" And nobody"), second),
        (Hints(before="Frank: "), first),
        (Hints(speaker="neil"), second),
        (Hints(speaker="Participant 2"), first),
        (Hints(lines="3"), second),
    ):
        assert finder.find("Yes.", hints).places == ((start, start + 4),), hints
    assert finder.find("Yes.", Hints(speaker="Larry", lines="9", before="?")).kind == DOUBTFUL


def test_offsets_are_believed_where_the_words_are_there_however_a_program_counted():
    finder = QuoteFinder(WIDE)
    start = WIDE.index("shut again")
    units, breaks = Utf16Map(WIDE).to_utf16(start), WIDE[:start].count("\n")
    assert units == start + 2
    assert finder.find("shut", Hints(start, start + 4)).kind == THERE
    for counted in (units, start + breaks, units + breaks):
        standing = finder.find("shut", Hints(counted, counted + 4))
        assert (standing.kind, standing.places) == (MOVED, ((start, start + 4),)), counted
    # Near one place and far from the other: the text was corrected a little since.
    assert finder.find("shut", Hints(start - 5, start - 1)).places == ((start, start + 4),)
    # Between the two nothing tells them apart.
    assert finder.find("shut", Hints(35, 39)).kind == DOUBTFUL
    # What a program cut short is the whole passage at its offsets.
    long = Hints(0, len(WIDE) - 7)
    assert finder.find(WIDE[:40] + " …", long).places == ((0, len(WIDE) - 7),)


def test_changed_words_are_offered_and_others_found_nowhere():
    finder = QuoteFinder(TEXT)
    standing = finder.find("They have kept that door shut the whole night")
    assert standing.kind == NOWHERE or not standing.exact
    standing = finder.find("They kept the big door shut all night long")
    assert (standing.kind, standing.exact) == (DOUBTFUL, False)
    assert words(TEXT, standing) == ["They kept the door shut all night"]
    for quote in ("Nothing of this was ever said by anybody", "", " […] ", "door shut […] I said", "“”"):
        assert finder.find(quote).kind == NOWHERE, quote


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.sampled_from("ab é😀\n\u0301“”’ "), min_size=1, max_size=60), st.data())
def test_every_slice_is_found_at_its_offsets_in_all_ways_of_counting(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text[start:end]
    if not quote.strip(" \n“”’"):
        return
    finder, units = QuoteFinder(text), Utf16Map(text)
    assert finder.find(quote, Hints(start, end)).places == ((start, end),)
    there = finder.find(quote, Hints(units.to_utf16(start), units.to_utf16(end)))
    assert there.places
    for begin, finish in there.places:
        assert text[begin:finish].strip()


def test_a_hostile_quotation_in_a_long_text_takes_no_time():
    text = "a b a c a d " * 20_000
    begun = time.process_time()
    finder = QuoteFinder(text)
    for quote in ("a […] a […] a […] zz", "a b c d e f g h " * 50, "a"):
        finder.find(quote)
    assert time.process_time() - begun < 4
