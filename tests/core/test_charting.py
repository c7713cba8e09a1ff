"""Charting of reports in several areas at once, counted and crossed by hand, of reports, studies and samples."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from qda.core import charting, documents, participants
from qda.core.importers import Imported


@pytest.fixture
def form(s: Session) -> tuple[list[str], str, str]:
    """Five reports under the headings Areas (several) and Place; reports 1 and 2 are of one study.

    Areas: 1 housing + work, 2 housing, 3 health, 4 health + housing, 5 nothing. Places: A, A, B, B, B.
    """
    areas = participants.add_attribute(s, "Areas", "choices", ["housing", "work", "health", "law"], scope="source")
    place = participants.add_attribute(s, "Place", "text", scope="source")
    participants.add_attribute(s, "Role", "choice", ["worker"])
    ids = [documents.add_source(s, Imported(f"Report {n}", f"Text {n}.")) for n in range(1, 6)]
    said = ("housing; work", "housing", "health", "health; housing", "")
    cells = {(key, areas): words for key, words in zip(ids, said, strict=True)}
    cells |= {(key, place): words for key, words in zip(ids, "AABBB", strict=True)}
    cells |= {(ids[0], charting.STUDY): "Smith", (ids[1], charting.STUDY): " smith "}
    assert charting.chart(s, cells).set == 12
    return ids, areas, place


def test_counts_are_of_reports_and_say_so(s: Session, form: tuple[list[str], str, str]) -> None:
    count = charting.count_by(s, form[1])
    assert count.rows == (("housing", 3), ("work", 1), ("health", 2), ("law", 0))
    assert (count.of, count.silent, count.several) == (5, 1, True)
    assert count.share(3) == 60.0
    assert charting.counted_sentence(count) == (
        "Percent of 5 reports. 1 says nothing under this heading. "
        "Several values may stand together, so shares can add up to more than 100 %."
    )


def test_reports_of_one_study_count_once_where_studies_are_counted(
    s: Session, form: tuple[list[str], str, str]
) -> None:
    count = charting.count_by(s, form[1], "studies")
    assert (count.of, dict(count.rows)["housing"], count.share(2)) == (4, 2, 50.0)
    assert charting.counted_sentence(count).startswith("Percent of 4 studies.")
    assert charting.count_by(s, form[1], "samples").of == 4
    charting.chart(s, {(form[0][0], charting.SAMPLE): "a", (form[0][1], charting.SAMPLE): "b"})
    assert charting.count_by(s, form[1], "samples").of == 5


def test_two_headings_are_crossed(s: Session, form: tuple[list[str], str, str]) -> None:
    crossed = charting.cross(s, form[1], form[2])
    assert (crossed.rows, crossed.columns, crossed.of) == (("housing", "work", "health", "law"), ("A", "B"), 5)
    assert crossed.cells == {
        ("housing", "A"): 2,
        ("work", "A"): 1,
        ("health", "B"): 2,
        ("housing", "B"): 1,
    }
    assert crossed.share(2) == 40.0


def test_the_form_has_the_headings_of_sources_only_and_leaves_what_it_does_not_take(
    s: Session, form: tuple[list[str], str, str]
) -> None:
    year = participants.add_attribute(s, "Year", "number", scope="source")
    assert [row.name for row in charting.headings(s)] == ["Areas", "Place", "Year"]
    done = charting.chart(s, {(form[0][0], year): "2019", (form[0][1], year): "last"})
    assert done.set == 1
    assert "number" in done.refused[0]
    report = charting.reports(s)[0]
    assert (report.words(form[1]), report.words(year), report.words(charting.STUDY)) == (
        "housing; work",
        "2019",
        "Smith",
    )
