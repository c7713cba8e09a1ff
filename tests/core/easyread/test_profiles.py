"""Profiles: what comes along, what people change, and files that are none."""

from __future__ import annotations

import pytest

from qda.core.easyread.profiles import OFF, profile, profile_for, profiles, read_profile
from qda.core.easyread.rules import sentence_rules, whole_rules
from qda.errors import NotFoundError, UnreadableFileError


def test_seven_profiles_come_along_the_usual_one_first():
    assert [one.id for one in profiles()] == [
        *("uk", "easy-english", "falc", "inclusion-europe", "lectura-facil", "leichte-sprache", "lettlest")
    ]
    assert [profile_for(code).id for code in ("de-AT", "nn", "fr", "es", "en", "pl")] == [
        *("leichte-sprache", "lettlest", "falc", "lectura-facil", "uk", "uk")
    ]


@pytest.mark.parametrize("one", profiles(), ids=lambda one: one.id)
def test_every_rule_of_a_profile_says_where_it_stands_and_what_kind_it_is(one):
    on = [rule for rule in one.rules.values() if rule.on]
    assert len(on) > 30
    assert all(rule.source and rule.hint and rule.title and rule.kind in "ABP" for rule in on)
    # Sources are named in full: no short form is left over.
    assert all(len(part) > 15 for rule in on for part in rule.source.split("; "))
    assert all(rule.low <= rule.number <= rule.high for rule in on if rule.number is not None)


def test_a_rule_whose_text_was_not_read_is_to_be_confirmed():
    assert profile("inclusion-europe").rules["L3"].to_confirm
    assert not profile("inclusion-europe").rules["W8"].to_confirm
    assert not profile("uk").rules["L3"].to_confirm  # others say the same, and were read


def test_every_rule_is_looked_for_and_none_is_looked_for_that_no_profile_knows():
    known = set(profile().rules)
    assert set(sentence_rules()) | set(whole_rules()) == known


def test_numbers_are_changed_rules_switched_off_and_on():
    changed = profile("uk").adjusted({"W1": 20, "W9": OFF, "W12-words": 1, "unknown": 3})
    assert changed.rule("W1").number == 20
    assert changed.rule("W9") is None
    assert changed.rule("W12-words").on
    assert profile("uk").rule("W1").number == 15 and profile("uk").rule("W12-words") is None
    assert profile("uk").adjusted({"W1": OFF}).rules["W1"].number == 15


def test_what_only_people_can_judge_is_a_question():
    asked = dict(profile().questions())
    assert asked["L7"] == "Do the pictures show what the words say?"
    assert "W1" not in asked


def test_an_unknown_profile_is_refused_with_those_there_are():
    with pytest.raises(NotFoundError, match="leichte-sprache"):
        profile("klingon")


def test_somebodys_own_profile_is_read_and_nonsense_is_refused(tmp_path):
    own = tmp_path / "ours.toml"
    own.write_text('name = "Ours"\n[rules]\nW1 = { number = 9, sources = ["Our group"] }\n', encoding="utf-8")
    ours = read_profile(own)
    assert (ours.name, ours.rule("W1").number, ours.rule("W1").source) == ("Ours", 9, "Our group")
    assert ours.rule("W2") is None
    for wrong in (
        "name = 3",
        "[rules]\n",
        'name = "x"\n[rules]\nW99 = {}',
        'name = "x"\n[rules]\nW1 = { kind = "Z" }',
        'name = "x"\n[rules]\nW1 = { number = "many" }',
        "not = = toml",
    ):
        own.write_text(wrong, encoding="utf-8")
        with pytest.raises(UnreadableFileError, match=r"ours\.toml"):
            read_profile(own)
