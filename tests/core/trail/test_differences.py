"""What two codebooks differ in: told in words, merges and splits known from the journal between them."""

from __future__ import annotations

import pytest

from qda.core import codebook, codebook_merge, coders, coding, documents
from qda.core.trail import versions
from qda.core.trail.differences import differences
from qda.core.trail.word_changes import word_changes
from tests.storage.study import GROUP


@pytest.fixture
def study(project):
    """Six codes, passages of some, and the codebook kept as “One”."""
    with project.change("Begin") as s:
        project.coder_id = ann = coders.add_coder(s, "Ann Noor")
        source = documents.add_source(s, GROUP)
        codes = project.codes = {
            name: codebook.add_code(s, name) for name in ("culture", "mask", "fear", "tough", "gone", "blue")
        }
        for number, name in enumerate(("mask", "mask", "mask", "fear", "fear")):
            coding.apply_code(s, ann, codes[name], source, number * 10, number * 10 + 5)
    with project.change("Keep codebook") as s:
        project.one = versions.keep_version(s, "One")
    return project


def told(project, earlier, later=None):
    with project.read() as s:
        return [(one.kind, one.sentence) for one in differences(s, earlier, later)]


def passages(s, code_id):
    from qda.core.retrieval import Filter, quotes

    return [row.id for row in quotes(s, Filter(code_ids=(code_id,)))]


def test_every_kind_of_difference_is_told_in_words(study):
    codes = study.codes
    with study.change("Merge codes") as s:
        codebook_merge.merge_codes(s, [codes["fear"]], codes["mask"])
    with study.change("Split code") as s:
        codebook_merge.split_code(s, codes["mask"], passages(s, codes["mask"])[:2], "hiding")
    with study.change("Work") as s:
        codebook.edit_code(s, codes["mask"], name="prison mask", definition="What one shows.")
        codebook.move_code(s, codes["tough"], codes["culture"])
        codebook.delete_codes(s, [codes["gone"]])
        codebook.add_code(s, "new", codes["culture"])
        codebook.edit_code(s, codes["blue"], colour="red")
    expected = [
        ("added", "“new” was added below “culture”."),
        ("removed", "“gone” was deleted."),
        ("merged", "“fear” was merged into “prison mask” (2 passages)."),
        ("split", "“hiding” was split off “mask” (2 passages)."),
        ("renamed", "“mask” was renamed “prison mask”."),
        ("redefined", "“prison mask”: the definition was written."),
        ("moved", "“tough” was moved below “culture”."),
    ]
    assert told(study, study.one) == expected
    with study.change("Keep codebook") as s:
        two = versions.keep_version(s, "Two")
    with study.change("Work") as s:
        codebook.edit_code(s, codes["mask"], definition="What one shows others.")
        codebook.move_code(s, codes["tough"], None)
    assert told(study, study.one, two) == expected
    assert told(study, two) == [
        ("redefined", "“prison mask”: the definition was changed."),
        ("moved", "“tough” was moved out of “culture”, to the top."),
    ]
    assert told(study, two, two) == []


def test_what_was_undone_is_no_merge_and_a_code_that_came_back_says_so(study):
    codes = study.codes
    with study.change("Merge codes") as s:
        codebook_merge.merge_codes(s, [codes["fear"]], codes["mask"])
    study.undo()
    assert told(study, study.one) == []
    with study.change("Delete codes") as s:
        codebook.delete_codes(s, [codes["gone"]])
    with study.change("Keep codebook") as s:
        without = versions.keep_version(s, "Without")
    study.undo()
    # Keeping was undone first; the version is there again when it is done again, without the code.
    study.redo()
    assert told(study, study.one, without) == [("removed", "“gone” was deleted.")]


def test_a_code_merged_twice_is_told_of_where_it_went_at_last(study):
    codes = study.codes
    for went, kept in (("fear", "tough"), ("tough", "mask")):
        with study.change("Merge codes", [("code", codes[kept])]) as s:
            codebook_merge.merge_codes(s, [codes[went]], codes[kept])
    assert told(study, study.one) == [
        ("merged", "“fear” was merged into “mask” (2 passages)."),
        ("merged", "“tough” was merged into “mask” (2 passages)."),
    ]


def shown(before, after):
    signs = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(signs[part.what].format(part.text) for part in word_changes(before, after))


def test_words_that_changed_are_shown_in_place():
    assert shown("Hiding what one feels.", "Hiding what others feel.") == "Hiding what [-one feels-]{+others feel+}."
    assert shown("", "New words") == "{+New words+}" and shown("Old", "") == "[-Old-]"
    assert shown("What one shows.", "Nobody is asked") == "[-What one shows.-]{+Nobody is asked+}"
    assert shown("医院很远", "医院不远") == "医院[-很-]{+不+}远"
    for before, after in (("a b c", "c b a"), ("x" * 50, "x y " * 2_500), ("w " * 3_000, "w " * 1_000 + "v " * 2_000)):
        parts = word_changes(before, after)
        assert "".join(part.text for part in parts if part.what != "new") == before
        assert "".join(part.text for part in parts if part.what != "gone") == after
