"""The reports of merges that the project keeps."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.merging.plan import Answer, HeldBack, Report
from qda.core.merging.state import Merging
from qda.storage.models import Coder, MergeReport, now_ms


def report_of(
    session: Session,
    copy: str,
    coder_id: str | None,
    whose: tuple[str, ...],
    counts: Mapping[str, Mapping[str, int]],
    state: Merging,
) -> Report:
    """Return the report of a merge that was worked out, without an id."""
    coder = session.scalar(select(Coder.name).where(Coder.id == coder_id)) if coder_id else None
    return Report(
        id="",
        copy=copy,
        at=now_ms(),
        coder=coder or "",
        coders=whose,
        new=counts["new"],
        changed=counts["changed"],
        removed=counts["removed"],
        answers=tuple(state.answers),
        held_back=tuple(state.held_back),
        notes=tuple(state.notes),
    )


def written(report: Report) -> dict[str, Any]:
    """Return a report as its row keeps it; id, time, name and who merged stand beside it."""
    kept = asdict(report)
    for name in ("id", "at", "copy", "coder"):
        del kept[name]
    return kept


def reports(session: Session) -> list[Report]:
    """Return the reports of the merges in force, newest first."""
    query = select(MergeReport, Coder.name).outerjoin(Coder, Coder.id == MergeReport.coder_id)
    found = []
    for row, coder in session.execute(query.order_by(MergeReport.at.desc(), MergeReport.id.desc())):
        kept = json.loads(row.report)
        found.append(
            Report(
                id=row.id,
                copy=row.name,
                at=row.at,
                coder=coder or "",
                coders=tuple(kept.get("coders", ())),
                new=kept.get("new", {}),
                changed=kept.get("changed", {}),
                removed=kept.get("removed", {}),
                answers=tuple(Answer(**answer) for answer in kept.get("answers", ())),
                held_back=tuple(HeldBack(**held) for held in kept.get("held_back", ())),
                notes=tuple(kept.get("notes", ())),
            )
        )
    return found
