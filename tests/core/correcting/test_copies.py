"""Copies of which one was corrected: work on either text comes together, on its words, without a question."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from qda.core import coding, memo_text, memos
from qda.core.check import check
from qda.core.correcting import edit, unplaced, versions
from qda.core.documents import source_text
from qda.core.merging import OURS, THEIRS, copy_project
from qda.storage.models import Coding, Memo
from tests.core.merging.copies import Copies, bring, ids
from tests.storage.study import dump, make_study


@pytest.fixture
def copies(tmp_path):
    with make_study(tmp_path / "study.loom") as project:
        yield Copies(project)


def correct(session, source_id, *pairs):
    text = source_text(session, source_id)
    pieces = [(text.index(old), text.index(old) + len(old), new) for old, new in pairs]
    return edit.correct(session, source_id, pieces)


def words(copies, coding_id):
    with copies.ours.read() as session:
        row = session.get(Coding, coding_id)
        return source_text(session, row.source_id)[row.start : row.end]


def span(session, source_id, said):
    start = source_text(session, source_id).index(said)
    return start, start + len(said)


def text(copies, source_id, number=None):
    with copies.ours.read() as session:
        return versions.text_of(session, source_id, number)


def test_work_on_the_old_text_comes_to_the_corrected_one_without_a_question(copies):
    here = ids(copies.ours)
    group, ann, way = here["Group one"], here["Ann Noor"], here["The way"]
    old = copies.we(lambda s: coding.apply_code(s, ann, way, group, *span(s, group, "it was safe")).id)
    copies.path.unlink()
    copies = Copies(copies.ours)
    copies.we(lambda s: correct(s, group, ("felt like a", "was a true"), ("safe", "really safe"), ("Really.", "")))
    new = copies.they(lambda s: coding.apply_code(s, ann, way, group, *span(s, group, "waited outside")).id)
    copies.they(lambda s: coding.resize_coding(s, old, *span(s, group, "For me it was safe")))
    assert copies.preview().conflicts == ()
    copies.merge()
    assert words(copies, old) == "For me it was really safe"
    assert words(copies, new) == "waited outside"
    assert check(copies.ours) == []


def test_a_correction_in_the_copy_comes_with_its_versions_and_what_waits(copies):
    here = ids(copies.ours)
    group, ann, way = here["Group one"], here["Ann Noor"], here["The way"]
    before = text(copies, group)
    copies.they(lambda s: correct(s, group, ("waited outside", "waited"), ("Really.", "")))
    copies.they(lambda s: correct(s, group, ("nobody told us", "no one told us")))
    ours = copies.we(lambda s: coding.apply_code(s, ann, way, group, *span(s, group, "no bus, nobody")).id)
    copies.merge()
    assert words(copies, ours) == "no bus, no one"
    assert text(copies, group, 1) == before
    assert "waited." in text(copies, group, 2) and "nobody" in text(copies, group, 2)
    assert check(copies.ours) == []


def test_two_corrections_of_one_text_keep_ours_and_lose_no_passage(copies):
    here = ids(copies.ours)
    group, ann, way = here["Group one"], here["Ann Noor"], here["The way"]
    copies.we(lambda s: correct(s, group, ("Really.", "Truly.")))
    mine = copies.we(lambda s: correct(s, group, ("no bus", "no train"))) and text(copies, group)
    copies.they(lambda s: correct(s, group, ("waited outside", "sat outside")))
    copies.they(lambda s: correct(s, group, ("nobody told us", "no one told us")))
    new = copies.they(lambda s: coding.apply_code(s, ann, way, group, *span(s, group, "Straße gesperrt")).id)
    copies.merge()
    assert words(copies, new) == "Straße gesperrt"
    assert text(copies, group) == mine
    with copies.ours.read() as session:
        assert [one.how for one in versions.versions(session, group)] == ["edit", "edit", "merge", "edit", "copy", ""]
        unplaced.listing(session)
    assert check(copies.ours) == []


def coded_on(copies, coding_id):
    """Return the version that a coding knows, its text, and whether that is the present one."""
    with copies.ours.read() as session:
        row = session.get(Coding, coding_id)
        now = versions.versions(session, row.source_id)[-1].number
        return row.text_version, versions.text_of(session, row.source_id, row.text_version), row.text_version == now


def corrected_on_both_sides(copies):
    """Correct one text on both sides, code on either; return the source, both texts, and both codings."""
    here = ids(copies.ours)
    group, ann, way = here["Group one"], here["Ann Noor"], here["The way"]
    copies.we(lambda s: correct(s, group, ("Really.", "Truly.")))
    copies.they(lambda s: correct(s, group, ("waited outside", "sat outside")))
    ours = copies.we(lambda s: coding.apply_code(s, ann, way, group, *span(s, group, "no bus")).id)
    theirs = copies.they(lambda s: coding.apply_code(s, ann, way, group, *span(s, group, "sat outside")).id)
    with copies.theirs() as copy, copy.read() as session:
        return group, text(copies, group), source_text(session, group), ours, theirs


@pytest.mark.parametrize("choice", [OURS, THEIRS])
def test_both_texts_stay_versions_whichever_is_taken(copies, choice):
    group, mine, yours, ours, theirs = corrected_on_both_sides(copies)
    before = dump(copies.ours)
    (conflict,) = copies.preview().conflicts
    copies.merge({conflict.key: choice})
    assert text(copies, group) == (mine if choice == OURS else yours)
    with copies.ours.read() as session:
        kept = versions.versions(session, group)
        texts = [versions.text_of(session, group, one.number) for one in kept]
    assert mine in texts[:-1], "what was here before the merge can be looked up"
    assert yours in texts and [one.number for one in kept] == list(range(1, len(kept) + 1))
    ended = next(one for one in kept if one.how == "merge")
    assert texts[ended.number - 1] == mine and ended.note == "theirs.loom"
    assert coded_on(copies, ours) == (2, mine, False)
    assert coded_on(copies, theirs) == (3, yours, choice == THEIRS)
    copies.we(lambda s: correct(s, group, ("Cafe", "The cafe")))
    assert text(copies, group, kept[-1].number) == (mine if choice == OURS else yours)
    copies.ours.undo()
    copies.ours.undo()
    assert dump(copies.ours) == before and text(copies, group) == mine


@pytest.mark.parametrize("choice", [OURS, THEIRS])
def test_a_copy_that_takes_the_merge_over_has_the_same_versions(copies, choice):
    group, *_rest = corrected_on_both_sides(copies)
    copies.merge({one.key: choice for one in copies.preview().conflicts})
    copy_project(copies.ours, back := copies.path.with_name("back.loom"))
    with copies.theirs() as copy:
        assert bring(copy, back).answers == ()
        with copy.read() as session, copies.ours.read() as ours:
            there, here = (versions.versions(one, group) for one in (session, ours))
            assert [(one.number, one.how) for one in there] == [(one.number, one.how) for one in here]
            for one in there:
                assert versions.text_of(session, group, one.number) == versions.text_of(ours, group, one.number)
            numbers = [dict(one.execute(select(Coding.id, Coding.text_version)).all()) for one in (session, ours)]
            assert numbers[0] == numbers[1]
    assert copies.preview().empty


def test_texts_corrected_again_and_again_on_both_sides_are_numbered_once(copies):
    group, *_rest = corrected_on_both_sides(copies)
    for number, choice in enumerate((OURS, THEIRS)):
        copies.merge({one.key: choice for one in copies.preview().conflicts})
        copies.we(lambda s, n=number: correct(s, group, ("no bus", f"no bus {n}")))
        copies.they(lambda s, n=number: correct(s, group, ("clinic", f"clinic {n}")))
    copies.merge({one.key: THEIRS for one in copies.preview().conflicts})
    with copies.ours.read() as session:
        kept = versions.versions(session, group)
        assert [one.number for one in kept] == list(range(1, len(kept) + 1))
        for one in kept:
            versions.text_of(session, group, one.number)
    assert check(copies.ours) == []


@pytest.mark.parametrize("choice", [OURS, THEIRS])
def test_links_in_memos_lead_to_their_words_in_the_text_that_stays(copies, choice):
    here = ids(copies.ours)
    group = here["Group one"]

    def write(session, title, said):
        start, end = span(session, group, said)
        return memos.add_memo(session, title, f"See [this](passage:{group}:{start}-{end}).")

    both = copies.we(lambda s: write(s, "Both", "nobody told us"))
    copies.path.unlink()
    copies = Copies(copies.ours)
    copies.we(lambda s: correct(s, group, ("the clinic", "the new clinic")))
    copies.they(lambda s: correct(s, group, ("And the way", "Well, and what of the way")))
    mine = copies.we(lambda s: write(s, "Ours", "no bus"))
    theirs = copies.they(lambda s: write(s, "Theirs", "waited outside"))
    (conflict,) = copies.preview().conflicts
    assert conflict.field == "text", "a memo that only followed its words is no question"
    copies.merge({conflict.key: choice})
    with copies.ours.read() as session:
        for key, said in ((both, "nobody told us"), (mine, "no bus"), (theirs, "waited outside")):
            (link,) = memo_text.links_in(session.get(Memo, key).body)
            assert source_text(session, group)[link.start : link.end] == said
