"""Are the study's own lists whole: levels, recruitment, sampling, sheets of interviews, and what it chose?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from qda.core.recruitment import OUTCOMES
from qda.core.study import APPROACHES
from qda.i18n import _
from qda.storage.check import Check, Finding
from qda.storage.models import Attribute, InterviewSheet, Recruitment, SamplingTarget, Setting, Study


def checks() -> dict[str, Check]:
    """Return the checks of the study's own lists, by name."""
    return {"approach": _approach, "recruitment": _recruitment, "sampling": _sampling, "interviews": _interviews}


def _approach(session: Session) -> Iterator[Finding]:
    for name in session.scalars(select(Study.approach).where(Study.approach.not_in(APPROACHES))):
        yield Finding("approach", _("There is no approach called {name}.").format(name=name), "study")
    shown = Setting.key.startswith("approach.show.", autoescape=True)
    for key in session.scalars(select(Setting.id).where(shown, Setting.value.not_in(("on", "off")))):
        yield Finding("approach", _("What is shown is switched neither on nor off."), f"setting {key}")


def _recruitment(session: Session) -> Iterator[Finding]:
    for key in session.scalars(select(Recruitment.id).where(Recruitment.outcome.not_in(tuple(OUTCOMES)))):
        yield Finding("recruitment", _("How it stands with a person in the log is not known."), f"recruitment {key}")


def _sampling(session: Session) -> Iterator[Finding]:
    cells: Counter[frozenset[tuple[str | None, str]]] = Counter()
    for row in session.scalars(select(SamplingTarget).order_by(SamplingTarget.id)):
        where = f"sampling_target {row.id}"
        # A grid turned on its side has the same cells.
        cell = frozenset(((row.attribute_id, row.value), (row.across_id, row.across)))
        cells[cell] += 1
        if cells[cell] > 1:
            yield Finding("sampling", _("How many are wanted in a cell is said twice."), where)
        if row.wanted < 0 or (row.across_id is None and row.across):
            yield Finding("sampling", _("What is wanted in a cell of the sampling grid makes no sense."), where)
    strangers = select(SamplingTarget.id).join(
        Attribute, or_(Attribute.id == SamplingTarget.attribute_id, Attribute.id == SamplingTarget.across_id)
    )
    for key in session.scalars(strangers.where(Attribute.scope != "participant")):
        sentence = _("The sampling grid names an attribute that is none of participants.")
        yield Finding("sampling", sentence, f"sampling_target {key}")


def _interviews(session: Session) -> Iterator[Finding]:
    for key in session.scalars(select(InterviewSheet.id).where(InterviewSheet.minutes <= 0)):
        yield Finding("interviews", _("An interview lasted no time."), f"interview_sheet {key}")
