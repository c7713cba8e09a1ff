"""The history page by page, with what became of each action, and the way back to a moment of it."""

from __future__ import annotations

import pytest

from qda.core import codebook, coders, history
from qda.core.history import Reader, Way


def change(project, name: str) -> int:
    """Make a code and return the number of the change."""
    with project.change("Make code") as s:
        codebook.add_code(s, name)
    return project.history(1)[0].seq


def way(project, seq: int, coder: str | None = None) -> Way:
    with project.read() as s:
        return history.way_to(s, seq, coder, project.session)


def entries(project, limit: int = 200) -> list[history.Entry]:
    with project.read() as s:
        return history.actions(s, Reader(), limit)


def test_actions_come_newest_first_and_page_by_page(project):
    made = [change(project, f"Code {number}") for number in range(7)]
    reader, seen = Reader(), []
    with project.read() as s:
        while page := history.actions(s, reader, 3):
            assert len(page) <= 3
            seen += page
    assert [entry.change for entry in seen][:7] == made[::-1]
    assert seen[-1].label == "Start project" and reader.ended
    assert len({entry.change for entry in seen}) == len(seen)


def test_what_was_undone_is_told_also_across_pages_and_redo_reaches_it_until_something_new_is_done(project):
    made = [change(project, f"Code {number}") for number in range(4)]
    project.undo()
    project.undo()
    fates = {entry.change: (entry.in_force, entry.redoable) for entry in entries(project)}
    assert [fates[seq] for seq in made] == [(True, False), (True, False), (False, True), (False, True)]
    project.redo()
    assert [entry.in_force for entry in entries(project)[:4]] == [False, True, True, True]
    change(project, "New")
    lost = entries(project)[1]
    assert (lost.change, lost.in_force, lost.redoable) == (made[3], False, False)
    reader = Reader()
    with project.read() as s:
        one_by_one = [history.actions(s, reader, 1)[0] for _time in range(5)]
    assert one_by_one == entries(project)[:5]


def test_the_way_back_counts_undos_and_the_way_forward_redos(project):
    made = [change(project, f"Code {number}") for number in range(5)]
    assert way(project, made[4]) == Way()
    assert way(project, made[1]) == Way(undos=3)
    for _time in range(3):
        project.undo()
    assert way(project, made[1]) == Way()
    assert way(project, made[3]) == Way(redos=2)
    for _time in range(2):
        project.redo()
    assert way(project, made[3]) == Way()
    with project.read() as s:
        assert len(codebook.codes(s)) == 4


def test_a_way_says_whose_work_it_touches(project):
    with project.change("Add coder") as s:
        ann, ben = coders.add_coder(s, "Ann"), coders.add_coder(s, "Ben")
    project.coder_id = ann
    here = change(project, "Ann's")
    project.coder_id = ben
    for number in range(3):
        change(project, f"Ben's {number}")
    project.coder_id = ann
    change(project, "Ann's again")
    assert way(project, here, ann) == Way(undos=4, others=(("Ben", 3),))
    assert way(project, here, ben).others == (("Ann", 1),)


def test_a_way_says_how_much_of_it_is_of_another_sitting(project):
    here = change(project, "before")
    change(project, "yesterday")
    project.session += 1
    change(project, "today")
    assert way(project, here) == Way(undos=2, earlier=1)
    with project.read() as s:
        assert history.way_to(s, here, None).earlier == 0


def test_what_was_undone_before_something_new_is_out_of_reach(project):
    change(project, "first")
    lost = change(project, "lost")
    project.undo()
    change(project, "new")
    assert not way(project, lost).reachable


def test_nothing_leads_behind_a_floor(project):
    before = change(project, "before")
    with project.change("Take names out", floor=True) as s:
        codebook.add_code(s, "floor")
    after = change(project, "after")
    assert not way(project, before).reachable
    assert way(project, after).reachable


@pytest.mark.parametrize("back", range(6))
def test_going_the_way_back_and_forth_gets_there(project, back):
    made = [change(project, f"Code {number}") for number in range(6)]
    there = way(project, made[back])
    for _time in range(there.undos):
        project.undo()
    with project.read() as s:
        assert len(codebook.codes(s)) == back + 1
    forth = way(project, made[-1])
    for _time in range(forth.redos):
        project.redo()
    with project.read() as s:
        assert len(codebook.codes(s)) == 6
