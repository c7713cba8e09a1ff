"""Everything the audit trail tells, read from the journal in one go."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from qda.core.trail.decisions import Decision, Log
from qda.core.trail.differences import Acts, Difference, differences
from qda.core.trail.over_time import OverTime, Standing
from qda.core.trail.rows import moments
from qda.core.trail.versions import Version, versions
from qda.i18n import _


@dataclass(frozen=True, slots=True)
class Compared:
    """A kept codebook and what it has otherwise than the one before; the first has none before it."""

    version: Version | None
    name: str
    before: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Trail:
    """The trail of a study: standings and decisions oldest first, versions each compared with the one before.

    The last of `compared` is the codebook as it is now. `changes` is how many lines the journal has.
    """

    standings: tuple[Standing, ...]
    decisions: tuple[Decision, ...]
    compared: tuple[Compared, ...]
    changes: int


def trail(session: Session, step: str = "") -> Trail:
    """Read the trail; `step` is that of :meth:`OverTime.standings`. 100,000 changes take some seconds."""
    log, over_time, acts, found, changes = Log(session), OverTime(session), Acts(), list[Decision](), 0
    for moment in moments(session):
        found += log.take(moment)
        over_time.take(moment)
        acts.take(moment)
        changes += 1
    return Trail(tuple(over_time.standings(step)), tuple(reversed(found)), tuple(_compared(session, acts)), changes)


def _compared(session: Session, acts: Acts) -> list[Compared]:
    kept = versions(session)
    found: list[Compared] = []
    for number, version in enumerate(kept):
        before = kept[number - 1] if number else None
        told = differences(session, before.id, version.id, acts) if before else []
        found.append(Compared(version, version.name, before.name if before else "", tuple(told)))
    if kept:
        told = differences(session, kept[-1].id, None, acts)
        found.append(Compared(None, _("Now"), kept[-1].name, tuple(told)))
    return found
