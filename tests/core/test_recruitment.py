"""The recruitment log counted by hand, and the sampling grid with what is wanted and empty."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from qda.core import participants, recruitment, sampling
from qda.errors import RefusedError


@pytest.fixture
def log(s: Session) -> list[str]:
    """Eight people: four agreed (one of whom withdrew), two declined for time and one out of illness, one is silent."""
    ids = recruitment.add_approached(s, 8)
    said = ("agreed", "agreed", "agreed", "withdrew", "declined", "declined", "declined", "")
    cells = {(key, "outcome"): words for key, words in zip(ids, said, strict=True)}
    cells |= {(ids[3], "why"): "moved away", (ids[4], "why"): "no time", (ids[5], "why"): "no time"}
    recruitment.fill_log(s, {**cells, (ids[6], "why"): "ill"})
    return ids


def test_the_log_is_counted_and_told_in_sentences(s: Session, log: list[str]) -> None:
    count = recruitment.recruited(s)
    assert (count.approached, count.agreed, count.declined, count.withdrew, count.open) == (8, 4, 3, 1, 1)
    assert count.taking_part == 3
    assert recruitment.recruitment_sentences(s) == [
        "8 people were approached: 4 agreed, 3 declined (no time: 2, ill: 1), 1 has not answered.",
        "1 of those who agreed withdrew (moved away: 1); 3 take part.",
    ]
    assert recruitment.remove_approached(s, log[:4]) == 4
    assert recruitment.recruited(s).agreed == 0


def test_the_log_knows_codes_and_participants_but_takes_no_unknown_ones(s: Session, log: list[str]) -> None:
    assert [row.label for row in recruitment.recruitment_log(s)] == [f"R{n}" for n in range(1, 9)]
    participants.add_participant(s, "Marit")
    recruitment.fill_log(s, {(log[0], "participant"): "marit", (log[0], "date"): "3.2.2026", (log[0], "how"): "letter"})
    row = recruitment.recruitment_log(s)[0]
    assert (row.participant, row.date, row.how) == ("Marit", "2026-02-03", "letter")
    for field, words in (("participant", "Nobody"), ("outcome", "perhaps"), ("date", "soon")):
        with pytest.raises(RefusedError):
            recruitment.fill_log(s, {(log[0], field): words})
    recruitment.fill_log(s, {(log[0], "participant"): ""})
    assert recruitment.recruitment_log(s)[0].participant == ""


def test_an_empty_log_says_nothing(s: Session) -> None:
    assert recruitment.recruitment_sentences(s) == []


@pytest.fixture
def people(s: Session) -> tuple[str, str]:
    """Role x lives: Ana worker/farm, Ben worker+user/village, Carla user/farm, Dan without a home."""
    role = participants.add_attribute(s, "Role", "choices", ["worker", "user"])
    lives = participants.add_attribute(s, "Lives", "choice", ["farm", "village"])
    for name, roles, home in (
        ("Ana", ["worker"], "farm"),
        ("Ben", ["worker", "user"], "village"),
        ("Carla", ["user"], "farm"),
        ("Dan", ["user"], ""),
    ):
        key = participants.add_participant(s, name)
        participants.set_values(s, key, role, roles)
        participants.set_values(s, key, lives, [home])
    return role, lives


def test_the_grid_has_who_is_in_each_cell_and_who_in_none(s: Session, people: tuple[str, str]) -> None:
    grid = sampling.sampling_grid(s, *people)
    assert (grid.rows, grid.columns, grid.people) == (("worker", "user"), ("farm", "village"), 4)
    inside = {cell: found.people for cell, found in grid.cells.items()}
    assert inside == {
        ("worker", "farm"): ("Ana",),
        ("worker", "village"): ("Ben",),
        ("user", "farm"): ("Carla",),
        ("user", "village"): ("Ben",),
    }
    assert grid.unplaced == ("Dan",)
    alone = sampling.sampling_grid(s, people[0])
    assert {row: found.people for (row, _none), found in alone.cells.items()} == {
        "worker": ("Ana", "Ben"),
        "user": ("Ben", "Carla", "Dan"),
    }


def test_what_is_wanted_and_empty_is_said_in_words(s: Session, people: tuple[str, str]) -> None:
    role, lives = people
    sampling.set_target(s, role, "worker", 1, lives, "farm")
    sampling.set_target(s, role, "user", 2, lives, "farm")
    grid = sampling.sampling_grid(s, role, lives)
    assert grid.cells["user", "farm"].words() == "1 of 2"
    assert sampling.sampling_sentences(grid)[:2] == [
        "2 cells have a number wanted; 1 has reached it.",
        "Some are still wanted: user, farm (1 of 2).",
    ]
    sampling.set_target(s, role, "manager", 1, lives, "village")
    grid = sampling.sampling_grid(s, role, lives)
    assert grid.rows[-1] == "manager"
    assert grid.cells["manager", "village"].words() == "nobody of 1"
    assert grid.cells["manager", "farm"].words() == "nobody"
    said = sampling.sampling_sentences(grid)
    assert said[1] == "Wanted, and nobody yet: manager, village."
    assert "Without a value, so in no cell: Dan." in said
    # On its side it is the same grid.
    turned = sampling.sampling_grid(s, lives, role)
    assert turned.cells["farm", "user"].wanted == 2
    sampling.set_target(s, lives, "farm", None, role, "user")
    assert sampling.sampling_grid(s, role, lives).cells["user", "farm"].wanted is None
    with pytest.raises(RefusedError):
        sampling.set_target(s, role, "user", -1)


def test_the_attributes_of_the_grid_are_kept_or_the_first_choices(s: Session, people: tuple[str, str]) -> None:
    role, lives = people
    assert sampling.chosen_grid(s) == (role, lives)
    sampling.choose_grid(s, lives)
    assert sampling.chosen_grid(s) == (lives, None)
    with pytest.raises(RefusedError):
        sampling.choose_grid(s, role, role)
    participants.remove_attribute(s, lives)
    s.flush()
    assert sampling.chosen_grid(s) == (role, None)
