"""Answers to a pack come back: once, whole, into a meeting of their own; what doesn't belong is refused."""

from __future__ import annotations

import json

import pytest

from qda.core.review import answers, items, meetings, pack_import, packs, people, points, rounds
from qda.errors import RefusedError
from qda.storage.models import ReviewItem
from tests.core.review.packing import said, seal
from tests.storage.study import make_study


@pytest.fixture
def study(tmp_path):
    with make_study(tmp_path / "made.loom") as project, project.change("Test") as session:
        yield session


@pytest.fixture
def pack(study):
    [jo, *_rest] = people.people(study)
    people.edit_person(study, jo.id, code="K7")
    return packs.one_pack(study, packs.hand_out(study, rounds.find_round(study, "First look")))


def test_answers_become_a_meeting_of_the_person_and_what_is_against_becomes_a_point(study, pack):
    before = len(points.points(study, pack.round_id))
    back = pack_import.take_back(study, seal(pack, said(pack, helper="P2", supporter="yes")), "a.json")
    assert (back.person, back.answers, back.known, back.notices) == ("K7", 2, False, ())
    meeting = next(one for one in meetings.meetings(study, pack.round_id) if one.id == back.meeting_id)
    [jo, kim, *_rest] = people.people(study)
    assert (meeting.form, meeting.date) == ("pack", "2026-04-01")
    assert meeting.people == (
        meetings.Present(jo.id, "co-researcher", "yes", "good"),
        meetings.Present(kim.id, "supporter", "", ""),
    )
    given = [one for one in answers.answers(study, pack.round_id) if one.meeting_id == back.meeting_id]
    assert [(one.question, one.answer, one.words, one.helper_id) for one in given] == [
        ("right", "no", "Not all of us.", kim.id),
        ("missing", "", "The waiting.", kim.id),
    ]
    assert len(points.points(study, pack.round_id)) > before
    assert packs.one_pack(study, pack.id).returns == 1


def test_twice_is_once_and_a_later_file_goes_on(study, pack):
    first = seal(pack, said(pack))
    made = pack_import.take_back(study, first, "a.json")
    again = pack_import.take_back(study, first, "a (1).json")
    assert (again.meeting_id, again.answers, again.known) == (made.meeting_id, 0, True)
    assert again.notices == ("All answers of a (1).json are here already.",)
    later = said(pack, number=2)
    later["answers"][0] = {**later["answers"][0], "answer": "yes", "words": ""}
    more = pack_import.take_back(study, seal(pack, later), "b.json")
    assert (more.meeting_id, more.known) == (made.meeting_id, False)
    assert pack_import.take_back(study, first, "a.json").known
    given = {one.question: one.answer for one in answers.answers(study) if one.meeting_id == made.meeting_id}
    assert given == {"right": "yes", "missing": ""}
    other = pack_import.take_back(study, seal(pack, said(pack, run="f" * 32)), "c.json")
    assert other.meeting_id != made.meeting_id
    # Answers whose meeting was removed can be brought back.
    meetings.remove_meeting(study, other.meeting_id)
    assert pack_import.take_back(study, seal(pack, said(pack, run="f" * 32)), "c.json").answers == 2


def test_what_was_changed_is_of_another_project_or_is_no_answer_is_refused_with_a_sentence(study, pack, tmp_path):
    good = json.loads(seal(pack, said(pack)))
    other = {**good, "sealed": good["sealed"][:-8] + "AAAAAA=="}
    with make_study(tmp_path / "other.loom", 1) as project, project.change("Other") as session:
        shown = rounds.find_round(session, "First look")
        foreign = packs.one_pack(session, packs.hand_out(session, shown))
        elsewhere = seal(foreign, said(foreign))
    refused = {
        "was changed or is damaged": json.dumps(other).encode(),
        "was not handed out from this project": elsewhere,
        "was changed after it was handed out": json.dumps({**good, "content": "0" * 64}).encode(),
        "newer version": json.dumps({**good, "version": 2}).encode(),
    }
    number = len(meetings.meetings(study))
    for sentence, data in refused.items():
        with pytest.raises(RefusedError, match=sentence):
            pack_import.take_back(study, data, "a.json")
    for data in (
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b"[" * 100_000,
        b" " * 5_000_000,
        b'{"format": "other", "version": 1}',
    ):
        with pytest.raises(RefusedError, match=r"a\.json holds no answers to a pack"):
            pack_import.take_back(study, data, "a.json")
    assert len(meetings.meetings(study)) == number
    # Bits anywhere in it, and another pack's key.
    for name in ("key", "nonce", "sealed"):
        for value in ("", "!", "AAAA" + good[name][4:]):
            with pytest.raises(RefusedError, match="changed or is damaged"):
                pack_import.take_back(study, json.dumps({**good, name: value}).encode(), "a.json")


def test_what_is_sealed_has_to_be_answers_to_this_pack(study, pack):
    card = {"item": pack.shown["items"][0]["id"], "question": "right", "answer": "yes", "words": ""}
    wrong = [
        {"answers": [{**card, "item": "0" * 32}]},
        {"answers": [{**card, "question": "why"}]},
        {"answers": [{**card, "answer": "maybe"}]},
        {"answers": [card, card]},
        {"answers": [{**card, "words": 3}]},
        {"answers": [{**card, "words": "x" * 20_001}]},
        {"answers": [{"item": card["item"]}]},
        {"run": "short"},
        {"number": 0},
        {"number": True},
        {"helper": "Kim"},
        {"supporter": "perhaps"},
        {"check_in": "fine"},
        {"day": "yesterday"},
    ]
    for changed in wrong:
        with pytest.raises(RefusedError, match="something else than answers"):
            pack_import.take_back(study, seal(pack, said(pack, **changed)), "a.json")
    with pytest.raises(RefusedError, match="something else than answers"):
        pack_import.take_back(study, seal(pack, ["a"]), "a.json")
    with pytest.raises(RefusedError, match="nobody with that code"):
        pack_import.take_back(study, seal(pack, said(pack, person="P9")), "a.json")


def test_answers_to_other_words_or_to_what_is_not_shown_any_more_are_told(study, pack):
    [first, second, *_rest] = items.items(study, pack.round_id)
    file = said(pack, helper="someone", supporter="yes")
    file["answers"].append({"item": second.id, "question": "easy", "answer": "yes", "words": ""})
    study.get_one(ReviewItem, first.id).words = "Something else."
    items.remove_items(study, [second.id])
    back = pack_import.take_back(study, seal(pack, file), "a.json")
    assert back.answers == 2
    assert back.notices == (
        "Somebody helped K7.",
        "“Fear” was answered as it was in the pack: “Care can frighten.”",
        "1 answer is about what the round does not show any more; it was left out.",
    )
    note = meetings.get_meeting(study, back.meeting_id).note
    assert note.split("\n") == list(back.notices[:2])
