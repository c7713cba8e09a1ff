"""Short sentences, lines and paragraphs."""

from __future__ import annotations

import pytest

from tests.core.easyread.conftest import hits

FIFTEEN = "We asked you and your good friends what it is like to see a doctor."


@pytest.mark.parametrize("model", [True, False])
def test_a_sentence_may_have_as_many_words_as_the_profile_says(model):
    assert not hits("W1", FIFTEEN, model=model)
    assert hits("W1", FIFTEEN.replace("a doctor", "a new doctor"), model=model) == [
        FIFTEEN.replace("a doctor", "a new doctor")
    ]
    assert hits("W1", FIFTEEN, numbers={"W1": 10}, model=model) == [FIFTEEN]


@pytest.mark.parametrize(
    ("profile", "most"), [("uk", 15), ("lettlest", 15), ("leichte-sprache", 8), ("lectura-facil", 15), ("falc", 15)]
)
def test_profiles_have_their_own_longest_sentence(profile, most):
    assert not hits("W1", " ".join(["ja"] * most), profile)
    assert hits("W1", " ".join(["ja"] * (most + 1)), profile)


def test_each_sentence_begins_a_line():
    assert not hits("W3", "You can say no.\nNobody is angry then.")
    assert hits("W3", "You can say no. Nobody is angry then.\nThat is fine.") == ["Nobody is angry then."]
    assert not hits("W3", "You can say no. Nobody is angry then.", numbers={"W3": 2})


def test_a_paragraph_has_at_most_fifty_words():
    assert not hits("W24", " ".join(["We", "ask", "you", "this."] * 12))
    assert len(hits("W24", " ".join(["We", "ask", "you", "this."] * 13))) == 1
