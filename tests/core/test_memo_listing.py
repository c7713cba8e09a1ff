"""Memos as they are listed: what they are about by name, found by words, pointing at one another, in time."""

from __future__ import annotations

import pytest

from qda.core import codebook, codebook_merge, coders, coding, documents, memo_things, memos, participants
from qda.core.importers import Imported
from qda.core.memo_listing import memo_cards, pointing_at, search_memos
from qda.core.memo_text import Link
from qda.core.memo_timeline import Doings, timeline
from qda.core.themes import outline
from qda.storage.models import Memo
from qda.storage.project import Project


@pytest.fixture
def ids(s) -> dict[str, str]:
    ann = coders.add_coder(s, "Ann Noor")
    source = documents.add_source(s, Imported("Interview", "First line here.\nThe prison mask, always the mask."))
    code = codebook.add_path(s, "Culture > Mask")
    return {
        "ann": ann,
        "source": source,
        "code": code,
        "theme": outline.add_theme(s, "Hiding"),
        "person": participants.add_participant(s, "Neil"),
        "coding": coding.apply_code(s, ann, code, source, 17, 32).id,
    }


def test_a_card_says_who_wrote_it_and_what_it_is_about(s, ids):
    links = (Link(code_id=ids["code"]), Link(source_id=ids["source"], start=17, end=32), Link(coding_id=ids["coding"]))
    first = memos.add_memo(s, "First", "x", coder_id=ids["ann"], links=links)
    body = f"# Second thoughts\nOn [the first](memo:{first}), **and** more."
    memos.add_memo(s, "", body, kind="theoretical")
    second, card = memo_cards(s)
    assert (card.heading, card.author) == ("First", "Ann Noor")
    assert [(thing.link.kind, thing.name, thing.where) for thing in card.things] == [
        ("code", "Mask", ""),
        ("passage", "“The prison mask”", "Interview, line 2"),
        ("coding", "“The prison mask”", "Interview, line 2"),
    ]
    assert (second.heading, second.opening) == ("Second thoughts", "On the first, and more.")
    assert [thing.name for thing in second.things] == ["First"]


def test_memos_are_found_by_their_words_and_not_by_their_signs(s, ids):
    long = "Nothing yet. " * 12
    deep = memos.add_memo(s, "Deep", f"{long}Then the **STRASSE** of [masks](code:{ids['code']}). {long}")
    titled = memos.add_memo(s, "On the straße", "Nothing.")
    found = search_memos(s, "straße")
    assert [one.memo_id for one in found] == [titled, deep]
    assert found[0].spans == ()
    (span,) = found[1].spans
    assert found[1].excerpt[slice(*span)] == "STRASSE"
    assert found[1].excerpt.startswith("… ") and found[1].excerpt.endswith(" …") and len(found[1].excerpt) < 220
    assert [one.memo_id for one in search_memos(s, "rass", inside=True)] == [titled, deep]
    assert search_memos(s, "code") == search_memos(s, "rass") == search_memos(s, " ") == []


def test_what_points_at_a_thing_is_found_from_there(s, ids):
    older = memos.add_memo(s, "Older", "x", links=(Link(source_id=ids["source"], start=0, end=5),))
    newer = memos.add_memo(s, "Newer", f"As [older](memo:{older}) says", links=(Link(code_id=ids["code"]),))
    assert [row.id for row in pointing_at(s, Link(other_id=older))] == [newer]
    assert [row.id for row in pointing_at(s, Link(code_id=ids["code"]))] == [newer]
    assert [row.id for row in pointing_at(s, Link(source_id=ids["source"]))] == [older]
    assert [row.id for row in pointing_at(s, Link(source_id=ids["source"], start=0, end=5))] == [older]
    assert pointing_at(s, Link(source_id=ids["source"], start=1, end=5)) == pointing_at(s, Link(other_id=newer)) == []


def test_everything_with_a_name_can_be_linked_to_and_passages_by_their_words(s, ids):
    memo = memos.add_memo(s, "Masks again", "x")
    things = memo_things.linkable(s, but=memo)
    assert {thing.link.kind for thing in things} == {"code", "theme", "source", "participant"}
    (mask, *_others) = memo_things.meant(memo_things.linkable(s), "mask")
    assert (mask.link, mask.where) == (Link(code_id=ids["code"]), "Culture")
    assert len(memo_things.meant(things, "", limit=2)) == 2
    # Both masks are said in one sentence, which is what is worth a link.
    (said,) = memo_things.passages_with(s, "mask")
    assert (said.link, said.name) == (
        Link(source_id=ids["source"], start=17, end=50),
        "“The prison mask, always the mask.”",
    )
    assert memo_things.passages_with(s, "ma") == []
    memos.delete_memo(s, memo)
    s.flush()
    assert memo_things.named(s, [Link(other_id=memo)]) == {}


def test_the_timeline_says_what_was_done_between_memos(project: Project):
    def memo(title: str, at: int) -> str:
        with project.change("Write memo") as session:
            key = memos.add_memo(session, title, "x")
            session.get_one(Memo, key).created = at
        return key

    from qda.storage.models import now_ms

    start = now_ms()
    begun = memo("Begun", start)
    with project.change("Work") as session:
        ann = coders.add_coder(session, "Ann")
        source = documents.add_source(session, Imported("One", "Some words."))
        mask, cover = codebook.add_code(session, "Mask"), codebook.add_code(session, "Cover")
        coding.apply_code(session, ann, mask, source, 0, 4)
        coding.apply_code(session, ann, cover, source, 5, 9)
        outline.add_theme(session, "Hiding")
    for _time in range(2):
        with project.change("Merge codes") as session:
            codebook_merge.merge_codes(session, [cover], mask)
        project.undo()
    with project.change("Merge codes") as session:
        codebook_merge.merge_codes(session, [cover], mask)
    later = memo("Later", now_ms() + 1_000)
    with project.read() as session:
        first, second, last = timeline(session)
    assert (first.memo_id, first.done) == (begun, Doings())
    assert (second.memo_id, second.done) == (later, Doings(sources=1, codes=1, codings=2, themes=1, merged=1))
    assert (last.memo_id, last.done) == (None, Doings())
    assert second.done.words() == "1 source came in, 1 code made, 2 passages coded, codes merged once, 1 theme made"
