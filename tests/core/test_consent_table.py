"""Consent of participants as a table."""

from __future__ import annotations

import pytest

from qda.core import consent, participants
from qda.core.consent_table import consent_rows, consent_sentences, fill_consents
from qda.errors import RefusedError


@pytest.fixture
def people(s) -> list[str]:
    return [participants.add_participant(s, name) for name in ("Neil", "Ada", "Sam")]


def test_cells_are_written_and_an_emptied_one_was_not_asked(s, people):
    neil, ada, _sam = people
    cells = {(neil, "quote"): "yes", (neil, "quote_easy"): "N", (neil, "given"): "2026-03-01", (ada, "quote"): "no"}
    fill_consents(s, cells)
    assert consent.consent(s, neil).answers == {"quote": True, "quote_easy": False}
    row = consent_rows(s)[0]
    assert [row.words(column) for column in ("quote", "quote_easy", "voice", "given")] == [
        "yes",
        "no",
        "",
        "2026-03-01",
    ]
    fill_consents(s, {(neil, "quote"): ""})
    assert consent.allows(s, neil, "quote") is None and consent.allows(s, ada, "quote") is False


@pytest.mark.parametrize(("column", "words"), [("quote", "perhaps"), ("given", "in May")])
def test_what_is_no_answer_or_no_day_is_refused(s, people, column, words):
    with pytest.raises(RefusedError, match=words):
        fill_consents(s, {(people[0], column): words})


def test_the_sentences_say_who_refused_whom_nobody_asked_and_who_can_still_go_back(s, people):
    neil, ada, _sam = people
    fill_consents(s, {(neil, "quote"): "no", (neil, "deadline"): "2026-12-01", (ada, "quote"): "yes"})
    fill_consents(s, {(ada, "deadline"): "2026-01-01"})
    assert consent_sentences(consent_rows(s), "2026-06-01") == [
        "No consent is recorded of 1 of 3 participants.",
        "“Be quoted” was refused by Neil: what they said is left out.",
        "1 person can still take it back, until 2026-12-01.",
    ]
    assert consent_sentences([], "2026-06-01") == []
