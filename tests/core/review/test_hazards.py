"""Ways to lose, leak or misstate what people said in the review, or said elsewhere and took back."""

from __future__ import annotations

import json

import pytest

from qda.core.review import answers, items, meetings, pack_import, packs, people, points, record, rounds
from qda.core.themes import quotes
from qda.errors import RefusedError
from tests.core.review import packing
from tests.core.review.packing import said, seal
from tests.storage.study import make_study

encode = json.dumps


@pytest.fixture
def study(tmp_path):
    with make_study(tmp_path / "made.loom") as project, project.change("Test") as session:
        yield session


@pytest.fixture
def shown(study):
    return rounds.find_round(study, "First look")


@pytest.fixture
def meeting(study, shown):
    return meetings.add_meeting(study, shown)


@pytest.fixture
def mia(study):
    return people.add_person(study, "Mia Berg")


def _point(study, shown, words):
    return next((one for one in points.points(study, shown) if words in one.words), None)


def test_words_that_are_taken_back_go_from_the_point_that_others_raise_too(study, shown, meeting, mia):
    jo = people.people(study)[0].id
    item = items.items(study, shown)[1].id
    answers.put_answer(study, meeting, item, jo, "right", "no", words="Not so.")
    answers.put_answer(study, meeting, item, mia, "right", "no", words="My secret.")
    assert _point(study, shown, "My secret.").words == "Not so.\nMy secret."
    answers.put_answer(study, meeting, item, mia, "right", "yes", words="My secret.", keep=False)
    assert _point(study, shown, "Not so.").words == "Not so."


def test_words_not_to_be_kept_go_from_a_point_that_was_decided(study, shown, meeting, mia):
    item = items.items(study, shown)[1].id
    answers.put_answer(study, meeting, item, mia, "right", "no", words="My secret.")
    points.decide(study, _point(study, shown, "My secret.").id, "kept", why="It is so.")
    answers.put_answer(study, meeting, item, mia, "right", "no", words="My secret.", keep=False)
    assert _point(study, shown, "My secret.") is None


def test_what_was_raised_in_talk_stays_when_somebody_answers_about_the_same(study, shown, meeting, mia):
    jo = people.people(study)[0].id
    item = items.items(study, shown)[1].id
    points.add_point(study, shown, "Said in talk.", [jo], kind="right", item_id=item)
    answers.put_answer(study, meeting, item, mia, "right", "no")
    answers.put_answer(study, meeting, item, mia, "right", "no", words="Later.")
    assert _point(study, shown, "Said in talk.").words == "Said in talk.\nLater."


def test_whoever_is_removed_leaves_no_words_behind(study, shown, meeting, mia):
    jo = people.people(study)[0].id
    first, second = (one.id for one in items.items(study, shown)[1:3])
    answers.put_answer(study, meeting, first, jo, "right", "no", words="Not so.")
    answers.put_answer(study, meeting, first, mia, "right", "no", words="My secret.")
    answers.put_answer(study, meeting, second, mia, "missing", "", words="My other secret.")
    people.remove_person(study, mia)
    assert _point(study, shown, "secret") is None
    assert _point(study, shown, "Not so.").words == "Not so."


def test_a_meeting_that_is_removed_takes_its_undecided_points_along(study, shown, meeting, mia):
    item = items.items(study, shown)[1].id
    answers.put_answer(study, meeting, item, mia, "right", "no", words="My secret.")
    meetings.remove_meeting(study, meeting)
    assert _point(study, shown, "My secret.") is None


def test_answers_to_what_is_taken_out_go_from_the_points_too(study, shown, meeting, mia):
    item = items.items(study, shown)[1].id
    answers.put_answer(study, meeting, item, mia, "right", "no", words="My secret.")
    items.remove_items(study, [item])
    assert _point(study, shown, "My secret.") is None


def test_a_quote_is_shown_and_told_in_the_words_that_it_has_by_now(study, shown):
    item = next(one for one in items.items(study, shown) if one.kind == "quote")
    quotes.edit_quote(study, item.quote_id, translation="Somebody pulled [name] out.")
    pack = packs.one_pack(study, packs.hand_out(study, shown))
    [card] = (one for one in pack.shown["items"] if one["kind"] == "quote")
    assert [part[0] for part in card["parts"]] == ["Somebody pulled [name] out."]
    told = [one.words for one in record.record(study).rounds[0].shown]
    assert "Somebody pulled [name] out." in told and item.words not in told


@pytest.mark.parametrize("words", ["\ud800", "a\x00b", "x" * 20_001])
def test_strange_words_in_answers_are_refused_or_kept_whole(study, shown, words):
    pack = packs.one_pack(study, packs.hand_out(study, shown))
    answer = {"item": pack.shown["items"][0]["id"], "question": "right", "answer": "no", "words": words}
    file = seal(pack, said(pack, answers=[answer]))
    try:
        back = pack_import.take_back(study, file, "a.json")
    except RefusedError:
        return
    assert back.answers == 1


def test_answers_that_are_nested_without_end_are_refused(study, shown, monkeypatch):
    pack = packs.one_pack(study, packs.hand_out(study, shown))

    deep = "[" * 200_000
    with monkeypatch.context() as patch:
        patch.setattr(packing.json, "dumps", lambda value: deep if value is None else encode(value))
        file = seal(pack, None)
    with pytest.raises(RefusedError):
        pack_import.take_back(study, file, "a.json")
    with pytest.raises(RefusedError):
        pack_import.take_back(study, deep.encode(), "a.json")
    with pytest.raises(RefusedError):
        pack_import.take_back(study, b" " * 50_000_000, "a.json")
