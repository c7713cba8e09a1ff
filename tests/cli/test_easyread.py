"""Checking a file for easy language in the terminal."""

from __future__ import annotations

import pytest

TEXT = "We asked people.\nThe participants don't know.\nThe letter was sent."


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "summary.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_rule_place_words_kind_and_source_are_listed_as_json(qda, file):
    rows = {row["rule"]: row for row in qda("easyread", "check", file, "--json", "--no-model").json}
    passive = rows["W4"]
    assert (passive["kind"], passive["text"]) == ("B", "was sent")
    assert TEXT[passive["start"] : passive["end"]] == "was sent"
    assert "The Easy Read Standard" in passive["source"]
    assert rows["W9"]["instead"] == ["do not"]
    assert set(passive) >= {"rule", "kind", "start", "end", "text", "hint", "source"}


def test_people_get_lines_and_sentences_and_no_score(qda, file):
    said = qda("easyread", "check", file, "--no-model")
    assert said.code == 0
    assert "“don't” is a short form. Write “do not”." in said.out
    assert "Only the people it is for can say whether it is easy." in said.out
    assert "\n   3  W4 " in said.out


def test_the_profile_is_that_of_the_language_or_the_one_that_is_named(qda, file, tmp_path):
    file.write_text("Das ist ein Satz mit mehr als acht kurzen Wörtern.", encoding="utf-8")
    assert "W1" in {row["rule"] for row in qda("easyread", "check", file, "--lang", "de", "--json").json}
    assert "W1" not in {
        row["rule"] for row in qda("easyread", "check", file, "--lang", "de", "--profile", "uk", "--json").json
    }
    own = tmp_path / "ours.toml"
    own.write_text('name = "Ours"\n[rules]\nW1 = { number = 9, sources = ["Our group"] }\n', encoding="utf-8")
    rows = qda("easyread", "check", file, "--profile", own, "--json").json
    assert [(row["rule"], row["source"]) for row in rows] == [("W1", "Our group")]


def test_what_cannot_be_checked_is_refused_with_a_sentence(qda, tmp_path, file):
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    refused = qda("easyread", "check", tmp_path / "a.pdf")
    assert (refused.code, refused.out) == (1, "")
    assert "a.pdf can't be checked; these can: .txt" in refused.err
    assert qda("easyread", "check", tmp_path / "missing.txt").code == 1
    unknown = qda("easyread", "check", file, "--profile", "klingon")
    assert unknown.code == 1 and "leichte-sprache" in unknown.err


def test_without_a_model_it_is_said_what_is_missing(qda, file):
    assert "no language model" in qda("easyread", "check", file, "--lang", "nb").err
    assert qda("easyread", "check", file, "--lang", "en").err == ""


def test_the_rules_of_a_profile_are_listed_with_number_kind_and_source(qda):
    rows = {row["id"]: row for row in qda("easyread", "rules", "--profile", "leichte-sprache", "--json").json}
    assert (rows["W1"]["number"], rows["W1"]["kind"]) == (8, "A")
    assert "W9" not in rows
    said = qda("easyread", "rules", "--lang", "fr")
    assert "W1" in said.out and "15 words" in said.out and "(to confirm)" in said.out
    assert "only the people it is for can say" in said.out
