"""Codes that stand together: numbers counted by hand, and the sweep against looking at every pair."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from qda.core import retrieval
from qda.core.codebook import CodeRow, codes
from qda.core.tables import cooccurrence as together
from qda.core.tables.cooccurrence import Cooccurrence, Wanted
from qda.core.tables.nearness import LINES, OVERLAPPING, SAME, TURN, pairs
from qda.errors import RefusedError
from tests.core.tables.conftest import Counted

Numbers = dict[tuple[str, str], tuple[int, int, int]]


def numbers(found: Cooccurrence) -> Numbers:
    """Return (count, shared, either) by the names of two codes."""
    names = [code.name for code in found.codes]
    return {(names[i], names[j]): tuple(pair) for (i, j), pair in found.pairs.items()}


def count(session: Session, **values: object) -> Numbers:
    return numbers(together.cooccurrence(session, Wanted(**values)))  # type: ignore[arg-type]


def test_overlapping_passages_by_hand(session: Session) -> None:
    # Only in the group does anything overlap: the whole of it with the bus and with the road. Road has four stretches
    # (two coders gave Ana's different ones), bus two, the way itself one.
    found = together.cooccurrence(session)
    assert [code.name for code in found.codes] == ["Way", "road", "bus", "Words"]
    assert found.uses == (1, 4, 2, 1)
    assert numbers(found) == {("Way", "road"): (1, 2, 5), ("Way", "bus"): (1, 2, 3)}
    assert found.pair(2, 0) == found.pair(0, 2) == (1, 2, 3)
    assert found.pair(0, 0) is None
    empty = found.pair(1, 2)
    assert empty is not None and (empty.number, empty.similarity) == (0, 0)


def test_the_same_turn_by_hand(session: Session) -> None:
    # In Ana's turn the bus stands with both stretches of the road; in Ben's the words with the road.
    expected = {("Way", "road"): (1, 2, 5), ("Way", "bus"): (1, 2, 3), ("road", "bus"): (2, 3, 6)}
    expected[("road", "Words")] = (1, 2, 5)
    assert count(session, how=TURN) == expected


def test_one_coders_passages_alone_stand_together_where_that_is_asked(session: Session) -> None:
    # Bea gave the road once and the bus never.
    assert count(session, how=TURN, across=False)[("road", "bus")] == (1, 2, 6)


def test_within_some_lines_by_hand(session: Session) -> None:
    # Every turn is a line here; the bus and the road of the group are one line apart.
    assert count(session, how=LINES, within=0) == count(session, how=TURN)
    assert count(session, how=LINES, within=1)[("road", "bus")] == (3, 5, 6)


def test_sources_and_participants_by_hand(session: Session) -> None:
    # Road in three sources, bus in two of them; together in Ana's alone, and in nobody's words but hers.
    assert count(session, how=TURN, count="sources")[("road", "bus")] == (1, 1, 3)
    assert count(session, how=TURN, count="participants")[("road", "bus")] == (1, 1, 3)
    # One line apart in the group, but the one said by Ana and the other by Cem.
    assert count(session, how=LINES, within=1, count="sources")[("road", "bus")] == (2, 2, 3)
    assert count(session, how=LINES, within=1, count="participants")[("road", "bus")] == (1, 1, 3)


def test_with_all_below_a_category_is_not_compared_with_what_it_holds(session: Session) -> None:
    found = together.cooccurrence(session, Wanted(how=TURN, below=True))
    assert found.uses == (7, 4, 2, 1)
    assert numbers(found) == {("Way", "Words"): (1, 2, 8), ("road", "bus"): (2, 3, 6), ("road", "Words"): (1, 2, 5)}
    assert found.related == {(0, 1), (0, 2)} and found.pair(1, 0) is None


def test_coders_can_be_chosen(session: Session, counted: Counted) -> None:
    assert count(session, how=TURN, coder_ids=(counted.ids["Bea"],)) == {}
    assert count(session, how=TURN, coder_ids=(counted.ids["Ann"],))[("road", "bus")] == (1, 2, 5)


def test_what_is_behind_a_number_is_read_in_order(session: Session, counted: Counted) -> None:
    ids = counted.ids
    wanted = Wanted(how=TURN)
    found = together.behind(session, wanted, ids["Way > road"], ids["Way > bus"])
    rows = retrieval.quotes(session, retrieval.Filter(coding_ids=found))
    assert [row.text for row in rows] == ["The road is long.", "The road", "The bus was late."]
    alone = together.behind(session, Wanted(how=TURN, across=False), ids["Way > road"], ids["Way > bus"])
    assert len(alone) == 2
    assert together.behind(session, Wanted(how=SAME), ids["Way > road"], ids["Way > bus"]) == ()
    below = together.behind(session, Wanted(how=TURN, below=True), ids["Way"], ids["Words"])
    assert len(below) == 2


def test_the_strongest_pairs_come_first(session: Session) -> None:
    found = together.cooccurrence(session, Wanted(how=TURN))
    assert [pair.number for _i, _j, pair in found.ranked()] == [2, 1, 1, 1]
    assert [found.codes[i].name for i, _j, _pair in found.ranked(2)] == ["road"]


def test_what_is_counted_is_said() -> None:
    assert together.counted(Wanted(how=LINES, within=1, count="sources", across=False, below=True)) == (
        "Numbers are sources that hold passages of both codes at most 1 line apart, both given by the same coder; "
        "codes count with all below them, and words that several coders gave one code count once."
    )


@pytest.mark.parametrize("wanted", [Wanted(how="beside"), Wanted(count="words"), Wanted(how=LINES, within=-1)])
def test_ways_that_there_are_not_are_refused(session: Session, wanted: Wanted) -> None:
    with pytest.raises(RefusedError):
        together.cooccurrence(session, wanted)


spans = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(spans, max_size=14), st.integers(0, 5))
def test_the_sweep_finds_what_looking_at_every_pair_finds(found: list[tuple[int, int]], apart: int) -> None:
    found.sort()
    expected = {
        (i, j)
        for (i, one), (j, other) in combinations(enumerate(found), 2)
        if max(one[0], other[0]) - min(one[1], other[1]) <= apart
    }
    swept = list(pairs(found, apart))
    assert set(swept) == expected and len(swept) == len(expected)


Row = tuple[int, tuple[int, int], int, int]
codings = st.lists(st.tuples(st.integers(0, 1), spans, st.integers(0, 3), st.integers(0, 1)), max_size=18)


@given(codings, st.sampled_from([SAME, OVERLAPPING]), st.booleans())
def test_counts_are_those_of_brute_force(
    rows: list[tuple[int, tuple[int, int], int, int]], how: str, across: bool
) -> None:
    book = [_code(number) for number in range(4)]
    placed: dict[str, together.Placed] = {}
    for source, span, code, coder in rows:
        here = placed.setdefault(str(source), {}).setdefault(span, {})
        here[str(code)] = here.get(str(code), 0) | 1 << coder
    result = together.tallied(
        book, Wanted(how=how, across=across), placed.items(), lambda _id, here: [(a, b - 1) for a, b in here]
    )
    passages = {(source, span, code) for source, span, code, _coder in rows}
    by = {key: {coder for *rest, coder in rows if tuple(rest) == key} for key in passages}
    for one, other in combinations(range(4), 2):
        met = [
            (a, b)
            for a in passages
            for b in passages
            if (a[2], b[2]) == (one, other) and a[0] == b[0] and _near(a[1], b[1], how) and (across or by[a] & by[b])
        ]
        stretches = {key[:2] for pair in met for key in pair}
        either = {key[:2] for key in passages if key[2] in (one, other)}
        names = [int(code.id) for code in result.codes]
        pair = result.pair(names.index(one), names.index(other)) if one in names and other in names else None
        assert (pair.number if pair else 0) == len(met)
        if met:
            assert pair is not None and (pair.shared, pair.either) == (len(stretches), len(either))
            assert 0 < pair.similarity <= 1


def _near(one: tuple[int, int], other: tuple[int, int], how: str) -> bool:
    return one == other if how == SAME else one[0] < other[1] and other[0] < one[1]


def _code(number: int) -> CodeRow:
    fields = dict.fromkeys(CodeRow.__dataclass_fields__, "")
    values = {**fields, "id": str(number), "name": str(number), "parent": None, "depth": 0, "codable": True, "also": ()}
    return CodeRow(**values)  # type: ignore[arg-type]


def test_codes_without_passages_have_no_row(session: Session) -> None:
    assert len(codes(session)) == len(together.cooccurrence(session).codes)
    assert len(together.cooccurrence(session, Wanted(coder_ids=())).codes) == 0
