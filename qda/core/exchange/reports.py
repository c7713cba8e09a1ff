"""The reports of what was brought in from other programs: kept with the project, to be looked at again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.exchange.bundle import Loss
from qda.i18n import _
from qda.storage.models import Coder, ImportReport

WORDS = {"moved": _("Moved"), "unplaced": _("Not placed"), "dropped": _("Left behind")}
"""The kinds of losses, with words for them."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did: counts by the kinds of :data:`qda.core.exchange.taking.KINDS`, and what was lost or moved.

    `at` is in milliseconds since 1970, `coder` the name of who brought it in.
    """

    id: str = ""
    program: str = ""
    title: str = ""
    file_name: str = ""
    at: int = 0
    coder: str = ""
    new: Mapping[str, int] = field(default_factory=dict)
    known: Mapping[str, int] = field(default_factory=dict)
    losses: tuple[Loss, ...] = ()


def keep(session: Session, report: Report, coder_id: str | None = None) -> str:
    """Write a report into the project, as part of the running change, and return its id."""
    content = {
        "title": report.title,
        "new": dict(report.new),
        "known": dict(report.known),
        "losses": [asdict(loss) for loss in report.losses],
    }
    written = json.dumps(content, ensure_ascii=False)
    row = ImportReport(program=report.program, file_name=report.file_name, content=written, coder_id=coder_id)
    session.add(row)
    session.flush()
    return row.id


def reports(session: Session) -> list[Report]:
    """Return the reports of imports, newest first."""
    query = select(ImportReport, Coder.name).outerjoin(Coder, Coder.id == ImportReport.coder_id)
    found = []
    for row, coder in session.execute(query.order_by(ImportReport.at.desc(), ImportReport.id.desc())):
        kept, who = read_report(row.content), coder or ""
        found.append(replace(kept, id=row.id, program=row.program, file_name=row.file_name, at=row.at, coder=who))
    return found


def read_report(content: str) -> Report:
    """Return what a row keeps as JSON; ValueError, TypeError or AttributeError for anything else."""
    kept = json.loads(content)
    losses = tuple(Loss(**one) for one in kept.get("losses", ()))
    return Report(title=kept.get("title", ""), new=kept.get("new", {}), known=kept.get("known", {}), losses=losses)
