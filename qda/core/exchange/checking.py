"""Is what came from other programs whole: reports that can be read, parts of files that lie somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.exchange.media import read_area
from qda.core.exchange.reports import read_report
from qda.i18n import _
from qda.storage.check import Check, Finding
from qda.storage.models import ImportReport, MediaSelection


def checks() -> dict[str, Check]:
    """Return the checks of what came from other programs, by name."""
    return {"imports": _imports}


def _imports(session: Session) -> Iterator[Finding]:
    for key, content in session.execute(select(ImportReport.id, ImportReport.content)):
        try:
            read_report(content)
        except (ValueError, TypeError, AttributeError):
            yield Finding("imports", _("The report of an import can't be read."), f"import_report {key}")
    for key, area in session.execute(select(MediaSelection.id, MediaSelection.area)):
        try:
            read_area(area)
        except ValueError:
            yield Finding("imports", _("Where a part of a file lies can't be read."), f"media_selection {key}")
