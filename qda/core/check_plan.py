"""Is the plan of double coding whole: rounds, what was given to whom, and who looked over whose work?"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from qda.core.draws import UNITS
from qda.core.plan import KINDS, TASKS
from qda.i18n import _
from qda.storage.check import Check, Finding
from qda.storage.models import Assignment, CodingRound, Source, Verification


def checks() -> dict[str, Check]:
    """Return the checks of the plan, by name."""
    return {"rounds": _rounds, "assignments": _assignments, "verifications": _verifications}


def _rounds(session: Session) -> Iterator[Finding]:
    strange = or_(CodingRound.kind.not_in(KINDS), CodingRound.unit.not_in(UNITS))
    for key, name in session.execute(select(CodingRound.id, CodingRound.name).where(strange)):
        sentence = _("The round “{name}” is of no kind that is known, or has parts of none.").format(name=name)
        yield Finding("rounds", sentence, f"coding_round {key}")


def _assignments(session: Session) -> Iterator[Finding]:
    for key in session.scalars(select(Assignment.id).where(Assignment.task.not_in(TASKS))):
        yield Finding("assignments", _("It is not known what a coder is to do."), f"assignment {key}")
    beyond = select(Assignment.id).join(Source, Source.id == Assignment.source_id)
    outside = or_(Assignment.start >= Source.characters, Assignment.end > Source.characters)
    for key in session.scalars(beyond.where(outside)):
        yield Finding("assignments", _("A coder was given a part that lies outside its text."), f"assignment {key}")


def _verifications(session: Session) -> Iterator[Finding]:
    for key in session.scalars(select(Verification.id).where(Verification.whose_id == Verification.coder_id)):
        yield Finding("verifications", _("Somebody is said to have verified their own work."), f"verification {key}")
    # The rule of the table takes two empty places for different people.
    twice = select(func.max(Verification.id)).where(Verification.whose_id.is_(None))
    doubled = twice.group_by(Verification.source_id, Verification.coder_id).having(func.count() > 1)
    for key in session.scalars(doubled):
        yield Finding("verifications", _("It is said twice that a source was looked over."), f"verification {key}")
