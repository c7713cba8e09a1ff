"""Rounds of review: what is shown in which words, to whom, and what may not be shown."""

from __future__ import annotations

import pytest

from qda.core import consent, participants
from qda.core.consent import LeftOut
from qda.core.easyread import pages, summaries
from qda.core.review import answers, items, meetings, people, rounds
from qda.core.review.items import Thing
from qda.core.themes import outline, quotes
from qda.errors import NotFoundError, RefusedError
from tests.storage.study import make_study


@pytest.fixture
def study(tmp_path):
    with make_study(tmp_path / "made.loom") as project, project.change("Test") as session:
        yield session


def test_a_round_asks_in_the_order_in_which_people_are_asked(s):
    shown = rounds.add_round(s, " First ", audience="participants", form="pack", asks=("missing", "easy"))
    [one] = rounds.rounds(s)
    assert (one.id, one.name, one.audience, one.form, one.asks) == (
        shown,
        "First",
        "participants",
        "pack",
        ("easy", "missing"),
    )
    assert rounds.find_round(s, "first") == rounds.find_round(s, "") == shown
    for values in ({"audience": "kings"}, {"form": "song"}, {"asks": ""}, {"asks": ("why",)}, {"name": " "}):
        with pytest.raises(RefusedError):
            rounds.edit_round(s, shown, **values)
    with pytest.raises(NotFoundError, match="First"):
        rounds.find_round(s, "Second")
    rounds.close_round(s, shown)
    assert rounds.one_round(s, shown).closed
    rounds.close_round(s, shown, closed=False)
    assert rounds.one_round(s, shown).closed is None


def test_people_are_asked_about_the_words_that_they_see(s):
    theme = outline.add_theme(s, "Masks", idea="A mask can hide.")
    shown = rounds.add_round(s, "First")
    assert not items.add_items(s, shown, [Thing("theme", theme), Thing("theme", theme)])
    [item] = items.items(s, shown)
    outline.edit_theme(s, theme, idea="A mask can hide a lot.")
    assert (item.title, items.items(s, shown)[0].words) == ("Masks", "A mask can hide.")
    items.edit_item(s, item.id, words="Masks hide.", content_note="About fear")
    meeting, jo = meetings.add_meeting(s, shown), people.add_person(s, "Jo")
    answers.put_answer(s, meeting, item.id, jo, "easy", "yes")
    with pytest.raises(RefusedError, match="answered"):
        items.edit_item(s, item.id, words="Something else.")
    items.edit_item(s, item.id, words="Masks hide.", title="Masks?")
    assert [(one.items, one.meetings, one.people, one.answers) for one in rounds.rounds(s)] == [(1, 1, 1, 1)]


def test_a_page_is_shown_with_its_statements_and_a_statement_with_its_picture(study):
    [summary, *_rest] = summaries.summaries(study)
    page = next(one for one in pages.pages(study, summary.id) if one.kind == "theme")
    shown = rounds.add_round(study, "Pages")
    items.add_items(study, shown, [Thing("page", page.id), Thing("statement", page.statements[1].id)])
    whole, single = items.items(study, shown)
    assert whole.words == "Some people are afraid of masks.\nA mask can feel like a prison."
    assert (single.words, single.title, single.page_id) == ("A mask can feel like a prison.", "Fear", page.id)
    assert single.picture_id == whole.picture_id == page.statements[0].picture_id is not None
    assert whole.theme_id == single.theme_id == page.theme_id
    items.move_item(study, single.id, 0)
    assert [one.id for one in items.items(study, shown)] == [single.id, whole.id]


@pytest.mark.parametrize(("answer", "left_out"), [(True, LeftOut()), (False, LeftOut(1, 0)), (None, LeftOut(0, 1))])
def test_only_what_people_allowed_to_be_quoted_is_shown(study, answer, left_out):
    quote = quotes.picked_quotes(study, kind="chosen")[0]
    speaking = participants.voices(study).of(quote.source_id, quote.start, quote.end)
    for one in speaking:
        consent.record_consent(study, one, {"quote": answer})
    shown = rounds.add_round(study, "Quotes")
    assert items.add_items(study, shown, [Thing("quote", quote.id)]) == left_out
    assert [one.quote_id for one in items.items(study, shown)] == ([quote.id] if answer else [])
    assert bool(consent.left_out_words(left_out)) is not bool(answer)


def test_asking_the_other_way_round_shows_the_same_words(s):
    theme = outline.add_theme(s, "Masks")
    shown = rounds.add_round(s, "First", support_name="Kim")
    items.add_items(s, shown, [Thing("theme", theme)])
    again = rounds.one_round(s, rounds.ask_the_other_way(s, shown, "Again"))
    assert (again.asks, again.again_id, again.support_name) == (("missing", "hard", "wrong"), shown, "Kim")
    assert [(one.theme_id, one.words) for one in items.items(s, again.id)] == [(theme, "Masks")]
    rounds.remove_round(s, shown)
    assert rounds.one_round(s, again.id).again_id is None


def test_a_meeting_says_when_where_how_long_and_who_was_there(s):
    shown, jo, kim = rounds.add_round(s, "First"), people.add_person(s, "Jo"), people.add_person(s, "Kim", "supporter")
    late = meetings.add_meeting(s, shown, date="2026-04-01")
    first = meetings.add_meeting(s, shown, [(jo, "co-researcher")], date="2026-03-01", place=" Hall ", minutes=40)
    meetings.put_present(s, first, kim, supporter="no")
    meetings.put_present(s, first, jo, check_in="fine")
    one, other = meetings.meetings(s, shown)
    assert (one.id, one.place, one.minutes, other.id) == (first, "Hall", 40, late)
    assert one.people == ((jo, "co-researcher", "", "fine"), (kim, "supporter", "no", ""))
    meetings.remove_present(s, first, kim)
    assert len(meetings.meetings(s, shown)[0].people) == 1
    for wrong in ({"date": "yesterday"}, {"form": "song"}):
        with pytest.raises(RefusedError):
            meetings.edit_meeting(s, first, **wrong)


def test_people_have_codes_of_their_own_and_are_named_as_they_want(s):
    jo, kim = people.add_person(s, "Jo Lind"), people.add_person(s, "Kim", "supporter")
    assert [one.code for one in people.people(s)] == ["P1", "P2"]
    with pytest.raises(RefusedError, match="Jo Lind has the code"):
        people.edit_person(s, kim, code="p1")
    for credit, printed in (("full", "Jo Lind"), ("first", "Jo"), ("initials", "J.L."), ("none", "a co-researcher")):
        people.edit_person(s, jo, credit=credit)
        assert people.person(s, jo).printed == "a co-researcher", "nobody said yet that the name may be printed"
        consent.record_consent(s, jo, {"name": True})
        assert people.person(s, jo).printed == printed
        consent.record_consent(s, jo, {"name": None})
    people.edit_person(s, jo, credit="other", credited_as="Robin")
    consent.record_consent(s, jo, {"name": True})
    assert people.person(s, jo).printed == "Robin"
