"""The tables of ratings as papers print them: a row a subtheme, a row a study, a row a finding."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pytest
from sqlalchemy.orm import Session

from qda.core import codebook, coders, coding, documents, exporters, participants
from qda.core.confidence import Component, set_confidence
from qda.core.exporters import ProductOptions
from qda.core.importers import Imported
from qda.core.themes import outline
from qda.errors import NotFoundError, RefusedError
from qda.storage.project import Project


def make_review(session: Session) -> None:
    """Five reports of four studies; "fear" in reports 1 to 4, "help" in 4 and 5."""
    ann = coders.add_coder(session, "Ann Noor")
    fear, help_ = codebook.add_code(session, "fear"), codebook.add_code(session, "help")
    quality = participants.add_attribute(session, "QualSyst", "number", scope="source")
    grade = participants.add_attribute(session, "GRADE", "choice", scope="source")
    for number in range(1, 6):
        source = documents.add_source(session, Imported(f"Report {number}", "Words of a report."))
        documents.edit_source(session, source, study_label="Alder" if number < 3 else "")
        if number < 5:
            participants.set_values(session, None, quality, [f"{80 + number} %"], source_id=source)
        participants.set_values(session, None, grade, ["high" if number < 4 else "low"], source_id=source)
        for code in (*([fear] if number < 5 else []), *([help_] if number > 3 else [])):
            coding.apply_code(session, ann, code, source, 0, 5)
    outline.set_levels(session, ["subtheme", "theme"])
    low, high = (key for key, _name in outline.levels(session))
    top = outline.add_theme(session, "What gets in the way", level_id=high)
    key = outline.add_theme(
        session, "Fear", top, level_id=low, code_ids=[fear], stance="barrier", idea="Care frightens."
    )
    outline.add_theme(session, "Help", level_id=low, code_ids=[help_], stance="enabler")
    set_confidence(
        session,
        key,
        level="moderate",
        why="Three of four studies.",
        components={"adequacy": Component("minor", "Thin data.")},
        coder_id=ann,
    )


@pytest.fixture
def review(tmp_path: Path) -> Iterator[Session]:
    with Project.create(tmp_path / "review.loom", title="Consent", approach="review") as project:
        with project.change("Set up") as session:
            make_review(session)
        with project.read() as session:
            yield session


def written(session: Session, path: Path, **chosen: str) -> exporters.Written:
    return exporters.export(session, "ratings", path, ProductOptions(chosen=chosen))


def cells(path: Path) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in docx.Document(str(path)).tables[0].rows]


def notes(path: Path) -> str:
    return " ".join(part.text for part in docx.Document(str(path)).paragraphs)


def test_a_row_a_theme_with_rating_and_significance(review: Session, tmp_path: Path) -> None:
    path = written(review, tmp_path / "a.docx").path
    assert cells(path) == [
        ["Theme and subtheme", "Studies (n)", "Rating", "Significance", "Confidence", "Studies"],
        ["What gets in the way\ntheme", "3", "D", "3/4", "", "Alder; Report 3; Report 4"],
        ["Fear\nsubtheme · barrier", "3", "D", "3/4", "Moderate", "Alder; Report 3; Report 4"],
        ["Help\nsubtheme · enabler", "2", "D", "2/4", "", "Report 4; Report 5"],
    ]
    said = notes(path)
    for sentence in (
        "4 studies. Reports of one study count once;",
        "Rating by number: A ≥ 10, B 7–9, C 4–6, D ≤ 3. The bands close the holes of the set “>10, 7-9, 4-6, <3”",
        "The denominator is all 4 studies that are included.",
        "Confidence is set by people",
    ):
        assert sentence in said


def test_the_unit_and_the_denominator_can_be_chosen(review: Session, tmp_path: Path) -> None:
    path = written(review, tmp_path / "a.docx", unit="reports", denominator="QualSyst").path
    assert [row[1:4] for row in cells(path)[1:]] == [["4", "C", "4/4"], ["4", "C", "4/4"], ["2", "D", "1/4"]]
    assert "the 4 of 5 reports included for which QualSyst has a value." in notes(path)
    for chosen, error in (({"unit": "pages"}, RefusedError), ({"denominator": "Size"}, NotFoundError)):
        with pytest.raises(error):
            written(review, tmp_path / "b.docx", **chosen)


def test_a_row_a_study_with_sensitivity_and_quality(review: Session, tmp_path: Path) -> None:
    path = written(review, tmp_path / "a.docx", table="studies").path
    assert cells(path) == [
        ["Studies", "Reports", "Sensitivity", "QualSyst", "GRADE"],
        ["Alder", "Report 1\nReport 2", "1", "81 %; 82 %", "high"],
        ["Report 3", "Report 3", "1", "83 %", "high"],
        ["Report 4", "Report 4", "2", "84 %", "low"],
        ["Report 5", "Report 5", "1", "", "low"],
    ]
    assert "Sensitivity: how many of the 2 themes on the level “subtheme” a row contributes to." in notes(path)


def test_the_summary_of_findings_says_what_why_and_how_sure(review: Session, tmp_path: Path) -> None:
    path = written(review, tmp_path / "a.docx", table="findings").path
    first = docx.Document(str(path)).tables[0]._tbl.tblGrid.gridCol_lst[0].w.twips
    assert first >= 420 + 500  # what stands free before words, and "No." in bold
    assert cells(path) == [
        ["No.", "Finding", "Contributing studies", "Confidence", "Explanation"],
        [
            "1",
            "Fear\nCare frightens.",
            "3 studies\nAlder; Report 3; Report 4",
            "Moderate",
            "Three of four studies.\nAdequacy of data: Minor concerns: Thin data.",
        ],
    ]
    assert "2 themes of which nobody has said a confidence are not in this table." in notes(path)


def test_as_data_every_fraction_has_its_denominator(review: Session, tmp_path: Path) -> None:
    written(review, tmp_path / "a.csv", denominator="GRADE=high")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        fear = list(csv.DictReader(file))[1]
    # Alder and the study of report 3 are of high GRADE, and both have fear.
    assert (fear["number"], fear["rating"], fear["counted"], fear["denominator"]) == ("3", "D", "2", "2")
    assert fear["chosen"].endswith("the 2 of 4 studies included for which GRADE is high.")
    written(review, tmp_path / "a.xlsx", table="studies")
    rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0].iter_rows(values_only=True))
    assert rows[1][:4] == ("Alder", "Report 1; Report 2", 1, "Fear")
    written(review, tmp_path / "b.csv", table="findings")
    with (tmp_path / "b.csv").open(encoding="utf-8-sig", newline="") as file:
        (finding,) = csv.DictReader(file)
    assert (finding["confidence"], finding["coder"]) == ("moderate", "Ann Noor")
    assert finding["adequacy"] == "Minor concerns: Thin data."


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    with Project.create(tmp_path / "empty.loom", approach="reflexive") as project:
        with project.change("Nothing yet") as session:
            with pytest.raises(RefusedError, match="no theme to rate"):
                written(session, tmp_path / "a.html")
            outline.add_theme(session, "Fear")
            with pytest.raises(RefusedError, match="how confident"):
                written(session, tmp_path / "a.html", table="findings")
            notices = written(session, tmp_path / "a.html").notices
        assert "Reflexive analysis does not weigh themes by numbers" in notices[0] and len(notices) == 2


def test_studies_stand_by_the_themes_they_have_with_ratings_in_the_heads(review: Session, tmp_path: Path) -> None:
    options = ProductOptions(chosen={"table": "crossed"})
    exporters.export(review, "ratings", tmp_path / "r.docx", options)
    rows = [[cell.text for cell in row.cells] for row in docx.Document(str(tmp_path / "r.docx")).tables[0].rows]
    assert rows == [
        ["Studies", "Fear (D)", "Help (D)", "Sensitivity"],
        ["Alder", "•", "", "1"],
        ["Report 3", "•", "", "1"],
        ["Report 4", "•", "•", "2"],
        ["Report 5", "", "•", "1"],
    ]
    exporters.export(review, "ratings", tmp_path / "r.csv", options)
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        data = [(row["unit"], row["theme"], row["has"], row["rating"]) for row in csv.DictReader(file)]
    assert data[:2] == [("Alder", "Fear", "1", "D"), ("Alder", "Help", "0", "D")]
    assert len(data) == 8
