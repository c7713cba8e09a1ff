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


def test_notes_beside_a_text_say_what_they_are_about(s, things):
    source, passage = things["source_id"], Link(source_id=things["source_id"], start=5, end=10)
    memo = memos.add_memo(s, "", "# On *words*\n\nMore.", links=(passage, Link(coding_id=things["coding_id"])))
    whole = memos.add_memo(s, "Whole", "x", kind="case", links=(Link(source_id=source),))
    code = memos.add_memo(s, "Of the code", "", links=(Link(code_id=things["code_id"]),))
    memos.add_memo(s, "Elsewhere", "x", links=(Link(participant_id=things["participant_id"]),))
    found = [(note.memo_id, note.about, note.start, note.end, note.code_id) for note in memos.notes(s, source)]
    assert found == [
        (memo, "passage", 5, 10, None),
        (memo, "coding", 0, 4, things["code_id"]),
        (whole, "source", None, None, None),
        (code, "code", None, None, things["code_id"]),
    ]
    assert memos.notes(s, source)[0].heading == "On words"
    other = documents.add_source(s, Imported("Other", "Words."))
    assert [note.heading for note in memos.notes(s, other)] == ["Of the code"]


@pytest.mark.parametrize(
    ("start", "end", "there"), [(0, 5, True), (0, 2, False), (4, 9, True), (5, 9, False), (3, 4, True)]
)
def test_notes_between_two_places_share_a_character_with_them(s, start, end, there):
    source = documents.add_source(s, Imported("Interview", "Some words."))
    memo = memos.add_memo(s, "", "x", links=(Link(source_id=source, start=2, end=5), Link(source_id=source)))
    assert [note.memo_id for note in memos.notes_between(s, source, start, end)] == ([memo] if there else [])


def test_a_memo_about_several_passages_here_is_one(s):
    source = documents.add_source(s, Imported("Interview", "Some words."))
    links = tuple(Link(source_id=source, start=start, end=start + 2) for start in (0, 3, 6))
    memo = memos.add_memo(s, "", "x", links=links)
    assert [note.memo_id for note in memos.notes_between(s, source, 0, 9)] == [memo]


@pytest.mark.parametrize(
    ("title", "body", "called"),
    [
        (" A \n title ", "body", "A title"),
        ("", "\n\n  First line.  \nSecond", "First line."),
        ("", "## Heading\ntext", "Heading"),
        ("", "**Bold** and __under__", "Bold and under"),
        ("", "- one\n- two", "one"),
        ("", "word " * 40, " ".join(["word"] * 12) + " …"),
        ("", "x" * 80, "x" * 60 + " …"),
        ("", " \n ", ""),
    ],
)
def test_a_memo_without_a_title_is_called_by_its_first_words(title, body, called):
    assert memos.heading(title, body) == called


def test_one_memo_is_read_with_its_links(s, things):
    link = Link(source_id=things["source_id"], start=1, end=3)
    memo = memos.add_memo(s, "Title", "Body", links=(link,))
    row = memos.memo(s, memo)
    assert row is not None and (row.title, row.links) == ("Title", (link,))
    assert memos.memo(s, "00" * 16) is None


def test_links_that_are_still_there_are_kept(s, things):
    links = tuple(Link(**{field: key}) for field, key in things.items())
    gone = (Link(code_id="00" * 16), Link(source_id=things["source_id"], start=0, end=99))
    assert memos.still_there(s, (*links, *gone)) == links


def test_writing_a_memo_makes_it_changes_it_and_takes_it_away_when_empty(s, things):
    memo, link = "ab" * 16, Link(source_id=things["source_id"], start=0, end=4)
    write = {"kind": "reflexive", "links": (link, Link(code_id="00" * 16))}
    assert memos.write_memo(s, memo, "", " ", **write) is False
    assert memos.write_memo(s, memo, "", "First.", **write) is True
    row = memos.memo(s, memo)
    assert row is not None and (row.body, row.kind, row.links) == ("First.", "reflexive", (link,))
    memos.unlink_memo(s, memo, link)
    assert memos.write_memo(s, memo, "Now titled", "First.", **write) is True
    row = memos.memo(s, memo)
    assert row is not None and (row.title, row.links) == ("Now titled", ())
    assert memos.write_memo(s, memo, " ", "", **write) is False
    s.flush()
    assert memos.memo(s, memo) is None


def test_a_memo_that_was_deleted_while_it_was_written_is_there_again(s, things):
    memo = memos.add_memo(s, "", "x")
    memos.delete_memo(s, memo)
    s.flush()
    assert memos.write_memo(s, memo, "", "What was typed") is True
    row = memos.memo(s, memo)
    assert row is not None and row.body == "What was typed"
