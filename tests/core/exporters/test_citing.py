"""Quotation marks follow the language, are never doubled, and the place says who, where and which lines."""

from __future__ import annotations

import pytest

from qda.core.exporters.citing import Cited, enclosed, place, quote_paragraphs, quoted


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "“Nobody asks.”"),
        ("de", "„Nobody asks.“"),
        ("de-CH", "«Nobody asks.»"),
        ("fr", "«\u00a0Nobody asks.\u00a0»"),
        ("es", "«Nobody asks.»"),
        ("nb-NO", "«Nobody asks.»"),
        ("no", "«Nobody asks.»"),
        ("sv", "”Nobody asks.”"),
        ("xx", "“Nobody asks.”"),
    ],
)
def test_marks_are_those_of_the_language(language: str, expected: str) -> None:
    assert quoted("Nobody asks.\n", language) == expected


@pytest.mark.parametrize("text", ["“Yes.”", '"Yes."', "«Yes.»", "„Ja.“", "‘Yes.’", "»Ja.«"])
def test_a_text_within_marks_gets_no_second_pair(text: str) -> None:
    assert enclosed(text)
    assert quoted(text, "en") == text


@pytest.mark.parametrize("text", ["“No,” she said, “never.”", '"No," she said.', "’Cause I say so", '"', "Yes."])
def test_marks_that_do_not_hold_the_whole_are_no_pair(text: str) -> None:
    assert not enclosed(text)
    assert text in quoted(text, "en")
    assert quoted(text, "en")[0] == "“"
    assert "““" not in quoted(text, "en")


def test_a_name_that_participant_and_source_share_is_said_once() -> None:
    assert place(["Neil"], "Interview 1", "12-14") == "Neil, Interview 1, lines 12-14"
    assert place(["P7"], "P7", "3") == "P7, line 3"
    assert place([], "Field note", "") == "Field note"


def cited(text: str, **values: str) -> Cited:
    """Return a passage by Neil."""
    return Cited(text, ("Neil",), (), "Interview 1", "3", values.pop("language", "en"), **values)  # type: ignore[arg-type]


def test_a_counter_quote_is_marked_and_a_translation_stands_below() -> None:
    quote, below = quote_paragraphs(cited("Nein.", kind="counter", language="de", translation="No."), "en")
    assert quote.text == "Different view: “Nein.” (Neil, Interview 1, line 3)"
    assert [run.language for run in quote.runs] == ["", "de", ""]
    assert below.text == "Translation: “No.”"
    assert below.joins


def test_hebrew_in_an_english_document_has_its_own_marks_and_the_place_below_it() -> None:
    (quote,) = quote_paragraphs(cited("אף אחד לא שאל אותי", language="he"), "en")
    assert quote.text == "”אף אחד לא שאל אותי”\n(Neil, Interview 1, line 3)"
    assert [run.rtl for run in quote.runs] == [True, False]
    assert quote.rtl
