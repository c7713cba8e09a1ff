"""What goes beside a paper: checklist, methods, interview guide and the list of further files, in every format."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest

from qda.core import exporters, guides
from qda.core.exporters import ProductOptions
from qda.core.exporters.additional_files import further_files
from qda.core.exporters.assembling import assemble
from qda.core.exporters.colophon import colophon
from qda.core.exporters.grid import Grid
from qda.core.exporters.prose import Block, Heading, Turn
from qda.core.papers.presets import preset
from qda.core.reports.recipes import RecipePart, RecipeRow
from qda.errors import NotFoundError, RefusedError
from qda.storage.project import Project
from tests.core.exporters.conftest import build


@pytest.fixture(scope="module")
def reflexive(tmp_path_factory: pytest.TempPathFactory):
    facts = build(tmp_path_factory.mktemp("paper") / "study.loom", "reflexive")
    with facts.project.change("Write guide") as s:
        guides.add_guide(s, "1", date="2026-01", text="What gets in the way?\n\nWho helped?")
        guides.add_guide(s, "2", text="What gets in the way?", why="Nobody spoke of help.")
    with facts.project:
        yield facts.project


def _write(project: Project, path: Path, name: str, **chosen: str) -> exporters.Written:
    with project.read() as session:
        return exporters.export(session, name, path, ProductOptions(chosen=chosen))


def test_a_checklist_in_word_has_a_row_an_item_and_empty_cells_for_authors(reflexive: Project, tmp_path: Path) -> None:
    written = _write(reflexive, tmp_path / "c.docx", "checklist", list="coreq")
    document = docx.Document(str(tmp_path / "c.docx"))
    (table,) = document.tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0] == ["Item", "What the project says", "Where it stands in the paper"]
    assert cells[1] == ["Research team and reflexivity", "", ""]
    rows = {row[0].split("\n")[0]: row for row in cells}
    assert len([name for name in rows if name[0].isdigit()]) == written.rows == 32
    assert rows["2. Credentials"][1:] == ["", ""]
    assert rows["24. Number of coders"][1].startswith("2 people coded: Ann Noor (")
    reason = rows["22. Data saturation"][1]
    assert reason.startswith("Needs a reason: “not applicable, because …” Meaning is made in reading")
    assert rows["17. Interview guide"][1].endswith(
        "Authors add: Whether the guide was piloted, and where readers find it."
    )
    notes = "\n".join(one.text for one in document.paragraphs)
    assert "5 items need a reason." in notes
    assert "doi:10.1093/intqhc/mzm042" in notes
    assert written.notices[-1].startswith("Of 32 items the project says something of ")


def test_the_usual_checklist_goes_with_the_approach_and_comes_as_data_and_pages(
    reflexive: Project, tmp_path: Path
) -> None:
    _write(reflexive, tmp_path / "c.xlsx", "checklist")
    sheet = openpyxl.load_workbook(tmp_path / "c.xlsx").worksheets[0]
    head, first, *_rest = sheet.iter_rows(values_only=True)
    assert head[:3] == ("Number", "Section", "Item")
    assert (first[2], first[-1]) == ("Argument for the study", "from memory")
    for suffix in (".html", ".md"):
        _write(reflexive, tmp_path / f"c{suffix}", "checklist", list="entreq")
        words = (tmp_path / f"c{suffix}").read_text(encoding="utf-8")
        assert "ENTREQ is for syntheses of studies" in words
        assert "21. Synthesis output" in words.replace("\\", "")
    with pytest.raises(RefusedError, match="usual, rtarg, coreq, srqr, entreq"):
        _write(reflexive, tmp_path / "c.md", "checklist", list="consort")


def test_methods_come_as_prose_with_or_without_what_is_missing(reflexive: Project, tmp_path: Path) -> None:
    written = _write(reflexive, tmp_path / "m.docx", "methods")
    words = [one.text for one in docx.Document(str(tmp_path / "m.docx")).paragraphs]
    assert words[1] == "Methods"
    assert words[2] == "Design. We analysed the data by reflexive thematic analysis."
    assert any(one.startswith("Coding. Two people coded: Ann Noor (") for one in words)
    assert not any(one.startswith(("Saturation.", "Checks.")) for one in words)
    assert "Not in the project, for the authors to write" in words
    assert written.words > 50
    for suffix in (".html", ".md"):
        _write(reflexive, tmp_path / f"m{suffix}", "methods", gaps="leave out")
        text = (tmp_path / f"m{suffix}").read_text(encoding="utf-8")
        assert "reflexive thematic analysis" in text
        assert "for the authors to write" not in text


def test_nothing_is_told_of_a_project_without_a_source(tmp_path: Path) -> None:
    with Project.create(tmp_path / "empty.loom", title="Empty") as project, project.read() as session:
        with pytest.raises(RefusedError, match="no source yet"):
            exporters.export(session, "methods", tmp_path / "m.md")
        with pytest.raises(RefusedError, match="nothing yet that could go beside a paper"):
            further_files(session, preset("bmc"))
        with pytest.raises(RefusedError, match="Study, Facts and guide"):
            exporters.export(session, "interview-guide", tmp_path / "g.md")


def test_the_interview_guide_has_every_version_or_the_last(reflexive: Project, tmp_path: Path) -> None:
    assert _write(reflexive, tmp_path / "g.docx", "interview-guide").rows == 3
    words = [one.text for one in docx.Document(str(tmp_path / "g.docx")).paragraphs]
    assert words[1:5] == ["Interview guide", "Version 1", "2026-01 · Used in 0 interviews.", "•\tWhat gets in the way?"]
    assert "Why it changed. Nobody spoke of help." in words
    _write(reflexive, tmp_path / "g.md", "interview-guide", versions="last")
    assert "Who helped?" not in (tmp_path / "g.md").read_text(encoding="utf-8")


def test_further_files_are_named_as_the_journal_names_them(reflexive: Project, tmp_path: Path) -> None:
    with reflexive.read() as session:
        usual = further_files(session, preset("bmc"))
        (one, other) = further_files(session, preset("thesis"), "codebook.xlsx, map")
        with pytest.raises(NotFoundError, match="no product called poem"):
            further_files(session, preset("bmc"), "poem")
        with pytest.raises(RefusedError, match="comes as"):
            further_files(session, preset("bmc"), "methods.xlsx")
    first, second, *_rest = usual
    assert (first.name, first.file, first.format) == (
        "Additional file 1",
        "additional-file-1-checklist.docx",
        "Word document (.docx)",
    )
    assert (first.title, second.title) == ("Checklist RTARG", "Interview guide")
    assert "agreement" not in " ".join(one.file for one in usual)
    assert (one.name, one.file, other.name) == ("Appendix 1", "appendix-1-codebook.xlsx", "Appendix 2")
    written = _write(reflexive, tmp_path / "f.docx", "additional-files", preset="bmj")
    (table,) = docx.Document(str(tmp_path / "f.docx")).tables
    assert [cell.text for cell in table.rows[0].cells] == ["Name", "Format", "Title", "Description"]
    assert table.rows[1].cells[0].text == "Supplementary file 1\nsupplementary-file-1-checklist.docx"
    assert len(table.rows) == written.rows + 1
    assert written.notices[0] == "Supplementary files are cited in the text; they are published as they are sent."
    _write(reflexive, tmp_path / "f.xlsx", "additional-files")
    values = next(openpyxl.load_workbook(tmp_path / "f.xlsx").worksheets[0].iter_rows(values_only=True))
    assert values == ("Name", "File", "Format", "Title", "Description")


def test_a_report_for_a_journal_follows_its_rules_and_tells_what_it_cannot_do(reflexive: Project) -> None:
    with reflexive.read() as session:
        parts = (
            RecipePart("methods"),
            RecipePart("participants"),
            RecipePart("checklist"),
            RecipePart("additional-files"),
        )
        row = RecipeRow("", "Paper", "", "sage-apa", parts, None, "", "", 0)
        prose, notices = assemble(session, row, colophon(session))
        plain, _notices = assemble(session, replace(row, preset=""), colophon(session))
    lines = [run.text for part in prose.parts if isinstance(part, Block) for run in part.runs]
    assert [one for one in lines if one.startswith("[Table ")] == [f"[Table {n} about here]" for n in (1, 2, 3)]
    assert [type(part) for part in prose.parts[-4:]] == [Heading, Grid, Grid, Grid]
    assert not any(isinstance(part, Grid) for part in prose.parts[:-3])
    assert not any(isinstance(part, Turn) for part in prose.parts)
    assert prose.parts[-1].rows[0].cells[0][0].text == "Supplemental material 1"
    assert any(one.startswith("The number stands bold above the table") for one in notices)
    assert any(one.startswith("Participants are not listed one by one") for one in notices)
    assert sum(isinstance(part, Grid) for part in plain.parts) == 3
    assert not any("about here" in str(part) for part in plain.parts)
