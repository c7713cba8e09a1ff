"""The guidelines as data: all their items, in order, with a source, and only facts that there are."""

from __future__ import annotations

import re
from itertools import groupby

import pytest

from qda.core.checklists.filling import FACTS
from qda.core.checklists.lists import NAMES, guideline, usual
from qda.errors import NotFoundError
from qda.resources import path

NUMBERS = {
    "coreq": [str(n) for n in range(1, 33)],
    "srqr": [f"S{n}" for n in range(1, 22)],
    "entreq": [str(n) for n in range(1, 22)],
    "rtarg": [str(n) for n in range(1, 20)],
}


def test_there_are_these_guidelines_and_each_approach_has_one() -> None:
    assert sorted(NAMES) == [one.stem for one in sorted(path("papers", "checklists").glob("*.toml"))]
    ways = ("reflexive", "review", "codebook", "framework", "grounded")
    assert [usual(way) for way in ways] == ["rtarg", "entreq", "coreq", "coreq", "coreq"]
    with pytest.raises(NotFoundError, match="rtarg, coreq, srqr, entreq"):
        guideline("consort")


@pytest.mark.parametrize("key", NAMES)
def test_all_items_are_there_in_our_own_short_words_with_a_source(key: str) -> None:
    found = guideline(key)
    assert [one.number for one in found.items] == NUMBERS[key]
    assert re.search(r"(19|20)\d\d, .*doi:10\.", found.source)
    assert found.read
    for one in found.items:
        assert one.heading
        assert one.asks.endswith(".")
        assert len(one.asks.split()) <= 30, one.number
        assert set(one.facts) <= set(FACTS), one.number
        assert "emerge" not in f"{one.asks} {one.reflexive}", one.number
    sections = [section for section, _items in groupby(one.section for one in found.items)]
    assert len(sections) == len(set(sections))
    assert bool(found.unconfirmed) is any(not one.confirmed for one in found.items)


def test_what_does_not_fit_reflexive_analysis_says_what_to_argue_instead() -> None:
    marked = {key: [one.number for one in guideline(key).items if one.reflexive] for key in NAMES}
    assert marked == {"rtarg": [], "coreq": ["22", "23", "24", "25", "28"], "srqr": ["S8", "S15"], "entreq": []}
