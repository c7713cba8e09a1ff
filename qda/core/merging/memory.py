"""What a project remembers of others that were joined with it: their state then, and which ids stand for which."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.merging.plan import Answer, Plan, Report
from qda.core.merging.reports import written
from qda.storage import lineage
from qda.storage.models import Coder, MergeReport, now_ms

_KEY = "joined"


@dataclass(frozen=True, slots=True)
class Memory:
    """The other project's id, the point at which it was joined, and their ids of what has another id here."""

    project: str
    point: lineage.Point
    ids: Mapping[str, str]


def memory(other: Session, ids: Mapping[str, str]) -> Memory:
    """Return what is to be remembered of another project as it is now."""
    return Memory(lineage.facts(other)[lineage.PROJECT], lineage.here(other), dict(ids))


def remembered(session: Session, project: str) -> Memory | None:
    """Return what the last join of another project, by its id, left to remember; None where it was never joined."""
    query = select(MergeReport.report).where(MergeReport.copy_id == project).order_by(MergeReport.id.desc())
    for report in session.scalars(query):
        kept = json.loads(report).get(_KEY)
        if kept is not None:
            return Memory(project, lineage.Point(**kept["point"]), kept["ids"])
    return None


def keep(session: Session, coder_id: str | None, plan: Plan, answers: tuple[Answer, ...], known: Memory) -> Report:
    """Write the report of a join, with what is to be remembered; part of the running change."""
    report = _report(plan, answers)
    held = {"point": asdict(known.point), "ids": dict(known.ids)}
    row = MergeReport(
        name=plan.copy,
        copy_id=known.project,
        report=json.dumps({**written(report), _KEY: held}, ensure_ascii=False),
        coder_id=coder_id,
        at=now_ms(),
    )
    session.add(row)
    session.flush()
    name = session.scalar(select(Coder.name).where(Coder.id == coder_id)) if coder_id else ""
    return replace(report, id=row.id, at=row.at, coder=name or "")


def nothing(plan: Plan) -> Report:
    """Return the report of a join that had nothing to do, of which nothing is kept."""
    return _report(plan, ())


def _report(plan: Plan, answers: tuple[Answer, ...]) -> Report:
    told = (plan.new, plan.changed, plan.removed, answers, plan.held_back, plan.notes)
    return Report("", plan.copy, 0, "", plan.coders, *told)
