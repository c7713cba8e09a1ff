"""Projects of QualCoder, Taguette and RQDA in a project of ours, and a project of ours in QualCoder."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda.core.check import check
from qda.core.exchange import kind_of, read, taking
from qda.core.exchange.bundle import Bundle
from qda.core.exchange.gathering import gather
from qda.core.exchange.qualcoder import write
from qda.storage.project import Project
from tests.core.exchange.qualcoder_project import make
from tests.core.exchange.rqda_project import make as make_rqda
from tests.core.exchange.taguette_project import make as make_taguette
from tests.storage.study import make_study

MAKERS = {"qualcoder": make, "taguette": make_taguette, "rqda": make_rqda}
FILES = {"qualcoder": "Falls.qda", "taguette": "taguette.sqlite3", "rqda": "Falls.rqda"}


def coded(bundle: Bundle) -> list[tuple[str, str, str, str]]:
    """Coder, code, source and words of each coding."""
    names = {one.id: one.name for one in (*bundle.users, *bundle.codes, *bundle.sources)}
    texts = {one.id: one.text for one in bundle.sources}
    found = [
        (names.get(one.coder or "", ""), names[one.code], names[one.source], texts[one.source][one.start : one.end])
        for one in bundle.codings
    ]
    return sorted(found)


@pytest.mark.parametrize("program", MAKERS)
def test_a_neighbours_project_comes_in_whole_and_once(program: str, tmp_path: Path) -> None:
    path = MAKERS[program](tmp_path / FILES[program])
    assert kind_of(path) == program
    bundle = read(path)
    with Project.create(tmp_path / "study.loom") as project:
        for new in (True, False):
            with project.change("Bring in a project") as session:
                taken = taking.take_in(session, read(path), file_name=path.name)
            assert any(taken.new.values()) == new
        assert check(project) == []
        with project.read() as session:
            back = gather(session)
        # One undo takes all of it back, after that of the second time.
        project.undo()
        project.undo()
        with project.read() as session:
            assert gather(session).codings == ()
    wanted = [row if row[0] else ("", *row[1:]) for row in coded(bundle)]
    assert [row[1:] for row in coded(back)] == [row[1:] for row in wanted]
    assert {row[0] for row in coded(back)} >= {row[0] for row in wanted if row[0]}


def test_a_study_goes_to_qualcoder_and_comes_back(tmp_path: Path) -> None:
    with make_study(tmp_path / "study.loom") as project, project.read() as session:
        sample = gather(session)
    path = tmp_path / "Sample.qda"
    losses = write(path, sample)
    back = read(path)
    assert coded(back) == coded(sample)
    assert {one.id for one in back.codings} == {one.id for one in sample.codings}
    assert [(one.id, one.name, one.text) for one in back.sources] == [
        (one.id, one.name, one.text) for one in sample.sources
    ]
    assert {(one.id, one.parent) for one in back.codes} == {(one.id, one.parent) for one in sample.codes}
    assert {one.id for one in back.persons} == {one.id for one in sample.persons}
    values: dict[tuple[str, str], list[str]] = {}
    for one in sample.values:
        values.setdefault((one.variable, one.of), []).append(one.value)
    # Several choices are one cell there.
    assert {(one.variable, one.of): one.value for one in back.values} == {
        place: "; ".join(chosen) for place, chosen in values.items()
    }
    assert len(back.notes) == len(sample.notes)
    assert all(loss.why.endswith(".") for loss in losses)
