"""A text in the making: whatever is typed, what differs from the stored text is known, and every step goes back."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from qda.core.drafting import Draft
from qda.core.replacing import replaced

LETTERS = st.text("ab \n😀", max_size=4)
HOW = st.sampled_from(["put", "all", "undo", "redo"])
EDITS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), LETTERS, HOW), max_size=12)


def typed(draft: Draft, at: int, words: str) -> None:
    for number, letter in enumerate(words):
        draft.put(at + number, at + number, letter, typing=True)


@settings(max_examples=150, deadline=None)
@given(st.text("ab \n😀", max_size=20), EDITS)
def test_the_pieces_make_the_text_of_the_stored_one_and_every_step_goes_back(base: str, edits: list) -> None:
    draft, texts = Draft(base), [base]
    for one, other, words, how in edits:
        start, end = sorted((min(one, len(draft.text)), min(other, len(draft.text))))
        expected = draft.text
        if how == "put":
            expected = draft.text[:start] + words + draft.text[end:]
            draft.put(start, end, words)
        elif how == "all":
            expected = draft.text.replace("a", words)
            draft.put_all([(n, n + 1, words) for n, letter in enumerate(draft.text) if letter == "a"])
        elif how == "undo":
            before = draft.text
            if draft.undo():
                expected = draft.text
                draft.redo()
                assert draft.text == before
                draft.undo()
        else:
            draft.redo()
            expected = draft.text
        assert draft.text == expected
        assert replaced(base, draft.pieces).text == draft.text
        assert all(base[start:end] != words for start, end, words in draft.pieces)
        assert Draft(base, draft.pieces).text == draft.text
        texts.append(draft.text)
    while draft.undo():
        assert replaced(base, draft.pieces).text == draft.text
    assert draft.text == base and not draft.is_changed()


def test_a_word_that_is_typed_is_one_step_and_so_are_letters_taken_away() -> None:
    draft = Draft("The bus came.")
    typed(draft, 7, " often late")
    assert draft.text == "The bus often late came." and draft.pieces == [(7, 7, " often late")]
    draft.undo()
    assert draft.text == "The bus often came."
    draft.undo()
    assert draft.text == draft.base and not draft.is_changed()
    for at in (7, 6, 5):
        draft.put(at - 1, at, "", typing=True)
    assert draft.text == "The  came."
    draft.undo()
    assert draft.text == "The bus came."
    draft.redo()
    assert draft.text == "The  came." and draft.can_undo() and not draft.can_redo()


def test_a_mended_word_stays_in_its_passage_and_what_is_put_beside_it_stays_out() -> None:
    draft = Draft("I saw teh dog, and it barked.")
    draft.put(6, 9, "t")
    typed(draft, 7, "he")
    assert draft.pieces == [(6, 9, "the")]
    draft.put(13, 14, ";")
    assert draft.pieces == [(6, 9, "the"), (13, 14, ";")]
    place = draft.now.place
    assert [draft.text[slice(*place(*span))] for span in ((2, 9), (6, 13), (10, 13))] == ["saw the", "the dog", "dog"]
    assert place(13, 14) == (13, 14)
    draft.put(13, 14, "")
    assert place(13, 14) is not None and draft.now.place(13, 14) is None


def test_a_word_that_goes_on_stays_in_its_passage_and_what_is_written_after_it_does_not() -> None:
    draft = Draft("No weakness. None.")
    typed(draft, 11, "es and fear")
    assert draft.text == "No weaknesses and fear. None."
    assert draft.now.place(3, 11) == (3, 13) and draft.now.place(0, 12) == (0, 23)
    typed(draft, 3, "un")
    assert draft.text[slice(*draft.now.place(3, 11))] == "unweaknesses"
    draft.put(3, 15, "")
    typed(draft, 3, "no strength")
    assert draft.text[slice(*draft.now.place(3, 11))] == "no strength"
    chinese = Draft("医院很远")
    typed(chinese, 2, "真的")
    assert chinese.now.place(0, 2) == (0, 2) and chinese.now.place(2, 4) == (4, 6)


def test_places_of_the_new_text_are_found_in_the_stored_one() -> None:
    draft = Draft("one two three")
    draft.put(4, 7, "twenty")
    assert [draft.to_base(point) for point in (0, 4, 6, 10, 11)] == [0, 4, 4, 7, 8]
    assert draft.to_base(6, closing=True) == 7


def test_ten_thousand_places_are_one_quick_step() -> None:
    draft = Draft("Maria said. " * 10_000)
    draft.put_all([(12 * n, 12 * n + 5, "P1") for n in range(10_000)])
    assert draft.text == "P1 said. " * 10_000 and len(draft.pieces) == 10_000
    typed(draft, 3, "x")
    draft.undo()
    draft.undo()
    assert draft.text == draft.base and not draft.is_changed()
