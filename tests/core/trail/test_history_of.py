"""The history of a thing reads as sentences: renamed, merged, split, undone and brought back."""

from __future__ import annotations

import pytest

from qda.core import codebook, codebook_merge, coders, coding, documents, memos
from qda.core.themes import outline, quotes
from qda.core.trail.history_of import history_of, thing_called
from qda.errors import NotFoundError
from qda.storage.models import Coding
from tests.storage.study import GROUP


@pytest.fixture
def study(project):
    """A source, a coder, and two codes with passages: mask (6 passages) and fear (2)."""
    with project.change("Add coder") as s:
        project.coder_id = coders.add_coder(s, "Ann Noor")
    with project.change("Import transcripts") as s:
        project.source = documents.add_source(s, GROUP)
    with project.change("Make code") as s:
        parent = codebook.add_code(s, "Prison culture", kind="category")
        project.parent = parent
    with project.change("Make code") as s:
        project.mask = codebook.add_code(s, "mask", parent)
    with project.change("Make code") as s:
        project.fear = codebook.add_code(s, "fear", definition="Being afraid.")
    for number in range(6):
        with project.change("Apply code", [("code", project.mask)]) as s:
            coding.apply_code(s, project.coder_id, project.mask, project.source, 5 * number, 5 * number + 4)
    with project.change("Apply code", [("code", project.fear)]) as s:
        for start in (40, 50):
            coding.apply_code(s, project.coder_id, project.fear, project.source, start, start + 5)
    return project


def sentences(project, kind, key):
    with project.read() as s:
        return [line.sentence for line in history_of(s, kind, key)]


def codings_of(s, code_id, count):
    from sqlalchemy import select

    return list(s.scalars(select(Coding.id).where(Coding.code_id == code_id).limit(count)))


def test_a_code_renamed_merged_split_and_restored_by_undo_reads_as_sentences(study):
    with study.change("Rename code", [("code", study.mask)]) as s:
        codebook.edit_code(s, study.mask, name="prison mask")
    with study.change("Merge codes", [("code", study.mask), ("code", study.fear)]) as s:
        codebook_merge.merge_codes(s, [study.fear], study.mask)
    with study.change("Split code", [("code", study.mask)]) as s:
        split = codebook_merge.split_code(s, study.mask, codings_of(s, study.mask, 5), "toughness")
    with study.change("Move code", [("code", study.mask)]) as s:
        codebook.move_code(s, study.mask, None)
    with study.change("Define code", [("code", study.mask)]) as s:
        codebook.edit_code(s, study.mask, definition="Hiding what one feels.")
    with study.change("Delete codes", [("code", study.mask)]) as s:
        codebook.delete_codes(s, [study.mask])
    study.undo()
    assert sentences(study, "code", study.mask) == [
        "Ann Noor made it below “Prison culture”.",
        "Ann Noor gave it to 6 passages.",
        "Ann Noor renamed it from “mask” to “prison mask”.",
        "Ann Noor merged “fear” into it (2 passages).",
        "Ann Noor wrote its definition.",
        "Ann Noor split off “toughness” (5 passages).",
        "Ann Noor moved it to the top.",
        "Ann Noor changed its definition.",
        "Ann Noor deleted it (3 passages).",
        "Ann Noor brought it back (undo).",
    ]
    with study.read() as s:
        lines = history_of(s, "code", study.mask)
    assert [line.in_force for line in lines] == [True] * 8 + [False, True]
    assert (lines[7].before, lines[7].after) == ("Being afraid.", "Hiding what one feels.")
    # What was merged away keeps a history of its own, reached from the sentence that tells of it.
    (fear,) = lines[3].others
    assert (fear.name, fear.id) == ("fear", study.fear)
    assert sentences(study, "code", fear.id)[-2:] == [
        "Ann Noor gave it to 2 passages.",
        "Ann Noor merged it into “prison mask” (2 passages).",
    ]
    assert sentences(study, "code", split.code_id) == ["Ann Noor split it off “prison mask” (5 passages)."]


def test_an_undone_merge_says_so_on_both_sides_and_a_redo_too(study):
    with study.change("Merge codes", [("code", study.mask), ("code", study.fear)]) as s:
        codebook_merge.merge_codes(s, [study.fear], study.mask, definitions=codebook_merge.KEEP)
    study.undo()
    assert sentences(study, "code", study.mask)[-2:] == [
        "Ann Noor merged “fear” into it (2 passages).",
        "Ann Noor undid this: merged “fear” into it (2 passages).",
    ]
    assert sentences(study, "code", study.fear)[-1] == "Ann Noor brought it back (undo)."
    study.redo()
    assert sentences(study, "code", study.mask)[-1] == (
        "Ann Noor did it again (redo): merged “fear” into it (2 passages)."
    )
    with study.read() as s:
        in_force = [line.in_force for line in history_of(s, "code", study.mask)]
    assert in_force[-3:] == [True, False, True]


def test_codes_merged_without_passages_are_known_by_what_the_change_was_about(study):
    with study.change("Make code") as s:
        empty = codebook.add_code(s, "empty")
    with study.change("Merge codes", [("code", study.mask), ("code", empty)]) as s:
        codebook_merge.merge_codes(s, [empty], study.mask)
    assert sentences(study, "code", study.mask)[-1] == "Ann Noor merged “empty” into it."
    with study.read() as s:
        assert thing_called(s, "empty").id == empty
        assert thing_called(s, "prison culture > MASK").id == study.mask
        with pytest.raises(NotFoundError, match="no code or theme called nothing"):
            thing_called(s, "nothing")


def test_passages_are_gathered_by_person_and_day_and_a_split_by_hand_is_a_recoding(study):
    with study.change("Recode passages") as s:
        coding.recode(s, codings_of(s, study.mask, 1), study.fear)
    with study.change("Take code away") as s:
        coding.remove_codings(s, codings_of(s, study.fear, 2))
    assert sentences(study, "code", study.fear) == [
        "Ann Noor made it.",
        "Ann Noor gave it to 3 passages.",
        "Ann Noor took it off 2 passages.",
    ]
    assert sentences(study, "code", study.mask)[-1] == "Ann Noor took it off 1 passage."


def test_a_code_that_came_by_import_says_so(study):
    with study.change("Import codebook") as s:
        key = codebook.add_code(s, "a priori", study.parent, origin="a priori")
    assert sentences(study, "code", key) == ["Ann Noor made it below “Prison culture” by import."]


def test_themes_tell_of_their_codes_quotes_names_and_relations(study):
    with study.change("Make theme") as s:
        theme = outline.add_theme(s, "Masks", code_ids=[study.mask])
        other = outline.add_theme(s, "Fear")
    with study.change("Put code into theme") as s:
        outline.add_codes(s, theme, [study.fear])
    with study.change("Rename theme") as s:
        outline.edit_theme(s, theme, name="The mask")
    with study.change("Describe theme") as s:
        outline.edit_theme(s, theme, idea="One hides what one feels.")
    with study.change("Choose quote") as s:
        (quote,) = quotes.pick_codings(s, theme, codings_of(s, study.mask, 1))
    with study.change("Translate quote") as s:
        quotes.edit_quote(s, quote, translation="A mask.")
    with study.change("Move theme") as s:
        outline.move_theme(s, theme, other)
    with study.change("Set status of theme") as s:
        outline.edit_theme(s, theme, status="set aside")
    with study.change("Write memo") as s:
        memo = memos.add_memo(s, "Why masks", "Because.", links=(memos.Link(theme_id=theme),))
    with study.change("Take code out of theme") as s:
        outline.remove_code(s, theme, study.fear)
    assert sentences(study, "theme", theme) == [
        "Ann Noor made it.",
        "Ann Noor put “mask” into it.",
        "Ann Noor put “fear” into it.",
        "Ann Noor renamed it from “Masks” to “The mask”.",
        "Ann Noor wrote its central idea.",
        "Ann Noor chose a quote of “Group one” for it.",
        "Ann Noor moved it below “Fear”.",
        "Ann Noor set it aside.",
        "Ann Noor wrote the memo “Why masks” about it.",
        "Ann Noor took “fear” out of it.",
    ]
    assert sentences(study, "code", study.fear)[-2:] == [
        "Ann Noor put it into the theme “Masks”.",
        "Ann Noor took it out of the theme “The mask”.",
    ]
    assert sentences(study, "quote", quote) == [
        "Ann Noor picked it for the theme “The mask”.",
        "Ann Noor wrote its translation.",
    ]
    assert sentences(study, "memo", memo) == ["Ann Noor wrote it."]


def test_a_coded_passage_has_a_history(study):
    with study.read() as s:
        (key,) = codings_of(s, study.mask, 1)
    with study.change("Change note") as s:
        coding.edit_coding(s, key, note="See line 4.")
    with study.change("Give another code") as s:
        coding.recode(s, [key], study.fear)
    assert sentences(study, "coding", key) == [
        "Ann Noor gave it the code “mask”.",
        "Ann Noor wrote the note on it.",
        "Ann Noor gave it the code “fear” in place of “mask”.",
    ]
