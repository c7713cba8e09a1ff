"""Passages lie where their words are, whichever way their program counted."""

from __future__ import annotations

import pytest

from qda.core.exchange.passages import Counting, Passage, placed
from qda.core.refi.offsets import Convention
from tests.core.exchange.qualcoder_project import by_hand, by_machine

RAW = "\ufeffAnn: one.\r\nBen: 😀😀 two.\r\nAnn: 😀 three.\r\nBen: one more."
WINDOW, STORED = Convention("utf16", 1), Convention("points", 2)


def words(passages, likely=(WINDOW, STORED)):
    """What each passage covers, with whether that is sure."""
    counting = Counting(RAW)
    places = placed({1: counting}, passages, likely)
    return [(counting.text[place.start : place.end], place.sure) if place else None for place in places]


def kept(counted, said):
    said, start, end = counted(RAW, said)
    return Passage(1, start, end, said)


def test_each_goes_by_its_own_words_and_the_others_by_most_of_the_text():
    silent = kept(by_machine, "Ben: one")._replace(words="")
    machine = [kept(by_machine, said) for said in ("two.\nAnn", "three", "more")]
    assert words([kept(by_hand, "three"), silent, *machine]) == [
        ("three", True),
        ("Ben: one", True),  # as three of four are counted
        ("two.\nAnn", True),
        ("three", True),
        ("more", True),
    ]
    # Where nothing tells, the program's likeliest way.
    assert words([silent._replace(start=0, end=5)], (STORED,)) == [("Ann:", True)]
    assert words([silent._replace(start=0, end=5)], (WINDOW,)) == [("Ann: ", True)]


def test_what_is_counted_partly_one_way_and_partly_the_other_is_found_between_them():
    said, start, end = by_hand(RAW, "one more")
    # The first line as it is stored (with a mark and a sign of its line end), the rest as it is shown.
    mixed = Passage(1, start + 2, end + 2, said)
    assert by_machine(RAW, "one more")[1] == start + 1
    assert words([mixed]) == [("one more", True)]
    assert words([mixed._replace(words="never said")])[0][1] is False


@pytest.mark.parametrize(("start", "end"), [(500, 510), (9, 9), (12, 4), (-9, -2)])
def test_what_is_outside_is_nowhere(start, end):
    assert words([Passage(1, start, end, "x")]) == [None]


def test_the_whole_text_is_the_whole_however_its_length_is_counted():
    counting = Counting(RAW)
    stored, shown = len(RAW), len(RAW.lstrip("\ufeff").replace("\r\n", "\n"))
    for length in (stored, stored - 1, stored + 3, shown, shown + 3, stored + 100):
        assert counting.whole(0, length)
    assert not counting.whole(0, shown - 4)
    assert not counting.whole(5, stored)
