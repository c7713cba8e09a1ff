"""Memos: dated, typed notes linked to any number of things and passages; a memo outlives what it is about."""

from __future__ import annotations

import pytest

from qda.core import codebook, coders, coding, documents, memos, participants
from qda.core.importers import Imported
from qda.core.memos import Link
from qda.core.themes import outline
from qda.errors import NotFoundError, RefusedError


@pytest.fixture
def things(s) -> dict[str, str]:
    """One of everything a memo may be about, by the name of the link's field."""
    ann = coders.add_coder(s, "Ann")
    source = documents.add_source(s, Imported("Interview", "Some words."))
    code = codebook.add_code(s, "Code")
    return {
        "code_id": code,
        "theme_id": outline.add_theme(s, "Theme"),
        "source_id": source,
        "participant_id": participants.add_participant(s, "Ana"),
        "coding_id": coding.apply_code(s, ann, code, source, 0, 4).id,
        "other_id": memos.add_memo(s, "Older", "x"),
    }


def test_a_memo_is_linked_to_anything_once(s, things):
    links = tuple(Link(**{field: key}) for field, key in things.items())
    passage = Link(source_id=things["source_id"], start=2, end=5)
    memo = memos.add_memo(s, " On \n everything ", "Line.\n\nLine.", kind="theoretical", links=(*links, passage))
    for link in (*links, passage):
        memos.link_memo(s, memo, link)
    row = next(row for row in memos.memos(s) if row.id == memo)
    assert row.links == (*links, passage)
    assert (row.title, row.body, row.kind) == ("On everything", "Line.\n\nLine.", "theoretical")
    memos.unlink_memo(s, memo, Link(source_id=things["source_id"]))
    memos.unlink_memo(s, memo, Link(source_id=things["source_id"], start=2, end=4))
    assert next(row for row in memos.memos(s) if row.id == memo).links == (*links[:2], *links[3:], passage)


def test_a_link_names_one_thing_that_is_there(s, things):
    memo = things["other_id"]
    for link in (
        Link(),
        Link(code_id=things["code_id"], theme_id=things["theme_id"]),
        Link(code_id=things["code_id"], start=1, end=2),
        Link(start=1, end=2),
    ):
        with pytest.raises(TypeError):
            memos.link_memo(s, memo, link)
    for start, end in ((0, 99), (-1, 3), (3, 3), (3, None), (None, 3)):
        with pytest.raises((RefusedError, TypeError)):
            memos.link_memo(s, memo, Link(source_id=things["source_id"], start=start, end=end))
    for field in things:
        with pytest.raises(NotFoundError):
            memos.link_memo(s, memo, Link(**{field: "00" * 16}))
    with pytest.raises(NotFoundError):
        memos.link_memo(s, "00" * 16, Link(code_id=things["code_id"]))


def test_a_memo_outlives_what_it_is_about(project):
    with project.change("Set up") as s:
        code = codebook.add_code(s, "Code")
        source = documents.add_source(s, Imported("Interview", "Words."))
        memo = memos.add_memo(s, "", "Both.", links=(Link(code_id=code), Link(source_id=source, start=0, end=2)))
    with project.change("Delete") as s:
        codebook.delete_codes(s, [code])
        documents.remove_source(s, source)
    with project.read() as s:
        assert [(row.id, row.links) for row in memos.memos(s)] == [(memo, ())]
    project.undo()
    with project.read() as s:
        assert len(memos.memos(s)[0].links) == 2


def test_the_newest_memo_comes_first_and_editing_says_when(s):
    first, second = memos.add_memo(s, "first", ""), memos.add_memo(s, "", "second")
    assert [row.id for row in memos.memos(s)] == [second, first]
    memos.edit_memo(s, first, body="More.", kind="reflexive", title="First")
    s.flush()
    row = memos.memos(s)[1]
    assert (row.title, row.body, row.kind) == ("First", "More.", "reflexive")
    assert row.modified >= row.created


def test_a_memo_says_something_and_is_of_a_known_kind(s):
    with pytest.raises(RefusedError, match="empty"):
        memos.add_memo(s, " ", "\n")
    with pytest.raises(RefusedError, match="kind"):
        memos.add_memo(s, "x", "", kind="gossip")
    memo = memos.add_memo(s, "x", "")
    with pytest.raises(RefusedError, match="kind"):
        memos.edit_memo(s, memo, kind="gossip")
    with pytest.raises(TypeError):
        memos.edit_memo(s, memo, coder_id="x")
    memos.delete_memo(s, memo)
    s.flush()
    assert memos.memos(s) == []


def test_linking_is_quick_however_many_memos_there_are(s, things):
    """One link looks at its own memo only; reading them all for each link took minutes with many."""
    import time

    for number in range(300):
        memos.add_memo(s, f"Memo {number}", "x" * 200, links=(Link(code_id=things["code_id"]),))
    begun = time.perf_counter()
    for _time in range(50):
        memos.link_memo(s, things["other_id"], Link(code_id=things["code_id"]))
    assert time.perf_counter() - begun < 1
