"""A theme by perspective, in its wording over time, and in what people said of it."""

from __future__ import annotations

import pytest

from qda.core import codebook, coders, coding, documents, participants
from qda.core.importers import Imported
from qda.core.review import answers, items, meetings, people, points, rounds
from qda.core.text import Turn
from qda.core.themes import outline, quotes
from qda.core.themes.checks import checks
from qda.core.themes.perspectives import all_quotes, perspectives
from qda.core.themes.wording_history import wordings
from qda.errors import NotFoundError


def talk(s, name: str, *said: tuple[str, str], **roles: list[str]) -> str:
    """Add a transcript of turns; each speaker is a participant with these roles."""
    lines, turns, start = [], [], 0
    for speaker, words in said:
        line = f"{speaker}: {words}"
        turns.append(Turn(start, start + len(line), start + len(speaker) + 2, speaker))
        lines.append(line)
        start += len(line) + 1
    source_id = documents.add_source(s, Imported(name, "\n".join(lines), tuple(turns)))
    role = next(key for key, attribute, _type in participants.attributes(s) if attribute == "Role")
    for speaker in documents.speakers_of(s, source_id):
        person = participants.add_participant(s, speaker.label)
        participants.link_speaker(s, speaker.id, person)
        participants.set_values(s, person, role, roles.get(speaker.label, []))
    return source_id


def test_a_theme_is_told_by_each_role_with_who_is_missing(s):
    participants.add_attribute(s, "Role", "choices", ["worker", "user", "manager"])
    group = talk(s, "Group", ("Ana", "It was far."), ("Ben", "And cold."), Ana=["user"], Ben=["worker", "manager"])
    alone = talk(s, "Alone", ("Cleo", "Nobody came."), ("Dan", "I see."), Cleo=["user"])
    ann, far = coders.add_coder(s, "Ann"), codebook.add_code(s, "Far")
    theme_id = outline.add_theme(s, "Distance", code_ids=[far])
    coding.apply_code(s, ann, far, group, 5, 16)  # Ana
    coding.apply_code(s, ann, far, group, 0, 26)  # joins: Ana and Ben
    quotes.pick_quote(s, group, 22, 31, theme_id=theme_id, kind="counter")  # Ben
    told = perspectives(s, theme_id, "Role")
    assert [(one.value, [quote.kind for quote in one.quotes], one.speaking, one.missing) for one in told] == [
        ("worker, manager", ["counter"], ("Ben",), ()),
        ("user", [], ("Ana",), ("Cleo",)),
        ("worker, user, manager", ["coded"], (), ()),
        ("", [], (), ("Dan",)),
    ]
    chosen = perspectives(s, theme_id, "Role", picked=True)
    assert [(one.value, [quote.kind for quote in one.quotes], one.missing) for one in chosen] == [
        ("worker, manager", ["counter"], ()),
        ("user", [], ("Ana", "Cleo")),
        ("", [], ("Dan",)),
    ]
    quotes.pick_quote(s, group, 0, 26, theme_id=theme_id)
    assert [(quote.kind, quote.start) for quote in all_quotes(s, theme_id)] == [("chosen", 0), ("counter", 22)]
    with pytest.raises(NotFoundError, match="Colour"):
        perspectives(s, theme_id, "Colour")
    assert alone


def test_the_wording_of_a_theme_is_told_as_it_came_about(project):
    with project.change("Add coders") as s:
        ann = coders.add_coder(s, "Ann")
    with project.change("Make theme") as s:
        theme_id = outline.add_theme(s, "Masks", idea="Worn.")
        other = outline.add_theme(s, "Other")
    project.coder_id = ann
    with project.change("Describe theme") as s:
        outline.edit_theme(s, theme_id, name="The mask", definition="All that hides.")
    with project.change("Describe theme") as s:
        outline.edit_theme(s, other, idea="Not this one.")
    with project.change("Describe theme") as s:
        outline.edit_theme(s, theme_id, idea="A slip.")
    project.undo()
    with project.change("Set status of theme") as s:
        outline.edit_theme(s, theme_id, status="named")
    with project.change("Describe theme") as s:
        outline.edit_theme(s, theme_id, idea="Strength is worn, not felt.")
    with project.read() as s:
        told = [(one.coder, one.field, one.before, one.after) for one in wordings(s, theme_id)]
        assert sorted(one.at for one in wordings(s, theme_id)) == [one.at for one in wordings(s, theme_id)]
    assert told == [
        ("", "name", "", "Masks"),
        ("", "idea", "", "Worn."),
        ("Ann", "name", "Masks", "The mask"),
        ("Ann", "definition", "", "All that hides."),
        ("Ann", "idea", "Worn.", "Strength is worn, not felt."),
    ]


def test_a_theme_that_came_back_by_undo_keeps_its_wording(project):
    with project.change("Make theme") as s:
        theme_id = outline.add_theme(s, "Masks")
    with project.change("Delete theme") as s:
        outline.delete_theme(s, theme_id)
    project.undo()
    with project.read() as s:
        assert [one.after for one in wordings(s, theme_id)] == ["Masks"]


def test_what_people_said_in_review_is_read_round_by_round(s):
    theme_id, other = outline.add_theme(s, "Masks"), outline.add_theme(s, "Other")
    assert checks(s, theme_id) == []
    first, later = rounds.add_round(s, "One"), rounds.add_round(s, "Two", asks="easy wrong missing")
    jo, supporter = people.add_person(s, "Jo"), people.add_person(s, "Kim", "supporter")
    for shown, about, question, answer, words in (
        (later, theme_id, "wrong", "no", "Better."),
        (first, theme_id, "right", "no", "Too long."),
        (first, other, "right", "yes", "Fine."),
    ):
        items.add_items(s, shown, [items.Thing("theme", about)])
        item = next(one.id for one in items.items(s, shown) if one.theme_id == about)
        meeting = meetings.add_meeting(s, shown)
        answers.put_answer(s, meeting, item, jo, question, answer, words=words, helper_id=supporter)
        answers.put_answer(s, meeting, item, jo, "easy", "unsure")
    [point] = points.points(s, theme_id=theme_id)
    points.decide(s, point.id, "kept", why="It is a long road.")
    told = [(one.round, one.person, one.helper, one.easy, one.right, one.words) for one in checks(s, theme_id)]
    assert told == [
        ("One", "Jo", "Kim", "unsure", "no", "Too long."),
        ("Two", "Jo", "Kim", "unsure", "yes", "Better."),
    ], "asked the other way round, no says that it is right"
    assert [one.decision for one in checks(s, theme_id)] == ["It is a long road.", ""]
    assert [one.states for one in checks(s, theme_id)] == [("decided",), ()]
