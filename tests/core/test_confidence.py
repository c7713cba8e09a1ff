"""Confidence in a finding: set by people, with who and when, on four levels or three."""

from __future__ import annotations

import pytest

from qda.core import coders
from qda.core.confidence import Component, confidences, scale, set_confidence, set_scale
from qda.core.themes import outline
from qda.errors import NotFoundError, RefusedError


@pytest.fixture
def finding(s):
    return outline.add_theme(s, "Fear"), coders.add_coder(s, "Ann Noor"), coders.add_coder(s, "Ben Okri")


def test_level_components_and_explanation_are_kept_with_who_said_them(s, finding):
    theme, ann, ben = finding
    set_confidence(s, theme, level="moderate", why="Six of seven studies.", coder_id=ann)
    parts = {"adequacy": Component("minor", "Thin data: two studies."), "relevance": Component("", "To be looked at.")}
    set_confidence(s, theme, components=parts, coder_id=ben)
    row = confidences(s)[theme]
    assert (row.level, row.why, row.coder) == ("moderate", "Six of seven studies.", "Ben Okri") and row.at > 0
    assert row.component("adequacy").words() == "Minor concerns: Thin data: two studies."
    assert row.component("relevance") == parts["relevance"] and row.component("coherence") == Component()


def test_saying_the_same_again_does_not_make_it_somebody_elses(s, finding):
    theme, ann, ben = finding
    set_confidence(s, theme, level="high", coder_id=ann)
    set_confidence(s, theme, level="high", coder_id=ben)
    assert confidences(s)[theme].coder == "Ann Noor"


def test_a_level_must_be_on_the_scale_and_one_that_was_given_stays(s, finding):
    theme, _ann, _ben = finding
    set_confidence(s, theme, level="very low")
    set_scale(s, "three")
    set_confidence(s, theme, level="very low", why="Old.")
    assert confidences(s)[theme].level == "very low" and scale(s) == "three"
    set_confidence(s, theme, level="low")
    with pytest.raises(RefusedError, match="very low here; it is one of high, moderate, low"):
        set_confidence(s, theme, level="very low")
    for wrong in ({"level": "sure"}, {"components": {"adequacy": Component("grave")}}):
        with pytest.raises(RefusedError):
            set_confidence(s, theme, **wrong)
    with pytest.raises(RefusedError):
        set_scale(s, "five")


def test_where_nothing_is_said_any_more_there_is_no_row_and_a_theme_takes_its_own_along(s, finding):
    theme, _ann, _ben = finding
    set_confidence(s, theme, level="low")
    set_confidence(s, theme, level="")
    assert confidences(s) == {}
    set_confidence(s, theme, why="Words.")
    outline.delete_theme(s, theme)
    assert confidences(s) == {}
    with pytest.raises(NotFoundError):
        set_confidence(s, theme, level="low")
