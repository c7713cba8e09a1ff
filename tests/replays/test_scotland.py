"""Scottish scoping review 2024, BMC Public Health 24:1156: reports in several areas each, counted with percentages."""

from __future__ import annotations

import pytest

from qda.core import attributes, charting, participants
from qda.core.attributes import Cell
from tests.replays.conftest import Replay

# The nine areas of the WHO European strategy and action plan for refugee and migrant health, 2016-2022.
AREAS = (
    "collaborative action",
    "right to health",
    "social determinants",
    "preparedness",
    "health systems",
    "communicable diseases",
    "noncommunicable diseases",
    "ethical screening",
    "health information",
)
CHARTED = {
    "Interview 01": (("health systems", "social determinants"), "refugees", "interviews", "yes"),
    "Interview 02": (("health systems",), "migrants", "interviews", ""),
    "Interview 03": (("right to health", "health systems"), "refugees", "survey", ""),
    "Interview 04": (("communicable diseases",), "migrants", "survey", ""),
    "Interview 05": (("health systems", "health information"), "refugees", "interviews", ""),
    "Group interview 06": (("social determinants",), "migrants", "interviews", ""),
}


@pytest.fixture
def scoping(replay: Replay) -> Replay:
    """A charting form of four headings, filled for six reports."""
    form = {
        "Area": ("choices", AREAS),
        "Population": ("choice", ("refugees", "migrants")),
        "Method": ("choice", ("interviews", "survey")),
        "Checked by a co-author": ("yesno", ()),
    }
    ids = {
        name: replay.do("Add heading", participants.add_attribute, name, kind, options, scope="source")
        for name, (kind, options) in form.items()
    }
    cells = []
    for name, (areas, *others) in CHARTED.items():
        for heading, words in zip(form, ("; ".join(areas), *others), strict=True):
            cells.append(Cell(ids[heading], None, replay.sources[name], words))
    replay.do("Chart reports", attributes.set_cells, cells)
    return replay


def test_a_report_in_several_areas_counts_in_each_and_once_in_all(scoping: Replay) -> None:
    counted = scoping.ask(charting.count_by, scoping.attribute("Area", "source"))
    numbers = dict(counted.rows)
    assert {area: numbers[area] for area in AREAS} == {
        "collaborative action": 0,
        "right to health": 1,
        "social determinants": 2,
        "preparedness": 0,
        "health systems": 4,
        "communicable diseases": 1,
        "noncommunicable diseases": 0,
        "ethical screening": 0,
        "health information": 1,
    }
    assert counted.of == 6
    assert round(counted.share(numbers["health systems"])) == 67
    assert "6" in charting.counted_sentence(counted)


def test_areas_by_population_and_by_method_have_numbers_and_percentages(scoping: Replay) -> None:
    table = {row[0]: row[1:] for row in scoping.word("matrix", rows="Area", columns="Population")}
    assert table["health systems"] == ["3", "1", "4"]
    assert table["social determinants"] == ["1", "1", "2"]
    assert table["communicable diseases"][1:] == ["1", "1"]
    total = next(row for name, row in table.items() if "total" in name.casefold() or "all" in name.casefold())
    assert total == ["3", "3", "6"], "a report in two areas counts once in all"
    percent = {row[0]: row[1:] for row in scoping.word("matrix", rows="Area", columns="Method", percent="all")}
    # Four of six reports are of health systems: three by interviews, one by survey.
    assert percent["health systems"] == ["3 (50\u202f%)", "1 (17\u202f%)", "4 (67\u202f%)"]


def test_the_chart_has_a_row_a_report_under_the_fixed_headings(scoping: Replay) -> None:
    rows = scoping.data("charting")
    assert len(rows) == 6
    first = next(row for row in rows if "Interview 01" in row.values())
    assert first["Population"] == "refugees" and "social determinants" in first["Area"]
    page = scoping.word("charting")
    assert {"Area", "Population", "Method"} <= set(page[0])


def test_what_share_was_checked_is_counted(scoping: Replay) -> None:
    counted = scoping.ask(charting.count_by, scoping.attribute("Checked by a co-author", "source"))
    assert [number for _value, number in counted.rows if number] == [1] and counted.of == 6
