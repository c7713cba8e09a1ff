"""Copies of which one was corrected: work on either text comes together, on its words, without a question."""

from __future__ import annotations

import pytest

from qda.core import coding
from qda.core.check import check
from qda.core.correcting import edit, unplaced, versions
from qda.core.documents import source_text
from qda.storage.models import Coding
from tests.core.merging.copies import Copies, ids
from tests.storage.study import make_study


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
        assert [one.number for one in versions.versions(session, group)] == [1, 2, 3]
        unplaced.listing(session)
    assert check(copies.ours) == []
