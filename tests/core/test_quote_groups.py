"""Grouped quotes: each stands in one group, and the groups in an order that a person expects."""

from __future__ import annotations

import pytest

from qda.core import codebook, coders, coding, documents, participants, quote_groups, retrieval
from tests.storage.study import GROUP, SINGLE


@pytest.fixture
def grouped(s):
    """Return what gives (group, number of quotes) by a way, in order."""
    single, group = documents.add_source(s, SINGLE), documents.add_source(s, GROUP)
    people = {name: participants.add_participant(s, name) for name in ("Carla", "Ben", "Ana")}
    for row in [*documents.speakers_of(s, group), *documents.speakers_of(s, single)]:
        if row.label in people:
            participants.link_speaker(s, row.id, people[row.label])
    age = participants.add_attribute(s, "Age", "number")
    for name, years in (("Ana", "101"), ("Ben", "9")):
        participants.set_values(s, people[name], age, [years])
    role = participants.add_attribute(s, "Role", "choices")
    participants.set_values(s, people["Ana"], role, ["patient", "family"])
    bo, ann = coders.add_coder(s, "Bo"), coders.add_coder(s, "Ann")
    code = codebook.add_path(s, "mask")
    for coder, source, words in (
        (ann, group, "prison mask"),
        (ann, group, "safe"),
        (bo, group, "no bus, nobody told us.\nBen: Cafe"),
        (bo, single, "My sister"),
        (bo, group, "How was the clinic?"),
    ):
        start = documents.source_text(s, source).index(words)
        coding.apply_code(s, coder, code, source, start, start + len(words))
    s.flush()
    rows = retrieval.quotes(s)

    def answer(way: str) -> list[tuple[str, int]]:
        found = quote_groups.grouping(s, way)
        assert found is not None
        groups = [found.of(row) for row in rows]
        return [(words, sum(group.words == words for group in groups)) for words in _ordered(groups)]

    return answer


def _ordered(groups: list[quote_groups.Group]) -> list[str]:
    return list(dict.fromkeys(group.words for group in sorted(groups, key=lambda group: group.key)))


def test_sources_stand_in_the_order_of_the_project(grouped) -> None:
    assert grouped("source") == [("Carla", 1), ("Group one", 4)]


def test_what_two_said_together_is_a_group_of_its_own_and_nobody_comes_last(grouped) -> None:
    assert grouped("participant") == [("Carla", 1), ("Ben", 1), ("Ben, Ana", 1), ("Ana", 1), ("No participant", 1)]


def test_coders_stand_in_the_order_in_which_they_came(grouped) -> None:
    assert grouped("coder") == [("Bo", 3), ("Ann", 2)]


def test_values_stand_as_numbers_and_what_has_none_comes_last(grouped) -> None:
    assert grouped("attribute:Age") == [("9", 1), ("9, 101", 1), ("101", 1), ("No value", 2)]
    assert grouped("attribute:Role") == [("family, patient", 2), ("No value", 3)]


def test_values_of_one_interview_and_of_sources_make_groups(s, grouped) -> None:
    people = {row.name: row for row in participants.participants(s)}
    age = next(key for key, name, _type in participants.attributes(s) if name == "Age")
    (carlas,) = people["Carla"].source_ids
    participants.set_values(s, people["Carla"].id, age, ["30"], source_id=carlas)
    site = participants.add_attribute(s, "Site", scope="source")
    participants.set_values(s, None, site, ["town"], source_id=carlas)
    assert grouped("attribute:Age") == [("9", 1), ("9, 101", 1), ("30", 1), ("101", 1), ("No value", 1)]
    assert grouped("attribute:Site") == [("town", 1), ("No value", 4)]


def test_ways_are_those_of_the_project(s, grouped) -> None:
    assert [way for way, _words in quote_groups.ways(s)] == [
        *quote_groups.WAYS,
        "attribute:Age",
        "attribute:Role",
    ]
    assert quote_groups.grouping(s, "") is None
    assert quote_groups.grouping(s, "attribute:Gone") is None
