"""The codebook on paper and as data."""

from __future__ import annotations

import csv
from pathlib import Path

import docx
import pytest
from sqlalchemy.orm import Session

from qda.core import codebook, exporters
from qda.core.exporters import ProductOptions
from qda.errors import RefusedError
from qda.storage.project import Project

from .conftest import MASK


def test_columns_without_a_word_are_left_out_and_examples_are_cited(session: Session, tmp_path: Path) -> None:
    written = exporters.export(session, "codebook", tmp_path / "codebook.docx")
    rows = [[cell.text for cell in row.cells] for row in docx.Document(str(written.path)).tables[0].rows]
    assert written.codes == len(rows) - 1 == 8
    assert rows[0] == ["Code", "Definition", "Example"]
    assert rows[2][0].split("\n") == ["mask", "n = 2 in 1 source"]
    assert rows[2][2] == f"“{MASK}” (Neil, Interview 1, line 2)"


def test_definitions_and_rules_are_in_every_format(tmp_path: Path) -> None:
    with Project.create(tmp_path / "book.loom") as project:
        with project.change("Make codes") as session:
            code = codebook.add_path(session, "Culture > mask|face")
            codebook.edit_code(
                session, code, definition="Hiding.\nAlways.", include="tears", exclude="=2", stance="barrier"
            )
        with project.read() as session:
            for suffix in (".docx", ".md", ".csv"):
                exporters.export(session, "codebook", tmp_path / f"book{suffix}")
    rows = [[cell.text for cell in row.cells] for row in docx.Document(str(tmp_path / "book.docx")).tables[0].rows]
    assert rows[0] == ["Code", "Definition", "When to use", "When not to use"]
    assert rows[2] == ["mask|face\nbarrier", "Hiding.\nAlways.", "tears", "=2"]
    lines = (tmp_path / "book.md").read_text("utf-8").splitlines()
    assert lines[-1] == "| \u2003mask\\|face<br>\u2003barrier | Hiding.<br>Always. | tears | =2 |"
    with (tmp_path / "book.csv").open(encoding="utf-8-sig", newline="") as file:
        record = list(csv.DictReader(file))[1]
    assert (record["path"], record["definition"], record["exclude"]) == (
        "Culture > mask|face",
        "Hiding.\nAlways.",
        "'=2",
    )
    assert record["codings"] == ""


def test_counts_are_shown_when_asked_for(tmp_path: Path, session: Session) -> None:
    exporters.export(session, "codebook", tmp_path / "book.csv", ProductOptions(counts=True))
    with (tmp_path / "book.csv").open(encoding="utf-8-sig", newline="") as file:
        numbers = {row["path"]: (row["codings"], row["sources"], row["participants"]) for row in csv.DictReader(file)}
    assert numbers["Culture"] == ("4", "2", "2")
    assert numbers["Staff > =seen"] == ("1", "1", "1")


def test_an_empty_codebook_is_refused(tmp_path: Path) -> None:
    with Project.create(tmp_path / "empty.loom") as project, project.read() as session:
        with pytest.raises(RefusedError, match="no code"):
            exporters.export(session, "codebook", tmp_path / "book.docx")
        assert not (tmp_path / "book.docx").exists()
