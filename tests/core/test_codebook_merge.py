"""Merging and splitting: what is said beforehand is what happens, and nothing that hung on a code is lost."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import func, select

from qda.core import codebook, codebook_merge, coders, coding, documents, memos
from qda.core.codebook_merge import JOIN, KEEP, Split, Splitting
from qda.core.importers import Imported
from qda.core.themes import outline, quotes
from qda.errors import NotFoundError, QuestionError, RefusedError
from qda.storage.models import Coding

WORDS = "one two three four five six seven eight nine ten eleven twelve"


@pytest.fixture
def ann(s) -> str:
    return coders.add_coder(s, "Ann")


@pytest.fixture
def source(s) -> str:
    return documents.add_source(s, Imported("Interview", WORDS * 4))


def spans(s, code_id: str) -> list[tuple[int, int]]:
    rows = s.execute(select(Coding.start, Coding.end).where(Coding.code_id == code_id).order_by(Coding.start))
    return [tuple(row) for row in rows]


# Merging ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(12))
def test_the_numbers_said_before_are_those_of_merging(s, ann, source, seed):
    chance = random.Random(seed)
    people = [ann, coders.add_coder(s, "Ben")]
    codes = [codebook.add_code(s, name) for name in ("kept", "one", "two", "apart")]
    for _coding in range(40):
        start = chance.randrange(200)
        weight = chance.choice((None, None, 10, 90)) if seed % 2 else None
        code = chance.choice(codes)
        span = start, start + chance.choice((2, 6, 15))
        coding.apply_code(s, chance.choice(people), code, source, *span, weight=weight, weights="newest")
    for number in range(3):
        outline.add_theme(s, f"Theme {number}", code_ids=chance.sample(codes, 2))
        memos.add_memo(s, "", "x", links=tuple(memos.Link(code_id=code) for code in chance.sample(codes, 2)))
        codebook.add_code(s, f"below {number}", chance.choice(codes))
    for start in range(5):
        quotes.pick_quote(s, source, start, start + 3, code_id=chance.choice(codes), kind="exemplar")
    s.flush()
    kept, *others = codes[:3]
    foretold = codebook_merge.merging(s, others, kept)
    moving = sum(len(spans(s, code)) for code in others)
    assert (foretold.codes, foretold.passages) == (2, moving)
    before = len(spans(s, kept)) + moving
    if foretold.weights:
        with pytest.raises(QuestionError) as asked, s.begin_nested():
            codebook_merge.merge_codes(s, others, kept)
        assert set(asked.value.choices) <= set(foretold.weights)
    below = len([row for row in codebook.codes(s) if row.parent in others])
    assert codebook_merge.merge_codes(s, others, kept, weights="highest") == foretold.joined
    assert len(spans(s, kept)) == before - foretold.joined
    assert foretold.below == below


def test_links_and_examples_are_foretold(s, ann, source):
    kept, gone = codebook.add_code(s, "kept"), codebook.add_code(s, "gone")
    outline.add_theme(s, "Theme", code_ids=[gone])
    memos.add_memo(s, "", "x", links=(memos.Link(code_id=gone),))
    quotes.pick_quote(s, source, 0, 3, code_id=gone, kind="exemplar")
    codebook.add_code(s, "below", gone)
    coding.apply_code(s, ann, gone, source, 0, 3)
    foretold = codebook_merge.merging(s, [gone, kept], kept)
    assert foretold == codebook_merge.Merging(1, 1, 0, 1, 1, 1, 1, ())


def test_what_cannot_be_merged_is_said_before(s, ann, source):
    top, low = codebook.add_path(s, "top"), codebook.add_path(s, "top > low")
    with pytest.raises(RefusedError, match="below itself"):
        codebook_merge.merging(s, [top], low)
    coding.apply_code(s, ann, low, source, 0, 3)
    codebook.edit_code(s, top, codable=False)
    with pytest.raises(RefusedError, match="only a heading"):
        codebook_merge.merging(s, [low], top)
    with pytest.raises(NotFoundError):
        codebook_merge.merging(s, ["0" * 32], top)


@pytest.mark.parametrize(
    ("way", "definition", "include"),
    [(JOIN, "Mine.\nTheirs.", "Both."), (KEEP, "Mine.", ""), ("other", "Theirs.", "Both.")],
)
def test_definitions_are_put_together_kept_or_taken(s, way, definition, include):
    kept = codebook.add_code(s, "kept", definition="Mine.", example="Ours.")
    other = codebook.add_code(s, "other", definition="Theirs.", include="Both.")
    codebook_merge.merge_codes(s, [other], kept, definitions=other if way == "other" else way)
    row = codebook.codes(s)[0]
    # What the other has no words for stays.
    assert (row.definition, row.include, row.example) == (definition, include, "Ours.")


@pytest.mark.parametrize(("way", "weight"), [("highest", 90), ("lowest", 10), ("newest", 10)])
def test_of_meeting_weights_the_one_that_was_chosen_stays(s, ann, source, way, weight):
    kept, other = codebook.add_code(s, "kept"), codebook.add_code(s, "other")
    coding.apply_code(s, ann, kept, source, 0, 10, weight=90)
    coding.apply_code(s, ann, other, source, 5, 12, weight=10)
    s.flush()
    assert codebook_merge.merging(s, [other], kept).weights == (10, 90)
    codebook_merge.merge_codes(s, [other], kept, weights=way)
    assert [(row.start, row.end, row.weight) for row in coding.codings(s, source)] == [(0, 12, weight)]


# Splitting ----------------------------------------------------------------------------------------------------------


def test_some_passages_of_a_code_get_a_new_one_beside_it(s, ann, source):
    home = codebook.add_code(s, "home")
    fear = codebook.add_code(s, "fear", home)
    ids = [coding.apply_code(s, ann, fear, source, start, start + 3).id for start in (0, 10, 20)]
    for start in (0, 10):
        quotes.pick_quote(s, source, start, start + 3, code_id=fear, kind="exemplar")
    assert codebook_merge.splitting(s, fear, ids[:2], "panic") == Splitting(None, 2, 1, 0, ())
    done = codebook_merge.split_code(s, fear, [ids[0], ids[2], ids[0]], "panic", coder_id=ann)
    assert done == Split(done.code_id, 2, 0)
    assert [row.path for row in codebook.codes(s)] == ["home", "home > fear", "home > panic"]
    assert (spans(s, done.code_id), spans(s, fear)) == ([(0, 3), (20, 23)], [(10, 13)])
    assert {(row.start, row.code_id) for row in quotes.picked_quotes(s)} == {(0, done.code_id), (10, fear)}


def test_overlaps_and_weights_are_told_before_a_known_code_takes_passages(s, ann, source):
    fear, panic = codebook.add_code(s, "fear"), codebook.add_code(s, "panic")
    ids = [coding.apply_code(s, ann, fear, source, start, start + 4, weight=20).id for start in (0, 10, 20)]
    coding.apply_code(s, ann, panic, source, 2, 12, weight=70)
    s.flush()
    foretold = codebook_merge.splitting(s, fear, ids[:2], "Panic")
    assert foretold == Splitting(panic, 2, 1, 2, (20, 70))
    with pytest.raises(QuestionError), s.begin_nested():
        codebook_merge.split_code(s, fear, ids[:2], "panic")
    assert codebook_merge.split_code(s, fear, ids[:2], "panic", weights="highest") == Split(panic, 2, 2)
    assert (spans(s, panic), spans(s, fear)) == ([(0, 14)], [(20, 24)])


@pytest.mark.parametrize("act", [codebook_merge.splitting, codebook_merge.split_code])
def test_a_split_that_makes_no_sense_is_refused(s, ann, source, act):
    fear, heading = codebook.add_code(s, "fear"), codebook.add_code(s, "heading")
    codebook.edit_code(s, heading, codable=False)
    other = coding.apply_code(s, ann, codebook.add_code(s, "other"), source, 0, 3).id
    own = coding.apply_code(s, ann, fear, source, 5, 8).id
    for ids, name, words in (
        ([], "panic", "Tick the passages"),
        ([own, other], "panic", "don't have this code any more"),
        ([own], "fear", "have that code already"),
        ([own], "heading", "only a heading"),
        ([own], "  ", "[Nn]ame"),
    ):
        with pytest.raises(RefusedError, match=words):
            act(s, fear, ids, name)
    assert s.scalar(select(func.count()).select_from(Coding)) == 2


def test_a_name_means_a_neighbour_before_a_stranger(s):
    home, away = codebook.add_code(s, "home"), codebook.add_code(s, "away")
    fear, near, far = (codebook.add_code(s, *at) for at in (("fear", home), ("panic", home), ("panic", away)))
    assert codebook.meant_beside(s, fear, " PANIC ") == near
    assert codebook.meant_beside(s, fear, "away > panic") == far
    assert codebook.meant_beside(s, fear, "away") == away
    assert codebook.meant_beside(s, fear, "dread") is None
    with pytest.raises(RefusedError, match="Several codes"):
        codebook.meant_beside(s, away, "panic")
    assert codebook.code_beside(s, fear, "away > dread") == codebook.find_code(s, "away > dread")
