"""The studies that benchmarks measure are what they claim to be, and their journal is that of somebody who codes."""

from __future__ import annotations

import ast
from pathlib import Path

from sqlalchemy import select

from qda.core import codebook, coders, coding, documents, participants, retrieval
from qda.core.check import check
from qda.core.importers import Imported
from qda.storage import journal
from qda.storage.ids import new_id
from qda.storage.models import ChangeRow
from qda.storage.project import Project
from tests.benchmarks import floors, generate
from tests.benchmarks.generate import LONG_SOURCE, MANY_QUOTES, Shape

TINY = Shape(4, 600, 9, 3, 40, 2, turns=12, long_words=1_200, long_codings=15, of_one=60)
WORDS = "Interviewer: How was it there?\nP1: It was loud and I slept badly.\nP1: Then it got better, a little."


def content(path: Path) -> dict[str, object]:
    """Everything a person would see of a study, without ids and times."""
    with Project.open(path) as project, project.read() as session:
        return {
            "sources": [(row.name, row.sha256, row.turns, row.speakers) for row in documents.sources(session)],
            "codes": [(row.path, row.definition, row.colour) for row in codebook.codes(session)],
            "people": [(row.name, row.attributes) for row in participants.participants(session)],
            "quotes": [
                (row.source, row.start, row.end, row.code, row.coder, row.themes) for row in retrieval.quotes(session)
            ],
            "chosen": [(row.source, row.start, row.end) for row in retrieval.theme_quotes(session)],
        }


def test_the_same_seed_makes_the_same_study(tmp_path: Path) -> None:
    for name, seed in (("one", 5), ("same", 5), ("other", 6)):
        generate.build(tmp_path / f"{name}.loom", TINY, seed)
    one, same, other = (content(tmp_path / f"{name}.loom") for name in ("one", "same", "other"))
    assert one == same
    assert all(one[part] != other[part] for part in one)


def test_a_study_has_the_shape_that_was_asked_for(tmp_path: Path) -> None:
    generate.build(tmp_path / "study.loom", TINY)
    with Project.open(tmp_path / "study.loom") as project:
        assert check(project) == []
        with project.read() as session:
            sources = documents.sources(session)
            book = codebook.codes(session)
            assert [row.name for row in sources] == [*(f"Interview {n}" for n in range(1, 5)), LONG_SOURCE]
            assert all(0.9 * 600 < row.words < 1.2 * 600 for row in sources[:4])
            assert 0.9 * 1_200 < sources[4].words < 1.2 * 1_200
            assert [row.turns for row in sources] == [12, 12, 12, 12, 24]
            assert sources[4].codings == 15
            assert len([row for row in book if row.kind == "code"]) == 9
            assert len(coders.coders(session)) == 2
            many = codebook.find_code(session, MANY_QUOTES)
            assert len(retrieval.quotes(session, retrieval.Filter(code_ids=(many,)))) == 60
            assert len(retrieval.quotes(session)) == 40 + 15 + 60
            assert len(participants.participants(session)) == 5


def test_every_coding_is_a_change_that_can_be_undone(tmp_path: Path) -> None:
    generate.build(tmp_path / "study.loom", TINY)
    with Project.open(tmp_path / "study.loom") as project:
        applied = [change for change in project.history() if change.label == "Apply code"]
        assert len(applied) == 40 + 15 + 60
        assert all(change.rows == 1 and change.tables == {"coding"} for change in applied)
        project.undo()  # the themes
        for left in range(40 + 15 + 59, 40 + 15 + 49, -1):
            undone = project.undo()
            assert undone is not None and undone.label == "Apply code"
            with project.read() as session:
                assert len(retrieval.quotes(session)) == left
        assert check(project) == []


def test_the_journal_is_as_if_each_code_had_been_applied_in_a_change_of_its_own(tmp_path: Path) -> None:
    spans = [(0, 11), (33, 40), (60, 70)]
    rows = {}
    for name in ("quick", "slowly"):
        with Project.create(tmp_path / f"{name}.loom") as project:
            with project.change("Begin") as session:
                coder = coders.add_coder(session, "Ann")
                code = codebook.add_code(session, "sleep")
                source = documents.add_source(session, Imported("One", WORDS))
            project.coder_id = coder
            if name == "quick":
                values = {"source_id": source, "code_id": code, "coder_id": coder, "text_version": 1, "weight": None}
                made = [
                    {"id": new_id(), "start": start, "end": end, "note": "", "created": 1, **values}
                    for start, end in spans
                ]
                generate.record(project, made)
            else:
                for start, end in spans:
                    with project.change("Apply code", [("code", code)]) as session:
                        coding.apply_code(session, coder, code, source, start, end)
            known = {coder: "coder", code: "code", source: "source"}
            with project.read() as session:
                changes = session.scalars(select(ChangeRow).where(ChangeRow.label == "Apply code")).all()
                rows[name] = [_plain(session, change, known) for change in changes]
            assert check(project) == []
    assert rows["quick"] == rows["slowly"]


def _plain(session: object, change: ChangeRow, known: dict[str, str]) -> dict[str, object]:
    """What a row of the journal says, with names in the place of ids, and without times."""
    (image,) = journal.images_of(session.connection(), change.seq)  # type: ignore[attr-defined]
    values = {name: known.get(str(value).lower(), value) for name, value in image.row.items() if name != "created"}
    about = [(kind, known[key]) for kind, key in journal.read_about(change.about)]
    return {
        "image": (image.op, image.table, values),
        "about": about,
        "coder": known[change.coder_id or ""],
        "tops": (change.undo_top, change.redo_top, change.undoes),
        **{name: getattr(change, name) for name in ("seq", "label", "rows", "tables")},
    }


def test_the_floors_import_nothing_of_ours() -> None:
    tree = ast.parse(Path(floors.__file__).read_text(encoding="utf-8"))
    named = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not {name for name in named if name.split(".")[0] in ("qda", "tests", "")}
