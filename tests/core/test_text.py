"""Offsets, lines, sentences and words hold for every text: emoji, marks, right-to-left, odd newlines."""

from __future__ import annotations

import hashlib
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.core.text import (
    LINE_UNITS,
    Turn,
    Utf16Map,
    canonical,
    count_words,
    direction,
    line_numbers,
    lines,
    paragraphs,
    sentences,
    text_hash,
)

PIECES = [
    "Well",
    "I didn't. ",
    "Dr. ",
    "No. ",
    "3. ",
    "z. B. ",
    "e.g. ",
    "... ",
    "?! ",
    "…",
    '"so?" ',
    "他说。",
    "走！",
    "（好）",
    "مرحبا؟ ",
    'היו"ר ',
    "שָׁלוֹם. ",
    "\u200f",
    "👩‍👩‍👧",
    "🏳️‍🌈 ",
    "𝒳",
    "e\u0301",
    "u\u0308",
    "ß",
    "İ",
    "\r\n",
    "\r",
    "\n",
    "\n\n",
    "\u2028",
    "\u2029",
    "\u00a0",
    "\t",
    " ",
    "  ",
    "\x0b",
    "\x85",
    "\ufeff",
    "\x00",
]
texts = st.one_of(
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=40).map("".join), st.text(max_size=80)
)
canonical_texts = texts.map(canonical)


@given(texts)
def test_canonical_text_has_one_kind_of_newline_and_stays_itself(raw: str) -> None:
    text = canonical(raw)
    assert "\r" not in text
    assert "\x00" not in text
    assert not text.startswith("\ufeff")
    assert canonical(text) == text
    text.encode("utf-8")


def test_canonical_text_keeps_everything_but_newlines_marks_and_nul() -> None:
    assert canonical("\ufeffa\r\nb\rc\u2028d\u00a0\te\x00f\ud800") == "a\nb\nc\u2028d\u00a0\tef\ufffd"


def test_the_hash_is_the_sha256_of_the_utf8_form_and_a_changed_letter_has_another() -> None:
    assert text_hash("für 👍") == hashlib.sha256("für 👍".encode()).digest()
    assert text_hash("für") != text_hash(unicodedata.normalize("NFD", "für"))
    assert len(text_hash("")) == 32


@given(canonical_texts)
def test_utf16_positions_are_those_of_the_encoded_text(text: str) -> None:
    both = Utf16Map(text)
    for i in range(len(text) + 1):
        units = len(text[:i].encode("utf-16-le")) // 2
        assert both.to_utf16(i) == units
        assert both.to_points(units) == i


def test_a_position_inside_a_surrogate_pair_is_that_of_its_character() -> None:
    both = Utf16Map("a😀b")
    assert [both.to_points(unit) for unit in range(5)] == [0, 1, 1, 2, 3]


def uncovered(text: str, spans: list[tuple[int, int]]) -> str:
    inside = set()
    for start, end in spans:
        inside.update(range(start, end))
    return "".join(char for i, char in enumerate(text) if i not in inside)


def assert_in_order(text: str, spans: list[tuple[int, int]]) -> None:
    last = 0
    for start, end in spans:
        assert last <= start < end <= len(text)
        last = end


@given(canonical_texts)
def test_sentences_hold_every_letter_and_never_cross_a_newline(text: str) -> None:
    spans = sentences(text)
    assert_in_order(text, spans)
    assert all("\n" not in text[start:end] for start, end in spans)
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
    assert not uncovered(text, spans).strip()


@given(canonical_texts, st.data())
def test_sentences_of_a_part_stay_inside_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    spans = sentences(text, start, end)
    assert all(start <= a < b <= end for a, b in spans)
    assert not uncovered(text, [*spans, (0, start), (end, len(text))]).strip()


@given(canonical_texts, st.sampled_from(LINE_UNITS), st.integers(1, 30), st.data())
def test_lines_hold_every_letter_in_order(text: str, unit: str, width: int, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    turns = [Turn(a, b, a) for a, b in pairwise(cuts)]
    spans = lines(text, turns, unit, width)
    assert_in_order(text, spans)
    assert not uncovered(text, spans).strip()
    assert all("\n" not in text[start:end] for start, end in spans)
    if unit == "fixed":
        assert all(end - start <= width for start, end in spans)


@given(canonical_texts)
def test_paragraphs_are_what_newlines_part(text: str) -> None:
    assert [text[a:b] for a, b in paragraphs(text)] == [part for part in text.split("\n") if part.strip()]


@given(canonical_texts, st.data())
@settings(max_examples=200)
def test_line_numbers_agree_with_counting_by_hand(text: str, data: st.DataObject) -> None:
    spans = lines(text, [], data.draw(st.sampled_from(LINE_UNITS)), 12)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    touched = [n for n, (a, b) in enumerate(spans, 1) if a < end and b > start]
    assert line_numbers(spans, start, end) == ((touched[0], touched[-1]) if touched else None)


def test_a_line_begins_where_a_turn_begins_inside_a_paragraph() -> None:
    text = "I: How? R: Well.\nAnd so."
    turns = [Turn(0, 7, 3, "I"), Turn(8, len(text), 11, "R")]
    assert [text[a:b] for a, b in lines(text, turns)] == ["I: How?", "R: Well.", "And so."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I didn't. Then we left. It’s fine.", ["I didn't.", "Then we left.", "It’s fine."]),
        ("No. It was not. See No. 7 there.", ["No.", "It was not.", "See No. 7 there."]),
        ("Dr. Smith met J. Doe. So did I. Fine.", ["Dr. Smith met J. Doe.", "So did I.", "Fine."]),
        ("There were 3. Then 4.", ["There were 3.", "Then 4."]),
        ("1. First point. And more.", ["1. First point.", "And more."]),
        ("Am 3. Oktober kam er z. B. Montag. Gut.", ["Am 3. Oktober kam er z. B. Montag.", "Gut."]),
        ("I was... thinking… yes. Ok...", ["I was... thinking… yes.", "Ok..."]),
        ('"Why?" he said. Really?! yes.', ['"Why?" he said.', "Really?!", "yes."]),
        ("Sie sagte: „Nein.“ Dann ging sie.", ["Sie sagte: „Nein.“", "Dann ging sie."]),
        ("他说。我走！“好吧？”然后呢", ["他说。", "我走！", "“好吧？”", "然后呢"]),
        ("هل ذهبت؟ نعم. شكرا", ["هل ذهبت؟", "نعم.", "شكرا"]),
        ("פרק א. ואז\u200f?\u200f כן", ["פרק א. ואז\u200f?\u200f", "כן"]),
        (
            unicodedata.normalize("NFD", "É difícíl. Depois saiu."),
            [unicodedata.normalize("NFD", "É difícíl."), "Depois saiu."],
        ),
        ("soft\u2028break. Next\nnew line", ["soft\u2028break.", "Next", "new line"]),
    ],
)
def test_sentences_as_a_reader_would_part_them(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in sentences(text)] == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("It's a well-known fact.", 4),
        ("Well -- no", 2),
        ("für Größe", 2),
        (unicodedata.normalize("NFD", "für Größe"), 2),
        ("बातें करना मुश्किल", 3),
        ("می‌خواهم بروم", 2),
        ('היו"ר משה', 2),
        ("שָׁלוֹם לָכֶם", 2),
        ("我们在医院", 5),
        ("ハウス・オブ", 5),
        ("BOLT 13 草案", 4),
        ("👍 ok 👩‍👩‍👧", 1),
    ],
)
def test_words_as_a_reader_would_count_them(text: str, count: int) -> None:
    assert count_words(text) == count


def test_a_decomposed_transcript_has_as_many_words_as_the_composed(shared: Path) -> None:
    place = shared / "data" / "transcripts"
    composed = (place / "divekit-roadmap" / "nnProf_transkript.md").read_text("utf-8")
    decomposed = (place / "derived" / "nnProf_nfd.txt").read_text("utf-8")
    assert composed != decomposed
    assert count_words(composed) == count_words(decomposed) == 8274


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("", "ltr"),
        ("Hello", "ltr"),
        ("שלום OK", "rtl"),
        ("مرحبا بكم", "rtl"),
        ("call 055 ٠٥٥٠٥٥٠٥", "ltr"),
        ("你好", "ltr"),
    ],
)
def test_direction_follows_the_letters(text: str, way: str) -> None:
    assert direction(text) == way
