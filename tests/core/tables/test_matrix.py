"""Matrices, each number counted by hand."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from qda.core import retrieval
from qda.core.tables.axes import COLUMNS, NOTHING, ROWS, axes, find_axis, of_attribute
from qda.core.tables.matrix import Ask, Matrix, behind, matrix
from qda.errors import NotFoundError, RefusedError
from tests.core.tables.conftest import Counted


def table(found: Matrix) -> dict[str, list[int]]:
    """Return rows by name, the total last, and the totals of columns as the row "all"."""
    rows = {head.path: [*found.cells[at], found.row_totals[at]] for at, head in enumerate(found.rows)}
    return {**rows, "all": [*found.column_totals, found.total]}


def names(found: Matrix) -> list[str]:
    return [head.name for head in found.columns]


def test_passages_of_codes_by_participant_with_all_below(session: Session) -> None:
    found = matrix(session, Ask())
    assert names(found) == ["Ana", "Ben", "Cem"]
    assert table(found) == {
        # The passage of the whole group is Ana's and Cem's, and counts once in the total.
        "Way": [5, 1, 2, 7],
        "Way > road": [2, 1, 1, 4],
        "Way > bus": [2, 0, 0, 2],
        "Words": [0, 1, 0, 1],
        "all": [5, 2, 2, 8],
    }


def test_own_passages_only(session: Session) -> None:
    found = matrix(session, Ask(below=False))
    assert table(found)["Way"] == [1, 0, 1, 1]
    assert table(found)["all"] == [5, 2, 2, 8]


def test_people_and_sources_count_once(session: Session) -> None:
    assert table(matrix(session, Ask(columns="sources", count="participants"))) == {
        "Way": [1, 1, 2, 3],
        "Way > road": [1, 1, 1, 3],
        "Way > bus": [1, 0, 1, 1],
        "Words": [0, 1, 0, 1],
        "all": [1, 1, 2, 3],
    }
    assert table(matrix(session, Ask(columns="coders", count="sources"))) == {
        "Way": [3, 1, 3],
        "Way > road": [3, 1, 3],
        "Way > bus": [2, 0, 2],
        "Words": [1, 0, 1],
        "all": [3, 1, 3],
    }


def test_one_coder_only(session: Session, counted: Counted) -> None:
    found = matrix(session, Ask(columns="sources", coder_ids=(counted.ids["Bea"],)))
    assert table(found)["Way"] == [1, 0, 0, 1]
    assert found.total == 1


def test_themes_count_their_codes_and_leave_out_what_is_set_aside(session: Session) -> None:
    found = matrix(session, Ask("themes", "sources"))
    assert table(found) == {
        # A code that serves theme and subtheme counts once in the totals.
        "Far": [3, 1, 2, 6],
        "Icy": [2, 1, 1, 4],
        "Said": [0, 1, 0, 1],
        "all": [3, 2, 2, 7],
    }
    assert table(matrix(session, Ask("categories", "sources"))) == {"Way": [3, 1, 3, 7], "all": [3, 1, 3, 7]}


def test_values_of_an_attribute_of_participants_and_of_sources(session: Session, counted: Counted) -> None:
    found = matrix(session, Ask(columns=of_attribute(counted.ids["Role"])))
    # Ben is a user and a worker; nothing is known of Cem; no manager spoke, and the option stands there all the same.
    assert names(found) == ["user", "worker", "manager", "(not known)"]
    assert table(found)["Way"] == [6, 1, 0, 2, 7]
    assert table(found)["Words"] == [1, 1, 0, 0, 1]
    people = matrix(session, Ask(columns=of_attribute(counted.ids["Role"]), count="participants"))
    assert table(people)["Way"] == [2, 1, 0, 1, 3]
    area = matrix(session, Ask(columns=of_attribute(counted.ids["Area"])))
    assert names(area) == ["north", "south", "(not known)"]
    assert table(area)["Way"] == [3, 4, 3, 7]


def test_totals_only(session: Session) -> None:
    found = matrix(session, Ask("themes", NOTHING, count="sources"))
    assert (names(found), found.row_totals, found.total) == ([], (3, 3, 1), 3)


def test_shares_say_of_what(session: Session) -> None:
    found = matrix(session, Ask(columns="sources"))
    assert found.share(0, 0, "column") == 3 / 3
    assert found.share(0, 1, "column") == 1 / 2
    assert found.share(0, 0, "row") == 3 / 7
    assert found.share(0, 0, "all") == 3 / 8
    assert found.share(None, 1, "all") == 2 / 8
    # 3 of 8 are 37.5 %, and a half is rounded up.
    assert [found.percent(0, at, "all") for at in range(3)] == [38, 13, 38]
    assert found.share(0, None, "column") == 7 / 8
    nothing = matrix(session, Ask(columns="sources", coder_ids=()))
    assert nothing.total == 0
    assert nothing.share(0, 0, "row") is None


def test_attribute_by_attribute_counts_reports_in_several_areas_once_in_the_totals(
    session: Session, counted: Counted
) -> None:
    """As SCOTLAND tabulates reports: area by population, a report in one or more of each."""
    area, role = of_attribute(counted.ids["Area"]), of_attribute(counted.ids["Role"])
    found = matrix(session, Ask(area, role, count="sources"))
    assert found.count == "sources"
    # Of Cem in the group nothing is known; of Ana, who is there too, it is.
    assert names(found) == ["user", "worker", "manager"]
    assert table(found) == {
        "north": [1, 0, 0, 1],
        "south": [2, 1, 0, 2],
        "(not known)": [1, 0, 0, 1],
        "all": [3, 1, 0, 3],
    }
    assert found.share(1, None, "all") == 2 / 3
    people = matrix(session, Ask(role, area, count="participants"))
    assert people.count == "participants"
    assert table(people)["user"] == [1, 2, 0, 2]
    assert table(people)["all"] == [1, 2, 1, 3]
    assert table(matrix(session, Ask(area, NOTHING)))["south"] == [2]
    with pytest.raises(RefusedError, match="another attribute"):
        matrix(session, Ask(area, "participants"))


@pytest.mark.parametrize("rows", ROWS)
@pytest.mark.parametrize("columns", [*COLUMNS, "Role", "Area"])
def test_behind_every_number_are_as_many_passages(session: Session, rows: str, columns: str) -> None:
    axis = find_axis(session, columns, COLUMNS)
    found = matrix(session, Ask(rows, axis))
    for row in (None, *range(len(found.rows))):
        for column in (None, *range(len(found.columns))):
            quotes = retrieval.quotes(session, behind(session, found, row, column))
            assert len(quotes) == found.number(row, column), (row, column)


def test_behind_attribute_by_attribute_is_everything_of_what_it_counts(session: Session, counted: Counted) -> None:
    area, role = of_attribute(counted.ids["Area"]), of_attribute(counted.ids["Role"])
    found = matrix(session, Ask(area, role, count="sources"))
    assert behind(session, found, 1, 1).source_ids == (counted.ids["Ben talks"],)
    assert behind(session, found, 1, None).source_ids == (counted.ids["Ana talks"], counted.ids["Ben talks"])
    people = matrix(session, Ask(role, area, count="participants"))
    assert behind(session, people, 1, 1).participant_ids == (counted.ids["Ben"],)


def test_axes_are_found_by_name(session: Session, counted: Counted) -> None:
    assert [words for _axis, words in axes(session, ROWS)] == ["Codes", "Categories", "Themes", "Role", "Area"]
    assert find_axis(session, "Sources", COLUMNS) == "sources"
    assert find_axis(session, "Role", COLUMNS) == of_attribute(counted.ids["Role"])
    with pytest.raises(NotFoundError, match="Did you mean Role"):
        find_axis(session, "Rol", COLUMNS)
    with pytest.raises(RefusedError):
        matrix(session, Ask(count="words"))
