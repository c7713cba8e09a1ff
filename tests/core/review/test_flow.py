"""The steps of the simple screen: what comes after what, from what was said so far."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from qda.core.review import flow
from qda.core.review.flow import Reply, Said, Step


@dataclass(frozen=True)
class Card:
    id: str
    parts: tuple[str, ...] = ("One.",)
    note: str = ""


MASK = Card("mask", ("People hide.", "They show no fear."))
HARM = Card("harm", note="This is about harm.")
ASKS = ("easy", "right", "missing")


def kinds(found: list[Step]) -> list[str]:
    return [" ".join(filter(None, (one.kind, one.ask if one.ask != one.kind else ""))) for one in found]


def test_one_sentence_at_a_time_then_the_questions():
    assert kinds(flow.steps([MASK], ASKS, Said())) == [
        *("hello", "helper", "part", "part", "ask easy", "ask right", "missing", "check", "end")
    ]


def test_a_no_asks_for_own_words_and_a_yes_does_not():
    said = Said({("mask", "easy"): Reply("yes"), ("mask", "right"): Reply("no")})
    assert kinds(flow.steps([MASK], ASKS, said))[4:8] == ["ask easy", "ask right", "words right", "missing"]


def test_who_helps_is_asked_only_where_somebody_may_and_somebody_could():
    assert "helping" not in kinds(flow.steps([MASK], ASKS, Said(supporter="yes")))
    assert "helping" not in kinds(flow.steps([MASK], ASKS, Said(supporter="no"), ["kim"]))
    assert kinds(flow.steps([MASK], ASKS, Said(supporter="yes"), ["kim"]))[:3] == ["hello", "helper", "helping"]


def test_what_may_upset_is_said_before_the_card_and_skipping_it_shows_none_of_it():
    assert kinds(flow.steps([HARM], ("right",), Said()))[2:4] == ["note", "ask right"]
    assert kinds(flow.steps([HARM], ("right",), Said(passed={"harm"}))) == ["hello", "helper", "note", "check", "end"]
    assert kinds(flow.steps([MASK], ASKS, Said(passed={"mask"})))[2:] == ["passed", "check", "end"]


def test_back_always_leads_back_and_never_beyond_the_start():
    found = flow.steps([MASK], ASKS, Said())
    assert flow.moved(found, found[3], -1) == found[2]
    assert flow.moved(found, found[0], -1) == found[0] and flow.moved(found, found[-1], 1) == found[-1]


def test_a_step_that_went_stands_at_the_start_of_its_card():
    found = flow.steps([MASK, HARM], ASKS, Said(passed={"mask"}))
    assert flow.moved(found, Step("ask", 0, ask="right"), 0) == Step("passed", 0)
    assert flow.moved(found, Step("ask", 0, ask="right"), 1) == Step("note", 1)


@pytest.mark.parametrize(
    ("replies", "there"),
    [
        ({}, Step("hello")),
        ({("mask", "easy"): Reply("yes")}, Step("ask", 0, ask="right")),
        ({("mask", ask): Reply("yes") for ask in ASKS}, Step("note", 1)),
        ({(card, ask): Reply("yes") for card in ("mask", "harm") for ask in ASKS}, Step("check")),
    ],
)
def test_who_goes_on_later_stands_at_what_was_not_asked_yet(replies, there):
    said = Said(replies)
    assert flow.first_open(flow.steps([MASK, HARM], ASKS, said), [MASK, HARM], said) == there


def test_another_order_is_the_same_for_one_person_every_time():
    cards = [Card(str(number)) for number in range(9)]
    assert flow.in_order(cards) == cards != flow.in_order(cards, "jo") == flow.in_order(cards, "jo")
    assert sorted(one.id for one in flow.in_order(cards, "jo")) == [one.id for one in cards]


def test_nothing_but_the_start_the_note_and_the_end_goes_without_skip():
    said = Said({("mask", "right"): Reply("no")}, supporter="yes")
    found = flow.steps([MASK, HARM], ASKS, said, ["kim"])
    assert {one.kind for one in found if not flow.can_skip(one)} == {"hello", "note", "end"}
