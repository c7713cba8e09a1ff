"""Sorting together: cards on piles, piles with names, candidate themes owed to those who sorted."""

from __future__ import annotations

import pytest

from qda.core import consent, participants
from qda.core.approaches import begin
from qda.core.documents import add_source
from qda.core.importers import Imported
from qda.core.review import items, meetings, people, rounds, sitting, sorting
from qda.core.review.pack_content import content
from qda.core.themes.outline import add_theme, themes
from qda.core.themes.quotes import pick_quote, picked_quotes
from qda.errors import RefusedError
from qda.storage.models import ThemeCredit

SAID = ("I hid it.", "I wore a mask.", "I waited.", "It took a year.", "Nobody asked.", "My brother laughed.")


@pytest.fixture
def study(tmp_path):
    """A round with five quotes that may be quoted and one that may not, and two people who sort it with help."""
    with begin(tmp_path / "sort.loom", approach="reflexive", coder="Ann Noor") as project:
        with project.change("Begin") as s:
            theme = add_theme(s, "Leftover")
            shown = rounds.add_round(s, "Sort")
            quotes = []
            for said in SAID:
                source = add_source(s, Imported(said, said))
                who = participants.add_participant(s, said)
                participants.link_source(s, who, source)
                consent.record_consent(s, who, {"quote": True})
                quotes.append(pick_quote(s, source, 0, len(said), theme_id=theme))
            items.add_items(s, shown, [items.Thing("quote", one) for one in quotes])
            consent.record_consent(s, who, {"quote": False})
            jo, sam = people.add_person(s, "Jo"), people.add_person(s, "Sam")
            kim = people.add_person(s, "Kim", "supporter")
            meeting = sitting.begin(s, shown, [jo, sam, kim], day="2026-05-06")
        yield project, shown, meeting, (jo, sam)


def test_a_pile_becomes_a_candidate_theme_owed_to_those_who_sorted(study):
    project, shown, meeting, sorters = study
    with project.change("Sort") as s:
        cards = items.items(s, shown)
        hiding = sorting.put_card(s, meeting, cards[0].id)
        sorting.put_card(s, meeting, cards[1].id, hiding)
        with pytest.raises(RefusedError, match="what they call it"):
            sorting.make_theme(s, hiding)
        sorting.name_pile(s, hiding, " Hiding ")
        theme = sorting.make_theme(s, hiding)
        made = next(one for one in themes(s) if one.id == theme)
        assert (made.name, made.status) == ("Hiding", "candidate")
        assert len(picked_quotes(s, theme_id=theme)) == 2
        owed = {(one.person_id, one.how) for one in s.query(ThemeCredit).filter_by(theme_id=theme)}
        assert owed == {(who, how) for who in sorters for how in ("sorting", "naming")}
        with pytest.raises(RefusedError, match="a theme already"):
            sorting.make_theme(s, hiding)


def test_a_card_lies_on_one_pile_and_an_empty_pile_goes(study):
    project, shown, meeting, _sorters = study
    with project.change("Sort") as s:
        first, second = items.items(s, shown)[:2]
        one = sorting.put_card(s, meeting, first.id)
        other = sorting.put_card(s, meeting, second.id)
        sorting.put_card(s, meeting, second.id, one)
        assert [(pile.id, pile.item_ids) for pile in sorting.piles(s)] == [(one, (first.id, second.id))]
        assert other not in {pile.id for pile in sorting.piles(s, round_id=shown)}
        sorting.put_card(s, meeting, second.id, one)  # twice is once
        sorting.take_off(s, meeting, first.id)
        assert sorting.piles(s, meeting_id=meeting)[0].item_ids == (second.id,)


def test_what_may_not_be_quoted_is_not_sorted_and_fewer_than_five_are_refused(study):
    project, shown, _meeting, _sorters = study
    with project.change("Take out") as s:
        cards = sorting.to_sort(content(s, shown))
        assert [card.parts[0].words for card in cards] == list(SAID[:5])
        items.remove_items(s, [cards[0].id])
        with pytest.raises(RefusedError, match="5 quotes or more"):
            sorting.to_sort(content(s, shown))


def test_a_card_of_another_round_is_refused_and_found(study):
    project, shown, meeting, _sorters = study
    with project.change("Other") as s:
        card = items.items(s, shown)[0]
        other = meetings.add_meeting(s, rounds.add_round(s, "Other"))
        with pytest.raises(RefusedError, match="not shown"):
            sorting.put_card(s, other, card.id)
        pile = sorting.put_card(s, meeting, card.id)
        with pytest.raises(RefusedError, match="another meeting"):
            sorting.put_card(s, meeting, items.items(s, shown)[1].id, sorting.put_card(s, _again(s, shown), card.id))
        assert pile in {one.id for one in sorting.piles(s)}


def _again(s, shown: str) -> str:
    return meetings.add_meeting(s, shown)


def test_every_card_finds_a_place_then_every_pile_a_name(study):
    project, shown, meeting, _sorters = study
    with project.change("Sort") as s:
        cards = sorting.to_sort(content(s, shown))
        sorting.put_card(s, meeting, cards[0].id)
        found = sorting.steps(cards, sorting.piles(s))
    assert [one.kind for one in found] == ["hello", *["where"] * 5, "name", "end"]
