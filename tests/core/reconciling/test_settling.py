"""Settling differences: what the consensus has is what was decided, and nobody's own passages are touched."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from qda.core import codebook, codebook_merge, coders, readings
from qda.core.chosen import Choice
from qda.core.coders import CONSENSUS
from qda.core.reconciling import consensus, looking, resolutions, settling
from qda.core.reconciling.resolutions import BOTH, LATER, NEW, NOBODY, NOTED, OPEN, SETTLED, STALE, TOOK
from qda.errors import QuestionError, RefusedError
from qda.storage.models import Coder, Coding, Resolution


@pytest.fixture
def border(desk):
    """Two coders gave X to passages with different borders."""
    desk.code("A", "X", 10, 20)
    desk.code("B", "X", 15, 30)
    return desk


@pytest.mark.parametrize(
    ("outcome", "more", "left"),
    [
        (TOOK, {"took": "A"}, [("X", 10, 20)]),
        (TOOK, {"took": "B"}, [("X", 15, 30)]),
        (BOTH, {}, [("X", 10, 30)]),
        (NOBODY, {}, []),
        (LATER, {}, []),
    ],
)
def test_the_consensus_gets_what_was_decided(border, outcome, more, left):
    own = border.own()
    border.settle(border.one(), outcome, **more)
    assert border.consensus() == left
    assert border.own() == own
    assert border.one().state == (LATER if outcome == LATER else SETTLED)


def test_the_consensus_is_a_coder_of_its_own_made_when_it_is_first_needed(border):
    assert consensus.find_consensus(border.s) is None
    border.settle(border.one(), BOTH)
    row = border.s.get_one(Coder, consensus.find_consensus(border.s))
    others = {one.colour for one in coders.coders(border.s) if one.id != row.id}
    assert (row.role, row.name) == (CONSENSUS, "Consensus")
    assert row.colour not in others
    assert consensus.consensus_coder(border.s) == row.id
    assert row.id == max(border.s.scalars(select(Coder.id))), "it stands behind all people, later ones too"


def test_another_code_is_given_to_the_whole_passage_and_made_where_it_is_missing(border):
    border.settle(border.one(), NEW, choices=[Choice(code_id=border.codes["Y"]), Choice(path="Fear > Of a cell")])
    made = codebook.find_code(border.s, "Of a cell")
    rows = border.s.execute(select(Coding.code_id, Coding.start, Coding.end).where(
        Coding.coder_id == consensus.find_consensus(border.s))).all()  # fmt: skip
    assert sorted(map(tuple, rows)) == sorted([(border.codes["Y"], 10, 30), (made, 10, 30)])


def test_both_of_different_codes_gives_both(desk):
    desk.code("A", "X", 10, 20)
    desk.code("B", "Y", 10, 22)
    desk.settle(desk.one(), BOTH)
    assert desk.consensus() == [("X", 10, 20), ("Y", 10, 22)]


def test_changing_ones_mind_changes_the_consensus_and_keeps_one_resolution(border):
    first = border.settle(border.one(), TOOK, took="A", note="Her border is the sentence.")
    again = border.settle(border.one(), TOOK, took="B")
    assert first == again
    assert border.consensus() == [("X", 15, 30)]
    (row,) = resolutions.resolutions(border.s, border.source)
    assert (row.note, row.took) == ("Her border is the sentence.", (border.coders["B"],))
    border.settle(border.one(), LATER)
    assert border.consensus() == []
    settling.reopen(border.s, border.one().difference, coder_id=None)
    assert border.one().state == OPEN
    assert border.one().resolved.note == "Her border is the sentence.", "the reason is not lost"


def test_a_difference_opened_again_without_a_note_leaves_nothing(border):
    border.settle(border.one(), BOTH)
    settling.reopen(border.s, border.one().difference, coder_id=None)
    assert border.consensus() == []
    assert border.s.scalars(select(Resolution)).all() == []


def test_a_note_alone_settles_nothing(border):
    settling.note_on(border.s, border.one().difference, "  Ask Neil. ", coder_id=border.coders["A"])
    case = border.one()
    assert (case.state, case.resolved.note, case.resolved.outcome) == (OPEN, "Ask Neil.", NOTED)
    border.settle(case, TOOK, took="A")
    assert border.one().resolved.note == "Ask Neil."
    settling.note_on(border.s, border.one().difference, "", coder_id=None)
    assert border.one().state == SETTLED
    assert border.one().resolved.note == ""


def test_a_decision_is_stale_where_somebody_coded_the_passage_otherwise_since(border):
    border.settle(border.one(), TOOK, took="A")
    border.code("B", "X", 28, 35)
    assert (border.one().state, border.consensus()) == (STALE, [("X", 10, 20)])
    border.settle(border.one(), TOOK, took="B")
    assert (border.one().state, border.consensus()) == (SETTLED, [("X", 15, 35)])
    assert len(resolutions.resolutions(border.s)) == 1


def test_a_decision_outlives_changes_elsewhere_and_the_same_coding_made_again(border):
    border.settle(border.one(), TOOK, took="A")
    border.code("A", "Y", 10, 20)
    border.code("B", "X", 40, 50)
    border.uncode("B", "X", 15, 30)
    border.code("B", "X", 15, 30)
    states = {(case.difference.start, case.difference.code_ids[0]): case.state for case in border.cases()}
    assert states[10, border.codes["X"]] == SETTLED
    assert [state for key, state in states.items() if key != (10, border.codes["X"])] == [OPEN, OPEN]


def test_two_settled_differences_that_a_coder_made_one_are_settled_as_one(desk):
    desk.code("A", "X", 10, 20)
    desk.code("A", "X", 30, 40)
    for case in desk.cases():
        desk.settle(case, TOOK, took="A")
    desk.code("A", "X", 15, 35)
    assert (desk.one().state, len(desk.one().was)) == (STALE, 2)
    desk.settle(desk.one(), NOBODY)
    assert desk.consensus() == []
    assert len(resolutions.resolutions(desk.s)) == 1


def test_a_difference_that_is_no_longer_as_it_was_shown_is_not_settled(border):
    shown = border.one()
    border.code("B", "X", 28, 35)
    with pytest.raises(RefusedError, match="coded this passage otherwise"):
        border.settle(shown, BOTH)


def test_what_others_decided_of_the_same_code_stays_when_one_decision_goes(desk):
    """Touching incidents that a bridge made one come apart again where it goes."""
    desk.code("A", "X", 0, 50)
    desk.code("A", "X", 50, 90)
    desk.code("A", "Y", 40, 60)
    for case in desk.cases():
        if desk.letter(case.difference.code_ids[0]) == "X":
            desk.settle(case, TOOK, took="A")
    (bridge,) = [case for case in desk.cases() if desk.letter(case.difference.code_ids[0]) == "Y"]
    desk.settle(bridge, NEW, choices=[Choice(code_id=desk.codes["X"])])
    assert desk.consensus() == [("X", 0, 90)]
    desk.settle(bridge, NOBODY)
    assert desk.consensus() == [("X", 0, 50), ("X", 50, 90)]


def test_what_all_agree_on_stays_when_a_decision_over_it_goes(desk):
    for who in "AB":
        desk.code(who, "Y", 12, 16)
    desk.code("A", "X", 10, 20)
    assert consensus.take_agreed(desk.s, desk.source, desk.ids("AB")) == 1
    desk.settle(desk.one(), NEW, choices=[Choice(code_id=desk.codes["Y"])])
    assert desk.consensus() == [("Y", 10, 20)]
    desk.settle(desk.one(), NOBODY)
    assert desk.consensus() == [("Y", 12, 16)]


def test_what_all_agree_on_is_taken_over_once(desk):
    for who in "ABC":
        desk.code(who, "X", 10, 20)
    for who in "AB":
        desk.code(who, "Y", 30, 40)
    own = desk.own()
    assert consensus.take_agreed(desk.s, desk.source, desk.ids("ABC")) == 1
    assert desk.consensus() == [("X", 10, 20)]
    assert consensus.take_agreed(desk.s, desk.source, desk.ids("AB")) == 1, "X is there already"
    assert desk.consensus() == [("X", 10, 20), ("Y", 30, 40)]
    assert desk.own() == own
    tally = desk.look("AB").tally
    assert (tally.agreed, tally.taken, tally.differences) == (2, 2, 0)


def test_nothing_is_taken_over_of_one_coder_alone(desk):
    desk.code("A", "X", 10, 20)
    with pytest.raises(RefusedError, match="two coders"):
        consensus.take_agreed(desk.s, desk.source, desk.ids("A"))


def test_with_three_coders_one_may_be_taken_or_several_and_it_holds_for_two_of_them(desk):
    for who, end in (("A", 20), ("B", 25), ("C", 30)):
        desk.code(who, "X", 10, end)
    desk.settle(desk.one("ABC"), TOOK, took="AB")
    assert desk.consensus() == [("X", 10, 25)]
    assert desk.one("AB").state == SETTLED, "what three decided holds where two of them are looked at"
    desk.code("D", "X", 10, 99)
    assert desk.one("ABCD").state == STALE, "somebody was not heard"


def test_a_consensus_is_finished_when_everything_is_settled_and_taken_over(border):
    who = border.ids("AB")
    for one in "AB":
        border.code(one, "Y", 50, 60)
    with pytest.raises(RefusedError, match="1 difference is still"):
        consensus.finish_consensus(border.s, border.source, who)
    border.settle(border.one(), LATER)
    with pytest.raises(RefusedError, match="1 difference is still"):
        consensus.finish_consensus(border.s, border.source, who)
    border.settle(border.one(), BOTH)
    with pytest.raises(RefusedError, match="Take over first"):
        consensus.finish_consensus(border.s, border.source, who)
    consensus.take_agreed(border.s, border.source, who)
    consensus.finish_consensus(border.s, border.source, who)
    assert readings.finished_sources(border.s, consensus.find_consensus(border.s)) == [border.source]
    consensus.finish_consensus(border.s, border.source, who, finished=False)
    assert readings.finished_sources(border.s, consensus.find_consensus(border.s)) == []


def test_merging_codes_keeps_what_was_decided_about_them(border):
    border.settle(border.one(), TOOK, took="A")
    codebook_merge.merge_codes(border.s, [border.codes["X"]], border.codes["Z"])
    assert border.one().state == SETTLED
    (row,) = border.s.scalars(select(Resolution))
    assert row.code_id == border.codes["Z"]
    assert border.codes["X"] not in row.sides


def test_coders_who_are_one_person_keep_what_was_decided(border):
    border.settle(border.one(), TOOK, took="B")
    resolutions.move_coder(border.s, border.coders["B"], border.coders["C"])
    (row,) = resolutions.resolutions(border.s)
    assert set(row.had) == {border.coders["A"], border.coders["C"]}
    assert row.took == (border.coders["C"],)


def test_differences_are_chosen_by_kind_state_and_code(border):
    border.code("A", "Y", 50, 60)
    border.settle(border.cases()[0], BOTH)
    found = border.cases()

    def left(**wanted: object) -> list[int]:
        return [case.difference.start for case in found if looking.Wanted(**wanted).lets(case)]

    assert left() == [10, 50]
    assert left(kinds=["missing"]) == [50]
    assert left(states=[SETTLED]) == [10]
    assert left(code_ids=[border.codes["Y"], border.codes["Z"]]) == [50]


def test_all_sources_are_counted_with_how_they_stand(border):
    border.settle(border.one(), LATER)
    tallies = looking.tallies(border.s, border.ids("AB"))
    assert list(tallies) == border.sources
    assert (tallies[border.source].later, tallies[border.source].sides) == (1, 2)
    assert tallies[border.sources[1]].differences == 0
    with pytest.raises(RefusedError):
        looking.tallies(border.s, border.ids("A"))


def test_a_heading_is_no_code_to_settle_on(border):
    codebook.edit_code(border.s, border.codes["Y"], codable=False)
    with pytest.raises(RefusedError, match="only a heading"):
        border.settle(border.one(), NEW, choices=[Choice(code_id=border.codes["Y"])])


def test_what_cannot_be_read_is_left_out(border):
    border.settle(border.one(), BOTH)
    (row,) = border.s.scalars(select(Resolution))
    kept, row.sides = row.sides, json.dumps([1, 2])
    assert resolutions.resolutions(border.s) == []
    assert border.one().state == OPEN
    row.sides = kept


def test_weights_never_stop_a_decision(border):
    """The consensus has codes and borders, no weights, so there is nothing to ask."""
    for row in border.s.scalars(select(Coding)):
        row.weight = 3 if row.coder_id == border.coders["A"] else 5
    try:
        border.settle(border.one(), BOTH)
    except QuestionError:
        pytest.fail("a question was asked")
    assert border.consensus() == [("X", 10, 30)]
