from hypothesis import given
from hypothesis import strategies as st

from qda.core.replacing import replaced


def test_passages_go_along_with_what_replaced_part_of_them():
    text = "Maria said that Maria left."
    new = replaced(text, [(0, 5, "P1"), (16, 21, "P1")])
    assert new.text == "P1 said that P1 left."
    assert new.place(0, 10) == (0, 7)
    assert new.place(2, 5) == (0, 2), "part of what was replaced is all of what took its place"
    assert new.place(6, 10) == (3, 7)
    assert new.place(0, len(text)) == (0, len(new.text))


def test_what_is_taken_out_leaves_no_passage_and_what_is_put_in_belongs_to_none():
    text = "one two three"
    gone = replaced(text, [(4, 8, "")])
    assert gone.place(4, 8) is None
    assert gone.place(4, 13) == (4, 9)
    added = replaced(text, [(4, 4, "and ")])
    assert added.place(0, 4) == (0, 4)
    assert added.place(4, 7) == (8, 11)
    assert added.place(0, 7) == (0, 11)


@given(st.text("abc ", min_size=1, max_size=60), st.data())
def test_words_that_were_not_replaced_are_covered_as_before(text, data):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8).filter(lambda them: len(them) % 2 == 0)))
    pieces = [(a, b, data.draw(st.text("xy", max_size=3))) for a, b in zip(cuts[::2], cuts[1::2], strict=True)]
    pieces = list({a: (a, b, words) for a, b, words in pieces}.values())
    new = replaced(text, pieces)
    start, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    untouched = all(b <= start or a >= end for a, b, _words in pieces)
    if start < end and untouched:
        place = new.place(start, end)
        assert place is not None
        assert new.text[place[0] : place[1]] == text[start:end]
