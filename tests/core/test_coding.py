"""Codings and the join rule: one coder's codings of one code never share a character. (engineering.md, 15)"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qda.core import codebook, coders, coding, documents, memos
from qda.core.importers import Imported
from qda.core.themes import outline, quotes
from qda.errors import NotFoundError, QuestionError, RefusedError
from qda.storage.models import Coding, Quote

TEXT = "0123456789" * 10


@dataclass
class Desk:
    """One coder, one code, one source of 100 characters."""

    s: object
    ann: str
    code: str
    source: str

    def apply(self, start: int, end: int, **more: object) -> str:
        return coding.apply_code(self.s, self.ann, self.code, self.source, start, end, **more).id

    def spans(self) -> list[tuple[int, int]]:
        return [(row.start, row.end) for row in coding.codings(self.s, self.source)]


@pytest.fixture
def desk(s) -> Desk:
    source = documents.add_source(s, Imported("Interview", TEXT))
    return Desk(s, coders.add_coder(s, "Ann"), codebook.add_code(s, "Code"), source)


@pytest.mark.parametrize(
    ("spans", "left"),
    [
        ([(0, 5), (10, 15)], [(0, 5), (10, 15)]),  # apart
        ([(0, 5), (5, 10)], [(0, 5), (5, 10)]),  # touching: two incidents
        ([(5, 10), (0, 5)], [(0, 5), (5, 10)]),  # touching from the left
        ([(0, 5), (4, 10)], [(0, 10)]),  # sharing one character
        ([(4, 10), (0, 5)], [(0, 10)]),
        ([(0, 20), (5, 10)], [(0, 20)]),  # inside
        ([(5, 10), (0, 20)], [(0, 20)]),  # around
        ([(3, 9), (3, 9)], [(3, 9)]),  # the same
        ([(0, 5), (10, 15), (20, 25), (4, 21)], [(0, 25)]),  # bridging three
        ([(0, 5), (10, 15), (20, 25), (5, 20)], [(0, 5), (5, 20), (20, 25)]),  # swallowing one, touching two
        ([(0, 100)], [(0, 100)]),  # to the last character
    ],
)
def test_overlapping_passages_become_one_and_touching_ones_stay_apart(desk, spans, left):
    for span in spans:
        desk.apply(*span)
    assert desk.spans() == left


def test_other_coders_and_codes_overlap_freely(desk):
    ben, other = coders.add_coder(desk.s, "Ben"), codebook.add_code(desk.s, "Other")
    desk.apply(0, 10)
    coding.apply_code(desk.s, ben, desk.code, desk.source, 5, 15)
    coding.apply_code(desk.s, desk.ann, other, desk.source, 5, 15)
    assert desk.spans() == [(0, 10), (5, 15), (5, 15)]


def test_the_smallest_id_survives_and_says_what_joined_it(desk):
    first, second, third = desk.apply(40, 45), desk.apply(10, 15), desk.apply(20, 25)
    applied = coding.apply_code(desk.s, desk.ann, desk.code, desk.source, 12, 42)
    assert applied.id == first
    assert set(applied.joined) == {second, third}
    assert desk.spans() == [(10, 45)]


def test_notes_are_put_together_by_time_and_equal_ones_once(desk):
    for start, end, note, created in (
        (20, 30, "second", 2),
        (0, 10, "first", 1),
        (40, 50, "second", 3),
        (60, 65, "", 4),
    ):
        row = desk.s.get(Coding, desk.apply(start, end, note=note))
        row.created = created
    desk.apply(5, 62, note="  last ")
    (row,) = coding.codings(desk.s, desk.source)
    assert row.note == "first\n\nsecond\n\nlast"


def test_coding_the_same_words_again_changes_nothing_unless_something_is_said(desk):
    first = desk.apply(0, 10)
    assert coding.apply_code(desk.s, desk.ann, desk.code, desk.source, 2, 8) == coding.Applied(first)
    assert coding.apply_code(desk.s, desk.ann, desk.code, desk.source, 2, 8, note="why") == coding.Applied(first)
    (row,) = coding.codings(desk.s, desk.source)
    assert (row.start, row.end, row.note) == (0, 10, "why")


def test_one_weight_stays_and_differing_weights_are_a_question(desk):
    desk.apply(0, 10, weight=3)
    desk.apply(8, 12)
    desk.apply(11, 14, weight=3)
    assert [row.weight for row in coding.codings(desk.s, desk.source)] == [3]
    with pytest.raises(QuestionError, match="different weights") as asked:
        desk.apply(13, 20, weight=5)
    assert asked.value.choices == (3, 5)
    assert desk.spans() == [(0, 14)]


def test_links_of_memos_and_quotes_move_to_the_survivor(desk):
    kept, gone, also = desk.apply(0, 5), desk.apply(10, 15), desk.apply(20, 25)
    theme = outline.add_theme(desk.s, "Theme")
    picked = quotes.pick_codings(desk.s, theme, [gone, also])
    one = memos.add_memo(desk.s, "", "one", links=(memos.Link(coding_id=gone), memos.Link(coding_id=also)))
    both = memos.add_memo(desk.s, "", "both", links=(memos.Link(coding_id=kept), memos.Link(coding_id=gone)))
    desk.apply(3, 22)
    assert {row.id: row.links for row in memos.memos(desk.s)} == {
        one: (memos.Link(coding_id=kept),),
        both: (memos.Link(coding_id=kept),),
    }
    # What was picked stays what it was, word for word; only its coding is another now.
    assert [(row.id, row.start, row.end) for row in quotes.picked_quotes(desk.s)] == [
        (picked[0], 10, 15),
        (picked[1], 20, 25),
    ]


@pytest.mark.parametrize("span", [(-1, 5), (5, 5), (7, 3), (90, 101), (100, 101)])
def test_a_passage_outside_the_text_is_refused(desk, span):
    with pytest.raises(RefusedError, match="does not lie in the text"):
        desk.apply(*span)
    row = desk.apply(0, 5)
    with pytest.raises(RefusedError):
        coding.resize_coding(desk.s, row, *span)
    assert desk.spans() == [(0, 5)]


def test_what_is_gone_is_not_coded_with(desk):
    gone = "00" * 16
    for coder, code, source in (
        (gone, desk.code, desk.source),
        (desk.ann, gone, desk.source),
        (desk.ann, desk.code, gone),
    ):
        with pytest.raises(NotFoundError):
            coding.apply_code(desk.s, coder, code, source, 0, 1)
    for change in (
        lambda: coding.resize_coding(desk.s, gone, 0, 1),
        lambda: coding.edit_coding(desk.s, gone, note="x"),
    ):
        with pytest.raises(NotFoundError):
            change()


@pytest.mark.parametrize(
    ("cut", "left", "touched"),
    [
        ((0, 100), [], 2),
        ((10, 30), [(40, 50)], 1),
        ((15, 20), [(10, 15), (20, 30), (40, 50)], 1),  # split in two
        ((5, 15), [(15, 30), (40, 50)], 1),
        ((25, 35), [(10, 25), (40, 50)], 1),
        ((20, 45), [(10, 20), (45, 50)], 2),
        ((30, 40), [(10, 30), (40, 50)], 0),  # touches, takes nothing
    ],
)
def test_taking_a_code_from_some_words_shortens_or_splits(desk, cut, left, touched):
    desk.apply(10, 30, note="kept", weight=2)
    desk.apply(40, 50)
    assert coding.uncode(desk.s, desk.ann, desk.code, desk.source, *cut) == touched
    assert desk.spans() == left
    assert all(row.note == "kept" and row.weight == 2 for row in coding.codings(desk.s, desk.source) if row.end <= 30)


def test_uncoding_is_one_coders_and_one_codes_business(desk):
    ben = coders.add_coder(desk.s, "Ben")
    desk.apply(0, 10)
    coding.apply_code(desk.s, ben, desk.code, desk.source, 0, 10)
    coding.uncode(desk.s, ben, desk.code, desk.source, 0, 10)
    assert [row.coder_id for row in coding.codings(desk.s, desk.source)] == [desk.ann]


def test_resizing_joins_what_it_then_overlaps(desk):
    first, second = desk.apply(0, 5), desk.apply(10, 15)
    assert coding.resize_coding(desk.s, second, 5, 15) == coding.Applied(second)
    assert desk.spans() == [(0, 5), (5, 15)]
    assert coding.resize_coding(desk.s, second, 4, 12) == coding.Applied(first, (second,))
    assert desk.spans() == [(0, 12)]
    coding.resize_coding(desk.s, first, 50, 51)
    assert desk.spans() == [(50, 51)]


def test_recoding_joins_with_what_has_that_code_already(desk):
    other = codebook.add_code(desk.s, "Other")
    desk.apply(0, 10)
    moved = [
        coding.apply_code(desk.s, desk.ann, other, desk.source, *span).id for span in ((5, 15), (15, 20), (30, 40))
    ]
    assert coding.recode(desk.s, moved, desk.code) == 1
    assert desk.spans() == [(0, 15), (15, 20), (30, 40)]
    assert {row.code_id for row in coding.codings(desk.s, desk.source)} == {desk.code}


def test_removing_codings_leaves_quotes_and_memos(desk):
    first, second = desk.apply(0, 5), desk.apply(10, 15)
    (quote,) = quotes.pick_codings(desk.s, outline.add_theme(desk.s, "Theme"), [first])
    memo = memos.add_memo(desk.s, "", "x", links=(memos.Link(coding_id=first),))
    assert coding.remove_codings(desk.s, [first, "00" * 16]) == 1
    desk.s.expire_all()
    assert [row.id for row in coding.codings(desk.s, desk.source)] == [second]
    assert [row.id for row in quotes.picked_quotes(desk.s)] == [quote]
    assert [(row.id, row.links) for row in memos.memos(desk.s)] == [(memo, ())]


def test_note_and_weight_of_a_coding(desk):
    row = desk.apply(0, 5)
    coding.edit_coding(desk.s, row, note=" why ", weight=4)
    assert coding.codings_by_id(desk.s, [row])[0].note == "why"
    coding.edit_coding(desk.s, row, weight=None)
    found = coding.codings_by_id(desk.s, [row, "00" * 16])
    assert [(one.note, one.weight) for one in found] == [("why", None)]


spans = st.tuples(st.integers(0, 99), st.integers(1, 12)).map(lambda pair: (pair[0], min(100, pair[0] + pair[1])))
steps = st.lists(st.tuples(st.sampled_from(("apply", "apply", "uncode", "join")), spans), max_size=25)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_any_sequence_covers_exactly_the_characters_it_should(desk, steps):
    """The words coded are those a plain set of characters says, and no two codings of them overlap."""
    coding.uncode(desk.s, desk.ann, desk.code, desk.source, 0, 100)
    covered: set[int] = set()
    for what, (start, end) in steps:
        if what == "uncode":
            coding.uncode(desk.s, desk.ann, desk.code, desk.source, start, end)
            covered -= set(range(start, end))
            continue
        if what == "apply":
            desk.apply(start, end)
        else:  # as an import brings them, with the rule brought about afterwards
            row = {"source_id": desk.source, "code_id": desk.code, "coder_id": desk.ann}
            desk.s.add(Coding(**row, start=start, end=end))
            coding.join_overlaps(desk.s, desk.code)
        covered |= set(range(start, end))
    found = desk.spans()
    assert {place for start, end in found for place in range(start, end)} == covered
    assert all(end <= start for (_start, end), (start, _end) in pairwise(found))


# Dividing a passage ---------------------------------------------------------------------------------------------------


def test_a_passage_is_divided_with_its_note_its_weight_and_what_hangs_on_it(desk):
    whole = desk.apply(10, 40, note="why", weight=7)
    theme = outline.add_theme(desk.s, "Theme")
    (quote,) = quotes.pick_codings(desk.s, theme, [whole])
    memo = memos.add_memo(desk.s, "", "x", links=(memos.Link(coding_id=whole),))
    parts = coding.split_coding(desk.s, whole, [20, 30])
    rows = coding.codings(desk.s, desk.source)
    assert [(row.start, row.end, row.note, row.weight) for row in rows] == [
        (10, 20, "why", 7),
        (20, 30, "why", 7),
        (30, 40, "why", 7),
    ]
    assert parts == tuple(row.id for row in rows) and parts[0] == whole
    assert len({row.created for row in rows}) == 1
    (row,) = memos.memos(desk.s)
    assert {link.coding_id for link in row.links} == set(parts) and row.id == memo
    (picked,) = quotes.picked_quotes(desk.s)
    assert (picked.id, picked.start, picked.end) == (quote, 10, 40)


def test_a_quote_goes_with_the_part_in_which_it_begins(desk):
    whole = desk.apply(0, 30)
    theme = outline.add_theme(desk.s, "Theme")
    (quote,) = quotes.pick_codings(desk.s, theme, [whole])
    row = desk.s.get(Quote, quote)
    row.start, row.end = 12, 18
    desk.s.flush()
    _first, second = coding.split_coding(desk.s, whole, [10])
    desk.s.expire_all()
    assert desk.s.get(Quote, quote).coding_id == second


@pytest.mark.parametrize("points", [(), (10,), (40,), (5, 50)])
def test_a_passage_is_not_divided_where_no_place_lies_inside_it(desk, points):
    whole = desk.apply(10, 40)
    with pytest.raises(RefusedError, match="inside it"):
        coding.split_coding(desk.s, whole, points)
    assert desk.spans() == [(10, 40)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    span=st.tuples(st.integers(0, 98), st.integers(2, 40)).map(lambda pair: (pair[0], min(100, sum(pair)))),
    points=st.lists(st.integers(-5, 105), max_size=6),
)
def test_the_parts_cover_exactly_the_old_passage_and_stay_apart(desk, span, points):
    """Touching parts are incidents of their own; joining overlaps leaves them so, and coding it all makes it one."""
    coding.uncode(desk.s, desk.ann, desk.code, desk.source, 0, 100)
    whole = desk.apply(*span)
    inside = sorted({point for point in points if span[0] < point < span[1]})
    if not inside:
        with pytest.raises(RefusedError):
            coding.split_coding(desk.s, whole, points)
        return
    coding.split_coding(desk.s, whole, points)
    edges = [span[0], *inside, span[1]]
    assert desk.spans() == list(pairwise(edges))
    assert coding.join_overlaps(desk.s, desk.code) == 0
    assert desk.spans() == list(pairwise(edges))
    assert set(coding.apply_code(desk.s, desk.ann, desk.code, desk.source, *span).joined) | {whole} >= {whole}
    assert desk.spans() == [span]


# Weights --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("weight", [-1, 101, 1_000])
def test_a_weight_is_a_whole_number_from_0_to_100(desk, weight):
    row = desk.apply(0, 5, weight=100)
    with pytest.raises(RefusedError, match="from 0 to 100"):
        coding.edit_coding(desk.s, row, weight=weight)
    with pytest.raises(RefusedError, match="from 0 to 100"):
        desk.apply(10, 15, weight=weight)
    assert desk.spans() == [(0, 5)]


@pytest.mark.parametrize(("way", "stays"), [("highest", 90), ("lowest", 10), ("newest", 40)])
def test_of_differing_weights_the_one_that_was_chosen_stays(desk, way, stays):
    for number, (start, weight) in enumerate(((0, 90), (20, 10), (40, 40), (60, None))):
        row = desk.s.get(Coding, desk.apply(start, start + 5, weight=weight))
        row.created = number
    coding.apply_code(desk.s, desk.ann, desk.code, desk.source, 2, 62, weights=way)
    assert [row.weight for row in coding.codings(desk.s, desk.source)] == [stays]


def test_the_question_names_its_keyword_and_its_answers_are_taken(desk):
    first = desk.apply(0, 5, weight=0)
    desk.apply(10, 15, weight=100)
    with pytest.raises(QuestionError) as asked:
        desk.apply(4, 11)
    assert (asked.value.keyword, asked.value.choices) == ("weights", (0, 100))
    assert [answer for answer, words in asked.value.answers if words] == ["highest", "lowest", "newest"]
    with pytest.raises(ValueError, match="no way to choose a weight"):
        coding.apply_code(desk.s, desk.ann, desk.code, desk.source, 4, 11, weights="middle")
    assert coding.resize_coding(desk.s, first, 0, 12, weights="lowest").id == first
    assert [row.weight for row in coding.codings(desk.s, desk.source)] == [0]


def test_recoding_over_differing_weights_asks_and_takes_the_answer(desk):
    other = codebook.add_code(desk.s, "Other")
    mine = coding.apply_code(desk.s, desk.ann, other, desk.source, 0, 10, weight=60).id
    desk.apply(5, 15, weight=30)
    assert coding.recode(desk.s, [mine], desk.code, weights="highest") == 1
    assert [(row.start, row.end, row.weight) for row in coding.codings(desk.s, desk.source)] == [(0, 15, 60)]


def test_notes_and_weights_of_a_source_are_those_of_the_codings_that_have_any(desk):
    noted, weighed = desk.apply(0, 10, note="why"), desk.apply(20, 30, weight=0)
    desk.apply(40, 50)
    assert coding.notes_and_weights(desk.s, desk.source) == {noted: ("why", None), weighed: ("", 0)}
    other = documents.add_source(desk.s, Imported("Other", TEXT))
    assert coding.notes_and_weights(desk.s, other) == {}
