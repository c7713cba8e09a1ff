"""Open points: raised by answers, decided, and shown to those who raised them."""

from __future__ import annotations

import pytest

from qda.core import consent
from qda.core.review import answers, items, meetings, notes, numbers, people, points, rounds
from qda.core.review.items import Thing
from qda.core.themes import outline
from qda.errors import RefusedError
from qda.storage.models import ReviewResponse


class Table:
    """A round about two themes, with two co-researchers and a supporter around it."""

    def __init__(self, session) -> None:
        self.session = session
        self.themes = [outline.add_theme(session, name) for name in ("Masks", "Waiting")]
        self.round = rounds.add_round(session, "First")
        items.add_items(session, self.round, [Thing("theme", theme) for theme in self.themes])
        self.masks, self.waiting = (item.id for item in items.items(session, self.round))
        self.jo, self.ola = people.add_person(session, "Jo"), people.add_person(session, "Ola")
        self.kim = people.add_person(session, "Kim", "supporter")
        self.meeting = meetings.add_meeting(session, self.round)

    def say(self, item: str, person: str, question: str, answer: str, words: str = "", **values) -> str:
        return answers.put_answer(self.session, self.meeting, item, person, question, answer, words=words, **values)

    def points(self) -> list[points.Point]:
        return points.points(self.session, self.round)


@pytest.fixture
def table(s) -> Table:
    return Table(s)


def test_a_no_and_what_is_missing_become_open_points_on_the_theme(table):
    table.say(table.masks, table.jo, "easy", "no", "Long words.")
    table.say(table.masks, table.ola, "easy", "no", "Too long.")
    table.say(table.masks, table.jo, "missing", "", "Smiling.")
    table.say(table.masks, table.ola, "missing", "", "Noise.")
    table.say(table.masks, table.ola, "right", "unsure")
    table.say(table.waiting, table.jo, "easy", "yes")
    told = [(one.kind, one.words, len(one.raised), one.theme_id) for one in table.points()]
    assert told == [
        ("easy", "Long words.\nToo long.", 2, table.themes[0]),
        ("missing", "Smiling.", 1, table.themes[0]),
        ("missing", "Noise.", 1, table.themes[0]),
    ]
    assert {one.state for one in table.points()} == {"open"}


def test_words_that_come_after_the_answer_are_in_the_point_until_it_is_decided(table):
    table.say(table.masks, table.jo, "right", "no")
    table.say(table.masks, table.ola, "right", "no", "Not me.")
    table.say(table.masks, table.jo, "right", "no", "Not all.")
    [raised] = table.points()
    assert raised.words == "Not me.\nNot all." and len(raised.raised) == 2
    points.decide(table.session, raised.id, "kept", why="Others say so.")
    table.say(table.masks, table.jo, "right", "no", "Never.")
    assert table.points()[0].words == "Not me.\nNot all."


def test_asked_the_other_way_round_a_yes_is_what_is_raised(table):
    rounds.edit_round(table.session, table.round, asks=("hard", "wrong"))
    table.say(table.masks, table.jo, "hard", "no")
    table.say(table.masks, table.jo, "wrong", "yes")
    assert [one.kind for one in table.points()] == ["right"]


def test_an_answer_that_is_changed_takes_its_point_along(table):
    key = table.say(table.masks, table.jo, "right", "no")
    assert table.say(table.masks, table.jo, "right", "yes") == key, "one answer to a question at a meeting"
    assert table.points() == []
    table.say(table.masks, table.jo, "missing", "", "Smiling.")
    table.say(table.masks, table.jo, "missing", "", "Smiling, and laughing.")
    assert [one.words for one in table.points()] == ["Smiling, and laughing."]
    answers.take_back_answer(table.session, answers.answers(table.session)[-1].id)
    assert table.points() == []


def test_a_point_closes_only_when_everybody_who_raised_it_was_shown_the_answer(table):
    for who in (table.jo, table.ola):
        table.say(table.masks, who, "right", "no")
    [point] = table.points()
    with pytest.raises(RefusedError, match="decide first"):
        points.show_answer(table.session, point.id, table.jo, "agreed")
    with pytest.raises(RefusedError, match="why"):
        points.decide(table.session, point.id, "kept")
    with pytest.raises(RefusedError, match="what was changed"):
        points.decide(table.session, point.id, "changed", before="All")
    points.decide(table.session, point.id, "changed", before="All", after="Some", decided_by="Ann and Jo")
    assert table.points()[0].state == "decided"
    points.show_answer(table.session, point.id, table.jo, "agreed")
    assert table.points()[0].state == "decided"
    with pytest.raises(RefusedError, match="Only those"):
        points.show_answer(table.session, point.id, table.kim, "agreed")
    points.show_answer(table.session, point.id, table.ola, "disagreed", "Still not right.", table.meeting)
    [point] = table.points()
    assert (point.state, point.raised[1].words, point.decided_by) == ("disagreed", "Still not right.", "Ann and Jo")
    points.show_answer(table.session, point.id, table.ola, "agreed")
    assert table.points()[0].state == "closed"
    points.decide(table.session, point.id, "kept", why="It is what most people said.")
    assert table.points()[0].state == "decided", "what they said was about another answer"


def test_a_decided_point_stays_when_its_answer_goes(table):
    key = table.say(table.masks, table.jo, "right", "no")
    points.decide(table.session, table.points()[0].id, "kept", why="So they said.")
    answers.take_back_answer(table.session, key)
    [point] = table.points()
    assert (point.state, point.raised[0].person_id, point.raised[0].response_id) == ("decided", table.jo, None)


def test_what_is_not_to_be_kept_is_nowhere(table):
    key = table.say(table.masks, table.jo, "missing", "", "My secret.", voice=b"RIFF", keep=False)
    row = table.session.get(ReviewResponse, key)
    assert (row.words, row.voice_hash, table.points()) == ("", None, [])


def test_points_from_talk_have_people_to_be_shown_to(table):
    with pytest.raises(RefusedError, match="who raised it"):
        points.add_point(table.session, table.round, "Say less.", [])
    points.add_point(table.session, table.round, "Say less.", [table.jo, table.jo], theme_id=table.themes[1])
    [point] = points.points(table.session, theme_id=table.themes[1])
    assert (point.kind, [one.person_id for one in point.raised]) == ("other", [table.jo])


def test_a_round_of_yes_and_few_answers_are_noted_about_the_question_only(table):
    for item in (table.masks, table.waiting):
        table.say(item, table.jo, "right", "yes")
    table.say(table.masks, table.jo, "easy", "no")
    found = notes.notes(table.session, table.round)
    assert [(one.kind, one.question) for one in found] == [("few", "easy"), ("all-yes", "right"), ("few", "right")]
    assert not any("Jo" in one.words for one in found)
    table.say(table.waiting, table.ola, "right", "unsure")
    assert "all-yes" not in {one.kind for one in notes.notes(table.session, table.round)}


def test_a_theme_that_only_the_team_has_seen_counts_as_unseen(table):
    team = people.add_person(table.session, "Prof", "team")
    table.say(table.masks, team, "right", "yes")
    assert [one.theme_id for one in notes.unseen(table.session)] == table.themes
    table.say(table.masks, table.jo, "right", "skipped")
    table.say(table.waiting, table.jo, "right", "no")
    assert [one.theme_id for one in notes.unseen(table.session)] == [table.themes[0]]
    # The record counts by the same measure, also where a member of the team came to a meeting as co-researcher.
    assert numbers.numbers(table.session).themes == 1
    meetings.put_present(table.session, table.meeting, team, role="co-researcher")
    assert (notes.unseen(table.session), numbers.numbers(table.session).themes) == ([], 2)


def test_consent_keeps_what_is_not_named_and_refuses_what_is_not_asked(s, table):
    consent.record_consent(s, table.jo, {"name": True, "voice": False}, form="v2", given="2026-03-01")
    consent.record_consent(s, table.jo, {"voice": None}, supported="by Kim")
    given = consent.consent(s, table.jo)
    assert (given.answers, given.form, given.given, given.supported) == ({"name": True}, "v2", "2026-03-01", "by Kim")
    assert [consent.allows(s, table.jo, kind) for kind in ("name", "voice")] == [True, None]
    assert consent.allowed_by(consent.consents(s), [table.jo, table.ola], "name") is None
    for wrong, facts in (({"quote_easy": True}, {}), ({}, {"given": "1 March"}), ({}, {"shoes": "red"})):
        with pytest.raises(RefusedError):
            consent.record_consent(s, table.jo, wrong, **facts)
