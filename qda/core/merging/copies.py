"""The copies that were handed out, as the project knows them, and what a file that comes back says of itself."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.storage import lineage
from qda.storage.models import Coder, Coding, MergeReport
from qda.storage.project import Project


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was made here: `name` of its file, for which `coder` ("": somebody new), and when (`at`).

    `left_out` names the kinds of others' work that it went without (:data:`qda.core.merging.WORK`), `back` when it was
    merged, newest first. Times are milliseconds since 1970.
    """

    file: str
    name: str
    coder: str
    left_out: tuple[str, ...]
    at: int
    back: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What a project file says of itself: whether it is the `same` project, for which `coder` it was made ("" where
    nobody was named), the names of those who coded in it, and how many passages.
    """

    name: str
    same: bool
    coder: str
    people: tuple[str, ...]
    passages: int


def copies(session: Session) -> list[Copy]:
    """Return the copies that were made of this file, newest first; those made from a read-only one aren't known."""
    back = defaultdict(list)
    query = select(MergeReport.copy_id, MergeReport.at).order_by(MergeReport.at.desc())
    for file, at in session.execute(query):
        back[file].append(at)
    names = dict(session.execute(select(Coder.id, Coder.name)).all())
    made = json.loads(lineage.facts(session).get(lineage.COPIES, "[]"))
    return [
        Copy(
            one["file"],
            one["name"],
            names.get(one["coder"] or "", ""),
            tuple(one["left_out"]),
            one["at"],
            tuple(back[one["file"]]),
        )
        for one in reversed(made)
    ]


def look_at(project: Project, path: Path) -> Look:
    """Return what the project file at `path` says of itself; it is only read.

    Raises ProjectFileError for a file that is missing, foreign, newer or damaged.
    """
    with Project.open(Path(path), read_only=True) as other, other.read() as session:
        names = dict(session.execute(select(Coder.id, Coder.name)).all())
        facts = lineage.facts(session)
        people = session.scalars(select(Coding.coder_id).group_by(Coding.coder_id).order_by(func.count().desc()))
        return Look(
            name=Path(path).name,
            same=facts.get(lineage.PROJECT) == project.meta(lineage.PROJECT),
            coder=names.get(facts.get(lineage.FOR_CODER, ""), ""),
            people=tuple(names[one] for one in people if one in names),
            passages=session.scalar(select(func.count()).select_from(Coding)) or 0,
        )
