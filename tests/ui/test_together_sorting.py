"""Sorting together at the simple screen: cards on piles, piles with names, by keys and by pointer."""

from __future__ import annotations

from PySide6.QtCore import Qt

from qda.core.review import items, sitting, sorting
from qda.core.themes.outline import themes
from tests.ui.conftest import answer, enter_text, keys
from tests.ui.together_room import FORBIDDEN, QUOTES, gone, key, press, room, shown, words_of


def test_people_put_five_quotes_on_piles_and_name_them(window, tmp_path):
    here = room(window, tmp_path, themes=False)
    screen = here.open("Sort together…", "Sort")
    assert any("Left out: 1 that people did not allow" in one for one in here.asked)
    assert shown(screen)[:2] == [
        "Which belong together?",
        "We will show you 5 cards. On each card is something that people said.",
    ]
    key(screen, "1")
    assert shown(screen)[1] == QUOTES[0] and words_of(screen) == ["A new pile"]
    key(screen, "1")
    assert words_of(screen) == ["Pile 1: You wear a mask …", "A new pile"]
    key(screen, "2")
    press(screen, "Pile 2: I waited for a …")
    press(screen, "A new pile")
    press(screen, "Back")
    press(screen, "Skip")  # the card lies nowhere again
    press(screen, "Pile 1: You wear a mask …")
    piles = here.read(sorting.piles, round_id=here.ids["round"])
    assert [len(one.item_ids) for one in piles] == [2, 2]
    assert shown(screen)[0] == "Pile 1" and QUOTES[0] in shown(screen) and FORBIDDEN not in shown(screen)
    key(screen, Qt.Key.Key_Tab, "Hiding")
    press(screen, "Next")
    press(screen, "Skip")
    assert "You made 2 piles." in shown(screen)
    assert [one.name for one in here.read(sorting.piles, round_id=here.ids["round"])] == ["Hiding", ""]
    assert {one.person_id for one in here.meeting().people} == {here.ids["jo"], here.ids["sam"]}
    press(screen, "Close")
    assert gone(screen)


def test_never_more_than_five_choices_and_other_piles_are_reached(window, tmp_path):
    here = room(window, tmp_path, themes=False)
    screen = here.open("Sort together…", "Sort")
    for _ in range(5):
        press(screen, "Start" if "Start" in words_of(screen) else "A new pile")
    assert words_of(screen)[-2:] == ["A new pile", "Other piles"] and len(words_of(screen)) == 5
    press(screen, "Other piles")
    assert words_of(screen)[0].startswith("Pile 4") and screen.far.text() == "5 of 5"


def test_a_round_without_five_quotes_says_what_is_needed(window, tmp_path):
    here = room(window, tmp_path)
    told: list[str] = []
    window.workspace.failed.connect(told.append)
    page = window.review.choose("rounds")
    page.choose(here.ids["round"])
    press(page, "Sort together…")
    assert told and "5 quotes or more" in told[0]


def test_a_pile_with_a_name_becomes_a_candidate_theme(window, tmp_path):
    here = room(window, tmp_path, themes=False)
    shown_there = here.read(items.items, here.ids["round"])

    def sort(session):
        meeting = sitting.begin(session, here.ids["round"], [here.ids["jo"]])
        pile = sorting.put_card(session, meeting, shown_there[0].id)
        sorting.put_card(session, meeting, shown_there[1].id, pile)

    assert window.workspace.do("Sort", sort)
    page = window.review.choose("rounds")
    page.choose(here.ids["round"])
    page.tabs.setCurrentWidget(page.piles)
    assert QUOTES[1] in page.piles.quotes.text() and not page.piles.make.isEnabled()
    answer(enter_text("Hiding"))
    page.piles.table.setFocus()
    keys(Qt.Key.Key_F2)
    press(page, "Make a candidate theme")
    found = {one.name: one for one in here.read(themes)}
    assert found["Hiding"].status == "candidate" and not page.piles.make.isEnabled()
    assert page.piles.table.model().index(0, 4).data() == "Hiding"
