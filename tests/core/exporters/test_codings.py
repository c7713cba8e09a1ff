"""Codings leave as a table and come back the same."""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import codebook, coders, coding, documents, exporters
from qda.core.coding import remove_codings
from qda.core.coding_columns import read_codings
from qda.core.coding_table import import_codings
from qda.core.exporters import ProductOptions
from qda.core.importers import Imported
from qda.core.retrieval import Filter
from qda.storage.models import Coding
from qda.storage.project import Project

from .conftest import FORMULA, Facts, build


def held(session: Session) -> set[tuple[object, ...]]:
    """Return everything a coding says, ids of its own and times left out."""
    columns = (Coding.source_id, Coding.start, Coding.end, Coding.code_id, Coding.coder_id, Coding.note, Coding.weight)
    return {tuple(row) for row in session.execute(select(*columns))}


def read_back(project: Project, path: Path) -> None:
    """Take all codings away and read them back from `path`; compare."""
    with project.read() as session:
        before = held(session)
        exporters.export(session, "codings", path)
    assert before
    with project.change("Remove all") as session:
        remove_codings(session, list(session.scalars(select(Coding.id))))
    with project.change("Import codings") as session:
        loaded = import_codings(session, read_codings(path))
    assert (loaded.added, loaded.joined, loaded.refused) == (len(before), 0, ())
    with project.read() as session:
        assert held(session) == before


def test_codings_come_back_the_same_with_formulas_in_notes_and_codes(tmp_path: Path) -> None:
    with build(tmp_path / "study.loom").project as project:
        read_back(project, tmp_path / "codings.csv")


def test_codings_of_namesakes_come_back_to_the_right_people_and_sources(tmp_path: Path) -> None:
    with Project.create(tmp_path / "names.loom") as project:
        with project.change("Make study") as session:
            code = codebook.add_path(session, "=A > +b")
            people = [coders.add_coder(session, name) for name in ("Ann Noor", "Ann Noor", "AN", "=cmd")]
            sources = [documents.add_source(session, Imported(name, "Some words here.")) for name in ("x", "y", "@z")]
            documents.edit_source(session, sources[1], name="x")
            for number, person in enumerate(people):
                for source_id in sources:
                    coding.apply_code(session, person, code, source_id, number, number + 3, note="'=1", weight=number)
        read_back(project, tmp_path / "codings.csv")


def test_json_holds_the_same_and_a_filter_is_heeded(study: Facts, session: Session, tmp_path: Path) -> None:
    wanted = Filter(source_ids=(study.sources["Interview 2"],))
    exporters.export(session, "codings", tmp_path / "all.json")
    exporters.export(session, "codings", tmp_path / "some.json", ProductOptions(wanted=wanted))
    everything = json.loads((tmp_path / "all.json").read_text("utf-8"))
    assert len(everything) == 8
    assert next(row for row in everything if row["id"] == study.codings[FORMULA])["note"] == "-2 looks odd"
    some = json.loads((tmp_path / "some.json").read_text("utf-8"))
    assert [row["source"] for row in some] == ["Interview 2"]
    assert list(some[0])[:6] == ["source", "start", "end", "code", "coder", "note"]
    assert some[0]["weight"] is None
