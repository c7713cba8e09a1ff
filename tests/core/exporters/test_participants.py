"""The table of participants: a row a person, and one for each interview in which something was different."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pytest
from sqlalchemy.orm import Session

from qda.core import documents, exporters, participants
from qda.core.exporters import ProductOptions
from qda.core.importers import Imported
from qda.errors import RefusedError
from qda.storage.project import Project


@pytest.fixture
def people(tmp_path: Path) -> Iterator[Session]:
    with Project.create(tmp_path / "study.loom", title="Care", approach="codebook") as project:
        with project.change("Set up") as session:
            neil, liam = participants.add_participants(session, ["Neil", "Liam"])
            age = participants.add_attribute(session, "Age", "number")
            role = participants.add_attribute(session, "Role", "choices")
            for number in (1, 2):
                source = documents.add_source(session, Imported(f"Interview {number}", "Words."))
                participants.link_source(session, neil, source)
            participants.set_values(session, neil, age, ["41"])
            participants.set_values(session, neil, role, ["nurse", "peer"])
            participants.set_values(session, neil, age, ["42"], source_id=source)
            participants.edit_participant(session, liam, note="Withdrew.")
        with project.read() as session:
            yield session


def test_a_row_a_person_and_what_was_different_at_an_interview(people: Session, tmp_path: Path) -> None:
    exporters.export(people, "participants", tmp_path / "a.docx")
    document = docx.Document(str(tmp_path / "a.docx"))
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        ["Participant", "Age", "Role", "Sources"],
        ["Neil", "41", "nurse; peer", "Interview 1; Interview 2"],
        ["Interview 2", "42", "", ""],
        ["Liam", "", "", ""],
    ]
    assert "2 participants." in [part.text for part in document.paragraphs]


def test_as_data_numbers_are_numbers_and_attributes_can_be_chosen(people: Session, tmp_path: Path) -> None:
    exporters.export(people, "participants", tmp_path / "a.xlsx", ProductOptions(attributes=("Age",)))
    rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("Participant", "Interview", "Sources", "Age", "Note")
    assert rows[1] == ("Neil", None, "Interview 1; Interview 2", 41, None)
    assert rows[2][:4] == ("Neil", "Interview 2", "Interview 2", 42) and rows[3][-1] == "Withdrew."


def test_without_people_there_is_nothing_to_write(tmp_path: Path) -> None:
    with (
        Project.create(tmp_path / "empty.loom") as project,
        project.read() as session,
        pytest.raises(RefusedError, match="no participant"),
    ):
        exporters.export(session, "participants", tmp_path / "a.csv")
