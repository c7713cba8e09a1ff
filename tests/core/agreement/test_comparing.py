"""Coders of a project compared: who with whom, over which sources and which parts of them, for codes and themes."""

from __future__ import annotations

import pytest

from qda.core import coders, exclusive, readings
from qda.core.agreement import find_statistic, of_sets, setwise
from qda.core.agreement.asking import PARTICIPANTS
from qda.core.agreement.heat import rows_of
from qda.core.agreement.ratings import ratings_of
from qda.core.text import Turn
from qda.core.themes import outline
from qda.errors import CancelledError, NotFoundError, RefusedError
from qda.storage.models import Assignment, CodingRound, Resolution, Speaker
from tests.core.agreement.team import Team

PERCENT = "percent"


@pytest.fixture
def three(s) -> Team:
    """Ann, Ben and Cem with two sources of 100 characters and the codes Mask and, below it, Fear."""
    team = Team(s, "Ann Ben Cem")
    team.source("One", "x" * 100)
    team.source("Two", "y" * 100)
    team.code("Mask")
    team.code("Fear", "Mask")
    team.gives("Ann", "Mask", "One", (0, 10))
    team.gives("Ben", "Mask", "One", (0, 20))
    team.gives("Cem", "Fear", "One", (10, 20))
    team.gives("Ann", "Fear", "Two", (0, 50))
    team.gives("Ben", "Fear", "Two", (0, 50))
    return team


def test_all_coders_and_every_pair_are_compared(three: Team):
    three.everybody_finished()
    found = three.compare(unit="character", statistics=(PERCENT,))
    assert [person.short for person in found.coders] == ["AN", "BE", "CE"]
    whole = three.result(found, PERCENT, "Mask")
    # One: 0-10 Ann, Ben; 10-20 Ben, Cem. Two: 0-50 Ann, Ben, through the code below.
    assert (whole.n, whole.any_coded, whole.all_coded) == (200, 70, 0)
    assert whole.observed == pytest.approx((190 + 130 + 140) / 600)
    assert whole.positive == pytest.approx(2 * (60 + 0 + 10) / (2 * 60 + 10 + 70 + 2 * 10 + 60))
    pair = three.result(found, PERCENT, "Mask", "Ann Ben")
    assert (pair.any_coded, pair.all_coded, pair.observed) == (70, 60, 0.95)
    assert pair.bias_index == pytest.approx((60 - 70) / 200)
    assert three.result(found, PERCENT, "Mask", "Ben Cem").observed == pytest.approx(0.7)
    assert len({row.coders for row in found.results}) == 4
    assert {row.coders for row in three.compare(unit="character", pairs=False).results} == {whole.coders}


def test_a_code_counts_with_those_below_it_unless_asked_otherwise(three: Team):
    three.everybody_finished()
    alone = three.compare(unit="character", statistics=(PERCENT,), below=False)
    assert three.result(alone, PERCENT, "Mask").any_coded == 20
    assert three.result(three.compare(unit="character", statistics=(PERCENT,)), PERCENT, "Mask").any_coded == 70


def test_over_all_codes_each_counts_by_itself_and_those_nobody_used_do_not(three: Team):
    three.code("Never")
    three.everybody_finished()
    found = three.compare(unit="character", statistics=(PERCENT,))
    row = three.result(found, PERCENT)
    assert found.unused == (three.codes["Never"],)
    assert row.n == 2 * 200
    # Decisions that somebody made with yes: Mask 0-20, Fear 10-20 of One and 0-50 of Two.
    assert row.any_coded == 20 + 10 + 50
    assert three.result(found, PERCENT, "Never").observed == 1


def test_two_who_finished_a_source_are_compared_there_without_the_third(three: Team):
    three.finish("Ann")
    three.finish("Ben")
    three.finish("Cem", "One")
    found = three.compare(unit="character", statistics=(PERCENT,))
    assert [(row.name, row.reason) for row in found.left_out] == [
        ("Two", "Cem did not finish it: it counts only between those who did.")
    ]
    assert (three.result(found, PERCENT, "Mask").n, three.result(found, PERCENT, "Mask").sources) == (100, 1)
    assert three.result(found, PERCENT, "Mask", "Ann Ben").n == 200
    assert three.result(found, PERCENT, "Mask", "Ann Cem").n == 100
    strict = three.compare(unit="character", statistics=(PERCENT,), pairs=False)
    assert [row.reason for row in strict.left_out] == ["Only Ann, Ben finished it."]


def test_where_all_three_have_nothing_in_common_the_pairs_still_have(three: Team):
    three.finish("Ann")
    three.finish("Ben", "One")
    three.finish("Cem", "Two")
    found = three.compare(unit="character", statistics=(PERCENT,))
    whole = three.result(found, PERCENT, "Mask")
    assert (whole.value, whole.n, whole.observed) == (None, 0, None)
    assert "nothing to judge" in whole.reason
    assert three.result(found, PERCENT, "Mask", "Ann Ben").value is not None


def test_each_source_by_itself(three: Team):
    three.everybody_finished()
    found = three.compare(unit="character", statistics=(PERCENT,), by_source=True, code_ids=(three.codes["Mask"],))
    row = three.result(found, PERCENT, "Mask", "Ann Ben", source="Two")
    assert (row.n, row.any_coded, row.sources, row.value) == (100, 50, 1, 1)
    assert row.why_no_interval == "There is no interval of a single source."
    over_all = three.compare(unit="character", statistics=(PERCENT,), by_source=True)
    assert three.result(over_all, PERCENT, None, "Ann Ben", source="One").n == 200
    assert not any(row.source_id for row in over_all.results if row.scope == "code")


def test_a_theme_stands_where_any_of_its_codes_stands(three: Team):
    three.everybody_finished()
    theme = outline.add_theme(three.session, "Hiding")
    outline.add_codes(three.session, theme, [three.codes["Mask"]])
    found = three.compare(unit="character", statistics=(PERCENT,), theme_ids=(theme,))
    assert {row.scope for row in found.results} == {"theme"}
    assert found.results[0].theme_id == theme
    assert found.results[0].any_coded == 70
    everything = three.compare(unit="character", statistics=(PERCENT,))
    assert [row.scope for row in everything.results[:8:4]] == ["all", "theme"]


def test_a_unit_is_coded_where_a_passage_shares_a_character_with_it(s):
    team = Team(s)
    team.source("One", "I hid. For years. They knew.")
    team.code("Mask")
    team.gives("Ann", "Mask", "One", (0, 8))  # into the second sentence
    team.gives("Ben", "Mask", "One", (0, 7))  # the space between, which no sentence has
    team.everybody_finished()
    row = team.result(team.compare(unit="sentence", statistics=(PERCENT,)), PERCENT, "Mask")
    assert (row.n, row.any_coded, row.all_coded) == (3, 2, 1)
    row = team.result(team.compare(unit="word", statistics=(PERCENT,)), PERCENT, "Mask")
    assert (row.n, row.any_coded, row.all_coded) == (6, 3, 2)


# Who and what is left out --------------------------------------------------------------------------------------------


def test_consensus_is_compared_only_where_it_is_asked_for(three: Team):
    three.who["Team"] = coders.add_coder(three.session, "Team", role="consensus")
    three.everybody_finished()
    found = three.compare(unit="character", statistics=(PERCENT,))
    assert [person.name for person in found.coders] == ["Ann", "Ben", "Cem"]
    assert found.independent
    asked = three.compare(unit="character", coder_ids=(three.who["Team"], three.who["Ann"]))
    assert asked.consensus
    assert not asked.independent


def test_sources_that_were_talked_about_are_named(three: Team):
    three.everybody_finished()
    had = '{"had": {}, "took": [], "gave": []}'
    three.session.add(
        Resolution(source_id=three.sources["Two"], start=0, end=5, kind="missing", outcome="both", sides=had)
    )
    three.session.flush()
    found = three.compare(unit="character")
    assert [row.name for row in found.discussed] == ["Two"]
    assert not found.independent
    assert three.compare(unit="character", source_ids=(three.sources["One"],)).independent


def round_of(team: Team, kind: str, *given: tuple[str, str, int, int | None]) -> str:
    row = CodingRound(name=f"The {kind} one", kind=kind)
    team.session.add(row)
    team.session.flush()
    for who, source, start, end in given:
        where = team.sources[source]
        team.session.add(
            Assignment(round_id=row.id, coder_id=team.who[who], source_id=where, start=start, end=end, task="code")
        )
    team.session.flush()
    return row.id


def test_what_was_coded_for_practice_never_counts_unless_its_round_is_asked_for(three: Team):
    three.everybody_finished()
    practice = round_of(
        three, "training", *((who, "One", 0, None) for who in ("Ann", "Ben", "Cem")), ("Ann", "Two", 0, 40)
    )
    found = three.compare(unit="character", statistics=(PERCENT,))
    assert [(row.name, row.reason) for row in found.left_out] == [
        ("One", "It was coded for practice, in a training round."),
        ("Two", "Part of it was coded for practice; only the rest counts."),
    ]
    row = three.result(found, PERCENT, "Mask")
    assert (row.n, row.any_coded) == (60, 10)
    assert not found.training
    asked = three.compare(unit="character", statistics=(PERCENT,), round_id=practice)
    assert (asked.round, asked.training) == ("The training one", True)
    assert three.result(asked, PERCENT, "Mask").n == 100


def test_a_round_is_compared_over_what_all_were_given(three: Team):
    three.everybody_finished()
    counted = round_of(three, "counted", ("Ann", "Two", 0, 60), ("Ben", "Two", 20, None), ("Ann", "One", 0, 100))
    found = three.compare(unit="character", statistics=(PERCENT,), round_id=counted)
    assert [person.name for person in found.coders] == ["Ann", "Ben"]
    assert [(row.name, row.reason) for row in found.left_out] == [("One", "Only Ann finished it.")]
    row = three.result(found, PERCENT, "Mask")
    assert (row.n, row.any_coded) == (40, 30)


def test_only_what_participants_say_can_be_counted(s):
    team = Team(s)
    text = "Q: Did you hide it?\nA: I did."
    team.source("One", text, (Turn(0, 19, 3, "Q"), Turn(20, 29, 23, "A")))
    for speaker in s.query(Speaker):
        speaker.interviewer = speaker.label == "Q"
    team.code("Mask")
    team.gives("Ann", "Mask", "One", (0, 29))
    team.gives("Ben", "Mask", "One", (20, 29))
    team.everybody_finished()
    for unit, everything, spoken in (("character", 29, 6), ("turn", 2, 1), ("sentence", 2, 1), ("word", 8, 2)):
        whole = team.result(team.compare(unit=unit, statistics=(PERCENT,)), PERCENT, "Mask")
        said = team.result(team.compare(unit=unit, statistics=(PERCENT,), speech=PARTICIPANTS), PERCENT, "Mask")
        assert (whole.n, said.n) == (everything, spoken)
        assert said.value == 1


def test_what_cannot_be_compared_is_refused_in_a_sentence(three: Team):
    with pytest.raises(RefusedError, match="needs two coders"):
        three.compare()
    three.finish("Ann", "One")
    three.finish("Ben", "Two")
    with pytest.raises(RefusedError, match=r"no source that Ann, Ben have finished.*One: Only Ann"):
        three.compare()
    for asked in ({"coder_ids": ("a" * 32,) * 2}, {"source_ids": ("a" * 32,)}, {"round_id": "a" * 32}):
        with pytest.raises(NotFoundError):
            three.compare(**asked)
    three.everybody_finished()
    for asked in ({"code_ids": ("a" * 32,)}, {"theme_ids": ("a" * 32,)}, {"statistics": ("best",)}):
        with pytest.raises(NotFoundError):
            three.compare(**asked)
    with pytest.raises(NotFoundError, match="u-alpha"):
        three.compare(unit="passage", statistics=(PERCENT,))
    with pytest.raises(ValueError, match="page"):
        three.compare(unit="page")


def test_a_comparison_can_be_stopped(three: Team):
    from qda.core.agreement.comparing import compare

    three.everybody_finished()
    with pytest.raises(CancelledError):
        compare(three.session, progress=lambda _done, _all: False)


# Intervals -----------------------------------------------------------------------------------------------------------


def many(s, sources: int) -> Team:
    """Ann and Ben with sources of five turns, of which Ben misses some in every third source."""
    team = Team(s)
    team.code("Mask")
    for number in range(sources):
        turns = [Turn(at, at + 19, at + 3, "A") for at in range(0, 100, 20)]
        team.source(f"S{number}", ("A: words and more..\n" * 5), turns)
        team.gives("Ann", "Mask", f"S{number}", (0, 40))
        team.gives("Ben", "Mask", f"S{number}", (0, 40 if number % 3 else 20))
    team.everybody_finished()
    return team


def test_whole_sources_are_drawn_again_and_the_seed_says_which(s):
    team = many(s, 12)
    found = team.compare(unit="character", statistics=(PERCENT,), samples=400)
    row = team.result(found, PERCENT, "Mask")
    assert row.value == pytest.approx(1 - 4 * 20 / 1200)
    assert 0.85 < row.low < row.value < row.high <= 1
    assert (found.seed, found.samples, found.level) == (20, 400, 0.95)
    assert team.compare(unit="character", statistics=(PERCENT,), samples=400).results == found.results
    other = team.compare(unit="character", statistics=(PERCENT,), samples=400, seed=21)
    assert team.result(other, PERCENT, "Mask").low != pytest.approx(row.low, abs=1e-12) or other.seed == 21
    narrow = team.compare(unit="character", statistics=(PERCENT,), samples=400, level=0.5)
    assert team.result(narrow, PERCENT, "Mask").low > row.low
    alpha = team.result(team.compare(unit="passage", samples=400), "u-alpha", "Mask")
    assert alpha.low < alpha.value < alpha.high


def test_fewer_than_ten_sources_give_no_interval_and_turns_can_be_drawn_instead(s):
    team = many(s, 9)
    row = team.result(team.compare(unit="character", statistics=(PERCENT,)), PERCENT, "Mask")
    assert (row.low, row.high) == (None, None)
    assert row.why_no_interval == "There is no interval over sources: 9 of them are too few, 10 is the least."
    turns = team.result(team.compare(unit="character", statistics=(PERCENT,), intervals="turns"), PERCENT, "Mask")
    assert turns.value == row.value
    assert turns.low < turns.value < turns.high
    none = team.result(team.compare(unit="character", statistics=(PERCENT,), intervals=""), PERCENT, "Mask")
    assert none.why_no_interval == "No interval was asked for."
    free = team.result(team.compare(unit="passage", intervals="turns"), "u-alpha", "Mask")
    assert "passages go on" in free.why_no_interval


# Passages of free length ---------------------------------------------------------------------------------------------


def test_passages_of_a_code_are_compared_as_if_it_were_the_only_one(three: Team):
    import qda

    three.everybody_finished()
    found = three.compare(unit="passage", statistics=("u-alpha", "alpha-U"))
    assert {row.scope for row in found.results} == {"code"}
    assert "none are marked" in found.notes[1]
    one = [("Ann", 0, 10, "m"), ("Ben", 0, 20, "m"), ("Cem", 10, 20, "m")]
    two = [("Ann", 0, 50, "m"), ("Ben", 0, 50, "m")]
    by_hand = qda.unitizing([one, two], [100, 100], coders=("Ann", "Ben", "Cem"))
    for name, code in (("u-alpha", "m"), ("alpha-U", "m")):
        assert three.result(found, name, "Mask").value == pytest.approx(by_hand.find(name, code).value, abs=1e-12)
    pair = qda.unitizing([one[:2], two], [100, 100])
    assert three.result(found, "u-alpha", "Mask", "Ann Ben").value == pytest.approx(pair.find("u-alpha").value)


def test_codes_that_exclude_each_other_are_compared_together(s):
    import qda

    team = Team(s)
    team.code("Feelings", kind="category")
    for name in ("Fear", "Joy"):
        team.code(name, "Feelings")
    team.source("One", "x" * 100)
    passages = [("Ann", 0, 10, "Fear"), ("Ben", 5, 15, "Fear"), ("Ann", 20, 30, "Joy"), ("Ben", 20, 25, "Fear")]
    for who, start, end, code in passages:
        team.gives(who, code, "One", (start, end))
    team.everybody_finished()
    assert not any(row.scope == "set" for row in team.compare(unit="passage").results)
    exclusive.set_exclusive(s, team.codes["Feelings"])
    found = team.compare(unit="passage")
    by_hand = qda.unitizing(passages, 100)
    together = {row.statistic: row for row in found.results if row.scope == "set"}
    assert [row.name for row in found.sets] == ["Feelings"]
    assert ("set", team.codes["Feelings"], "Feelings") in rows_of(found)
    assert together.keys() == {"u-alpha", "u-alpha-relevance", "cu-alpha"}
    for name, row in together.items():
        assert row.code_id == team.codes["Feelings"]
        assert row.value == pytest.approx(by_hand.find(name).value, abs=1e-12)
        assert (row.any_coded, row.n) == (25, 100)
    assert team.result(found, "ku-alpha", "Fear").value == pytest.approx(by_hand.find("ku-alpha", "Fear").value)
    # One who gives both to the same words makes it undefined, and is told so.
    team.gives("Ben", "Joy", "One", (22, 28))
    row = next(row for row in team.compare(unit="passage").results if row.scope == "set")
    assert row.value is None
    assert "exclude each other" in row.reason


def test_saying_that_codes_exclude_each_other_can_be_taken_back(s):
    team = Team(s)
    team.code("Feelings", kind="category")
    team.code("Fear", "Feelings")
    with pytest.raises(RefusedError, match="fewer than two"):
        exclusive.set_exclusive(s, team.codes["Feelings"])
    team.code("Joy", "Feelings")
    exclusive.set_exclusive(s, team.codes["Feelings"])
    assert exclusive.exclusive_categories(s) == [team.codes["Feelings"]]
    exclusive.set_exclusive(s, team.codes["Feelings"], exclusive=False)
    assert exclusive.exclusive_categories(s) == []
    with pytest.raises(NotFoundError):
        exclusive.set_exclusive(s, "a" * 32)


def test_who_takes_back_finished_is_left_out_again(three: Team):
    three.everybody_finished()
    readings.finish(three.session, three.who["Cem"], list(three.sources.values()), finished=False)
    assert [person.name for person in three.compare(unit="character").coders] == ["Ann", "Ben"]


# Several codes on one unit -------------------------------------------------------------------------------------------


def test_over_all_codes_the_sets_of_every_unit_are_compared(three: Team):
    three.everybody_finished()
    found = three.compare(unit="character")
    masi = three.result(found, "krippendorff-alpha-masi")
    table = [
        *[[{"M"}, {"M"}, set()]] * 10,
        *[[set(), {"M"}, {"F"}]] * 10,
        *[[{"F"}, {"F"}, set()]] * 50,
        *[[set()] * 3] * 130,
    ]
    units = [[frozenset(one) for one in row] for row in table]
    expected = find_statistic("krippendorff-alpha-masi").score(ratings_of(units), "nominal")
    assert masi.value == pytest.approx(float(expected))
    assert (masi.n, masi.any_coded, masi.all_coded) == (200, 70, 0)
    assert masi.observed == pytest.approx((190 + 130 + 130) / 600)
    jaccard = three.result(found, "krippendorff-alpha-jaccard", None, "Ann Ben")
    pairs = [row[:2] for row in units]
    score = find_statistic("krippendorff-alpha-jaccard").score(ratings_of(pairs), "nominal")
    assert jaccard.value == pytest.approx(float(score))
    assert jaccard.why_no_interval.startswith("There is no interval over sources")
    asked = three.compare(unit="character", statistics=(PERCENT,))
    assert {row.statistic for row in asked.results} == {PERCENT}


def test_sets_have_intervals_over_sources_unless_there_are_too_many(s, monkeypatch):
    team = many(s, 12)
    team.code("Fear")
    team.gives("Ann", "Fear", "S1", (0, 10))
    team.gives("Ben", "Fear", "S1", (0, 15))
    found = team.compare(unit="character", samples=300)
    row = team.result(found, "krippendorff-alpha-masi")
    assert row.low < row.value < row.high
    monkeypatch.setattr(of_sets, "MOST_LOOKED_AT", 0)
    point = team.result(team.compare(unit="character", samples=300), "krippendorff-alpha-masi")
    assert point.value == pytest.approx(row.value)
    assert "too many different sets" in point.why_no_interval
    monkeypatch.setattr(setwise, "MOST_PAIRS", 0)
    none = team.result(team.compare(unit="character", samples=300), "krippendorff-alpha-masi")
    assert none.value is None
    assert "choose fewer codes" in none.reason
