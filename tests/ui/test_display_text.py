"""Positions of what is shown and of what is stored agree, whatever the text holds."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from qda.ui.widgets.display_text import LONGEST_BLOCK, DisplayText

FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
SIGNS = [
    "e\u0301",
    "\U0001f600",
    FAMILY,
    "\U0001f44d\U0001f3fd",
    "\u2028",
    "\u2029",
    "\u00a0",
    "\ufffc",
    "\ufdd0",
    "\ufdd1",
]
WORDS = [
    "word ",
    "Ende. ",
    "שלום ",
    "مرحبا ",
    "医院。",
    "\u200f",
    "\ufeff",
    "\U00010348",
    "x" * 30,
    "long stretch of words " * 4,
]
PIECES = st.sampled_from([*"ab .!?\n\t", *SIGNS, *WORDS])
TEXTS = st.lists(PIECES, max_size=60).map("".join)


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(TEXTS, st.integers(20, 60))
def test_every_point_is_found_again_from_both_sides_of_a_cut(text: str, longest: int) -> None:
    display = DisplayText(text, longest)
    positions = [display.to_position(point) for point in range(len(text) + 1)]
    assert positions == sorted(set(positions))
    for point, position in enumerate(positions):
        assert display.to_point(position) == point
        assert display.to_point(display.to_position(point, closing=True)) == point
    assert positions[-1] <= utf16(display.shown)


@given(TEXTS, st.integers(20, 60))
def test_what_is_shown_between_two_positions_is_the_stored_text(text: str, longest: int) -> None:
    display = DisplayText(text, longest)
    units = display.shown.encode("utf-16-le")
    for start in range(0, len(text), 7):
        end = min(len(text), start + 5)
        first, last = display.to_position(start), display.to_position(end, closing=True)
        shown = units[2 * first : 2 * last].decode("utf-16-le")
        stored = "".join("\ufffd" if sign in "\ufffc\ufdd0\ufdd1" else sign for sign in text[start:end])
        cuts = len(shown) - len(stored)
        assert cuts >= 0 and (shown == stored if not cuts else shown.replace("\n", "") == stored.replace("\n", ""))


@given(TEXTS, st.integers(20, 60))
def test_no_block_is_longer_than_allowed_and_no_character_is_torn(text: str, longest: int) -> None:
    display = DisplayText(text, longest)
    blocks = display.shown.split("\n")
    assert all(len(block) <= longest for block in blocks)
    if all(len(paragraph) <= longest for paragraph in text.split("\n")):
        assert display.shown.count("\n") == text.count("\n")


def test_a_long_paragraph_is_cut_after_a_sentence_and_a_wall_of_marks_still_is() -> None:
    paragraph = "He said that the list was long. Nobody asked me! " * 400
    display = DisplayText(paragraph)
    blocks = display.shown.split("\n")
    assert len(blocks) > 3 and "".join(blocks) == paragraph
    assert all(block.rstrip().endswith((".", "!")) for block in blocks)
    assert display.continues(len(blocks[0])) and not display.continues(len(blocks[0]) - 1)
    wall = DisplayText("e" + "\u0301" * 20_000)
    assert max(len(block) for block in wall.shown.split("\n")) <= LONGEST_BLOCK


def test_combining_marks_and_joined_signs_stay_with_what_they_belong_to() -> None:
    text = ("नि" + FAMILY + "\U0001f44d\U0001f3fd" + "e\u0301") * 1_500
    for block in DisplayText(text, 100).shown.split("\n"):
        assert not unicodedata.category(block[0]).startswith("M") and block[0] not in "\u200d\U0001f3fd"
        assert block[-1] != "\u200d"
