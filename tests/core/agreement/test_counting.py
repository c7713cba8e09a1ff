"""Units, and counts of who coded them: the quick way by borders finds what a slow look at every character finds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.core.agreement.counting import Intervals, count, split, stretches
from qda.core.agreement.cutting import Axis, Layout, common, cut, kept_cut, without
from qda.core.text import count_words, words

TEXT = "Anna: I hid it. For years!\nBen: Why? You were 12.\n\nAnna: 我怕。 Don't ask…\n"
TURNS = ((0, 26), (27, 49), (51, 71))


def spans_of(unit: str, **layout: object) -> list[str]:
    return [TEXT[start:end] for start, end in cut(TEXT, unit, Layout(turns=TURNS, **layout)).tolist()]


def test_a_text_is_cut_into_its_units():
    assert spans_of("word")[:7] == ["Anna", "I", "hid", "it", "For", "years", "Ben"]
    assert len(spans_of("word")) == count_words(TEXT)
    assert spans_of("sentence") == [
        "Anna: I hid it.",
        "For years!",
        "Ben: Why?",
        "You were 12.",
        "Anna: 我怕。",
        "Don't ask…",
    ]
    assert spans_of("line") == ["Anna: I hid it. For years!", "Ben: Why? You were 12.", "Anna: 我怕。 Don't ask…"]
    assert spans_of("turn") == ["Anna: I hid it. For years!", "Ben: Why? You were 12.", "Anna: 我怕。 Don't ask…"]
    assert spans_of("line", line=("fixed", 20))[:2] == ["Anna: I hid it. For", "years!"]
    assert spans_of("line", line=("sentence", 0)) == spans_of("sentence")
    assert spans_of("character") == [TEXT]


def test_outside_of_turns_paragraphs_count_as_turns():
    text = "Before it began\nAnna: Yes\n \nNobody"
    found = cut(text, "turn", Layout(turns=((16, 25),))).tolist()
    assert [text[start:end] for start, end in found] == ["Before it began", "Anna: Yes", "Nobody"]


def test_what_does_not_count_is_cut_off():
    speech = ((6, 26), (57, 71))
    assert spans_of("sentence", stretches=speech) == ["I hid it.", "For years!", "我怕。", "Don't ask…"]
    assert spans_of("turn", stretches=speech) == ["I hid it. For years!", "我怕。 Don't ask…"]
    assert spans_of("line", stretches=speech) == spans_of("turn", stretches=speech)
    assert spans_of("character", stretches=speech) == ["I hid it. For years!", "我怕。 Don't ask…"]


def test_an_unknown_unit_is_refused_and_a_cut_is_kept():
    with pytest.raises(ValueError, match="page"):
        cut(TEXT, "page", Layout())
    first = kept_cut(b"key", TEXT, "word", Layout())
    assert kept_cut(b"key", "", "word", Layout()) is first
    assert kept_cut(b"key", "", "word", Layout(stretches=((0, 0),))) is not first


def test_spans_in_common_and_those_without_others():
    spans, others = [(0, 5), (5, 9), (12, 20)], [(3, 6), (13, 14), (15, 30)]
    assert common(spans, others) == [(3, 5), (5, 6), (13, 14), (15, 20)]
    assert without(spans, others) == [(0, 3), (6, 9), (12, 13), (14, 15)]


@given(st.text(alphabet="ab'1 我\n-é", max_size=30))
def test_words_are_those_that_are_counted(text):
    assert len(words(text)) == count_words(text)
    assert words(text, 0, None) == words(text)


# Counts --------------------------------------------------------------------------------------------------------------

CODERS, TARGETS = 3, 2
texts = st.lists(st.text(alphabet="ab. \n我", min_size=1, max_size=25), min_size=1, max_size=3)
passages = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.integers(0, TARGETS - 1),
        st.integers(0, CODERS - 1),
        st.integers(0, 24),
        st.integers(1, 25),
    ),
    max_size=12,
)


def slow_counts(whole, units, coded, single):
    """Count by looking at every unit and every character of it, for each target, source and row of coders."""
    counts = {}
    for source, spans in enumerate(units):
        pieces = (
            [range(at, at + 1) for a, b in spans for at in range(a, b)] if single else [range(a, b) for a, b in spans]
        )
        for target in range(TARGETS):
            for piece in pieces:
                row = tuple(int(any((source, target, coder, at) in coded for at in piece)) for coder in range(CODERS))
                counts[target, source, row] = counts.get((target, source, row), 0) + 1
    return counts


@settings(max_examples=200, deadline=None)
@given(texts, passages, st.sampled_from(["character", "word", "sentence", "line", "turn"]), st.booleans())
def test_counts_by_borders_are_those_of_a_look_at_every_character(whole, drawn, unit, parts):
    rows = [
        (source, target, coder, start, min(end, len(whole[source])))
        for source, target, coder, start, end in drawn
        if source < len(whole) and start < min(end, len(whole[source]))
    ]
    layouts = [Layout(stretches=((0, 4), (6, max(len(text) - 1, 6)))) if parts else Layout() for text in whole]
    layouts = [
        Layout(stretches=tuple(common(layout.stretches, [(0, len(text))]))) if layout.stretches else layout
        for layout, text in zip(layouts, whole, strict=True)
    ]
    cuts = [cut(text, unit, layout) for text, layout in zip(whole, layouts, strict=True)]
    axis = Axis(cuts, [len(text) for text in whole], single=unit == "character")
    source, target, coder, start, end = (np.array(rows, dtype=np.int64).reshape(-1, 5)).T
    first, last = axis.places(source, start, end)
    found = stretches(Intervals(target, coder, first, last), CODERS, axis.size)
    assert (found.pattern > 0).all()
    coded = {(s, t, c, at) for s, t, c, a, b in rows for at in range(a, b)}
    slow = slow_counts(whole, [piece.tolist() for piece in cuts], coded, unit == "character")
    for chosen in ([0, 1, 2], [0, 2], [2, 1]):
        quick = count(found, axis.source_of(found.first), axis.numbers, TARGETS, chosen)
        told = {}
        for (t, s, row), number in slow.items():
            key = (t, s, tuple(row[coder] for coder in chosen))
            told[key] = told.get(key, 0) + number
        for t in range(TARGETS):
            for s in range(len(whole)):
                for place, row in enumerate(quick.rows.tolist()):
                    assert quick.counts[t, s, place] == told.get((t, s, tuple(row)), 0)


def test_of_many_coders_only_rows_that_are_there_are_counted():
    coded = Intervals(*(np.array(column) for column in ([0, 0], [0, 4], [0, 5], [10, 10])))
    found = stretches(coded, 5, 20)
    rows = count(found, np.zeros(len(found.first), dtype=int), np.array([20]), 1, [0, 1, 2, 3, 4])
    assert rows.rows.tolist() == [[0] * 5, [1, 0, 0, 0, 0], [1, 0, 0, 0, 1], [1] * 5]
    assert rows.counts.tolist() == [[[10, 5, 5, 0]]]


def test_a_stretch_ends_at_a_border():
    coded = Intervals(*(np.array(column) for column in ([0, 1], [0, 0], [2, 5], [10, 9])))
    found = split(stretches(coded, 2, 20), np.array([0, 5, 9, 9, 12]))
    assert list(zip(found.target.tolist(), found.first.tolist(), found.length.tolist(), strict=True)) == [
        (0, 2, 3),
        (0, 5, 4),
        (0, 9, 0),
        (0, 9, 1),
        (1, 5, 4),
    ]
