"""The codebook: a tree in which a code stands in one main place and others by reference, never below itself."""

from __future__ import annotations

import pytest

from qda.core import codebook, codebook_merge, coders, coding, documents, memos
from qda.core.importers import Imported
from qda.core.themes import outline, quotes
from qda.errors import NotFoundError, RefusedError
from qda.storage.models import Relation


def tree(s) -> list[str]:
    return [row.path for row in codebook.codes(s)]


def test_codes_stand_in_the_order_in_which_they_were_made_each_below_its_category(s):
    access = codebook.add_code(s, "Access", kind="category")
    codebook.add_code(s, "Safety")
    codebook.add_code(s, "Mask", access, definition="What covers the face.", origin="in vivo")
    codebook.add_code(s, "  The \n way ", access)
    assert tree(s) == ["Access", "Access > Mask", "Access > The way", "Safety"]
    mask = codebook.codes(s)[1]
    assert (mask.parent, mask.depth, mask.definition, mask.origin) == (access, 1, "What covers the face.", "in vivo")


def test_a_code_takes_its_categorys_colour_and_the_top_ones_differ(s):
    tops = [codebook.add_code(s, f"Top {number}") for number in range(5)]
    child = codebook.add_code(s, "Child", tops[2])
    colours = {row.id: row.colour for row in codebook.codes(s)}
    assert len({colours[top] for top in tops}) == 5
    assert colours[child] == colours[tops[2]]


def test_names_differ_among_neighbours_only(s):
    one, two = codebook.add_code(s, "One"), codebook.add_code(s, "Two")
    codebook.add_code(s, "Fear", one)
    codebook.add_code(s, "Fear", two)
    for name in ("fear", " FEAR ", "Fear"):
        with pytest.raises(RefusedError, match="already"):
            codebook.add_code(s, name, one)
    with pytest.raises(RefusedError, match="already"):
        codebook.edit_code(s, two, name="one")
    codebook.edit_code(s, two, name="TWO")
    for name in ("", "  ", "a > b"):
        with pytest.raises(RefusedError):
            codebook.add_code(s, name)


def test_a_path_makes_what_is_missing_and_finds_what_is_there(s):
    mask = codebook.add_path(s, "Access > Health > Mask")
    assert codebook.add_path(s, " access>HEALTH > mask ") == mask
    assert codebook.add_path(s, "Access > Way") != mask
    assert tree(s) == ["Access", "Access > Health", "Access > Health > Mask", "Access > Way"]
    assert [row.kind for row in codebook.codes(s)] == ["category", "category", "code", "code"]
    for path in ("", " > ", "Access >", "> Mask"):
        with pytest.raises(RefusedError):
            codebook.add_path(s, path)


def test_a_code_is_found_by_id_path_or_a_name_only_one_has(s):
    one, two = codebook.add_path(s, "A > Fear"), codebook.add_path(s, "B > Fear")
    hope = codebook.add_path(s, "B > Hope")
    assert codebook.find_code(s, "hope") == hope
    assert codebook.find_code(s, "a>fear") == one
    assert codebook.find_code(s, two) == two
    with pytest.raises(RefusedError, match="Several codes"):
        codebook.find_code(s, "Fear")
    with pytest.raises(NotFoundError):
        codebook.find_code(s, "Nothing")


def test_moving_codes_about(s):
    one, two, three = (codebook.add_code(s, name) for name in ("one", "two", "three"))
    codebook.move_code(s, three, None, 0)
    assert tree(s) == ["three", "one", "two"]
    codebook.move_code(s, three, None, 99)
    assert tree(s) == ["one", "two", "three"]
    codebook.move_code(s, one, two)
    codebook.move_code(s, three, two, 0)
    assert tree(s) == ["two", "two > three", "two > one"]
    same = codebook.add_code(s, "ONE")
    with pytest.raises(RefusedError, match="already"):
        codebook.move_code(s, same, two)


def test_nothing_is_moved_below_itself_not_even_by_reference(s):
    top, middle, low = (codebook.add_path(s, path) for path in ("top", "top > middle", "top > middle > low"))
    other = codebook.add_code(s, "other")
    codebook.refer_code(s, other, low)
    for code, parent in ((top, top), (top, low), (middle, low), (top, other), (low, other)):
        with pytest.raises(RefusedError, match="below itself"):
            codebook.move_code(s, code, parent)
        with pytest.raises(RefusedError, match="below itself"):
            codebook.refer_code(s, code, parent)
    assert len(tree(s)) == 4


def test_a_code_stands_in_several_places_by_reference(s):
    one, two = codebook.add_code(s, "one"), codebook.add_code(s, "two")
    fear = codebook.add_code(s, "fear", one)
    codebook.refer_code(s, fear, two)
    codebook.refer_code(s, fear, two)
    codebook.refer_code(s, fear, one)
    row = codebook.codes(s)[1]
    assert (row.path, row.parent, row.also) == ("one > fear", one, (two,))
    # A reference that becomes the main place is no reference any more; the old main place is left.
    codebook.move_code(s, fear, two)
    row = next(row for row in codebook.codes(s) if row.id == fear)
    assert (row.path, row.also) == ("two > fear", ())
    codebook.refer_code(s, fear, one)
    codebook.refer_code(s, fear, one, refer=False)
    codebook.refer_code(s, fear, two, refer=False)
    assert tree(s) == ["one", "two", "two > fear"]


def test_deleting_a_category_takes_what_is_below_and_says_how_much_that_is(project):
    with project.change("Set up") as s:
        ann = coders.add_coder(s, "Ann")
        source = documents.add_source(s, Imported("Interview", "Some words to code."))
        top, low = codebook.add_path(s, "top"), codebook.add_path(s, "top > middle > low")
        other = codebook.add_code(s, "other")
        codebook.refer_code(s, other, top)
        for code in (top, low, other):
            coding.apply_code(s, ann, code, source, 0, 4)
        outline.add_theme(s, "Theme", code_ids=[low, other])
    with project.change("Delete") as s:
        assert codebook.use_of(s, [top]) == codebook.CodeUse(codes=3, codings=2, themes=1)
        assert codebook.delete_codes(s, [top, low]) == codebook.CodeUse(3, 2, 1)
    with project.read() as s:
        assert tree(s) == ["other"]
        assert codebook.codes(s)[0].also == ()
        assert [row.code_id for row in coding.codings(s, source)] == [other]
        assert outline.themes(s)[0].code_ids == (other,)
    project.undo()
    with project.read() as s:
        assert tree(s) == ["top", "top > middle", "top > middle > low", "other"]
        assert len(coding.codings(s, source)) == 3
        assert len(outline.themes(s)[0].code_ids) == 2


def test_merging_moves_everything_that_hung_on_the_code(s):
    ann = coders.add_coder(s, "Ann")
    source = documents.add_source(s, Imported("Interview", "Some words to code and more of them."))
    kept = codebook.add_code(s, "kept", definition="One.", include="Yes.")
    gone = codebook.add_code(s, "gone", definition="Two.", include="Yes.")
    below = codebook.add_code(s, "below", gone)
    coding.apply_code(s, ann, kept, source, 0, 8)
    coding.apply_code(s, ann, gone, source, 6, 12, note="a note")
    apart = coding.apply_code(s, ann, gone, source, 20, 25).id
    theme = outline.add_theme(s, "Theme", code_ids=[gone])
    both = outline.add_theme(s, "Both", code_ids=[kept, gone])
    memo = memos.add_memo(s, "", "x", links=(memos.Link(code_id=kept), memos.Link(code_id=gone)))
    other = memos.add_memo(s, "", "y", links=(memos.Link(code_id=gone),))
    for code, start in ((kept, 0), (gone, 0), (gone, 9)):
        quotes.pick_quote(s, source, start, start + 3, code_id=code, kind="exemplar")
    s.add_all([Relation(name="leads to", from_code_id=gone, to_code_id=code) for code in (kept, below)])
    assert codebook_merge.merge_codes(s, [gone, gone, kept], kept) == 1
    assert tree(s) == ["kept", "kept > below"]
    assert codebook.codes(s)[0].definition == "One.\nTwo."
    assert codebook.codes(s)[0].include == "Yes."
    spans = [(row.start, row.end, row.note, row.code_id) for row in coding.codings(s, source)]
    assert spans == [(0, 12, "a note", kept), (20, 25, "", kept)]
    assert coding.codings(s, source)[1].id == apart
    assert {row.id: row.code_ids for row in outline.themes(s)} == {theme: (kept,), both: (kept,)}
    assert {row.id: row.links for row in memos.memos(s)} == {
        memo: (memos.Link(code_id=kept),),
        other: (memos.Link(code_id=kept),),
    }
    assert [(row.start, row.code_id) for row in quotes.picked_quotes(s)] == [(0, kept), (9, kept)]
    assert [(row.from_code_id, row.to_code_id) for row in s.query(Relation)] == [(kept, below)]


def test_merging_keeps_children_of_one_name_apart_and_can_leave_definitions(s):
    kept, gone = codebook.add_code(s, "kept", definition="One."), codebook.add_code(s, "gone", definition="Two.")
    for parent in (kept, gone):
        codebook.add_code(s, "fear", parent)
    shared = codebook.add_code(s, "shared", kept)
    codebook.refer_code(s, shared, gone)
    codebook_merge.merge_codes(s, [gone], kept, definitions=codebook_merge.KEEP)
    assert tree(s) == ["kept", "kept > fear", "kept > shared", "kept > fear (2)"]
    assert codebook.codes(s)[0].definition == "One."


def test_a_category_is_not_merged_into_what_stands_below_it(s):
    top, low = codebook.add_path(s, "top"), codebook.add_path(s, "top > low")
    with pytest.raises(RefusedError):
        codebook_merge.merge_codes(s, [top], low)
    assert codebook_merge.merge_codes(s, [low], top) == 0
    assert tree(s) == ["top"]


def test_a_heading_is_not_coded_with(s):
    ann = coders.add_coder(s, "Ann")
    source = documents.add_source(s, Imported("Interview", "Words."))
    top, low = codebook.add_path(s, "top"), codebook.add_path(s, "top > low")
    codebook.edit_code(s, top, codable=False)
    with pytest.raises(RefusedError, match="only a heading"):
        coding.apply_code(s, ann, top, source, 0, 3)
    row = coding.apply_code(s, ann, low, source, 0, 3).id
    with pytest.raises(RefusedError, match="only a heading"):
        coding.recode(s, [row], top)


def test_several_codes_are_moved_and_recoloured_at_once(s):
    home = codebook.add_code(s, "home")
    moved = [codebook.add_code(s, name) for name in ("b", "a")]
    codebook.move_codes(s, moved, home)
    codebook.edit_codes(s, moved, colour="red")
    assert tree(s) == ["home", "home > b", "home > a"]
    assert [row.colour for row in codebook.codes(s)][1:] == ["red", "red"]
    with pytest.raises(RefusedError):
        codebook.edit_codes(s, moved, colour="no such colour")


def test_a_deep_tree_is_listed(s):
    parent = None
    for number in range(1_200):
        parent = codebook.add_code(s, f"level {number}", parent)
    assert codebook.codes(s)[-1].depth == 1_199
