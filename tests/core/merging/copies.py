"""Two copies of a small study for the tests of merging, and what is done with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import coding
from qda.core.check import check
from qda.core.merging import Plan, Report, copy_project, merge, preview
from qda.storage import models
from qda.storage.project import Project
from tests.storage.study import dump


class Copies:
    """A study at `ours` and a copy of it at `theirs`, both changed by functions that take a session."""

    def __init__(self, project: Project, **how: Any) -> None:
        self.ours = project
        self.path = project.path.with_name("theirs.loom")
        copy_project(project, self.path, **how)

    @contextmanager
    def theirs(self) -> Iterator[Project]:
        """Open the copy."""
        with Project.open(self.path) as copy:
            yield copy

    def we(self, work: Callable[[Session], Any], label: str = "We work") -> Any:
        """Change the study."""
        return change(self.ours, work, label)

    def they(self, work: Callable[[Session], Any], label: str = "They work") -> Any:
        """Change the copy."""
        with self.theirs() as copy:
            return change(copy, work, label)

    def preview(self) -> Plan:
        """Look at the copy; neither file changes."""
        before = dump(self.ours), len(self.ours.history()), self.path.read_bytes()
        plan = preview(self.ours, self.path)
        assert before == (dump(self.ours), len(self.ours.history()), self.path.read_bytes())
        return plan

    def merge(self, choices: Mapping[str, str] | None = None) -> Report:
        """Merge the copy, and see that all is whole, that undo takes it all back, and that twice is once."""
        return bring(self.ours, self.path, choices)

    def one(self, model: type[Any], **where: Any) -> Any:
        """Return the one row of ours that is so."""
        with self.ours.read() as session:
            return session.scalars(select(model).filter_by(**where)).one()

    def none(self, model: type[Any], **where: Any) -> bool:
        """Say that no row of ours is so."""
        with self.ours.read() as session:
            return session.scalars(select(model).filter_by(**where)).first() is None


def change(project: Project, work: Callable[[Session], Any], label: str) -> Any:
    """Do one change and return what `work` did."""
    with project.change(label) as session:
        return work(session)


def bring(project: Project, path: Path, choices: Mapping[str, str] | None = None) -> Report:
    """Merge a copy; the project is whole afterwards, undo and redo are exact, and a second merge has nothing to do."""
    before, steps = dump(project), len(project.history())
    plan = preview(project, path)
    report = merge(project, plan, choices)
    assert check(project) == []
    after = dump(project)
    if report.id:
        assert len(project.history()) == steps + 1
        assert project.history(1)[0].label == "Merge copy"
        taken = project.undo()
        assert taken is not None and taken.label == "Merge copy"
        assert dump(project) == before
        project.redo()
    assert dump(project) == after
    again = preview(project, path)
    assert again.empty, (again.new, again.changed, again.removed, again.conflicts)
    assert merge(project, again).id == ""
    assert dump(project) == after
    return report


def coded(session: Session, code: str, source: str, coder: str) -> set[int]:
    """Return the characters of a source that a coder gave a code."""
    rows = coding.codings(session, source)
    mine = [row for row in rows if (row.code_id, row.coder_id) == (code, coder)]
    return {place for row in mine for place in range(row.start, row.end)}


def ids(project: Project) -> dict[str, str]:
    """Return the ids of what the small study has, by name."""
    with project.read() as session:
        several = (models.Participant, models.Code, models.Coder, models.Source, models.Theme)
        return {name: key for model in several for key, name in session.execute(select(model.id, model.name))}
