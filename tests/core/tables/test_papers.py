"""Two papers' tables replayed on the sample study: COOPER's framework without cases, SCOTLAND's counts of reports."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from qda.core import documents, participants, retrieval
from qda.core.check import check
from qda.core.exporters import ProductOptions, export
from qda.core.tables import frame_cells, frame_making, frameworks
from qda.storage.project import Project
from tests.told import sample_study

# The five domains of the Consolidated Framework for Implementation Research.
CFIR = ("Innovation", "Outer setting", "Inner setting", "Individuals", "Implementation process")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with sample_study(tmp_path / "study.loom") as opened:
        yield opened
        assert check(opened) == []


def test_cooper_tabulates_findings_by_five_domains_and_what_facilitates_or_hinders(
    project: Project, tmp_path: Path
) -> None:
    """RQ2 of the umbrella review: a fixed frame, summarised by two people, without a case dimension."""
    summaries = {
        ("Innovation", "Facilitators"): ("Ordinary company", "Side by side, with something in the hands."),
        ("Outer setting", "Barriers"): ("Distance and transport", "Ninety kilometres, and a pass that closes."),
        ("Inner setting", "Facilitators"): ("Standing among staff", "A chair at the table once somebody asked."),
        ("Inner setting", "Barriers"): ("Until June", "Project money that ends each June."),
        ("Individuals", "Barriers"): ("Carrying it home", "What is heard is carried home."),
    }
    with project.change("Make framework matrix") as session:
        frame_id = frame_making.add_frame(
            session, "CFIR", cases="free", headings=["Facilitators", "Barriers"], lines="\n".join(CFIR)
        )
    with project.read() as session:
        found = frameworks.framework(session, frame_id)
        codes = {quote.code.rpartition(" > ")[2]: quote for quote in retrieval.quotes(session)}
    rows, columns = {row.name: row.id for row in found.rows}, {one.name: one.id for one in found.columns}
    who = project.coder_id
    for (row, column), (code, words) in summaries.items():
        quote = codes[code]
        with project.change("Write summary") as session:
            place = rows[row], columns[column]
            frame_cells.write_cell(session, *place, summary=words, done=True, coder_id=who)
            frame_cells.put_quotes(session, *place, [(quote.source_id, quote.start, quote.end)], coder_id=who)
    with project.read() as session:
        export(session, "framework", tmp_path / "cfir.docx", ProductOptions(chosen={"frame": "CFIR"}))
        progress = frame_cells.progress(frameworks.framework(session, frame_id))
    assert (progress.written, progress.done, progress.whole) == (5, 5, 10)
    (table,) = Document(str(tmp_path / "cfir.docx")).tables
    cells = [[cell.text.split("\n") for cell in row.cells] for row in table.rows]
    assert [row[0][0] for row in cells] == ["Frame", *CFIR]
    assert [cell[0] for cell in cells[0][1:]] == ["Facilitators", "Barriers"]
    for row in cells[1:]:
        for column, cell in zip(("Facilitators", "Barriers"), row[1:], strict=True):
            told = summaries.get((row[0][0], column))
            assert cell[0] == (told[1] if told else "")
            # Each summary says where the passage stands on which it rests.
            assert (len(cell) == 2 and cell[1].startswith("(") and "line" in cell[1]) if told else len(cell) == 1
    # Everything is one change a cell, and all of it goes back.
    while project.undo():
        with project.read() as session:
            if not any(one.name == "CFIR" for one in frameworks.frames(session)):
                break
    else:
        pytest.fail("the matrix never went")


AREAS = {
    # Each report is matched to one or more areas, and tells of one or more groups.
    "Interview 01": (["Leaving nobody behind", "Health systems"], ["villages"], "interview"),
    "Interview 02": (["Health systems", "Information"], ["farms"], "messages"),
    "Interview 03": (["Health systems"], ["villages"], "interview"),
    "Interview 04": (["Leaving nobody behind", "Health systems", "Workforce"], ["villages", "farms"], "interview"),
    "Interview 05": (["Leaving nobody behind"], ["towns"], "interview"),
    "Group interview 06": (["Workforce"], ["villages", "towns"], "group"),
}


def test_scotland_counts_reports_by_area_population_and_method_with_percentages(
    project: Project, tmp_path: Path
) -> None:
    """A report in several areas counts in each of them, and once in every total; percentages are of all reports."""
    with project.change("Chart") as session:
        charted = {
            name: participants.add_attribute(session, name, kind, scope="source")
            for name, kind in (("Area", "choices"), ("Population", "choices"), ("Method", "choice"))
        }
        for source, (areas, populations, method) in AREAS.items():
            key = documents.find_source(session, source)
            for name, values in (("Area", areas), ("Population", populations), ("Method", [method])):
                participants.set_values(session, None, charted[name], values, source_id=key)

    def table(file: str, **chosen: str) -> list[list[str]]:
        with project.read() as session:
            export(session, "matrix", tmp_path / file, ProductOptions(chosen={"count": "sources", **chosen}))
        with (tmp_path / file).open(encoding="utf-8-sig", newline="") as lines:
            return list(csv.reader(lines))

    assert table("area.csv", rows="Area", percent="all") == [
        ["row", "all", "all %"],
        ["Leaving nobody behind", "3", "50"],
        ["Health systems", "4", "67"],
        ["Information", "1", "17"],
        ["Workforce", "2", "33"],
        ["All", "6", "100"],
    ]
    assert table("population.csv", rows="Area", columns="Population") == [
        ["row", "villages", "farms", "towns", "all"],
        ["Leaving nobody behind", "2", "1", "1", "3"],
        ["Health systems", "3", "2", "0", "4"],
        ["Information", "0", "1", "0", "1"],
        ["Workforce", "2", "1", "1", "2"],
        ["All", "4", "2", "2", "6"],
    ]
    method = table("method.csv", rows="Method", columns="Population", percent="row")
    assert method[1] == ["interview", "3", "75", "1", "25", "1", "25", "4", "100"]
