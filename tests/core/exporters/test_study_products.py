"""What is written of the study itself: interviews, sampling, charting with several areas a report, flow of reports."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pytest
from sqlalchemy.orm import Session

from qda.core import charting, documents, exporters, interviews, participants, prisma, recruitment, sampling
from qda.core.exporters import ProductOptions
from qda.core.importers import Imported
from qda.errors import NotFoundError, RefusedError
from qda.storage.project import Project

Table = list[list[str]]


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "study.loom", title="Health of migrants", approach="review") as project:
        yield project


def _table(path: Path) -> Table:
    (table,) = docx.Document(str(path)).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def _words(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def _write(session: Session, name: str, path: Path, **chosen: str) -> Path:
    exporters.export(session, name, path, ProductOptions(chosen=chosen))
    return path


def _ten_reports(session: Session) -> None:
    """Ten reports on migrants' health matched to one or more areas, as a scoping review charts them.

    Areas: access 1-6, environment 5-8, data 8, nothing 9 and 10. Places: Glasgow 1-4, rural 5-10. The reports 1 and 2
    are of one study.
    """
    areas = participants.add_attribute(
        session, "WHO area", "choices", ["access", "environment", "data", "workforce"], scope="source"
    )
    place = participants.add_attribute(session, "Place", "choice", ["Glasgow", "rural"], scope="source")
    method = participants.add_attribute(session, "Method", "text", scope="source")
    ids = [documents.add_source(session, Imported(f"Report {n}", f"Words {n}.")) for n in range(1, 11)]
    said = [["access"]] * 4 + [["access", "environment"]] * 2 + [["environment"], ["environment", "data"], [], []]
    cells = {(key, areas): "; ".join(found) for key, found in zip(ids, said, strict=True)}
    cells |= {(key, place): "Glasgow" if n < 4 else "rural" for n, key in enumerate(ids)}
    cells |= {(ids[0], method): "interviews", (ids[0], charting.STUDY): "Khan", (ids[1], charting.STUDY): "Khan"}
    charting.chart(session, cells)


def test_a_scoping_review_is_charted_and_counted_with_several_areas_a_report(empty: Project, tmp_path: Path) -> None:
    """Counted by hand: access 6, environment 4, data 1, workforce 0, of 10 reports; of 9 studies access is 5."""
    with empty.change("Chart") as session:
        _ten_reports(session)
    with empty.read() as session:
        rows = _table(_write(session, "charting", tmp_path / "form.docx"))
        assert rows[0] == ["Report", "WHO area", "Place", "Method"]
        assert rows[1] == ["Report 1\nKhan", "access", "Glasgow", "interviews"]
        assert rows[6] == ["Report 6", "access\nenvironment", "rural", ""]
        path = _write(session, "charting", tmp_path / "counts.docx", table="counts", heading="who area")
        assert [row[1:] for row in _table(path)[1:]] == [
            ["access", "6", "60.0"],
            ["environment", "4", "40.0"],
            ["data", "1", "10.0"],
            ["workforce", "0", "0.0"],
        ]
        assert "Percent of 10 reports. 2 say nothing under this heading. Several values may stand" in _words(path)
        path = _write(session, "charting", tmp_path / "s.csv", table="counts", heading="WHO area", unit="studies")
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = next(csv.DictReader(file))
        assert (first["value"], first["n"], first["percent"], first["of"]) == ("access", "5", "55.6", "9")
        path = _write(session, "charting", tmp_path / "cross.docx", heading="WHO area", across="Place")
        assert _table(path)[:3] == [
            ["WHO area", "Glasgow", "rural"],
            ["access", "4 (40.0 %)", "2 (20.0 %)"],
            ["environment", "0", "4 (40.0 %)"],
        ]
        bars = _write(session, "charting", tmp_path / "bars.svg", heading="WHO area").read_text(encoding="utf-8")
        assert "60 %" in bars
        assert "workforce" in bars
        with pytest.raises(NotFoundError, match="WHO area, Place, Method"):
            _write(session, "charting", tmp_path / "x.docx", heading="Year")


def test_the_form_in_excel_has_a_row_a_report_with_its_study(empty: Project, tmp_path: Path) -> None:
    with empty.change("Chart") as session:
        _ten_reports(session)
    with empty.read() as session:
        path = _write(session, "charting", tmp_path / "form.xlsx")
    values = [cell for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True) for cell in row]
    assert {"Report 1", "Khan", "access; environment"} <= set(values)


def test_interviews_are_listed_with_their_sentences(empty: Project, tmp_path: Path) -> None:
    with empty.change("Interviews") as session:
        one, two = (documents.add_source(session, Imported(f"Interview {n}", f"Words {n}.")) for n in (1, 2))
        said = {"minutes": "40", "interviewer": "Ann", "relationship": "strangers", "date": "2026-03"}
        interviews.fill_sheets(session, {(one, field): words for field, words in said.items()})
        interviews.fill_sheets(session, {(two, "minutes"): "1:00"})
    with empty.read() as session:
        path = _write(session, "interviews", tmp_path / "i.docx")
        assert _table(path) == [
            ["Source", "Interviewer", "Date", "Minutes"],
            ["Interview 1", "Ann\nstrangers", "2026-03", "40"],
            ["Interview 2", "", "", "60"],
        ]
        assert "The 2 interviews lasted 1 hour 40 minutes in all (median 50 minutes, range 40 to 60)." in _words(path)
        path = _write(session, "interviews", tmp_path / "i.csv")
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert [(row["source"], row["minutes"]) for row in rows] == [("Interview 1", "40"), ("Interview 2", "60")]


def test_the_sampling_grid_says_who_is_where_and_who_is_wanted(empty: Project, tmp_path: Path) -> None:
    with empty.change("People") as session:
        role = participants.add_attribute(session, "Role", "choice", ["worker", "user"])
        place = participants.add_attribute(session, "Place", "choice", ["town", "land"])
        ana = participants.add_participant(session, "Ana")
        participants.set_values(session, ana, role, ["worker"])
        participants.set_values(session, ana, place, ["town"])
        sampling.set_target(session, role, "user", 2, place, "land")
        recruitment.add_approached(session, 2)
    with empty.read() as session:
        path = _write(session, "sampling", tmp_path / "s.docx")
        assert _table(path) == [
            ["Role", "town", "land"],
            ["worker", "1\nAna", "nobody"],
            ["user", "nobody", "nobody of 2"],
        ]
        assert "Wanted, and nobody yet: user, land." in _words(path)
        assert "2 people were approached: 0 agreed, 2 have not answered." in _words(path)
        rows = _table(_write(session, "sampling", tmp_path / "log.docx", table="log"))
        assert rows[1][:2] == ["R1", "approached"]


def test_the_flow_is_drawn_and_says_where_it_does_not_add_up(empty: Project, tmp_path: Path) -> None:
    boxes = {"databases": 1_214, "duplicates": 14, "screened": 1_200, "excluded": 1_150, "sought": 50, "assessed": 50}
    with empty.change("Flow") as session:
        for name, number in {**boxes, "studies": 9, "reports": 10, "other_identified": 4}.items():
            prisma.set_box(session, name, number)
        prisma.set_reasons(session, "reasons", [("wrong population", 25), ("no findings", 15)])
    with empty.read() as session:
        svg = _write(session, "prisma", tmp_path / "flow.svg").read_text(encoding="utf-8")
        for words in ("1,214", "wrong population", "organisations", "Screening"):
            assert words in svg
        for suffix in (".pdf", ".png"):
            assert _write(session, "prisma", tmp_path / f"flow{suffix}").stat().st_size > 5_000
        rows = _table(_write(session, "prisma", tmp_path / "flow.docx"))
        assert rows[1] == ["Records identified from databases", "1,214"]
        assert ["Reports excluded", "40"] in rows
        written = exporters.export(session, "prisma", tmp_path / "flow.docx")
        assert written.notices == ()
    with empty.change("Flow") as session:
        prisma.set_box(session, "screened", 1_300)
    with empty.read() as session:
        (first, *_rest) = exporters.export(session, "prisma", tmp_path / "flow.docx").notices
        assert "Records screened is 1,300" in first


def test_a_grid_in_which_nobody_has_a_value_is_refused_with_a_sentence(empty: Project, tmp_path: Path) -> None:
    with empty.change("Add") as session:
        participants.add_participant(session, "Neil")
        for name in ("Role", "Home"):
            participants.add_attribute(session, name)
    with empty.read() as session, pytest.raises(RefusedError, match="Nobody has a value of Role x Home"):
        exporters.export(session, "sampling", tmp_path / "s.docx")


@pytest.mark.parametrize("name", ["interviews", "sampling", "charting", "prisma"])
def test_nothing_is_written_where_there_is_nothing(empty: Project, tmp_path: Path, name: str) -> None:
    with empty.read() as session, pytest.raises(RefusedError, match=r"Study|Sources"):
        exporters.export(session, name, tmp_path / "a.docx")
