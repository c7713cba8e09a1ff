"""What a correction left without words waits until a person decides: no merge brings it back, and none loses it."""

from __future__ import annotations

import pytest

from qda.core import coding, memos
from qda.core.correcting import unplaced
from qda.core.documents import source_text
from qda.core.merging import OURS, THEIRS
from qda.storage.models import Coding, Memo, MemoLink, Unplaced
from tests.core.correcting.test_copies import correct, span, words
from tests.core.merging.copies import Copies, ids
from tests.storage.study import make_study

SAID = "waited outside"


@pytest.fixture
def copies(tmp_path):
    """A study with a passage of its own, and a copy of it."""
    with make_study(tmp_path / "study.loom") as project:
        here = ids(project)
        group, ann, way = here["Group one"], here["Ann Noor"], here["The way"]
        with project.change("Apply code") as session:
            made = coding.apply_code(session, ann, way, group, *span(session, group, SAID), note="first").id
            memos.add_memo(session, "Old", "Of old.", links=(memos.Link(coding_id=made),))
        found = Copies(project)
        found.group, found.made = group, made
        yield found


def take_words(copies, session):
    correct(session, copies.group, (SAID, ""))


def waits(copies):
    """Say whether the passage waits, and is not there as well."""
    waiting = not copies.none(Unplaced, id=copies.made)
    assert waiting == copies.none(Coding, id=copies.made), "it waits, or it is there, and never both"
    return waiting


def test_a_passage_that_waits_here_stays_waiting_when_the_copy_changed_it(copies):
    copies.we(lambda s: take_words(copies, s))
    copies.they(lambda s: coding.edit_coding(s, copies.made, note="changed there"))
    copies.they(lambda s: memos.add_memo(s, "New", "Of late.", links=(memos.Link(coding_id=copies.made),)))
    report = copies.merge()
    assert waits(copies) and report.answers == ()
    (held,) = report.held_back
    assert (held.kind, held.words) == ("coding", SAID) and "waits for a place" in held.reason
    assert copies.one(Memo, title="New")
    place(copies, "Cafe")
    assert copies.one(Coding, id=copies.made).note == "first"
    (conflict, *_more) = [one for one in copies.preview().conflicts if one.field == "note"]
    copies.merge({conflict.key: THEIRS})
    assert copies.one(Coding, id=copies.made).note == "changed there", "what was held back comes once it is decided"
    assert len(rows(copies, MemoLink)) == 2


def place(copies, said):
    copies.we(lambda s: unplaced.place(s, copies.made, *span(s, copies.group, said)))


def rows(copies, model):
    with copies.ours.read() as session:
        return [row for row in session.query(model) if row.coding_id == copies.made]


def test_a_passage_that_waits_here_stays_waiting_when_the_copy_made_more_of_it(copies):
    copies.we(lambda s: take_words(copies, s))
    copies.they(lambda s: coding.resize_coding(s, copies.made, *span(s, copies.group, "closed, so we waited outside")))
    assert [held.kind for held in copies.merge().held_back] == ["coding"]
    assert waits(copies)


def test_a_passage_that_waits_here_stays_waiting_where_its_words_were_written_again(copies):
    copies.we(lambda s: take_words(copies, s))
    copies.we(lambda s: correct(s, copies.group, ("so we ", f"so we {SAID}")))
    copies.they(lambda s: memos.add_memo(s, "New", "Of late.", links=(memos.Link(coding_id=copies.made),)))
    copies.merge()
    assert waits(copies)
    copies.we(lambda s: unplaced.place(s, copies.made, *span(s, copies.group, SAID)))
    copies.merge()
    assert len(rows(copies, MemoLink)) == 2, "the memo written on it in the copy is linked once it has a place"


@pytest.mark.parametrize("placed", [True, False])
def test_what_a_person_decided_in_the_copy_counts_here(copies, placed):
    copies.we(lambda s: take_words(copies, s))
    copies.path.unlink()
    group, made = copies.group, copies.made
    copies = Copies(copies.ours)
    copies.group, copies.made = group, made
    if placed:
        copies.they(lambda s: unplaced.place(s, made, *span(s, group, "no bus")))
    else:
        copies.they(lambda s: unplaced.drop(s, [made]))
    copies.merge()
    assert copies.none(Unplaced, id=made) and copies.none(Coding, id=made) != placed
    if placed:
        assert words(copies, made) == "no bus" and len(rows(copies, MemoLink)) == 1


def test_a_place_given_in_the_copy_in_words_that_are_gone_here_leaves_it_waiting(copies):
    copies.we(lambda s: take_words(copies, s))
    copies.path.unlink()
    group, made = copies.group, copies.made
    copies = Copies(copies.ours)
    copies.group, copies.made = group, made
    copies.they(lambda s: unplaced.place(s, made, *span(s, group, "no bus")))
    copies.we(lambda s: correct(s, group, ("no bus, ", "")))
    assert [held.kind for held in copies.merge().held_back] == ["coding"]
    assert waits(copies)


@pytest.mark.parametrize("choice", [OURS, THEIRS])
def test_the_text_that_stays_says_what_waits_where_both_were_corrected(copies, choice):
    copies.they(lambda s: take_words(copies, s))
    copies.we(lambda s: correct(s, copies.group, ("Really.", "Truly.")))
    copies.we(lambda s: memos.add_memo(s, "Ours", "Of late.", links=(memos.Link(coding_id=copies.made),)))
    (conflict,) = copies.preview().conflicts
    copies.merge({conflict.key: choice})
    assert waits(copies) == (choice == THEIRS)
    if choice == THEIRS:
        with copies.ours.read() as session:
            (one,) = unplaced.listing(session, copies.group)
        assert (one.words, one.note) == (SAID, "first"), "its words are read in the version in which it lay"
        place(copies, "no bus")
    assert words(copies, copies.made) == (SAID if choice == OURS else "no bus")
    assert len(rows(copies, MemoLink)) == 2


@pytest.mark.parametrize("choice", [OURS, THEIRS])
def test_what_lost_its_words_here_has_them_again_with_the_text_of_the_copy(copies, choice):
    copies.we(lambda s: coding.edit_coding(s, copies.made, note="changed here"))
    copies.we(lambda s: memos.add_memo(s, "Ours", "Of late.", links=(memos.Link(coding_id=copies.made),)))
    copies.we(lambda s: take_words(copies, s))
    copies.they(lambda s: correct(s, copies.group, ("Really.", "Truly.")))
    (conflict,) = copies.preview().conflicts
    copies.merge({conflict.key: choice})
    assert waits(copies) == (choice == OURS)
    if choice == THEIRS:
        assert words(copies, copies.made) == SAID
        assert copies.one(Coding, id=copies.made).note == "changed here" and len(rows(copies, MemoLink)) == 2


@pytest.mark.parametrize("choice", [OURS, THEIRS])
def test_what_waits_on_both_sides_waits_once_with_all_that_was_written_on_it(copies, choice):
    for side, name in ((copies.we, "Ours"), (copies.they, "Theirs")):
        side(lambda s, n=name: memos.add_memo(s, n, "Of late.", links=(memos.Link(coding_id=copies.made),)))
        side(lambda s, n=name: correct(s, copies.group, (SAID, ""), ("Really.", n)))
    (conflict,) = copies.preview().conflicts
    assert conflict.field == "text"
    copies.merge({conflict.key: choice})
    assert waits(copies)
    with copies.ours.read() as session:
        assert [one.words for one in unplaced.listing(session, copies.group)] == [SAID]
        assert source_text(session, copies.group).count("Ours") == (choice == OURS)
    place(copies, "no bus")
    assert len(rows(copies, MemoLink)) == 3
