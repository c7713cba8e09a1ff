"""The report of merged copies: what came, what was chosen, what was held back; and of a study that has none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from sqlalchemy.orm import Session

from qda.core import codebook, coders, coding, documents, exporters
from qda.core.merging import OURS, THEIRS, copy_project, merge, preview
from qda.storage.project import Project
from tests.core.merging import team


def _define(project: Project, words: str) -> None:
    with project.change("Define") as session:
        codebook.edit_code(session, codebook.find_code(session, "Fear"), definition=words)


def _merged(project: Project, path: Path) -> None:
    """Let Ben define a code and use another one; here that one is deleted and the first defined otherwise."""
    with project.read() as session:
        ben = coders.find_coder(session, "Ben Okri")
    copy_project(project, path, for_coder=ben, blind=True)
    with Project.open(path) as copy:
        _define(copy, "Whoever is afraid of the dark.")
        with copy.change("Code") as session:
            waiting = codebook.find_code(session, "Waiting")
            source = documents.find_source(session, "Carla")
            coding.apply_code(session, ben, waiting, source, 40, 46)
            coding.apply_code(session, ben, codebook.find_code(session, "Fear"), source, 3, 9)
    _define(project, "Whoever is afraid of people.")
    with project.change("Delete code") as session:
        codebook.delete_codes(session, [codebook.find_code(session, "Waiting")])
    project.coder_id = ben
    plan = preview(project, path)
    choices = {one.key: THEIRS if one.field == "definition" else OURS for one in plan.conflicts}
    assert merge(project, plan, choices).held_back


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Session]:
    with team.begin(tmp_path / "study.loom") as project:
        _merged(project, tmp_path / "ben.loom")
        with project.read() as session:
            yield session


def test_the_document_says_what_came_what_was_chosen_and_what_was_held_back(told: Session, tmp_path: Path) -> None:
    exporters.export(told, "merge-report", tmp_path / "r.docx")
    document = Document(str(tmp_path / "r.docx"))
    words = "\n".join(part.text for part in document.paragraphs)
    assert "1 copy was handed out. A copy was merged once." in words
    assert "Work of Ben Okri. Merged by Ben Okri. 2 conflicts were settled by choice." in words
    out, came, answers, held = ([[cell.text for cell in row.cells] for row in one.rows] for one in document.tables)
    assert out[1][1:3] == ["Ben Okri", "ben.loom"] and out[1][3].startswith("Coded passages, picked quotes")
    assert came[1][:2] == ["Coded passages", "1"]
    settled = {row[0]: row[1:] for row in answers[1:]}
    assert settled["Code “Fear”: definition"] == [
        "Whoever is afraid of people.",
        "Whoever is afraid of the dark.",
        "the copy's",
    ]
    assert "“Waiting” by Ben Okri in Carla" in held[1][0]


def test_as_data_each_thing_has_a_row(told: Session, tmp_path: Path) -> None:
    exporters.export(told, "merge-report", tmp_path / "r.json")
    rows = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    kinds = [(row["what"], row["kind"], row["number"]) for row in rows]
    assert kinds[0] == ("new", "coding", 1)
    assert [kind for kind, _table, _number in kinds].count("conflict") == 2
    (held,) = (row for row in rows if row["what"] == "held back")
    assert held["kind"] == "coding" and held["theirs"] and held["outcome"]


def test_a_study_without_copies_says_so(tmp_path: Path) -> None:
    with Project.create(tmp_path / "alone.loom", title="Alone") as project, project.read() as session:
        exporters.export(session, "merge-report", tmp_path / "r.html")
        exporters.export(session, "merge-report", tmp_path / "r.csv")
    assert "No copy was merged into this project." in (tmp_path / "r.csv").read_text(encoding="utf-8-sig")
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "No copy was merged into this project." in page and "A colleague codes in a copy" in page
