"""Planned double work: what is drawn, who does it, how far they are, and what is hidden meanwhile."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest

from qda.core import coders, documents, participants, plan, readings, verifying
from qda.core.draws import Draw, Stretch, draw, pages, parts, rank, share_of
from qda.core.importers import Imported
from qda.core.text import Turn
from qda.errors import NotFoundError, RefusedError

THIRD = Fraction(1, 3)


def add(s, number: int, *, words: str = "Nothing but words.") -> list[str]:
    return [documents.add_source(s, Imported(f"Report {key:02}", words)) for key in range(1, number + 1)]


@pytest.fixture
def team(s) -> list[str]:
    return [coders.add_coder(s, name) for name in ("Ann Noor", "Ben Okri", "Cem Yil")]


def test_a_seed_draws_the_same_again_and_more_holds_what_less_held(s):
    add(s, 30)
    ten, third = draw(s, Draw(number=5, seed=7)), draw(s, Draw(share=THIRD, seed=7))
    assert ten == draw(s, Draw(number=5, seed=7)) == third[:5]
    assert len(third) == 10
    assert draw(s, Draw(share=THIRD, seed=8)) != third
    add(s, 3)
    before = [part for part in draw(s, Draw(number=20, seed=7)) if part in third]
    assert before == sorted(third, key=third.index)


def test_chance_is_written_down_and_not_the_programs():
    part = Stretch("0123456789abcdef0123456789abcdef", 0, 9)
    assert rank(7, part).hex().startswith("348861e96b876f38")


@pytest.mark.parametrize(("words", "share"), [("1/3", THIRD), ("0.1", Fraction(1, 10)), ("10 %", Fraction(1, 10))])
def test_a_share_is_written_as_people_write_it(words, share):
    assert share_of(words) == share


@pytest.mark.parametrize("words", ["a third", "0", "3", "1/0", "", "-1/3"])
def test_what_is_no_share_is_refused(words):
    with pytest.raises(RefusedError, match="share"):
        share_of(words)


def test_strata_are_drawn_from_in_proportion(s):
    keys = add(s, 30)
    kind = participants.add_attribute(s, "Design", "choice", ["survey", "interview"], scope="source")
    for number, key in enumerate(keys):
        participants.set_values(s, None, kind, ["survey" if number < 20 else "interview"], source_id=key)
    drawn = draw(s, Draw(number=9, seed=3, attribute_id=kind))
    assert Counter(keys.index(part.source_id) < 20 for part in drawn) == {True: 6, False: 3}


def test_turns_are_drawn_by_who_speaks_them(s):
    said = [("Ana", "One."), ("Ben", "Two."), ("Ana", "Three."), ("Ben", "Four.")]
    text = "\n".join(f"{who}: {words}" for who, words in said)
    turns, start = [], 0
    for line in text.split("\n"):
        turns.append(Turn(start, start + len(line), start + 5, line[:3], None, None))
        start += len(line) + 1
    source = documents.add_source(s, Imported("Group", text, tuple(turns)))
    role = participants.add_attribute(s, "Role", "choice", ["patient", "family"])
    for speaker, value in zip(documents.speakers_of(s, source), ("patient", "family"), strict=True):
        person = participants.add_participant(s, speaker.label)
        participants.link_speaker(s, speaker.id, person)
        participants.set_values(s, person, role, [value])
    drawn = draw(s, Draw("turn", number=2, seed=1, attribute_id=role))
    assert sorted(text[part.start : part.end][:3] for part in drawn) == ["Ana", "Ben"]
    assert [text[part.start : part.end] for part in parts(s, "turn")] == text.split("\n")


def test_pages_end_with_a_line_and_leave_nothing_out():
    text = "\n".join("word " * 100 for _line in range(20))
    found = pages(text, len(text))
    assert [start for start, _end in found] == [0, *(end for _start, end in found[:-1])]
    assert found[-1][1] == len(text)
    assert all(3_000 <= end - start < 3_600 for start, end in found[:-1])


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (Draw(number=7), "there are 6"),
        (Draw(number=0), "can't be drawn"),
        (Draw(number=1, share=THIRD), "not both"),
        (Draw(share=Fraction(2)), "between nothing and all"),
        (Draw("chapter"), "no unit called chapter"),
        (Draw(source_ids=()), "nothing to draw from"),
    ],
)
def test_what_can_not_be_drawn_is_refused(s, wanted, sentence):
    add(s, 6)
    with pytest.raises(RefusedError, match=sentence):
        draw(s, wanted)


def test_a_third_is_extracted_twice_and_the_rest_verified(s, team):
    """LUDWIG-WALZ: a drawn third twice and alone, the rest by one and looked over by the other."""
    keys = add(s, 12)
    first, second, _third = team
    twice = plan.plan_round(s, "A third twice", Draw(share=THIRD, seed=5), [first, second], blind=True)
    drawn = {part.source_id for part in plan.parts_of(s, twice)}
    rest = tuple(key for key in keys if key not in drawn)
    over = plan.plan_round(s, "The rest", Draw(source_ids=rest), [second], task="verify")
    assert (len(drawn), len(rest)) == (4, 8)
    verifying.verify(s, second, rest[:3], whose_id=first)
    readings.finish(s, second, list(drawn)[:2])
    assert [tuple(one)[1:] for one in plan.progress(s, over)] == [(8, 3)]
    assert sorted(tuple(one)[1:] for one in plan.progress(s, twice)) == [(4, 0), (4, 2)]
    assert plan.parts_of(s, over) == [], "what was looked over is never counted as agreement"
    assert [one.task for one in plan.rounds(s)] == ["code", "verify"]


def test_all_calibrate_on_ten_and_two_counted_parts_follow(s, team):
    """COOPER: everybody on the same ten first, then pairs on the records."""
    add(s, 40)
    plan.plan_round(s, "Calibration", Draw(number=10, seed=1), team, kind="training")
    titles = plan.plan_round(s, "Titles", Draw(), team, pairs=True, blind=True)
    full = plan.plan_round(s, "Full texts", Draw(number=12, seed=2), team[:2], blind=True)
    assert [one.kind for one in plan.rounds(s)] == ["training", "counted", "counted"]
    given = plan.assignments(s, titles)
    each = Counter(one.coder_id for one in given)
    assert len(given) == 80
    assert max(each.values()) - min(each.values()) <= 1
    shared = [len(plan.parts_of(s, titles, pair)) for pair in (team[:2], team[1:], [team[0], team[2]])]
    assert sum(shared) == 40
    assert max(shared) - min(shared) <= 1
    assert len(plan.parts_of(s, full, team[:2])) == 12


def test_a_tenth_is_checked_by_a_co_author(s, team):
    """SCOTLAND: ten of a hundred."""
    add(s, 100)
    checked = plan.plan_round(s, "Checked", Draw(share=share_of("10 %"), seed=4), [team[1]], task="verify")
    (told,) = plan.rounds(s)
    assert (told.parts, told.share, told.how) == (10, 100, "random")
    verifying.verify(s, team[1], told.source_ids)
    assert [tuple(one) for one in plan.progress(s, checked)] == [(team[1], 10, 10)]


def test_screening_a_third_twice_is_hidden_until_finished(s, team):
    """THOMPSON: a third screened alone by a second person."""
    add(s, 9)
    key = plan.plan_round(s, "Screening", Draw(share=THIRD, seed=2), team[:2], blind=True)
    drawn = [part.source_id for part in plan.parts_of(s, key)]
    first, _second, third = team
    assert set(plan.hidden_sources(s, first)) == set(drawn)
    assert plan.hidden_sources(s, third) == []
    readings.finish(s, first, drawn[:1])
    assert set(plan.hidden_sources(s, first)) == set(drawn[1:])
    plan.edit_round(s, key, blind=False)
    assert plan.hidden_sources(s, first) == []


def test_sources_that_come_later_are_named_and_not_in_the_round(s, team):
    add(s, 3)
    key = plan.plan_round(s, "All", Draw(), team)
    assert plan.came_later(s, key) == []
    late = documents.add_source(s, Imported("Late", "Words."))
    documents.source(s, late).created += 5
    assert plan.came_later(s, key) == [late]
    assert len(plan.parts_of(s, key)) == 3


def test_a_round_is_given_to_pairs_edited_and_removed(s, team):
    add(s, 4)
    key = plan.plan_round(s, "All", Draw(), team, pairs=True)
    assert len(plan.assignments(s, key)) == 8
    plan.edit_round(s, key, name="Everything", kind="training", note="By lot")
    (told,) = plan.rounds(s)
    assert (told.name, told.kind, told.note, told.parts) == ("Everything", "training", "By lot", 4)
    assert plan.find_round(s, "everything") == key
    with pytest.raises(TypeError):
        plan.edit_round(s, key, kind="secret")
    plan.remove_round(s, key)
    assert plan.rounds(s) == []
    with pytest.raises(NotFoundError):
        plan.parts_of(s, key)
    with pytest.raises(RefusedError, match="two coders"):
        plan.plan_round(s, "All", Draw(), team[:1], pairs=True)


def test_nobody_verifies_their_own_work(s, team):
    (key,) = add(s, 1)
    with pytest.raises(RefusedError, match="second person"):
        verifying.verify(s, team[0], [key], whose_id=team[0])
    verifying.verify(s, team[0], [key], note="Read on paper.")
    verifying.verify(s, team[0], [key], note="Read twice.")
    assert [(one.whose_id, one.note) for one in verifying.verified(s)] == [(None, "Read twice.")]
    verifying.verify(s, team[0], [key], verified=False)
    assert verifying.verified(s) == []
