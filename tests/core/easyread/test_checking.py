"""The check as a whole: right places in any text, nothing looked at twice, the order of hints."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.core.easyread.booklet import Booklet, Line, Page, Run
from qda.core.easyread.checking import Checker, about_models, check_booklet, check_text
from qda.core.easyread.files import read_markdown
from qda.core.easyread.files_html import read_html
from qda.core.easyread.hints import KnownWords
from qda.core.easyread.profiles import profile, profiles
from tests.core.easyread.conftest import PROFILES

KNOWN = KnownWords(explained={"consent": "saying yes", "": ""}, familiar=frozenset({"GP"}), terms={"help": ("aid",)})
# Bits that rules look at, in odd company.
BITS = st.sampled_from(
    [
        *"&%#/;()[]{}<>=+*~^_|\\@.,:!?-–—’'\"„“”«»\n\t\u00ad\u200b\u0301😀",
        *(" ", "and", "not", "don't", "n'", "21.9.", "1.000", "12,500", "MCMXC", "IV", "e.g.", "z. B.", "U.N.", "45"),
        *("consent", "This means", "Consent is when", "%", "twenty-", "und", "hundred", "million", "1867", "in"),
        *("wurde", "geschrieben", "were", "asked", "ß", "ǅ", "İ", "ﬁ", "学校", "مدرسة"),
    ]
)


@settings(max_examples=40, deadline=None)
@given(
    name=st.sampled_from([one.id for one in profiles()]),
    parts=st.lists(st.one_of(BITS, st.text(max_size=6)), max_size=25),
)
def test_places_are_right_for_any_text(name, parts):
    text = " ".join(parts)
    asked = profile(name)
    for hint in check_text(text, asked, asked.language or "en", KNOWN, model=False):
        assert 0 <= hint.start <= hint.end <= len(text)
        assert hint.start == hint.end or hint.text == text[hint.start : hint.end]
        assert hint.hint and hint.source


@settings(max_examples=60, deadline=None)
@given(
    parts=st.lists(
        st.one_of(BITS, st.sampled_from(["**", "_", "# ", "- ", "![a](b)", "[a](b)", "<p>", "</i>"])), max_size=25
    )
)
def test_marks_of_any_kind_are_read(parts):
    text = " ".join(parts)
    for written in (read_markdown(text), read_html(text)):
        for block in written.blocks:
            assert 0 <= block.start < block.end <= len(written.text)
            assert all(block.start <= look.start < look.end <= block.end for look in block.looks)
        Checker(profile(), "en", model=False).written(written)


def test_with_a_model_places_are_right_too():
    text = "The nurse’s here 😀 and won’t go.\nIt was given to me, who is ill, by her."
    for hint in check_text(text, profile(), "en"):
        assert hint.start == hint.end or hint.text == text[hint.start : hint.end]


def test_a_sentence_that_was_seen_is_not_looked_at_again(monkeypatch):
    checker = Checker(profile(), "en", model=False)
    first = checker.text("Three nurses came.\nThe letter was sent.")
    seen = []
    look_at = Checker._look_at
    monkeypatch.setattr(
        Checker, "_look_at", lambda self, sentence: seen.append(sentence.parsed.text) or look_at(self, sentence)
    )
    changed = checker.text("Three nurses came.\nThe letter was lost.")
    assert seen == ["The letter was lost."]
    assert [hint for hint in changed if hint.end <= 18] == [hint for hint in first if hint.end <= 18]
    assert checker.text("Three nurses came.\nThe letter was sent.") == first


def test_what_is_kept_of_a_sentence_moves_with_it():
    checker = Checker(profile(), "en", model=False)
    checker.text("Three nurses came.")
    moved = [hint for hint in checker.text("We are here.\nThree nurses came.") if hint.rule == "W12"]
    assert [(hint.start, hint.end, hint.text) for hint in moved] == [(13, 18, "Three")]


def test_hints_come_in_the_order_of_the_text_those_on_the_whole_first():
    found = check_text("The letter was sent.\nWe don't know.", profile(), "en", model=False)
    places = [hint.start for hint in found]
    assert places == sorted(places)
    assert found[0].start == found[0].end == 0


def test_hints_of_a_summary_name_page_and_statement_in_their_order():
    lines = (Line("a", (Run("We don't know."),)), Line("b", (Run("It was sent in three days."),)))
    booklet = Booklet("T", "en", "uk", (Page("p", "theme", "Title", lines),))
    found = [hint for hint in check_booklet(booklet, profile(), model=False) if hint.line and hint.rule != "L7"]
    assert [(hint.page, hint.line, hint.rule) for hint in found if hint.rule in ("W9", "W4", "W12")] == [
        ("p", "a", "W9"),
        ("p", "b", "W4"),
        ("p", "b", "W12"),
    ]


def test_a_title_is_no_sentence_with_two_ideas():
    written = read_markdown("# What we do because we can\n\nWe go because we can.\n")
    found = Checker(profile(), "en", model=False).written(written)
    assert [hint.text for hint in found if hint.rule == "W2"] == ["We go because we can."]


def test_nothing_is_said_of_nothing():
    assert {hint.rule for hint in check_text("", profile(), "en", model=False)} <= {"L14", "C1"}
    empty = Booklet("", "en", "uk", ())
    assert {hint.rule for hint in check_booklet(empty, profile(), model=False)} == {"L14"}


@pytest.mark.parametrize(("code", "said"), [("en", ""), ("nb", "There is no language model for this language here")])
def test_it_is_said_what_a_model_adds(code, said):
    assert about_models(code).startswith(said) and bool(about_models(code)) == bool(said)


def test_a_rule_that_was_not_read_in_full_says_so():
    found = check_text("Das ist gut, und neu.", profile(PROFILES["de"]), "de", model=False)
    assert {hint.rule: hint.to_confirm for hint in found}["W19"] is False
    found = check_text("Du pain, de l'eau, et du sel.", profile(PROFILES["fr"]), "fr", model=False)
    assert {hint.rule: hint.to_confirm for hint in found}["W19"] is True
