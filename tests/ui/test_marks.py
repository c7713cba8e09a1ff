"""The index of codings finds what a plain search finds, and its columns never let two stripes meet."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qda.ui.widgets.marks import Mark, MarkIndex

TEXT = ("word " * 900 + "\n") * 3
SPANS = st.lists(st.tuples(st.integers(0, 13_000), st.integers(1, 5_000)), max_size=40)


def marks(spans: list[tuple[int, int]]) -> list[Mark]:
    return [
        Mark(str(at), start, min(len(TEXT), start + length), "code", "rose") for at, (start, length) in enumerate(spans)
    ]


@given(SPANS, st.integers(0, 13_000), st.integers(1, 4_000))
def test_between_finds_exactly_the_marks_that_share_a_character(
    spans: list[tuple[int, int]], start: int, length: int
) -> None:
    all_marks = marks(spans)
    index = MarkIndex(TEXT, all_marks)
    wanted = {mark.id for mark in all_marks if mark.start < start + length and mark.end > start}
    found = index.between(start, start + length)
    assert {mark.id for mark in found} == wanted and len(found) == len(wanted)
    assert [mark.start for mark in found] == sorted(mark.start for mark in found)


@given(SPANS, st.data())
def test_adding_and_removing_keeps_columns_apart_and_unmoved(spans: list[tuple[int, int]], data: st.DataObject) -> None:
    all_marks = marks(spans)
    some = data.draw(st.integers(0, len(all_marks)))
    index = MarkIndex(TEXT, all_marks[:some])
    before = {mark.id: index.column(mark.id) for mark in all_marks[:some]}
    for mark in all_marks[some:]:
        index.add(mark)
    assert {mark_id: index.column(mark_id) for mark_id in before} == before
    for gone in all_marks[::3]:
        assert index.remove(gone.id) == gone and gone.id not in index
    left = [mark for mark in all_marks if mark.id in index]
    assert len(left) == len(index)
    for one in left:
        for other in left:
            if one is not other and one.start < other.end and other.start < one.end:
                assert index.column(one.id) != index.column(other.id)


def test_passages_near_each_other_in_one_paragraph_get_columns_of_their_own() -> None:
    index = MarkIndex(
        TEXT, [Mark("a", 0, 10, "x", "rose"), Mark("b", 20, 30, "y", "teal"), Mark("c", 900, 910, "z", "sky")]
    )
    assert [index.column(mark_id) for mark_id in "abc"] == [0, 1, 0]
    across = MarkIndex("one\ntwo", [Mark("a", 0, 3, "x", "rose"), Mark("b", 4, 7, "y", "teal")])
    assert across.column("b") == 0  # a new paragraph is a new row


def test_an_empty_or_misplaced_coding_shows_nothing_and_breaks_nothing() -> None:
    index = MarkIndex("short", [Mark("empty", 2, 2, "x", "rose"), Mark("beyond", 3, 9, "x", "rose")])
    assert len(index) == 0 and index.remove("empty") is None and index.at(4) == []


def test_a_coding_of_the_same_id_takes_the_place_of_the_old_one() -> None:
    index = MarkIndex(TEXT, [Mark("a", 0, 10, "x", "rose")])
    index.add(Mark("a", 500, 510, "x", "rose"))
    assert index.at(5) == [] and [mark.id for mark in index.at(505)] == ["a"] and len(index) == 1


def test_another_coders_label_says_whose_it_is() -> None:
    assert Mark("a", 0, 1, "fear of system", "rose", "AN", mine=False).label == "fear of system · AN"
    assert Mark("a", 0, 1, "fear of system", "rose", "MD").label == "fear of system"
